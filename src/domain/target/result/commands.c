/* domain/target/result/commands.c - luoshi target run, runs, export, verify. */
#include "domain/org/org.h"
#include "domain/target/result/faces.h"
#include "domain/target/result/verify.h"
#include "door/cli/commands.h"
#include "door/cli/io.h"

static const struct command_option run_options[] = {
        { "year", "YEAR", "年度；不写则为最近一年" },
        { "through", "MONTH", "算到几月，1 到 12" },
        { "stage", "WORD", "monitor 监测、preliminary 初步结果、final 年度定分；不写则为监测" },
        { "reason", "TEXT", "重新核算的原因" },
        { NULL, NULL, NULL },
};
static const struct command_option year_options[] = {
        { "year", "YEAR", "年度；不写则为最近一年" },
        { NULL, NULL, NULL },
};
static const struct command_option export_options[] = {
        { "year", "YEAR", "年度；不写则为最近一年" },
        { "run", "N", "第几次核算；不写则为最近一次" },
        { "as", "WORD", "json 供核对的数据、zip 各单位得分说明（PDF）和目录；不写则为 json" },
        { "unit", "CODE", "zip 只要一个单位的" },
        { "out", "FILE", "写到文件" },
        { NULL, NULL, NULL },
};
static const struct command_option verify_options[] = {
        { "year", "YEAR", "年度；不写则为最近一年" },
        { "run", "N", "第几次核算；不写则全部" },
        { "file", "FILE", "核对导出的文件，不用数据库" },
        { NULL, NULL, NULL },
};

static const struct fail *runs_of_year(struct ctx *cx, int year, int64_t *ret_scheme,
                                       const struct result_run **ret, int *ret_n)
{
        const struct fail *f = result_scheme_of(cx, year, ret_scheme);
        return f ? f : result_runs(cx, *ret_scheme, ret, ret_n);
}

static const struct fail *target_run_cmd(struct ctx *cx, struct cli *io)
{
        static const char *const stages[RESULT_STAGES] = { "monitor", "preliminary", "final" };
        int year = (int)form_int_or(&io->form, "year", 2000, 2999, 0);
        struct result_wish w = { .through = (int)form_int(&io->form, "through", 1, 12) - 1 };
        str stage = form_text(&io->form, "stage", 0, 20);
        int64_t id = 0;
        w.reason = form_text(&io->form, "reason", 0, 1000);
        const struct fail *f = form_end(&io->form);
        bool known = !stage.n;
        for (int i = 0; i < RESULT_STAGES; i++)
                if (str_is(stage, stages[i]))
                        w.stage = (enum result_stage)i, known = true;
        if (!f && !known)
                f = fail_field(cx, S("stage"), "阶段应为 monitor、preliminary 或 final");
        if (!f)
                f = result_scheme_of(cx, year, &w.scheme);
        if (!f)
                f = result_compute(cx, &w, &id);
        if (!f)
                f = db_wait(cx);
        struct result_run r;
        if (!f)
                f = result_run_find(cx, id, &r);
        if (!f)
                buf_f(&io->out, words_of(cx->lang, "第 %d 次核算完成\n"), r.no);
        return f;
}

static const struct fail *target_runs_cmd(struct ctx *cx, struct cli *io)
{
        int year = (int)form_int_or(&io->form, "year", 2000, 2999, 0), n = 0;
        const struct result_run *list = NULL;
        int64_t scheme;
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = runs_of_year(cx, year, &scheme, &list, &n);
        for (int i = 0; !f && i < n; i++)
                buf_f(&io->out, words_of(cx->lang, "第 %d 次  %s  到 %d 月  %s\n"), list[i].no,
                      words_of(cx->lang, result_stage_words[list[i].stage]), list[i].through + 1,
                      words_of(cx->lang, result_state_word(&list[i], cx->today)));
        return f;
}

static const struct fail *no_run(struct ctx *cx, int64_t no, int n)
{
        return no && n ? fail(cx, NOT_FOUND, "这一年没有第 %ld 次核算，最近一次是第 %d 次", no, n)
                       : fail(cx, NOT_FOUND, "还没有核算过");
}

static const struct fail *target_export_cmd(struct ctx *cx, struct cli *io)
{
        int year = (int)form_int_or(&io->form, "year", 2000, 2999, 0), n = 0, at = -1;
        int64_t no = form_int_or(&io->form, "run", 1, INT32_MAX, 0), scheme;
        const struct result_run *list = NULL;
        str bytes, name, as = form_text(&io->form, "as", 0, 8), code = form_text(&io->form, "unit", 0, 60);
        struct org_unit unit = { 0 };
        const struct fail *f = form_end(&io->form);
        if (!f && code.n)
                f = org_unit_by_code(cx, code, &unit);
        if (!f && as.n && !str_is(as, "json") && !str_is(as, "zip"))
                f = fail_field(cx, S("as"), "格式只有 json 和 zip");
        if (!f)
                f = runs_of_year(cx, year, &scheme, &list, &n);
        for (int i = 0; !f && i < n; i++)
                if (at < 0 && (!no || list[i].no == no))
                        at = i;
        if (!f && at < 0)
                f = no_run(cx, no, n);
        if (!f)
                f = str_is(as, "zip") ? result_statements(cx, &(struct result_statements_wish){
                                                &list[at], "pdf", &unit.id, unit.id != 0 }, true, &name, &bytes)
                                      : result_export(cx, list[at].id, &bytes);
        if (!f && str_is(as, "zip"))
                io->out_type = "ZIP";
        if (!f)
                buf_put(&io->out, bytes);
        return f;
}

static void say_check(struct ctx *cx, struct cli *io, const struct result_check *c)
{
        for (int i = 0; i < c->n_wrong && i < VERIFY_MOST; i++)
                buf_f(&io->out, "  %.*s\n", STR(c->wrong[i]));
        if (c->n_wrong > VERIFY_MOST)
                buf_f(&io->out, words_of(cx->lang, "  …… 共 %d 处不同\n"), c->n_wrong);
        io->status |= c->n_wrong > 0;
}

static const struct fail *target_verify_cmd(struct ctx *cx, struct cli *io)
{
        int year = (int)form_int_or(&io->form, "year", 2000, 2999, 0), n = 0, seen = 0;
        int64_t no = form_int_or(&io->form, "run", 1, INT32_MAX, 0), scheme;
        str file = form_text(&io->form, "file", 0, 1000), bytes;
        const struct result_run *list = NULL;
        struct result_check c;
        const struct fail *f = form_end(&io->form);
        if (f)
                return f;
        if (file.n) {
                f = cli_read_file(cx, file, &bytes);
                if (!f)
                        f = result_verify_text(cx, bytes, &c);
                if (f)
                        return f;
                buf_f(&io->out, words_of(cx->lang, c.n_wrong ? "与输入不符\n" : "与输入一致：%d 个单位、%d 项得分\n"),
                      c.n_units, c.n_nodes);
                say_check(cx, io, &c);
                return NULL;
        }
        f = runs_of_year(cx, year, &scheme, &list, &n);
        /* A run takes some megabytes: each in memory of its own. */
        for (int i = n - 1; !f && i >= 0; i--) {
                struct arena own;
                struct ctx one = *cx;
                if (no && list[i].no != no)
                        continue;
                seen++;
                arena_init(&own, cx->arena->ceiling);
                one.arena = &own;
                f = result_verify(&one, list[i].id, &c);
                if (!f) {
                        buf_f(&io->out, words_of(cx->lang, "第 %d 次核算：%s，%d 个单位、%d 项得分\n"),
                              list[i].no, words_of(cx->lang, c.n_wrong ? "与输入不符" : "与输入一致"),
                              c.n_units, c.n_nodes);
                        say_check(cx, io, &c);
                } else if (f->kind == FAIL_INVALID) {
                        f = fail(cx, INVALID, "第 %d 次核算：%.*s", list[i].no, STR(f->say));
                } else {
                        f = fail(cx, BROKEN, "run %d: %.*s", list[i].no, STR(f->log));
                }
                arena_done(&own);
        }
        if (!f && !seen)
                f = no_run(cx, no, n);
        return f;
}

const struct command_row result_commands[RESULT_COMMANDS] = {
        /* words, run, permission, flags, usage, help, options */
        { "target run", target_run_cmd, MAY_RESULT_RUN, COMMAND_WRITES,
          "--through MONTH [--year YEAR] [--stage monitor|preliminary|final] [--reason TEXT]",
          "核算得分与名次，存为新的一次", run_options },
        { "target runs", target_runs_cmd, MAY_RESULT_VIEW, 0, "[--year YEAR]", "列出一年的各次核算",
          year_options },
        { "target export", target_export_cmd, MAY_RESULT_VIEW, 0,
          "[--year YEAR] [--run N] [--as json|zip] [--unit CODE] [--out FILE]", "导出一次核算的方案、输入和结果，或各单位的得分说明",
          export_options },
        { "target verify", target_verify_cmd, MAY_RESULT_VIEW, COMMAND_FILE,
          "[--year YEAR] [--run N] [--file FILE]", "从存下的输入重新计算，逐位核对；有不同时以 1 退出",
          verify_options },
};
