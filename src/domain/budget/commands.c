/* domain/budget/commands.c - luoshi budget …: list, show, check, disclose, export. */
#include "core/text/json.h"
#include "domain/budget/faces.h"
#include "domain/budget/list.sql.h"
#include "domain/budget/output.h"

static const struct fail *named_budget(struct ctx *cx, struct cli *io, struct budget **ret)
{
        str unit = form_code(&io->form, "unit", 60);
        int64_t year = form_int(&io->form, "year", 1990, 2200);
        const struct fail *f = form_end(&io->form);
        return f ? f : budget_see_newest(cx, unit, (int)year, ret);
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
        budgets_page_rows(&it, cx, year ? BUDGETS_PAGE_ROWS_WHEN_YEAR : 0, S(""), BUDGET_PUBLISHED, year, 0,
                          S(""), 0, 100000);
        while (budgets_page_rows_next(&it)) {
                str wan = wan_str(cx->arena, muldiv(it.total.fen, 1, FEN_PER_WAN));
                if (!io->json) {
                        buf_f(&io->out, "%ld\t%.*s\t%ld\t%ld\t%s\t%.*s\t%.*s\n", it.id, STR(it.code), it.year,
                              it.version, words_of(cx->lang, budget_flow.states[it.state]), STR(wan), STR(it.dept_name));
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
                buf_f(&io->out, "%.*s %d 第 %d 版 %s\n", STR(b->dept_name), b->year, b->version, budget_flow.states[b->state]);
        }
        for (size_t i = 0; i < COUNT_OF(shown_keys); i++) {
                struct fact x = budget_fact_find(fg, str_of(shown_keys[i]));
                str text = fact_str(cx->arena, &x);
                if (!io->json) {
                        buf_f(&io->out, "%s\t%.*s\t%.*s\t%s\n", shown_keys[i], STR(x.label), STR(text), fact_state_labels[x.state]);
                        continue;
                }
                json_open(&j, NULL, '{');
                json_put_str(&j, "key", x.key);
                json_put_str(&j, "label", x.label);
                json_put_str(&j, "text", text);
                json_put_str(&j, "state", str_of(fact_state_labels[x.state]));
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
