/* domain/target/methods_rank.c - methods of places: F8, F9, F10, F18, F20. */
#include "domain/target/method_in.h"

enum { IN_ACTUAL, IN_TARGET };

/* ---- F8, F9: W less a share for each place behind the first --------------------------------- */

static const struct method_input ranked_inputs[] = {
        { "actual", "完成值", KIND_FIGURE, false },
        { "target", "目标值", KIND_FIGURE, true },
};
static const char *const by_words[]   = { "完成值", "完成率", "直接填名次", NULL };
static const char *const ties_words[] = { "并列同得高名次", "并列取平均名次", NULL };
enum { F8_STEP, F8_LEAST, F8_TIES, F8_BY };
#define RANK_PARAMS(step)                                                                          \
        { "step", "每低一名", KIND_SHARE, 0, MICRO, step, NULL, "每低一名少得分值的百分之几" },    \
        { "least", "最低占比", KIND_SHARE, 0, MICRO, 0, NULL, "最低得分值的百分之几" },            \
        { "ties", "并列", KIND_CHOICE, 0, 1, 0, ties_words, "数值相同的单位怎么计名次" },          \
        { "by", "名次按", KIND_CHOICE, 0, 2, 0, by_words,                                          \
          "按完成值、按完成率排名，或直接填报名次；按完成率时目标值须大于零" }
static const struct method_param f8_params[] = { RANK_PARAMS(50000) };
static const struct method_param f9_params[] = { RANK_PARAMS(20000) };

/* W x (1 - step x (place - 1)), the place doubled so that a mean place stays whole. */
IN_LINE struct outcome by_place(wide full, int64_t step, int64_t least, int64_t twice)
{
        wide share = (wide)2 * MICRO - (wide)step * (twice - 2);
        struct outcome o = { .den = (wide)2 * MICRO, .trace.branch = BRANCH_RANKED };
        if (share < 2 * least) {
                share = 2 * least;
                o.trace.flags |= TRACE_FLOORED;
        }
        o.num = full * share;
        return o;
}

IN_LINE struct outcome f8(const struct column *c, int i)
{
        const int64_t *p = c->leaf->p;
        int64_t a = c->in[IN_ACTUAL][i];
        bool placed = p[F8_BY] != BY_GIVEN && c->rank && c->rank[i];
        if (!is_figure(a) && !placed)
                return outcome_absent(a, a);
        if (p[F8_BY] == BY_GIVEN) {
                int64_t unit = pow10_of[c->leaf->places];
                if (a < unit || a > 65535 * unit)
                        return outcome_none(SCORE_UNSUITED);
                struct outcome o = by_place((wide)c->full.micro * unit, p[F8_STEP], p[F8_LEAST], 2);
                wide share = (wide)MICRO * unit - (wide)p[F8_STEP] * (a - unit);
                if (share < (wide)p[F8_LEAST] * unit) {
                        share = (wide)p[F8_LEAST] * unit;
                        o.trace.flags |= TRACE_FLOORED;
                }
                o.num = c->full.micro * share, o.den = (wide)MICRO * unit;
                o.trace.rank = (uint16_t)(a / unit);
                return o;
        }
        if (!placed) {
                int64_t t = input_or_none(c, IN_TARGET, i);
                if (p[F8_BY] == BY_RATIO && !is_figure(t))
                        return outcome_absent(t, a);
                return outcome_none(SCORE_UNSUITED);
        }
        int64_t tied = c->tied[i], twice = p[F8_TIES] ? 2 * c->rank[i] + tied - 1 : 2 * c->rank[i];
        struct outcome o = by_place(c->full.micro, p[F8_STEP], p[F8_LEAST], twice);
        o.trace.rank = c->rank[i], o.trace.tied = c->tied[i];
        o.trace.flags |= tied > 1 ? TRACE_TIED : 0;
        return o;
}
static struct outcome f8_one(const struct column *c, int i) { return f8(c, i); }
static void f8_run(const struct column *c)                  { column_each(c, f8); }

/* The place is what was given, or it could not be made of the target. */
static const char *f8_unsuited(const struct column *c)
{
        return c->leaf->p[F8_BY] == BY_GIVEN ? "名次应为 1 到 65535" : NULL;
}

static void explain_place(struct explain *e, const struct column *c, const struct trace *t)
{
        explain_units(e, c);
        explain_add(e, EXPLAIN_DATA, "名次第 %d", t->rank);
        if (t->tied > 1)
                explain_add(e, EXPLAIN_NOTE, "与其他单位并列，共 %d 个", t->tied);
}

/* "4 + 10 ×（100% − 5% ×（3 − 1））= 13", the place as place / of, and what the least share lifts it
 * to. */
static void explain_share(struct explain *e, int64_t fixed, int64_t full, int64_t step,
                          int64_t least, wide place, wide of)
{
        wide share = (wide)MICRO * of - (wide)step * (place - of), one = (wide)MICRO * of;
        str plus = fixed ? str_f(e->arena, "%.*s + ", STR(points_str(e->arena, (points){ fixed }, 0)))
                         : S("");
        explain_add(e, EXPLAIN_STEP, "%.*s%.*s ×（100%% − %.*s ×（%.*s − 1））= %.*s", STR(plus),
                    STR(fixed ? operand_str(e->arena, points_str(e->arena, (points){ full }, 0))
                              : points_str(e->arena, (points){ full }, 0)),
                    STR(share_str(e->arena, step)),
                    STR(wide_str(e->arena, place, of)),
                    STR(wide_str(e->arena, fixed * one + full * share, one * MICRO)));
        if (share < (wide)least * of)
                explain_add(e, EXPLAIN_LIMIT, "不低于 %.*s 的 %.*s：%.*s%.*s",
                            STR(points_str(e->arena, (points){ full }, 0)), STR(share_str(e->arena, least)),
                            STR(plus), STR(wide_str(e->arena, (wide)full * least, (wide)MICRO * MICRO)));
}

static void f8_explain(struct explain *e, const struct column *c)
{
        const int64_t *p = c->leaf->p;
        struct outcome o = f8_one(c, 0);
        if (p[F8_BY] == BY_RATIO)
                explain_ratio(e, c, REVERSE_QUOTIENT);
        int64_t unit = pow10_of[c->leaf->places], given = p[F8_BY] == BY_GIVEN ? c->in[IN_ACTUAL][0] : unit;
        if (!o.state && given % unit)           /* a mean of several places */
                explain_add(e, EXPLAIN_DATA, "平均名次 %.*s", STR(wide_str(e->arena, given, unit)));
        else
                explain_place(e, c, &o.trace);
        if (o.state)
                return;
        wide place = o.trace.rank, of = 1;
        if (p[F8_BY] == BY_GIVEN)
                place = c->in[IN_ACTUAL][0], of = pow10_of[c->leaf->places];
        else if (p[F8_TIES] && o.trace.tied > 1)
                place = 2 * o.trace.rank + o.trace.tied - 1, of = 2;
        if (of == 2)
                explain_add(e, EXPLAIN_STEP, "并列取平均名次：%.*s", STR(wide_str(e->arena, place, of)));
        explain_share(e, 0, c->full.micro, p[F8_STEP], p[F8_LEAST], place, of);
}

const struct method method_f8 = {
        .code = "F8", .version = 1, .name = "争先进位",
        .formula = "第一名得满分，每低一名少得分值的一定比例（常用 5%）",
        .help = "组内排名；缺数的单位不参加排名；只有一个单位时得满分", .basis = "月度评估办法",
        .needs = NEED_RANK, .inputs = ranked_inputs, .n_inputs = 2,
        .params = f8_params, .n_params = COUNT_OF(f8_params),
        .run = f8_run, .one = f8_one, .explain = f8_explain, .unsuited = f8_unsuited,
};
const struct method method_f9 = {
        .code = "F9", .version = 1, .name = "名次扣比",
        .formula = "分值 ×（1 − 2% ×（名次 − 1）），比例可改",
        .help = "几位评分人各自排名时用评议的“名次”规则，取各名次得分的平均", .basis = "瑞安市考核办法",
        .needs = NEED_RANK, .inputs = ranked_inputs, .n_inputs = 2,
        .params = f9_params, .n_params = COUNT_OF(f9_params),
        .run = f8_run, .one = f8_one, .explain = f8_explain, .unsuited = f8_unsuited,
};

/* ---- F10 ratio to the best -------------------------------------------------------------------- */

static const struct method_input actual_only[] = {
        { "actual", "完成值", KIND_FIGURE, false },
};

IN_LINE struct outcome f10(const struct column *c, int i)
{
        int64_t a = c->in[0][i], best = c->stat->best, w = c->full.micro;
        if (!is_figure(a))
                return outcome_absent(a, a);
        bool more = c->leaf->direction == DIRECTION_MORE;
        if (best < (more ? 1 : 0))                /* nobody gets points of it, the best does not either */
                return outcome_none(SCORE_UNSUITED);
        if (a == best)
                return outcome_of(w, 1, BRANCH_TOP);
        if (more)
                return outcome_within(outcome_of((wide)w * a, best, BRANCH_SPREAD), 0, w);
        if (a <= 0)
                return outcome_none(SCORE_UNSUITED);
        return outcome_within(outcome_of((wide)w * best, a, BRANCH_SPREAD), 0, w);
}
static struct outcome f10_one(const struct column *c, int i) { return f10(c, i); }
static void f10_run(const struct column *c)                  { column_each(c, f10); }

static void f10_explain(struct explain *e, const struct column *c)
{
        struct outcome o = f10_one(c, 0);
        str best = figure_str(e->arena, e->lang, c->stat->best, c->leaf->places);
        explain_units(e, c);
        explain_add(e, EXPLAIN_DATA, "组内最优值 %.*s", STR(best));
        if (o.state)
                return;
        str full = points_str(e->arena, c->full, 0), own = column_operand(e, c, 0);
        str got = wide_str(e->arena, o.num, o.den * MICRO);
        if (o.trace.flags & TRACE_FLOORED)
                got = wide_str(e->arena, (wide)c->full.micro * c->in[0][0], (wide)c->stat->best * MICRO);
        if (o.trace.branch == BRANCH_TOP)
                explain_add(e, EXPLAIN_STEP, "等于最优值，得满分 %.*s", STR(full));
        else if (c->leaf->direction == DIRECTION_MORE)
                explain_add(e, EXPLAIN_STEP, "%.*s × %.*s ÷ %.*s = %.*s", STR(full), STR(own),
                            STR(best), STR(got));
        else
                explain_add(e, EXPLAIN_STEP, "%.*s × %.*s ÷ %.*s = %.*s", STR(full), STR(best),
                            STR(own), STR(got));
        if (o.trace.flags & TRACE_FLOORED)
                explain_add(e, EXPLAIN_LIMIT, "完成值为负，按 0 分计");
}

static const char *f10_unsuited(const struct column *c)
{
        bool more = c->leaf->direction == DIRECTION_MORE;
        return c->stat->best < (more ? 1 : 0) ? more ? "组内最优值为零或负数，与它之比没有意义" : "组内最优值为负数，与它之比没有意义"
                                    : "完成值为零或负数，却不是组内最优值";
}

const struct method method_f10 = {
        .code = "F10", .version = 1, .name = "与最优值之比",
        .formula = "分值 × 完成值 ÷ 组内最优值；逆向指标为 最优值 ÷ 完成值",
        .help = "最优值须大于零（逆向指标可以为零），否则整组不计分；可能为负数的指标请用按差值或名次计分的方法", .basis = "瑞安市、广东省考核办法",
        .needs = NEED_MIN_MAX, .inputs = actual_only, .n_inputs = 1,
        .run = f10_run, .one = f10_one, .explain = f10_explain, .unsuited = f10_unsuited,
};

/* ---- F18 a threshold, then places among those above it ------------------------------------------ */

enum { F18_LINE, F18_FIXED, F18_STEP, F18_LEAST };
static const struct method_param f18_params[] = {
        { "line", "门槛值", KIND_FIGURE, -FIGURE_MOST, FIGURE_MOST, 0, NULL, "达到它得固定分" },
        { "fixed", "固定分", KIND_POINTS, 0, POINTS_MOST, 4 * MICRO, NULL, "达到门槛得多少分；其余分值按名次" },
        { "step", "每低一名", KIND_SHARE, 0, MICRO, 50000, NULL, "超过门槛的单位每低一名少得其余分值的百分之几" },
        { "least", "最低占比", KIND_SHARE, 0, MICRO, 0, NULL, "超过门槛的单位最低得其余分值的百分之几" },
};

IN_LINE struct outcome f18(const struct column *c, int i)
{
        const int64_t *p = c->leaf->p;
        int64_t a = c->in[0][i], line = p[F18_LINE];
        if (!is_figure(a))
                return outcome_absent(a, a);
        if (!target_met(c->leaf->direction, line, a))
                return outcome_of(0, 1, BRANCH_BELOW);
        if (a == line)
                return outcome_of(p[F18_FIXED], 1, BRANCH_MET);
        if (!c->rank || !c->rank[i])
                return outcome_none(SCORE_UNSUITED);
        struct outcome o =
                by_place(c->full.micro - p[F18_FIXED], p[F18_STEP], p[F18_LEAST], 2 * c->rank[i]);
        o.num += o.den * p[F18_FIXED];
        o.trace.branch = BRANCH_RANKED;
        o.trace.rank = c->rank[i], o.trace.tied = c->tied[i];
        o.trace.flags |= c->tied[i] > 1 ? TRACE_TIED : 0;
        return o;
}
static struct outcome f18_one(const struct column *c, int i) { return f18(c, i); }
static void f18_run(const struct column *c)                  { column_each(c, f18); }

static void f18_explain(struct explain *e, const struct column *c)
{
        const int64_t *p = c->leaf->p;
        struct outcome o = f18_one(c, 0);
        str line = figure_str(e->arena, e->lang, p[F18_LINE], c->leaf->places);
        str fixed = points_str(e->arena, (points){ p[F18_FIXED] }, 0);
        if (o.trace.branch == BRANCH_BELOW) {
                explain_add(e, EXPLAIN_STEP, "未达到门槛值 %.*s，得 0 分", STR(line));
        } else if (o.trace.branch == BRANCH_MET) {
                explain_add(e, EXPLAIN_STEP, "正好达到门槛值 %.*s，得固定分 %.*s", STR(line), STR(fixed));
        } else {
                explain_add(e, EXPLAIN_STEP, "超过门槛值 %.*s，得固定分 %.*s", STR(line), STR(fixed));
                explain_place(e, c, &o.trace);
                explain_share(e, p[F18_FIXED], c->full.micro - p[F18_FIXED], p[F18_STEP], p[F18_LEAST],
                              o.trace.rank, 1);
        }
}

static const char *f18_unsuited(const struct column *c)
{
        (void)c;
        return "超过门槛值而没有组内名次";
}

const struct method method_f18 = {
        .code = "F18", .version = 1, .name = "门槛加名次",
        .formula = "达到门槛得固定分；超过门槛的部分按组内名次得其余分值，未达到得 0 分",
        .help = "如 GDP 增速达到 8% 得 4 分，高于 8% 的排名得其余 6 分", .basis = "月度评估办法",
        .needs = NEED_RANK, .inputs = actual_only, .n_inputs = 1,
        .params = f18_params, .n_params = COUNT_OF(f18_params),
        .run = f18_run, .one = f18_one, .explain = f18_explain, .unsuited = f18_unsuited,
};

/* ---- F20 rank in the league of the level above ---------------------------------------------------- */

enum { IN_PLACE, IN_LEAGUE };
static const struct method_input f20_inputs[] = {
        { "rank",   "上级排名",     KIND_COUNT, false },
        { "league", "参加排名总数", KIND_COUNT, false },
};
enum { F20_TOP, F20_BOTTOM, F20_EACH };
static const struct method_param f20_params[] = {
        { "top", "前几名加分", KIND_COUNT, 0, 1000, 5, NULL, "前几名由高到低加分" },
        { "bottom", "后几名扣分", KIND_COUNT, 0, 1000, 5, NULL, "后几名由低到高扣分，末位扣得最多" },
        { "each", "每名", KIND_POINTS, 0, POINTS_MOST, MICRO, NULL, "相邻两名相差多少分" },
};

IN_LINE struct outcome f20(const struct column *c, int i)
{
        const int64_t *p = c->leaf->p;
        int64_t k = c->in[IN_PLACE][i], n = c->in[IN_LEAGUE][i];
        if (!is_figure(k) || !is_figure(n))
                return outcome_absent(k, n);
        if (k < 1 || k > n || n > 65535)
                return outcome_none(SCORE_UNSUITED);
        struct outcome o = outcome_of(0, 1, BRANCH_MIDDLE);
        if (k <= p[F20_TOP])
                o = outcome_of((wide)(p[F20_TOP] - k + 1) * p[F20_EACH], 1, BRANCH_TOP);
        else if (n - k < p[F20_BOTTOM])
                o = outcome_of(-(wide)(p[F20_BOTTOM] - (n - k)) * p[F20_EACH], 1, BRANCH_BOTTOM);
        o.trace.rank = (uint16_t)k;
        return o;
}
static struct outcome f20_one(const struct column *c, int i) { return f20(c, i); }
static void f20_run(const struct column *c)                  { column_each(c, f20); }

static void f20_explain(struct explain *e, const struct column *c)
{
        const int64_t *p = c->leaf->p, k = c->in[IN_PLACE][0], n = c->in[IN_LEAGUE][0];
        struct outcome o = f20_one(c, 0);
        str got = wide_str(e->arena, o.num, MICRO), each = points_str(e->arena, (points){ p[F20_EACH] }, 0);
        if (o.trace.branch == BRANCH_TOP) {
                explain_add(e, EXPLAIN_STEP, "在前 %ld 名，加 %.*s 分", p[F20_TOP], STR(got));
                explain_add(e, EXPLAIN_STEP, "（%ld − %ld + 1）× %.*s = %.*s", p[F20_TOP], k, STR(each), STR(got));
        } else if (o.trace.branch == BRANCH_BOTTOM) {
                explain_add(e, EXPLAIN_STEP, "在后 %ld 名，计 %.*s 分", p[F20_BOTTOM], STR(got));
                explain_add(e, EXPLAIN_STEP, "−（%ld −（%ld − %ld））× %.*s = %.*s", p[F20_BOTTOM], n, k, STR(each),
                            STR(got));
        } else {
                explain_add(e, EXPLAIN_STEP, "不在前列也不在末位，不加不扣");
        }
}

static const char *f20_unsuited(const struct column *c)
{
        return c->in[IN_LEAGUE][0] > 65535 ? "参加排名的最多 65535 个" : "上级排名应在 1 到参加排名总数之间";
}

const struct method method_f20 = {
        .code = "F20", .version = 1, .name = "上级排名加减",
        .formula = "在上级排名中前几名依次加分，后几名依次扣分，中间不加不扣",
        .help = "分值不参与计算；前后重叠时按前列加分", .basis = "某市目标考核办法",
        .inputs = f20_inputs, .n_inputs = 2, .params = f20_params, .n_params = COUNT_OF(f20_params),
        .run = f20_run, .one = f20_one, .explain = f20_explain, .unsuited = f20_unsuited,
};
