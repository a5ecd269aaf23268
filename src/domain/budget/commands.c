/* domain/budget/commands.c - luoshi budget …: list, show, check, disclose, export. */
#include "core/text/json.h"
#include "domain/budget/bring.h"
#include "domain/budget/doubt.h"
#include "domain/budget/edition.h"
#include "domain/budget/faces.h"
#include "domain/budget/list.sql.h"
#include "domain/budget/output.h"
#include "door/cli/io.h"

static const struct fail *named_budget(struct ctx *cx, struct cli *io, struct budget **ret)
{
        str unit = form_code(&io->form, "unit", 60);
        int64_t year = form_int(&io->form, "year", 1990, 2200), version = form_int_or(&io->form, "version", 1, 1000, 0);
        const struct fail *f = form_end(&io->form);
        return f ? f : budget_see_version(cx, unit, (int)year, (int)version, ret);
}

/* luoshi budget list [--year Y] */
const struct fail *budget_list_cmd(struct ctx *cx, struct cli *io)
{
        int64_t year = form_int_or(&io->form, "year", 1990, 2200, 0);
        const struct fail *f = form_end(&io->form);
        if (f)
                return f;
        struct budgets_page_rows it;
        struct json_out j = json_out(&io->out, true);
        if (io->json)
                json_open(&j, NULL, '[');
        budgets_page_rows(&it, cx, year ? BUDGETS_PAGE_ROWS_WHEN_YEAR : 0, S(""), 0, (str){ 0 }, 0,
                          9999, BUDGET_PUBLISHED, year, 0,
                          S(""), S(""), S(""), S(""), S(""), 1, 0, 100000);
        while (budgets_page_rows_next(&it)) {
                str wan = wan_str(cx->arena, muldiv(it.total.fen, 1, FEN_PER_WAN));
                if (!io->json) {
                        buf_f(&io->out, "%ld\t%.*s\t%ld\t%ld\t%s\t%.*s\t%.*s\n", it.id,
                              STR(it.code), it.year, it.version,
                              words_of(cx->lang, budget_flow.states[it.state]), STR(wan),
                              STR(it.dept_name));
                        continue;
                }
                json_open(&j, NULL, '{');
                json_put_int(&j, "id", it.id);
                json_put_str(&j, "unit", it.code);
                json_put_str(&j, "name", it.dept_name);
                json_put_int(&j, "year", it.year);
                json_put_int(&j, "version", it.version);
                json_put_str(&j, "state", str_of(budget_flow.states[it.state]));
                json_put_int(&j, "fen", it.total.fen);
                json_put_int(&j, "lines", it.n_lines);
                json_close(&j, '}');
        }
        if (io->json)
                json_close(&j, ']');
        return budgets_page_rows_end(&it);
}

static const char *const shown_keys[] = {
        "total", "total.prior", "total.change", "basic", "project", "basic.personnel", "basic.public",
        "general", "government", "capital", "three", "three.reception", "three.vehicle", "three.abroad",
        "operating", "operating.prior", "operating.rate", "projects.count", "projects.amount",
};

/* luoshi budget show --unit U --year Y */
const struct fail *budget_show_cmd(struct ctx *cx, struct cli *io)
{
        struct budget *b;
        struct figures *fg;
        const struct fail *f = named_budget(cx, io, &b);
        if (!f)
                f = budget_figures(cx, b, &fg);
        if (f)
                return f;
        struct json_out j = json_out(&io->out, true);
        if (io->json) {
                json_open(&j, NULL, '{');
                json_put_str(&j, "unit", b->code);
                json_put_str(&j, "name", b->dept_name);
                json_put_int(&j, "year", b->year);
                json_put_int(&j, "version", b->version);
                json_put_str(&j, "state", str_of(budget_flow.states[b->state]));
                json_open(&j, "figures", '[');
        } else {
                buf_f(&io->out, "%.*s %d 第 %d 版 %s\n", STR(b->dept_name), b->year, b->version,
                      budget_flow.states[b->state]);
        }
        for (size_t i = 0; i < COUNT_OF(shown_keys); i++) {
                struct fact x = budget_fact_find(fg, str_of(shown_keys[i]));
                str text = x.state == FACT_UNKNOWN ? fg->silent : fact_str(cx->arena, &x);
                if (!io->json) {
                        buf_f(&io->out, "%s\t%.*s\t%.*s\t%s\n", shown_keys[i], STR(x.label),
                              STR(text), fact_state_words(fg, &x));
                        continue;
                }
                json_open(&j, NULL, '{');
                json_put_str(&j, "key", x.key);
                json_put_str(&j, "label", x.label);
                json_put_str(&j, "text", text);
                json_put_str(&j, "state", str_of(fact_state_words(fg, &x)));
                json_put_int(&j, "lines", x.n_lines);
                json_close(&j, '}');
        }
        if (io->json) {
                json_close(&j, ']');
                json_close(&j, '}');
        }
        return NULL;
}

/* luoshi budget disclose --unit U --year Y --as txt; luoshi budget export … --as json */
static const struct fail *write_output(struct ctx *cx, struct cli *io, const char *usual)
{
        struct budget *b;
        struct budget_output out;
        str as = form_text(&io->form, "as", 0, 20);
        const struct fail *f = named_budget(cx, io, &b);
        if (!f)
                f = budget_output(cx, b, as.n ? as : str_of(usual), &out);
        if (f)
                return f;
        buf_put(&io->out, out.bytes);
        if (strncmp(out.type, "text/", 5) && strncmp(out.type, "application/json", 16))
                io->out_type = out.type;
        return NULL;
}

const struct fail *budget_disclose_cmd(struct ctx *cx, struct cli *io) { return write_output(cx, io, "txt"); }
const struct fail *budget_export_cmd(struct ctx *cx, struct cli *io)   { return write_output(cx, io, "json"); }

static void say_finding(struct ctx *cx, struct cli *io, struct json_out *j, const struct finding *x)
{
        if (!io->json) {
                buf_f(&io->out, "%s\t%s\t%s\t%.*s\n", x->rule->id,
                      words_of(cx->lang, check_severity_labels[x->severity]),
                      words_of(cx->lang, check_class_labels[x->found]), STR(finding_words(cx, x)));
                return;
        }
        json_open(j, NULL, '{');
        json_put_str(j, "id", str_of(x->rule->id));
        json_put_str(j, "class", str_of(check_class_labels[x->found]));
        json_put_str(j, "severity", str_of(check_severity_labels[x->severity]));
        json_put_str(j, "place", x->place);
        json_put_str(j, "other", x->other);
        if (x->a.known)
                json_put_int(j, "fen", x->a.fen);
        if (x->b.known)
                json_put_int(j, "other_fen", x->b.fen);
        json_put_str(j, "words", x->say);
        json_close(j, '}');
}

/* luoshi budget check --unit U --year Y: status 1 when anything grave does not hold. */
const struct fail *budget_check_cmd(struct ctx *cx, struct cli *io)
{
        struct budget *b;
        struct disclosure *d;
        struct check_report r;
        int held = 0, part = 0, open = 0;
        const struct fail *f = named_budget(cx, io, &b);
        if (!f)
                f = budget_checked(cx, b, &d, &r);
        if (f)
                return f;
        struct json_out j = json_out(&io->out, true);
        if (io->json) {
                json_open(&j, NULL, '{');
                json_open(&j, "findings", '[');
        }
        for (int i = 0; i < r.n; i++)
                say_finding(cx, io, &j, &r.v[i]);
        if (io->json) {
                json_close(&j, ']');
                json_open(&j, "checks", '[');
        }
        for (int i = 0; i < n_check_rules; i++) {
                const struct check_outcome *o = &r.outcomes[i];
                bool in_part = check_reach(o) == REACH_PART && !o->findings;
                held += o->passed > 0 && !o->findings;
                part += in_part;
                open += !o->passed && !o->findings;
                if (io->json) {
                        json_open(&j, NULL, '{');
                        json_put_str(&j, "id", str_of(check_rules[i].id));
                        json_put_int(&j, "passed", o->passed);
                        json_put_int(&j, "unknown", o->unknown);
                        json_put_int(&j, "findings", o->findings);
                        json_close(&j, '}');
                } else if (in_part) {
                        buf_f(&io->out, "%s\t%s\t%s\t", check_rules[i].id, words_of(cx->lang, "部分检查"),
                              words_of(cx->lang, check_rules[i].title));
                        buf_f(&io->out, words_of(cx->lang, "%d 处成立，%d 处缺数字，没有检查"), o->passed, o->unknown);
                        buf_put(&io->out, S("\n"));
                } else if (!o->passed && !o->findings) {
                        buf_f(&io->out, "%s\t%s\t%s\n", check_rules[i].id, words_of(cx->lang, "未检查"),
                              words_of(cx->lang, check_rules[i].title));
                }
        }
        if (io->json) {
                json_close(&j, ']');
                json_close(&j, '}');
        } else {
                buf_f(&io->out, words_of(cx->lang, "%d 条成立（其中 %d 条只检查了一部分），%d 处待核对，%d 条未检查\n"), held, part, r.n, open);
        }
        io->status = check_worst(&r) >= CHECK_ERROR;
        return NULL;
}

/* ---- in ------------------------------------------------------------------------------ */

static void say_warning(struct cli *io, struct json_out *j, str words)
{
        if (!io->json) {
                buf_f(&io->err, "%.*s\n", STR(words));
                return;
        }
        json_open(j, NULL, '{');
        json_put_bool(j, "must_change", false);
        json_put_str(j, "words", words);
        json_close(j, '}');
}

/* With the sheet, of a workbook. */
static void say_import(struct ctx *cx, struct cli *io, struct json_out *j, const struct import *im,
                       bool sheets)
{
        for (int i = 0; i < im->n_findings; i++) {
                const struct import_finding *x = &im->finding[i];
                str words = import_sentence(im, x);
                if (sheets && im->n_headers < 2)        /* else it says so itself */
                        words = str_f(cx->arena, words_of(cx->lang, "工作表“%.*s”%.*s"),
                                      STR(x->sheet.n ? x->sheet : str_of(words_of(cx->lang, im->table->name))),
                                      STR(words));
                if (!io->json) {
                        buf_f(&io->err, "%.*s\n", STR(words));
                        continue;
                }
                json_open(j, NULL, '{');
                json_put_str(j, "sheet", x->sheet);
                json_put_int(j, "row", x->row);
                json_put_int(j, "column", x->col + 1);
                json_put_bool(j, "must_change", x->severity == IMPORT_BAD);
                json_put_str(j, "words", words);
                json_close(j, '}');
        }
}

static void say_findings(struct ctx *cx, struct cli *io, const struct bring *r)
{
        struct json_out j = json_out(&io->out, true);
        const struct import **list;
        int n = bring_imports(cx, r, &list);
        int64_t bad = 0;
        for (int i = 0; i < n; i++)
                bad += list[i]->n_bad;
        if (io->json) {
                json_open(&j, NULL, '{');
                json_put_str(&j, "unit", r->b->code);
                json_put_int(&j, "year", r->b->year);
                json_put_int(&j, "rows", bring_rows(cx, r));
                json_put_int(&j, "lines", r->b->n_lines);
                json_put_int(&j, "lines_before", r->n_before);
                json_put_int(&j, "fen", bring_fen(r));
                json_put_int(&j, "bad", bad);
                json_open(&j, "findings", '[');
        }
        for (int i = 0; i < n; i++)
                say_import(cx, io, &j, list[i], r->parts != NULL);
        for (int i = 0; i < r->n_warnings; i++)
                say_warning(io, &j, r->warnings[i].words);
        if (r->doubt.n)
                say_warning(io, &j, r->doubt);
        if (io->json) {
                json_close(&j, ']');
                json_close(&j, '}');
        }
}

/* What would be written: the preview of the page in two lines. */
static void say_preview(struct ctx *cx, struct cli *io, const struct bring *r)
{
        buf_f(&io->out, words_of(cx->lang, "%.*s %d 年预算：读入 %d 行，金额合计 %.*s"), STR(r->b->dept_name), r->b->year,
              bring_rows(cx, r), STR(doubt_amount(cx, bring_fen(r))));
        buf_f(&io->out, "\n%.*s\n", STR(bring_effect(cx, r)));
}

/* luoshi budget import --file F [--unit U --year Y] [--rejected F] [--check-only] */
const struct fail *budget_import_cmd(struct ctx *cx, struct cli *io)
{
        str file = form_text(&io->form, "file", 1, 1000), unit = form_text(&io->form, "unit", 0, 60), bytes;
        int64_t year = form_int_or(&io->form, "year", 1990, 2200, 0), id;
        str rejected = form_text(&io->form, "rejected", 0, 1000);
        bool yes = form_flag(&io->form, "yes"), check = form_flag(&io->form, "check-only");
        struct bring r;
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = cli_read_file(cx, file, &bytes);
        if (!f)
                f = bring_read(cx, unit, (int)year, file, bytes, false, &r);
        if (f)
                return f;
        say_findings(cx, io, &r);
        if (check && !bring_bad(&r)) {
                io->status = r.doubt.n && !yes;
                if (!io->json)
                        say_preview(cx, io, &r);
        }
        if (bring_bad(&r)) {
                if (rejected.n) {
                        f = bring_rejected(cx, &r, str_ends(rejected, S(".xlsx")), &bytes);
                        if (!f)
                                f = cli_write_file(cx, rejected, bytes);
                        if (f)
                                return f;
                }
                if (io->json) {         /* it has said so; a failure would take the words back */
                        io->status = 2;
                        return NULL;
                }
                return fail(cx, INVALID, "有 %d 行须改，一行也没有写入", (int)bring_bad(&r));
        }
        if (check)
                return NULL;
        if (r.doubt.n && !yes)
                return fail(cx, INVALID, "没有写入；上面要核对的确实没有错时加 --yes");
        f = budget_put(cx, r.b, &id);
        if (!f && !io->json)
                buf_f(&io->out, words_of(cx->lang, "已写入 %.*s %d 年预算，共 %d 条明细\n"),
                      STR(r.b->code), r.b->year, r.b->n_lines);
        return f;
}

/* luoshi budget template [--unit U] [--year Y] [--as xlsx|csv] */
const struct fail *budget_template_cmd(struct ctx *cx, struct cli *io)
{
        static const char *const kinds[] = { "xlsx", "csv" };
        str as = form_text(&io->form, "as", 0, 8), unit = form_text(&io->form, "unit", 0, 60), bytes;
        int kind = as.n ? form_choice(&io->form, "as", kinds, 2) : 0;
        int64_t year = form_int_or(&io->form, "year", 1990, 2200, day_year(cx->today));
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = bring_template(cx, unit, (int)year, kind == 0, &bytes);
        if (f)
                return f;
        buf_put(&io->out, bytes);
        if (kind == 0)
                io->out_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        return NULL;
}

/* luoshi accounts import --list L --name N --from D --file F [--source T] */
const struct fail *accounts_import_cmd(struct ctx *cx, struct cli *io)
{
        int list = form_choice(&io->form, "list", account_list_codes, ACCOUNT_LISTS), n = 0;
        str name = form_text(&io->form, "name", 1, 20), source = form_text(&io->form, "source", 0, 200);
        str file = form_text(&io->form, "file", 1, 1000), bytes;
        day from = form_day(&io->form, "from");
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = cli_read_file(cx, file, &bytes);
        if (!f)
                f = edition_import(cx, account_list_codes[list], name, from, source.n ? source : file, file, bytes,
                                   false, &n);
        if (!f)
                buf_f(&io->out, words_of(cx->lang, "已导入 %d 个科目\n"), n);
        return f;
}
