/* domain/target/commands.c - luoshi target methods, method: the rules themselves, without a
 * database. */
#include "core/auth/auth.h"
#include "domain/target/book.h"
#include "domain/target/commands.h"
#include "domain/target/method_in.h"
#include "domain/target/single.h"
#include "core/doc/doc.h"
#include "door/cli/commands.h"
#include "door/cli/io.h"

static const char *const kind_names[] = {
        [KIND_FIGURE] = "figure", [KIND_POINTS] = "points", [KIND_SHARE]  = "percent",
        [KIND_COUNT]  = "count",  [KIND_CHOICE] = "choice",
};
static const char *const need_names[] = { "min-max", "rank", "rows", "ratio", "counts" };

/* ---- luoshi target methods [--json] -------------------------------------------------------- */

static void inputs_json(struct ctx *cx, struct json_out *j, const struct method *m)
{
        json_open(j, "inputs", '[');
        for (int i = 0; i < m->n_inputs; i++) {
                json_open(j, NULL, '{');
                json_put_str(j, "key", str_of(m->inputs[i].key));
                json_put_str(j, "name", str_of(words_of(cx->lang, m->inputs[i].name)));
                json_put_str(j, "kind", str_of(kind_names[m->inputs[i].kind]));
                json_put_bool(j, "optional", m->inputs[i].optional);
                json_close(j, '}');
        }
        json_close(j, ']');
}

static void params_json(struct ctx *cx, struct json_out *j, const struct method *m)
{
        struct leaf leaf = { .method = m, .places = FIGURE_PLACES };
        json_open(j, "parameters", '[');
        for (int i = 0; i < m->n_params; i++) {
                const struct method_param *p = &m->params[i];
                const int64_t bound[3] = { p->usual, p->least, p->most };
                static const char *const names[3] = { "usual", "least", "most" };
                json_open(j, NULL, '{');
                json_put_str(j, "key", str_of(p->key));
                json_put_str(j, "name", str_of(words_of(cx->lang, p->name)));
                json_put_str(j, "kind", str_of(kind_names[p->kind]));
                for (int k = 0; k < (p->kind == KIND_CHOICE ? 1 : 3); k++) {
                        leaf.p[i] = bound[k];
                        json_put_str(j, names[k], leaf_param_str(cx->arena, &leaf, i));
                }
                if (p->kind == KIND_CHOICE) {
                        json_open(j, "choices", '[');
                        for (int k = 0; p->choices[k]; k++)
                                json_put_str(j, NULL, str_of(words_of(cx->lang, p->choices[k])));
                        json_close(j, ']');
                }
                json_put_str(j, "help", str_of(words_of(cx->lang, p->help)));
                json_close(j, '}');
        }
        json_close(j, ']');
}

/* A value of a method's i-th parameter as text. */
static str param_str(struct ctx *cx, const struct method *m, int i, int64_t v)
{
        struct leaf leaf = { .method = m, .places = FIGURE_PLACES };
        leaf.p[i] = v;
        return leaf_param_str(cx->arena, &leaf, i);
}

/* A line for each parameter, as the workbook and --KEY take it. */
static void params_text(struct ctx *cx, struct buf *o, const struct method *m)
{
        for (int i = 0; i < m->n_params; i++) {
                const struct method_param *p = &m->params[i];
                str usual = param_str(cx, m, i, p->usual);
                buf_f(o, "\t%s（%s）", words_of(cx->lang, p->name), p->key);
                if (p->kind == KIND_CHOICE) {
                        for (int k = 0; p->choices[k]; k++)
                                buf_f(o, "%s%s", k ? "、" : "", words_of(cx->lang, p->choices[k]));
                } else {
                        str least = param_str(cx, m, i, p->least), most = param_str(cx, m, i, p->most);
                        buf_f(o, "%.*s…%.*s", STR(least), STR(most));
                }
                buf_f(o, words_of(cx->lang, "，不写为 %.*s：%s"), STR(usual), words_of(cx->lang, p->help));
                buf_byte(o, '\n');
        }
}

const struct fail *target_methods_cmd(struct ctx *cx, struct cli *io)
{
        const struct fail *f = form_end(&io->form);
        if (f)
                return f;
        struct json_out j = json_out(&io->out, true);
        if (io->json)
                json_open(&j, NULL, '[');
        for (int i = 0; i < n_methods; i++) {
                const struct method *m = methods[i];
                if (!io->json) {
                        buf_f(&io->out, "%s\t%s\t%s\n", m->code, words_of(cx->lang, m->name),
                              words_of(cx->lang, m->formula));
                        params_text(cx, &io->out, m);
                        continue;
                }
                json_open(&j, NULL, '{');
                json_put_str(&j, "code", str_of(m->code));
                json_put_int(&j, "version", m->version);
                json_put_str(&j, "name", str_of(words_of(cx->lang, m->name)));
                json_put_str(&j, "formula", str_of(words_of(cx->lang, m->formula)));
                json_put_str(&j, "help", str_of(words_of(cx->lang, m->help)));
                json_put_str(&j, "basis", str_of(words_of(cx->lang, m->basis)));
                json_open(&j, "needs", '[');
                for (size_t k = 0; k < COUNT_OF(need_names); k++)
                        if (m->needs >> k & 1)
                                json_put_str(&j, NULL, str_of(need_names[k]));
                json_close(&j, ']');
                inputs_json(cx, &j, m);
                params_json(cx, &j, m);
                json_close(&j, '}');
        }
        if (io->json)
                json_close(&j, ']');
        return NULL;
}

/* ---- luoshi target method F11 --full 10 --actual 7.2 … ------------------------------------------ */

static const struct command_option method_options[] = {
        { "full", "POINTS", "分值" },
        { "target", "FIGURE", "目标值、标准值或计划进度" },
        { "actual", "FIGURE", "完成值、实际进度或评分" },
        { "min", "FIGURE", "组内最小值" },
        { "max", "FIGURE", "组内最大值" },
        { "best", "FIGURE", "组内最优值" },
        { "rank", "N", "名次" },
        { "tied", "N", "并列的单位数" },
        { "units", "N", "组内有数的单位数" },
        { "league", "N", "上级排名的单位总数" },
        { "growth", "FIGURE", "增幅或发展指数" },
        { "mean", "FIGURE", "平均增幅" },
        { "level", "FIGURE", "水平指数" },
        { "second", "FIGURE", "第二个值" },
        { "sub-target", "FIGURE", "其中项的目标值" },
        { "sub-actual", "FIGURE", "其中项的完成值" },
        { "counts", "N,N", "各种情形的次数，与 --rows 的顺序相同" },
        { "times", "N", "加倍" },
        { "rows", "TEXT", "区间“[90,100)=200;<90=0”或情形“迟报=1;错报=2”" },
        { "direction", "WORD", "more 越大越好，less 越小越好" },
        { "places", "N", "数据的小数位数；不写则按所给的数" },
        { "step", "POINTS", "取位到多少分，如 0.01" },
        { "round", "WORD", "half-up 四舍五入、down 截尾、floor 向下、ceil 向上" },
        { "rule-version", "N", "方法的第几版；不写则为最新" },
        { "above", "POINTS", "参数：高于平均加分" },
        { "base", "PERCENT", "参数：基础分占比" },
        { "bonus", "POINTS", "参数：超额加分" },
        { "bottom", "N", "参数：后几名扣分" },
        { "by", "WORD", "参数：名次或区间按什么" },
        { "cap", "PERCENT", "参数：完成率上限" },
        { "each", "POINTS", "参数：每点、每名或每个的分" },
        { "fixed", "POINTS", "参数：固定分" },
        { "high", "FIGURE", "参数：满意值" },
        { "idle", "PERCENT", "参数：无任务基础分占比" },
        { "least", "NUMBER", "参数：下限" },
        { "less", "POINTS", "参数：每少一个扣分" },
        { "line", "FIGURE", "参数：门槛值" },
        { "low", "FIGURE", "参数：不允许值" },
        { "most", "NUMBER", "参数：上限" },
        { "of", "FIGURE", "参数：评分满分" },
        { "over", "PERCENT", "参数：超额线" },
        { "reverse", "WORD", "参数：逆向指标的完成率怎么算" },
        { "share", "PERCENT", "参数：水平占比" },
        { "sub", "PERCENT", "参数：次级得分占比" },
        { "ties", "WORD", "参数：并列怎么计" },
        { "top", "N", "参数：前几名加分" },
        { "unit", "FIGURE", "参数：一点是多少" },
        { "whole", "WORD", "参数：不足一点" },
        { NULL, NULL, NULL },
};

static bool is_common(str name)
{
        for (const struct command_option *o = cli_options; o->name; o++)
                if (str_is(name, o->name))
                        return true;
        return str_is(name, "1") || str_is(name, "rule-version");
}

const struct fail *target_method_cmd(struct ctx *cx, struct cli *io)
{
        struct pair given[64];
        int n = 0;
        str code = form_text(&io->form, "1", 1, 20);
        int64_t version = form_int_or(&io->form, "rule-version", 1, 1000, 0);
        for (int i = 0; i < io->form.n_fields && n < 64; i++) {
                form_know(&io->form, io->form.fields[i].name.p);
                if (!is_common(io->form.fields[i].name))
                        given[n++] = io->form.fields[i];
        }
        const struct fail *f = form_end(&io->form);
        struct single *x = NEW(cx->arena, struct single);
        struct explain e;
        if (!f)
                f = single_score(cx, code, (int)version, given, n, x);
        if (f)
                return f;
        explain_column(cx->arena, cx->lang, &x->column, &e);
        io->status = x->state != SCORE_DONE;
        if (!io->json) {
                explain_put_text(&io->out, &e);
                return NULL;
        }
        struct json_out j = json_out(&io->out, true);
        json_open(&j, NULL, '{');
        json_put_str(&j, "method", str_of(x->leaf.method->code));
        json_put_int(&j, "version", x->leaf.method->version);
        json_put_str(&j, "state", str_of(words_of(cx->lang, score_state_words[x->state])));
        json_put_raw(&j, "points", points_str(cx->arena, x->points, 0));
        explain_put_json(&j, "explanation", &e);
        json_close(&j, '}');
        return NULL;
}

/* ---- luoshi target template -o FILE; luoshi target score --book FILE -------------------------- */

static const struct command_option template_options[] = {
        { "as", "FORMAT", "只有 xlsx" },
        { "out", "FILE", "写到文件" },
        { NULL, NULL, NULL },
};
static const struct command_option score_options[] = {
        { "book", "FILE", "按模板填好的工作簿" },
        { "as", "FORMAT", "json、csv、xlsx、txt、html、docx 或 pdf；不写则看输出文件的后缀，再不然是 json" },
        { "out", "FILE", "写到文件；不写则打印" },
        { NULL, NULL, NULL },
};
static const char xlsx_type[] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const struct fail *target_template_cmd(struct ctx *cx, struct cli *io)
{
        str as = form_text(&io->form, "as", 0, 8), bytes;
        const struct fail *f = form_end(&io->form);
        if (!f && as.n && !str_is(as, "xlsx"))
                f = fail_field(cx, S("as"), "计分工作簿的模板只有 xlsx");
        if (!f)
                f = book_template(cx, &bytes);
        if (f)
                return f;
        buf_put(&io->out, bytes);
        io->out_type = xlsx_type;
        return NULL;
}

/* What the file's name ends in, where that is a format; absent: JSON. */
static str format_of(str file)
{
        static const char *const ends[] = { "csv", "xlsx", "txt", "html", "docx", "pdf" };
        for (size_t i = 0; i < COUNT_OF(ends); i++)
                if (file.n > strlen(ends[i]) && str_ends(file, str_of(ends[i])) &&
                    file.p[file.n - strlen(ends[i]) - 1] == '.')
                        return str_of(ends[i]);
        return (str){ 0 };
}

const struct fail *target_score_cmd(struct ctx *cx, struct cli *io)
{
        str file = form_text(&io->form, "book", 1, 1000), as = form_text(&io->form, "as", 0, 8),
            bytes;
        struct book *b;
        const struct fail *f = form_end(&io->form);
        if (!f && !as.n)
                as = format_of(form_raw(&io->form, "out"));
        if (!f)
                f = cli_read_file(cx, file, &bytes);
        if (!f)
                f = book_read(cx, file, bytes, &b);
        if (f)
                return f;
        for (int i = 0; i < b->n_findings; i++)
                buf_f(&io->err, "%.*s\n", STR(book_sentence(b, &b->finding[i])));
        if (b->n_findings)
                return fail(cx, INVALID, "工作簿有 %d 处须改，没有计分", b->n_findings);
        for (int i = 0; i < b->n_unread; i++)
                buf_f(&io->err, "%.*s\n", STR(book_sentence(b, &b->unread[i]))), io->status |= 1;
        struct lint_finding *doubt;
        int n = book_lint(b, &doubt);
        for (int i = 0; i < n; i++)
                buf_f(&io->err, words_of(cx->lang, "方案检查：%.*s\n"), STR(doubt[i].text)),
                        io->status |= doubt[i].rule != LINT_FOLDED;
        const struct doc_writer *w = doc_writer_find(as);
        f = book_write(b, as.n ? as : S("json"), &bytes);
        if (f)
                return f;
        buf_put(&io->out, bytes);
        if (w && !str_is(as, "txt") && !str_is(as, "html"))
                io->out_type = w->type;
        return NULL;
}

const struct command_row target_commands[TARGET_COMMANDS] = {
        /* words, run, permission, flags, usage, help, options */
        { "target methods", target_methods_cmd, MAY_SIGNED_IN, COMMAND_NO_DB | COMMAND_JSON, "",
          "列出全部计分方法和参数", NULL },
        { "target method", target_method_cmd, MAY_SIGNED_IN, COMMAND_NO_DB | COMMAND_JSON,
          "CODE --full POINTS [--target FIGURE] [--actual FIGURE] [--min FIGURE --max FIGURE] …",
          "用一种方法给一个数计分，并逐步说明；不能计分时以 1 退出", method_options },
        { "target template", target_template_cmd, MAY_SIGNED_IN, COMMAND_NO_DB,
          "[--as xlsx] --out FILE", "生成计分工作簿的模板，里面的例子可以直接计分", template_options },
        { "target score", target_score_cmd, MAY_SIGNED_IN, COMMAND_NO_DB,
          "--book FILE [--as json|csv|xlsx|txt|html|docx|pdf] [--out FILE]",
          "给一个工作簿计分，每个得分都有说明；方案有疑问、有一列没有计入时以 1 退出", score_options },
};
