/* domain/target/rate_told.c - how a score by people came about, in words: each mean from its marks, each
 * rounding; a secret vote without anything that one person said. */
#include "domain/target/method_in.h"
#include "domain/target/rank.h"
#include "domain/target/rate_in.h"

enum { MARKS_MOST = 100 };      /* of one unit, source and aspect that are listed one by one */

/* What the explanation of one unit rests on. */
struct told_case {
        struct explain      *e;
        const struct rating *r;
        const struct ballot *b, *worth; /* as they came in; with T-scores as marks where that is the correction */
        int                  n, unit;
        const points        *own;       /* of each rater */
        points               common;
        const int           *count;     /* of each rater: valid marks, of all units */
};

static str mark_str(const struct told_case *t, int64_t micro)
{
        return points_str(t->e->arena, (points){ micro }, 0);
}

static str part_name(const struct rating_part *p, int n, int i) { return n ? p[i].name : S(""); }

/* "县领导 · 工作实绩：", as far as there is anything to tell apart. */
static str pile_name(const struct told_case *t, int source, int aspect)
{
        str s = part_name(t->r->sources, t->r->n_sources, source),
            k = part_name(t->r->aspects, t->r->n_aspects, aspect);
        return !s.n && !k.n ? S("")
             : str_f(t->e->arena, "%.*s%s%.*s：", STR(s), s.n && k.n ? " · " : "", STR(k));
}

/* ---- a mean of answers: 优秀, 5 分, 第 3 名 ----------------------------------------------------------- */

static int answers_of(const struct rating *r)
{
        return r->rule == RATING_RANK ? r->n_units + 1 : r->rule == RATING_FIVE ? 6 : r->n_grades;
}

/* "（100 × 8 + 80 × 3）÷ 11 = 94.5454…": each answer's worth and how many gave it, the best first. */
static void tell_answers(const struct told_case *t, int source, int aspect, points got)
{
        struct explain *e = t->e;
        const struct rating *r = t->r;
        int answers = answers_of(r), voters = 0;
        int *votes = NEW_ARRAY(e->arena, int, (size_t)answers + 1);
        struct buf b = buf_new(e->arena, 16 << 10);
        bool rank = r->rule == RATING_RANK;
        wide sum = 0, of = rank ? (wide)MICRO * MICRO : MICRO;
        for (int i = 0; i < t->n; i++)
                if (t->b[i].unit == t->unit && t->b[i].state == BALLOT_VALID && t->b[i].aspect == aspect &&
                    r->raters[t->b[i].rater].source == source && t->b[i].value < answers)
                        votes[t->b[i].value]++, voters++;
        for (int i = 0; i < answers; i++) {
                int v = r->rule == RATING_FIVE ? answers - 1 - i : i;
                if (!votes[v])
                        continue;
                wide worth = ballot_worth(r, &(struct ballot){ .value = v }, NULL, (points){ 0 });
                worth = rank ? worth * r->full.micro : worth;
                sum += worth * votes[v];
                buf_f(&b, "%s%.*s × %d", b.n ? " + " : "", STR(wide_str(e->arena, worth, of)), votes[v]);
        }
        if (!voters)
                return;
        explain_add(e, EXPLAIN_STEP, "%.*s（%.*s）÷ %d = %.*s", STR(pile_name(t, source, aspect)), STR(buf_str(&b)),
                    voters, STR(wide_str(e->arena, sum, of * voters)));
        explain_round(e, sum, (rank ? MICRO : 1) * (wide)voters, 1, ROUND_HALF_UP, got);
}

/* ---- a mean of marks ----------------------------------------------------------------------------------- */

struct mark { int rater; int64_t given, worth; };

/* The marks of one unit, source and aspect, the best first where they are few enough to be listed. */
static struct mark *marks_of(const struct told_case *t, int source, int aspect, int *ret_n)
{
        struct mark *list = NULL;
        int n = 0, cap = 0;
        for (int i = 0; i < t->n; i++) {
                if (t->b[i].unit != t->unit || t->b[i].state != BALLOT_VALID || t->b[i].aspect != aspect ||
                    t->r->raters[t->b[i].rater].source != source)
                        continue;
                struct mark x = { t->b[i].rater, t->b[i].value,
                                  ballot_worth(t->r, &t->worth[i], t->own, t->common) };
                *VEC_ADD(t->e->arena, list, n, cap) = x;
                for (int k = n - 1; n <= MARKS_MOST && k > 0 && list[k - 1].worth < list[k].worth; k--) {
                        struct mark swap = list[k];
                        list[k] = list[k - 1], list[k - 1] = swap;
                }
        }
        *ret_n = n;
        return list;
}

/* By name where there is one, else by place among these marks. */
static str rater_name(const struct told_case *t, const struct mark *x, int at)
{
        str name = t->r->raters[x->rater].name;
        return t->r->tell == RATING_TELL_NAMES && name.n
                       ? name : str_f(t->e->arena, words_of(t->e->lang, "第 %d 位"), at + 1);
}

/* "第 1 位 95、第 2 位 92": one line for all. */
static void tell_marks(const struct told_case *t, str pile, const struct mark *m, int n)
{
        struct buf b = buf_new(t->e->arena, 16 << 10);
        bool names = t->r->tell == RATING_TELL_NAMES;
        for (int i = 0; i < n; i++)
                if (names)
                        buf_f(&b, "%s%.*s %.*s", i ? "、" : "", STR(rater_name(t, &m[i], i)),
                              STR(mark_str(t, m[i].given)));
                else
                        buf_f(&b, "%s%.*s", i ? "、" : "", STR(mark_str(t, m[i].given)));
        explain_add(t->e, EXPLAIN_DATA, "%.*s%d 个分：%.*s", STR(pile), n, STR(buf_str(&b)));
}

/* The rater's own mean as it came: "本人均值 90（1080 ÷ 12）" needs the sum, over all units. */
static wide own_sum(const struct told_case *t, int rater)
{
        wide sum = 0;
        for (int i = 0; i < t->n; i++)
                sum += t->b[i].rater == rater && t->b[i].state == BALLOT_VALID ? t->b[i].value : 0;
        return sum;
}

/* To two decimals: a rated unit is not told a rater's own mean, which is the same on every unit that they rated,
 * and six decimals of an evened mark lead back to it. */
static str worth_str(const struct told_case *t, int64_t worth)
{
        return decimal_str(t->e->arena, muldiv(worth, 1, 10000), 2, false);
}

/* "宽严修正后的 3 个分（列到两位小数）：84.33、80.93、70.1": one line for all. */
static void tell_worths(const struct told_case *t, str pile, const struct mark *m, int n)
{
        struct buf b = buf_new(t->e->arena, 16 << 10);
        for (int i = 0; i < n; i++)
                buf_f(&b, "%s%.*s", i ? "、" : "", STR(worth_str(t, m[i].worth)));
        explain_add(t->e, EXPLAIN_DATA, "%.*s宽严修正后的 %d 个分（列到两位小数）：%.*s", STR(pile), n, STR(buf_str(&b)));
}

/* One mark through 宽严修正, to who may read the rater's name. */
static void tell_evened(const struct told_case *t, str pile, const struct mark *x, int at)
{
        struct explain *e = t->e;
        struct arena *a = e->arena;
        wide sum = own_sum(t, x->rater);
        int64_t own = t->own[x->rater].micro;
        str who = rater_name(t, x, at), given = mark_str(t, x->given), worth = mark_str(t, x->worth);
        str mean = str_f(a, "%.*s（%.*s ÷ %d）", STR(mark_str(t, own)), STR(wide_str(a, sum, MICRO)), t->count[x->rater]);
        if (t->r->even == EVEN_T) {
                points *v = NEW_ARRAY(a, points, (size_t)t->count[x->rater] + 1);
                int n = 0;
                bool exact;
                for (int i = 0; i < t->n; i++)
                        if (t->b[i].rater == x->rater && t->b[i].state == BALLOT_VALID)
                                v[n++].micro = t->b[i].value;
                points sd = deviation(v, n, &exact);
                explain_add(e, EXPLAIN_STEP, exact ? "%.*s%.*s：%.*s 分，本人均值 %.*s、标准差 %.*s，T 分 %.*s"
                                                   : "%.*s%.*s：%.*s 分，本人均值 %.*s、标准差约 %.*s，T 分 %.*s",
                            STR(pile), STR(who), STR(given), STR(mean), STR(points_str(a, sd, 0)), STR(worth));
        } else if (own <= 0) {
                explain_add(e, EXPLAIN_STEP, "%.*s%.*s：本人均值为 0，不修正，按 %.*s 计", STR(pile), STR(who), STR(worth));
        } else {
                wide num = (wide)x->given * t->common.micro;
                bool capped = num > (wide)own * 100 * MICRO;
                str step = str_f(a, words_of(e->lang, "%.*s × %.*s ÷ 本人均值 %.*s= %.*s"), STR(given),
                                 STR(mark_str(t, t->common.micro)), STR(mean),
                                 STR(wide_str(a, num, (wide)own * MICRO)));
                if (capped)
                        explain_add(e, EXPLAIN_STEP, "%.*s%.*s：%.*s，超过 100，按 100 计", STR(pile), STR(who), STR(step));
                else if ((wide)x->worth * own == num)
                        explain_add(e, EXPLAIN_STEP, "%.*s%.*s：%.*s", STR(pile), STR(who), STR(step));
                else
                        explain_add(e, EXPLAIN_STEP, "%.*s%.*s：%.*s，四舍五入为 %.*s", STR(pile), STR(who), STR(step),
                                    STR(worth));
        }
}

/* A mark that was cut. Of a secret vote it is told only where so many gave it that it is nobody's own. */
static str cut_str(const struct told_case *t, int64_t worth, int gave)
{
        if (t->r->tell == RATING_TELL_MARKS && t->r->even != EVEN_NO)
                return worth_str(t, worth);
        return t->r->tell >= RATING_TELL_MARKS || gave >= RATING_FEW
                       ? mark_str(t, worth) : str_of(words_of(t->e->lang, "无记名，不列"));
}

/* The mean of marks, without the highest and the lowest where the rule says so. */
static void tell_mean(const struct told_case *t, int source, int aspect, points got)
{
        struct explain *e = t->e;
        int n = 0, n_low = 0, n_high = 0;
        struct mark *m = marks_of(t, source, aspect, &n);
        str pile = pile_name(t, source, aspect);
        enum rating_tell tell = t->r->tell;
        bool even = t->r->even != EVEN_NO, trims = t->r->rule == RATING_TRIMMED && n >= 3;
        /* who knows a kind of two voters by number knows them by name */
        bool lists = n <= MARKS_MOST && (tell == RATING_TELL_NAMES || (tell == RATING_TELL_MARKS && n >= RATING_FEW));
        wide sum = 0;
        int64_t low = INT64_MAX, high = INT64_MIN;
        if (!n)
                return;
        for (int i = 0; i < n; i++) {
                low = m[i].worth < low ? m[i].worth : low, high = m[i].worth > high ? m[i].worth : high;
                sum += m[i].worth;
        }
        for (int i = 0; i < n; i++)
                n_low += m[i].worth == low, n_high += m[i].worth == high;
        if (lists && !even)
                tell_marks(t, pile, m, n);
        if (lists && even && tell != RATING_TELL_NAMES)
                tell_worths(t, pile, m, n);
        for (int i = 0; lists && even && tell == RATING_TELL_NAMES && i < n; i++)
                tell_evened(t, pile, &m[i], i);
        if (trims) {
                sum -= (wide)low + high, n -= 2;
                explain_add(e, EXPLAIN_STEP, "%.*s%d 个分去掉 1 个最高分（%.*s）、1 个最低分（%.*s），其余 %d 个合计 %.*s ÷ %d = %.*s",
                            STR(pile), n + 2, STR(cut_str(t, high, n_high)), STR(cut_str(t, low, n_low)), n,
                            STR(wide_str(e->arena, sum, MICRO)), n, STR(wide_str(e->arena, sum, (wide)n * MICRO)));
        } else {
                explain_add(e, EXPLAIN_STEP, "%.*s%d 个分合计 %.*s ÷ %d = %.*s", STR(pile), n,
                            STR(wide_str(e->arena, sum, MICRO)), n, STR(wide_str(e->arena, sum, (wide)n * MICRO)));
                if (t->r->rule == RATING_TRIMMED)
                        explain_add(e, EXPLAIN_LIMIT, "%.*s不足 3 个分，不去最高分和最低分", STR(pile));
        }
        explain_round(e, sum, n, 1, ROUND_HALF_UP, got);
}

/* ---- mixed ------------------------------------------------------------------------------------------------ */

/* "各来源按权重合成：90 × 60% + 97 × 40% = 92.8", and the rounding; one value alone is only rounded. */
static void explain_mix(struct explain *e, str what, const points *v,
                        const struct rating_part *part, int n, int64_t step, enum round_mode mode,
                        points got)
{
        struct buf b = buf_new(e->arena, 4096);
        wide sum, weights;
        if (!mix_of(v, part, n, &sum, &weights))
                return;
        for (int i = 0; n > 1 && i < n; i++)
                if (v[i].micro != INT64_MIN && part[i].weight)
                        buf_f(&b, "%s%.*s × %.*s", b.n ? " + " : "", STR(points_str(e->arena, v[i], 0)),
                              STR(share_str(e->arena, part[i].weight)));
        if (b.n && weights == MICRO)
                explain_add(e, EXPLAIN_STEP, "%.*s按权重合成：%.*s = %.*s", STR(what), STR(buf_str(&b)),
                            STR(wide_str(e->arena, sum, weights * MICRO)));
        else if (b.n)
                explain_add(e, EXPLAIN_STEP, "%.*s按权重合成：（%.*s）÷ %.*s = %.*s", STR(what), STR(buf_str(&b)),
                            STR(share_str(e->arena, (int64_t)weights)),
                            STR(wide_str(e->arena, sum, weights * MICRO)));
        explain_round(e, sum, weights, step, mode, got);
}

static void tell_means(const struct told_case *t, const struct rated *x)
{
        struct explain *e = t->e;
        const struct rating *r = t->r;
        int aspects = n_aspects(r), sources = n_sources(r);
        for (int s = 0; s < sources; s++) {
                for (int k = 0; k < aspects; k++) {
                        if (r->rule == RATING_MEAN || r->rule == RATING_TRIMMED)
                                tell_mean(t, s, k, x->part[s * aspects + k]);
                        else
                                tell_answers(t, s, k, x->part[s * aspects + k]);
                }
                if (aspects > 1 && x->source[s].micro != INT64_MIN)
                        explain_mix(e, str_f(e->arena, words_of(e->lang, "%.*s各方面"),
                                             STR(part_name(r->sources, r->n_sources, s))),
                                    x->part + s * aspects, r->aspects, aspects, 1, ROUND_HALF_UP, x->source[s]);
        }
        explain_mix(e, str_of(words_of(e->lang, "各来源")), x->source, r->n_sources ? r->sources : NULL, sources,
                    r->step ? r->step : 1, r->round, x->score);
}

/* What is done to every mark before its mean, and the mean of all raters' means. */
static void tell_even(const struct told_case *t)
{
        struct explain *e = t->e;
        wide sum = 0;
        int raters = 0;
        if (t->r->even == EVEN_T) {
                explain_add(e, EXPLAIN_STEP, "宽严修正：T 分 = 50 + 10 ×（分 − 本人均值）÷ 本人标准差");
                return;
        }
        explain_add(e, EXPLAIN_STEP, "宽严修正：每个分 × 全体均值 %.*s ÷ 本人均值，最多 100", STR(mark_str(t, t->common.micro)));
        for (int i = 0; i < t->r->n_raters; i++)
                if (t->count[i])
                        sum += t->own[i].micro, raters++;
        if (t->r->even_to.micro || !raters)
                return;
        explain_add(e, EXPLAIN_STEP, "全体均值：%d 位评分人的本人均值合计 %.*s ÷ %d = %.*s", raters,
                    STR(wide_str(e->arena, sum, MICRO)), raters, STR(wide_str(e->arena, sum, (wide)raters * MICRO)));
        explain_round(e, sum, raters, 1, ROUND_HALF_UP, t->common);
}

static void tell_marked(struct explain *e, const struct rating *r, const struct ballot *b, int n, int unit,
                        const struct rated *x)
{
        struct told_case t = { .e = e, .r = r, .b = b, .worth = b, .n = n, .unit = unit };
        bool marks = r->rule == RATING_MEAN || r->rule == RATING_TRIMMED;
        if (marks) {
                points *own;
                int *count = NEW_ARRAY(e->arena, int, (size_t)r->n_raters + 1);
                t.common = rater_means(e->arena, r, b, n, &own);
                for (int i = 0; i < n; i++)
                        count[b[i].rater] += b[i].state == BALLOT_VALID;
                t.own = own, t.count = count;
                if (r->even == EVEN_T)
                        t.worth = as_t_scores(e->arena, r, b, n);
                if (r->even != EVEN_NO)
                        tell_even(&t);
        }
        tell_means(&t, x);
}

/* ---- votes ------------------------------------------------------------------------------------------------- */

static void tell_majority(struct explain *e, const struct rating *r, int unit, const int *votes, const struct rated *x)
{
        int members = n_members(r, unit), sum = 0;
        for (int g = 0; g + 1 < r->n_grades && g <= x->verdict; g++) {
                sum += votes[g];
                bool there = r->half_counts ? 2 * sum >= members : 2 * sum > members;
                explain_add(e, EXPLAIN_STEP,
                            there ? r->half_counts ? "%.*s%s %d 票 ÷ 成员 %d 人 = %.*s%%，达到半数"
                                                   : "%.*s%s %d 票 ÷ 成员 %d 人 = %.*s%%，超过半数"
                            : r->half_counts ? "%.*s%s %d 票 ÷ 成员 %d 人 = %.*s%%，没有达到半数"
                                             : "%.*s%s %d 票 ÷ 成员 %d 人 = %.*s%%，没有超过半数",
                            STR(r->grades[g].name), g ? words_of(e->lang, "以上") : "", sum, members,
                            STR(wide_str(e->arena, (wide)sum * 100, members)));
        }
        explain_add(e, EXPLAIN_RESULT, "以 %d 名成员为基数：%.*s", members, STR(r->grades[x->verdict].name));
}

static void tell_bracket(struct explain *e, const struct rating *r, const int *votes, const struct rated *x)
{
        const struct method_row *row = &r->rows[x->row - 1];
        int low = 0;
        for (int g = r->n_grades - r->low_grades; g < r->n_grades; g++)
                low += g >= 0 ? votes[g] : 0;
        explain_add(e, EXPLAIN_STEP, "%.*s票率 = %d ÷ %d = %.*s%%", STR(r->grades[0].name), votes[0], x->valid,
                    STR(wide_str(e->arena, (wide)votes[0] * 100, x->valid)));
        if (r->low_grades > 0)
                explain_add(e, EXPLAIN_STEP, "低票率（后 %d 等）= %d ÷ %d = %.*s%%", r->low_grades, low, x->valid,
                            STR(wide_str(e->arena, (wide)low * 100, x->valid)));
        explain_add(e, EXPLAIN_STEP, "按第 %d 档“%.*s”", x->row, STR(row_words(e->arena, e->lang, row)));
        if (x->rows_hit > 1)
                explain_add(e, EXPLAIN_NOTE, "不止一行包含这个值，按排在前面的一行计；请修改区间表");
        explain_round(e, row->share >= 0 ? (wide)r->full.micro * row->share : row->points.micro,
                      row->share >= 0 ? MICRO : 1, r->step ? r->step : 1, r->round, x->score);
}

void rating_explain(struct arena *a, int lang, const struct rating *r, const struct ballot *b,
                    int n, int unit, const struct rated *got, struct explain *ret)
{
        struct explain e = { .arena = a, .lang = lang };
        const struct rated *x = &got[unit];
        int *votes = NEW_ARRAY(a, int, (size_t)r->n_grades + 1);
        explain_add(&e, EXPLAIN_RULE, "评议规则：%s，%s", words_of(lang, rating_rows[r->rule].name),
                    words_of(lang, rating_rows[r->rule].help));
        if (r->n_aspects > 1)
                explain_add(&e, EXPLAIN_DATA, "每份票按 %d 个方面各计一项", r->n_aspects);
        explain_add(&e, EXPLAIN_DATA,
                    r->n_aspects > 1 ? "有效 %d 项，不了解 %d，缺席 %d，无效 %d" : "有效 %d 票，不了解 %d，缺席 %d，无效 %d",
                    x->valid, x->unknown, x->absent, x->invalid);
        for (int i = 0; i < n; i++)
                if (b[i].unit == unit && b[i].state == BALLOT_VALID && b[i].value < r->n_grades)
                        votes[b[i].value]++;
        for (int g = 0; r->tell != RATING_TELL_RESULT && g < r->n_grades; g++)
                explain_add(&e, EXPLAIN_DATA, "%.*s %d 票", STR(r->grades[g].name), votes[g]);
        if (x->held)
                explain_add(&e, EXPLAIN_NOTE, r->rule == RATING_TRIMMED
                            ? "去掉最高分和最低分后有效票不足 %d 张，算出得分会认出是谁投的，没有得分"
                            : "有效票不足 %d 张，算出得分会认出是谁投的，没有得分", RATING_FEW);
        else if (x->none)
                explain_add(&e, EXPLAIN_NOTE, x->valid ? "分段表里没有对应的一行，没有得分" : "没有有效票，没有得分");
        else if (r->tell == RATING_TELL_RESULT)
                explain_add(&e, EXPLAIN_NOTE, "有的来源的有效票不足 %d 张，为不暴露投票人，不列出各种意见的票数、各来源的平均和算式",
                            rating_least(r->rule));
        else if (r->rule == RATING_MAJORITY)
                tell_majority(&e, r, unit, votes, x);
        else if (r->rule == RATING_BRACKET)
                tell_bracket(&e, r, votes, x);
        else
                tell_marked(&e, r, b, n, unit, x);
        if (!x->none && r->rule != RATING_MAJORITY)
                explain_add(&e, EXPLAIN_RESULT, "得 %.*s 分", STR(points_str(a, x->score, 0)));
        *ret = e;
}
