/* door/web/metrics.c - counters without locks; /healthz, /readyz and /metrics. */
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

#include "core/db/db.h"
#include "door/web/health.sql.h"
#include "door/web/audit_watch.h"
#include "door/web/metrics.h"

static _Atomic int64_t values[METRIC_END];

void metric_add(enum metric m, int64_t n)
{
        atomic_fetch_add_explicit(&values[m], n, memory_order_relaxed);
}

int64_t metric_value(enum metric m)
{
        return atomic_load_explicit(&values[m], memory_order_relaxed);
}

/* ---- requests by pattern and status --------------------------------------- */

/* A slot is claimed once by its status and never given back; the pattern follows. */
enum { SLOTS = 512, FULL_AT = 500 };
static struct slot {
        _Atomic(const char *) pattern;
        _Atomic int           status;           /* 0: free; -1: being claimed */
        _Atomic int64_t       n;
} slots[SLOTS];
static _Atomic int     n_slots;
static _Atomic int64_t rest_n;

static const char NO_ROUTE[] = "-";

/* Upper ends of the buckets in microseconds, and how Prometheus writes them in seconds. */
static const struct { int64_t us; const char *le; } buckets[] = {
        { 500,     "0.0005" }, { 1000,    "0.001" }, { 2500,    "0.0025" }, { 5000,    "0.005" },
        { 10000,   "0.01" },   { 25000,   "0.025" }, { 50000,   "0.05" },   { 100000,  "0.1" },
        { 250000,  "0.25" },   { 1000000, "1" },     { 5000000, "5" },      { 30000000, "30" },
};
static _Atomic int64_t bucket_n[COUNT_OF(buckets) + 1], us_sum, us_n;

/* The slot of a pair, claimed when `make`; NULL when there is none. */
static struct slot *slot_of(const char *pattern, int status, bool make)
{
        size_t at = ((uintptr_t)pattern >> 3) * 31 + (size_t)status * 7;
        for (int tries = 0; tries < SLOTS; tries++, at++) {
                struct slot *s = &slots[at % SLOTS];
                int found = atomic_load_explicit(&s->status, memory_order_acquire);
                if (!found) {
                        if (!make || atomic_load(&n_slots) >= FULL_AT)
                                return NULL;
                        int expect = 0;
                        if (atomic_compare_exchange_strong(&s->status, &expect, -1)) {
                                atomic_store(&s->pattern, pattern);
                                atomic_fetch_add(&n_slots, 1);
                                atomic_store_explicit(&s->status, status, memory_order_release);
                                return s;
                        }
                        found = expect;
                }
                while (found == -1)
                        found = atomic_load_explicit(&s->status, memory_order_acquire);
                if (found == status && atomic_load(&s->pattern) == pattern)
                        return s;
        }
        return NULL;
}

void metric_request(const char *pattern, int status, int64_t us)
{
        struct slot *s = slot_of(pattern ? pattern : NO_ROUTE, status, true);
        size_t b = 0;
        atomic_fetch_add_explicit(s ? &s->n : &rest_n, 1, memory_order_relaxed);
        while (b < COUNT_OF(buckets) && us > buckets[b].us)
                b++;
        atomic_fetch_add_explicit(&bucket_n[b], 1, memory_order_relaxed);
        atomic_fetch_add_explicit(&us_sum, us, memory_order_relaxed);
        atomic_fetch_add_explicit(&us_n, 1, memory_order_relaxed);
}

int64_t metric_requests(const char *pattern, int status)
{
        struct slot *s = slot_of(pattern ? pattern : NO_ROUTE, status, false);
        return s ? atomic_load(&s->n) : 0;
}

/* ---- the process ---------------------------------------------------------- */

static int64_t process_started_ms, process_page;

static int64_t clock_ms(void)
{
        struct timespec t;
        clock_gettime(CLOCK_MONOTONIC, &t);
        return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

__attribute__((constructor)) static void process_note_start(void)
{
        process_started_ms = clock_ms();
        process_page = sysconf(_SC_PAGESIZE);
}

/* Bytes of memory held, 0 where /proc is not mounted. */
static int64_t process_resident(void)
{
        FILE *f = fopen("/proc/self/statm", "re");
        char line[128] = "";
        if (!f)
                return 0;
        bool read = fgets(line, sizeof line, f) != NULL;
        fclose(f);
        str rest = str_of(read ? line : ""), pages;
        uint64_t n = 0;
        (void)str_cut(rest, ' ', &rest);
        pages = str_cut(rest, ' ', &rest);
        return str_u64(pages, &n) ? (int64_t)n * process_page : 0;
}

/* ---- the addresses -------------------------------------------------------- */

static void text_begin(struct ctx *cx, struct reply *re)
{
        re->body = buf_new(cx->arena, 1 << 20);
        re->type = "text/plain; charset=utf-8";
}

const struct fail *health_get(struct ctx *cx, const struct request *rq UNUSED, struct reply *re)
{
        text_begin(cx, re);
        buf_put(&re->body, S("ok\n"));
        return NULL;
}

const struct fail *ready_get(struct ctx *cx, const struct request *rq UNUSED, struct reply *re)
{
        struct health_one one;
        text_begin(cx, re);
        bool stopping = metric_value(METRIC_STOPPING) > 0;
        const struct fail *f = cx->db ? health_one(cx, &one) : NULL;
        if (stopping || f || !cx->db) {
                re->status = 503;
                buf_put(&re->body, stopping ? S("stopping\n") : S("database unavailable\n"));
                return NULL;
        }
        buf_put(&re->body, S("ready\n"));
        return NULL;
}

static void put_requests(struct buf *o)
{
        buf_put(o, S("# HELP luoshi_requests_total Requests answered\n"
                     "# TYPE luoshi_requests_total counter\n"));
        for (int i = 0; i < SLOTS; i++) {
                int status = atomic_load_explicit(&slots[i].status, memory_order_acquire);
                if (status > 0)
                        buf_f(o, "luoshi_requests_total{route=\"%s\",status=\"%d\"} %ld\n",
                              atomic_load(&slots[i].pattern), status, atomic_load(&slots[i].n));
        }
        if (atomic_load(&rest_n))
                buf_f(o, "luoshi_requests_total{route=\"(others)\",status=\"\"} %ld\n",
                      atomic_load(&rest_n));
}

static void put_latency(struct buf *o)
{
        int64_t below = 0, sum = atomic_load(&us_sum);
        buf_put(o, S("# HELP luoshi_request_seconds From a request's last byte to its answer\n"
                     "# TYPE luoshi_request_seconds histogram\n"));
        for (size_t i = 0; i < COUNT_OF(buckets); i++) {
                below += atomic_load(&bucket_n[i]);
                buf_f(o, "luoshi_request_seconds_bucket{le=\"%s\"} %ld\n", buckets[i].le, below);
        }
        below += atomic_load(&bucket_n[COUNT_OF(buckets)]);
        buf_f(o, "luoshi_request_seconds_bucket{le=\"+Inf\"} %ld\n", below);
        buf_f(o, "luoshi_request_seconds_sum %ld.%06ld\n", sum / 1000000, sum % 1000000);
        buf_f(o, "luoshi_request_seconds_count %ld\n", below);
}

static void put_store(struct buf *o, struct ctx *cx)
{
        struct store_stats st;
        if (!cx->db)
                return;
        store_stats(cx->db->store, &st);
        buf_f(o, "# TYPE luoshi_db_commits_total counter\nluoshi_db_commits_total %lu\n"
                 "# TYPE luoshi_db_commits_lost_total counter\nluoshi_db_commits_lost_total %lu\n"
                 "# TYPE luoshi_db_writes_total counter\nluoshi_db_writes_total %lu\n"
                 "# TYPE luoshi_db_writers_waiting gauge\nluoshi_db_writers_waiting %d\n"
                 "# TYPE luoshi_db_wal_pages gauge\nluoshi_db_wal_pages %d\n"
                 "# TYPE luoshi_db_stopped gauge\nluoshi_db_stopped %d\n",
              st.groups, st.lost, st.members, st.waiting, st.wal_pages, st.stopped);
}

const struct fail *metrics_get(struct ctx *cx, const struct request *rq UNUSED, struct reply *re)
{
        static const struct { const char *kind, *name, *help; } info[METRIC_END] = {
#define X(name, kind, prometheus, help) [METRIC_##name] = { kind, prometheus, help },
                METRICS(X)
#undef X
        };
        struct buf *o = &re->body;
        text_begin(cx, re);
        re->type = "text/plain; version=0.0.4; charset=utf-8";
        for (int m = 0; m < METRIC_END; m++)
                buf_f(o, "# HELP %s %s\n# TYPE %s %s\n%s %ld\n", info[m].name, info[m].help,
                      info[m].name, info[m].kind, info[m].name, metric_value((enum metric)m));
        put_requests(o);
        put_latency(o);
        put_store(o, cx);
        buf_f(o, "# HELP luoshi_audit_breaks Breaks of the audit chain when it was last looked at\n"
                 "# TYPE luoshi_audit_breaks gauge\nluoshi_audit_breaks %ld\n", audit_breaks_seen());
        int64_t up = clock_ms() - process_started_ms;
        buf_f(o, "# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes %ld\n",
              process_resident());
        buf_f(o, "# TYPE luoshi_uptime_seconds gauge\nluoshi_uptime_seconds %ld.%03ld\n",
              up / 1000, up % 1000);
        return NULL;
}
