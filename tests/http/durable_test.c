/* tests/http/durable_test.c - an answer waits for its COMMIT; what must run again does. */
#include <stdatomic.h>
#include <unistd.h>

#include "door/web/metrics.h"
#include "tests/http/wire.h"

static const struct sql put = {
        .name = "put", .args = "s", .cols = "", .write = true, .index = -1,
        .text = "INSERT INTO wire_row (name) VALUES ($1)",
};
static const struct sql count = {
        .name = "count", .args = "s", .cols = "i", .index = -1,
        .text = "SELECT count(*) FROM wire_row WHERE name LIKE $1",
};

static _Atomic int runs;

static const struct fail *write_one(struct ctx *cx, str name)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        query_write(cx, &put, (struct arg[]){ { .type = ARG_STR, .s = name } });
        return tx_commit(&tx);
}

/* POST /NAME writes a row; /again asks to be run once more, twice; /never asks for ever. */
static void serve(struct ctx *cx, struct request *rq, struct reply *re)
{
        int run = atomic_fetch_add(&runs, 1);
        re->body = buf_new(cx->arena, 4096);
        bool never = str_is(rq->path, "/never");
        if (never || (str_is(rq->path, "/again") && run < 2)) {
                re->again = true;
                re->status = 503;
                return;
        }
        const struct fail *f = write_one(cx, str_from(rq->path, 1));
        re->status = f ? fail_http(f->kind) : 200;
}

static int64_t rows(struct ctx *cx, const char *like)
{
        struct query q;
        query_open(&q, cx, &count, (struct arg[]){ { .type = ARG_STR, .s = str_of(like) } });
        int64_t n = query_next(&q) ? query_int(&q, 0) : -1;
        done(query_end(&q));
        return n;
}

TEST_DB(http_every_acknowledged_write_is_there)
{
        enum { N = 16, ROUNDS = 10 };
        struct server *s;
        int fd[N], acknowledged = 0;
        done(db_script(cx, S("CREATE TABLE wire_row (name TEXT NOT NULL UNIQUE)")));
        done(server_start(cx, cx->db->store, &(struct server_options){
                .serve = serve, .workers = 4, .event_threads = 2 }, &s));
        for (int i = 0; i < N; i++)
                fd[i] = wire_connect(server_port(s));
        for (int r = 0; r < ROUNDS; r++) {
                for (int i = 0; i < N; i++)
                        ok(wire_put(fd[i], str_f(cx->arena, "POST /w%d-%d HTTP/1.1\r\nHost: x\r\n"
                                                 "Content-Length: 0\r\n\r\n", r, i)));
                for (int i = 0; i < N; i++)
                        acknowledged += wire_read(cx, fd[i], false).status == 200;
        }
        same_int(acknowledged, N * ROUNDS);
        same_int(rows(cx, "w%"), acknowledged);
        /* The same name again: refused, and the neighbours of its group are not. */
        for (int i = 0; i < N; i++)
                ok(wire_put(fd[i], str_f(cx->arena, "POST /%s%d HTTP/1.1\r\nHost: x\r\n"
                                         "Content-Length: 0\r\n\r\n", i % 4 ? "n" : "w0-", i)));
        for (int i = 0; i < N; i++) {
                int status = wire_read(cx, fd[i], false).status;
                ok(i % 4 ? status == 200 : status >= 400 && status < 500);
                close(fd[i]);
        }
        same_int(rows(cx, "n%"), N - N / 4);
        ok(server_stop(s));
}

TEST_DB(http_runs_again_what_asks_for_it)
{
        struct server *s;
        int64_t again = metric_value(METRIC_AGAIN);
        done(db_script(cx, S("CREATE TABLE wire_row (name TEXT NOT NULL UNIQUE)")));
        done(server_start(cx, cx->db->store, &(struct server_options){
                .serve = serve, .workers = 1 }, &s));
        str post = S("POST /again HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
        atomic_store(&runs, 0);
        same_int(wire_ask(cx, server_port(s), post).status, 200);
        same_int(atomic_load(&runs), 3);
        same_int(rows(cx, "again"), 1);
        atomic_store(&runs, 0);
        post = S("POST /never HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
        same_int(wire_ask(cx, server_port(s), post).status, 503);
        same_int(atomic_load(&runs), 4);
        same_int(metric_value(METRIC_AGAIN) - again, 5);
        ok(server_stop(s));
}

static const struct sql count_far = {
        .name = "count_far", .args = "", .cols = "i", .index = -1,
        .text = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 60000)"
                " SELECT count(*) FROM c",
};

/* A page that reads, or writes, or counts far, as its address asks. */
static void serve_list(struct ctx *cx, struct request *rq, struct reply *re)
{
        struct query q;
        const struct fail *f = NULL;
        atomic_fetch_add(&runs, 1);
        re->body = buf_new(cx->arena, 4096);
        if (str_is(rq->query, "write"))
                f = write_one(cx, S("seen"));
        query_open(&q, cx, str_is(rq->query, "far") ? &count_far : &count, (struct arg[]){
                { .type = ARG_STR, .s = S("%") } });
        if (query_next(&q))
                buf_int(&re->body, query_int(&q, 0));
        const struct fail *read = query_end(&q);
        f = f ? f : read;
        re->status = f ? fail_http(f->kind) : 200;
}

/* On SQLite the event thread answers a list itself; what writes or takes long is run once more, by
 * a worker, and what the first run made is gone. */
TEST_DB(http_a_list_is_answered_at_once)
{
        static const struct { const char *head, *body; int put_off; } cases[] = {
                { "GET /audit HTTP/1.1",       "0",     0 },
                { "GET /audit?write HTTP/1.1", "1",     1 },
                { "GET /audit?far HTTP/1.1",   "60000", 1 },
                { "GET /audit HTTP/1.1",       "1",     0 },
                { "GET /sign-in HTTP/1.1",     "1",     0 },    /* no list: a worker's */
        };
        struct server *s;
        bool lite = store_is_sqlite(cx->db->store);
        done(db_script(cx, S("CREATE TABLE wire_row (name TEXT NOT NULL UNIQUE)")));
        done(server_start(cx, cx->db->store, &(struct server_options){
                .serve = serve_list, .workers = 1, .event_threads = 1 }, &s));
        int fd = wire_connect(server_port(s));
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                int64_t put_off = metric_value(METRIC_PUT_OFF), at_once = metric_value(METRIC_AT_ONCE);
                bool list = strstr(cases[i].head, "/audit") != NULL;
                atomic_store(&runs, 0);
                ok(wire_put(fd, str_f(cx->arena, "%s\r\nHost: x\r\n\r\n", cases[i].head)));
                struct answer a = wire_read(cx, fd, false);
                same_int(a.status, 200);
                same_str(a.body, cases[i].body);
                same_int(atomic_load(&runs), lite ? 1 + cases[i].put_off : 1);
                same_int(metric_value(METRIC_PUT_OFF) - put_off, lite ? cases[i].put_off : 0);
                same_int(metric_value(METRIC_AT_ONCE) - at_once, lite && list && !cases[i].put_off);
        }
        close(fd);
        ok(server_stop(s));
}

TEST_DB(http_health_ready_and_metrics)
{
        struct request rq = { .method = GET };
        struct reply re = { 0 };
        done(health_get(cx, &rq, &re));
        same_str(buf_str(&re.body), "ok\n");
        re = (struct reply){ 0 };
        done(ready_get(cx, &rq, &re));
        same_int(re.status, 0);
        same_str(buf_str(&re.body), "ready\n");
        metric_add(METRIC_STOPPING, 1);
        re = (struct reply){ 0 };
        done(ready_get(cx, &rq, &re));
        same_int(re.status, 503);
        metric_add(METRIC_STOPPING, -1);

        static const char pattern[] = "/a/:id";
        int64_t before = metric_requests(pattern, 200);
        metric_request(pattern, 200, 700);
        metric_request(pattern, 404, 30000001);
        same_int(metric_requests(pattern, 200), before + 1);
        re = (struct reply){ 0 };
        done(metrics_get(cx, &rq, &re));
        str text = buf_str(&re.body);
        str line = str_f(cx->arena, "luoshi_requests_total{route=\"/a/:id\",status=\"200\"} %ld\n",
                         before + 1);
        ok(str_find(text, line) > 0);
        ok(str_find(text, S("luoshi_request_seconds_bucket{le=\"+Inf\"} ")) > 0);
        ok(str_find(text, S("process_resident_memory_bytes ")) > 0);
        ok(str_find(text, S("luoshi_db_commits_total ")) > 0);
}
