/* domain/target/result/stale.c - see stale.h. */
#include "domain/target/result/stale.h"

static int figures_apart(const struct result_basis *a, const struct result_basis *b)
{
        int n = 0;
        size_t cells = (size_t)a->input.n_periods * (size_t)a->input.n_columns * (size_t)a->input.n_units;
        for (size_t i = 0; i < cells; i++)
                n += a->figure[i] != b->figure[i];
        return n;
}

static bool effect_stands(const struct result_basis *b, int64_t id, const struct effect *x)
{
        for (int i = 0; i < b->n_effects; i++)
                if (b->effect_ids[i] == id)
                        return b->effects[i].lifted == x->lifted &&
                                b->effects[i].amount.micro == x->amount.micro &&
                               b->effects[i].grade == x->grade && b->effects[i].unit == x->unit;
        return false;
}

static bool decision_stands(const struct result_basis *b, int64_t id)
{
        for (int i = 0; i < b->n_decisions; i++)
                if (b->decision_ids[i] == id)
                        return true;
        return false;
}

/* Of one side, those that the other has not so; those that both have otherwise are counted once,
 * by `all`. */
static int effects_apart(const struct result_basis *a, const struct result_basis *b, bool all)
{
        int n = 0;
        for (int i = 0; i < a->n_effects; i++) {
                bool known = false;
                for (int k = 0; k < b->n_effects; k++)
                        known |= b->effect_ids[k] == a->effect_ids[i];
                n += all ? !effect_stands(b, a->effect_ids[i], &a->effects[i]) : !known;
        }
        return n;
}

const struct fail *result_stale(struct ctx *cx, const struct result_run *run,
                                struct result_stale *ret)
{
        struct result_basis then, now;
        *ret = (struct result_stale){ 0 };
        const struct fail *f = result_basis_of(cx, run, &then);
        if (!f)
                f = result_load(cx, run->scheme, run->through, run->stage, &now);
        if (f)
                return f;
        ret->edition = then.e.id != now.e.id;
        if (!ret->edition)              /* a run keeps of its inputs only what is due: the same of both */
                f = result_unpack(cx, &now.e, result_pack(cx->arena, &now), &now);
        if (f || ret->edition)
                return f;
        ret->figures = figures_apart(&then, &now);
        ret->effects = effects_apart(&then, &now, true) + effects_apart(&now, &then, false);
        for (int i = 0; i < now.n_decisions; i++)
                ret->decisions += !decision_stands(&then, now.decision_ids[i]);
        for (int i = 0; i < then.n_decisions; i++)
                ret->decisions += !decision_stands(&now, then.decision_ids[i]);
        return NULL;
}

str result_stale_words(struct ctx *cx, const struct result_stale *s)
{
        struct buf b = buf_new(cx->arena, 400);
        const struct { const char *say; int n; } parts[] = {
                { "新版方案 %d 个", s->edition }, { "更正或新审核的数 %d 个", s->figures },
                { "加分扣分 %d 条", s->effects }, { "等次决定 %d 条", s->decisions },
        };
        for (size_t i = 0; i < COUNT_OF(parts); i++)
                if (parts[i].n)
                        buf_put(&b, str_f(cx->arena, "%s%.*s", b.n ? words_of(cx->lang, "、") : "",
                                          STR(str_f(cx->arena, words_of(cx->lang, parts[i].say),
                                                    parts[i].n))));
        return buf_str(&b);
}
