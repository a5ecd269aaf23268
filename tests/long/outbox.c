/* tests/long/outbox.c - what is told goes out once: outbox [EVENTS].
 *
 * Real libcurl to a mail server and a webhook receiver of this program's own, each of which refuses
 * some messages for a while. Processes tell events and carry them, one on SQLite, two at once on
 * PostgreSQL (where LUOSHI_PG names a server: tools/pg.sh), and are started anew all the time:
 *
 *   ended     each process ends by itself: every event arrives once, nothing twice, nothing is missing
 *   clock     every other process runs with its clock a year ahead: as if each ended by itself
 *   killed    kill -9 at any moment: nothing is missing, and what comes again, since it had left and was
 *             not marked, has the Message-ID and event id it had: who drops those has each once
 */
#include "core/auth/account.sql.h"
#include "core/auth/auth.h"
#include "core/clock/clock.h"
#include "core/config/config.h"
#include "core/crypto/keys.h"
#include "core/message/deliver.h"
#include "core/message/message.h"
#include "core/message/message.sql.h"
#include "core/replace.h"
#include "door/cli/store.h"
#include "tests/long/long.h"
#include <arpa/inet.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { EVENTS_MOST = 20000, BATCH = 25, REFUSED_EACH = 37, PEOPLE_MOST = 8 };
#define HOOK_KEY "0123456789abcdef0123456789abcdef"

#define YEAR_MS 31536000000
static const int64_t base_now = 1732064400000;          /* 20 November 2024, nine o'clock in China */

/* ---- the other side --------------------------------------------------------------------------- */

enum { MAIL, HOOK };
struct sink {
        int             kind, socket, port;
        pthread_t       thread;
        _Atomic int     count[EVENTS_MOST], refused[EVENTS_MOST];
        _Atomic int     n, strangers;
        struct arena    arena;
};
static struct sink sinks[2];

/* "e17.4": the number of the event; -1: not one of ours. */
static int event_of(str id)
{
        uint64_t n;
        str rest, head = str_cut(id, '.', &rest);
        return str_starts(head, S("e")) && str_u64(str_from(head, 1), &n) && n < EVENTS_MOST ? (int)n : -1;
}

/* True: taken. Some are refused at first, as a busy server would. */
static bool took(struct sink *s, int e)
{
        if (e < 0) {
                s->strangers++;
                return false;
        }
        if (e % REFUSED_EACH == 0 && !s->refused[e]++)
                return false;
        s->count[e]++;
        s->n++;
        return true;
}

static void say(int fd, const char *text)
{
        ssize_t n = send(fd, text, strlen(text), MSG_NOSIGNAL);
        (void)n;
}

/* Append what comes until `end` stands in the text; false: the other side has gone. */
static bool hear(int fd, char *text, size_t cap, size_t *n, const char *end)
{
        size_t from = *n;
        text[*n] = 0;
        while (!strstr(text + from, end)) {
                ssize_t k = *n + 1 < cap ? recv(fd, text + *n, cap - 1 - *n, 0) : -1;
                if (k <= 0)
                        return false;
                *n += (size_t)k;
                text[*n] = 0;
        }
        return true;
}

static str between(const char *text, const char *before, char end)
{
        const char *at = strstr(text, before);
        str rest;
        return at ? str_cut(str_of(at + strlen(before)), end, &rest) : (str){ 0 };
}

static void answer_mail(struct sink *s, int fd, char *text, size_t cap)
{
        size_t n = 0;
        say(fd, "220 sink\r\n");
        while (hear(fd, text, cap, &n, "\r\n")) {
                if (!strncmp(text, "DATA", 4)) {
                        n = 0;
                        say(fd, "354 go\r\n");
                        if (!hear(fd, text, cap, &n, "\r\n.\r\n"))
                                return;
                        int e = event_of(between(text, "Message-ID: <", '@'));
                        say(fd, took(s, e) ? "250 kept\r\n" : "451 later\r\n");
                } else if (!strncmp(text, "QUIT", 4)) {
                        say(fd, "221 bye\r\n");
                        return;
                } else {
                        say(fd, "250 ok\r\n");
                }
                n = 0;
        }
}

static void answer_hook(struct sink *s, int fd, char *text, size_t cap)
{
        size_t n = 0;
        uint64_t length = 0, at = 0;
        if (!hear(fd, text, cap, &n, "\r\n\r\n"))
                return;
        const char *body = strstr(text, "\r\n\r\n") + 4;
        str_u64(between(text, "Content-Length: ", '\r'), &length);
        while (n < (size_t)(body - text) + length && n + 1 < cap) {
                ssize_t k = recv(fd, text + n, cap - 1 - n, 0);
                if (k <= 0)
                        return;
                n += (size_t)k;
        }
        text[n] = 0;
        str id = between(text, "X-Luoshi-Event: ", '\r');
        str_u64(between(text, "X-Luoshi-Time: ", '\r'), &at);
        str want = hook_signature(&s->arena, S(HOOK_KEY), (int64_t)at, id, str_of(body));
        bool ours = str_eq(between(text, "X-Luoshi-Signature: hmac-sm3=", '\r'), want);
        arena_reset(&s->arena);
        say(fd, took(s, ours ? event_of(id) : -1) ? "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                : "HTTP/1.1 503 Later\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}

static void *sink_run(void *arg)
{
        static _Thread_local char text[65536];
        struct sink *s = arg;
        for (int fd; (fd = accept(s->socket, NULL, NULL)) >= 0; close(fd)) {
                if (s->kind == MAIL)
                        answer_mail(s, fd, text, sizeof(text));
                else
                        answer_hook(s, fd, text, sizeof(text));
        }
        return NULL;
}

static void sink_begin(struct sink *s, int kind)
{
        struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
        socklen_t n = sizeof(a);
        s->kind = kind;
        arena_init(&s->arena, 1 << 20);
        s->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        must(s->socket >= 0 && !bind(s->socket, (struct sockaddr *)&a, sizeof(a)) && !listen(s->socket, 64));
        must(!getsockname(s->socket, (struct sockaddr *)&a, &n));
        s->port = ntohs(a.sin_port);
        must(!pthread_create(&s->thread, NULL, sink_run, s));
}

static void sink_clear(struct sink *s)
{
        for (int i = 0; i < EVENTS_MOST; i++)
                s->count[i] = s->refused[i] = 0;
        s->n = s->strangers = 0;
}

enum mode { ENDED, CLOCK, KILLED, MODES };
static const char *const mode_words[MODES] = { "", ", clocks a year apart", ", killed" };

/* ---- one life of the program ------------------------------------------------------------------- */

static const struct fail *begin(struct long_db *d, const char *url, int launch)
{
        const struct fail *f = long_open(d, url);
        d->cx.now = base_now + (int64_t)launch * OUT_LEASE_MS;  /* waits are over by then */
        d->cx.today = day_of_instant(d->cx.now);
        auth_as_system(&d->cx);
        return f;
}

static const struct fail *prepare(struct long_db *d, const char *url, int64_t *ret_person)
{
        struct message_wish w;
        const struct fail *f = begin(d, url, 0);
        if (!f)
                f = database_prepare(&d->cx, NULL);
        if (f)
                return f;
        {
                struct tx tx CLEANUP(tx_end) = tx_begin(&d->cx);
                *ret_person = person_insert(&d->cx, S("收件人"), 0);
                f = tx_commit(&tx);
        }
        d->cx.user = *ret_person;
        if (!f)
                f = message_wish_of(&d->cx, *ret_person, &w);
        w.mail = S("clerk@example.gov.cn");
        w.quiet_from = w.quiet_to = 0;
        for (int i = 0; i < n_message_kinds; i++)
                w.choice[i] = MESSAGE_NOW;
        if (!f)
                f = message_wish_put(&d->cx, &w);
        return f ? f : db_wait(&d->cx);
}

/* The time since the machine started. What a killed process held is taken up again when a whole lease has gone by: this
 * clock is moved on for it, since nobody waits five minutes here. */
static int64_t lease_gone;
static int64_t up_ms(void) { return carriers_real.ms() + lease_gone; }

static const struct fail *carry(struct ctx *cx, bool heir)
{
        const struct carriers by = { carriers_real.mail, carriers_real.hook, up_ms };
        const struct fail *f = NULL;
        int taken;
        for (int i = 0; !f && i < (heir ? 2 : 1); i++) {
                for (taken = 1; !f && taken;)
                        f = message_deliver_with(cx, &by, &taken);
                lease_gone += OUT_LEASE_MS;
        }
        return f;
}

/* ahead: of the clock; heir: nobody else is there, and what dead ones held is waited for. */
struct life { int64_t ahead; bool heir; };

/* Tell events from…to, then carry what is due until nothing is. */
static void live(const char *url, struct life how, int launch, int64_t person, int from, int to)
{
        struct long_db d;
        const struct fail *f = begin(&d, url, launch);
        clock_begin_at(clock_now() + how.ahead);
        d.cx.now += how.ahead;
        if (!f) {
                struct tx tx CLEANUP(tx_end) = tx_begin(&d.cx);
                for (int e = from; e < to; e++)
                        message_send(&d.cx, &(struct message){ .kind = "work.hand-over", .person = person,
                                .title = S("有 1 件工作交接给您"), .event = str_f(d.cx.arena, "e%d", e) });
                f = tx_commit(&tx);
        }
        if (!f)
                f = db_wait(&d.cx);
        for (int i = 0; i < 20; i++) {          /* two that reach for the same rows: one of them comes again */
                if (!f)
                        f = carry(&d.cx, how.heir);
                if (!f || !f->again)
                        break;
                f = NULL;
        }
        if (f)
                printf("# %s %.*s %.*s\n", fail_name(f->kind), STR(f->say), STR(f->log));
        fflush(NULL);
        long_close(&d);
        _exit(f ? 1 : 0);
}

static pid_t start(const char *url, struct life how, int launch, int64_t person, int from, int to)
{
        fflush(NULL);
        pid_t pid = fork();
        must(pid >= 0);
        if (!pid)
                live(url, how, launch, person, from, to);
        return pid;
}

/* ---- the count ----------------------------------------------------------------------------------- */

static int count_of(const char *when, int events, enum mode mode)
{
        static const char *const names[] = { [MAIL] = "mail", [HOOK] = "webhook" };
        int faults = 0;
        for (int k = MAIL; k <= HOOK; k++) {
                struct sink *s = &sinks[k];
                int missing = 0, twice = 0;
                for (int e = 0; e < events; e++) {
                        missing += !s->count[e];
                        twice += s->count[e] > 1;
                }
                printf("# %s, %s: %d events, %d missing, %d came again%s, %d strangers\n", when, names[k], events,
                       missing, twice, mode == KILLED ? " under their id" : "", s->strangers);
                faults += missing + s->strangers + (mode == KILLED ? 0 : twice);
        }
        return faults;
}

static int arrived(void) { return sinks[MAIL].n + sinks[HOOK].n; }

static int64_t waiting(const char *url, int launch)
{
        struct long_db d;
        struct message_out_counts c = { 0 };
        const struct fail *f = begin(&d, url, launch);
        if (!f)
                f = message_out_counts(&d.cx, &c);
        long_close(&d);
        return f ? -1 : c.waits + c.dead;
}

static int run(const char *name, const char *url, int processes, int events, enum mode mode,
               uint64_t *seed)
{
        bool killed = mode == KILLED;
        struct long_db d;
        int64_t person = 0;
        int launch = 0, told = 0, faults = 0, idle = 0, status;
        const struct fail *f = prepare(&d, url, &person);
        if (f) {
                printf("# FAULT: %.*s %.*s\n", STR(f->say), STR(f->log));
                return 1;
        }
        long_close(&d);
        sink_clear(&sinks[MAIL]);
        sink_clear(&sinks[HOOK]);
        /* Killed ones tell again what they told: the event's name makes a second one impossible. */
        while (idle < 3) {
                pid_t pid[2];
                int before = arrived();
                launch++;
                for (int i = 0; i < processes; i++) {
                        int from = told < events ? told : 0, to = told < events ? told + BATCH : 0;
                        struct life how = { .ahead = mode == CLOCK && (launch + i) % 2 ? YEAR_MS : 0 };
                        pid[i] = start(url, how, launch, person, from, to > events ? events : to);
                        told += !killed && told < events ? BATCH : 0;
                }
                /* Behind the n-th that arrives, or in its own time: so that many die between
                 * sending and marking. */
                int enough = before + (int)(long_random(seed) % 40);
                int ms = killed && idle == 0 ? (int)(long_random(seed) % 400) : 0;
                for (; ms > 0 && arrived() <= enough; ms--)
                        long_sleep(1);
                for (int i = 0; i < processes; i++) {
                        if (killed && idle == 0)
                                kill(pid[i], SIGKILL);
                        must(waitpid(pid[i], &status, 0) == pid[i]);
                        bool whole = WIFEXITED(status) && !WEXITSTATUS(status);
                        faults += !whole && !killed;
                        told += killed && whole && told < events ? BATCH : 0;
                }
                /* One in four is let live, so that the end is reached; at the end, who takes up what is left. */
                if (killed && (launch % 4 == 0 || idle)) {
                        pid_t p = start(url, (struct life){ .heir = true }, ++launch, person, told < events ? told : 0,
                                        told + BATCH > events ? events : told + BATCH);
                        must(waitpid(p, &status, 0) == p);
                        told += WIFEXITED(status) && !WEXITSTATUS(status) && told < events ? BATCH : 0;
                }
                idle = told >= events && arrived() == before ? idle + 1 : 0;
        }
        int64_t left = waiting(url, launch + 1);
        char when[64];
        snprintf(when, sizeof(when), "%s, %d lives%s", name, launch * processes, mode_words[mode]);
        if (left)
                printf("# FAULT: %ld rows of the outbox are not sent\n", left);
        return faults + count_of(when, events, mode) + (left != 0);
}

int main(int argc, char **argv)
{
        long events = long_argument(argc, argv, 1, 500);
        uint64_t seed = 20241120;
        int faults = 0;
        const char *folder = long_folder(false);
        struct arena a;
        arena_init(&a, 1 << 24);
        struct ctx cx = { .arena = &a };
        must(events <= EVENTS_MOST);
        signal(SIGPIPE, SIG_IGN);
        keys_place(str_f(&a, "%s/keys", folder));
        must(!keys_make(&cx));
        str key_file = str_f(&a, "%s/hook-key", folder);
        must(!small_file_write(&cx, key_file, S(HOOK_KEY "\n"), true));
        sink_begin(&sinks[MAIL], MAIL);
        sink_begin(&sinks[HOOK], HOOK);
        config.s[SETTING_smtp_url] = str_f(&a, "smtp://127.0.0.1:%d", sinks[MAIL].port);
        config.s[SETTING_smtp_from] = S("luoshi@example.gov.cn");
        config.s[SETTING_webhook_url] = str_f(&a, "http://127.0.0.1:%d/in", sinks[HOOK].port);
        config.s[SETTING_webhook_allow] = S("127.0.0.1");
        config.s[SETTING_webhook_key_file] = key_file;
        for (enum mode m = ENDED; m < MODES; m++) {
                static const char *const names[MODES] = { "luoshi_outbox", "luoshi_outbox_c", "luoshi_outbox_k" };
                char file[256];
                snprintf(file, sizeof(file), "%s/%s.db", folder, names[m]);
                faults += run("SQLite", file, 1, (int)events, m, &seed);
                long_file_remove(file);
                if (getenv("LUOSHI_PG"))
                        faults += run("PostgreSQL", long_postgres(&a, names[m]), 2, (int)events, m, &seed);
        }
        printf("%sok 1 - outbox: %ld events by mail and webhook, over restarts: none missing, none twice\n1..1\n",
               faults ? "not " : "", events);
        long_folder_remove(folder);
        arena_done(&a);
        return faults != 0;
}
