/* domain/target/result/revised.c - see revised.h. */
#include "domain/target/result/result.sql.h"
#include "domain/target/result/revised.h"
#include "domain/target/year/figure.h"

static str text_of(struct ctx *cx, bool na, int64_t value, int64_t places)
{
        return na ? str_of(words_of(cx->lang, score_state_words[SCORE_NA]))
                  : figure_str(cx->arena, cx->lang, value, (int)places);
}

/* Does a month count in a run through `through`: of figures that run on only the last one that
 * is due does. */
static bool counts(const struct edition_node *x, int period, int through)
{
        uint32_t months = node_cycle_months[x->cycle],
                after = months & ~(((uint32_t)2 << period) - 1);
        return months >> period & 1 && (x->year_rule != YEAR_LAST ||
                                        !(after & (((uint32_t)2 << through) - 1)));
}

/* The leaf of the run's scheme that a stem is, or -1: the run's edition has it not. */
static int leaf_of(const struct result_basis *b, int64_t stem)
{
        for (int l = 0; l < b->scheme.n_leaves; l++)
                if (b->e.nodes[b->scheme.node_of[l] - 1].stem == stem)
                        return l;
        return -1;
}

static str input_name(struct ctx *cx, const struct leaf *leaf, str key)
{
        for (int i = 0; leaf->n_columns > 1 && i < leaf->n_columns; i++) {
                struct method_input in = leaf_column(cx->arena, leaf, i);
                if (str_is(key, in.key))
                        return leaf->method->needs & NEED_COUNTS && i < leaf->n_rows
                                       ? leaf->rows[i].name : str_of(words_of(cx->lang, in.name));
        }
        return S("");
}

const struct fail *result_revised(struct ctx *cx, const struct result_run *run,
                                  const struct result_basis *b,
                                  int64_t unit, const struct revised **ret, int *ret_n)
{
        struct run_revised it;
        struct revised *list = NULL;
        int n = 0, cap = 0, kept = 0;
        run_revised(&it, cx, unit ? RUN_REVISED_WHEN_UNIT : 0, run->scheme, run->through,
                    FIGURE_REVIEWED, run->at, unit);
        while (run_revised_next(&it)) {
                int leaf = leaf_of(b, it.stem);
                const struct edition_node *x = leaf < 0 ? NULL
                        : &b->e.nodes[b->scheme.node_of[leaf] - 1];
                if (!x || !counts(x, (int)it.period, run->through) ||
                    result_unit_at(b, it.unit) < 0)
                        continue;
                *VEC_ADD(cx->arena, list, n, cap) = (struct revised){
                        .id = it.id, .was = it.was, .unit = it.unit, .stem = it.stem,
                        .period = (int)it.period, .node = x->id, .brief = it.brief,
                        .name = b->scheme.leaves[leaf].name,
                        .input = input_name(cx, &b->scheme.leaves[leaf], it.input),
                        .before = text_of(cx, it.was_na == 1, it.was_value, it.was_places),
                        .after = text_of(cx, it.na == 1, it.value, it.places),
                        .giver = it.giver_name, .who = it.who_name,
                        .at = instant_str(cx->arena, it.reviewed_at), .reason = it.reason,
                        .data_version = it.data_version, .late = it.late == 1
                };
        }
        const struct fail *f = run_revised_end(&it);
        for (int i = 0; !f && i < n; i++)
                if (result_may_detail(cx, run, list[i].unit))
                        list[kept++] = list[i];
        *ret = list, *ret_n = kept;
        return f;
}

const struct fail *result_revised_count(struct ctx *cx, const struct result_run *run, int *ret_n)
{
        struct run_revised_count c = { 0 };
        struct result_basis b;
        const struct revised *list;
        const struct fail *f = run_revised_count(cx, run->scheme, run->through, FIGURE_REVIEWED,
                                                 run->at, &c);
        *ret_n = 0;
        if (f || !c.n)
                return f;
        f = result_basis_of(cx, run, &b);
        return f ? f : result_revised(cx, run, &b, 0, &list, ret_n);
}

const char *result_revised_act(const struct result_run *run)
{
        switch (run->state) {
        case RESULT_COMPUTED:
                return run->stage == RESULT_MONITOR
                        ? "这次核算还没有发布：重新核算，新的结果用更正后的数。"
                     : run->stage == RESULT_PRELIMINARY ? "这次核算还没有公示：重新核算后再公示。"
                     : "年度定分还没有审定：重新核算后再审定，与公示不同的写明原因。";
        case RESULT_RELEASED:
                return "监测结果已经发布：重新核算这个月，发布以后取代这一次；以后各月自动用更正后的数。";
        case RESULT_PUBLIC:
                return "正在公示：有关单位可以在申诉期内申诉；公示结束后核算年度定分时用更正后的数，与公示不同的在审定时写明原因。";
        case RESULT_CLOSED:
                return "公示已经结束：以年度定分为准；还没有定分的，核算时用更正后的数，没有申诉的单位，审定时写明与公示不同的原因。";
        case RESULT_DECIDED: case RESULT_PUBLISHED:
                return "年度结果已经审定：报审定机关同意后，重新核算年度定分，重新审定、公布，取代这一次。";
        case RESULT_ARCHIVED:
                return "年度结果已经归档，不再核算：更正留在数的来历里，是否影响下一年度由审定机关决定。";
        case RESULT_REPLACED: case RESULT_STATES:
                break;
        }
        return NULL;
}

/* The row of a place that counted at an instant: the last that was reviewed by then. */
static const struct figure_row *row_at(const struct figure_row *rows, int n, int64_t at)
{
        const struct figure_row *best = NULL;
        for (int i = 0; i < n; i++)
                if (rows[i].state == FIGURE_REVIEWED && rows[i].reviewed_at &&
                    rows[i].reviewed_at <= at &&
                    (!best || rows[i].no > best->no))
                        best = &rows[i];
        return best;
}

const struct fail *result_used(struct ctx *cx, const struct figure_row *of,
                               const struct edition_node *x, const struct used_by **ret, int *ret_n)
{
        const struct result_run *runs;
        const struct figure_row *rows;
        int n, n_rows;
        const struct fail *f = result_runs(cx, of->scheme, &runs, &n);
        if (!f)
                f = figure_history(cx, of, &rows, &n_rows);
        if (f)
                return f;
        struct used_by *list = NEW_ARRAY(cx->arena, struct used_by, (size_t)n + 1);
        const struct figure_row *now = row_at(rows, n_rows, INT64_MAX);
        *ret = list, *ret_n = 0;
        for (int i = 0; i < n; i++) {
                const struct figure_row *then = row_at(rows, n_rows, runs[i].at);
                if (runs[i].through < of->period || !counts(x, of->period, runs[i].through) ||
                    !then || then == now || runs[i].state == RESULT_REPLACED ||
                    !result_may_detail(cx, &runs[i], of->unit))
                        continue;
                list[(*ret_n)++] = (struct used_by){
                        runs[i].id, then->id,
                        str_f(cx->arena, words_of(cx->lang, "%d 年第 %d 次核算"), runs[i].year,
                              runs[i].no),
                        text_of(cx, then->na, then->value, then->places),
                        result_state_words[runs[i].state]
                };
        }
        return NULL;
}
