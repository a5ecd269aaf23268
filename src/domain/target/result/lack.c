/* domain/target/result/lack.c - see lack.h. */
#include "domain/org/org.h"
#include "domain/target/explain.h"
#include "domain/target/result/lack.h"
#include "domain/target/result/result.sql.h"
#include "domain/target/year/figure.h"

static enum score_state state_of(const struct result_outcome *o, int slot, int leaf, int unit)
{
        return (enum score_state)o->r->state[result_leaf(o->r, slot, leaf, unit)];
}

/* Some months of a mean are scored: it has points, and has lost what those months lost. */
static bool is_partly_scored(const struct result_basis *b, const struct result_outcome *o,
                             int leaf, int unit)
{
        const struct scheme *s = &b->scheme;
        if (s->nodes[s->node_of[leaf]].year != YEAR_MEAN)
                return false;
        for (int p = 0; p <= b->through; p++)
                if (period_due(s, leaf, p) && state_of(o, p, leaf, unit) == SCORE_DONE)
                        return true;
        return false;
}

struct result_gap result_gap(const struct result_basis *b, const struct result_outcome *o,
                             int leaf, int unit)
{
        const struct scheme *s = &b->scheme;
        int slot = b->input.n_periods, k = s->node_of[leaf], g = input_group(s, &b->input, unit);
        struct result_gap gap = { .open = false };
        if (!result_there(s, &b->input, o->r, slot, k, unit) || result_na(s, o->r, slot, k, unit))
                return gap;
        points below = { s->full[(size_t)g * (size_t)s->n_nodes + (size_t)k].micro -
                         o->r->points[result_leaf(o->r, slot, leaf, unit)].micro };
        gap.open = leaf_waits(&s->leaves[leaf], (uint8_t)state_of(o, slot, leaf, unit));
        if (gap.open && !is_partly_scored(b, o, leaf, unit))
                gap.waits = below;
        else
                gap.lost = below;
        return gap;
}

/* ---- who owes it ----------------------------------------------------------------------------- */

/* The last month of the leaf that has no score; of what it lacks. */
static void find_lack(struct arena *a, const struct result_basis *b, const struct result_outcome *o,
                      struct result_lack *x)
{
        const struct scheme *s = &b->scheme;
        const struct leaf *leaf = &s->leaves[x->leaf];
        int64_t unit = b->ready.unit_ids[x->unit];
        bool figure = false;
        for (x->period = b->through; x->period > 0; x->period--)
                if (period_due(s, x->leaf, x->period) &&
                    leaf_waits(leaf, (uint8_t)state_of(o, x->period, x->leaf, x->unit)))
                        break;
        x->state = state_of(o, x->period, x->leaf, x->unit);
        if (x->state != SCORE_MISSING)
                return;
        for (int i = 0; i < leaf->n_columns; i++) {
                struct method_input in = leaf_column(a, leaf, i);
                if (b->figure[input_at(&b->input, x->period, leaf->column + i,
                                       x->unit)] != FIGURE_NONE || in.optional)
                        continue;
                bool book = figure_of_book(str_of(in.key));
                figure |= !book, x->target |= book;
        }
        x->target &= !figure;
        x->owes = x->target ? unit : figure_owner(&b->e.nodes[s->node_of[x->leaf] - 1], leaf, unit);
}

int result_lacks(struct arena *a, const struct result_basis *b, const struct result_outcome *o,
                 int unit, struct result_lack **ret)
{
        int n = 0, cap = 0;
        struct result_lack *list = NULL;
        for (int l = 0; l < b->scheme.n_leaves; l++)
                for (int u = unit < 0 ? 0 : unit; u < (unit < 0 ? b->input.n_units : unit + 1); u++) {
                        struct result_gap gap = result_gap(b, o, l, u);
                        if (!gap.open)
                                continue;
                        struct result_lack x = { .unit = u, .leaf = l };
                        if (gap.waits.micro)
                                x.stake = result_weight(b, o, b->input.n_periods,
                                                        b->scheme.node_of[l], u, gap.waits);
                        find_lack(a, b, o, &x);
                        *VEC_ADD(a, list, n, cap) = x;
                }
        *ret = list;
        return n;
}

/* Several figures of one period may lack: the worst of them is said. */
static enum lack_now now_of(struct arena *a, const struct result_basis *b, const struct result_lack *x,
                            const struct figure_row *have, int n)
{
        static const enum lack_now by_state[FIGURE_STATES] = {
                [FIGURE_DRAFT] = LACK_NOT_GIVEN, [FIGURE_SUBMITTED] = LACK_SUBMITTED,
                [FIGURE_RETURNED] = LACK_RETURNED, [FIGURE_REVIEWED] = LACK_REVIEWED,
        };
        static const int bad[LACK_NOWS] = { [LACK_NOT_GIVEN] = 3, [LACK_RETURNED] = 2, [LACK_SUBMITTED] = 1 };
        const struct leaf *leaf = &b->scheme.leaves[x->leaf];
        int64_t stem = b->e.nodes[b->scheme.node_of[x->leaf] - 1].stem;
        enum lack_now ret = LACK_UNASKED;
        for (int i = 0; i < leaf->n_columns; i++) {
                struct method_input in = leaf_column(a, leaf, i);
                enum lack_now now = LACK_NOT_GIVEN;
                if (b->figure[input_at(&b->input, x->period, leaf->column + i, x->unit)] != FIGURE_NONE ||
                    in.optional || figure_of_book(str_of(in.key)))
                        continue;
                for (int k = 0; k < n; k++)
                        if (have[k].stem == stem && str_is(have[k].input, in.key))
                                now = by_state[have[k].state];
                if (ret == LACK_UNASKED || bad[now] > bad[ret])
                        ret = now;
        }
        return ret;
}

const struct fail *lacks_today(struct ctx *cx, const struct result_basis *b, struct result_lack *list, int n)
{
        const struct figure_row *have[12] = { NULL };
        int n_have[12] = { 0 };
        struct runs_in_state archived;
        const struct fail *no = n ? runs_in_state(cx, b->e.scheme, RESULT_ARCHIVED, &archived) : NULL;
        if (no || !n || archived.n)
                return no;
        for (int i = 0; i < n; i++) {
                int m = list[i].period;
                int64_t unit = b->ready.unit_ids[list[i].unit];
                const struct fail *f = NULL;
                if (list[i].state != SCORE_MISSING || list[i].target)
                        continue;
                if (!have[m])
                        f = figures_of_month(cx, b->e.scheme, m, &(struct figure_filter){ 0, unit, 0, -1 }, &have[m],
                                             &n_have[m]);
                if (f)
                        return f;
                list[i].now = now_of(cx->arena, b, &list[i], have[m], n_have[m]);
        }
        return NULL;
}

points result_stake(const struct result_basis *b, const struct result_outcome *o, int unit)
{
        points sum = { 0 };
        for (int l = 0; l < b->scheme.n_leaves; l++) {
                struct result_gap gap = result_gap(b, o, l, unit);
                if (gap.waits.micro)
                        sum.micro += result_weight(b, o, b->input.n_periods, b->scheme.node_of[l],
                                                   unit, gap.waits).micro;
        }
        return sum;
}

/* ---- in words -------------------------------------------------------------------------------- */

static str unit_named(struct ctx *cx, const struct result_basis *b, int64_t unit)
{
        struct org_unit u;
        const struct edition_unit *x = edition_unit_of(&b->e, unit);
        return x && x->brief.n ? x->brief : !org_unit_by_id(cx, unit, &u) ? u.brief : S("—");
}

static const char *const now_words[LACK_NOWS] = {
        [LACK_UNASKED]   = "",
        [LACK_NOT_GIVEN] = "还没有报",
        [LACK_SUBMITTED] = "已报，待审核",
        [LACK_RETURNED]  = "已退回，待重报",
        [LACK_REVIEWED]  = "已审核，下次核算计入",
};

struct lack_line lack_line(struct ctx *cx, const struct result_basis *b,
                           const struct result_lack *x)
{
        const struct scheme *s = &b->scheme;
        const struct edition_node *node = &b->e.nodes[s->node_of[x->leaf] - 1];
        return (struct lack_line){
                .leaf = node->name, .node = node->id,
                .month = period_str(cx->arena, cx->lang, s->nodes[s->node_of[x->leaf]].periods,
                                    x->period),
                .owes = x->owes ? unit_named(cx, b, x->owes) : S("—"),
                .why = str_of(words_of(cx->lang, x->target ? "目标任务书没有目标值"
                                                           : score_state_words[x->state])),
                .now = x->now ? str_of(words_of(cx->lang, now_words[x->now])) : (str){ 0 },
                .stake = decimal_str(cx->arena, muldiv(x->stake.micro, 1, 10000), 2, false) };
}

int lacks_by_leaf(struct ctx *cx, const struct result_basis *b, const struct result_lack *list,
                  int n, const struct lack_group **ret)
{
        struct lack_group *rows = NEW_ARRAY(cx->arena, struct lack_group, (size_t)n + 1);
        int n_rows = 0;
        for (int i = 0, next; i < n; i = next) {        /* they come by leaf */
                struct lack_group x = { .line = lack_line(cx, b, &list[i]) };
                bool same = true;
                for (next = i; next < n && list[next].leaf == list[i].leaf; next++) {
                        x.n++, x.stake.micro += list[next].stake.micro;
                        same &= list[next].owes == list[i].owes;
                }
                if (!same)
                        x.line.owes = str_of(words_of(cx->lang, "各单位自报"));
                x.line.stake = decimal_str(cx->arena, muldiv(x.stake.micro, 1, 10000), 2, false);
                int at = n_rows++;
                for (; at > 0 && rows[at - 1].stake.micro < x.stake.micro; at--)
                        rows[at] = rows[at - 1];
                rows[at] = x;
        }
        *ret = rows;
        return n_rows;
}

str lacks_named(struct ctx *cx, const struct result_basis *b, const struct result_lack *list, int n)
{
        enum { NAMED = 2 };
        struct buf o = buf_new(cx->arena, 2048);
        for (int i = 0; i < n && i < NAMED; i++) {
                struct lack_line x = lack_line(cx, b, &list[i]);
                buf_f(&o, "%s%.*s", i ? "、" : "", STR(x.leaf));
                if (list[i].owes && list[i].now > LACK_NOT_GIVEN)
                        buf_f(&o, words_of(cx->lang, "（%.*s，%.*s%.*s）"), STR(x.month), STR(x.owes), STR(x.now));
                else if (list[i].owes)
                        buf_f(&o, words_of(cx->lang, "（%.*s，由%.*s报）"), STR(x.month),
                              STR(x.owes));
                else
                        buf_f(&o, words_of(cx->lang, "（%.*s，%.*s）"), STR(x.month), STR(x.why));
        }
        if (n > NAMED)
                buf_put(&o, str_of(words_of(cx->lang, "等")));
        return buf_str(&o);
}
