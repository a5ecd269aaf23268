/* domain/target/methods_table.c - bracket tables and counted events: F13, F15, F16, F21. */
#include "domain/target/method_in.h"

/* ---- F13 bracket table ----------------------------------------------------------------------- */

enum { IN_ACTUAL, IN_TARGET, IN_SECOND };
static const struct method_input f13_inputs[] = {
        { "actual", "完成值", KIND_FIGURE, false },
        { "target", "目标值", KIND_FIGURE, true },
        { "second", "第二个值", KIND_FIGURE, true },
};
static const char *const by_words[] = { "完成值", "完成率", NULL };
enum { F13_BY };
static const struct method_param f13_params[] = {
        { "by", "区间按", KIND_CHOICE, 0, 1, 0, by_words, "区间是完成值的，还是完成率（百分数）的" },
};

IN_LINE bool within(wide num, wide den, ratio from, ratio to, bool from_out, bool to_in)
{
        if (from.den) {
                wide d = num * from.den - den * from.num;
                if (d < 0 || (d == 0 && from_out))
                        return false;
        }
        if (to.den) {
                wide d = num * to.den - den * to.num;
                if (d > 0 || (d == 0 && !to_in))
                        return false;
        }
        return true;
}

IN_LINE int row_of(const struct method_row *rows, int n, wide num, wide den, wide num2, wide den2,
                   int *ret_hits)
{
        int first = 0, hits = 0;
        for (int k = n - 1; k >= 0; k--) {
                const struct method_row *r = &rows[k];
                bool bounded = r->from2.den || r->to2.den;
                if (!within(num, den, r->from, r->to, r->from_out, r->to_in) ||
                    (bounded && (!den2 ||
                                 !within(num2, den2, r->from2, r->to2, r->from2_out, r->to2_in))))
                        continue;
                first = k + 1;
                hits++;
        }
        *ret_hits = hits;
        return first;
}
int rows_find(const struct method_row *rows, int n, wide num, wide den, wide num2, wide den2,
              int *ret_hits)
{
        return row_of(rows, n, num, den, num2, den2, ret_hits);
}

IN_LINE struct outcome f13(const struct column *c, int i)
{
        const struct leaf *leaf = c->leaf;
        int64_t a = c->in[IN_ACTUAL][i], second = input_or_none(c, IN_SECOND, i);
        wide num = a, den = pow10_of[leaf->places];
        int hits;
        if (!is_figure(a))
                return outcome_absent(a, a);
        if (leaf->p[F13_BY]) {
                int64_t t = input_or_none(c, IN_TARGET, i);
                if (!is_figure(t))
                        return outcome_absent(t, t);
                if (!completion(leaf->direction, REVERSE_QUOTIENT, t, a, &num, &den))
                        return outcome_none(SCORE_UNSUITED);
                num *= 100;
        }
        int row = row_of(leaf->rows, leaf->n_rows, num, den, is_figure(second) ? second : 0,
                         is_figure(second) ? pow10_of[leaf->places] : 0, &hits);
        if (!row)
                return outcome_none(SCORE_UNCOVERED);
        const struct method_row *r = &leaf->rows[row - 1];
        struct outcome o = r->share >= 0
                ? outcome_of((wide)c->full.micro * r->share, MICRO, BRANCH_ROW)
                : outcome_of(r->points.micro, 1, BRANCH_ROW);
        o.trace.row = (uint16_t)row;
        o.trace.flags |= hits > 1 ? TRACE_OVERLAP : 0;
        return o;
}
static struct outcome f13_one(const struct column *c, int i) { return f13(c, i); }
static void f13_run(const struct column *c)                  { column_each(c, f13); }

static void f13_explain(struct explain *e, const struct column *c)
{
        struct outcome o = f13_one(c, 0);
        const struct method_row *r = &c->leaf->rows[o.trace.row - 1];
        if (c->leaf->p[F13_BY])
                explain_ratio(e, c, REVERSE_QUOTIENT);
        explain_add(e, EXPLAIN_STEP, "按第 %d 档“%.*s”", o.trace.row,
                    STR(row_words(e->arena, e->lang, r)));
        if (r->share >= 0)
                explain_add(e, EXPLAIN_STEP, "得 %.*s 的 %.*s：%.*s",
                            STR(points_str(e->arena, c->full, 0)),
                            STR(share_str(e->arena, r->share)),
                            STR(wide_str(e->arena, o.num, o.den * MICRO)));
        else
                explain_add(e, EXPLAIN_STEP, "这一档得 %.*s 分",
                            STR(points_str(e->arena, r->points, 0)));
        if (o.trace.flags & TRACE_OVERLAP)
                explain_add(e, EXPLAIN_NOTE, "不止一行包含这个值，按排在前面的一行计；请修改区间表");
}
bool leaf_by_completion(const struct leaf *leaf) { return leaf->method == &method_f13 && leaf->p[F13_BY]; }

static const char *rows_wrong(const struct leaf *leaf)
{
        return leaf->n_rows ? NULL : "区间表或事项表是空的";
}

const struct method method_f13 = {
        .code = "F13", .version = 1, .name = "分段计分",
        .formula = "数值落在哪个区间就得那个区间的分；区间可以再看第二个值",
        .help = "区间有空档或重叠时会指出；没有区间包含的值不计分，不会当作 0 分", .basis = "瑞安市、广东省考核办法",
        .needs = NEED_ROWS, .inputs = f13_inputs, .n_inputs = 3,
        .params = f13_params, .n_params = COUNT_OF(f13_params),
        .run = f13_run, .one = f13_one, .explain = f13_explain, .wrong = rows_wrong,
};

/* ---- F15, F16 events ----------------------------------------------------------------------------- */

static const struct method_input event_inputs[] = {
        { "times", "加倍", KIND_COUNT, true },
};

/* Σ count x points of each kind, each kind within its own cap; *ret_na: 缺项; *ret_wrong: a count
 * below none. An event that nobody has entered has not happened. */
IN_LINE wide events_sum(const struct column *c, int i, bool *ret_na, bool *ret_wrong, uint8_t *flags)
{
        wide sum = 0;
        *ret_na = *ret_wrong = false;
        for (int k = 0; k < c->leaf->n_rows; k++) {
                int64_t n = c->in[k] ? c->in[k][i] : FIGURE_NONE;
                const struct method_row *r = &c->leaf->rows[k];
                *ret_na |= n == FIGURE_NA;
                if (!is_figure(n))
                        continue;
                *ret_wrong |= n < 0;
                wide one = (wide)n * r->points.micro, most = r->most.micro;
                if (most > 0 && (one > most || one < -most)) {
                        one = one > most ? most : -most;
                        *flags |= TRACE_CAPPED;
                }
                sum += one;
        }
        int64_t times = input_or_none(c, c->leaf->n_rows, i);
        *ret_wrong |= is_figure(times) && times < 0;
        return is_figure(times) && times > 0 ? sum * times : sum;
}

enum { F15_LEAST };
static const struct method_param f15_params[] = {
        { "least", "扣到", KIND_POINTS, -POINTS_MOST, POINTS_MOST, 0, NULL, "扣完为止填 0；可以扣成负分时填负数" },
};

IN_LINE struct outcome f15(const struct column *c, int i)
{
        bool na, below;
        struct outcome o = { .den = 1, .trace.branch = BRANCH_EVENTS };
        wide sum = events_sum(c, i, &na, &below, &o.trace.flags);
        if (na || below)
                return outcome_none(na ? SCORE_NA : SCORE_UNSUITED);
        uint8_t capped = o.trace.flags;
        o.num = c->full.micro - sum;
        o = outcome_within(o, c->leaf->p[F15_LEAST], c->full.micro);
        o.trace.flags |= capped;
        return o;
}
static struct outcome f15_one(const struct column *c, int i) { return f15(c, i); }
static void f15_run(const struct column *c)                  { column_each(c, f15); }

static const char *events_unsuited(const struct column *c)
{
        (void)c;
        return "次数不能为负数";
}

static void explain_events(struct explain *e, const struct column *c)
{
        int64_t times = input_or_none(c, c->leaf->n_rows, 0);
        struct buf silent = buf_new(e->arena, 4096);
        for (int k = 0; k < c->leaf->n_rows; k++) {
                const struct method_row *r = &c->leaf->rows[k];
                int64_t n = c->in[k] ? c->in[k][0] : FIGURE_NONE;
                if (n == FIGURE_NONE)
                        buf_f(&silent, "%s%.*s", silent.n ? words_of(e->lang, "、") : "", STR(r->name));
                if (!is_figure(n) || !n)
                        continue;
                wide sum = (wide)n * r->points.micro, most = r->most.micro;
                explain_add(e, EXPLAIN_STEP, "%.*s：%ld 次 × %.*s = %.*s", STR(r->name), n,
                            STR(operand_str(e->arena, points_str(e->arena, r->points, 0))),
                            STR(wide_str(e->arena, sum, MICRO)));
                if (most > 0 && (sum > most || sum < -most))
                        explain_add(e, EXPLAIN_LIMIT, "“%.*s”以 %.*s 分为限", STR(r->name),
                                    STR(points_str(e->arena, r->most, 0)));
        }
        if (silent.n)
                explain_add(e, EXPLAIN_NOTE, "没有填报，按没有发生计：%.*s", STR(buf_str(&silent)));
        if (is_figure(times) && times > 1)
                explain_add(e, EXPLAIN_STEP, "按 %ld 倍计", times);
        if (times == 0)
                explain_add(e, EXPLAIN_NOTE, "加倍填的是 0，按不加倍计");
}

/* The method subtracts: a negative mark would add points for what is to be punished. */
static const char *f15_wrong(const struct leaf *leaf)
{
        for (int k = 0; k < leaf->n_rows; k++)
                if (leaf->rows[k].points.micro < 0)
                        return "扣分制每次扣几分写正数，不写负号";
        return rows_wrong(leaf);
}

static void f15_explain(struct explain *e, const struct column *c)
{
        struct outcome o = f15_one(c, 0);
        bool na, below;
        uint8_t flags = 0;
        wide sum = events_sum(c, 0, &na, &below, &flags);
        explain_events(e, c);
        explain_add(e, EXPLAIN_STEP, "%.*s − %.*s = %.*s", STR(points_str(e->arena, c->full, 0)),
                    STR(wide_str(e->arena, sum, MICRO)),
                    STR(wide_str(e->arena, c->full.micro - sum, MICRO)));
        if (o.trace.flags & TRACE_FLOORED)
                explain_add(e, EXPLAIN_LIMIT, "扣到 %.*s 分为止",
                            STR(points_str(e->arena, (points){ c->leaf->p[F15_LEAST] }, 0)));
}

const struct method method_f15 = {
        .code = "F15", .version = 1, .name = "扣分制",
        .formula = "从满分开始，每发生一次扣若干分，扣到下限为止",
        .help = "每种情形一行：名称、每次扣几分（写正数）、这一种最多扣多少；没有填报的情形按 0 次；可以加倍扣分", .basis = "督查考核办法",
        .needs = NEED_ROWS | NEED_COUNTS, .inputs = event_inputs, .n_inputs = 1,
        .params = f15_params, .n_params = COUNT_OF(f15_params),
        .run = f15_run, .one = f15_one, .explain = f15_explain, .wrong = f15_wrong,
        .unsuited = events_unsuited,
};

enum { F16_MOST, F16_LEAST };
static const struct method_param f16_params[] = {
        { "most", "合计上限", KIND_POINTS, 0, POINTS_MOST, 0, NULL, "合计最多得多少分；0 表示不设" },
        { "least", "合计下限", KIND_POINTS, -POINTS_MOST, 0, 0, NULL, "合计最低多少分；可以为负时填负数" },
};

IN_LINE struct outcome f16(const struct column *c, int i)
{
        const int64_t *p = c->leaf->p;
        bool na, below;
        struct outcome o = { .den = 1, .trace.branch = BRANCH_EVENTS };
        o.num = events_sum(c, i, &na, &below, &o.trace.flags);
        if (na || below)
                return outcome_none(na ? SCORE_NA : SCORE_UNSUITED);
        return outcome_within(o, p[F16_LEAST], p[F16_MOST] ? p[F16_MOST] : -1);
}
static struct outcome f16_one(const struct column *c, int i) { return f16(c, i); }
static void f16_run(const struct column *c)                  { column_each(c, f16); }

static void f16_explain(struct explain *e, const struct column *c)
{
        struct outcome o = f16_one(c, 0);
        bool na, below;
        uint8_t flags = 0;
        wide sum = events_sum(c, 0, &na, &below, &flags);
        explain_events(e, c);
        explain_add(e, EXPLAIN_STEP, "合计 %.*s", STR(wide_str(e->arena, sum, MICRO)));
        /* of the whole, not of a kind */
        o.trace.flags = o.num < sum ? TRACE_CAPPED : o.num > sum ? TRACE_FLOORED : 0;
        explain_limits(e, &o);
}

const struct method method_f16 = {
        .code = "F16", .version = 1, .name = "加分制",
        .formula = "从 0 分开始，每发生一次加（或减）若干分，各种和合计都可以设上限",
        .help = "每种情形一行：名称、每次得分（减分写负数）、这一种最多多少；没有填报的情形按 0 次", .basis = "佳木斯等地督查考核办法",
        .needs = NEED_ROWS | NEED_COUNTS, .inputs = event_inputs, .n_inputs = 1,
        .params = f16_params, .n_params = COUNT_OF(f16_params),
        .run = f16_run, .one = f16_one, .explain = f16_explain, .wrong = rows_wrong,
        .unsuited = events_unsuited,
};

/* ---- F21 no task ----------------------------------------------------------------------------------- */

enum { IN_TASK, IN_FINISHED };
static const struct method_input f21_inputs[] = {
        { "target", "任务数", KIND_COUNT, false },
        { "actual", "完成数", KIND_COUNT, false },
};
enum { F21_IDLE, F21_EACH, F21_LESS, F21_MOST };
static const struct method_param f21_params[] = {
        { "idle", "无任务基础分占比", KIND_SHARE, 0, MICRO, 600000, NULL, "没有任务也没有完成时得分值的百分之几" },
        { "each", "每多一个加分", KIND_POINTS, 0, POINTS_MOST, 2 * MICRO, NULL, "超额完成或无任务而完成，每个加多少分" },
        { "less", "每少一个扣分", KIND_POINTS, 0, POINTS_MOST, 2 * MICRO, NULL, "未完成任务，每少一个扣多少分" },
        { "most", "加分上限", KIND_SHARE, 0, 10 * MICRO, MICRO, NULL, "加分最多为分值的百分之几" },
};

IN_LINE struct outcome f21(const struct column *c, int i)
{
        const int64_t *p = c->leaf->p;
        int64_t t = c->in[IN_TASK][i], a = c->in[IN_FINISHED][i], w = c->full.micro;
        if (!is_figure(t) || !is_figure(a))
                return outcome_absent(t, a);
        if (t < 0 || a < 0)
                return outcome_none(SCORE_UNSUITED);
        if (!t && !a)
                return outcome_of((wide)w * p[F21_IDLE], MICRO, BRANCH_IDLE);
        if (a < t)
                return outcome_within(outcome_of(w - (wide)p[F21_LESS] * (t - a), 1, BRANCH_SHORT),
                                      0, w);
        wide bonus = (wide)p[F21_EACH] * (a - t) * MICRO, most = (wide)w * p[F21_MOST];
        struct outcome o = outcome_of(0, MICRO,
                                      !t      ? BRANCH_FREE
                                      : a > t ? BRANCH_OVER
                                              : BRANCH_MET);
        if (bonus > most) {
                bonus = most;
                o.trace.flags |= TRACE_CAPPED;
        }
        o.num = (wide)w * MICRO + bonus;
        return o;
}
static struct outcome f21_one(const struct column *c, int i) { return f21(c, i); }
static void f21_run(const struct column *c)                  { column_each(c, f21); }

static void f21_explain(struct explain *e, const struct column *c)
{
        const int64_t *p = c->leaf->p;
        struct outcome o = f21_one(c, 0);
        int64_t t = c->in[IN_TASK][0], a = c->in[IN_FINISHED][0];
        str full = points_str(e->arena, c->full, 0), got = wide_str(e->arena, o.num, o.den * MICRO);
        switch ((enum branch)o.trace.branch) {
        case BRANCH_IDLE:
                explain_add(e, EXPLAIN_STEP, "没有任务也没有完成，得 %.*s 的 %.*s：%.*s", STR(full),
                            STR(share_str(e->arena, p[F21_IDLE])), STR(got));
                break;
        case BRANCH_SHORT:
                explain_add(e, EXPLAIN_STEP, "少完成 %ld 个，每个扣 %.*s：%.*s − %.*s = %.*s", t - a,
                            STR(points_str(e->arena, (points){ p[F21_LESS] }, 0)), STR(full),
                            STR(wide_str(e->arena, (wide)p[F21_LESS] * (t - a), MICRO)),
                            STR(wide_str(e->arena, c->full.micro - (wide)p[F21_LESS] * (t - a), MICRO)));
                explain_limits(e, &o);
                break;
        case BRANCH_MET:
                explain_add(e, EXPLAIN_STEP, "完成目标，得满分 %.*s", STR(full));
                break;
        default:
                explain_add(e, EXPLAIN_STEP, "得满分 %.*s；多完成 %ld 个，每个加 %.*s", STR(full), a - t,
                            STR(points_str(e->arena, (points){ p[F21_EACH] }, 0)));
                if (o.trace.flags & TRACE_CAPPED)
                        explain_add(e, EXPLAIN_LIMIT, "加分最多为分值的 %.*s",
                                    STR(share_str(e->arena, p[F21_MOST])));
                explain_add(e, EXPLAIN_STEP, "合计 %.*s", STR(got));
        }
}

static const char *f21_unsuited(const struct column *c)
{
        (void)c;
        return "任务数和完成数不能为负数";
}

const struct method method_f21 = {
        .code = "F21", .version = 1, .name = "无任务规则",
        .formula = "无任务且未完成得分值的 60%；完成任务得满分，每多一个加分，加分不超过分值；每少一个扣分",
        .help = "没有分到任务的单位也能计分", .basis = "南靖县考核办法",
        .inputs = f21_inputs, .n_inputs = 2, .params = f21_params, .n_params = COUNT_OF(f21_params),
        .run = f21_run, .one = f21_one, .explain = f21_explain, .unsuited = f21_unsuited,
};
