/* domain/target/result/cause_test.c - a comparison of two runs names what moved a unit's total. */
#include "domain/target/result/cause.h"
#include "tests/story.h"

struct pair_of_runs { struct result_basis a, b; struct result_outcome oa, ob; };

static void load(struct ctx *cx, int before, int after, struct pair_of_runs *p)
{
        done(result_load(cx, story_scheme(cx, 2024), before, RESULT_MONITOR, &p->a));
        done(result_load(cx, story_scheme(cx, 2024), after, RESULT_MONITOR, &p->b));
}

static const struct run_cause *causes(struct ctx *cx, struct pair_of_runs *p, int64_t unit, int *n)
{
        const struct run_cause *list;
        int more;
        result_score(cx->arena, &p->a, &p->oa);
        result_score(cx->arena, &p->b, &p->ob);
        struct run_pair pair = run_pair_of(cx->arena, (struct run_side){ &p->a, &p->oa },
                                           (struct run_side){ &p->b, &p->ob });
        done(run_causes(cx, &pair, unit, 20, &list, n, &more));
        return list;
}

/* The cell of a leaf's 完成值 of the newest month that has one of the unit. */
static size_t cell_of(const struct result_basis *b, const char *leaf, int u)
{
        for (int l = 0; l < b->scheme.n_leaves; l++) {
                const struct leaf *x = &b->scheme.leaves[l];
                if (!str_is(x->code, leaf))
                        continue;
                for (int p = b->input.n_periods - 1; p >= 0; p--)
                        for (int i = 0; i < x->n_columns; i++) {
                                size_t at = input_at(&b->input, p, x->column + i, u);
                                if (b->source[at] > 0 && b->figure[at] > 0)
                                        return at;
                        }
        }
        must(!"no such figure");
        return 0;
}

TEST_DB(two_runs_name_the_figure_that_moved_a_total)
{
        struct pair_of_runs p;
        int n;
        story_county(cx);
        int64_t unit = story_unit(cx, "shili-liuxi");
        load(cx, 8, 8, &p);
        const struct run_cause *c = causes(cx, &p, unit, &n);
        same_int(n, 1);
        same_str(c[0].what, "总分没有变");
        size_t at = cell_of(&p.b, "fz-tz", result_unit_at(&p.b, unit));
        int64_t was = p.b.figure[at];
        p.b.figure[at] = was / 2;
        c = causes(cx, &p, unit, &n);
        ok(n >= 1 && str_starts(c[0].what, S("固定资产投资：")));
        str moved = str_f(cx->arena, "完成值 %.*s → %.*s（县统计局", STR(decimal_str(cx->arena, was, 2, false)),
                          STR(decimal_str(cx->arena, was / 2, 2, false)));
        if (!ok(str_find(c[0].why, moved) >= 0))
                test_note("%.*s", STR(c[0].why));
        ok(str_starts(c[0].href, S("/figures/rows/")));
        ok(c[0].moved < 0);
}

TEST_DB(two_runs_name_the_full_score_and_the_month_that_moved_a_total)
{
        struct pair_of_runs p;
        int n, told = 0;
        story_county(cx);
        int64_t unit = story_unit(cx, "shili-liuxi");
        load(cx, 8, 8, &p);
        int u = result_unit_at(&p.b, unit), g = input_group(&p.b.scheme, &p.b.input, u);
        for (int l = 0; l < p.b.scheme.n_leaves; l++)
                if (str_is(p.b.scheme.leaves[l].code, "fz-tz"))
                        ((points *)p.b.scheme.full)[(size_t)g * (size_t)p.b.scheme.n_nodes +
                                                    (size_t)p.b.scheme.node_of[l]].micro += 2000000;
        const struct run_cause *c = causes(cx, &p, unit, &n);
        for (int i = 0; i < n; i++)
                told += str_starts(c[i].what, S("固定资产投资：")) && str_find(c[i].why, S("分值 ")) == 0;
        same_int(told, 1);
        /* a month later: what came due and what was not reported */
        load(cx, 8, 9, &p);
        c = causes(cx, &p, unit, &n);
        told = 0;
        for (int i = 0; i < n; i++)
                told += str_find(c[i].why, S("新到期的 10 月")) >= 0;
        ok(told > 0);
}
