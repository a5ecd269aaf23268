/* domain/target/goal/commands.c - luoshi target book, goals, import. */
#include "domain/target/goal/commands.h"
#include "core/text/json.h"
#include "domain/org/org.h"
#include "domain/target/goal/import.h"
#include "domain/target/goal/list.sql.h"
#include "domain/target/goal/out.h"
#include "door/cli/commands.h"
#include "door/cli/io.h"

/* The scheme of a county's year: the first one, unless its name is given. */
static const struct fail *scheme_of(struct ctx *cx, int64_t county, int year, str name,
                                    int64_t *ret)
{
        struct goal_schemes it;
        int64_t found = 0;
        goal_schemes(&it, cx, EDITION_DROPPED);
        while (goal_schemes_next(&it))
                if (!found && it.year == year && (!county || it.unit == county) &&
                    (!name.n || str_eq(name, it.name)))
                        found = it.id;
        const struct fail *f = goal_schemes_end(&it);
        if (!f && !found)
                f = fail(cx, NOT_FOUND, "没有 %d 年的考核方案", year);
        *ret = found;
        return f;
}

static const struct fail *county_of(struct ctx *cx, const struct org_unit *u, int64_t *ret)
{
        struct org_unit x = *u;
        const struct fail *f = NULL;
        while (!f && x.parent)
                f = org_unit_by_id(cx, x.parent, &x);
        *ret = x.id;
        return f;
}

/* luoshi target book --unit U [--year Y] [--on DAY] [--as txt] */
const struct fail *goal_book_cmd(struct ctx *cx, struct cli *io)
{
        struct org_unit u;
        struct goal_book b;
        struct goal_output out;
        int64_t county = 0, scheme = 0, id = 0;
        str unit = form_code(&io->form, "unit", 60), name = form_text(&io->form, "scheme", 0, 100),
            as = form_text(&io->form, "as", 0, 8);
        int year = (int)form_int_or(&io->form, "year", 2000, 2999, day_year(cx->today));
        day on = form_day_or_none(&io->form, "on");
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = org_unit_by_code(cx, unit, &u);
        if (!f)
                f = county_of(cx, &u, &county);
        if (!f)
                f = scheme_of(cx, county, year, name, &scheme);
        if (f)
                return f;
        f = day_is(on) ? goal_book_on(cx, scheme, u.id, on, &id) : goal_book_newest(cx, scheme, u.id, &id);
        if (f && f->kind == FAIL_NOT_FOUND)
                return day_is(on) ? fail(cx, NOT_FOUND, "%.*s没有执行中的目标任务书", STR(day_zh(cx->arena, on)))
                                  : fail(cx, NOT_FOUND, "没有单位 %.*s 的 %d 年目标任务书", STR(unit), year);
        if (!f)
                f = goal_book_read(cx, id, &b);
        if (!f)
                f = goal_book_see(cx, &b);
        if (!f)
                f = goal_output(cx, &b, as.n ? as : S("txt"), &out);
        if (f)
                return f;
        buf_put(&io->out, out.bytes);
        if (!str_is(as, "json") && as.n && !str_is(as, "txt") && !str_is(as, "html"))
                io->out_type = out.type;
        return NULL;
}

static void sum_json(struct ctx *cx, struct json_out *j, const struct goal_county *r)
{
        json_open(j, NULL, '{');
        json_put_str(j, "indicator", r->node->code);
        json_put_str(j, "name", r->node->name);
        json_put_str(j, "measure", r->node->measure);
        if (r->set)
                json_put_raw(j, "county", decimal_str(cx->arena, r->value, r->places, false));
        json_put_bool(j, "adds", r->adds);
        json_put_raw(j, "units_sum", decimal_str(cx->arena, r->sum, r->places, false));
        json_put_int(j, "units_given", r->n_given);
        json_put_int(j, "units_asked", r->n_units);
        json_put_raw(j, "gap", decimal_str(cx->arena, r->gap, r->places, false));
        json_put_bool(j, "explained", r->explained && r->gap);
        json_put_bool(j, "broken", r->broken);
        json_close(j, '}');
}

/* luoshi target goals [--year Y] [--check] [--json] */
const struct fail *goal_goals_cmd(struct ctx *cx, struct cli *io)
{
        struct goal_sums s;
        int64_t scheme = 0;
        str name = form_text(&io->form, "scheme", 0, 100);
        int year = (int)form_int_or(&io->form, "year", 2000, 2999, day_year(cx->today));
        bool check = form_flag(&io->form, "check");
        form_know(&io->form, "check");
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = scheme_of(cx, 0, year, name, &scheme);
        if (!f)
                f = goal_sums(cx, scheme, &s);
        if (!f)
                f = auth_see_year(cx, MAY_TARGET_VIEW, s.edition.unit, s.edition.year);
        if (f)
                return f;
        struct json_out j = json_out(&io->out, true);
        if (io->json)
                json_open(&j, NULL, '[');
        for (int i = 0; i < s.n_rows; i++) {
                const struct goal_county *r = &s.rows[i];
                if (!r->node || (check && !r->broken))
                        continue;
                if (io->json) {
                        sum_json(cx, &j, r);
                        continue;
                }
                buf_f(&io->out, "%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t%d/%d\t%s\n", STR(r->node->code), STR(r->node->name),
                      STR(r->set ? decimal_str(cx->arena, r->value, r->places, false) : S("-")),
                      STR(r->adds ? decimal_str(cx->arena, r->sum, r->places, false) : S("-")),
                      STR(r->set && r->adds ? decimal_str(cx->arena, r->gap, r->places, false) : S("-")), r->n_given,
                      r->n_units, words_of(cx->lang, r->broken ? "对不上" : !r->set ? "未设县级目标"
                      : !r->adds ? "不要求相加" : r->gap ? "差额已说明" : "对上"));
        }
        if (io->json)
                json_close(&j, ']');
        io->status = check && s.n_broken > 0;
        return NULL;
}

/* luoshi target import --file FILE [--year Y] [--unit U] */
const struct fail *goal_import_cmd(struct ctx *cx, struct cli *io)
{
        struct org_unit u = { 0 };
        int64_t scheme = 0, county = 0;
        str file = form_text(&io->form, "file", 1, 1000), unit = form_text(&io->form, "unit", 0, 60),
            name = form_text(&io->form, "scheme", 0, 100);
        int year = (int)form_int_or(&io->form, "year", 2000, 2999, day_year(cx->today));
        const struct fail *f = form_end(&io->form);
        if (!f && unit.n)
                f = org_unit_by_code(cx, unit, &u);
        if (!f && unit.n)
                f = county_of(cx, &u, &county);
        if (!f)
                f = scheme_of(cx, county, year, name, &scheme);
        if (f)
                return f;
        return cli_import(cx, io, &goal_importer,
                          str_f(cx->arena, "{\"scheme\":\"%ld\",\"unit\":\"%.*s\"}", scheme,
                                STR(unit.n ? unit : S("all"))), file);
}

static const struct command_option book_options[] = {
        { "unit", "CODE", "单位代码" },
        { "year", "YEAR", "年度；不写则为今年" },
        { "scheme", "NAME", "考核方案的名称；不写则为该年第一个" },
        { "on", "DAY", "这一天执行的版本；不写则为最新的一版" },
        { "as", "FORMAT", "txt、docx、pdf、xlsx、html 或 json" },
        { "out", "FILE", "写到文件；不写则打印" },
        { NULL, NULL, NULL },
};
static const struct command_option goals_options[] = {
        { "year", "YEAR", "年度；不写则为今年" },
        { "scheme", "NAME", "考核方案的名称；不写则为该年第一个" },
        { "check", NULL, "只列对不上的；有对不上的以 1 退出" },
        { NULL, NULL, NULL },
};
static const struct command_option import_options[] = {
        { "year", "YEAR", "年度；不写则为今年" },
        { "file", "FILE", "XLSX 或 CSV，一行一个单位的一个指标" },
        { "unit", "CODE", "只导这个单位；不写则为全部单位" },
        { "scheme", "NAME", "考核方案的名称；不写则为该年第一个" },
        { NULL, NULL, NULL },
};

const struct command_row goal_commands[GOAL_COMMANDS] = {
        /* words, run, permission, flags, usage, help, options */
        { "target book", goal_book_cmd, MAY_TARGET_VIEW, 0,
          "--unit CODE [--year YEAR] [--scheme NAME] [--on DAY] [--as txt|docx|pdf|xlsx|html|json] [--out FILE]",
          "一个单位的目标任务书：最新的一版，或某一天执行的一版", book_options },
        { "target goals", goal_goals_cmd, MAY_TARGET_VIEW, COMMAND_JSON, "[--year YEAR] [--scheme NAME] [--check]",
          "县级目标与各单位合计；--check 时只列对不上的，有则以 1 退出", goals_options },
        { "target import", goal_import_cmd, MAY_GOAL_EDIT, COMMAND_WRITES,
          "--file FILE [--year YEAR] [--unit CODE] [--scheme NAME]",
          "从文件写入编报中的目标任务书；有一处不对，就一行也不写入", import_options },
};
