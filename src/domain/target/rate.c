/* domain/target/rate.c - ballots into scores and verdicts. */
#include "domain/target/rate.h"
#include "domain/target/method_in.h"
#include "domain/target/rank.h"
#include "domain/target/rate_in.h"

const struct rating_row rating_rows[RATING_RULES] = {
        [RATING_RANK]     = { "rank", "名次", "每位评分人给单位排名，名次换成分后取平均" },
        [RATING_FIVE]     = { "five", "五分制", "5 到 1 分，“不了解”不计入，平均后折成百分制" },
        [RATING_GRADES]   = { "grades", "等次票加权", "各等次的票乘以权重，除以有效票" },
        [RATING_BRACKET]  = { "bracket", "优秀票率分段", "按优秀票率和低票率查表得分" },
        [RATING_MAJORITY] = { "majority", "过半数", "以全体成员为基数，过半数定满意、基本满意、不满意" },
        [RATING_MEAN]     = { "mean", "平均分", "0 到 100 分的平均" },
        [RATING_TRIMMED]  = { "trimmed", "去掉最高最低", "去掉一个最高和一个最低再平均；不足三票不去" },
};
const char *const ballot_state_words[BALLOT_STATES] = { "有效", "不了解", "缺席", "无效" };

/* ---- the parts -------------------------------------------------------------------------------- */

int vote_majority(const int *votes, int n_grades, int members, bool half_counts)
{
        int sum = 0;
        for (int g = 0; g + 1 < n_grades; g++) {
                sum += votes[g];
                if (half_counts ? 2 * sum >= members : 2 * sum > members)
                        return g;
        }
        return n_grades - 1;
}

points mean_trimmed(const points *v, int n)
{
        wide sum = 0;
        int64_t low = INT64_MAX, high = INT64_MIN;
        for (int i = 0; i < n; i++) {
                sum += v[i].micro;
                low = v[i].micro < low ? v[i].micro : low;
                high = v[i].micro > high ? v[i].micro : high;
        }
        if (n < 3)
                return (points){ wide_round(sum, n, 1, ROUND_HALF_UP) };
        return (points){ wide_round(sum - low - high, n - 2, 1, ROUND_HALF_UP) };
}

points even_out(points x, points own, points common, int64_t step)
{
        must(own.micro > 0);
        return (points){ wide_round((wide)x.micro * common.micro, own.micro, step, ROUND_HALF_UP) };
}

/* ---- are they lawful --------------------------------------------------------------------------- */

static str unit_words(struct ctx *cx, const struct rating *r, int unit)
{
        if (!r->names)
                return str_f(cx->arena, words_of(cx->lang, "第 %d 个单位"), unit + 1);
        return str_f(cx->arena, "“%.*s”", STR(r->names[unit]));
}

static bool value_fits(const struct rating *r, int64_t v)
{
        switch (r->rule) {
        case RATING_RANK:     return v >= 1 && v <= r->n_units;
        case RATING_FIVE:     return v >= 1 && v <= 5;
        case RATING_GRADES:
        case RATING_BRACKET:
        case RATING_MAJORITY: return v >= 0 && v < r->n_grades;
        case RATING_MEAN:
        case RATING_TRIMMED:  return v >= 0 && v <= (int64_t)100 * MICRO;
        case RATING_RULES:    break;
        }
        return false;
}

static const struct fail *weights_check(struct ctx *cx, const struct rating_part *p, int n,
                                        const char *what)
{
        int64_t sum = 0;
        for (int i = 0; i < n; i++)
                sum += p[i].weight;
        if (n && sum != MICRO)
                return fail(cx, INVALID, "%s的权重合计 %.*s，应为 100%%", words_of(cx->lang, what),
                            STR(share_str(cx->arena, sum)));
        return NULL;
}

static const struct fail *ballot_check(struct ctx *cx, const struct rating *r,
                                       const struct ballot *b, uint8_t *seen, uint8_t *ranked,
                                       int *on_unit)
{
        if (b->rater < 0 || b->rater >= r->n_raters || b->unit < 0 || b->unit >= r->n_units ||
            b->aspect < 0 || b->aspect >= n_aspects(r))
                return fail(cx, INVALID, "有一票的评分人、单位或方面不在名单里");
        const struct rater *who = &r->raters[b->rater];
        str name = who->name.n
                           ? who->name
                           : str_f(cx->arena, words_of(cx->lang, "第 %d 号评分人"), b->rater + 1);
        str unit = unit_words(cx, r, b->unit);
        if (who->unit == b->unit)
                return fail(cx, INVALID, "%.*s 不能给自己所在的单位（%.*s）评分", STR(name), STR(unit));
        size_t at =
                ((size_t)b->rater * (size_t)r->n_units + (size_t)b->unit) * (size_t)n_aspects(r) +
                (size_t)b->aspect;
        if (seen[at]++)
                return fail(cx, INVALID, "%.*s 对%.*s投了不止一票", STR(name), STR(unit));
        int *n = &on_unit[b->unit * n_aspects(r) + b->aspect];
        if (++*n > n_members(r, b->unit))
                return fail(cx, INVALID, "%.*s收到 %d 票，超过应投票人数 %d", STR(unit), *n,
                            n_members(r, b->unit));
        if (b->state != BALLOT_VALID)
                return NULL;
        if (!value_fits(r, b->value))
                return fail(cx, INVALID, "%.*s 给%.*s的评分不在允许范围内", STR(name), STR(unit));
        if (r->rule != RATING_RANK)
                return NULL;
        at = ((size_t)b->rater * (size_t)n_aspects(r) + (size_t)b->aspect) * (size_t)(r->n_units + 1) +
             (size_t)b->value;
        if (ranked[at]++)
                return fail(cx, INVALID, "%.*s 给两个单位排了同一名次（第 %ld 名）", STR(name), b->value);
        return NULL;
}

const char *bracket_wrong(const struct method_row *r)
{
        const ratio ends[4] = { r->from, r->to, r->from2, r->to2 };
        for (int k = 0; k < 4; k++)
                if (ends[k].den && ends[k].num > ends[k].den)
                        return "票率写成小数或分数，如 0.9、1/3";
        return NULL;
}

static const struct fail *terms_check(struct ctx *cx, const struct rating *r)
{
        const struct fail *f = weights_check(cx, r->aspects, r->n_aspects, "评议方面");
        if (!f)
                f = weights_check(cx, r->sources, r->n_sources, "评议来源");
        if (f)
                return f;
        if (r->n_units < 1 || r->n_raters < 0 ||
            (wide)r->n_units * r->n_raters * n_aspects(r) > 64 << 20)
                return fail(cx, INVALID, "评议的单位和评分人太多");
        if ((r->rule == RATING_GRADES || r->rule == RATING_BRACKET || r->rule == RATING_MAJORITY) &&
            r->n_grades < 2)
                return fail(cx, INVALID, "评议等次至少要有两个");
        if (r->rule == RATING_BRACKET && !r->n_rows)
                return fail_field(cx, S("bounds-0"), "“%s”要写分段，如 ≥0.9=100；[0.8,0.9)=90；<0.8=60",
                                  words_of(cx->lang, rating_rows[r->rule].name));
        for (int i = 0; i < r->n_raters; i++)
                if (r->raters[i].source < 0 || r->raters[i].source >= n_sources(r))
                        return fail(cx, INVALID, "第 %d 号评分人的来源不在名单里", i + 1);
        return NULL;
}

const struct fail *ratings_check(struct ctx *cx, const struct rating *r, const struct ballot *b,
                                 int n, int *ret_at)
{
        const struct fail *f = terms_check(cx, r);
        int at = -1;
        if (ret_at)
                *ret_at = at;
        if (f)
                return f;
        size_t cells = (size_t)r->n_units * (size_t)r->n_raters * (size_t)n_aspects(r);
        uint8_t *seen = NEW_ARRAY(cx->arena, uint8_t, cells + 1);
        uint8_t *ranked = NEW_ARRAY(cx->arena, uint8_t,
                (size_t)(r->n_units + 1) * (size_t)r->n_raters * (size_t)n_aspects(r) + 1);
        int *on_unit = NEW_ARRAY(cx->arena, int, (size_t)r->n_units * (size_t)n_aspects(r) + 1);
        for (at = 0; at < n && !f; at++)
                f = ballot_check(cx, r, &b[at], seen, ranked, on_unit);
        if (f && ret_at)
                *ret_at = at - 1;
        return f;
}

/* ---- scores -------------------------------------------------------------------------------------- */

int64_t ballot_worth(const struct rating *r, const struct ballot *b, const points *own, points common)
{
        int64_t v = b->value;
        switch (r->rule) {
        case RATING_RANK:
                v = MICRO - r->rank_step * (b->value - 1);
                return v > 0 ? v : 0;
        case RATING_FIVE:
                return v * 20 * MICRO;
        case RATING_GRADES:
                return r->grades[v].weight;
        case RATING_MEAN:
        case RATING_TRIMMED:
                if (r->even == EVEN_MEAN && own[b->rater].micro > 0)
                        v = even_out((points){ v }, own[b->rater], common, 1).micro;
                return v < 0 ? 0 : v > (int64_t)100 * MICRO ? (int64_t)100 * MICRO : v;
        case RATING_BRACKET:
        case RATING_MAJORITY:
        case RATING_RULES:
                break;
        }
        return 0;
}

points rater_means(struct arena *a, const struct rating *r, const struct ballot *b, int n, points **ret_own)
{
        points *own = NEW_ARRAY(a, points, (size_t)r->n_raters + 1);
        int64_t *sum = NEW_ARRAY(a, int64_t, (size_t)r->n_raters + 1), all = 0, raters = 0;
        int *count = NEW_ARRAY(a, int, (size_t)r->n_raters + 1);
        for (int i = 0; i < n; i++)
                if (b[i].state == BALLOT_VALID)
                        sum[b[i].rater] += b[i].value, count[b[i].rater]++;
        for (int i = 0; i < r->n_raters; i++) {
                if (!count[i])
                        continue;
                own[i].micro = wide_round(sum[i], count[i], 1, ROUND_HALF_UP);
                all += own[i].micro, raters++;
        }
        *ret_own = own;
        if (r->even_to.micro)
                return r->even_to;
        return (points){ raters ? wide_round(all, raters, 1, ROUND_HALF_UP) : 0 };
}

const struct ballot *as_t_scores(struct arena *a, const struct rating *r, const struct ballot *b, int n)
{
        struct ballot *ret = NEW_ARRAY(a, struct ballot, (size_t)n + 1);
        points *v = NEW_ARRAY(a, points, (size_t)n + 1), *t = NEW_ARRAY(a, points, (size_t)n + 1);
        int *first = NEW_ARRAY(a, int, (size_t)r->n_raters + 1), *at = NEW_ARRAY(a, int, (size_t)n + 1);
        for (int i = 0; i < n; i++)
                first[b[i].rater + 1] += b[i].state == BALLOT_VALID;
        for (int w = 0; w < r->n_raters; w++)
                first[w + 1] += first[w];
        int *next = NEW_ARRAY(a, int, (size_t)r->n_raters + 1);
        for (int i = 0; i < n; i++) {
                ret[i] = b[i];
                if (b[i].state == BALLOT_VALID) {
                        at[i] = first[b[i].rater] + next[b[i].rater]++;
                        v[at[i]].micro = b[i].value;
                }
        }
        for (int w = 0; w < r->n_raters; w++)
                t_scores(v + first[w], first[w + 1] - first[w], t + first[w]);
        for (int i = 0; i < n; i++)
                if (b[i].state == BALLOT_VALID)
                        ret[i].value = t[at[i]].micro;
        return ret;
}

/* What the ballots of one unit, source and aspect add up to. */
struct pile { wide sum; int64_t low, high; int n; };

static points pile_mean(const struct rating *r, const struct pile *p)
{
        wide sum = p->sum;
        int64_t n = p->n;
        if (r->rule == RATING_TRIMMED && n >= 3)
                sum -= (wide)p->low + p->high, n -= 2;
        if (r->rule == RATING_RANK)
                return (points){ wide_round(sum * r->full.micro, (wide)n * MICRO, 1,
                                            ROUND_HALF_UP) };
        return (points){ wide_round(sum, n, 1, ROUND_HALF_UP) };
}

bool mix_of(const points *v, const struct rating_part *part, int n, wide *ret_sum, wide *ret_weights)
{
        *ret_sum = *ret_weights = 0;
        for (int i = 0; i < n; i++) {
                int64_t w = part ? part[i].weight : MICRO;
                if (v[i].micro == INT64_MIN || !w)
                        continue;
                *ret_sum += (wide)v[i].micro * w, *ret_weights += w;
        }
        return *ret_weights != 0;
}

static bool mix(const points *v, const struct rating_part *part, int n, int64_t step,
                enum round_mode mode, points *ret)
{
        wide sum, weights;
        if (!mix_of(v, part, n, &sum, &weights))
                return false;
        ret->micro = wide_round(sum, weights, step, mode);
        return true;
}

static void score_by_means(struct arena *a, const struct rating *r, const struct pile *pile,
                           struct rated *ret)
{
        int aspects = n_aspects(r), sources = n_sources(r);
        int64_t step = r->step ? r->step : 1;
        ret->part = NEW_ARRAY(a, points, (size_t)(aspects * sources));
        ret->source = NEW_ARRAY(a, points, (size_t)sources);
        for (int s = 0; s < sources; s++) {
                for (int k = 0; k < aspects; k++) {
                        const struct pile *p = &pile[s * aspects + k];
                        ret->part[s * aspects + k] = p->n ? pile_mean(r, p) : (points){ INT64_MIN };
                }
                ret->source[s].micro = INT64_MIN;
                mix(ret->part + s * aspects, r->n_aspects ? r->aspects : NULL, aspects, 1,
                    ROUND_HALF_UP, &ret->source[s]);
        }
        ret->none = !mix(ret->source, r->n_sources ? r->sources : NULL, sources, step, r->round,
                         &ret->score);
}

static void score_by_votes(const struct rating *r, int unit, const int *votes, struct rated *ret)
{
        int low = 0;
        ret->none = !ret->valid;
        if (r->rule == RATING_MAJORITY) {
                ret->verdict =
                        ret->none ? -1
                                  : vote_majority(votes, r->n_grades, n_members(r, unit), r->half_counts);
                return;
        }
        if (ret->none)
                return;
        for (int g = r->n_grades - r->low_grades; g < r->n_grades; g++)
                low += g >= 0 ? votes[g] : 0;
        ret->row = rows_find(r->rows, r->n_rows, votes[0], ret->valid, low, ret->valid,
                             &ret->rows_hit);
        if (!ret->row) {
                ret->none = true;
                return;
        }
        const struct method_row *row = &r->rows[ret->row - 1];
        ret->score.micro =
                wide_round(row->share >= 0 ? (wide)r->full.micro * row->share : row->points.micro,
                           row->share >= 0 ? MICRO : 1, r->step ? r->step : 1, r->round);
}

void ratings_score(struct arena *a, const struct rating *r, const struct ballot *b, int n,
                   struct rated *ret)
{
        int parts = n_aspects(r) * n_sources(r), grades = r->n_grades ? r->n_grades : 1;
        struct pile *pile = NEW_ARRAY(a, struct pile, (size_t)r->n_units * (size_t)parts + 1);
        int *votes = NEW_ARRAY(a, int, (size_t)r->n_units * (size_t)grades + 1);
        if (r->even == EVEN_T && (r->rule == RATING_MEAN || r->rule == RATING_TRIMMED))
                b = as_t_scores(a, r, b, n);
        points *own, common = rater_means(a, r, b, n, &own);
        for (int u = 0; u < r->n_units; u++)
                ret[u] = (struct rated){ .verdict = -1 };
        for (int i = 0; i < n; i++) {
                struct rated *x = &ret[b[i].unit];
                x->valid += b[i].state == BALLOT_VALID, x->unknown += b[i].state == BALLOT_UNKNOWN;
                x->absent += b[i].state == BALLOT_ABSENT,
                        x->invalid += b[i].state == BALLOT_INVALID;
                if (b[i].state != BALLOT_VALID)
                        continue;
                if (r->n_grades && b[i].value < grades)
                        votes[b[i].unit * grades + b[i].value]++;
                int64_t v = ballot_worth(r, &b[i], own, common);
                struct pile *p = &pile[b[i].unit * parts +
                                       r->raters[b[i].rater].source * n_aspects(r) + b[i].aspect];
                p->low = !p->n || v < p->low ? v : p->low;
                p->high = !p->n || v > p->high ? v : p->high;
                p->sum += v, p->n++;
        }
        for (int u = 0; u < r->n_units; u++) {
                if (r->rule == RATING_BRACKET || r->rule == RATING_MAJORITY)
                        score_by_votes(r, u, votes + u * grades, &ret[u]);
                else
                        score_by_means(a, r, pile + u * parts, &ret[u]);
        }
}
