/* domain/setup/commands.c - see commands.h. */
#include "core/auth/account.h"
#include "core/auth/account.sql.h"
#include "core/auth/auth.h"
#include "core/auth/steady.h"
#include "core/config/config.h"
#include "core/text/json.h"
#include "domain/org/link.h"
#include "domain/setup/commands.h"
#include "domain/setup/setup.sql.h"
#include "domain/setup/units.h"
#include "door/cli/io.h"

static const struct command_option unit_options[] = {
        { "name",  "NAME", "单位全称" },
        { "kind",  "KIND", "department、town、park、subordinate、section 或 vertical，缺省 department" },
        { "above", "UNIT", "上级单位的名称或代码，缺省为县" },
        { "code",  "CODE", "小写字母、数字和连字符，缺省自动编号" },
        { NULL, NULL, NULL },
};
static const struct command_option import_options[] = {
        { "check-only", NULL, "只检查，不写入" },
        { NULL, NULL, NULL },
};
static const struct command_option out_options[] = {
        { "out", "FILE", "写到文件" },
        { NULL, NULL, NULL },
};
static const struct command_option login_options[] = {
        { "login", "NAME", "账号" },
        { NULL, NULL, NULL },
};
static const struct command_option disable_options[] = {
        { "login",  "NAME", "账号" },
        { "enable", NULL,   "重新启用" },
        { NULL, NULL, NULL },
};
static const struct command_option no_options[] = { { NULL, NULL, NULL } };

const struct command_row setup_commands[SETUP_COMMANDS] = {
        { "unit import",     unit_import_cmd,     MAY_ORG_EDIT, COMMAND_WRITES,
          "FILE [--check-only]", "从 XLSX 或 CSV 名册建单位", import_options },
        { "unit add",        unit_add_cmd,        MAY_ORG_EDIT, COMMAND_WRITES | COMMAND_LIVE,
          "--name NAME [--kind KIND] [--above UNIT] [--code CODE]", "建一个单位", unit_options },
        { "unit template",   unit_template_cmd,   MAY_ORG_EDIT, COMMAND_NO_DB,
          "[--out FILE]", "写出单位名册的模板（XLSX）", out_options },
        { "unit list",       unit_list_cmd,       MAY_ORG_VIEW, COMMAND_JSON,
          "", "列出单位", no_options },
        { "link",            link_cmd,            MAY_SETTING_EDIT, COMMAND_WRITES | COMMAND_LIVE,
          "", "第一次设置的链接丢了：另发一个，旧的作废", no_options },
        { "account link",    account_link_cmd,    MAY_ACCOUNT_EDIT,
          COMMAND_WRITES | COMMAND_JSON | COMMAND_LIVE,
          "--login NAME", "给一个账号另发设定口令的一次性链接，旧的作废", login_options },
        { "account list",    account_list_cmd,    MAY_ACCOUNT_EDIT, COMMAND_JSON,
          "", "列出账号", no_options },
        { "account disable", account_disable_cmd, MAY_ACCOUNT_EDIT, COMMAND_WRITES | COMMAND_LIVE,
          "--login NAME [--enable]", "停用或者重新启用一个账号", disable_options },
        { "account stale",   account_stale_cmd,   MAY_ACCOUNT_EDIT, COMMAND_JSON,
          "", "列出久未登录、人已离开或没有岗位的账号", no_options },
};

/* ---- units ---------------------------------------------------------------------- */

static const struct fail *need_root(struct ctx *cx)
{
        struct setup_root root;
        const struct fail *f = setup_root(cx, &root);
        return f && f->kind == FAIL_NOT_FOUND
               ? fail(cx, INVALID, "还没有县：请先运行 luoshi init --county 县名 --region 区划代码") : f;
}

const struct fail *unit_import_cmd(struct ctx *cx, struct cli *io)
{
        struct import *im;
        struct unit_rows plan;
        str bytes, file = form_text(&io->form, "1", 1, 4000);
        bool check_only = form_flag(&io->form, "check-only");
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = need_root(cx);
        if (!f)
                f = cli_read_file(cx, file, &bytes);
        if (!f)
                f = units_read(cx, file, bytes, false, &im, &plan);
        if (f)
                return f;
        for (int i = 0; i < im->n_findings; i++) {
                str line = import_sentence(im, &im->finding[i]);
                buf_f(&io->err, "%.*s\n", STR(line));
        }
        if (!import_clean(im))
                return fail(cx, INVALID, "名册里有 %ld 处要改，一行也没有写入", im->n_bad);
        if (!check_only)
                f = units_make(cx, &plan);
        if (f)
                return f;
        buf_f(&io->out, words_of(cx->lang, check_only ? "可以建 %d 个单位，已有 %d 个"
                                                      : "建了 %d 个单位，已有 %d 个"),
              plan.n, plan.n_known);
        buf_byte(&io->out, '\n');
        return NULL;
}

const struct fail *unit_add_cmd(struct ctx *cx, struct cli *io)
{
        struct unit_rows plan;
        str kind = form_raw(&io->form, "kind");
        struct unit_row row = { .name = form_name(&io->form, "name", 1, 100),
                                .above = form_text(&io->form, "above", 0, 100),
                                .code = form_text(&io->form, "code", 0, 40),
                                .kind = ORG_DEPARTMENT };
        if (kind.n)
                row.kind = (enum org_kind)form_choice(&io->form, "kind", org_kind_codes, ORG_KIND_END);
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = need_root(cx);
        if (!f)
                f = org_county_alone(cx, row.kind, ORG_KIND_END);
        if (!f)
                f = units_check(cx, &row, &plan);
        if (!f)
                f = units_make(cx, &plan);
        if (!f) {
                buf_f(&io->out, words_of(cx->lang, "建了单位 %.*s"), STR(plan.row[0].code));
                buf_byte(&io->out, '\n');
        }
        return f;
}

const struct fail *unit_template_cmd(struct ctx *cx, struct cli *io)
{
        str bytes;
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = import_template(cx, &units_table, NULL, &bytes);
        if (!f) {
                io->out_type = "XLSX";
                buf_put(&io->out, bytes);
        }
        return f;
}

const struct fail *unit_list_cmd(struct ctx *cx, struct cli *io)
{
        struct setup_units it;
        struct json_out j = json_out(&io->out, true);
        const struct fail *f = form_end(&io->form);
        if (f)
                return f;
        if (io->json)
                json_open(&j, NULL, '[');
        setup_units(&it, cx);
        while (setup_units_next(&it)) {
                if (io->json) {
                        json_open(&j, NULL, '{');
                        json_put_str(&j, "code", it.code);
                        json_put_str(&j, "name", it.name);
                        json_close(&j, '}');
                } else {
                        buf_f(&io->out, "%.*s\t%.*s\n", STR(it.code), STR(it.name));
                }
        }
        if (io->json) {
                json_close(&j, ']');
                buf_byte(&io->out, '\n');
        }
        return setup_units_end(&it);
}

/* ---- links and accounts ------------------------------------------------------------ */

const struct fail *link_cmd(struct ctx *cx, struct cli *io)
{
        bool due;
        str key;
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = setup_is_due(cx, &due);
        if (!f && !due)
                f = fail(cx, CONFLICT, "第一次设置已经完成；给某个人另发链接用 luoshi account link");
        if (!f)
                f = link_make(cx, 0, &key);
        if (!f)
                cli_link(cx, io, words_of(cx->lang, "第一次设置的新链接，24 小时内有效，以前的都作废："), key);
        return f;
}

static const struct fail *by_login(struct ctx *cx, str login, struct account_by_login *ret)
{
        const struct fail *f = account_by_login(cx, login, ret);
        return f && f->kind == FAIL_NOT_FOUND ? fail(cx, NOT_FOUND, "没有账号“%.*s”", STR(login)) : f;
}

const struct fail *account_link_cmd(struct ctx *cx, struct cli *io)
{
        struct account_by_login a;
        str key, login = form_text(&io->form, "login", 3, LOGIN_MAX);
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = by_login(cx, login, &a);
        if (!f)
                f = org_link_make(cx, a.person, &key);
        if (f)
                return f;
        if (io->json) {
                struct json_out j = json_out(&io->out, true);
                json_open(&j, NULL, '{');
                json_put_str(&j, "login", login);
                json_put_str(&j, "link", str_f(cx->arena, "/set-up/%.*s", STR(key)));
                json_close(&j, '}');
                buf_byte(&io->out, '\n');
        } else {
                cli_link(cx, io, words_of(cx->lang,
                         "请把这个地址交给本人，24 小时内打开并设定口令（只能用一次）："), key);
        }
        return NULL;
}

const struct fail *account_list_cmd(struct ctx *cx, struct cli *io)
{
        struct accounts_all it;
        struct json_out j = json_out(&io->out, true);
        const struct fail *f = form_end(&io->form);
        if (f)
                return f;
        if (io->json)
                json_open(&j, NULL, '[');
        accounts_all(&it, cx);
        while (accounts_all_next(&it)) {
                const char *state = it.demo ? "演示账号" : it.disabled ? "已停用"
                                  : !it.password ? "还没有口令" : "可以登录";
                if (io->json) {
                        json_open(&j, NULL, '{');
                        json_put_int(&j, "person", it.person);
                        json_put_str(&j, "login", it.login);
                        json_put_str(&j, "name", it.name);
                        json_put_str(&j, "state", str_of(words_of(cx->lang, state)));
                        json_put_int(&j, "posts", it.posts);
                        json_close(&j, '}');
                } else {
                        buf_f(&io->out, "%.*s\t%.*s\t%s\n", STR(it.login.n ? it.login : S("-")),
                              STR(it.name), words_of(cx->lang, state));
                }
        }
        if (io->json) {
                json_close(&j, ']');
                buf_byte(&io->out, '\n');
        }
        return accounts_all_end(&it);
}

const struct fail *account_disable_cmd(struct ctx *cx, struct cli *io)
{
        struct account_by_login a;
        struct account_version v;
        bool enable = form_flag(&io->form, "enable");
        str login = form_text(&io->form, "login", 3, LOGIN_MAX);
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = by_login(cx, login, &a);
        if (!f)
                f = account_version(cx, a.person, &v);
        if (!f)
                f = account_disable(cx, a.person, v.version, !enable);
        if (!f)
                buf_f(&io->out, "%s\n", words_of(cx->lang, enable ? "账号已启用" : "账号已停用"));
        return f;
}

const struct fail *account_stale_cmd(struct ctx *cx, struct cli *io)
{
        struct accounts_stale it;
        struct json_out j = json_out(&io->out, true);
        const struct fail *f = form_end(&io->form);
        if (f)
                return f;
        if (io->json)
                json_open(&j, NULL, '[');
        accounts_stale(&it, cx, steady_now(cx) - config.n[SETTING_stale_days] * 86400000, cx->today);
        while (accounts_stale_next(&it)) {
                str last = it.has_last ? instant_str(cx->arena, steady_shown(cx, it.last)) : S("-");
                if (io->json) {
                        json_open(&j, NULL, '{');
                        json_put_str(&j, "login", it.login);
                        json_put_str(&j, "name", it.name);
                        json_put_str(&j, "last", last);
                        json_close(&j, '}');
                } else {
                        buf_f(&io->out, "%.*s\t%.*s\t%.*s\n", STR(it.login), STR(it.name), STR(last));
                }
        }
        if (io->json) {
                json_close(&j, ']');
                buf_byte(&io->out, '\n');
        }
        return accounts_stale_end(&it);
}
