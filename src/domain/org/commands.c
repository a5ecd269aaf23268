/* domain/org/commands.c - luoshi person import|list. */
#include "core/auth/auth.h"
#include "core/text/json.h"
#include "domain/org/commands.h"
#include "domain/org/imports.h"
#include "domain/org/person.sql.h"
#include "door/cli/io.h"

/* luoshi person import --file FILE [--posts]: all rows or none. */
static const struct fail *person_import_cmd(struct ctx *cx, struct cli *io)
{
        str file = form_text(&io->form, "file", 1, 4000);
        const struct importer *k = form_flag(&io->form, "posts") ? &posts_importer
                                                                 : &people_importer;
        const struct fail *f = form_end(&io->form);
        return f ? f : cli_import(cx, io, k, S(""), file);
}

static const struct fail *people_print(struct ctx *cx, struct cli *io, struct json_out *j,
                                       enum people_listed_order by)
{
        struct people_listed it;
        people_listed(&it, cx, 0, by, S(""), 0, S(""), S(""), S(""), S(""), S(""), cx->today, cx->now, S(""), S(""),
                      S(""), 0, S(""), 0, (str){ 0 }, S(""), S(""), 100000);
        while (people_listed_next(&it)) {
                if (!io->json) {
                        buf_f(&io->out, "%ld\t%.*s\t%.*s\t%ld\n", it.id, STR(it.login), STR(it.name),
                              it.posts);
                        continue;
                }
                json_open(j, NULL, '{');
                json_put_int(j, "id", it.id);
                json_put_str(j, "login", it.login);
                json_put_str(j, "name", it.name);
                json_put_int(j, "posts", it.posts);
                json_put_int(j, "disabled", it.has_disabled && it.disabled);
                json_close(j, '}');
        }
        return people_listed_end(&it);
}

/* luoshi person list [--json] */
static const struct fail *person_list_cmd(struct ctx *cx, struct cli *io)
{
        const struct fail *f = form_end(&io->form);
        if (f)
                return f;
        static const enum people_listed_order parts[] = { PEOPLE_LISTED_BY_RANK, PEOPLE_LISTED_BY_REST };
        struct json_out j = json_out(&io->out, true);
        if (io->json)
                json_open(&j, NULL, '[');
        for (int i = 0; i < 2 && !f; i++)
                f = people_print(cx, io, &j, parts[i]);
        if (io->json) {
                json_close(&j, ']');
                buf_byte(&io->out, '\n');
        }
        return f;
}

static const struct command_option import_options[] = {
        { "file", "FILE", "XLSX 或 CSV 文件" },
        { "posts", NULL, "文件是岗位（账号、单位代码、角色、职务），不是人员" },
        { NULL, NULL, NULL },
};
static const struct command_option no_options[] = { { NULL, NULL, NULL } };

const struct command_row org_commands[ORG_COMMANDS] = {
        { "person import", person_import_cmd, MAY_ACCOUNT_EDIT, COMMAND_WRITES,
          "--file FILE [--posts]", "从 XLSX 或 CSV 导入人员和账号，或者他们的岗位", import_options },
        { "person list", person_list_cmd, MAY_ORG_VIEW, COMMAND_JSON, "", "列出人员", no_options },
};
