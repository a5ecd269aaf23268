/* core/message/message_test.c - sending, quiet hours, digests, delivery and where a webhook may
 * go. */
#include "core/auth/steady.h"
#include "core/clock/clock.h"
#include "core/message/deliver.h"
#include "core/message/message.h"
#include "core/config/config.h"
#include "core/crypto/sm3.h"
#include "core/message/message.sql.h"
#include "core/auth/account.sql.h"
#include "core/auth/account.h"
#include "tests/test.h"
#include <arpa/inet.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

static int64_t person_make(struct ctx *cx, const char *name)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        int64_t id = person_insert(cx, str_of(name), 0);
        done(tx_commit(&tx));
        return id;
}

static void mail_wish(struct ctx *cx, int64_t person, enum message_mail how)
{
        struct message_wish w;
        int64_t me = cx->user;
        cx->user = person;
        done(message_wish_of(cx, person, &w));
        w.mail = S("clerk@example.gov.cn");
        for (int i = 0; i < n_message_kinds; i++)
                w.choice[i] = how;
        done(message_wish_put(cx, &w));
        cx->user = me;
}

static void tell(struct ctx *cx, int64_t person, const char *event)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        message_send(cx, &(struct message){ .kind = "work.hand-over", .event = str_of(event), .person = person,
                                            .title = S("有 2 件工作交接给您"), .href = S("/people/1") });
        done(tx_commit(&tx));
}

/* The settings of this test; put back by ways_off(). */
static void ways_on(bool mail, bool hook)
{
        config.s[SETTING_smtp_url] = mail ? S("smtp://127.0.0.1:1") : S("");
        config.s[SETTING_webhook_url] = hook ? S("http://127.0.0.1:1/") : S("");
}
static void ways_off(void) { ways_on(false, false); }

/* ---- carriers that note what they were asked --------------------------------------------------- */

enum { NOTED_MOST = 6000 };
static struct {
        int             n, fail_first, die_at;
        enum carried_as as;
        str             last_id, last_subject, last_text;
        int64_t         ids[NOTED_MOST];
} noted;

static const struct fail *note_mail(struct ctx *cx, const struct mail_out *m, struct carried *ret)
{
        noted.last_id = m->id, noted.last_subject = m->subject, noted.last_text = m->text;
        same_str(m->to, "clerk@example.gov.cn");
        noted.n++;
        if (noted.die_at && noted.n == noted.die_at)
                return fail(cx, BROKEN, "died after sending");
        *ret = noted.n <= noted.fail_first ? (struct carried){ noted.as, S("SMTP 451") }
                                           : (struct carried){ .as = CARRIED };
        return NULL;
}

static const struct fail *note_hook(struct ctx *cx, const struct hook_out *h, struct carried *ret)
{
        (void)cx;
        str tail, head = str_cut(h->id, '.', &tail);
        uint64_t n;
        if (str_u64(str_from(head, 1), &n) && n < NOTED_MOST)
                noted.ids[n]++;
        noted.last_id = h->id;
        noted.n++;
        *ret = noted.n <= noted.fail_first ? (struct carried){ noted.as, S("HTTP 500") }
                                           : (struct carried){ .as = CARRIED };
        return NULL;
}

/* The time since the machine started; no setting of a clock moves it. */
static int64_t up_ms;
static int64_t up(void) { return up_ms; }
static const struct carriers noting = { note_mail, note_hook, up };

/* Each message takes a minute. */
static int64_t a_minute_each(void) { return (int64_t)noted.n * 60000; }
static const struct carriers slow = { note_mail, note_hook, a_minute_each };

static int deliver(struct ctx *cx)
{
        int taken;
        done(message_deliver_with(cx, &noting, &taken));
        return taken;
}

/* ---- when ---------------------------------------------------------------------------------------- */

static int64_t at_minute(int minute) { return (int64_t)20000 * 86400000 - 8 * 3600000 + (int64_t)minute * 60000; }

TEST(quiet_hours_end_where_they_say)
{
        static const struct { int at, from, to, system_from, system_to, want; } rows[] = {
                { 600, 1200, 480, 0, 0, 600 },          /* ten in the morning: at once */
                { 1230, 1200, 480, 0, 0, 1440 + 480 },  /* half past eight in the evening: at eight */
                { 100, 1200, 480, 0, 0, 480 },
                { 480, 1200, 480, 0, 0, 480 },          /* the end is no longer quiet */
                { 1200, 1200, 480, 0, 0, 1440 + 480 },
                { 100, 0, 0, 60, 120, 120 },            /* the system's own */
                { 100, 90, 110, 105, 130, 130 },        /* one leads into the other */
                { 700, 720, 720, 0, 0, 700 },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++)
                same_int((message_after_quiet(at_minute(rows[i].at), rows[i].from, rows[i].to,
                                              rows[i].system_from, rows[i].system_to) - at_minute(0)) / 60000,
                         rows[i].want);
        int d;
        same_int(message_digest_at(at_minute(100), 510, &d), at_minute(510));
        same_int(d, 20241004);
        same_int(message_digest_at(at_minute(510), 510, &d), at_minute(1440 + 510));
        same_int(d, 20241005);
        same_int(out_backoff_ms(1), 60000);
        same_int(out_backoff_ms(4), 480000);
        same_int(out_backoff_ms(40), 3600000);
}

/* ---- sending -------------------------------------------------------------------------------------- */

TEST_DB(a_message_is_of_its_transaction_and_comes_once)
{
        int64_t p = person_make(cx, "甲");
        struct message_out_number n;
        cx->user = p;
        {
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                message_send(cx, &(struct message){ .kind = "work.hand-over", .event = S("undone"),
                                                    .person = p, .title = S("x") });
        }                                               /* undone with its transaction */
        same_int(message_unread(cx), 0);
        ways_on(true, true);
        tell(cx, p, "e1");
        tell(cx, p, "e1");
        tell(cx, p, "e2");
        ways_off();
        same_int(message_unread(cx), 2);
        done(message_out_number(cx, &n));
        same_int(n.n, 2);                               /* webhook alone: no address for mail */
        done(message_read(cx, 0));
        same_int(message_unread(cx), 0);
        const struct fail *f = message_read(cx, 999999);
        ok(f && f->kind == FAIL_NOT_FOUND);
}

TEST_DB(holders_of_a_permission_are_told)
{
        struct unit_root root;
        int64_t director = person_make(cx, "主任"), clerk = person_make(cx, "经办"), unit;
        {
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                unit = unit_insert_root(cx, S("x"), S("某县"), 0);
                unit_set_root_path(cx, unit, str_f(cx->arena, "/%ld/", unit));
                post_insert(cx, director, unit, S("office-director"), cx->today);
                post_insert(cx, clerk, unit, S("lead-handler"), cx->today);
                message_send(cx, &(struct message){ .kind = "delegation.ask", .event = S("d1"),
                                                    .title = S("待批准"), .holders = MAY_POST_DELEGATE,
                                                    .unit = unit });
                message_send(cx, &(struct message){ .kind = "delegation.ask", .event = S("d2"),
                                                    .title = S("待批准"), .holders = MAY_POST_DELEGATE,
                                                    .unit = unit, .but = director });
                done(tx_commit(&tx));
        }
        done(unit_root(cx, &root));
        same_int(root.id, unit);
        cx->user = director;
        same_int(message_unread(cx), 1);
        cx->user = clerk;
        same_int(message_unread(cx), 0);
}

/* ---- delivering --------------------------------------------------------------------------------- */

TEST_DB(mail_waits_for_the_end_of_quiet_hours)
{
        int64_t p = person_make(cx, "甲"), morning = cx->now;
        memset(&noted, 0, sizeof(noted));
        mail_wish(cx, p, MESSAGE_NOW);
        ways_on(true, false);
        cx->now = morning + 12 * 3600000;               /* nine in the evening */
        tell(cx, p, "late");
        same_int(deliver(cx), 0);
        cx->now = morning + 23 * 3600000 - 60000;       /* a minute before eight */
        same_int(deliver(cx), 0);
        cx->now = morning + 23 * 3600000;
        same_int(deliver(cx), 1);
        same_int(noted.n, 1);
        same_str(noted.last_subject, "有 2 件工作交接给您");
        same_int(deliver(cx), 0);
        ways_off();
}

TEST_DB(a_digest_is_one_mail)
{
        int64_t p = person_make(cx, "甲"), morning = cx->now;
        struct message_out_number n;
        memset(&noted, 0, sizeof(noted));
        mail_wish(cx, p, MESSAGE_DIGEST);
        ways_on(true, false);
        for (int i = 0; i < OUT_STRETCH + 10; i++)
                tell(cx, p, str_f(cx->arena, "g%d", i).p);
        same_int(deliver(cx), 0);
        cx->now = morning + 24 * 3600000;               /* half past eight of the next day is over */
        tell(cx, p, "after");                           /* the day after that */
        noted.fail_first = 1, noted.as = CARRIED_LATER;
        same_int(deliver(cx), OUT_STRETCH + 10);
        str id = str_copy(cx->arena, noted.last_id);
        same_str(noted.last_subject, "落实：今天的 60 条消息");
        cx->now += 60000;
        same_int(deliver(cx), OUT_STRETCH + 10);
        same_int(noted.n, 2);
        ok(str_eq(noted.last_id, id));
        done(message_out_number(cx, &n));
        same_int(n.n, OUT_STRETCH + 11);
        same_int(n.sent, OUT_STRETCH + 10);
        ways_off();
}

TEST_DB(what_died_between_sending_and_marking_comes_again_under_its_id)
{
        int64_t p = person_make(cx, "甲");
        struct message_out_number n;
        int taken;
        memset(&noted, 0, sizeof(noted));
        mail_wish(cx, p, MESSAGE_NOW);
        ways_on(true, false);
        tell(cx, p, "crash");
        noted.die_at = 1;
        const struct fail *f = message_deliver_with(cx, &noting, &taken);
        ok(f && f->kind == FAIL_BROKEN);
        str id = str_copy(cx->arena, noted.last_id);
        same_int(deliver(cx), 0);                       /* the lease still holds */
        up_ms += OUT_LEASE_MS - 1;
        same_int(deliver(cx), 0);
        up_ms++;
        same_int(deliver(cx), 1);
        ok(str_eq(noted.last_id, id));
        done(message_out_number(cx, &n));
        same_int(n.n, 1);
        same_int(n.sent, 1);
        ways_off();
}

TEST_DB(what_fails_is_tried_again_and_then_given_up)
{
        int64_t p = person_make(cx, "甲");
        struct message_out_counts c;
        struct message_outbox it;
        int64_t out = 0;
        memset(&noted, 0, sizeof(noted));
        noted.fail_first = OUT_TRIES, noted.as = CARRIED_LATER;
        ways_on(false, true);
        tell(cx, p, "e1");
        for (int i = 1; i <= OUT_TRIES; i++) {
                same_int(deliver(cx), 1);
                same_int(deliver(cx), 0);               /* not before its time */
                cx->now += out_backoff_ms(i);
        }
        same_int(deliver(cx), 0);
        done(message_out_counts(cx, &c));
        same_int(c.dead, 1);
        message_outbox(&it, cx, INT64_MAX, 10);
        while (message_outbox_next(&it)) {
                out = it.id;
                same_str(it.fault, "HTTP 500");
                same_int(it.attempts, OUT_TRIES);
        }
        done(message_outbox_end(&it));
        done(message_may_again(cx, out));
        {
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                message_again(cx, out);
                done(tx_commit(&tx));
        }
        const struct fail *f = message_may_again(cx, out);
        ok(f && f->kind == FAIL_CONFLICT);
        same_int(deliver(cx), 1);
        done(message_out_counts(cx, &c));
        same_int(c.dead + c.waits, 0);
        /* What will not pass is given up at once. */
        noted.fail_first = noted.n + 1, noted.as = CARRIED_NEVER;
        tell(cx, p, "e2");
        same_int(deliver(cx), 1);
        done(message_out_counts(cx, &c));
        same_int(c.dead, 1);
        ways_off();
}

/* A stretch of a slow receiver would outlast its lease, and another process would send it again. */
TEST_DB(what_a_slow_receiver_holds_up_is_given_back_in_time)
{
        enum { EVENTS = 8 };
        int64_t p = person_make(cx, "甲");
        struct message_out_number n;
        struct message_outbox it;
        int taken, rounds = 0, tried = 0;
        memset(&noted, 0, sizeof(noted));
        noted.fail_first = 1, noted.as = CARRIED_LATER;
        ways_on(false, true);
        for (int i = 0; i < EVENTS; i++)
                tell(cx, p, str_f(cx->arena, "e%d", i).p);
        done(message_deliver_with(cx, &slow, &taken));
        same_int(taken, OUT_LEASE_MS / 2 / 60000 + 1);
        same_int(noted.n, taken);
        /* Given back at once, and not counted as tried. */
        do {
                noted.n = EVENTS + ++rounds;
                done(message_deliver_with(cx, &noting, &taken));
                tried += taken;
        } while (taken);
        same_int(tried, EVENTS - (OUT_LEASE_MS / 2 / 60000 + 1));
        message_outbox(&it, cx, INT64_MAX, 10);
        while (message_outbox_next(&it))
                same_int(it.attempts, 1);               /* only the one that was refused waits */
        done(message_outbox_end(&it));
        cx->now += out_backoff_ms(1);
        done(message_deliver_with(cx, &noting, &taken));
        same_int(taken, 1);
        done(message_out_number(cx, &n));
        same_int(n.sent, EVENTS);
        for (int i = 0; i < EVENTS; i++)
                same_int(noted.ids[i], i ? 1 : 2);
        ways_off();
}

/* ---- the clock is set ---------------------------------------------------------------------------- */

enum { HOUR = 3600000, SECOND = 1000 };

/* Somebody sets the clock of the machine. A second for the two clocks, which are read one after the
 * other. */
static void set_clock(struct ctx *cx, int64_t by)
{
        clock_begin_at(clock_now() + by);
        cx->now += by + SECOND;
}

/* Refused once, under way in a process that died, or just told, and then the clock is set: each
 * comes when its time has gone by, once, and not before. */
static void outbox_over_a_step(struct ctx *cx, int64_t person, int64_t step)
{
        bool back = step < 0;
        int taken;
        memset(&noted, 0, sizeof(noted));
        noted.fail_first = 1, noted.as = CARRIED_LATER, noted.die_at = 2;
        ways_on(false, true);
        tell(cx, person, str_f(cx->arena, "e1.%ld", step).p);
        same_int(deliver(cx), 1);                       /* refused: again in a minute */
        ways_on(true, false);
        tell(cx, person, str_f(cx->arena, "e2.%ld", step).p);
        const struct fail *f = message_deliver_with(cx, &noting, &taken);
        ok(f && f->kind == FAIL_BROKEN);                /* sent, not marked: its lease is five minutes */
        ways_on(false, true);
        tell(cx, person, str_f(cx->arena, "e3.%ld", step).p);

        set_clock(cx, step);
        same_int(deliver(cx), back ? 1 : 2);            /* a step forward is time to wait gone by, and no lease */
        same_int(deliver(cx), 0);
        cx->now += out_backoff_ms(1);
        same_int(deliver(cx), back ? 1 : 0);
        cx->now += OUT_LEASE_MS;
        up_ms += OUT_LEASE_MS;
        same_int(deliver(cx), 1);
        same_int(noted.n, 5);                           /* three, one again after a refusal, one after a death */

        /* Quiet hours are those of the clock on the wall. */
        int64_t eight = cx->now - cx->now % (24 * HOUR) + 24 * HOUR;    /* in China */
        ways_on(true, false);
        cx->now = eight - 11 * HOUR;                    /* nine in the evening */
        tell(cx, person, str_f(cx->arena, "e4.%ld", step).p);
        cx->now = eight - SECOND;
        same_int(deliver(cx), 0);
        cx->now = eight + SECOND;
        same_int(deliver(cx), 1);
        same_int(deliver(cx), 0);
        ways_off();
}

TEST_DB(outbox_sends_once_and_in_time_when_the_clock_is_set)
{
        static const int64_t hours[] = { -1, 1, -24, 24, -8760, 8760 };
        int64_t p = person_make(cx, "甲"), now = cx->now;
        struct message_out_number n;
        mail_wish(cx, p, MESSAGE_NOW);
        for (size_t i = 0; i < COUNT_OF(hours); i++) {
                steady_forget();
                outbox_over_a_step(cx, p, hours[i] * HOUR);
                clock_begin_at(clock_now() - hours[i] * HOUR);
                cx->now = now;
        }
        steady_forget();
        done(message_out_number(cx, &n));
        same_int(n.n, (int64_t)COUNT_OF(hours) * 4);
        same_int(n.sent, n.n);
}

/* Each event is told twice and sent once. What a carrier that dies in between does is tested
 * above. */
TEST_DB(five_hundred_events_arrive_once)
{
        enum { EVENTS = 500 };
        int64_t p = person_make(cx, "甲");
        struct message_out_number n;
        memset(&noted, 0, sizeof(noted));
        ways_on(false, true);
        {
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                for (int i = 0; i < EVENTS; i++)
                        for (int again = 0; again < 2; again++)
                                message_send(cx, &(struct message){ .kind = "work.hand-over", .person = p,
                                        .title = S("x"), .event = str_f(cx->arena, "e%d", i) });
                done(tx_commit(&tx));
        }
        for (int i = 0; i < 100 && deliver(cx); i++)
                cx->now += 1000;
        done(message_out_number(cx, &n));
        same_int(n.n, EVENTS);
        same_int(n.sent, EVENTS);
        same_int(noted.n, EVENTS);
        for (int i = 0; i < EVENTS; i++)
                if (noted.ids[i] != 1)
                        same_int(i, -1);
        ways_off();
}

/* ---- where a webhook may go ----------------------------------------------------------------------- */

static bool inside(const char *text)
{
        unsigned char a[16];
        int n = strchr(text, ':') ? 16 : 4;
        must(inet_pton(n == 4 ? AF_INET : AF_INET6, text, a) == 1);
        return address_is_inside(a, n);
}

TEST(inside_addresses_are_known)
{
        static const char *const in[] = {
                "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255",
                "192.168.0.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255", "198.18.0.1",
                "::", "::1", "fc00::1", "fd12::1", "fe80::1", "ff02::1", "::ffff:127.0.0.1",
                "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001::1", "2001:db8::1", "::7f00:1",
                "100::1", "fec0::1",
        };
        static const char *const out[] = { "8.8.8.8", "172.32.0.1", "11.0.0.1", "192.169.0.1", "223.5.5.5",
                                           "2400:3200::1", "::ffff:8.8.8.8", "2002:808:808::" };
        for (size_t i = 0; i < COUNT_OF(in); i++)
                if (!ok(inside(in[i])))
                        test_note("%s", in[i]);
        for (size_t i = 0; i < COUNT_OF(out); i++)
                if (!ok(!inside(out[i])))
                        test_note("%s", out[i]);
        unsigned char home[4] = { 192, 168, 1, 20 };
        ok(!address_allowed(S(""), home, 4) && !address_allowed(S("gateway"), home, 4));
        ok(!address_allowed(S("192.168.1.20/33, 10.0.0.0/8"), home, 4));
        ok(address_allowed(S("10.0.0.0/8, 192.168.1.20"), home, 4));
        ok(address_allowed(S("192.168.0.0/16"), home, 4) && !address_allowed(S("192.168.2.0/23"), home, 4));
        ok(!hook_url_wrong(S("https://gateway.example.gov.cn/in")));
        ok(hook_url_wrong(S("ftp://x/")) && hook_url_wrong(S("http://a@b/")) && hook_url_wrong(S("http:///x")));
        ok(hook_url_wrong(S("http://x/ y")) && hook_url_wrong(S("file:///etc/passwd")));
}

TEST(a_webhook_that_will_be_refused_is_known_beforehand)
{
        static const char *const no[] = { "http://127.0.0.1:9/x", "https://10.1.2.3", "http://[::1]:80/a",
                                          "http://localhost/" };
        for (size_t i = 0; i < COUNT_OF(no); i++)
                if (!ok(hook_url_refused(str_of(no[i]), S("192.168.1.20"))))
                        test_note("%s", no[i]);
        ok(!hook_url_refused(S("http://192.168.1.20:8080/in"), S("192.168.1.20")));
        ok(!hook_url_refused(S("http://127.0.0.1/"), S("127.0.0.0/8")));
        ok(!hook_url_refused(S("http://localhost/"), S("127.0.0.1")));
        ok(!hook_url_refused(S("http://8.8.8.8/"), S("")) && !hook_url_refused(S("https://g.gov.cn/"), S("")));
}

/* ---- a real server, on loopback ---------------------------------------------------------------------- */

struct server { int socket, port, status; bool smtp; pthread_t thread; char got[8192]; size_t n; };

/* The other side may be gone already: that is what some cases are about. */
static void say(int s, const char *text)
{
        ssize_t n = send(s, text, strlen(text), MSG_NOSIGNAL);
        (void)n;
}

/* Until the text ends in `end`, or the other side is through. */
static void hear(struct server *v, int s, const char *end)
{
        size_t from = v->n;
        while (v->n + 1 < sizeof(v->got)) {
                ssize_t n = recv(s, v->got + v->n, sizeof(v->got) - 1 - v->n, 0);
                if (n <= 0)
                        return;
                v->n += (size_t)n;
                v->got[v->n] = 0;
                if (strstr(v->got + from, end))
                        return;
        }
}

static void *serve(void *arg)
{
        struct server *v = arg;
        int s = accept(v->socket, NULL, NULL);
        if (s < 0)
                return NULL;
        if (!v->smtp) {
                hear(v, s, "}");
                say(s, v->status == 200 ? "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
                                        : "HTTP/1.1 503 x\r\nContent-Length: 0\r\n\r\n");
        } else {
                say(s, "220 test\r\n");
                hear(v, s, "\r\n");
                say(s, "250 test\r\n");
                for (int i = 0; i < 2; i++) {
                        hear(v, s, "\r\n");
                        say(s, v->status == 250 ? "250 ok\r\n" : "550 no\r\n");
                }
                if (v->status == 250) {
                        hear(v, s, "DATA\r\n");
                        say(s, "354 go\r\n");
                        hear(v, s, "\r\n.\r\n");
                        say(s, "250 ok\r\n");
                        hear(v, s, "QUIT\r\n");
                        say(s, "221 bye\r\n");
                }
        }
        close(s);
        return NULL;
}

static void server_begin(struct server *v)
{
        struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
        socklen_t n = sizeof(a);
        v->socket = socket(AF_INET, SOCK_STREAM, 0);
        must(v->socket >= 0 && !bind(v->socket, (struct sockaddr *)&a, sizeof(a)) && !listen(v->socket, 4));
        must(!getsockname(v->socket, (struct sockaddr *)&a, &n));
        v->port = ntohs(a.sin_port);
        must(!pthread_create(&v->thread, NULL, serve, v));
}

static void server_end(struct server *v)
{
        shutdown(v->socket, SHUT_RDWR);
        pthread_join(v->thread, NULL);
        close(v->socket);
}

TEST(a_webhook_is_signed_and_stays_outside)
{
        struct server v = { .status = 200 };
        struct carried c;
        struct hook_out h = { .key = S("0123456789abcdef"), .id = S("e1.7"), .json = S("{\"id\":\"e1.7\"}"),
                              .at = 1700000000 };
        server_begin(&v);
        static const char *const tricks[] = { "127.0.0.1", "localhost", "2130706433", "0x7f000001",
                                              "0177.0.0.1", "127.1", "[::ffff:127.0.0.1]", "0.0.0.0" };
        for (size_t i = 0; i < COUNT_OF(tricks); i++) {
                h.url = str_f(cx->arena, "http://%s:%d/in", tricks[i], v.port);
                done(hook_carry(cx, &h, &c));
                if (!ok(c.as != CARRIED))
                        test_note("%s", tricks[i]);
        }
        same_int((int64_t)v.n, 0);                      /* not a byte went inside */
        h.url = str_f(cx->arena, "http://127.0.0.1:%d/in", v.port);
        h.allow = S("127.0.0.1");
        done(hook_carry(cx, &h, &c));
        server_end(&v);
        same_int(c.as, CARRIED);
        str got = str_of(v.got);
        ok(str_find(got, S("POST /in ")) == 0 && str_find(got, S("X-Luoshi-Event: e1.7\r\n")) > 0);
        str want = hook_signature(cx->arena, h.key, h.at, h.id, h.json);
        struct digest d = hash_hmac(HASH_SM3, h.key, S("1700000000.e1.7.{\"id\":\"e1.7\"}"));
        ok(str_eq(want, digest_hex(cx->arena, &d)));
        ok(str_find(got, str_f(cx->arena, "X-Luoshi-Signature: hmac-sm3=%.*s\r\n", STR(want))) > 0);
        ok(str_find(got, h.key) < 0);

        struct server busy = { .status = 503 };
        server_begin(&busy);
        h.url = str_f(cx->arena, "http://127.0.0.1:%d/in", busy.port);
        done(hook_carry(cx, &h, &c));
        server_end(&busy);
        same_int(c.as, CARRIED_LATER);
        same_str(c.fault, "HTTP 503");
}

TEST(a_mail_goes_by_smtp)
{
        struct server v = { .smtp = true, .status = 250 };
        struct carried c;
        server_begin(&v);
        struct mail_out m = { .url = str_f(cx->arena, "smtp://127.0.0.1:%d", v.port), .id = S("e1.7"),
                              .from = S("ls@example.gov.cn"), .to = S("clerk@example.gov.cn"),
                              .subject = S("有 2 件工作交接给您"), .text = S("正文\n"), .at = 1732064400000 };
        done(mail_carry(cx, &m, &c));
        server_end(&v);
        same_int(c.as, CARRIED);
        str got = str_of(v.got);
        ok(str_find(got, S("MAIL FROM:<ls@example.gov.cn>")) > 0);
        ok(str_find(got, S("RCPT TO:<clerk@example.gov.cn>")) > 0);
        ok(str_find(got, S("Message-ID: <e1.7@example.gov.cn>\r\n")) > 0);
        ok(str_find(got, S("Subject: =?UTF-8?B?5pyJIDIg5Lu25bel5L2c5Lqk5o6l57uZ5oKo?=\r\n")) > 0);
        ok(str_find(got, S("Date: Wed, 20 Nov 2024 01:00:00 +0000\r\n")) > 0);
        ok(str_find(got, S("\r\n5q2j5paHCg==\r\n")) > 0);

        struct server no = { .smtp = true, .status = 550 };
        server_begin(&no);
        m.url = str_f(cx->arena, "smtp://127.0.0.1:%d", no.port);
        done(mail_carry(cx, &m, &c));
        server_end(&no);
        same_int(c.as, CARRIED_NEVER);
        same_str(c.fault, "SMTP 550");
        /* A password is not sent to a server without encryption. */
        struct server plain = { .smtp = true, .status = 250 };
        server_begin(&plain);
        m.url = str_f(cx->arena, "smtp://127.0.0.1:%d", plain.port);
        m.user = S("ls"), m.password = S("geheim-1234567");
        done(mail_carry(cx, &m, &c));
        server_end(&plain);
        same_int(c.as, CARRIED_LATER);
        ok(!strstr(plain.got, "AUTH"));
        /* Nobody there. */
        m.url = S("smtp://127.0.0.1:1");
        done(mail_carry(cx, &m, &c));
        same_int(c.as, CARRIED_LATER);
        same_str(c.fault, "连接不上");
}
