/* door/cli/commands.c - the rows of the program's own commands, and the short ones. */
#include "core/audit/chain.h"
#include "core/auth/account.h"
#include "core/auth/account.sql.h"
#include "core/config/config.h"
#include "core/db/migrate.h"
#include "core/text/json.h"
#include "door/cli/commands.h"
#include "door/cli/store.h"
#include "door/module.h"

static const struct command_option serve_options[] = {
        { "port",      "N",    "端口，缺省 8080；被占用时用下一个空闲的" },
        { "listen",    "ADDR", "监听的地址，缺省 127.0.0.1" },
        { "no-demo",   NULL,   "空数据库不载入演示数据，改为打印一次性的设置链接" },
        { "demo-open", NULL,   "演示数据库也允许别的机器以角色进入" },
        { "day",       "DATE", "演示数据库从这一天上午九点开始走时，用于演示和培训" },
        { NULL, NULL, NULL },
};
static const struct command_option init_options[] = {
        { "county", "NAME", "县名" },
        { "region", "CODE", "县级区划代码，6 位数字" },
        { "year",   "YEAR", "办理的年度" },
        { NULL, NULL, NULL },
};
static const struct command_option account_options[] = {
        { "login", "NAME", "账号：3 到 40 个小写字母、数字、点或连字符" },
        { "name",  "NAME", "称呼" },
        { "unit",  "CODE", "单位代码" },
        { "role",  "CODE", "角色代码，如 system-admin、budget-editor" },
        { NULL, NULL, NULL },
};
static const struct command_option no_options[] = { { NULL, NULL, NULL } };

const struct command_row core_commands[CORE_COMMANDS] = {
        { "init",        init_cmd,        MAY_SETTING_EDIT, COMMAND_WRITES | COMMAND_STARTS,
          "[--db URL] [--county NAME --region CODE] [--year YEAR]",
          "建好一个空数据库，打印一次性的设置链接", init_options },
        { "demo",        demo_cmd,        MAY_SETTING_EDIT, COMMAND_WRITES | COMMAND_STARTS,
          "[--db URL]", "在空数据库里载入演示数据", no_options },
        { "serve",       serve_cmd,       MAY_SETTING_EDIT, COMMAND_WRITES | COMMAND_STARTS,
          "[--port N] [--listen ADDR] [--data DIR] [--db URL] [--no-demo] [--demo-open] [--day DATE]",
          "启动服务，直到收到停止信号", serve_options },
        { "migrate",     migrate_cmd,     MAY_SETTING_EDIT,
          COMMAND_WRITES | COMMAND_STARTS | COMMAND_JSON,
          "[--db URL]", "把数据库的结构升级到本程序的版本", no_options },
        { "account add", account_add_cmd, MAY_ACCOUNT_EDIT, COMMAND_WRITES | COMMAND_JSON | COMMAND_LIVE,
          "--login NAME --name NAME --unit CODE --role CODE", "建一个账号，打印设定口令的一次性链接",
                  account_options },
        { "search verify",  search_verify_cmd,  MAY_SETTING_EDIT, COMMAND_JSON | COMMAND_LIVE, "[--db URL]",
          "核对检索索引；有不符的以 1 退出", no_options },
        { "search rebuild", search_rebuild_cmd, MAY_SETTING_EDIT, COMMAND_WRITES | COMMAND_JSON | COMMAND_LIVE,
          "[--db URL]", "把检索索引全部重建一遍", no_options },
        { "config",      config_cmd,      MAY_SETTING_EDIT, COMMAND_NO_DB,
          "", "打印配置文件的样本，每个设置一行", no_options },
        { "help",        help_cmd,        MAY_NONE,         COMMAND_NO_DB,
          "[命令…]", "列出全部命令，或者说明一个命令", no_options },
        { "version",     version_cmd,        MAY_NONE,         COMMAND_NO_DB,
          "", "打印版本", no_options },
};

const struct fail *cli_config(struct ctx *cx, const struct command_row *row,
                              const struct form *form)
{
        struct pair args[SETTING_END];
        int n = 0;
        for (int i = 0; i < SETTING_END && row->run == serve_cmd; i++) {
                struct buf name = buf_new(cx->arena, 64);
                for (const char *p = setting_info[i].name; *p; p++)
                        buf_byte(&name, *p == '_' ? '-' : *p);
                str value = form_raw(form, buf_cstr(&name));
                if (value.p)
                        args[n++] = (struct pair){ str_of(setting_info[i].name), value };
        }
        return config_load(cx, form_raw(form, "config"), args, n);
}

const struct fail *cli_line(struct ctx *cx, const struct command_row *row, const struct form *form)
{
        struct form own = *form;
        if (row->run == serve_cmd)
                return serve_line(cx, &own, &(struct serve_line){ 0 });
        return row->run == init_cmd ? init_line(cx, &own, &(struct init_line){ 0 }) : NULL;
}

const struct fail *database_prepare(struct ctx *cx, int *ret_applied)
{
        const struct fail *f = migrate(cx, ret_applied);
        if (!f)
                f = audit_prepare(cx, true);
        if (!f)
                f = auth_seed(cx);
        for (int m = 0; m < n_modules && !f; m++)
                if (modules[m]->seed)
                        f = modules[m]->seed(cx);
        return f;
}

const struct fail *database_demo(struct ctx *cx)
{
        bool empty;
        const struct fail *f = database_is_empty(cx, &empty);
        if (!f && !empty)
                f = fail(cx, CONFLICT, "这个数据库里已经有数据，演示数据只能载入空数据库");
        if (!f)
                f = db_whole_begin(cx);
        if (f)
                return f;
        for (int m = 0; m < n_modules && !f; m++)
                if (modules[m]->demo)
                        f = modules[m]->demo(cx);
        if (!f)
                f = database_mark_demo(cx);
        return db_whole_end(cx, f);
}

/* ---- init, demo, migrate ------------------------------------------------------- */

const struct fail *init_line(struct ctx *cx, struct form *form, struct init_line *ret)
{
        *ret = (struct init_line){ form_text(form, "county", 0, 40), form_text(form, "region", 0, 6),
                                   form_int_or(form, "year", 2000, 2100, 0) };
        const struct fail *f = form_end(form);
        if (!f && (ret->county.n > 0) != (ret->region.n > 0))
                f = fail(cx, INVALID, "县名和区划代码要一起给：--county 和 --region");
        return f;
}

const struct fail *init_cmd(struct ctx *cx, struct cli *io)
{
        bool due;
        str key;
        struct init_line l;
        const struct fail *f = init_line(cx, &io->form, &l);
        if (!f)
                f = database_prepare(cx, NULL);
        if (!f)
                f = setup_is_due(cx, &due);
        if (!f && !due && (l.county.n || l.year))
                f = fail(cx, CONFLICT, "数据库里已经有账号，县和年度请在系统里改");
        if (!f && l.county.n)
                f = county_name(cx, l.county, l.region);
        if (!f && l.year)
                f = county_year(cx, l.year);
        if (f)
                return f;
        if (!due) {
                buf_f(&io->out, "%s\n", words_of(cx->lang, "数据库已经可以使用"));
                return NULL;
        }
        f = link_setup_add(cx, &key);
        if (f)
                return f;
        cli_link(cx, io, words_of(cx->lang,
                 "数据库已建好。启动服务后，在 24 小时内打开这个地址，设置第一批账号："), key);
        return NULL;
}

const struct fail *demo_cmd(struct ctx *cx, struct cli *io)
{
        const struct fail *f = database_prepare(cx, NULL);
        if (!f)
                f = database_demo(cx);
        if (!f)
                buf_f(&io->out, "%s\n", words_of(cx->lang, "演示数据已载入"));
        return f;
}

const struct fail *migrate_cmd(struct ctx *cx, struct cli *io)
{
        int n = 0;
        const struct fail *f = database_prepare(cx, &n);
        if (f)
                return f;
        if (io->json)
                buf_f(&io->out, "{\"applied\":%d}\n", n);
        else
                buf_f(&io->out, words_of(cx->lang, "执行了 %d 个升级步骤"), n);
        if (!io->json)
                buf_byte(&io->out, '\n');
        return NULL;
}

const struct fail *version_cmd(struct ctx *cx UNUSED, struct cli *io)
{
        buf_f(&io->out, "luoshi %s\n", luoshi_version);
        return NULL;
}

const struct fail *config_cmd(struct ctx *cx UNUSED, struct cli *io)
{
        config_sample(&io->out);
        return NULL;
}

/* ---- accounts -------------------------------------------------------------------- */

const struct fail *account_add_cmd(struct ctx *cx, struct cli *io)
{
        struct account_new in = {
                .login = form_text(&io->form, "login", 3, LOGIN_MAX),
                .name  = form_name(&io->form, "name", 1, 50),
                .role  = form_text(&io->form, "role", 1, 40),
        };
        str code = form_text(&io->form, "unit", 1, 40), key;
        struct unit_id_by_code unit;
        int64_t person;

        const struct fail *f = form_end(&io->form);
        if (!f)
                f = unit_id_by_code(cx, code, &unit);
        if (f && f->kind == FAIL_NOT_FOUND)
                return fail(cx, NOT_FOUND, "没有代码为“%.*s”的单位", STR(code));
        if (f)
                return f;
        in.unit = unit.id;
        f = account_add(cx, &in, &person);
        if (!f)
                f = link_make(cx, person, &key);
        if (f)
                return f;
        if (io->json) {
                struct json_out j = json_out(&io->out, true);
                json_open(&j, NULL, '{');
                json_put_int(&j, "person", person);
                json_put_str(&j, "login", in.login);
                json_put_str(&j, "link", str_f(cx->arena, "/set-up/%.*s", STR(key)));
                json_close(&j, '}');
                buf_byte(&io->out, '\n');
        } else {
                cli_link(cx, io, str_f(cx->arena, words_of(cx->lang,
                         "账号 %.*s 已建好。请把这个地址交给本人，24 小时内打开并设定口令（只能用一次）："),
                         STR(in.login)).p, key);
        }
        return NULL;
}
