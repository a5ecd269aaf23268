/* domain/target/check/score.c - what the engine makes of the figures, of a claim, of a verified value. */
#include "domain/target/check/check.h"
#include "domain/target/result/result.h"

void check_score_of(struct ctx *cx, const struct check_data *d, struct check_score *ret)
{
        if (d->score) {
                *ret = *d->score;
                return;
        }
        struct result_basis *b = NEW(cx->arena, struct result_basis);
        struct result_outcome *o = NEW(cx->arena, struct result_outcome);
        const struct fail *f = result_load(cx, d->round.scheme, d->round.period, RESULT_MONITOR, b);
        *ret = (struct check_score){ .none = f != NULL, .why = f ? f->say : (str){ 0 },
                                     .broken = f && f->kind == FAIL_BROKEN ? f : NULL, .basis = b, .out = o };
        if (!f)
                result_score(cx->arena, b, o);
}

/* Where an indicator of a unit stands in the basis; false: it is not due, or not theirs. */
struct spot { int unit, node, slot; };

static bool spot_of(const struct check_score *s, int64_t unit, int64_t stem, struct spot *ret)
{
        const struct result_basis *b = s->basis;
        if (s->none)
                return false;
        *ret = (struct spot){ result_unit_at(b, unit), -1, b->input.n_periods };
        for (int i = 0; i < b->e.n_nodes; i++)
                if (b->e.nodes[i].stem == stem && b->e.nodes[i].leaf)
                        ret->node = result_node_at(b, b->e.nodes[i].id);
        return ret->unit >= 0 && ret->node >= 0 && b->scheme.nodes[ret->node].leaf >= 0 &&
               result_there(&b->scheme, &b->input, s->out->r, ret->slot, ret->node, ret->unit);
}

bool check_points(const struct check_score *s, int64_t unit, int64_t stem, points *ret_got,
                  points *ret_full)
{
        struct spot at;
        if (!spot_of(s, unit, stem, &at))
                return false;
        const struct result_basis *b = s->basis;
        int g = input_group(&b->scheme, &b->input, at.unit);
        size_t leaf = result_leaf(s->out->r, at.slot, b->scheme.nodes[at.node].leaf, at.unit);
        enum score_state state = (enum score_state)s->out->r->state[leaf];
        *ret_got = result_points(&b->scheme, s->out->r, at.slot, at.node, at.unit);
        *ret_full = b->scheme.full[(size_t)g * (size_t)b->scheme.n_nodes + (size_t)at.node];
        return state == SCORE_DONE;
}

bool check_total_with(struct ctx *cx, const struct check_score *s, int64_t unit, int64_t stem,
                      str input, int period, int64_t value, int places, points *ret_total)
{
        struct spot at;
        if (!spot_of(s, unit, stem, &at) || period < 0 || period >= s->basis->input.n_periods)
                return false;
        struct result_basis *b = s->basis;
        const struct leaf *l = &b->scheme.leaves[b->scheme.nodes[at.node].leaf];
        int column = -1;
        for (int i = 0; i < l->n_columns; i++)
                if (str_is(input, leaf_column(cx->arena, l, i).key))
                        column = l->column + i;
        struct method_input in = leaf_column(cx->arena, l, column < 0 ? 0 : column - l->column);
        int64_t scaled, *cell = column < 0 ? NULL : &b->figure[input_at(&b->input, period, column, at.unit)];
        int wanted = in.kind == KIND_FIGURE ? l->places : in.kind == KIND_COUNT ? 0 : FIGURE_PLACES;
        if (!cell || !figure_scale(value, places, wanted, &scaled))
                return false;
        int64_t was = *cell;
        *cell = scaled;
        score_again(&b->scheme, &b->input, s->out->r, period, column, at.unit);
        *ret_total = result_points(&b->scheme, s->out->r, at.slot, 0, at.unit);
        *cell = was;
        score_again(&b->scheme, &b->input, s->out->r, period, column, at.unit);
        return true;
}

static bool value_of(struct ctx *cx, str raw, int places, int64_t *ret)
{
        struct figure_text t;
        return raw.n && !figure_read(cx->arena, raw, &t) && t.v != FIGURE_NONE && t.v != FIGURE_NA &&
               figure_scale(t.v, t.places, places, ret);
}

static void effect_of(struct ctx *cx, const struct check_score *s, struct check_difference *x)
{
        const struct check_row *r = &x->row;
        const struct figure_input *in = &r->l->inputs[r->main];
        points before, after;
        int64_t v;
        if (!r->figure || r->na ||
            !check_total_with(cx, s, x->paper->unit, r->l->x->stem, in->key, r->period, r->value, r->places, &before))
                return;
        if (value_of(cx, r->line.claim, in->places, &v) &&
            check_total_with(cx, s, x->paper->unit, r->l->x->stem, in->key, r->period, v, in->places, &after))
                x->has_claim = true, x->by_claim = (points){ after.micro - before.micro };
        if (r->line.verdict != CHECK_UNVERIFIED && value_of(cx, r->line.verified, in->places, &v) &&
            check_total_with(cx, s, x->paper->unit, r->l->x->stem, in->key, r->period, v, in->places, &after))
                x->has_verified = true, x->by_verified = (points){ after.micro - before.micro };
}

void check_differences(struct ctx *cx, const struct check_data *d, const struct check_score *s,
                       const struct check_difference **ret, int *ret_n)
{
        struct check_difference *list = NULL;
        int n = 0, cap = 0;
        for (int i = 0; i < d->n_papers; i++) {
                const struct check_row *rows;
                int n_rows;
                check_rows(cx, d, &d->papers[i], &rows, &n_rows);
                for (int k = 0; k < n_rows; k++) {
                        if (!rows[k].line.claim.n && rows[k].line.verdict != CHECK_DIFFERS)
                                continue;
                        struct check_difference *x = VEC_ADD(cx->arena, list, n, cap);
                        *x = (struct check_difference){ .paper = &d->papers[i], .row = rows[k] };
                        effect_of(cx, s, x);
                }
        }
        *ret = list;
        *ret_n = n;
}
