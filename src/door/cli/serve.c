#define _GNU_SOURCE
/* door/cli/serve.c - `luoshi serve`: prepare the database, find a port, hand over to the server. */
#include <malloc.h>

#include "core/clock/clock.h"
#include "core/audit/keeper.h"
#include "core/auth/account.h"
#include "core/config/config.h"
#include "core/config/file.h"
#include "core/db/migrate.h"
#include "core/log/log.h"
#include "core/message/carrier.h"
#include "door/cli/commands.h"
#include "door/cli/live.h"
#include "door/cli/store.h"
#include "door/web/entry.h"
#include "door/web/jobs.h"
#include "door/web/server.h"

enum { TRIES = 20 };

struct opening {                /* what is said once connections are accepted */
        struct ctx *cx;
        const char *listen, *scheme;
        str         key;        /* of the set-up link; absent: none */
        bool        waits;      /* the set-up is due */
};

/* The last line is the address and nothing else: scripts read it. */
static void say_ready(void *arg, int port)
{
        struct opening *o = arg;
        bool any = !strcmp(o->listen, "0.0.0.0") || !strcmp(o->listen, "::");
        const char *host = any ? "127.0.0.1" : o->listen;
        str at = strchr(host, ':') ? str_f(o->cx->arena, "%s://[%s]:%d/", o->scheme, host, port)
                                   : str_f(o->cx->arena, "%s://%s:%d/", o->scheme, host, port);
        if (o->key.n)
                printf("%s%.*sset-up/%.*s\n", words_of(o->cx->lang, "第一次设置（24 小时内有效，只能用一次）："),
                       STR(at), STR(o->key));
        else if (o->waits)
                printf("%s\n", words_of(o->cx->lang, "等待第一次设置：上次给出的链接仍然有效；要换新的，运行 luoshi link"));
        printf("luoshi: %.*s\n", STR(at));
        fflush(stdout);
}

static const struct fail *prepare(struct ctx *cx, bool no_demo, struct opening *o)
{
        bool empty, due, given;
        const struct fail *f = database_prepare(cx, NULL);
        if (!f)
                f = database_is_empty(cx, &empty);
        if (!f)
                f = setup_is_due(cx, &due);
        if (!f && due)
                f = link_setup_made(cx, &given);
        if (f || !due)
                return f;
        o->waits = no_demo || !empty || given;  /* a county's, by `luoshi init` or an earlier start */
        if (o->waits)
                return link_setup_keep(cx, &o->key);
        f = database_demo(cx);
        if (!f)
                printf("%s\n", words_of(cx->lang, "空数据库，已载入演示数据（示例县为虚构）"));
        return f;
}

/* In an arena of its own: the server lives for months and should not carry its first second. */
static const struct fail *first_start(struct ctx *cx, bool no_demo, struct opening *o)
{
        struct arena arena;
        arena_init(&arena, (size_t)1 << 30);
        struct ctx own = *cx;
        own.arena = &arena;
        const struct fail *f = prepare(&own, no_demo, o);
        if (!f)
                f = db_wait(&own);
        if (f) {                /* its words outlive the arena */
                struct fail *copy = NEW(cx->arena, struct fail);
                *copy = *f;
                copy->say = str_copy(cx->arena, f->say);
                copy->field = str_copy(cx->arena, f->field);
                copy->why = str_copy(cx->arena, f->why);
                copy->log = str_copy(cx->arena, f->log);
                f = copy;
        }
        o->key = str_copy(cx->arena, o->key);
        arena_done(&arena);
        db_rest(cx);
        malloc_trim(0);
        return f;
}

static const struct fail *tls_load(struct ctx *cx, struct server_options *o)
{
        str cert = config.s[SETTING_tls_cert], key = config.s[SETTING_tls_key];
        if (!cert.n && !key.n)
                return NULL;
        if (!cert.n || !key.n)
                return fail(cx, INVALID, "tls_cert 和 tls_key 要一起设置");
        const struct fail *f = config_file_read(cx, cert, &o->tls_cert);
        return f ? f : config_file_read(cx, key, &o->tls_key);
}

/* Demonstration and training: the clock begins at nine in the morning of another day. */
static const struct fail *another_day(struct ctx *cx, day d, bool no_demo)
{
        int pending = 0;
        const struct fail *f = migrate_pending(cx, &pending);
        if (f)
                return f;
        if (pending < n_migrations ? !database_is_demo(cx) : no_demo)
                return fail_field(cx, S("day"), "只有演示数据库可以用 --day 换一天");
        clock_begin_at((int64_t)d.n * 86400000 + 3600000);
        cx->now = clock_now(), cx->today = day_of_instant(cx->now);
        return NULL;
}

const struct fail *serve_line(struct ctx *cx, struct form *form, struct serve_line *ret)
{
        str listen = form_raw(form, "listen");
        *ret = (struct serve_line){
                .port = (int)form_int_or(form, "port", 0, 65535, 8080),
                .listen = listen.n ? str_copy(cx->arena, listen).p : "127.0.0.1",
                .no_demo = form_has(form, "no-demo"), .demo_open = form_has(form, "demo-open"),
                .begin = form_day_or_none(form, "day"),
        };
        const struct fail *f = form_end(form);
        if (!f && day_is(ret->begin) && (day_year(ret->begin) < 2000 || day_year(ret->begin) > 2100))
                f = fail_field(cx, S("day"), "日期应在 2000 年到 2100 年之间");
        return f;
}

const struct fail *serve_cmd(struct ctx *cx, struct cli *io)
{
        struct serve_line l;
        const struct fail *f = serve_line(cx, &io->form, &l);
        struct opening opening = { .cx = cx, .listen = l.listen };
        struct server_options o = { .listen = opening.listen, .ready = say_ready,
                                    .ready_arg = &opening };
        if (!f && day_is(l.begin))
                f = another_day(cx, l.begin, l.no_demo);
        if (!f)
                f = tls_load(cx, &o);
        if (!f)
                f = first_start(cx, l.no_demo, &opening);
        if (f)
                return f;
        if (hook_url_refused(config.s[SETTING_webhook_url], config.s[SETTING_webhook_allow]))
                log_event(LOG_WARN, cx, "webhook_url: an inside address that webhook_allow does not hold; "
                          "nothing will be delivered to it");
        demo_open = l.demo_open;
        opening.scheme = o.tls_cert.n ? "https" : "http";
        o.port = l.port;
        struct audit_keeper *keeper = NULL;
        struct jobs *jobs = NULL;
        f = audit_keeper_start(cx, cx->db->store, &keeper);
        if (!f)
                f = jobs_start(cx, cx->db->store, &jobs);
        struct live *live = f ? NULL : live_start(cx, cx->db->store, cli_db_url(cx, &io->form));
        for (int i = 0; !f && i < TRIES; i++, o.port++) {
                f = server_run(cx, cx->db->store, &o);
                if (!f || f->kind != FAIL_CONFLICT || !l.port || o.port >= 65535)
                        break;
                printf(words_of(cx->lang, "端口 %d 已被占用，改用 %d"), o.port, o.port + 1);
                printf("\n");
                f = i + 1 < TRIES ? NULL : f;
        }
        live_stop(live);
        jobs_stop(jobs);
        audit_keeper_stop(keeper);
        return f;
}
