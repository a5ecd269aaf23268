/* domain/target/score_test.c - the engine against a slow and simple one, and against itself. */
#include "domain/target/explain.h"
#include "domain/target/lint.h"
#include "domain/target/rank.h"
#include "domain/target/method_in.h"
#include "tests/fixture_county.h"
#include "tests/test.h"

/* ---- a county by every method, the slow way ------------------------------------------------- */

/* Rank by comparing fractions, for whatever the method ranks. */
static bool rank_key(const struct column *c, int by, int i, wide *num, wide *den)
{
        int64_t a = c->in[0][i];
        if (!is_figure(a))
                return false;
        *num = c->leaf->direction == DIRECTION_LESS ? -(wide)a : a, *den = 1;
        if (by != BY_RATIO)
                return true;
        int64_t t = c->in[1][i];
        return is_figure(t) && t > 0 && completion(c->leaf->direction, 0, t, a, num, den);
}

static points slow_leaf(const struct scheme *s, const struct input *in, int p, int l, int u,
                        uint8_t *state)
{
        const struct leaf *leaf = &s->leaves[l];
        int g = input_group(s, in, u), from = in->first[g], n = in->first[g + 1] - from, above = 0,
            same = 0;
        int by = method_param_at(leaf->method, S("by"));
        struct column c = {
                .leaf = leaf,
                .n = n,
                .full = s->full[(size_t)g * (size_t)s->n_nodes + (size_t)s->node_of[l]]
        };
        for (int i = 0; i < leaf->n_columns; i++)
                c.in[i] = in->figure + input_at(in, p, leaf->column + i, from);
        struct stat st = { .min = INT64_MAX, .max = INT64_MIN };
        wide num, den, other, under;
        bool ranked = (leaf->method->needs & NEED_RANK) &&
                      rank_key(&c, by < 0 ? 0 : (int)leaf->p[by], u - from, &num, &den);
        for (int i = 0; i < n; i++) {
                int64_t v = c.in[0][i];
                if (is_figure(v)) {
                        st.n++;
                        st.min = v < st.min ? v : st.min, st.max = v > st.max ? v : st.max;
                }
                if (ranked && rank_key(&c, by < 0 ? 0 : (int)leaf->p[by], i, &other, &under)) {
                        above += other * den > num * under;
                        same += other * den == num * under;
                }
        }
        if (!st.n)
                st.min = st.max = 0;
        st.best = leaf->direction == DIRECTION_MORE ? st.max : st.min;
        uint16_t rank = (uint16_t)(above + 1), tied = (uint16_t)same;
        c.stat = &st;
        for (int i = 0; i < leaf->n_columns; i++)
                c.in[i] += u - from;
        c.n = 1;
        if (ranked)
                c.rank = &rank, c.tied = &tied;
        struct outcome o = leaf->method->one(&c, 0);
        *state = (uint8_t)o.state;
        if (o.state != SCORE_DONE)
                return column_unscored(&c, o.state);
        return (points){ wide_round(o.num, o.den, leaf->step, leaf->round) };
}

/* A node by recursion; false: it does not apply. */
static bool slow_node(const struct scheme *s, const struct input *in, int p, int k, int u,
                      points *ret)
{
        int g = input_group(s, in, u);
        const points *full = s->full + (size_t)g * (size_t)s->n_nodes;
        if (s->nodes[k].leaf >= 0) {
                const struct leaf *leaf = &s->leaves[s->nodes[k].leaf];
                uint8_t state;
                *ret = slow_leaf(s, in, p, s->nodes[k].leaf, u, &state);
                return !((state == SCORE_NA && leaf->na == NA_REST) ||
                         (state == SCORE_MISSING && leaf->missing == MISSING_REST));
        }
        wide sum = 0, all = 0, there = 0;
        for (int c = k + 1; c < s->n_nodes; c++) {
                points x;
                if (s->nodes[c].parent != k || full[c].micro == INT64_MIN)
                        continue;
                all += full[c].micro;
                if (!slow_node(s, in, p, c, u, &x))
                        continue;
                sum += x.micro, there += full[c].micro;
        }
        ret->micro = 0;
        if (!there)
                return false;
        if (s->nodes[k].folded)
                ret->micro = wide_round(sum * full[k].micro, there, s->step, s->round);
        else
                ret->micro = wide_round(sum * all, there, s->step, s->round);
        return true;
}

static void county_of(struct ctx *cx, struct county *c, int n_periods, bool all)
{
        county_scheme(cx, all, c);
        county_input(cx->arena, c, n_periods, true);
        county_fill(c, 7);
        if (all)        /* and some 缺项 */
                for (size_t i = 0; i < (size_t)(n_periods * c->input.n_columns * COUNTY_UNITS);
                     i += 41)
                        c->figure[i] = FIGURE_NA;
        done(scheme_ready(cx, &c->scheme, &c->input));
}

TEST(engine_agrees_with_the_slow_way)
{
        for (int all = 0; all < 2; all++) {
                struct county c;
                county_of(cx, &c, 2, all);
                const struct scheme *s = &c.scheme;
                struct result *r = result_new(cx->arena, s, &c.input);
                score_all(s, &c.input, r);
                int wrong = 0, states[SCORE_STATES] = { 0 };
                for (int p = 0; p < 2; p++)
                        for (int u = 0; u < COUNTY_UNITS; u++) {
                                int g = input_group(s, &c.input, u);
                                for (int l = 0; l < s->n_leaves; l++) {
                                        uint8_t state;
                                        size_t at = result_leaf(r, p, l, u);
                                        if (s->full[(size_t)g * (size_t)s->n_nodes +
                                                    (size_t)s->node_of[l]].micro == INT64_MIN)
                                                continue;
                                        points want = slow_leaf(s, &c.input, p, l, u, &state);
                                        wrong += r->points[at].micro != want.micro ||
                                                 r->state[at] != state;
                                        states[state]++;
                                }
                                points total;
                                slow_node(s, &c.input, p, 0, u, &total);
                                wrong += result_points(s, r, p, 0, u).micro != total.micro;
                                for (int k = 1; k < s->n_nodes; k++)
                                        if (s->nodes[k].leaf < 0) {
                                                slow_node(s, &c.input, p, k, u, &total);
                                                wrong += result_points(s, r, p, k, u).micro !=
                                                         total.micro;
                                        }
                        }
                same_int(wrong, 0);
                ok(states[SCORE_DONE] > 8000 && states[SCORE_MISSING] > 100);
                ok(!all || states[SCORE_NA] > 50);
        }
}

static bool same_bytes(const void *a, const void *b, size_t n) { return !memcmp(a, b, n); }

static bool same_result(const struct result *a, const struct result *b)
{
        size_t slots = (size_t)a->n_slots, units = (size_t)a->n_units,
               leaves = slots * (size_t)a->n_leaves * units;
        size_t blocks = slots * (size_t)a->n_blocks * units;
        return same_bytes(a->points, b->points, leaves * sizeof(points)) &&
               same_bytes(a->state, b->state, leaves) &&
               same_bytes(a->trace, b->trace, leaves * sizeof(struct trace)) &&
               same_bytes(a->stat, b->stat,
                          slots * (size_t)(a->n_leaves * a->n_groups) * sizeof(struct stat)) &&
               same_bytes(a->block, b->block, blocks * sizeof(points)) &&
               same_bytes(a->block_na, b->block_na, blocks) &&
               same_bytes(a->waiting, b->waiting, slots * units * 2) &&
               same_bytes(a->rank, b->rank, slots * units * 2) &&
               same_bytes(a->tied, b->tied, slots * units * 2);
}

TEST(one_changed_figure_gives_what_scoring_all_gives)
{
        struct county c;
        county_of(cx, &c, 3, true);
        struct result *r = result_new(cx->arena, &c.scheme, &c.input),
                      *again = result_new(cx->arena, &c.scheme, &c.input);
        score_all(&c.scheme, &c.input, r);
        uint64_t seed = 20240607;
        int differ = 0;
        for (int i = 0; i < 400; i++) {
                seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
                int u = (int)(seed >> 33) % COUNTY_UNITS, p = (int)(seed >> 20 & 1023) % 3;
                int column = (int)(seed >> 40) % c.input.n_columns;
                int64_t *cell = &c.figure[input_at(&c.input, p, column, u)];
                *cell = (int64_t)(seed >> 50) * 10 - (i % 5 == 0 ? 9000 : 0);
                if (i % 7 == 0)
                        *cell = i % 2 ? FIGURE_NONE : FIGURE_NA;
                score_again(&c.scheme, &c.input, r, p, column, u);
                if (i % 8 == 0) {
                        score_all(&c.scheme, &c.input, again);
                        differ += !same_result(r, again);
                }
        }
        score_all(&c.scheme, &c.input, again);
        differ += !same_result(r, again);
        same_int(differ, 0);
}

/* A figure that is missing is not made up for by the month before: it would pay not to report. */
TEST(the_last_period_that_is_due_is_the_years)
{
        enum { MONTHS = 3 };
        struct county c;
        county_of(cx, &c, MONTHS, true);
        for (int k = 0; k < c.scheme.n_nodes; k++)
                ((struct node *)(uintptr_t)c.scheme.nodes)[k].year = YEAR_LAST;
        struct result *r = result_new(cx->arena, &c.scheme, &c.input);
        score_all(&c.scheme, &c.input, r);
        int scored = 0, missing = 0, wrong = 0;
        for (int l = 0; l < c.scheme.n_leaves; l++)
                for (int u = 0; u < COUNTY_UNITS; u++) {
                        size_t year = result_leaf(r, MONTHS, l, u), last = result_leaf(r, MONTHS - 1, l, u);
                        const struct node *n = &c.scheme.nodes[c.scheme.node_of[l]];
                        if (!result_there(&c.scheme, &c.input, r, MONTHS, c.scheme.node_of[l], u) ||
                            (n->periods && !(n->periods >> (MONTHS - 1) & 1)))
                                continue;
                        if (r->state[last] == SCORE_DONE) {
                                scored++;
                                wrong += r->state[year] != SCORE_DONE || r->points[year].micro != r->points[last].micro;
                        } else if (r->state[last] == SCORE_MISSING && c.scheme.leaves[l].missing == MISSING_WAIT) {
                                missing++;
                                wrong += r->state[year] != SCORE_MISSING || r->points[year].micro != 0;
                        }
                }
        same_int(wrong, 0);
        ok(scored > 1000 && missing > 10);
}

TEST(every_leaf_and_block_of_a_result_explains_itself)
{
        struct county c;
        county_of(cx, &c, 2, true);
        struct result *r = result_new(cx->arena, &c.scheme, &c.input);
        score_all(&c.scheme, &c.input, r);
        int wrong = 0;
        for (int lang = LANG_ZH; lang <= LANG_EN; lang++)
                for (int slot = 0; slot < 3; slot++)
                        for (int u = 0; u < COUNTY_UNITS; u += 9) {
                                struct arena_mark m = arena_mark(cx->arena);
                                struct explain e;
                                for (int l = 0; l < c.scheme.n_leaves; l++) {
                                        if (!result_there(&c.scheme, &c.input, r, slot,
                                                          c.scheme.node_of[l], u))
                                                continue;
                                        explain_leaf(cx->arena, lang, &c.scheme, &c.input, r, slot,
                                                     l, u, &e);
                                        str last = e.line[e.n - 1].text;
                                        wrong += str_find(last,
                                                          points_str(cx->arena,
                                                                     r->points[result_leaf(r, slot,
                                                                                           l, u)],
                                                                     0)) < 0;
                                }
                                for (int k = 0; k < c.scheme.n_nodes; k++) {
                                        if (c.scheme.nodes[k].leaf >= 0)
                                                continue;
                                        explain_node(cx->arena, lang, &c.scheme, &c.input, r, slot,
                                                     k, u, &e);
                                        wrong += str_find(e.line[e.n - 1].text,
                                                          points_str(cx->arena,
                                                                     result_points(&c.scheme, r,
                                                                                   slot, k, u),
                                                                     0)) < 0;
                                }
                                arena_release(cx->arena, m);
                        }
        same_int(wrong, 0);
}

/* ---- numbers -------------------------------------------------------------------------------- */

/* F12 and the T-score against values made by bc with 45 digits; the error must stay below 10^-9. */
TEST(fixed_point_errs_less_than_one_in_10_9)
{
        static const struct { const char *t; int64_t n, d; const char *bc; } cases[] = {
                { "1/2", 1, 2, "77459666924148" },     { "1/4", 1, 4, "68173161988049" },
                { "3/4", 3, 4, "88011173679339" },     { "1/1000", 1, 1000, "60030657367043" },
                { "999/1000", 999, 1000, "99948930482542" }, { "1/3", 1, 3, "71137866089801" },
                { "1/7", 1, 7, "64542224390567" },
        };
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct leaf leaf;
                int64_t x = cases[i].n, want;
                done(leaf_of_method(cx, S("F12"), 0, 0, &leaf));
                done(leaf_param(cx, &leaf, S("high"), str_f(cx->arena, "%ld", cases[i].d)));
                struct column c = {
                        .leaf = &leaf, .full = { 100 * (int64_t)MICRO }, .n = 1, .in = { &x }
                };
                struct outcome o = leaf.method->one(&c, 0);
                must(!decimal_read(str_of(cases[i].bc), 0, &want));
                /* d in units of 10^-12: num / den is in millionths */
                int64_t off = (int64_t)(o.num / (o.den / MICRO)) - want;
                if (!ok(off >= -2 && off <= 2))
                        test_note("t = %s is off by %ld x 10^-12", cases[i].t, off);
        }
        points v[5], t[5];
        static const char *const xs[5] = { "90", "85", "70", "70", "88.5" };
        /* bc: mean 80.7, population sd 8.88594395660922… */
        static const char *const want[5] = { "60.465967", "54.839103", "37.958511", "37.958511",
                                             "58.777908" };
        for (int i = 0; i < 5; i++)
                must(points_read(str_of(xs[i]), &v[i]));
        t_scores(v, 5, t);
        for (int i = 0; i < 5; i++)
                same_str(points_str(cx->arena, t[i], 0), want[i]);
        t_scores(v + 2, 2, t);
        same_str(points_str(cx->arena, t[0], 0), "50");         /* sd is 0 */
        v[0].micro = 1, v[1].micro = 0;
        t_scores(v, 2, t);
        same_str(points_str(cx->arena, t[0], 0), "60");         /* the smallest spread there is */
        same_str(points_str(cx->arena, difficulty_apply((points){ 90000000 }, 1050000), 0), "94.5");
}

/* d of F12 in 10^-12, at x of n. */
static wide efficacy_at(struct leaf *leaf, int64_t x, int64_t n)
{
        leaf->p[method_param_at(leaf->method, S("high"))] = n;
        struct column c = { .leaf = leaf, .full = { 100 * (int64_t)MICRO }, .n = 1, .in = { &x } };
        struct outcome o = leaf->method->one(&c, 0);
        return o.num / (o.den / MICRO);
}

static bool within(wide a, wide b, wide most) { return a - b <= most && b - a <= most; }

/* What only 60·(5/3)^t is, all along: d(t)·d(1−t) = 6000 and d(t)² = 60·d(2t), each to what 10^-9 in every d allows;
 * and it rises. */
TEST(F12_is_the_exponential_all_along_to_10_9)
{
        enum { STEPS = 40000, UNIT = 1000 };    /* 10^-9 in 10^-12 */
        const wide one = INT64_C(1000000000000);
        struct leaf leaf;
        int wrong = 0;
        done(leaf_of_method(cx, S("F12"), 0, 0, &leaf));
        for (int x = 0; x <= STEPS; x++) {
                wide d = efficacy_at(&leaf, x, STEPS), rest = efficacy_at(&leaf, STEPS - x, STEPS);
                wrong += !within(d * rest, 6000 * one * one, 160 * one * UNIT);
                wrong += x && d <= efficacy_at(&leaf, x - 1, STEPS);
                if (2 * x <= STEPS)
                        wrong += !within(d * d, 60 * one * efficacy_at(&leaf, 2 * x, STEPS), 260 * one * UNIT);
        }
        same_int(wrong, 0);
}

/* A T-score is within half a millionth and 10^-9 of 50 + 10·(n·x − Σx)/√q, compared by squares of integers: among so
 * many some lie that near a half, and would be rounded to the other side by a larger error. */
TEST(T_scores_err_less_than_one_in_10_9_before_their_rounding)
{
        enum { SETS = 6000, MOST = 40 };
        uint64_t seed = 11;
        int wrong = 0, n_scores = 0, near = 0;
        for (int k = 0; k < SETS; k++) {
                points v[MOST], t[MOST];
                int n = 2 + k % (MOST - 1);
                wide sum = 0, squares = 0;
                for (int i = 0; i < n; i++) {
                        seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
                        int64_t hundredths = (int64_t)(seed >> 33) % 10001;
                        v[i].micro = hundredths * 10000;
                        sum += hundredths, squares += (wide)hundredths * hundredths;
                }
                wide q = n * squares - sum * sum;
                t_scores(v, n, t);
                for (int i = 0; i < n && q > 0; i++, n_scores++) {
                        wide d = n * (wide)(v[i].micro / 10000) - sum, got = t[i].micro - 50 * (int64_t)MICRO;
                        if (d < 0)
                                d = -d, got = -got;
                        wide exact = d * INT64_C(10000000000) * d * INT64_C(10000000000);    /* (10^10·d)² */
                        wide low = 1000 * got - 501, high = 1000 * got + 501;
                        wrong += (low > 0 && low * low * q > exact) || high * high * q < exact;
                        near += (low + 2) * (low + 2) * q > exact || (high - 2) * (high - 2) * q < exact;
                }
        }
        same_int(wrong, 0);
        ok(n_scores > 100000 && near > 50);     /* so many lie within 10^-9 of a half */
}

TEST(ranks_by_counting_and_by_sorting_agree)
{
        enum { MOST = 3000 };
        int64_t *v = NEW_ARRAY(cx->arena, int64_t, MOST),
                *one = NEW_ARRAY(cx->arena, int64_t, MOST);
        uint8_t *skip = NEW_ARRAY(cx->arena, uint8_t, MOST);
        uint16_t *r1 = NEW_ARRAY(cx->arena, uint16_t, MOST),
                 *t1 = NEW_ARRAY(cx->arena, uint16_t, MOST);
        uint16_t *r2 = NEW_ARRAY(cx->arena, uint16_t, MOST),
                 *t2 = NEW_ARRAY(cx->arena, uint16_t, MOST);
        struct rank_item *room = NEW_ARRAY(cx->arena, struct rank_item, 2 * MOST);
        static const int sizes[] = { 0, 1, 2, 64, 65, 700, MOST };
        uint64_t seed = 3;
        for (size_t k = 0; k < COUNT_OF(sizes); k++) {
                int n = sizes[k];
                for (int i = 0; i < n; i++) {
                        seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
                        v[i] = (int64_t)(seed >> 30) % 1500 - 700;
                        if (i % 97 == 0)
                                v[i] = i % 2 ? INT64_MAX : INT64_MIN;
                        skip[i] = i % 13 == 5, one[i] = 1;
                }
                rank_values(v, skip, n, r1, t1, room);
                rank_ratios(v, one, skip, n, r2, t2);
                ok(!memcmp(r1, r2, (size_t)n * 2) && !memcmp(t1, t2, (size_t)n * 2));
        }
}

TEST(figures_are_read_as_people_write_them)
{
        static const struct { const char *text; int64_t v; int places; } good[] = {
                { "12.50%", 1250, 2 }, { " 1,234.5 ", 12345, 1 }, { "－3．2", -32, 1 }, { "−0.5", -5, 1 },
                { "+7", 7, 0 }, { "", FIGURE_NONE, 0 }, { "　", FIGURE_NONE, 0 }, { "缺数", FIGURE_NONE, 0 },
                { "缺项", FIGURE_NA, 0 }, { "—", FIGURE_NA, 0 }, { "/", FIGURE_NA, 0 }, { "0.1000000", 100000, 6 },
                { "９８％", 98, 0 },
        };
        for (size_t i = 0; i < COUNT_OF(good); i++) {
                struct figure_text f;
                const char *why = figure_read(cx->arena, str_of(good[i].text), &f);
                if (!ok(!why && f.v == good[i].v && f.places == good[i].places))
                        test_note("%s: %s %ld %d", good[i].text, why ? why : "", f.v, f.places);
        }
        static const char *const bad[] = { "十二",      "1.2.3", "1,23",
                                           "0.1234567", "1e5",   "99999999999999999",
                                           "12万",      "%" };
        for (size_t i = 0; i < COUNT_OF(bad); i++) {
                struct figure_text f;
                if (!ok(figure_read(cx->arena, str_of(bad[i]), &f) != NULL))
                        test_note("%s was read as %ld", bad[i], f.v);
        }
}

/* How often a rule is found. */
static int found_by(const struct lint_finding *f, int n, enum lint_rule rule)
{
        int k = 0;
        for (int i = 0; i < n; i++)
                k += f[i].rule == rule;
        return k;
}

TEST(linter_says_what_is_doubtful_and_nothing_else)
{
        struct county c;
        struct lint_finding *f;
        county_scheme(cx, false, &c);
        county_input(cx->arena, &c, 1, false);
        county_fill(&c, 0);
        int folds = scheme_lint(cx->arena, LANG_ZH, &c.scheme, &c.input, &f);
        ok(folds > 0 && found_by(f, folds, LINT_FOLDED) == folds);      /* a folded block of two hundred */
        ok(str_find(f[0].text, S("不是 100；确是这样不必改")) > 0);
        /* a target of zero under a ratio, in one group */
        c.figure[input_at(&c.input, 0, c.scheme.leaves[0].column, 30)] = 0;
        same_int(scheme_lint(cx->arena, LANG_EN, &c.scheme, &c.input, &f), folds + 1);
        same_int(found_by(f, folds + 1, LINT_TARGET), 1);
        for (int i = 0; i <= folds; i++)
                if (f[i].rule == LINT_TARGET)
                        ok(f[i].group == 1 && f[i].row == 30);
        c.figure[input_at(&c.input, 0, c.scheme.leaves[0].column, 30)] = 1;
        /* two codes alike, a leaf that weighs another than its block says, an impossible method */
        struct node *nodes = NEW_ARRAY(cx->arena, struct node, (size_t)c.scheme.n_nodes);
        points *full = NEW_ARRAY(cx->arena, points, (size_t)(c.scheme.n_nodes * COUNTY_GROUPS));
        struct leaf *leaves = NEW_ARRAY(cx->arena, struct leaf, COUNTY_LEAVES);
        memcpy(nodes, c.scheme.nodes, (size_t)c.scheme.n_nodes * sizeof(*nodes));
        memcpy(full, c.scheme.full, (size_t)(c.scheme.n_nodes * COUNTY_GROUPS) * sizeof(*full));
        memcpy(leaves, c.scheme.leaves, COUNTY_LEAVES * sizeof(*leaves));
        nodes[5].code = nodes[9].code;
        full[3].micro += 500000;
        leaves[7].n_rows = 0;           /* F13 without a table */
        c.scheme.nodes = nodes, c.scheme.full = full, c.scheme.leaves = leaves;
        int n = scheme_lint(cx->arena, LANG_ZH, &c.scheme, &c.input, &f);
        same_int(found_by(f, n, LINT_CODE), 1);
        same_int(found_by(f, n, LINT_SUM), 1);
        same_int(found_by(f, n, LINT_METHOD), 1);
        same_int(n - found_by(f, n, LINT_FOLDED), 3);
        /* a group without units, one with a single unit under ranks and spreads */
        c.first[5] = COUNTY_UNITS;
        c.first[4] = COUNTY_UNITS - 1;
        n = scheme_lint(cx->arena, LANG_ZH, &c.scheme, &c.input, &f);
        same_int(found_by(f, n, LINT_EMPTY_GROUP), 1);
        ok(found_by(f, n, LINT_ONE_UNIT) > 20);
}

/* A block of one leaf: its full score, whether it folds, the leaf's, the leaf's method and rows. */
static struct lint_finding *linted(struct ctx *cx, const char *block, bool folds, const char *leaf,
                                   const char *method, const char *rows, int *ret_n)
{
        struct node nodes[3] = { { .code = S("0"), .name = S("合计"), .parent = -1, .leaf = -1 },
                                 { .code = S("1"), .name = S("块"), .leaf = -1, .folded = folds },
                                 { .code = S("2"), .name = S("指标"), .parent = 1 } };
        struct scheme_group group = { S("g"), S("组") };
        struct leaf one;
        struct lint_finding *f;
        points full[3];
        const int node_of[1] = { 2 };
        must(points_read(str_of(block), &full[0]) && points_read(str_of(leaf), &full[2]));
        full[1] = full[0];
        done(leaf_of_method(cx, str_of(method), 0, 2, &one));
        if (rows)
                done(leaf_rows(cx, &one, str_of(rows)));
        const struct scheme s = { .groups = &group, .n_groups = 1, .nodes = nodes, .n_nodes = 3, .leaves = &one,
                                  .n_leaves = 1, .node_of = node_of, .full = full, .step = 1 };
        *ret_n = scheme_lint(cx->arena, LANG_ZH, &s, NULL, &f);
        return f;
}

TEST(linter_says_what_folds_what_has_no_limit_and_what_would_add)
{
        int n;
        struct lint_finding *f = linted(cx, "30", true, "31", "F1", NULL, &n);
        ok(n == 1 && f[0].rule == LINT_FOLDED);
        same_str(f[0].text, "块 在分组“组”里折算到 30 分，下级合计 31，不是 100；确是这样不必改");
        linted(cx, "30", true, "100", "F1", NULL, &n);          /* a fold as it was said: nothing to say */
        same_int(n, 0);
        linted(cx, "30", true, "90", "F1", NULL, &n);           /* a leaf of it was forgotten */
        same_int(n, 1);
        f = linted(cx, "30", false, "100", "F1", NULL, &n);     /* nobody said that it folds */
        ok(n == 1 && f[0].rule == LINT_SUM && lint_rows[LINT_SUM].grave);
        f = linted(cx, "30", false, "31", "F1", NULL, &n);
        ok(n == 1 && f[0].rule == LINT_SUM);
        f = linted(cx, "30", true, "30", "F1", NULL, &n);
        same_int(n, 0);
        f = linted(cx, "30", false, "30", "F17", NULL, &n);
        ok(n == 1 && f[0].rule == LINT_NO_CAP);
        same_str(f[0].text, "指标 没有上限，得分可能超过分值");
        f = linted(cx, "30", false, "30", "F13", "≥60=10；≥60=8；<60=0", &n);
        ok(n == 1 && f[0].rule == LINT_OVERLAP && lint_rows[LINT_OVERLAP].grave);
        same_str(f[0].text, "指标：≥60 对应不止一行：第 1 行与第 2 行");
        f = linted(cx, "30", false, "30", "F13", "[0,5)=10；≥5=8", &n);
        ok(n == 1 && f[0].rule == LINT_EDGE && !lint_rows[LINT_EDGE].grave);
        f = linted(cx, "30", false, "30", "F15", "迟报=1;错报=-2", &n);
        ok(n == 1 && f[0].rule == LINT_METHOD && lint_rows[LINT_METHOD].grave);
        f = linted(cx, "30", false, "30", "F15", "迟报=1;错报=2", &n);
        same_int(n, 0);
}

/* A ratio to the best of a group whose figures are all negative scores nobody; fixed points above the full score. */
/* A full score that goes by no step is said once, however many groups have it. */
TEST(linter_says_a_full_score_once_for_all_groups)
{
        struct node nodes[2] = { { .code = S("0"), .name = S("合计"), .parent = -1, .leaf = -1 },
                                 { .code = S("1"), .name = S("指标") } };
        const struct scheme_group groups[3] = { { S("a"), S("甲组") }, { S("b"), S("乙组") }, { S("c"), S("丙组") } };
        const points full[6] = { { 1666667 }, { 1666667 }, { 1666667 }, { 1666667 }, { 1500001 }, { 1500001 } };
        const int node_of[1] = { 1 };
        struct leaf one;
        struct lint_finding *f;
        done(leaf_of_method(cx, S("F1"), 0, 2, &one));
        one.step = 10000;
        const struct scheme s = { .groups = groups, .n_groups = 3, .nodes = nodes, .n_nodes = 2, .leaves = &one,
                                  .n_leaves = 1, .node_of = node_of, .full = full, .step = 1 };
        int n = scheme_lint(cx->arena, LANG_ZH, &s, NULL, &f);
        if (ok(n == 2)) {
                same_str(f[0].text, "指标 的分值 1.666667 不是取位 0.01 的整数倍");
                same_str(f[1].text, "指标 的分值 1.500001 不是取位 0.01 的整数倍");
                ok(f[0].rule == LINT_STEP && f[0].group == -1);
        }
}

TEST(linter_says_where_the_best_cannot_be_divided_by)
{
        struct node nodes[2] = { { .code = S("0"), .name = S("合计"), .parent = -1, .leaf = -1 },
                                 { .code = S("1"), .name = S("增速") } };
        struct scheme_group group = { S("g"), S("组") };
        struct leaf leaf;
        struct lint_finding *f;
        const int node_of[1] = { 1 }, first[2] = { 0, 2 };
        const points full[2] = { { 3000000 }, { 3000000 } };
        int64_t figure[2] = { -10, -30 };
        done(leaf_of_method(cx, S("F10"), 0, 1, &leaf));
        const struct scheme s = { .groups = &group, .n_groups = 1, .nodes = nodes, .n_nodes = 2, .leaves = &leaf,
                                  .n_leaves = 1, .node_of = node_of, .full = full, .step = 1 };
        const struct input in = { .n_units = 2, .n_periods = 1, .n_columns = 1, .first = first, .figure = figure };
        same_int(scheme_lint(cx->arena, LANG_ZH, &s, &in, &f), 1);
        ok(f[0].rule == LINT_TARGET);
        same_str(f[0].text, "增速 在分组“组”里最优值是 -1，F10 要用它作除数，全组不能计分");
        figure[1] = 5;
        same_int(scheme_lint(cx->arena, LANG_ZH, &s, &in, &f), 0);
        figure[0] = figure[1] = 0, leaf.direction = DIRECTION_LESS;
        same_int(scheme_lint(cx->arena, LANG_ZH, &s, &in, &f), 0);
        done(leaf_of_method(cx, S("F18"), 0, 1, &leaf));
        same_int(scheme_lint(cx->arena, LANG_ZH, &s, NULL, &f), 1);
        same_str(f[0].text, "增速 在分组“组”里分值 3，固定分 4 比它还高");
}

TEST(equal_points_of_one_leaf_are_counted)
{
        struct county c;
        county_scheme(cx, false, &c);
        county_input(cx->arena, &c, 1, false);
        county_fill(&c, 0);
        for (int u = 0; u < 5; u++)
                c.figure[input_at(&c.input, 0, c.scheme.leaves[1].column + 1, u)] = u < 3 ? 10 : 9999999;
        for (int u = 5; u < 23; u++)
                c.figure[input_at(&c.input, 0, c.scheme.leaves[1].column + 1, u)] = FIGURE_NONE;
        struct result *r = result_new(cx->arena, &c.scheme, &c.input);
        score_all(&c.scheme, &c.input, r);
        same_int(leaf_ties(&c.input, r, 0, 1, 0), 5);   /* three of nothing, two of all */
}
