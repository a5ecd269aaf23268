/* domain/target/use/commands.c - luoshi target history, rectify, analysis. */
#include "core/doc/doc.h"
#include "core/text/json.h"
#include "domain/org/org.h"
#include "domain/target/use/analysis.h"
#include "domain/target/use/commands.h"
#include "domain/target/use/rectify.h"

static const struct fail *history_cmd(struct ctx *cx, struct cli *io)
{
        struct org_unit u;
        const struct use_year *y;
        int n;
        str code = form_code(&io->form, "unit", 60);
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = org_unit_by_code(cx, code, &u);
        if (f && f->kind == FAIL_NOT_FOUND)
                f = fail(cx, NOT_FOUND, "没有代码为 %.*s 的单位", STR(code));
        if (!f)
                f = use_history(cx, u.id, &y, &n);
        if (f)
                return f;
        if (!io->json) {
                for (int i = 0; i < n; i++)
                        buf_f(&io->out, "%d\t%.*s\t%.*s\t%d/%d\t%.*s\t%s\n", y[i].year, STR(y[i].group),
                              STR(points_str(cx->arena, y[i].total, 2)), y[i].rank, y[i].of,
                              STR(y[i].grade.n ? y[i].grade : S("—")),
                              y[i].run ? "" : words_of(cx->lang, "历史导入"));
                return NULL;
        }
        struct json_out j = json_out(&io->out, true);
        json_open(&j, NULL, '[');
        for (int i = 0; i < n; i++) {
                json_open(&j, NULL, '{');
                json_put_int(&j, "year", y[i].year);
                json_put_str(&j, "group", y[i].group);
                json_put_str(&j, "total", points_str(cx->arena, y[i].total, 0));
                json_put_int(&j, "rank", y[i].rank);
                json_put_int(&j, "of", y[i].of);
                json_put_str(&j, "grade", y[i].grade);
                json_put_str(&j, "bounds", y[i].effects);
                json_put_bool(&j, "imported", !y[i].run);
                json_put_str(&j, "source", y[i].scheme);
                json_close(&j, '}');
        }
        json_close(&j, ']');
        return NULL;
}

static const struct fail *rectify_cmd(struct ctx *cx, struct cli *io)
{
        struct result_run run;
        const struct rectify_item *x;
        int year = (int)form_int_or(&io->form, "year", 2000, 2999, 0), n;
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = use_run(cx, year, &run);
        if (!f)
                f = rectify_list(cx, &(struct rectify_filter){ run.id, -1, 0, 10000 }, &x, &n);
        if (f)
                return f;
        if (!io->json) {
                for (int i = 0; i < n; i++)
                        buf_f(&io->out, "%.*s\t%.*s\t%.*s\t%.*s\t%s\n", STR(rectify_name(cx, &x[i])),
                              STR(x[i].unit_name), STR(x[i].title), STR(day_str(cx->arena, x[i].due)),
                              words_of(cx->lang, rectify_state_words[x[i].state]));
                return NULL;
        }
        struct json_out j = json_out(&io->out, true);
        json_open(&j, NULL, '[');
        for (int i = 0; i < n; i++) {
                json_open(&j, NULL, '{');
                json_put_str(&j, "no", rectify_name(cx, &x[i]));
                json_put_str(&j, "unit", x[i].unit_name);
                json_put_str(&j, "title", x[i].title);
                json_put_str(&j, "problem", x[i].problem);
                json_put_str(&j, "cause", x[i].cause);
                json_put_str(&j, "measure", x[i].measure);
                json_put_str(&j, "due", day_str(cx->arena, x[i].due));
                json_put_str(&j, "state", str_of(words_of(cx->lang, rectify_state_words[x[i].state])));
                json_put_bool(&j, "late", rectify_is_open(x[i].state) && x[i].due.n < cx->today.n);
                json_put_bool(&j, "in_goals", x[i].book != 0);
                json_close(&j, '}');
        }
        json_close(&j, ']');
        return NULL;
}

static void finding_json(struct json_out *j, const struct finding *x)
{
        json_open(j, NULL, '{');
        json_put_str(j, "finding", str_of(finding_rules[x->id].code));
        json_put_str(j, "subject", x->subject);
        json_put_str(j, "said", x->said);
        json_open(j, "figures", '[');
        for (int k = 0; k < x->n_figures; k++) {
                json_open(j, NULL, '{');
                json_put_str(j, "name", x->figures[k].name);
                json_put_str(j, "value", x->figures[k].value);
                json_close(j, '}');
        }
        json_close(j, ']');
        json_close(j, '}');
}

static const struct fail *analysis_cmd(struct ctx *cx, struct cli *io)
{
        struct result_run run;
        struct analysis a;
        const struct advice *list;
        int year = (int)form_int_or(&io->form, "year", 2000, 2999, 0), n;
        str as = form_text(&io->form, "as", 0, 8), bytes;
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = use_run(cx, year, &run);
        if (!f)
                f = analysis_of(cx, &run, &a);
        if (!f)
                f = advices_of(cx, &run, &list, &n);
        if (f)
                return f;
        if (io->json) {
                struct json_out j = json_out(&io->out, true);
                json_open(&j, NULL, '{');
                json_put_int(&j, "year", run.year);
                json_open(&j, "findings", '[');
                for (int i = 0; i < a.n_findings; i++)
                        finding_json(&j, &a.findings[i]);
                json_close(&j, ']');
                json_close(&j, '}');
                return NULL;
        }
        f = doc_write(cx, analysis_report(cx, &a, list, n), as.n ? as : S("txt"), &bytes);
        if (f)
                return f;
        const struct doc_writer *w = doc_writer_find(as.n ? as : S("txt"));
        buf_put(&io->out, bytes);
        if (!str_is(str_of(w->as), "txt") && !str_is(str_of(w->as), "html"))
                io->out_type = w->type;
        return NULL;
}

static const struct command_option history_options[] = {
        { "unit", "CODE", "单位代码" }, { NULL, NULL, NULL } };
static const struct command_option year_options[] = {
        { "year", "YEAR", "年度；不写则为最近公布的一年" }, { NULL, NULL, NULL } };
static const struct command_option analysis_options[] = {
        { "year", "YEAR", "年度；不写则为最近公布的一年" },
        { "as", "FORMAT", "txt、html、docx、pdf 或 xlsx" },
        { "out", "FILE", "写到文件；不写则打印" }, { NULL, NULL, NULL } };

const struct command_row use_commands[USE_COMMANDS] = {
        { "target history", history_cmd, MAY_RESULT_VIEW, COMMAND_JSON | COMMAND_LIVE, "--unit CODE",
          "一个单位历年公布的结果", history_options },
        { "target rectify", rectify_cmd, MAY_RESULT_VIEW, COMMAND_JSON | COMMAND_LIVE, "[--year YEAR]",
          "一年结果的整改清单", year_options },
        { "target analysis", analysis_cmd, MAY_RESULT_VIEW, COMMAND_JSON | COMMAND_LIVE,
          "[--year YEAR] [--as txt|html|docx|pdf|xlsx] [--out FILE]", "考核分析报告", analysis_options },
};
