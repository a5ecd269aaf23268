/* domain/target/methods_step.c - given scores and methods of differences: F0, F5, F6, F7, F19. */
#include "domain/target/method_in.h"

enum { IN_TARGET, IN_ACTUAL, IN_SUB_TARGET, IN_SUB_ACTUAL };

static const struct method_input target_actual[] = {
        { "target", "目标值", KIND_FIGURE, false },
        { "actual", "完成值", KIND_FIGURE, false },
};

/* ---- F0 a score given by the assessing department or by raters --------------------------- */

static const struct method_input f0_inputs[] = {
        { "actual", "评分", KIND_FIGURE, false },
};
enum { F0_OF };
static const struct method_param f0_params[] = {
        { "of", "评分满分", KIND_FIGURE, 1, (int64_t)10000 * MICRO, (int64_t)100 * MICRO, NULL,
          "评分按多少分为满分；再折算到分值" },
};

IN_LINE struct outcome f0(const struct column *c, int i)
{
        int64_t a = c->in[0][i];
        if (!is_figure(a))
                return outcome_absent(a, a);
        return outcome_within(outcome_of((wide)c->full.micro * a, c->leaf->p[F0_OF], BRANCH_GIVEN),
                              0, c->full.micro);
}
static struct outcome f0_one(const struct column *c, int i) { return f0(c, i); }
static void f0_run(const struct column *c)                  { column_each(c, f0); }

static void f0_explain(struct explain *e, const struct column *c)
{
        struct outcome o = f0_one(c, 0);
        explain_add(e, EXPLAIN_STEP, "%.*s × %.*s ÷ %.*s = %.*s",
                    STR(points_str(e->arena, c->full, 0)), STR(column_operand(e, c, 0)),
                    STR(figure_str(e->arena, e->lang, c->leaf->p[F0_OF], c->leaf->places)),
                    STR(wide_str(e->arena, (wide)c->full.micro * c->in[0][0],
                                 (wide)c->leaf->p[F0_OF] * MICRO)));
        explain_limits(e, &o);
}
static const char *f0_wrong(const struct leaf *leaf)
{
        return leaf->p[F0_OF] <= 0 ? "评分满分须大于零" : NULL;
}

const struct method method_f0 = {
        .code = "F0", .version = 1, .name = "直接评分",
        .formula = "分值 × 评分 ÷ 评分满分，不低于 0，不超过分值",
        .help = "牵头考核部门或评议给出的分；评分依据另附", .basis = "通行做法",
        .inputs = f0_inputs, .n_inputs = 1, .params = f0_params, .n_params = COUNT_OF(f0_params),
        .run = f0_run, .one = f0_one, .explain = f0_explain, .wrong = f0_wrong,
};

/* ---- F5, F6: a share at the target, more or less for each unit of difference --------------- */

enum { F5_BASE, F5_EACH, F5_UNIT, F5_MOST, F5_LEAST };
static const struct method_param f5_params[] = {
        { "base", "基础分占比", KIND_SHARE, 0, MICRO, 800000, NULL, "正好达到目标时得分值的百分之几" },
        { "each", "每点加减", KIND_POINTS, 0, POINTS_MOST, 500000, NULL, "每高或低一点加或减多少分" },
        { "unit", "一点是多少", KIND_FIGURE, 1, (int64_t)1000000000 * MICRO, MICRO, NULL,
          "完成值与目标值相差多少算一点；增长率填 1 即 1 个百分点" },
        { "most", "上限", KIND_SHARE, 0, 10 * MICRO, 1500000, NULL, "最高得分值的百分之几" },
        { "least", "下限", KIND_SHARE, 0, MICRO, 0, NULL, "最低得分值的百分之几" },
};
static const struct method_param f6_params[] = {
        { "base", "基础分占比", KIND_SHARE, MICRO, MICRO, MICRO, NULL, "正好达到目标得满分" },
        { "each", "每点加减", KIND_POINTS, 0, POINTS_MOST, 300000, NULL, "每高或低一点加或减多少分" },
        { "unit", "一点是多少", KIND_FIGURE, 1, (int64_t)1000000000 * MICRO, MICRO, NULL,
          "完成值与目标值相差多少算一点；增长率填 1 即 1 个百分点" },
        { "most", "上限", KIND_SHARE, MICRO, 10 * MICRO, 10 * MICRO, NULL, "最高得分值的百分之几" },
        { "least", "下限", KIND_SHARE, 0, MICRO, 0, NULL, "最低得分值的百分之几" },
};

IN_LINE struct outcome f5(const struct column *c, int i)
{
        const int64_t *p = c->leaf->p;
        int64_t t = c->in[IN_TARGET][i], a = c->in[IN_ACTUAL][i], w = c->full.micro;
        if (!is_figure(t) || !is_figure(a))
                return outcome_absent(t, a);
        int64_t over = c->leaf->direction == DIRECTION_MORE ? a - t : t - a, unit = p[F5_UNIT];
        struct outcome o = outcome_of((wide)w * p[F5_BASE] * unit + (wide)p[F5_EACH] * over * MICRO,
                                      (wide)unit * MICRO,
                                      over > 0 ? BRANCH_OVER : over ? BRANCH_SHORT : BRANCH_MET);
        wide most = (wide)w * p[F5_MOST], least = (wide)w * p[F5_LEAST];
        if (o.num > most * unit) {
                o.num = most, o.den = MICRO;
                o.trace.flags |= TRACE_CAPPED;
        } else if (o.num < least * unit) {
                o.num = least, o.den = MICRO;
                o.trace.flags |= TRACE_FLOORED;
        }
        return o;
}
static struct outcome f5_one(const struct column *c, int i) { return f5(c, i); }
static void f5_run(const struct column *c)                  { column_each(c, f5); }

static void f5_explain(struct explain *e, const struct column *c)
{
        const int64_t *p = c->leaf->p;
        struct outcome o = f5_one(c, 0);
        int64_t apart = c->in[IN_ACTUAL][0] - c->in[IN_TARGET][0];
        bool higher = apart > 0, better = higher == (c->leaf->direction == DIRECTION_MORE);
        apart = higher ? apart : -apart;
        int64_t over = better ? apart : -apart;
        str base = wide_str(e->arena, (wide)c->full.micro * p[F5_BASE], (wide)MICRO * MICRO);
        explain_add(e, EXPLAIN_STEP, "达到目标得 %.*s（%.*s 的 %.*s）", STR(base),
                    STR(points_str(e->arena, c->full, 0)), STR(share_str(e->arena, p[F5_BASE])));
        if (!apart)
                return;
        explain_add(e, EXPLAIN_STEP, higher ? "完成值比目标值高 %.*s，折 %.*s 点，每点 %.*s 分"
                                            : "完成值比目标值低 %.*s，折 %.*s 点，每点 %.*s 分",
                    STR(figure_str(e->arena, e->lang, apart, c->leaf->places)),
                    STR(wide_str(e->arena, apart, p[F5_UNIT])),
                    STR(points_str(e->arena, (points){ p[F5_EACH] }, 0)));
        explain_add(e, EXPLAIN_STEP, "%.*s %s %.*s = %.*s", STR(base), better ? "+" : "−",
                    STR(wide_str(e->arena, (wide)p[F5_EACH] * apart, (wide)p[F5_UNIT] * MICRO)),
                    STR(wide_str(e->arena, (wide)c->full.micro * p[F5_BASE] * p[F5_UNIT] +
                                 (wide)p[F5_EACH] * over * MICRO,
                                 (wide)p[F5_UNIT] * MICRO * MICRO)));
        explain_limits(e, &o);
}
static const char *f5_wrong(const struct leaf *leaf)
{
        if (leaf->p[F5_UNIT] <= 0)
                return "“一点是多少”须大于零";
        return leaf->p[F5_MOST] < leaf->p[F5_LEAST] ? "上限低于下限" : NULL;
}

const struct method method_f5 = {
        .code = "F5",
        .version = 1,
        .name = "基础分加减",
        .formula = "达到目标得分值的一部分，每高或低一点加或减，限定在上下限之间",
        .help = "按差值计分，目标值可以为零或负数；差值是百分点时一点填 1",
        .basis = "供销社系统考核办法",
        .inputs = target_actual,
        .n_inputs = 2,
        .params = f5_params,
        .n_params = COUNT_OF(f5_params),
        .run = f5_run,
        .one = f5_one,
        .explain = f5_explain,
        .wrong = f5_wrong,
};
const struct method method_f6 = {
        .code = "F6",
        .version = 1,
        .name = "对称加减",
        .formula = "达到目标得满分，每高或低一点加或减同样的分",
        .help = "按差值计分，目标值可以为零或负数",
        .basis = "金华市工业增加值考核",
        .inputs = target_actual,
        .n_inputs = 2,
        .params = f6_params,
        .n_params = COUNT_OF(f6_params),
        .run = f5_run,
        .one = f5_one,
        .explain = f5_explain,
        .wrong = f5_wrong,
};

/* ---- F7 two levels ------------------------------------------------------------------------ */

static const struct method_input f7_inputs[] = {
        { "target",     "主要目标值",   KIND_FIGURE, false },
        { "actual",     "主要完成值",   KIND_FIGURE, false },
        { "sub-target", "其中：目标值", KIND_FIGURE, true },
        { "sub-actual", "其中：完成值", KIND_FIGURE, true },
};
enum { F7_SUB };
static const struct method_param f7_params[] = {
        { "sub", "次级得分占比", KIND_SHARE, 0, MICRO, 800000, NULL,
          "主要目标未完成、其中项完成时得分值的百分之几" },
};

IN_LINE struct outcome f7(const struct column *c, int i)
{
        int64_t t = c->in[IN_TARGET][i], a = c->in[IN_ACTUAL][i];
        if (!is_figure(t) || !is_figure(a))
                return outcome_absent(t, a);
        if (target_met(c->leaf->direction, t, a))
                return outcome_of(c->full.micro, 1, BRANCH_MET);
        t = input_or_none(c, IN_SUB_TARGET, i), a = input_or_none(c, IN_SUB_ACTUAL, i);
        if (t == FIGURE_NA || a == FIGURE_NA)
                return outcome_of(0, 1, BRANCH_BELOW);
        if (!is_figure(t) || !is_figure(a))
                return outcome_none(SCORE_MISSING);
        if (target_met(c->leaf->direction, t, a))
                return outcome_of((wide)c->full.micro * c->leaf->p[F7_SUB], MICRO, BRANCH_SUB);
        return outcome_of(0, 1, BRANCH_BELOW);
}
static struct outcome f7_one(const struct column *c, int i) { return f7(c, i); }
static void f7_run(const struct column *c)                  { column_each(c, f7); }

static void f7_explain(struct explain *e, const struct column *c)
{
        struct outcome o = f7_one(c, 0);
        str full = points_str(e->arena, c->full, 0);
        switch ((enum branch)o.trace.branch) {
        case BRANCH_MET:
                explain_add(e, EXPLAIN_STEP, "主要目标已完成，得满分 %.*s", STR(full));
                break;
        case BRANCH_SUB:
                explain_add(e, EXPLAIN_STEP, "主要目标未完成，其中项已完成，得 %.*s 的 %.*s：%.*s", STR(full),
                            STR(share_str(e->arena, c->leaf->p[F7_SUB])),
                            STR(wide_str(e->arena, o.num, o.den * MICRO)));
                break;
        default:
                explain_add(e, EXPLAIN_STEP, "主要目标和其中项都未完成，得 0 分");
        }
}

const struct method method_f7 = {
        .code = "F7", .version = 1, .name = "两级目标",
        .formula = "主要目标完成得满分；未完成但其中项完成得一部分；都未完成得 0 分",
        .help = "如投资总额未完成、其中制造业投资完成", .basis = "金华市投资考核",
        .inputs = f7_inputs, .n_inputs = 4, .params = f7_params, .n_params = COUNT_OF(f7_params),
        .run = f7_run, .one = f7_one, .explain = f7_explain,
};

/* ---- F19 level and growth ------------------------------------------------------------------- */

enum { IN_LEVEL, IN_RISE };
static const struct method_input f19_inputs[] = {
        { "level",  "水平指数", KIND_FIGURE, false },
        { "growth", "发展指数", KIND_FIGURE, false },
};
enum { F19_LEVEL };
static const struct method_param f19_params[] = {
        { "share", "水平占比", KIND_SHARE, 0, MICRO, 400000, NULL, "水平指数占百分之几，其余归发展指数" },
};

IN_LINE struct outcome f19(const struct column *c, int i)
{
        int64_t s = c->in[IN_LEVEL][i], d = c->in[IN_RISE][i], share = c->leaf->p[F19_LEVEL];
        if (!is_figure(s) || !is_figure(d))
                return outcome_absent(s, d);
        struct outcome o = outcome_of(c->full.micro * ((wide)s * share + (wide)d * (MICRO - share)),
                                      (wide)100 * MICRO * pow10_of[c->leaf->places], BRANCH_GIVEN);
        return outcome_within(o, 0, c->full.micro);
}
static struct outcome f19_one(const struct column *c, int i) { return f19(c, i); }
static void f19_run(const struct column *c)                  { column_each(c, f19); }

static void f19_explain(struct explain *e, const struct column *c)
{
        struct outcome o = f19_one(c, 0);
        int64_t share = c->leaf->p[F19_LEVEL];
        wide mixed = (wide)c->in[IN_LEVEL][0] * share + (wide)c->in[IN_RISE][0] * (MICRO - share);
        wide unit = (wide)MICRO * pow10_of[c->leaf->places];
        explain_add(e, EXPLAIN_STEP, "%.*s × %.*s + %.*s × %.*s = %.*s",
                    STR(column_figure(e, c, IN_LEVEL)), STR(share_str(e->arena, share)),
                    STR(column_operand(e, c, IN_RISE)), STR(share_str(e->arena, MICRO - share)),
                    STR(wide_str(e->arena, mixed, unit)));
        explain_add(e, EXPLAIN_STEP, "折算到分值：%.*s × %.*s ÷ 100 = %.*s",
                    STR(points_str(e->arena, c->full, 0)),
                    STR(operand_str(e->arena, wide_str(e->arena, mixed, unit))),
                    STR(wide_str(e->arena, c->full.micro * mixed, unit * 100 * MICRO)));
        explain_limits(e, &o);
}

const struct method method_f19 = {
        .code = "F19", .version = 1, .name = "水平加发展",
        .formula = "分值 ×（水平指数 × 占比 + 发展指数 ×（1 − 占比））÷ 100",
        .help = "两个指数都以 100 为满", .basis = "皖江 2010 年、广东高质量发展考核",
        .inputs = f19_inputs, .n_inputs = 2, .params = f19_params, .n_params = COUNT_OF(f19_params),
        .run = f19_run, .one = f19_one, .explain = f19_explain,
};
