/* domain/target/golden_test.c - the golden cases of the specification that are about scoring, by
 * name. */
#include "domain/target/grade.h"
#include "domain/target/lint.h"
#include "domain/target/rate.h"
#include "domain/target/single.h"
#include "tests/test.h"

/* "F4", "full=20 target=100 actual=112" → "26", or the words of the state or of the refusal. */
static str scored(struct ctx *cx, const char *code, const char *given)
{
        struct pair p[24];
        struct single *x = NEW(cx->arena, struct single);
        int n = 0;
        for (str rest = str_of(given); rest.n && n < 24; n++) {
                str value, word = str_cut(rest, ' ', &rest), name = str_cut(word, '=', &value);
                p[n] = (struct pair){ name, value };
        }
        const struct fail *f = single_score(cx, str_of(code), 0, p, n, x);
        if (f)
                return f->say;
        return x->state == SCORE_DONE ? points_str(cx->arena, x->points, 0)
                                      : str_of(score_state_words[x->state]);
}
#define scores(code, given, want) same_str(scored(cx, code, given), want)

static points pt(const char *s)
{
        points p = { INT64_MIN };
        must(points_read(str_of(s), &p));
        return p;
}
#define same_points(got, want) same_str(points_str(cx->arena, got, 0), want)

/* What the linter says of a bracket table of figures in `unit`, with ； between. */
static str doubts(struct ctx *cx, const char *unit, int places, str rows)
{
        struct leaf leaf;
        struct lint_finding *found;
        struct buf b = buf_new(cx->arena, 4096);
        done(leaf_of_method(cx, S("F13"), 0, places, &leaf));
        done(leaf_rows(cx, &leaf, rows));
        leaf.unit = unit;
        int n = leaf_rows_lint(cx->arena, LANG_ZH, &leaf, &found);
        for (int i = 0; i < n; i++)
                buf_f(&b, "%s%s%.*s", i ? "；" : "", lint_rows[found[i].rule].grave ? "" : "提示：",
                      STR(found[i].text));
        return buf_str(&b);
}

TEST(G_17_shares_need_not_add_up)
{
        const int64_t n[3] = { 22, 68, 2 };
        const char *const want[3] = { "23.91", "73.91", "2.17" };
        for (int i = 0; i < 3; i++)
                same_str(decimal_str(cx->arena, muldiv(n[i], 10000, 92), 2, false), want[i]);
}

TEST(G_18_parts_sum_gives_the_rest_to_the_largest)
{
        const int64_t n[4] = { 54, 33, 2, 4 };
        const char *const want[4] = { "58.07", "35.48", "2.15", "4.30" };
        int64_t got[4], sum = 0;
        parts_round(n, 4, 10000, 1, got);
        for (int i = 0; i < 4; i++) {
                same_str(decimal_str(cx->arena, got[i], 2, false), want[i]);
                sum += got[i];
        }
        same_int(sum, 10000);
}

TEST(G_19_truncation_by_field)
{
        const int64_t n[6] = { 25, 26, 13, 19, 4, 6 };
        const char *const want[6] = { "26.8", "27.9", "13.9", "20.4", "4.3", "6.4" };
        for (int i = 0; i < 6; i++)
                same_str(decimal_str(cx->arena, muldiv_mode(n[i], 1000, 93, ROUND_DOWN), 1, false),
                         want[i]);
}

TEST(G_20_majority_of_all_members)
{
        static const int votes[8][3] = { { 28, 1, 0 }, { 20, 8, 1 }, { 26, 3, 0 }, { 29, 0, 0 },
                                         { 17, 11, 1 }, { 26, 3, 0 }, { 17, 11, 1 }, { 28, 1, 0 } };
        for (int i = 0; i < 8; i++) {
                same_int(votes[i][0] + votes[i][1] + votes[i][2], 29);
                same_int(vote_majority(votes[i], 3, 29, true), 0);
        }
        same_int(vote_majority((const int[]){ 16, 12, 1 }, 3, 33, true), 1);
        same_int(vote_majority((const int[]){ 17, 0, 12 }, 3, 33, true), 0);
        same_int(vote_majority((const int[]){ 10, 6, 13 }, 3, 33, true), 2);
        /* exactly half: the text says both */
        same_int(vote_majority((const int[]){ 16, 10, 3 }, 3, 32, true), 0);
        same_int(vote_majority((const int[]){ 16, 10, 3 }, 3, 32, false), 1);
}

TEST(G_21_rank_rule_and_mean_of_leaders)
{
        scores("F9", "full=200 rank=1", "200");
        scores("F9", "full=200 rank=3", "192");
        scores("F9", "full=200 rank=10", "164");
        /* five leaders rank a unit 1, 3, 3, 5, 7 of ten: 200, 196 … as published:
         * 200,196,196,192,188 */
        struct rater raters[5] = {
                { .unit = -1 }, { .unit = -1 }, { .unit = -1 }, { .unit = -1 }, { .unit = -1 }
        };
        static const int place[5] = { 1, 2, 2, 3, 4 };
        struct ballot b[5];
        for (int i = 0; i < 5; i++)
                b[i] = (struct ballot){ .rater = i, .unit = 0, .value = place[i] };
        struct rating r = { .rule = RATING_RANK,
                            .n_units = 10,
                            .raters = raters,
                            .n_raters = 5,
                            .full = pt("200"),
                            .rank_step = 10000 };
        r.rank_step = 20000;            /* 2 % of 200 is 4 points a place */
        struct rated got[10];
        done(ratings_check(cx, &r, b, 5, NULL));
        ratings_score(cx->arena, &r, b, 5, got);
        same_points(got[0].score, "194.4");
        ok(got[1].none && !got[1].valid);
}

TEST(G_22_ratio_to_the_best)
{
        scores("F10", "full=600 actual=850 best=900 step=0.01", "566.67");
        scores("F10", "full=500 actual=720 best=812.5 step=0.01", "443.08");
}

static const char ruian[] =
        "≥0.9=200\n[0.8,0.9)=190\n[0.7,0.8)=180\n[0.6,0.7)=170\n<0.6|<1/3=160\n*|≥1/3=130";

TEST(G_23_vote_brackets_and_their_overlap)
{
        struct leaf leaf;
        done(leaf_of_method(cx, S("F13"), 0, 4, &leaf));
        done(leaf_rows(cx, &leaf, str_of(ruian)));
        static const struct { int votes[4]; const char *want; int hits; } cases[] = {
                { { 90, 10, 0, 0 }, "200", 1 },         /* 90 % */
                { { 8999, 1001, 0, 0 }, "190", 1 },     /* 89.99 % */
                { { 80, 20, 0, 0 }, "190", 1 },
                { { 799, 201, 0, 0 }, "180", 1 },
                { { 60, 40, 0, 0 }, "170", 1 },
                { { 59, 21, 20, 0 }, "160", 1 },        /* 59 %, low votes 20 % */
                { { 59, 8, 20, 13 }, "160", 1 },        /* 59 %, low votes 33 % */
                { { 177, 23, 80, 20 }, "130", 1 },      /* 59 %, low votes exactly 1/3 */
                { { 186, 14, 80, 20 }, "170", 2 },      /* 62 % and 1/3: the text has two answers */
        };
        struct rating_part grades[4] = {
                { S("优秀"), 0 }, { S("称职"), 0 }, { S("基本称职"), 0 }, { S("不称职"), 0 }
        };
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                int n = 0, cap = 0;
                struct ballot *b = NULL;
                for (int g = 0; g < 4; g++)
                        for (int k = 0; k < cases[i].votes[g]; k++) {
                                struct ballot one = { .rater = n, .value = g };
                                *VEC_ADD(cx->arena, b, n, cap) = one;
                        }
                struct rater *raters = NEW_ARRAY(cx->arena, struct rater, (size_t)n);
                for (int k = 0; k < n; k++)
                        raters[k].unit = -1;
                struct rating r = { .rule = RATING_BRACKET,
                                    .n_units = 1,
                                    .raters = raters,
                                    .n_raters = n,
                                    .grades = grades,
                                    .n_grades = 4,
                                    .low_grades = 2,
                                    .rows = leaf.rows,
                                    .n_rows = leaf.n_rows };
                struct rated got;
                done(ratings_check(cx, &r, b, n, NULL));
                ratings_score(cx->arena, &r, b, n, &got);
                same_points(got.score, cases[i].want);
                same_int(got.rows_hit, cases[i].hits);
        }
        /* and the linter says so before anybody votes: one fault, one sentence */
        same_str(doubts(cx, NULL, 4, str_of(ruian)), "≥0.6，第二个值 ≥1/3 对应不止一行：第 1、2、3、4 行与第 6 行");
}

/* So many votes of each of four grades, in one aspect, by raters of their own. */
static void votes_add(struct ctx *cx, struct ballot **list, int *n, int *cap, int aspect,
                      const int *votes)
{
        for (int g = 0, who = 0; g < 4; g++)
                for (int k = 0; k < votes[g]; k++, who++) {
                        struct ballot b = { .rater = who, .aspect = aspect, .value = g };
                        *VEC_ADD(cx->arena, *list, *n, *cap) = b;
                }
}

TEST(G_24_votes_aspects_and_sources)
{
        static const struct rating_part grades[4] = {
                { S_C("优秀"), 100000000 }, { S_C("较好"), 80000000 }, { S_C("一般"), 60000000 }, { S_C("差"), 40000000 }
        };
        static const struct rating_part aspects[3] = {
                { S_C("甲"), 300000 }, { S_C("乙"), 300000 }, { S_C("丙"), 400000 }
        };
        static const struct rating_part sources[3] = {
                { S_C("领导"), 200000 }, { S_C("职工"), 400000 }, { S_C("考核组"), 400000 }
        };
        /* 10/20/5/0 are 82.86; then aspects of 90 and 75 */
        static const int votes[3][4] = { { 10, 20, 5, 0 }, { 17, 17, 0, 0 }, { 8, 8, 16, 0 } };
        struct rater raters[35];
        struct ballot *b = NULL;
        struct rated got;
        int n = 0, cap = 0;
        for (int i = 0; i < 35; i++)
                raters[i] = (struct rater){ .unit = -1 };
        struct rating r = { .rule = RATING_GRADES, .n_units = 1, .raters = raters, .n_raters = 35,
                            .grades = grades, .n_grades = 4, .step = 10000 };
        votes_add(cx, &b, &n, &cap, 0, votes[0]);
        done(ratings_check(cx, &r, b, n, NULL));
        ratings_score(cx->arena, &r, b, n, &got);
        same_points(got.score, "82.86");
        votes_add(cx, &b, &n, &cap, 1, votes[1]);
        votes_add(cx, &b, &n, &cap, 2, votes[2]);
        r.aspects = aspects, r.n_aspects = 3;
        done(ratings_check(cx, &r, b, n, NULL));
        ratings_score(cx->arena, &r, b, n, &got);
        same_points(got.part[1], "90");
        same_points(got.part[2], "75");
        same_points(got.score, "81.86");
        /* three sources */
        const struct rater three[3] = { { .unit = -1, .source = 0 }, { .unit = -1, .source = 1 },
                                        { .unit = -1, .source = 2 } };
        const struct ballot marks[3] = { { .rater = 0, .value = pt("90").micro },
                                         { .rater = 1, .value = pt("85").micro },
                                         { .rater = 2, .value = pt("80").micro } };
        struct rating mixed = { .rule = RATING_MEAN, .n_units = 1, .raters = three, .n_raters = 3,
                                .sources = sources, .n_sources = 3, .step = 10000 };
        done(ratings_check(cx, &mixed, marks, 3, NULL));
        ratings_score(cx->arena, &mixed, marks, 3, &got);
        same_points(got.score, "84");
        ratings_score(cx->arena, &r, b, 0, &got);
        ok(got.none);
}

TEST(G_25_rank_ladder)
{
        static const char *const want[8] = { "6", "5.7", "5.4", "5.1", "4.8", "4.5", "4.2", "3.9" };
        for (int i = 0; i < 8; i++)
                scores("F8", str_f(cx->arena, "full=6 rank=%d", i + 1).p, want[i]);
}

TEST(G_26_gdp_threshold_then_rank)
{
        scores("F18", "full=10 line=8 actual=7.9 rank=3", "0");
        scores("F18", "full=10 line=8 actual=8.0 rank=3", "4");
        scores("F18", "full=10 line=8 actual=9.2 rank=1", "10");
        scores("F18", "full=10 line=8 actual=8.5 rank=2", "9.7");
}

TEST(G_27_base_and_step_over)
{
        scores("F4", "full=20 target=100 actual=112", "26");
        scores("F4", "full=20 target=100 actual=130", "30");
        scores("F4", "full=20 target=100 actual=93", "18.6");
        scores("F4", "full=20 target=100 actual=112 above=1 growth=9.1 mean=8.6", "27");
}

TEST(G_28_two_levels)
{
        scores("F7", "full=50 target=100 actual=100 sub-target=30 sub-actual=1", "50");
        scores("F7", "full=50 target=100 actual=99 sub-target=30 sub-actual=30", "40");
        scores("F7", "full=50 target=100 actual=99 sub-target=30 sub-actual=29", "0");
}

TEST(G_29_no_task_rule)
{
        scores("F21", "full=10 target=3 actual=5", "14");
        scores("F21", "full=10 target=3 actual=9", "20");
        scores("F21", "full=10 target=3 actual=2", "8");
        scores("F21", "full=10 target=0 actual=0", "6");
        scores("F21", "full=10 target=0 actual=1", "12");
        scores("F21", "full=10 target=0 actual=3", "16");
        scores("F21", "full=10 target=0 actual=6", "20");
}

TEST(G_30_efficacy_coefficient)
{
        scores("F11", "full=10 actual=7.2 min=5.1 max=8.4 step=0.0001", "8.5455");
        scores("F11", "full=10 actual=5.1 min=5.1 max=8.4", "6");
        scores("F11", "full=10 actual=8.4 min=5.1 max=8.4", "10");
        scores("F11", "full=10 actual=7 min=7 max=7", "10");
}

TEST(G_30b_standard_value_with_its_own_ceiling)
{
        scores("F14", "full=6 target=90 actual=120 most=15", "8");
        scores("F14", "full=6 target=90 actual=300 most=15", "15");
        scores("F14", "full=6 target=12 actual=-3 most=10", "0");
}

TEST(G_30c_base_share_and_step)
{
        scores("F5", "full=60 target=10 actual=12", "49");
        scores("F5", "full=60 target=10 actual=7", "46.5");
}

TEST(G_30d_rank_in_the_province)
{
        static const char *const want[11] = { "5",  "4",  "3",  "2",  "1", "0",
                                              "-1", "-2", "-3", "-4", "-5" };
        for (int i = 0; i < 11; i++)
                scores("F20", str_f(cx->arena, "full=5 rank=%d league=11", i + 1).p, want[i]);
}

TEST(G_30e_leniency_correction)
{
        same_points(even_out(pt("1"), pt("87"), pt("80"), 100), "0.9195");
        same_points(even_out(pt("1"), pt("94"), pt("80"), 100), "0.8511");
        points a = even_out(pt("90"), pt("87"), pt("80"), 10000),
               b = even_out(pt("96"), pt("94"), pt("80"), 10000);
        same_points(a, "82.76");
        same_points(b, "81.7");
        ok(a.micro > b.micro);          /* the order turns */
}

TEST(G_30f_monthly_awards_behind_a_gate)
{
        const points ladder[3] = { pt("0.5"), pt("0.3"), pt("0.1") };
        /* rank by month, and GDP, investment, fiscal growth in tenths of a point */
        static const struct { int rank; int64_t gdp, invest, fiscal;
        } month[5] = {
                { 1, 81, 90, 100 }, { 3, 80, 80, 100 },         { 1, 85, 84, 120 },
                { 1, 79, 90, 120 }, { 2, 90, 90, FIGURE_NONE },
        };
        int64_t sum = 0;
        int failed[5];
        for (int i = 0; i < 5; i++) {
                const struct gate g[3] = { { S("GDP"), month[i].gdp, 80, false },
                                           { S("投资"), month[i].invest, 80, false },
                                           { S("财政"), month[i].fiscal, 100, false } };
                if (gates_hold(g, 3, &failed[i]))
                        sum += ladder_points(ladder, 3, month[i].rank).micro;
        }
        same_points((points){ sum }, "1.1");
        same_int(failed[0], -1);
        same_int(failed[3], 0);         /* GDP below 8 % */
        same_int(failed[4], 2);         /* a missing figure opens no gate */
}

TEST(G_30g_caps_of_bonus_classes)
{
        const struct effect_class classes[2] = { { S("award"), S("表彰"), EFFECT_BONUS, pt("5") },
                                                 { S("rank"), S("排名"), EFFECT_BONUS, pt("15") } };
        const struct effect_rules rules = { .classes = classes, .n_classes = 2 };
        static const char *const amounts[5] = { "3", "2", "1.5", "10", "8" };
        struct effect e[5];
        for (int i = 0; i < 5; i++)
                e[i] = (struct effect){ .klass = i < 3 ? 0 : 1,
                                        .amount = pt(amounts[i]),
                                        .proved = true };
        points base = pt("80"), counts[5];
        struct effect_sum sum;
        enum effect_cut cut[5];
        effects_apply(cx->arena, &rules, e, 3, &base, 1, &sum, counts, cut);
        same_points(sum.bonus, "5");
        same_int(cut[2], CUT_CLASS);
        effects_apply(cx->arena, &rules, e + 3, 2, &base, 1, &sum, counts, cut);
        same_points(sum.bonus, "15");
        same_points(sum.total, "95");
}

/* A leaf with its figures; weight NULL: of the same block as the one before. */
struct piece { const char *weight, *full, *method, *figures; };

/* The total of blocks that are folded to their weights, as the engine has it. */
static str folded(struct ctx *cx, const struct piece *p, int n)
{
        struct node nodes[16] = { { .code = S("0"), .name = S("合计"), .parent = -1, .leaf = -1 } };
        struct leaf leaves[8];
        struct scheme_group group = { S("g"), S("组") };
        points full[16] = { { 0 } };
        int64_t figure[32];
        int node_of[8], first[2] = { 0, 1 }, k = 1, columns = 0, block = 0;
        for (int i = 0; i < n; i++) {
                if (p[i].weight) {
                        full[k] = pt(p[i].weight), full[0].micro += full[k].micro;
                        block = k;
                        nodes[k++] = (struct node){ .name = S("块"), .leaf = -1, .folded = true };
                }
                done(leaf_of_method(cx, str_of(p[i].method), 0, 2, &leaves[i]));
                if (!strcmp(p[i].method, "F0"))
                        done(leaf_param(cx, &leaves[i], S("of"), str_of(p[i].full)));
                leaves[i].column = columns, leaves[i].n_columns = leaf_columns(&leaves[i]);
                for (str rest = str_of(p[i].figures); rest.n;)
                        figure[columns++] = pt(str_copy(cx->arena, str_cut(rest, ' ', &rest)).p).micro / 10000;
                full[k] = pt(p[i].full), node_of[i] = k;
                nodes[k++] = (struct node){ .name = S("指标"), .parent = block, .leaf = i };
        }
        struct scheme s = { .groups = &group, .n_groups = 1, .nodes = nodes, .n_nodes = k, .leaves = leaves,
                            .n_leaves = n, .node_of = node_of, .full = full, .step = 1 };
        struct input in = { .n_units = 1, .n_periods = 1, .n_columns = columns, .first = first, .figure = figure };
        done(scheme_ready(cx, &s, &in));
        struct result *r = result_new(cx->arena, &s, &in);
        score_all(&s, &in, r);
        same_int(r->waiting[0], 0);
        return points_str(cx->arena, result_points(&s, r, 0, 0, 0), 0);
}

TEST(G_30h_double_hundred)
{
        same_str(folded(cx, (const struct piece[]){ { "30", "100", "F0", "92" }, { "70", "100", "F0", "96" } }, 2),
                 "94.8");
        same_str(folded(cx, (const struct piece[]){ { "35", "100", "F0", "92" }, { "65", "100", "F0", "96" } }, 2),
                 "94.6");
}

TEST(G_30i_indicators_and_review)
{
        same_str(folded(cx, (const struct piece[]){ { "80", "100", "F0", "88" }, { "20", "100", "F0", "92" } }, 2),
                 "88.8");
}

TEST(G_30j_level_growth_and_target)
{
        scores("F19", "full=100 level=70 growth=85", "79");
        same_str(folded(cx, (const struct piece[]){ { "20", "100", "F0", "90" }, { "80", "100", "F19", "70 85" } }, 2),
                 "81.2");
}

/* Does a block of these leaves, one group, draw the linter's word about its sum? */
static bool sums_to(struct ctx *cx, const int *weights, int n, int total)
{
        struct node *nodes = NEW_ARRAY(cx->arena, struct node, (size_t)n + 1);
        struct leaf *leaves = NEW_ARRAY(cx->arena, struct leaf, (size_t)n + 1);
        int *node_of = NEW_ARRAY(cx->arena, int, (size_t)n + 1), n_leaves = 0;
        points *full = NEW_ARRAY(cx->arena, points, (size_t)n + 1);
        struct scheme_group group = { S("g"), S("组") };
        nodes[0] = (struct node){ .code = S("0"), .name = S("合计"), .parent = -1, .leaf = -1 };
        full[0].micro = (int64_t)total * 1000000;
        for (int i = 0; i < n; i++) {
                full[i + 1] = weights[i] ? (points){ (int64_t)weights[i] * 1000000 } : FULL_NONE;
                nodes[i + 1] = (struct node){ .code = str_f(cx->arena, "%d", i + 1),
                                              .name = S("指标"),
                                              .leaf = n_leaves };
                done(leaf_of_method(cx, S("F1"), 0, 2, &leaves[n_leaves]));
                node_of[n_leaves++] = i + 1;
        }
        struct scheme s = { .groups = &group,
                            .n_groups = 1,
                            .nodes = nodes,
                            .n_nodes = n + 1,
                            .leaves = leaves,
                            .n_leaves = n_leaves,
                            .node_of = node_of,
                            .full = full,
                            .step = 1 };
        struct lint_finding *found;
        int k = scheme_lint(cx->arena, LANG_ZH, &s, NULL, &found);
        for (int i = 0; i < k; i++)
                if (found[i].rule == LINT_SUM)
                        return false;
        return true;
}

TEST(G_31_weight_tables_that_must_total)
{
        static const int target[20] = { 10, 12, 8, 8, 10, 8, 8,  8, 0, 0,
                                        0,  0,  0, 0, 9,  9, 10, 0, 0, 0 };
        static const int effect[20] = {
                6, 7, 5, 5, 6, 5, 5, 5, 5, 5, 4, 4, 4, 6, 5, 5, 6, 4, 4, 4
        };
        static const int gangzha[8] = { 8, 30, 20, 20, 4, 6, 6, 6 }, monthly[2] = { 69, 31 };
        static const int town[6] = { 40, 68, 130, 42, 30, 30 },
                         pingliang[4] = { 250, 250, 250, 250 };
        ok(sums_to(cx, target, 20, 100));
        ok(sums_to(cx, effect, 20, 100));
        ok(sums_to(cx, gangzha, 8, 100));
        ok(sums_to(cx, monthly, 2, 100));
        ok(sums_to(cx, town, 6, 340));
        ok(sums_to(cx, pingliang, 4, 1000));
        ok(!sums_to(cx, town, 6, 100));         /* 340 is not 100: it must be folded */
        static const struct piece parts[6] = {
                { "100", "40", "F0", "30" }, { NULL, "68", "F0", "60" }, { NULL, "130", "F0", "90" },
                { NULL, "42", "F0", "32" },  { NULL, "30", "F0", "25" }, { NULL, "30", "F0", "18" },
        };
        same_str(folded(cx, parts, 6), "75");   /* 255 of 340 */
}

TEST(G_32_ratio_capped_at_100)
{
        static const char *const cases[][3] = {
                { "10391", "19470.05", "53.37" }, { "34940", "58197", "60.04" }, { "4.12", "6.1", "67.54" },
                { "80", "78", "100" }, { "69.50", "80.10", "86.77" }, { "0.075", "0.1", "75" },
                { "54.08", "35.12", "100" }, { "0.058", "0.131", "44.27" }, { "0.925", "1.324", "69.86" },
                { "2.65", "6.01", "44.09" }, { "19", "59.30", "32.04" }, { "0.597", "2.877", "20.75" },
                { "160.91", "39.83", "100" }, { "16.46", "237.56", "6.93" }, { "1141.3", "579.02", "100" },
                { "17", "41.40", "41.06" },     /* printed 41.46: wrong in the original */
                { "4.28", "396.85", "1.08" },   /* printed 1.07 */
        };
        for (size_t i = 0; i < COUNT_OF(cases); i++)
                scores("F1", str_f(cx->arena, "full=100 actual=%s target=%s step=0.01", cases[i][0],
                                   cases[i][1]).p, cases[i][2]);
}

TEST(G_33_quotas)
{
        same_int(quota_count(300000, 23, QUOTA_FLOOR), 6);
        same_int(quota_count(300000, 23, QUOTA_HALF_UP), 7);
        same_int(quota_count(300000, 18, QUOTA_FLOOR), 5);
        same_int(quota_count(300000, 18, QUOTA_HALF_UP), 5);
        same_int(quota_count(300000, 7, QUOTA_FLOOR), 2);
        same_int(quota_count(300000, 7, QUOTA_HALF_UP), 2);
        same_int(quota_count(300000, 5, QUOTA_FLOOR), 1);
        same_int(quota_count(300000, 5, QUOTA_HALF_UP), 2);
        same_int(quota_count(300000, 5, QUOTA_CEIL), 2);
        /* 四川: 183 counties in four classes, 13 and 8 out of the league, 16 winners */
        same_int(33 + 57 + 35 + 58, 183);
        same_int(183 - 8 - 13, 162);
        int got[4], n[4] = { 33, 57, 35, 58 }, sum = 0;
        quota_spread(100000, n, 4, QUOTA_FLOOR, got);
        for (int i = 0; i < 4; i++)
                sum += got[i];
        same_int(sum, 18);
        same_int(got[3], 5 + 2);        /* what rounding leaves goes to the largest class */
}

/* 衡东 2015: 24 units of the party group, 6 of them out of competition; 6 + 10 + 2 in it. */
TEST(G_33_hengdong_group_with_units_outside_the_quota)
{
        enum { UNITS = 24 };
        struct scheme_group group = { S("xw"), S("县委序列") };
        struct scheme s = { .groups = &group, .n_groups = 1 };
        uint8_t flags[UNITS] = { 0 };
        int first[2] = { 0, UNITS }, used[4] = { 0 };
        struct input in = { .n_units = UNITS, .n_periods = 1, .first = first, .unit_flags = flags };
        points total[UNITS];
        for (int i = 0; i < UNITS; i++) {
                total[i].micro = (int64_t)(99 - i) * 1000000;
                flags[i] = i % 4 == 0 ? UNIT_NO_QUOTA : 0;
        }
        const struct grade grades[3] = { { S("优秀"), 333334, { 0 } },
                                         { S("良好"), 555556, { 0 } },
                                         { S("合格"), -1, { 0 } } };
        struct grade_rules rules = { .grades = grades, .n_grades = 3, .round = QUOTA_FLOOR };
        struct place places[UNITS];
        struct graded got[UNITS];
        struct quota_line *line;
        place_units(cx->arena, &s, &in, total, NULL, 0, places);
        grade_units(cx->arena, &s, &in, &rules, places, NULL, NULL, NULL, 0, got, &line);
        same_int(line[0].competing, 18);
        same_int(line[0].quota, 6);
        same_int(line[0].used, 6);
        same_int(line[0].outside, 6);
        same_int(line[1].quota, 10);
        same_int(line[1].used, 10);
        same_int(line[2].used, 2);
        for (int i = 0; i < UNITS; i++) {
                used[got[i].grade]++;
                if (flags[i])
                        same_int(got[i].why, GRADE_NO_QUOTA);
        }
        same_int(used[0], 12);
        same_int(line[0].over + line[1].over + line[2].over, 0);
}

TEST(G_34_supervision_points)
{
        scores("F15", "full=100 rows=未反馈=10;空反馈=5 counts=1,1 times=2", "70");
        scores("F15", "full=100 rows=未反馈=10;空反馈=5 counts=1,1", "85");
        ok(str_find(scored(cx, "F15", "full=100 rows=未反馈=-10 counts=1"), S("写正数")) >= 0);
        scores("F16", "full=100 rows=按时=1;批示=1;迟报=-1;退回=-2 counts=6,1,1,1", "4");
        scores("F16", "full=100 least=-100 rows=综合按时=15;单项催后=5;未报=-10 counts=2,1,1", "25");
}

TEST(G_35_lights_and_their_gap)
{
        static const char yinchuan[] = "rows=绿:≤0=2;黄:[10,30]=1;红:>30=0";
        const char *const lag[5] = { "0", "5", "10", "30", "30.1" };
        const char *const want[5] = { "2", "没有对应的区间", "1", "1", "0" };
        for (int i = 0; i < 5; i++)
                scores("F13", str_f(cx->arena, "full=2 actual=%s %s", lag[i], yinchuan).p, want[i]);
        same_str(doubts(cx, "%", 1, S("≤0=2;[10,30]=1;>30=0")), "(0, 10) 没有对应的行");
        /* one row alone leaves half the line */
        same_str(doubts(cx, "%", 1, S(">30=0")), "≤30 没有对应的行");
        same_str(doubts(cx, "%", 1, S("≤0=2")), ">0 没有对应的行");
        /* 新晃: 79 % and 60 % tracked, 59.9 % a yellow card; 45 of 60 started is 75 % */
        same_int(muldiv(45, 100, 60), 75);
        scores("F13", "full=1 actual=60 rows=[60,80)=1;<60=0", "1");
        scores("F13", "full=1 actual=59.9 rows=[60,80)=1;<60=0", "0");
        /* 广元: two yellows −1, a red −2 */
        scores("F16", "full=10 least=-10 rows=两次黄牌=-1;红牌=-2 counts=1,1", "-3");
}

TEST(G_36_truncated_share)
{
        same_int(498 - 42, 456);
        same_str(decimal_str(cx->arena, muldiv_mode(456, 1000, 498, ROUND_DOWN), 1, false), "91.5");
}

TEST(G_37_over_fulfilled)
{
        scores("F1", "full=100 actual=7.5 target=7.1 cap=200 step=0.1", "105.6");
}
