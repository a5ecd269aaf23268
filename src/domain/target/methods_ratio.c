/* domain/target/methods_ratio.c - methods of completion: F1, F2, F3, F4, F14, F17. */
#include "domain/target/method_in.h"

static const struct method_input target_actual[] = {
        { "target", "目标值", KIND_FIGURE, false },
        { "actual", "完成值", KIND_FIGURE, false },
};
enum { IN_TARGET, IN_ACTUAL, IN_GROWTH, IN_MEAN };

static const char *const reverse_words[] = { "目标÷完成", "2−完成÷目标", NULL };
#define REVERSE { "reverse", "逆向指标的完成率", KIND_CHOICE, 0, 1, 0, reverse_words, \
                  "指标越小越好时完成率怎么算；完成值为零时按目标的十倍封顶" }

/* ---- F1 ratio -------------------------------------------------------------------------- */

enum { F1_CAP, F1_LEAST, F1_REVERSE };
static const struct method_param f1_params[] = {
        { "cap", "完成率上限", KIND_SHARE, 0, 10 * MICRO, MICRO, NULL, "完成率超过它的部分不再加分，百分数" },
        { "least", "最低完成率", KIND_SHARE, 0, MICRO, 0, NULL, "完成率低于它不得分，百分数；0 表示不设" },
        REVERSE,
};

IN_LINE struct outcome f1(const struct column *c, int i)
{
        const int64_t *p = c->leaf->p;
        int64_t t = c->in[IN_TARGET][i], a = c->in[IN_ACTUAL][i];
        wide num, den;
        if (!is_figure(t) || !is_figure(a))
                return outcome_absent(t, a);
        if (!completion(c->leaf->direction, p[F1_REVERSE], t, a, &num, &den))
                return outcome_none(SCORE_UNSUITED);
        if (num * MICRO >= den * p[F1_CAP]) {
                struct outcome o = outcome_of((wide)c->full.micro * p[F1_CAP], MICRO,
                                              num > den ? BRANCH_OVER : BRANCH_MET);
                o.trace.flags |= num * MICRO > den * p[F1_CAP] ? TRACE_CAPPED : 0;
                return o;
        }
        if (num <= 0 || num * MICRO < den * p[F1_LEAST])
                return outcome_of(0, 1, BRANCH_BELOW);
        return outcome_of(c->full.micro * num, den, num < den ? BRANCH_SHORT : BRANCH_OVER);
}
static struct outcome f1_one(const struct column *c, int i) { return f1(c, i); }
static void f1_run(const struct column *c)                  { column_each(c, f1); }

/* Nothing: below the least completion, where the scheme has one, or not above zero. */
static void explain_below(struct explain *e, int64_t least)
{
        if (least)
                explain_add(e, EXPLAIN_LIMIT, "完成率低于 %.*s，不得分", STR(share_str(e->arena, least)));
        else
                explain_add(e, EXPLAIN_LIMIT, "完成率不高于零，得 0 分");
}

static void f1_explain(struct explain *e, const struct column *c)
{
        struct outcome o = f1_one(c, 0);
        if (!explain_ratio(e, c, (int)c->leaf->p[F1_REVERSE]))
                return;
        str full = points_str(e->arena, c->full, 0), got = wide_str(e->arena, o.num, o.den * MICRO);
        switch ((enum branch)o.trace.branch) {
        case BRANCH_BELOW:
                explain_below(e, c->leaf->p[F1_LEAST]);
                break;
        default:
                if (o.trace.flags & TRACE_CAPPED)
                        explain_add(e, EXPLAIN_LIMIT, "完成率超过上限，按 %.*s 计",
                                    STR(share_str(e->arena, c->leaf->p[F1_CAP])));
                explain_add(e, EXPLAIN_STEP, "%.*s × 完成率 = %.*s", STR(full), STR(got));
        }
}

const struct method method_f1 = {
        .code = "F1", .version = 1, .name = "完成率比例",
        .formula = "分值 × 完成率（完成值 ÷ 目标值），不超过上限",
        .help = "目标值须大于零；增长率等可能为零或负数的指标请用按差值计分的 F5、F6",
        .basis = "四川省、平凉、宁波等地考核办法",
        .needs = NEED_RATIO, .inputs = target_actual, .n_inputs = 2,
        .params = f1_params, .n_params = COUNT_OF(f1_params),
        .run = f1_run, .one = f1_one, .explain = f1_explain,
};

/* ---- F2 all or nothing ----------------------------------------------------------------- */

IN_LINE struct outcome f2(const struct column *c, int i)
{
        int64_t t = c->in[IN_TARGET][i], a = c->in[IN_ACTUAL][i];
        if (!is_figure(t) || !is_figure(a))
                return outcome_absent(t, a);
        bool met = target_met(c->leaf->direction, t, a);
        return outcome_of(met ? c->full.micro : 0, 1, met ? BRANCH_MET : BRANCH_BELOW);
}
static struct outcome f2_one(const struct column *c, int i) { return f2(c, i); }
static void f2_run(const struct column *c)                  { column_each(c, f2); }

static void explain_met(struct explain *e, const struct column *c, int target, int actual)
{
        bool met = target_met(c->leaf->direction, c->in[target][0], c->in[actual][0]);
        str a = column_figure(e, c, actual), t = column_figure(e, c, target);
        if (c->leaf->direction == DIRECTION_MORE)
                explain_add(e, EXPLAIN_STEP, met ? "完成值 %.*s 不低于目标值 %.*s：已完成"
                                                 : "完成值 %.*s 低于目标值 %.*s：未完成", STR(a), STR(t));
        else
                explain_add(e, EXPLAIN_STEP, met ? "完成值 %.*s 不高于目标值 %.*s：已完成（逆向指标）"
                                                 : "完成值 %.*s 高于目标值 %.*s：未完成（逆向指标）",
                            STR(a), STR(t));
}
static void f2_explain(struct explain *e, const struct column *c)
{
        explain_met(e, c, IN_TARGET, IN_ACTUAL);
}

const struct method method_f2 = {
        .code = "F2", .version = 1, .name = "目标完成计分",
        .formula = "完成目标得满分，未完成不得分",
        .help = "只看是否完成，目标值可以为零或负数", .basis = "月度评估办法",
        .inputs = target_actual, .n_inputs = 2,
        .run = f2_run, .one = f2_one, .explain = f2_explain,
};

/* ---- F3 four tiers --------------------------------------------------------------------- */

enum { F3_BONUS, F3_OVER, F3_LEAST, F3_REVERSE };
static const struct method_param f3_params[] = {
        { "bonus", "超额加分", KIND_POINTS, 0, POINTS_MOST, 0, NULL, "超额完成时在满分之上加多少分" },
        { "over", "超额线", KIND_SHARE, MICRO, 10 * MICRO, MICRO, NULL,
          "完成率达到多少算超额，百分数；100 表示超过目标即算" },
        { "least", "最低完成率", KIND_SHARE, 0, MICRO, 800000, NULL, "完成率低于它不得分，百分数" },
        REVERSE,
};

IN_LINE struct outcome f3(const struct column *c, int i)
{
        const int64_t *p = c->leaf->p;
        int64_t t = c->in[IN_TARGET][i], a = c->in[IN_ACTUAL][i];
        wide num, den;
        if (!is_figure(t) || !is_figure(a))
                return outcome_absent(t, a);
        if (!completion(c->leaf->direction, p[F3_REVERSE], t, a, &num, &den))
                return outcome_none(SCORE_UNSUITED);
        if (num >= den) {
                bool over = num > den && num * MICRO >= den * p[F3_OVER];
                return outcome_of(c->full.micro + (over ? p[F3_BONUS] : 0), 1,
                                  over ? BRANCH_OVER : BRANCH_MET);
        }
        if (num <= 0 || num * MICRO < den * p[F3_LEAST])
                return outcome_of(0, 1, BRANCH_BELOW);
        return outcome_of(c->full.micro * num, den, BRANCH_SHORT);
}
static struct outcome f3_one(const struct column *c, int i) { return f3(c, i); }
static void f3_run(const struct column *c)                  { column_each(c, f3); }

static void f3_explain(struct explain *e, const struct column *c)
{
        struct outcome o = f3_one(c, 0);
        if (!explain_ratio(e, c, (int)c->leaf->p[F3_REVERSE]))
                return;
        str full = points_str(e->arena, c->full, 0), got = wide_str(e->arena, o.num, o.den * MICRO);
        switch ((enum branch)o.trace.branch) {
        case BRANCH_OVER:
                explain_add(e, EXPLAIN_STEP, "超额完成：%.*s + %.*s = %.*s", STR(full),
                            STR(points_str(e->arena, (points){ c->leaf->p[F3_BONUS] }, 0)),
                            STR(got));
                break;
        case BRANCH_MET:
                explain_add(e, EXPLAIN_STEP, "完成目标，得满分 %.*s", STR(full));
                break;
        case BRANCH_BELOW:
                explain_below(e, c->leaf->p[F3_LEAST]);
                break;
        default:
                explain_add(e, EXPLAIN_STEP, "完成率不低于 %.*s，按比例：%.*s × 完成率 = %.*s",
                            STR(share_str(e->arena, c->leaf->p[F3_LEAST])), STR(full), STR(got));
        }
}

const struct method method_f3 = {
        .code = "F3", .version = 1, .name = "四级计分",
        .formula = "超额：满分加奖励；完成：满分；不低于最低完成率：按完成率；再低：0 分",
        .help = "目标值须大于零；最低完成率常用 80% 或 90%", .basis = "某市目标管理考核办法",
        .needs = NEED_RATIO, .inputs = target_actual, .n_inputs = 2,
        .params = f3_params, .n_params = COUNT_OF(f3_params),
        .run = f3_run, .one = f3_one, .explain = f3_explain,
};

/* ---- F4 base and a step for each point over ---------------------------------------------- */

static const struct method_input f4_inputs[] = {
        { "target", "目标值", KIND_FIGURE, false },
        { "actual", "完成值", KIND_FIGURE, false },
        { "growth", "增幅", KIND_FIGURE, true },
        { "mean", "平均增幅", KIND_FIGURE, true },
};
static const char *const whole_words[] = { "按比例", "只计整点", NULL };
enum { F4_EACH, F4_MOST, F4_WHOLE, F4_ABOVE, F4_REVERSE };
static const struct method_param f4_params[] = {
        { "each", "每点加分", KIND_POINTS, 0, POINTS_MOST, 500000, NULL, "完成率每超 1 个百分点加多少分" },
        { "most", "加分上限", KIND_POINTS, 0, POINTS_MOST, 10 * MICRO, NULL, "超额部分最多加多少分" },
        { "whole", "不足一点", KIND_CHOICE, 0, 1, 0, whole_words, "不足 1 个百分点的部分怎么办" },
        { "above", "高于平均加分", KIND_POINTS, 0, POINTS_MOST, 0, NULL, "增幅高于平均增幅再加多少分" },
        REVERSE,
};

IN_LINE struct outcome f4(const struct column *c, int i)
{
        const int64_t *p = c->leaf->p;
        int64_t t = c->in[IN_TARGET][i], a = c->in[IN_ACTUAL][i];
        wide num, den;
        if (!is_figure(t) || !is_figure(a))
                return outcome_absent(t, a);
        if (!completion(c->leaf->direction, p[F4_REVERSE], t, a, &num, &den))
                return outcome_none(SCORE_UNSUITED);
        int64_t g = input_or_none(c, IN_GROWTH, i), m = input_or_none(c, IN_MEAN, i), extra = 0;
        if (is_figure(g) && is_figure(m) && g != m &&
            target_met(c->leaf->direction, m, g))
                extra = p[F4_ABOVE];
        if (num < den)
                return num <= 0 ? outcome_of(extra, 1, BRANCH_BELOW)
                                : outcome_of(c->full.micro * num + extra * den, den, BRANCH_SHORT);
        wide over = (num - den) * 100;          /* in percentage points, over den */
        if (p[F4_WHOLE])
                over = over / den * den;
        struct outcome o = { .den = 1, .trace.branch = over ? BRANCH_OVER : BRANCH_MET };
        if (over * p[F4_EACH] > den * p[F4_MOST]) {
                o.num = c->full.micro + p[F4_MOST] + extra;
                o.trace.flags = TRACE_CAPPED;
                return o;
        }
        o.num = over * p[F4_EACH] + den * (c->full.micro + extra), o.den = den;
        return o;
}
static struct outcome f4_one(const struct column *c, int i) { return f4(c, i); }
static void f4_run(const struct column *c)                  { column_each(c, f4); }

static void f4_explain(struct explain *e, const struct column *c)
{
        const int64_t *p = c->leaf->p;
        struct outcome o = f4_one(c, 0);
        wide num, den;
        if (!explain_ratio(e, c, (int)p[F4_REVERSE]) ||
            !completion(c->leaf->direction, p[F4_REVERSE], c->in[IN_TARGET][0], c->in[IN_ACTUAL][0],
                        &num, &den))
                return;
        str full = points_str(e->arena, c->full, 0);
        if (num < den) {
                explain_add(e, EXPLAIN_STEP, "未完成，按比例：%.*s × 完成率 = %.*s", STR(full),
                            STR(wide_str(e->arena, c->full.micro * num, den * MICRO)));
                if (num < 0)
                        explain_below(e, 0);
        } else {
                wide over = p[F4_WHOLE] ? (num - den) * 100 / den * den : (num - den) * 100;
                explain_add(e, EXPLAIN_STEP, "完成得 %.*s；超出 %.*s 个百分点，每点加 %.*s", STR(full),
                            STR(wide_str(e->arena, over, den)),
                            STR(points_str(e->arena, (points){ p[F4_EACH] }, 0)));
                if (o.trace.flags & TRACE_CAPPED)
                        explain_add(e, EXPLAIN_LIMIT, "超额加分最多 %.*s",
                                    STR(points_str(e->arena, (points){ p[F4_MOST] }, 0)));
        }
        int64_t g = input_or_none(c, IN_GROWTH, 0), m = input_or_none(c, IN_MEAN, 0);
        if (p[F4_ABOVE] && is_figure(g) && is_figure(m))
                explain_add(e, EXPLAIN_STEP, g != m && target_met(c->leaf->direction, m, g)
                            ? "增幅 %.*s 优于平均 %.*s，加 %.*s" : "增幅 %.*s 不优于平均 %.*s，不加 %.*s",
                            STR(column_figure(e, c, IN_GROWTH)), STR(column_figure(e, c, IN_MEAN)),
                            STR(points_str(e->arena, (points){ p[F4_ABOVE] }, 0)));
        explain_add(e, EXPLAIN_STEP, "合计 %.*s", STR(wide_str(e->arena, o.num, o.den * MICRO)));
}

const struct method method_f4 = {
        .code = "F4", .version = 1, .name = "基准加增幅",
        .formula = "完成得满分，完成率每超 1 个百分点加分，加到上限为止；未完成按完成率",
        .help = "目标值须大于零；给出增幅和平均增幅时可再加高于平均的分", .basis = "金华市考核办法",
        .needs = NEED_RATIO, .inputs = f4_inputs, .n_inputs = 4,
        .params = f4_params, .n_params = COUNT_OF(f4_params),
        .run = f4_run, .one = f4_one, .explain = f4_explain,
};

/* ---- F14 standard value with its own ceiling ------------------------------------------- */

enum { F14_MOST, F14_LEAST };
static const struct method_param f14_params[] = {
        { "most", "最高分", KIND_POINTS, 0, POINTS_MOST, 0, NULL, "自己的上限，可以高于分值；0 表示不设" },
        { "least", "最低分", KIND_POINTS, -POINTS_MOST, POINTS_MOST, 0, NULL, "自己的下限" },
};

IN_LINE struct outcome f14(const struct column *c, int i)
{
        const int64_t *p = c->leaf->p;
        int64_t t = c->in[IN_TARGET][i], a = c->in[IN_ACTUAL][i];
        wide num, den;
        if (!is_figure(t) || !is_figure(a))
                return outcome_absent(t, a);
        if (!completion(c->leaf->direction, REVERSE_QUOTIENT, t, a, &num, &den) || t <= 0)
                return outcome_none(SCORE_UNSUITED);
        struct outcome o = outcome_of(c->full.micro * num, den,
                                      num > den    ? BRANCH_OVER
                                      : num == den ? BRANCH_MET
                                                   : BRANCH_SHORT);
        return outcome_within(o, p[F14_LEAST], p[F14_MOST] ? p[F14_MOST] : -1);
}
static struct outcome f14_one(const struct column *c, int i) { return f14(c, i); }
static void f14_run(const struct column *c)                  { column_each(c, f14); }

/* W x ratio, then the limits: F14 and F17. */
static void explain_scaled(struct explain *e, const struct column *c, const struct outcome *o)
{
        wide num, den;
        if (!explain_ratio(e, c, REVERSE_QUOTIENT) ||
            !completion(c->leaf->direction, REVERSE_QUOTIENT, c->in[IN_TARGET][0],
                        c->in[IN_ACTUAL][0], &num, &den))
                return;
        explain_add(e, EXPLAIN_STEP, "%.*s × 完成率 = %.*s", STR(points_str(e->arena, c->full, 0)),
                    STR(wide_str(e->arena, c->full.micro * num, den * MICRO)));
        explain_limits(e, o);
}
static void f14_explain(struct explain *e, const struct column *c)
{
        struct outcome o = f14_one(c, 0);
        explain_scaled(e, c, &o);
}

static const char *f14_wrong(const struct leaf *leaf)
{
        return leaf->p[F14_MOST] && leaf->p[F14_MOST] < leaf->p[F14_LEAST] ? "最高分低于最低分" : NULL;
}

const struct method method_f14 = {
        .code = "F14", .version = 1, .name = "标准值带上限",
        .formula = "分值 × 完成值 ÷ 标准值，限定在自己的最低分和最高分之间",
        .help = "标准值须大于零；完成值为负时按最低分", .basis = "杭州市 2009 年目标考核",
        .needs = NEED_RATIO, .inputs = target_actual, .n_inputs = 2,
        .params = f14_params, .n_params = COUNT_OF(f14_params),
        .run = f14_run, .one = f14_one, .explain = f14_explain, .wrong = f14_wrong,
};

/* ---- F17 engineering progress ------------------------------------------------------------ */

static const struct method_input f17_inputs[] = {
        { "target", "计划进度", KIND_FIGURE, false },
        { "actual", "实际进度", KIND_FIGURE, false },
};
enum { F17_MOST };
static const struct method_param f17_params[] = {
        { "most", "上限", KIND_SHARE, 0, 10 * MICRO, 0, NULL, "最高得分值的百分之几；0 表示不设" },
};

IN_LINE struct outcome f17(const struct column *c, int i)
{
        int64_t t = c->in[IN_TARGET][i], a = c->in[IN_ACTUAL][i], most = c->leaf->p[F17_MOST];
        if (!is_figure(t) || !is_figure(a))
                return outcome_absent(t, a);
        if (t <= 0)
                return outcome_none(SCORE_UNSUITED);
        struct outcome o = outcome_of((wide)c->full.micro * a, t,
                                      a > t ? BRANCH_OVER : a == t ? BRANCH_MET : BRANCH_SHORT);
        if (most && o.num * MICRO > (wide)c->full.micro * most * t) {
                o.num = (wide)c->full.micro * most, o.den = MICRO;
                o.trace.flags |= TRACE_CAPPED;
        }
        return outcome_within(o, 0, -1);
}
static struct outcome f17_one(const struct column *c, int i) { return f17(c, i); }
static void f17_run(const struct column *c)                  { column_each(c, f17); }
static void f17_explain(struct explain *e, const struct column *c)
{
        struct outcome o = f17_one(c, 0);
        struct leaf more = *c->leaf;
        struct column as_more = *c;
        more.direction = DIRECTION_MORE, as_more.leaf = &more;
        explain_scaled(e, &as_more, &o);
}

const struct method method_f17 = {
        .code = "F17", .version = 1, .name = "工程形象进度",
        .formula = "到计划进度得满分，超前或滞后按比例折算，扣分以扣完为止",
        .help = "计划进度须大于零；不看指标方向", .basis = "宁波市重点工程考核",
        .needs = NEED_RATIO, .inputs = f17_inputs, .n_inputs = 2,
        .params = f17_params, .n_params = COUNT_OF(f17_params),
        .run = f17_run, .one = f17_one, .explain = f17_explain,
};
