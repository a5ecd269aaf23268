/* domain/target/grade_test.c - ties, effects, grades, ratings: the rules that a group argues
 * about. */
#include "domain/target/grade.h"
#include "domain/target/lint.h"
#include "domain/target/rate.h"
#include "tests/test.h"

/* A form's own words in place of a document are none. */
TEST(effect_proof_is_a_document_and_no_placeholder)
{
        static const char *const none[] = { "", "  ", "（填写文号）", "填写文号", "( 待补 )", "暂无", "无", "××", "——", "【请填写】" };
        static const char *const some[] = { "示委办〔2024〕12号", "（示委办〔2024〕12号）", "县委常委会第3次会议纪要", "×〔2024〕8号" };
        for (size_t i = 0; i < COUNT_OF(none); i++)
                if (!ok(!effect_proof(str_of(none[i]))))
                        test_note("%s", none[i]);
        for (size_t i = 0; i < COUNT_OF(some); i++)
                if (!ok(effect_proof(str_of(some[i]))))
                        test_note("%s", some[i]);
}

enum { UNITS = 10 };

struct town {
        struct scheme_group group;
        struct scheme       scheme;
        struct input        input;
        int                 first[2];
        uint8_t             flags[UNITS];
        points              total[UNITS];
};

/* One group of ten, totals 99, 98 … 90. */
static void town_of(struct town *t)
{
        *t = (struct town){ .group = { S("t"), S("乡镇") }, .first = { 0, UNITS } };
        t->scheme = (struct scheme){ .groups = &t->group, .n_groups = 1 };
        t->input = (struct input){
                .n_units = UNITS, .n_periods = 1, .first = t->first, .unit_flags = t->flags
        };
        for (int i = 0; i < UNITS; i++)
                t->total[i].micro = (99 - i) * (int64_t)1000000;
}

TEST(ties_are_found_and_parted_by_the_list_in_turn)
{
        struct town t;
        struct place p[UNITS];
        struct tie *ties;
        town_of(&t);
        t.total[1] = t.total[0], t.total[2] = t.total[0], t.total[6] = t.total[5];
        const int64_t key[UNITS] = { 5, 7, 7, 0, 0, 1, 1 }, penalties[UNITS] = { 0, 2, 1 };
        const struct tie_rule rules[2] = { { S("重点工作得分"), key, false },
                                           { S("扣分次数"), penalties, true } };
        place_units(cx->arena, &t.scheme, &t.input, t.total, rules, 2, p);
        same_int(p[2].rank, 1);                 /* equal key work, fewer penalties */
        same_int(p[1].rank, 2);
        same_int(p[0].rank, 3);
        same_int(p[2].rule, 2);
        same_int(p[0].rule, 1);
        same_int(p[5].rank, 6);                 /* nothing parts these two */
        same_int(p[6].rank, 6);
        same_int(p[6].tied, 2);
        same_int(ties_of(cx->arena, &t.scheme, &t.input, p, &ties), 2);
        ok(ties[0].resolved && ties[0].n == 3 && !ties[1].resolved && ties[1].n == 2);
        t.flags[0] = UNIT_UNRANKED;
        place_units(cx->arena, &t.scheme, &t.input, t.total, rules, 2, p);
        same_int(p[0].rank, 0);
        same_int(p[2].rank, 1);
}

TEST(grades_at_a_tied_line_follow_the_rule_chosen)
{
        static const struct grade grades[3] = { { S_C("优秀"), 300000, { 0 } },
                                                { S_C("良好"), 500000, { 0 } },
                                                { S_C("合格"), -1, { 0 } } };
        static const int want[CUT_RULES] = {
                [CUT_BY_LIST] = 2, [CUT_BOTH_IN] = 4, [CUT_BOTH_OUT] = 2
        };
        for (int cut = 0; cut < CUT_RULES; cut++) {
                struct town t;
                struct place p[UNITS];
                struct graded g[UNITS];
                struct quota_line *line;
                town_of(&t);
                t.total[3] = t.total[2];        /* third and fourth: the line is at three */
                struct grade_rules rules = { .grades = grades,
                                             .n_grades = 3,
                                             .round = QUOTA_HALF_UP,
                                             .cut = (enum cut_rule)cut };
                place_units(cx->arena, &t.scheme, &t.input, t.total, NULL, 0, p);
                grade_units(cx->arena, &t.scheme, &t.input, &rules, p, NULL, NULL, NULL, 0, g,
                            &line);
                same_int(line[0].quota, 3);
                same_int(line[0].used, want[cut]);
                same_int(line[0].over, cut == CUT_BOTH_IN ? 1 : 0);
                same_int(g[3].why, GRADE_TIE);
                same_int(g[3].grade, cut == CUT_BOTH_IN ? 0 : 1);
                /* the fifth: no grade above it is full where the tie left a place empty */
                same_int(g[4].why, GRADE_REST);
                same_str(str_of(grade_reason(&t.scheme, &t.input, g, 4)),
                         cut == CUT_BOTH_IN ? "上一等次名额已满" : "名额线上并列，名额空缺，不递补");
                same_str(str_of(grade_reason(&t.scheme, &t.input, g, 9)), "上一等次名额已满");
        }
}

TEST(grades_know_ceilings_vetoes_minimums_and_decisions)
{
        const struct grade grades[3] = { { S("优秀"), 300000, { 97 * 1000000 } },
                                         { S("良好"), 500000, { 0 } },
                                         { S("不合格"), -1, { 0 } } };
        struct grade_rules rules = { .grades = grades, .n_grades = 3 };
        struct effect e[3] = {
                { .unit = 0, .kind = EFFECT_CEILING, .grade = 1, .klass = -1, .basis = S("文") },
                { .unit = 1, .kind = EFFECT_VETO, .grade = 2, .klass = -1, .basis = S("文") },
                { .unit = 2, .kind = EFFECT_VETO, .grade = 2, .klass = -1, .basis = S("文"), .lifted = true },
        };
        struct effect_rules none = { 0 };
        struct effect_sum sums[UNITS];
        struct place p[UNITS];
        struct graded g[UNITS];
        struct quota_line *line;
        struct town t;
        town_of(&t);
        effects_apply(cx->arena, &none, e, 3, t.total, UNITS, sums, NULL, NULL);
        same_int(sums[0].ceiling, 1);
        same_int(sums[2].veto, -1);
        same_int(sums[1].total.micro, t.total[1].micro);        /* a veto leaves the points alone */
        uint8_t settled[UNITS] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 0 };
        struct grade_decision d = { .unit = 4, .grade = 0, .reason = S("常委会决定") };
        place_units(cx->arena, &t.scheme, &t.input, t.total, NULL, 0, p);
        grade_units(cx->arena, &t.scheme, &t.input, &rules, p, sums, settled, &d, 1, g, &line);
        same_int(g[0].grade, 1);
        same_int(g[0].why, GRADE_CEILING);
        same_int(g[1].grade, 2);
        same_int(g[1].why, GRADE_VETO);
        same_int(g[2].grade, 0);                /* 97 is enough, the veto was lifted */
        same_int(g[3].grade, 1);
        same_int(g[3].why, GRADE_MINIMUM);      /* 96 is not, though a place is left */
        same_int(g[4].grade, 0);
        same_int(g[4].proposed, 1);
        same_int(g[4].why, GRADE_DECIDED);
        same_int(g[9].grade, -1);               /* a figure is missing */
        same_int(line[0].used, 2);
}

TEST(effects_count_a_matter_once_and_want_a_document)
{
        struct effect_rules rules = { .bonus_most = { 4 * 1000000 }, .total_floor_zero = true };
        struct effect e[6] = {
                { .kind = EFFECT_BONUS,
                  .klass = -1,
                  .amount = { 1000000 },
                  .level = LEVEL_CITY,
                  .matter = S("m"),
                  .proved = true },
                { .kind = EFFECT_BONUS,
                  .klass = -1,
                  .amount = { 3000000 },
                  .level = LEVEL_PROVINCE,
                  .matter = S("m"),
                  .proved = true },
                { .kind = EFFECT_BONUS,
                  .klass = -1,
                  .amount = { 9000000 },
                  .level = LEVEL_STATE,
                  .matter = S("m") },
                { .kind = EFFECT_BONUS, .klass = -1, .amount = { 2000000 }, .proved = true },
                { .kind = EFFECT_PENALTY, .klass = -1, .amount = { 7000000 }, .lifted = true },
                { .kind = EFFECT_PENALTY, .klass = -1, .amount = { 90000000 } },
        };
        static const enum effect_cut want[6] = { CUT_SAME_MATTER, CUT_NONE,   CUT_NO_PROOF,
                                                 CUT_TOTAL,       CUT_LIFTED, CUT_NONE };
        points base = { 50 * 1000000 }, counts[6];
        struct effect_sum sum;
        enum effect_cut cut[6];
        effects_apply(cx->arena, &rules, e, 6, &base, 1, &sum, counts, cut);
        for (int i = 0; i < 6; i++)
                same_int(cut[i], want[i]);
        same_int(sum.bonus.micro, 4000000);
        same_int(counts[3].micro, 1000000);     /* what the cap left */
        same_int(sum.total.micro, 0);           /* 扣完为止 */
        same_int(sum.n_penalties, 1);
}

TEST(ballots_that_may_not_count_are_refused_with_words)
{
        const struct rater raters[2] = { { S("甲"), 0, 0 }, { S("乙"), -1, 0 } };
        struct rating r = { .rule = RATING_MEAN,
                            .n_units = 3,
                            .raters = raters,
                            .n_raters = 2,
                            .members = 1,
                            .step = 1 };
        static const struct { struct ballot b[2]; int n; const char *say; } cases[] = {
                { { { .rater = 0, .unit = 0, .value = 1 } }, 1, "不能给自己所在的单位" },
                { { { .rater = 0, .unit = 1 }, { .rater = 0, .unit = 1 } }, 2, "不止一票" },
                { { { .rater = 0, .unit = 1 }, { .rater = 1, .unit = 1 } }, 2, "超过应投票人数 1" },
                { { { .rater = 1, .unit = 1, .value = 100000001 } }, 1, "不在允许范围" },
                { { { .rater = 5, .unit = 1 } }, 1, "不在名单里" },
        };
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                const struct fail *f = ratings_check(cx, &r, cases[i].b, cases[i].n, NULL);
                if (!ok(f && f->kind == FAIL_INVALID &&
                        str_find(f->say, str_of(cases[i].say)) >= 0))
                        test_note("%s", cases[i].say);
        }
        const struct rating_part half[2] = { { S("一"), 500000 }, { S("二"), 400000 } };
        r.aspects = half, r.n_aspects = 2;
        const struct fail *f = ratings_check(cx, &r, NULL, 0, NULL);
        ok(f && str_find(f->say, S("90%")) >= 0);
        r.rule = RATING_RANK, r.n_aspects = 0, r.members = 0;
        const struct ballot twice[2] = { { .rater = 1, .unit = 1, .value = 2 },
                                         { .rater = 1, .unit = 2, .value = 2 } };
        f = ratings_check(cx, &r, twice, 2, NULL);
        ok(f && str_find(f->say, S("同一名次")) >= 0);
}

TEST(ratings_tell_unknown_absent_and_invalid_apart)
{
        const struct rater raters[6] = { { .unit = -1 }, { .unit = -1 }, { .unit = -1 },
                                         { .unit = -1 }, { .unit = -1 }, { .unit = -1 } };
        struct ballot b[6] = { { .rater = 0, .value = 5 },
                               { .rater = 1, .value = 4 },
                               { .rater = 2, .state = BALLOT_UNKNOWN },
                               { .rater = 3, .state = BALLOT_ABSENT },
                               { .rater = 4, .state = BALLOT_INVALID },
                               { .rater = 5, .value = 3 } };
        struct rating r = {
                .rule = RATING_FIVE, .n_units = 1, .raters = raters, .n_raters = 6, .step = 10000,
                .tell = RATING_TELL_SUMS,
        };
        struct rated x;
        done(ratings_check(cx, &r, b, 6, NULL));
        ratings_score(cx->arena, &r, b, 6, &x);
        same_int(x.score.micro, 80000000);
        ok(x.valid == 3 && x.unknown == 1 && x.absent == 1 && x.invalid == 1);
        struct explain e;
        rating_explain(cx->arena, LANG_ZH, &r, b, 6, 0, &x, &e);
        same_str(e.line[1].text, "有效 3 票，不了解 1，缺席 1，无效 1");
        /* trimmed: 2 are averaged whole, 3 lose both ends */
        same_int(mean_trimmed((const points[]){ { 60 }, { 90 } }, 2).micro, 75);
        same_int(mean_trimmed((const points[]){ { 60 }, { 90 }, { 81 } }, 3).micro, 81);
        /* leniency: the mild rater's marks come down, the hard one's go up */
        const struct ballot marks[4] = { { .rater = 0, .unit = 0, .value = 95000000 },
                                         { .rater = 0, .unit = 1, .value = 85000000 },
                                         { .rater = 1, .unit = 0, .value = 75000000 },
                                         { .rater = 1, .unit = 1, .value = 65000000 } };
        struct rating even = { .rule = RATING_MEAN,
                               .n_units = 2,
                               .raters = raters,
                               .n_raters = 2,
                               .even = EVEN_MEAN,
                               .tell = RATING_TELL_SUMS,
                               .step = 10000 };
        struct rated two[2];
        ratings_score(cx->arena, &even, marks, 4, two);
        same_int(two[0].score.micro, 85080000); /* (95 x 80/90 + 75 x 80/70) / 2 */
        rating_explain(cx->arena, LANG_ZH, &even, marks, 4, 0, two, &e);
        same_str(e.line[2].text, "宽严修正：每个分 × 全体均值 80 ÷ 本人均值，最多 100");
        /* T-scores: both raters put the same distance between the two units */
        even.even = EVEN_T;
        ratings_score(cx->arena, &even, marks, 4, two);
        ok(two[0].score.micro == 60000000 && two[1].score.micro == 40000000);
        rating_explain(cx->arena, LANG_ZH, &even, marks, 4, 0, two, &e);
        same_str(e.line[2].text, "宽严修正：T 分 = 50 + 10 ×（分 − 本人均值）÷ 本人标准差");
        const struct ballot alike[2] = { { .rater = 0, .unit = 0, .value = 80000000 },
                                         { .rater = 0, .unit = 1, .value = 80000000 } };
        ratings_score(cx->arena, &even, alike, 2, two);
        same_int(two[0].score.micro, 50000000); /* no spread: 50 for all */
}

/* Three sources in thirds: the mix is shown with its weights, and its rounding with every digit. */
TEST(a_mix_of_ratings_shows_its_weights_and_its_rounding)
{
        const struct rater raters[3] = { { .unit = -1 }, { .unit = -1, .source = 1 }, { .unit = -1, .source = 2 } };
        const struct rating_part sources[3] = { { S_C("领导"), 333333 }, { S_C("部门"), 333333 },
                                                { S_C("群众"), 333334 } };
        const struct ballot b[3] = { { .rater = 0, .value = 93000000 }, { .rater = 1, .value = 92000000 },
                                     { .rater = 2, .value = 93400000 } };
        const struct rating r = { .rule = RATING_MEAN, .n_units = 1, .raters = raters, .n_raters = 3,
                                  .sources = sources, .n_sources = 3, .step = 100000,
                                  .tell = RATING_TELL_SUMS };
        struct rated x;
        done(ratings_check(cx, &r, b, 3, NULL));
        ratings_score(cx->arena, &r, b, 3, &x);
        struct explain e;
        struct buf text = buf_new(cx->arena, 4096);
        rating_explain(cx->arena, LANG_ZH, &r, b, 3, 0, &x, &e);
        explain_put_text(&text, &e);
        str told = buf_str(&text);
        ok(str_find(told, S("93 × 33.3333% + 92 × 33.3333% + 93.4 × 33.3334% = 92.8000006")) >= 0);
        ok(str_find(told, S("四舍五入到 0.1：92.8000006 → 92.8")) >= 0);
}

/* ---- what an explanation may tell of the votes ------------------------------------------------------------ */

static str told_of(struct ctx *cx, const struct rating *r, const struct ballot *b, int n)
{
        struct rated x[2];
        struct explain e;
        struct buf text = buf_new(cx->arena, 16 << 10);
        ratings_score(cx->arena, r, b, n, x);
        rating_explain(cx->arena, LANG_ZH, r, b, n, 0, x, &e);
        explain_put_text(&text, &e);
        return buf_str(&text);
}

static bool tells(str told, const char *text) { return str_find(told, str_of(text)) >= 0; }

/* Seven marks, one cut at each end: a secret vote says how many went and what is left, not what one person gave. */
TEST(a_trimmed_mean_says_what_was_cut_and_a_secret_one_only_how_many)
{
        const struct rater raters[7] = {
                { S_C("甲局长"), -1, 0 }, { S_C("乙局长"), -1, 0 }, { S_C("丙局长"), -1, 0 }, { S_C("丁局长"), -1, 0 },
                { S_C("戊局长"), -1, 0 }, { S_C("己局长"), -1, 0 }, { S_C("庚局长"), -1, 0 },
        };
        struct ballot b[7] = {
                { .rater = 0, .value = 97310000 }, { .rater = 1, .value = 61000000 }, { .rater = 2, .value = 80000000 },
                { .rater = 3, .value = 85000000 }, { .rater = 4, .value = 90000000 }, { .rater = 5, .value = 90000000 },
                { .rater = 6, .value = 88000000 },
        };
        struct rating r = { .rule = RATING_TRIMMED, .n_units = 1, .raters = raters, .n_raters = 7, .step = 10000,
                            .tell = RATING_TELL_SUMS };
        str told = told_of(cx, &r, b, 7);
        ok(tells(told, "7 个分去掉 1 个最高分（无记名，不列）、1 个最低分（无记名，不列），其余 5 个合计 433 ÷ 5 = 86.6"));
        ok(!tells(told, "97.31") && !tells(told, "61") && !tells(told, "局长") && tells(told, "得 86.6 分"));
        /* what three gave is nobody's own */
        b[0].value = 90000000;
        told = told_of(cx, &r, b, 7);
        ok(tells(told, "1 个最高分（90）、1 个最低分（无记名，不列），其余 5 个合计 433 ÷ 5 = 86.6"));
        b[0].value = 97310000;
        /* a named vote: to the rated unit each mark without its name, to who sees all by name */
        r.tell = RATING_TELL_MARKS;
        told = told_of(cx, &r, b, 7);
        ok(tells(told, "7 个分：97.31、90、90、88、85、80、61") && !tells(told, "局长"));
        ok(tells(told, "1 个最高分（97.31）、1 个最低分（61），其余 5 个合计 433"));
        r.tell = RATING_TELL_NAMES;
        told = told_of(cx, &r, b, 7);
        ok(tells(told, "甲局长 97.31、戊局长 90、己局长 90"));
        /* two marks: nothing is cut, and it says so */
        told = told_of(cx, &r, b, 2);
        ok(tells(told, "2 个分合计 158.31 ÷ 2 = 79.155") && tells(told, "不足 3 个分，不去最高分和最低分"));
        ok(tells(told, "四舍五入到 0.01：79.155 → 79.16"));
        /* nothing but the score where the means would name their voters */
        r.tell = RATING_TELL_RESULT;
        told = told_of(cx, &r, b, 7);
        ok(tells(told, "为不暴露投票人") && tells(told, "得 86.6 分") && !tells(told, "433") && !tells(told, "97.31"));
}

/* 宽严修正 rests on each rater's own mean over all units: it stands there, with the sum it is of. */
TEST(a_leniency_correction_shows_each_rater_s_own_mean)
{
        const struct rater raters[3] = { { S_C("甲局长"), -1, 0 }, { S_C("乙局长"), -1, 0 }, { S_C("丙局长"), -1, 0 } };
        const struct ballot b[6] = {
                { .rater = 0, .unit = 0, .value = 95000000 }, { .rater = 0, .unit = 1, .value = 85000000 },
                { .rater = 1, .unit = 0, .value = 75000000 }, { .rater = 1, .unit = 1, .value = 65000000 },
                { .rater = 2, .unit = 0, .value = 99000000 }, { .rater = 2, .unit = 1, .value = 41000000 },
        };
        struct rating r = { .rule = RATING_MEAN, .n_units = 2, .raters = raters, .n_raters = 3, .even = EVEN_MEAN,
                            .step = 10000, .tell = RATING_TELL_NAMES };
        str told = told_of(cx, &r, b, 6);
        ok(tells(told, "全体均值：3 位评分人的本人均值合计 230 ÷ 3 = 76.6666666666…"));
        ok(tells(told, "四舍五入到 0.000001：76.6666666666… → 76.666667"));
        ok(tells(told, "甲局长：95 × 76.666667 ÷ 本人均值 90（180 ÷ 2）= 80.9259262777…，四舍五入为 80.925926"));
        ok(tells(told, "丙局长：99 × 76.666667 ÷ 本人均值 70（140 ÷ 2）= 108.42857") && tells(told, "超过 100，按 100 计"));
        ok(tells(told, "3 个分合计 263.06") && tells(told, "得 87.69 分"));
        r.tell = RATING_TELL_MARKS;
        told = told_of(cx, &r, b, 6);
        ok(tells(told, "宽严修正后的 3 个分（列到两位小数）：100.00、82.14、80.93") && !tells(told, "局长"));
        ok(!tells(told, "180 ÷ 2") && !tells(told, "本人均值 90") && !tells(told, "第 1 位") && !tells(told, "80.925926"));
        ok(tells(told, "3 个分合计 263.06") && tells(told, "得 87.69 分"));
        r.rule = RATING_TRIMMED;
        told = told_of(cx, &r, b, 6);
        ok(tells(told, "1 个最低分（80.93）") && !tells(told, "80.925926"));
        r.rule = RATING_MEAN;
        r.even = EVEN_T, r.tell = RATING_TELL_NAMES;
        told = told_of(cx, &r, b, 6);
        ok(tells(told, "丙局长：99 分，本人均值 70（140 ÷ 2）、标准差 29，T 分 60") && tells(told, "得 60 分"));
}

/* By rank and by grades: the worth of each answer and how many gave it; of a majority and a bracket the shares. */
TEST(a_mean_of_answers_a_majority_and_a_bracket_show_their_arithmetic)
{
        struct rater raters[7] = { { .unit = -1 } };
        struct ballot b[7] = { { .rater = 0 } };
        const struct rating_part grades[3] = { { S_C("优秀"), 100000000 }, { S_C("良好"), 80000000 },
                                               { S_C("一般"), 60000000 } };
        const struct method_row rows[] = {
                { .name = S_C("七成以上"), .from = { .num = 7, .den = 10 }, .points = { 180000000 }, .share = -1 },
        };
        for (int i = 0; i < 7; i++)
                raters[i].unit = -1, b[i] = (struct ballot){ .rater = i, .value = i < 5 ? 0 : 1 };
        struct rating r = { .rule = RATING_GRADES, .n_units = 1, .raters = raters, .n_raters = 7, .grades = grades,
                            .n_grades = 3, .step = 10000, .tell = RATING_TELL_SUMS, .half_counts = true,
                            .full = { 200000000 }, .rank_step = 20000, .low_grades = 1 };
        str told = told_of(cx, &r, b, 7);
        ok(tells(told, "（100 × 5 + 80 × 2）÷ 7 = 94.2857142857…") && tells(told, "四舍五入到 0.01：94.285714 → 94.29"));
        r.rule = RATING_MAJORITY, r.members = 12;
        told = told_of(cx, &r, b, 7);
        ok(tells(told, "优秀 5 票 ÷ 成员 12 人 = 41.6666666666…%，没有达到半数"));
        ok(tells(told, "良好以上 7 票 ÷ 成员 12 人 = 58.3333333333…%，达到半数") && tells(told, "以 12 名成员为基数：良好"));
        r.rule = RATING_BRACKET, r.rows = rows, r.n_rows = 1;
        told = told_of(cx, &r, b, 7);
        ok(tells(told, "优秀票率 = 5 ÷ 7 = 71.4285714285…%") && tells(told, "低票率（后 1 等）= 0 ÷ 7 = 0%") &&
           tells(told, "得 180 分"));
        r.rule = RATING_RANK, r.n_grades = 0;
        for (int i = 0; i < 7; i++)
                b[i].value = 1;
        told = told_of(cx, &r, b, 7);
        ok(tells(told, "（200 × 7）÷ 7 = 200") && tells(told, "得 200 分"));
}
