/* domain/target/methods_spread.c - efficacy coefficients: F11 (linear) and F12 (exponential). */
#include "domain/target/method_in.h"

static const struct method_input actual_only[] = {
        { "actual", "完成值", KIND_FIGURE, false },
};

/* ---- F11 ------------------------------------------------------------------------------------ */

enum { F11_BASE };
static const struct method_param f11_params[] = {
        { "base", "基础分占比", KIND_SHARE, 0, MICRO, 600000, NULL, "组内最差的单位得分值的百分之几" },
};

/* How far from the worst of the group, 0 … span. */
IN_LINE int64_t above_worst(const struct column *c, int64_t a, uint8_t *flags)
{
        int64_t x = c->leaf->direction == DIRECTION_MORE ? a - c->stat->min : c->stat->max - a;
        int64_t span = c->stat->max - c->stat->min;
        if (x < 0) {
                *flags |= TRACE_FLOORED;
                return 0;
        }
        if (x > span) {
                *flags |= TRACE_CAPPED;
                return span;
        }
        return x;
}

IN_LINE struct outcome f11(const struct column *c, int i)
{
        int64_t a = c->in[0][i], span = c->stat->max - c->stat->min, base = c->leaf->p[F11_BASE];
        if (!is_figure(a))
                return outcome_absent(a, a);
        if (span <= 0) {
                struct outcome same = outcome_of(c->full.micro, 1, BRANCH_SAME);
                same.trace.flags = TRACE_ALL_SAME;
                return same;
        }
        struct outcome o = { .trace.branch = BRANCH_SPREAD };
        int64_t x = above_worst(c, a, &o.trace.flags);
        o.num = (wide)c->full.micro * ((wide)base * span + (wide)(MICRO - base) * x);
        o.den = (wide)MICRO * span;
        return o;
}
static struct outcome f11_one(const struct column *c, int i) { return f11(c, i); }
static void f11_run(const struct column *c)                  { column_each(c, f11); }

static void explain_spread(struct explain *e, const struct column *c)
{
        explain_units(e, c);
        explain_add(e, EXPLAIN_DATA, "组内最小 %.*s，最大 %.*s",
                    STR(figure_str(e->arena, e->lang, c->stat->min, c->leaf->places)),
                    STR(figure_str(e->arena, e->lang, c->stat->max, c->leaf->places)));
}

static void f11_explain(struct explain *e, const struct column *c)
{
        struct outcome o = f11_one(c, 0);
        str full = points_str(e->arena, c->full, 0), own = column_figure(e, c, 0);
        explain_spread(e, c);
        if (o.trace.branch == BRANCH_SAME) {
                explain_add(e, EXPLAIN_STEP, "最大等于最小，分母为零，按约定得满分 %.*s", STR(full));
                return;
        }
        uint8_t flags = 0;
        int64_t x = above_worst(c, c->in[0][0], &flags), span = c->stat->max - c->stat->min;
        str min = figure_str(e->arena, e->lang, c->stat->min, c->leaf->places);
        str max = figure_str(e->arena, e->lang, c->stat->max, c->leaf->places), less = operand_str(e->arena, min);
        if (flags)
                explain_add(e, EXPLAIN_LIMIT, "完成值不在组内最小和最大之间，按端点计");
        else if (c->leaf->direction == DIRECTION_MORE)
                explain_add(e, EXPLAIN_STEP, "（%.*s − %.*s）÷（%.*s − %.*s）= %.*s", STR(own),
                            STR(less), STR(max), STR(less), STR(wide_str(e->arena, x, span)));
        else
                explain_add(e, EXPLAIN_STEP, "逆向指标：（%.*s − %.*s）÷（%.*s − %.*s）= %.*s",
                            STR(max), STR(operand_str(e->arena, own)), STR(max), STR(less),
                            STR(wide_str(e->arena, x, span)));
        explain_add(e, EXPLAIN_STEP, "%.*s ×（%.*s + %.*s × %.*s）= %.*s", STR(full),
                    STR(share_str(e->arena, c->leaf->p[F11_BASE])),
                    STR(share_str(e->arena, MICRO - c->leaf->p[F11_BASE])),
                    STR(wide_str(e->arena, x, span)),
                    STR(wide_str(e->arena, o.num, o.den * MICRO)));
}

const struct method method_f11 = {
        .code = "F11", .version = 1, .name = "功效系数（线性）",
        .formula = "分值 ×（60% + 40% ×（完成值 − 最小）÷（最大 − 最小）），基础占比可改",
        .help = "逆向指标把最大最小对调；组内数值全同或只有一个单位时得满分", .basis = "临沂市 2012 年考核办法",
        .needs = NEED_MIN_MAX, .inputs = actual_only, .n_inputs = 1,
        .params = f11_params, .n_params = COUNT_OF(f11_params),
        .run = f11_run, .one = f11_one, .explain = f11_explain,
};

/* ---- F12 ------------------------------------------------------------------------------------- */

enum { ONE_BITS = 60 };                 /* fixed point: 1 is 2^60; docs/decisions/fixed-point.md */
/* ln(5/3) x 2^60, rounded down: 0.5108256237659906832055… */
#define LN_5_3 INT64_C(588941846744017107)

enum { F12_LOW, F12_HIGH };
static const struct method_param f12_params[] = {
        { "low", "不允许值", KIND_FIGURE, -FIGURE_MOST, FIGURE_MOST, 0, NULL, "到它或更差时得 60 分（百分制）" },
        { "high", "满意值", KIND_FIGURE, -FIGURE_MOST, FIGURE_MOST, (int64_t)100 * MICRO, NULL,
          "到它或更好时得 100 分（百分制）" },
};

/* e^y of a fixed-point 0 ≤ y < 0.52: the series to y^20; the rest is below 10^-25. */
static wide exp_fixed(wide y)
{
        wide term = (wide)1 << ONE_BITS, sum = term;
        for (int k = 1; k <= 20; k++) {
                term = ((term * y) >> ONE_BITS) / k;
                sum += term;
        }
        return sum;
}

/* d = 60 x (5/3)^t, 60 … 100, in 2^-60. */
static wide efficacy(const struct column *c, int i, enum branch *ret_branch)
{
        int64_t low = c->leaf->p[F12_LOW], high = c->leaf->p[F12_HIGH];
        wide x = (wide)c->in[0][i] - low, span = (wide)high - low;
        if (span < 0)
                x = -x, span = -span;
        if (x <= 0 || x >= span) {
                *ret_branch = x <= 0 ? BRANCH_BOTTOM : BRANCH_TOP;
                return (wide)(x <= 0 ? 60 : 100) << ONE_BITS;
        }
        *ret_branch = BRANCH_SPREAD;
        wide t = (x << ONE_BITS) / span;
        return 60 * exp_fixed((t * LN_5_3) >> ONE_BITS);
}

IN_LINE struct outcome f12(const struct column *c, int i)
{
        int64_t a = c->in[0][i];
        enum branch b;
        if (!is_figure(a))
                return outcome_absent(a, a);
        if (c->leaf->p[F12_LOW] == c->leaf->p[F12_HIGH])
                return outcome_none(SCORE_UNSUITED);
        wide d = efficacy(c, i, &b);
        return outcome_of(c->full.micro * d, (wide)100 << ONE_BITS, b);
}
static struct outcome f12_one(const struct column *c, int i) { return f12(c, i); }
static void f12_run(const struct column *c)                  { column_each(c, f12); }

static void f12_explain(struct explain *e, const struct column *c)
{
        struct outcome o = f12_one(c, 0);
        int64_t low = c->leaf->p[F12_LOW], high = c->leaf->p[F12_HIGH];
        enum branch b;
        str own = column_figure(e, c, 0),
            d = wide_str(e->arena, efficacy(c, 0, &b), (wide)1 << ONE_BITS);
        str lo = figure_str(e->arena, e->lang, low, c->leaf->places);
        str hi = figure_str(e->arena, e->lang, high, c->leaf->places);
        if (b == BRANCH_SPREAD) {
                wide x = (wide)c->in[0][0] - low, span = (wide)high - low;
                explain_add(e, EXPLAIN_STEP, "t =（%.*s − %.*s）÷（%.*s − %.*s）= %.*s", STR(own),
                            STR(operand_str(e->arena, lo)), STR(hi), STR(operand_str(e->arena, lo)),
                            STR(wide_str(e->arena, span < 0 ? -x : x, span < 0 ? -span : span)));
                explain_add(e, EXPLAIN_STEP, "d = 60 ×（5 ÷ 3）的 t 次方 = %.*s", STR(d));
        } else {
                explain_add(e, EXPLAIN_LIMIT,
                            b == BRANCH_TOP ? "达到满意值 %.*s，d = 100"
                                            : "不优于不允许值 %.*s，d = 60",
                            STR(b == BRANCH_TOP ? hi : lo));
        }
        explain_add(e, EXPLAIN_STEP, "%.*s × d ÷ 100 = %.*s", STR(points_str(e->arena, c->full, 0)),
                    STR(wide_str(e->arena, o.num, o.den * MICRO)));
}
static const char *f12_wrong(const struct leaf *leaf)
{
        if (leaf->p[F12_LOW] == leaf->p[F12_HIGH])
                return "满意值与不允许值相同";
        return (leaf->p[F12_HIGH] > leaf->p[F12_LOW]) != (leaf->direction == DIRECTION_MORE)
               ? "满意值和不允许值的大小与指标方向不符" : NULL;
}

const struct method method_f12 = {
        .code = "F12",
        .version = 1,
        .name = "功效系数（指数）",
        .formula =
                "d = 60 ×（5÷3）的 t 次方，t =（完成值 − 不允许值）÷（满意值 − 不允许值），限于 0 到 1；得分 = 分值 × d ÷ 100",
        .help = "公式为推定：公布的文本里公式是图片，按 60 到 100 分、单调下凸还原",
        .basis = "公式为推定",
        .inputs = actual_only,
        .n_inputs = 1,
        .params = f12_params,
        .n_params = COUNT_OF(f12_params),
        .run = f12_run,
        .one = f12_one,
        .explain = f12_explain,
        .wrong = f12_wrong,
};
