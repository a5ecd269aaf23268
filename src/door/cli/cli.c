/* door/cli/cli.c - one command line: find the row, read options, open the database, run, say. */
#include <errno.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/clock/clock.h"
#include "core/audit/keeper.h"
#include "core/audit/verify.h"
#include "core/auth/auth.h"
#include "core/config/config.h"
#include "core/crypto/keys.h"
#include "core/db/migrate.h"
#include "door/cli/commands.h"
#include "door/cli/io.h"
#include "door/cli/live.h"
#include "door/cli/store.h"
#include "door/module.h"

enum { MOST_FIELDS = 64, OUT_MOST = 256 << 20 };

struct line {                   /* what the command line says */
        const struct command_row *row;
        struct pair               fields[MOST_FIELDS];
        int                       n_fields;
        int                       n_words;      /* positional words after the command */
        int                       argc;         /* the whole of it, for the service */
        char                    **argv;
};

static const struct fail *add(struct ctx *cx, struct line *l, str name, str value)
{
        if (l->n_fields == MOST_FIELDS)
                return fail(cx, INVALID, "选项太多");
        for (int i = 0; i < l->n_fields; i++)
                if (str_eq(l->fields[i].name, name))
                        return fail(cx, INVALID, "选项 --%.*s 给了两次", STR(name));
        l->fields[l->n_fields++] = (struct pair){ name, value };
        return NULL;
}

static const struct fail *unknown_option(struct ctx *cx, const struct command_row *row, str name)
{
        str shown = utf8_valid(name) ? utf8_head(name, 40) : S("?");
        const char *near = option_near(cx, row, name);
        if (near)
                return fail(cx, INVALID, "没有 --%.*s 这个选项；是不是 --%s？", STR(shown), near);
        return fail(cx, INVALID, "没有 --%.*s 这个选项；luoshi help %s 列出全部", STR(shown), row->words);
}

static const struct fail *read_line(struct ctx *cx, char **argv, int argc, struct line *l)
{
        bool plain = false;             /* after "--" everything is a word */
        for (int i = 0; i < argc; i++) {
                str a = str_of(argv[i]);
                if (!utf8_valid(a))
                        return fail(cx, INVALID, "命令行不是 UTF-8");
                if (!plain && str_is(a, "--")) {
                        plain = true;
                        continue;
                }
                const struct fail *f;
                if (plain || !str_starts(a, S("--")) || a.n < 3) {
                        f = add(cx, l, str_f(cx->arena, "%d", ++l->n_words), a);
                        if (f)
                                return f;
                        continue;
                }
                str value, name = str_cut(str_from(a, 2), '=', &value);
                const struct command_option *o = option_find(l->row, name);
                if (!o)
                        return unknown_option(cx, l->row, name);
                if (!o->value && value.p)
                        return fail(cx, INVALID, "选项 --%s 不带值", o->name);
                if (o->value && !value.p) {
                        if (i + 1 >= argc)
                                return fail(cx, INVALID, "选项 --%s 后面要有 %s", o->name, o->value);
                        value = str_of(argv[++i]);
                }
                f = add(cx, l, name, o->value ? value : S("1"));
                if (f)
                        return f;
        }
        int most = usage_words(l->row);
        if (l->n_words <= most)
                return NULL;
        str stray = form_raw(&(struct form){ .fields = l->fields, .n_fields = l->n_fields },
                             str_f(cx->arena, "%d", most + 1).p);
        return fail(cx, INVALID, "“%.*s”是多余的；用法：luoshi %s %s", STR(utf8_head(stray, 40)), l->row->words,
                    l->row->usage ? l->row->usage : "");
}

/* ---- the database ------------------------------------------------------------- */

static const struct fail *data_dir(struct ctx *cx, const char *dir)
{
        if (!mkdir(dir, 0700) || errno == EEXIST)
                return NULL;
        return fail(cx, INVALID, "建不了数据目录 %s：%s", dir, strerror(errno));
}

str cli_db_url(struct ctx *cx, const struct form *form)
{
        str url = form_raw(form, "db"), dir = form_raw(form, "data");
        if (url.n)
                return str_copy(cx->arena, url);
        return str_f(cx->arena, "%.*s/luoshi.db", STR(dir.n ? dir : S("luoshi-data")));
}

/* A file that belongs to the database but does not stand in it: where the setting says, else in
 * the data folder, else beside the database file under its name. */
static str beside(struct ctx *cx, const struct form *form, str set, const char *name)
{
        str url = form_raw(form, "db"), dir = form_raw(form, "data");
        if (set.n)
                return set;
        if (!url.n || str_starts(url, S("postgres")))
                return str_f(cx->arena, "%.*s/%s", STR(dir.n ? dir : S("luoshi-data")), name);
        return str_f(cx->arena, "%.*s.%s", STR(str_starts(url, S("sqlite:")) ? str_from(url, 7) : url), name);
}

/* As audit_prepare(), but a trail that is gone is what the command reports. */
static const struct fail *trail_or_none(struct ctx *cx)
{
        bool there;
        const struct fail *f = audit_is_there(cx, &there);
        return f || !there ? f : audit_prepare(cx, false);
}

/* A command that only checks what it would write takes no lock: it works beside the service. */
static bool line_writes(const struct command_row *row, const struct form *form)
{
        return row->flags & COMMAND_WRITES && !form_has(form, "check-only");
}

static const struct fail *open_store(struct ctx *cx, const struct command_row *row,
                                     const struct form *form,
                                     struct store **store, struct db *db)
{
        struct store_options o = { .readonly = !line_writes(row, form) };
        const struct fail *f = NULL;
        str dir = form_raw(form, "data");
        int pending = 0;

        str url = form_raw(form, "db");
        if ((!url.n || str_starts(url, S("postgres"))) && !o.readonly)
                f = data_dir(cx, dir.n ? str_copy(cx->arena, dir).p : "luoshi-data");
        if (!f)
                f = store_open(cx, cli_db_url(cx, form).p, &o, store);
        if (f)
                return f;
        f = db_connect(cx, *store, db);
        if (f) {
                store_close(*store);
                *store = NULL;
                return f;
        }
        cx->db = db;
        keys_place(beside(cx, form, config.s[SETTING_key_file], "keys"));
        audit_head_place(beside(cx, form, config.s[SETTING_audit_head], "audit-head"));
        if (!(row->flags & COMMAND_STARTS)) {
                f = migrate_pending(cx, &pending);
                if (!f && pending)
                        f = fail(cx, INVALID, "数据库的结构比程序旧；请先运行 luoshi migrate（新数据库用 luoshi init）");
                if (!f)
                        f = row->flags & COMMAND_LOST ? trail_or_none(cx) : audit_prepare(cx, false);
        }
        return f;
}

static void close_store(struct ctx *cx, struct store *store)
{
        if (!store)
                return;
        if (cx->db)
                db_close(cx->db);
        cx->db = NULL;
        store_close(store);
}

/* ---- saying it ----------------------------------------------------------------- */

/* A fault of a field as the line has it: "1：不能为空" is "CODE：不能为空", and an option says what it is. */
static str said(struct ctx *cx, const struct command_row *row, const struct fail *f)
{
        const struct command_option *o = row && f->field.n ? option_find(row, f->field) : NULL;
        str name = f->field, why = f->why, words = row ? str_of(row->usage) : (str){ 0 };
        if (!row || !why.n)
                return f->say;
        if (name.n == 1 && name.p[0] >= '1' && name.p[0] <= '9') {
                for (int i = name.p[0] - '0'; i > 0 && words.n; i--)
                        name = str_cut(words, ' ', &words);
                return str_f(cx->arena, words_of(cx->lang, "%.*s：%.*s"), STR(name), STR(why));
        }
        if (!o)
                return f->say;
        return str_f(cx->arena, words_of(cx->lang, "%.*s（%s）：%.*s"), STR(name), words_of(cx->lang, o->help),
                     STR(why));
}

static int say_fail(struct ctx *cx, const struct command_row *row, const struct fail *f)
{
        fprintf(stderr, "luoshi: %.*s\n", STR(said(cx, row, f)));
        if (f->log.n)
                fprintf(stderr, "luoshi: %s %.*s\n", f->at ? f->at : "", STR(f->log));
        return fail_exit(f->kind);
}

/* Nobody named a database, and where it would be there is none. */
static bool none_there(struct ctx *cx, const struct form *form)
{
        return !form_has(form, "db") && !form_has(form, "data") && access(cli_db_url(cx, form).p, F_OK);
}

static const struct fail *put_out(struct ctx *cx, const struct cli *io)
{
        if (io->out.broken)
                return fail(cx, BROKEN, "the output grew past its ceiling");
        str file = form_raw(&io->form, "out");
        if (file.n)
                return cli_write_file(cx, file, buf_str(&io->out));
        if (io->out_type && io->out.n && isatty(STDOUT_FILENO))
                return fail(cx, INVALID, "这是一个文件（%s）：请用 --out 文件名，或者重定向", io->out_type);
        if (fwrite(io->out.p ? io->out.p : "", 1, io->out.n, stdout) != io->out.n || fflush(stdout))
                return cli_unwritten(cx, "/dev/stdout", errno);
        return NULL;
}

static int run_line(struct ctx *cx, struct line *l)
{
        struct cli io = {
                .form = { .cx = cx, .fields = l->fields, .n_fields = l->n_fields },
                .out = buf_new(cx->arena, OUT_MOST), .err = buf_new(cx->arena, 1 << 20),
        };
        struct store *store = NULL;
        struct db db = { 0 };
        const struct fail *f = NULL;

        io.out.lang = io.err.lang = cx->lang;
        io.json = form_has(&io.form, "json");
        if (io.json && !(l->row->flags & COMMAND_JSON))
                f = fail(cx, INVALID, "luoshi %s 没有 JSON 输出", l->row->words);
        if (!f)
                f = cli_config(cx, l->row, &io.form);
        if (!f)
                f = cli_line(cx, l->row, &io.form);
        int status;
        if (!f && l->row->flags & COMMAND_LIVE &&
            live_ask(cx, cli_db_url(cx, &io.form), l->argc, l->argv, &status))
                return status;
        bool alone = l->row->flags & COMMAND_NO_DB ||
                     (l->row->flags & COMMAND_FILE && form_has(&io.form, "file")) ||
                     (l->row->flags & COMMAND_ALONE && none_there(cx, &io.form));
        if (!f && !alone)
                f = open_store(cx, l->row, &io.form, &store, &db);
        if (!f)
                f = l->row->run(cx, &io);
        if (!f && cx->db)
                f = db_wait(cx);
        if (!f && store && line_writes(l->row, &io.form) && keys_loaded())
                f = audit_keep(cx, S("cli"));
        if (io.err.n)
                fprintf(stderr, "%.*s", STR(buf_str(&io.err)));
        if (!f)
                f = put_out(cx, &io);
        status = f ? say_fail(cx, l->row, f) : io.status;
        close_store(cx, store);
        return status;
}

int cli_live(struct ctx *cx, int argc, char **argv, struct buf *out, struct buf *err)
{
        struct line l = { 0 };
        int used = 0;
        for (int i = 0; i < argc; i++)
                if (!strcmp(argv[i], "--lang=en") ||
                    (!strcmp(argv[i], "--lang") && i + 1 < argc && !strcmp(argv[i + 1], "en")))
                        cx->lang = LANG_EN;
        l.row = command_find(argv, argc, &used);
        const struct fail *f = l.row && l.row->flags & COMMAND_LIVE ? NULL
                               : fail(cx, DENIED, "这个命令不能在服务里运行");
        if (!f)
                f = read_line(cx, argv + used, argc - used, &l);
        struct cli io = { .form = { .cx = cx, .fields = l.fields, .n_fields = l.n_fields },
                          .out = *out, .err = *err, .live = true };
        io.out.lang = io.err.lang = cx->lang;
        io.json = form_has(&io.form, "json");
        if (!f)
                f = l.row->run(cx, &io);
        if (!f)
                f = db_wait(cx);
        *out = io.out;
        *err = io.err;
        if (!f)
                return io.status;
        buf_f(err, "luoshi: %.*s\n", STR(said(cx, l.row, f)));
        if (f->log.n)
                buf_f(err, "luoshi: %s %.*s\n", f->at ? f->at : "", STR(f->log));
        return fail_exit(f->kind);
}

int cli_main(int argc, char **argv)
{
        struct arena arena;
        arena_init(&arena, (size_t)2 << 30);
        struct ctx cx = { .arena = &arena, .now = clock_now(), .request = S("cli") };
        struct line l = { 0 };
        int used = 0, status;

        signal(SIGPIPE, SIG_IGN);
        cx.today = day_of_instant(cx.now);
        auth_as_system(&cx);
        const char *wrong = modules_check();
        if (wrong) {
                fprintf(stderr, "luoshi: %s\n", wrong);
                return fail_exit(FAIL_BROKEN);
        }
        for (int i = 1; i < argc; i++) {
                if (!strcmp(argv[i], "--lang=en") || (!strcmp(argv[i], "--lang") && i + 1 < argc &&
                                                      !strcmp(argv[i + 1], "en")))
                        cx.lang = LANG_EN;
        }
        if (argc > 1 && !strcmp(argv[1], "--version")) {
                printf("luoshi %s\n", luoshi_version);
                arena_done(&arena);
                return 0;
        }
        char *help[] = { (char[]){ "help" } };
        bool bare = argc < 2 || !strcmp(argv[1], "--help") || !strcmp(argv[1], "-h");
        l.row = bare ? command_find(help, 1, &used) : command_find(argv + 1, argc - 1, &used);
        const struct fail *f = l.row ? NULL : command_unknown(&cx, argv[1]);
        l.argc = argc - 1;
        l.argv = argv + 1;
        if (!f && !bare)
                f = read_line(&cx, argv + 1 + used, argc - 1 - used, &l);
        if (f) {
                status = say_fail(&cx, l.row, f);
        } else if (!bare && l.row->run != help_cmd && form_has(&(struct form){ .fields = l.fields,
                 .n_fields = l.n_fields }, "help")) {
                struct buf o = buf_new(&arena, 1 << 20);
                o.lang = cx.lang;
                help_put(&o, l.row);
                printf("%.*s", STR(buf_str(&o)));
                status = 0;
        } else {
                status = run_line(&cx, &l);
        }
        arena_done(&arena);
        return bare && argc < 2 && !status ? fail_exit(FAIL_INVALID) : status;
}
