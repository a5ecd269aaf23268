/* domain/budget/pages_frame.c - what every page of one budget shows above its own matter. */
#include "core/auth/auth.h"
#include "domain/budget/accounts.h"
#include "domain/budget/faces.h"
#include "domain/budget/store.sql.h"

/* The stepper follows the life; a return is told in the trail, not by a step going back. */
static void fill_marks(struct ctx *cx, struct budget_frame *p)
{
        static const char *const labels[BUDGET_STEPS] = { "编制", "上报", "审核", "批复", "公开", "更正" };
        static const int here_of[BUDGET_STATES] = {
                [BUDGET_DRAFT] = 0, [BUDGET_SUBMITTED] = 2, [BUDGET_REVIEWED] = 3,
                [BUDGET_APPROVED] = 4, [BUDGET_PUBLISHED] = 4, [BUDGET_CORRECTED] = 5,
        };
        int here = here_of[p->b->state];
        for (int i = 0; i < BUDGET_STEPS; i++)
                p->marks[i] = (struct budget_mark){ .label = labels[i], .done = i < here,
                                                    .here = i == here, .small = S("") };
        if (day_is(p->b->approved))
                p->marks[3].small = day_zh(cx->arena, p->b->approved);
        if (day_is(p->b->published))
                p->marks[4].small = day_zh(cx->arena, p->b->published);
}

const struct fail *budget_frame_fill(struct ctx *cx, const struct request *rq, const char *title,
                                     const char *tab, struct budget_frame *ret)
{
        struct budget *b;
        const struct fail *f = budget_see(cx, rq->ids[0], &b);
        if (f)
                return f;
        *ret = (struct budget_frame){ .page = page_of(cx, rq, title), .b = b, .tab = tab };
        ret->page.name = str_f(cx->arena, "%.*s %d", STR(b->short_name), b->year);
        ret->page.here = "/budget";
        page_crumb(&ret->page, S("/budget"), "部门预算", (str){ 0 });
        page_crumb(&ret->page, str_f(cx->arena, "/budget?year=%d", b->year), NULL,
                   str_f(cx->arena, "%d", b->year));
        page_crumb(&ret->page, (str){ 0 }, NULL, b->short_name);

        const struct flow_step *moves[BUDGET_MAX_MOVES];
        int n = flow_moves(cx, &budget_flow, b->state, moves, BUDGET_MAX_MOVES);
        for (int i = 0; i < n; i++)
                if (!budget_step_fits(cx, b, moves[i]) &&
                    !auth_change_year(cx, (enum perm)moves[i]->need, b->dept, b->year))
                        ret->moves[ret->n_moves++] = moves[i];
        ret->may_edit = b->state == BUDGET_DRAFT &&
                        !auth_change_year(cx, MAY_BUDGET_EDIT, b->dept, b->year);
        ret->basis_note = b->note;
        fill_marks(cx, ret);
        return NULL;
}

str fact_shown(const struct figures *fg, const struct fact *x)
{
        if (x->state == FACT_UNKNOWN)
                return str_of(words_of(fg->cx->lang, fg->silent.p));
        return x->unit == FACT_MONEY ? decimal_str(fg->cx->arena, x->value, 2, true)
                                     : fact_str(fg->cx->arena, x);
}

/* ---- lines with their words --------------------------------------------------- */

static str name_of(struct ctx *cx, const struct account_list *l, str code, enum fund fund)
{
        const struct account *a = account_of_funds(l, code, 1u << fund);
        return a ? a->name : code.n ? S("（科目表中没有）") : str_f(cx->arena, "%s", "");
}

struct line_row line_row_of(struct ctx *cx, const struct budget *b, const struct budget_line *l, const char *silent)
{
        return (struct line_row){
                .id = l->id,
                .unit = l->unit >= 0 ? b->units[l->unit].name : S("—"),
                .function = l->function, .function_name = name_of(cx, &b->function, l->function, l->fund),
                .economic = l->economic, .economic_name = name_of(cx, &b->economic, l->economic, l->fund),
                .project = l->project >= 0 ? b->projects[l->project].name : S("—"),
                .amount = decimal_str(cx->arena, l->amount.fen, 2, true),
                .fund = fund_labels[l->fund], .source = source_labels[l->source],
                .nature = nature_labels[l->nature], .note = l->note,
                .inferred = l->nature_basis == BASIS_INFERRED, .silent = silent,
        };
}
