#define _GNU_SOURCE
/* core/auth/steady.c - see steady.h. */
#include <pthread.h>
#include <time.h>

#include "core/clock/clock.h"
#include "core/auth/steady.h"
#include "core/auth/auth.sql.h"

enum {
        SLACK_MS = 60000,       /* two machines on one database may differ by a minute */
        SMALL_MS = 5000,        /* the two clocks are read one after the other, and NTP trims */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct steady   clock_of_process;

int64_t steady_ahead(struct steady *s, int64_t wall, int64_t boot, int64_t high)
{
        int64_t offset = wall - boot;
        if (!s->begun) {
                s->begun = true;
                s->top = high > wall + SLACK_MS ? high - boot : offset;
        }
        if (offset > s->top)
                s->top = offset;        /* set forward: it goes along, and does not come back */
        return s->top - offset > SMALL_MS ? s->top - offset : 0;
}

static int64_t since_boot(void)
{
        struct timespec t;
        clock_gettime(CLOCK_BOOTTIME, &t);
        return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The newest instant the database knows; 0 when it knows none or cannot be read. */
static int64_t high_water(struct ctx *cx)
{
        struct steady_high h;
        return steady_high(cx, &h) ? 0 : h.at;
}

static int64_t ahead(struct ctx *cx)
{
        pthread_mutex_lock(&lock);
        bool begun = clock_of_process.begun;
        pthread_mutex_unlock(&lock);
        int64_t high = begun || !cx->db ? 0 : high_water(cx);
        pthread_mutex_lock(&lock);
        int64_t ms = steady_ahead(&clock_of_process, clock_now(), since_boot(), high);
        pthread_mutex_unlock(&lock);
        return ms;
}

void steady_forget(void)
{
        pthread_mutex_lock(&lock);
        clock_of_process = (struct steady){ 0 };
        pthread_mutex_unlock(&lock);
}

int64_t steady_now(struct ctx *cx) { return cx->now + ahead(cx); }

int64_t steady_shown(struct ctx *cx, int64_t at) { return at - ahead(cx); }
