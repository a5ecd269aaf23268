/* domain/target/explain.c - a leaf, a block, a total in words: what every line of it rests on. */
#include "domain/target/method_in.h"

const char *const explain_kind_names[EXPLAIN_KINDS] = {
        "rule", "data", "step", "limit", "round", "result", "note",
};

void explain_add(struct explain *e, enum explain_kind kind, const char *fmt, ...)
{
        va_list ap;
        va_start(ap, fmt);
        str text = str_vf(e->arena, words_of(e->lang, fmt), ap);
        va_end(ap);
        *VEC_ADD(e->arena, e->line, e->n, e->cap) = (struct explain_line){ kind, text };
}

str wide_str(struct arena *a, wide num, wide den)
{
        enum { DIGITS = 10 };
        char tmp[80], *p = tmp + sizeof(tmp);
        bool minus = num < 0;
        if (minus)
                num = -num;
        wide whole = num / den, rest = num % den;
        char dec[DIGITS];
        int n = 0;
        for (; n < DIGITS && rest; n++) {
                rest *= 10;
                dec[n] = (char)('0' + (int)(rest / den));
                rest %= den;
        }
        do {
                *--p = (char)('0' + (int)(whole % 10));
                whole /= 10;
        } while (whole);
        str head = { p, (size_t)(tmp + sizeof(tmp) - p) };
        return str_f(a, "%s%.*s%s%.*s%s", minus ? "-" : "", STR(head), n ? "." : "", n, dec,
                     rest ? "…" : "");
}

str share_str(struct arena *a, int64_t share)
{
        return str_f(a, "%.*s%%", STR(wide_str(a, share, MICRO / 100)));
}

str operand_str(struct arena *a, str s)
{
        return str_starts(s, S("-")) ? str_f(a, "（%.*s）", STR(s)) : s;
}

static enum method_kind column_kind(const struct leaf *leaf, int input)
{
        if (!(leaf->method->needs & NEED_COUNTS))
                return leaf->method->inputs[input].kind;
        return input < leaf->n_rows ? KIND_COUNT : leaf->method->inputs[input - leaf->n_rows].kind;
}

str column_figure(const struct explain *e, const struct column *c, int input)
{
        int64_t v = input_or_none(c, input, 0);
        int places = column_kind(c->leaf, input) == KIND_FIGURE ? c->leaf->places : 0;
        str s = figure_str(e->arena, e->lang, v, places);
        if (!c->leaf->unit || !is_figure(v) || column_kind(c->leaf, input) != KIND_FIGURE)
                return s;
        return str_f(e->arena, "%.*s%s%s", STR(s), c->leaf->unit[0] == '%' ? "" : " ",
                     c->leaf->unit);
}

str column_operand(const struct explain *e, const struct column *c, int input)
{
        return operand_str(e->arena, column_figure(e, c, input));
}

void explain_limits(struct explain *e, const struct outcome *o)
{
        str at = wide_str(e->arena, o->num, o->den * MICRO);
        if (o->trace.flags & TRACE_CAPPED)
                explain_add(e, EXPLAIN_LIMIT, "超过最高分，按 %.*s 计", STR(at));
        if (o->trace.flags & TRACE_FLOORED)
                explain_add(e, EXPLAIN_LIMIT, "低于最低分，按 %.*s 计", STR(at));
}

bool explain_ratio(struct explain *e, const struct column *c, int reverse)
{
        int in_t = method_input_at(c->leaf->method, S("target")),
            in_a = method_input_at(c->leaf->method, S("actual"));
        int64_t t = input_or_none(c, in_t, 0), a = input_or_none(c, in_a, 0);
        wide num, den;
        if (!is_figure(t) || !is_figure(a) ||
            !completion(c->leaf->direction, reverse, t, a, &num, &den))
                return false;
        str ts = column_figure(e, c, in_t), as = column_figure(e, c, in_a);
        str got = wide_str(e->arena, num * 100, den);
        if (c->leaf->direction == DIRECTION_MORE)
                explain_add(e, EXPLAIN_STEP, "完成率 = %.*s ÷ %.*s = %.*s%%", STR(as), STR(ts),
                            STR(got));
        else if (reverse == REVERSE_MIRROR)
                explain_add(e, EXPLAIN_STEP, "完成率（逆向）= 2 − %.*s ÷ %.*s = %.*s%%",
                            STR(operand_str(e->arena, as)), STR(ts), STR(got));
        else if (a > 0)
                explain_add(e, EXPLAIN_STEP, "完成率（逆向）= %.*s ÷ %.*s = %.*s%%", STR(ts),
                            STR(as), STR(got));
        else
                explain_add(e, EXPLAIN_STEP,
                            "完成值为零或负，优于目标值 %.*s，完成率按 %.*s%% 计（逆向）", STR(ts),
                            STR(got));
        return true;
}

/* ---- a leaf -------------------------------------------------------------------------------- */

static const char *round_words(enum round_mode m)
{
        switch (m) {
        case ROUND_HALF_UP: return "四舍五入";
        case ROUND_DOWN:    return "截尾";
        case ROUND_FLOOR:   return "向下取整";
        case ROUND_CEIL:    return "向上取整";
        }
        return "";
}

void explain_round(struct explain *e, wide num, wide den, int64_t step, enum round_mode mode,
                   points got)
{
        if ((wide)got.micro * den == num)
                return;
        explain_add(e, EXPLAIN_ROUND, "%s到 %.*s：%.*s → %.*s",
                    words_of(e->lang, round_words(mode)),
                    STR(points_str(e->arena, (points){ step }, 0)),
                    STR(wide_str(e->arena, num, den * MICRO)), STR(points_str(e->arena, got, 0)));
}

/* Does the leaf give points though it was not scored? Zero by a rule is points; nothing yet is none. */
static bool counts_unscored(const struct leaf *leaf, enum score_state s)
{
        return s == SCORE_MISSING
                       ? leaf->missing == MISSING_ZERO || leaf->missing == MISSING_BASE_SHARE
               : s == SCORE_NA ? leaf->na == NA_BASE_SHARE || leaf->na == NA_FULL
                               : s == SCORE_DONE;
}

/* "计 0 分（缺数）" where a rule says so, "未计分（缺数），合计中为 0" where nothing was there to be scored. */
static void explain_outcome(struct explain *e, const struct leaf *leaf, enum score_state s,
                            points got)
{
        if (got.micro || counts_unscored(leaf, s))
                explain_add(e, EXPLAIN_RESULT, "计 %.*s 分（%s）",
                            STR(points_str(e->arena, got, 0)),
                            words_of(e->lang, score_state_words[s]));
        else
                explain_add(e, EXPLAIN_RESULT, "未计分（%s），合计中为 %.*s",
                            words_of(e->lang, score_state_words[s]),
                            STR(points_str(e->arena, got, 0)));
}

/* `c`: the column whose figures do not suit, NULL when it is of many periods. */
static void explain_unscored(struct explain *e, const struct leaf *leaf, const struct column *c,
                             points full, enum score_state s, points got)
{
        const char *why = s == SCORE_UNSUITED && c && leaf->method->unsuited
                                  ? leaf->method->unsuited(c)
                                  : NULL;
        str share = share_str(e->arena, leaf->na_share);
        str w = points_str(e->arena, full, 0);
        switch (s) {
        case SCORE_MISSING:
                switch ((enum missing_policy)leaf->missing) {
                case MISSING_ZERO:
                        explain_add(e, EXPLAIN_NOTE, "缺数：按方案规定计 0 分");
                        break;
                case MISSING_BASE_SHARE:
                        explain_add(e, EXPLAIN_NOTE, "缺数：按方案规定计 %.*s 的 %.*s", STR(w),
                                    STR(share));
                        break;
                case MISSING_REST:
                        explain_add(e, EXPLAIN_NOTE, "缺数：按方案规定不计，分值摊到同组其他指标");
                        break;
                case MISSING_WAIT:
                case MISSING_POLICIES:
                        explain_add(e, EXPLAIN_NOTE,
                                    "缺数：没有数，不是 0；合计未定，等填报后重算");
                        break;
                }
                break;
        case SCORE_NA:
                switch ((enum na_policy)leaf->na) {
                case NA_BASE_SHARE:
                        explain_add(e, EXPLAIN_NOTE, "缺项：没有这项任务，计 %.*s 的 %.*s", STR(w),
                                    STR(share));
                        break;
                case NA_FULL:
                        explain_add(e, EXPLAIN_NOTE, "缺项：没有这项任务，计满分 %.*s", STR(w));
                        break;
                case NA_REST:
                case NA_POLICIES:
                        explain_add(e, EXPLAIN_NOTE, "缺项：没有这项任务，分值摊到同组其他指标");
                        break;
                }
                break;
        case SCORE_UNSUITED:
                if (why)
                        explain_add(e, EXPLAIN_NOTE, "数据与方法不符：%s；不计分，合计未定",
                                    words_of(e->lang, why));
                else
                        explain_add(e, EXPLAIN_NOTE,
                                    "数据与方法不符（如目标值为零或负数不能算比例）：不计分，合计未定");
                break;
        case SCORE_UNCOVERED:
                explain_add(e, EXPLAIN_NOTE, "区间表里没有一行包含这个值：不计分，合计未定");
                break;
        case SCORE_DONE:
        case SCORE_STATES:
                break;
        }
        explain_outcome(e, leaf, s, got);
}

static bool is_optional(const struct leaf *leaf, int input)
{
        bool counts = leaf->method->needs & NEED_COUNTS;
        return (counts && input < leaf->n_rows) ||
               leaf->method->inputs[counts ? input - leaf->n_rows : input].optional;
}

/* 缺数: which input was wanted. A required one, or, where those are there, an optional one. */
static bool input_lacks(const struct column *c, int input)
{
        bool optional = is_optional(c->leaf, input);
        for (int i = 0; optional && i < leaf_columns(c->leaf); i++)
                if (!is_optional(c->leaf, i) && input_or_none(c, i, 0) == FIGURE_NONE)
                        return false;
        return input_or_none(c, input, 0) == FIGURE_NONE;
}

static const char *input_name(const struct explain *e, const struct column *c, int input)
{
        bool ours = !(c->leaf->method->needs & NEED_COUNTS) || input >= c->leaf->n_rows;
        const char *name = leaf_column(e->arena, c->leaf, input).name;
        return ours ? words_of(e->lang, name) : name;
}

/* "；目标值 10；完成值 8": what went in, and what a leaf without figures wants. A place that was given needs no figure. */
static void put_inputs(struct buf *b, const struct explain *e, const struct column *c, bool missing)
{
        for (int i = 0; i < leaf_columns(c->leaf); i++)
                if (is_figure(input_or_none(c, i, 0)) || (missing && input_lacks(c, i)) ||
                    (!is_optional(c->leaf, i) && input_or_none(c, i, 0) == FIGURE_NA))
                        buf_f(b, words_of(e->lang, "；%s %.*s"), input_name(e, c, i),
                              STR(column_figure(e, c, i)));
}

static void explain_inputs(struct explain *e, const struct column *c, bool missing)
{
        struct buf b = buf_new(e->arena, 64 << 10);
        if (e->when.n)
                buf_f(&b, words_of(e->lang, "%.*s："), STR(e->when));
        buf_f(&b, words_of(e->lang, "分值 %.*s"), STR(points_str(e->arena, c->full, 0)));
        put_inputs(&b, e, c, missing);
        explain_add(e, EXPLAIN_DATA, "%.*s", STR(buf_str(&b)));
        for (int i = 0; missing && i < leaf_columns(c->leaf); i++)
                if (input_lacks(c, i))
                        explain_add(e, EXPLAIN_NOTE, "缺%.*s“%s”", STR(e->when),
                                    input_name(e, c, i));
}

/* The method's own line, and the parameters that differ from the usual ones. */
static void explain_rule(struct explain *e, const struct column *c)
{
        const struct method *m = c->leaf->method;
        explain_add(e, EXPLAIN_RULE, "%s %s（第 %d 版）：%s", m->code, words_of(e->lang, m->name),
                    m->version, words_of(e->lang, m->formula));
        for (int i = 0; i < m->n_params; i++) {
                int64_t usual = m->params[i].usual;
                if (m->params[i].kind == KIND_FIGURE)
                        must(figure_scale(usual, FIGURE_PLACES, c->leaf->places, &usual));
                if (c->leaf->p[i] == usual)
                        continue;
                str v = leaf_param_str(e->arena, c->leaf, i);
                explain_add(e, EXPLAIN_RULE, "%s：%s", words_of(e->lang, m->params[i].name),
                            m->params[i].kind == KIND_CHOICE ? words_of(e->lang, v.p) : v.p);
        }
        if (!strcmp(m->code, "F12"))
                explain_add(e, EXPLAIN_NOTE, "公式为推定");
        if (c->leaf->direction == DIRECTION_LESS)
                explain_add(e, EXPLAIN_RULE, "逆向指标：数值越小越好");
}

static void tell_column(struct explain *e, const struct column *c)
{
        struct outcome o;
        column_outcome(c, &o);
        explain_rule(e, c);
        explain_inputs(e, c, o.state == SCORE_MISSING);
        if (o.state != SCORE_DONE) {
                explain_unscored(e, c->leaf, c, c->full, o.state, column_unscored(c, o.state));
                return;
        }
        points got = { wide_round(o.num, o.den, c->leaf->step, c->leaf->round) };
        c->leaf->method->explain(e, c);
        explain_round(e, o.num, o.den, c->leaf->step, c->leaf->round, got);
        explain_add(e, EXPLAIN_RESULT, "得 %.*s 分", STR(points_str(e->arena, got, 0)));
}

void explain_column(struct arena *a, int lang, const struct column *c, struct explain *ret)
{
        *ret = (struct explain){ .arena = a, .lang = lang };
        tell_column(ret, c);
}

void explain_units(struct explain *e, const struct column *c)
{
        if (c->stat && c->stat->n > 0)
                explain_add(e, EXPLAIN_DATA, "组内 %d 个单位有数", c->stat->n);
}

/* ---- a leaf of a result --------------------------------------------------------------------- */

str period_str(struct arena *a, int lang, uint32_t periods, int p)
{
        static const char *const quarters[] = { "第一季度", "第二季度", "第三季度", "第四季度" };
        switch (__builtin_popcount(periods)) {
        case 1: return str_of(words_of(lang, "全年"));
        case 2: return str_of(words_of(lang, p < 6 ? "上半年" : "下半年"));
        case 4: return str_of(words_of(lang, quarters[p / 3 & 3]));
        }
        return str_f(a, words_of(lang, "%d 月"), p + 1);
}

bool period_due(const struct scheme *s, int leaf, int p)
{
        uint32_t periods = s->nodes[s->node_of[leaf]].periods;
        return !periods || periods >> p & 1;
}

/* Does the year count a period in this state? */
static bool period_counts(const struct leaf *leaf, enum score_state st)
{
        return st == SCORE_DONE || (st == SCORE_NA && leaf->na != NA_REST) ||
               (st == SCORE_MISSING &&
                (leaf->missing == MISSING_ZERO || leaf->missing == MISSING_BASE_SHARE));
}

int explain_period(const struct scheme *s, const struct input *in, const struct result *r, int leaf,
                   int unit)
{
        bool done = r->state[result_leaf(r, in->n_periods, leaf, unit)] == SCORE_DONE;
        int due = -1, last = -1;
        for (int p = 0; p < in->n_periods; p++) {
                enum score_state st = (enum score_state)r->state[result_leaf(r, p, leaf, unit)];
                if (!period_due(s, leaf, p))
                        continue;
                due = p;
                if (period_counts(&s->leaves[leaf], st) || (!done && st != SCORE_NA))
                        last = p;
        }
        return last < 0 ? due : last;
}

/* A mean or a sum: its terms, and what it comes to before the rounding or the cap. */
static void explain_periods(struct explain *e, const struct leaf *leaf, enum year_rule rule,
                            str terms, int64_t sum, int n, points full, points got)
{
        if (rule == YEAR_MEAN) {
                explain_add(e, EXPLAIN_STEP, "（%.*s）÷ %d = %.*s", STR(terms), n,
                            STR(wide_str(e->arena, sum, (wide)n * MICRO)));
                explain_round(e, sum, n, leaf->step, leaf->round, got);
        } else if (rule == YEAR_SUM) {
                explain_add(e, EXPLAIN_STEP, "%.*s = %.*s", STR(terms),
                            STR(wide_str(e->arena, sum, MICRO)));
                if (got.micro < sum)
                        explain_add(e, EXPLAIN_LIMIT, "不超过满分 %.*s",
                                    STR(points_str(e->arena, full, 0)));
        }
}

/* The year from its periods, each with its figures; of the last one alone where that is the rule. */
static void explain_year(struct explain *e, const struct scheme *s, const struct input *in,
                         const struct result *r, int slot, int leaf, int unit)
{
        const struct node *node = &s->nodes[s->node_of[leaf]];
        const struct leaf *l = &s->leaves[leaf];
        struct column c = { 0 };
        struct buf terms = buf_new(e->arena, 4096);
        int64_t sum = 0;
        int n = 0, only = node->year == YEAR_LAST ? explain_period(s, in, r, leaf, unit) : -1;
        explain_add(e, EXPLAIN_RULE, "全年得分：%s",
                    words_of(e->lang, year_rule_words[node->year]));
        for (int p = 0; p < slot; p++) {
                size_t at = result_leaf(r, p, leaf, unit);
                enum score_state st = (enum score_state)r->state[at];
                struct buf b = buf_new(e->arena, 16 << 10);
                if (!period_due(s, leaf, p) || (only >= 0 && p != only))
                        continue;
                result_column(s, in, r, p, leaf, unit, &c);
                str got = points_str(e->arena, r->points[at], 0);
                str when = period_str(e->arena, e->lang, node->periods, p);
                if (r->points[at].micro || counts_unscored(l, st))
                        buf_f(&b, words_of(e->lang, "%.*s %.*s 分（%s）"), STR(when), STR(got),
                              words_of(e->lang, score_state_words[st]));
                else
                        buf_f(&b, words_of(e->lang, "%.*s 未计分（%s）"), STR(when),
                              words_of(e->lang, score_state_words[st]));
                put_inputs(&b, e, &c, st == SCORE_MISSING);
                explain_add(e, EXPLAIN_DATA, "%.*s", STR(buf_str(&b)));
                if (period_counts(l, st)) {
                        buf_f(&terms, "%s%.*s", n++ ? " + " : "", STR(got));
                        sum += r->points[at].micro;
                }
        }
        size_t at = result_leaf(r, slot, leaf, unit);
        enum score_state st = (enum score_state)r->state[at];
        points got = r->points[at];
        if (n)
                explain_periods(e, l, (enum year_rule)node->year, buf_str(&terms), sum, n, c.full,
                                got);
        if (st == SCORE_DONE) {
                explain_add(e, EXPLAIN_RESULT, "得 %.*s 分", STR(points_str(e->arena, got, 0)));
        } else if (got.micro) {
                explain_add(e, EXPLAIN_NOTE, "有的时期还没有得分：合计未定，等填报后重算");
                explain_add(e, EXPLAIN_RESULT, "计 %.*s 分（%s）",
                            STR(points_str(e->arena, got, 0)),
                            words_of(e->lang, score_state_words[st]));
        } else {
                explain_unscored(e, l, NULL, c.full, st, got);
        }
}

void explain_leaf(struct arena *a, int lang, const struct scheme *s, const struct input *in,
                  const struct result *r, int slot, int leaf, int unit, struct explain *ret)
{
        struct explain e = { .arena = a, .lang = lang };
        struct column c;
        if (slot == in->n_periods) {
                explain_year(&e, s, in, r, slot, leaf, unit);
        } else {
                if (in->year)
                        e.when = period_str(a, lang, s->nodes[s->node_of[leaf]].periods, slot);
                result_column(s, in, r, slot, leaf, unit, &c);
                tell_column(&e, &c);
        }
        *ret = e;
}

/* ---- blocks ----------------------------------------------------------------------------------- */

bool node_fold(const struct scheme *s, const struct input *in, const struct result *r, int slot,
               int node, int unit, int64_t *ret_to, int64_t *ret_of)
{
        const points *full = s->full + (size_t)input_group(s, in, unit) * (size_t)s->n_nodes;
        int64_t all = 0, lost = 0;
        for (int k = node + 1; k < s->n_nodes; k++) {
                if (s->nodes[k].parent != node || !result_there(s, in, r, slot, k, unit))
                        continue;
                all += full[k].micro;
                lost += result_na(s, r, slot, k, unit) ? full[k].micro : 0;
        }
        *ret_to = s->nodes[node].folded ? full[node].micro : all, *ret_of = all - lost;
        return *ret_of > 0 && *ret_to != *ret_of;
}

str share_words(struct arena *a, int lang, const struct scheme *s, const struct input *in,
                const struct result *r, int slot, int node, int unit)
{
        struct buf b = buf_new(a, 4096);
        int64_t to, of;
        wide num = result_points(s, r, slot, node, unit).micro, den = MICRO;
        bool folds = false;
        buf_put(&b, points_str(a, (points){ (int64_t)num }, 0));
        for (int up = s->nodes[node].parent; up >= 0; up = s->nodes[up].parent) {
                if (!node_fold(s, in, r, slot, up, unit, &to, &of))
                        continue;
                folds = true;
                buf_f(&b, words_of(lang, " × %.*s ÷ %.*s（%.*s）"), STR(wide_str(a, to, MICRO)),
                      STR(wide_str(a, of, MICRO)), STR(s->nodes[up].name));
                num *= to, den *= of;
                while (den > (wide)1 << 62)     /* as result_weight(): below what is shown */
                        num /= 1024, den /= 1024;
        }
        if (!folds)
                return str_of(words_of(lang, node_fold(s, in, r, slot, node, unit, &to, &of)
                                       ? "本级已经折算；往上各层不再折算，得分就是计入总分的分"
                                       : "各层都不折算，得分就是计入总分的分"));
        buf_f(&b, " = %.*s", STR(wide_str(a, num, den)));
        return buf_str(&b);
}

void explain_node(struct arena *a, int lang, const struct scheme *s, const struct input *in,
                  const struct result *r, int slot, int node, int unit, struct explain *ret)
{
        struct explain e = { .arena = a, .lang = lang };
        int g = input_group(s, in, unit);
        const points *full = s->full + (size_t)g * (size_t)s->n_nodes;
        wide sum = 0;
        bool applies = false;
        struct buf b = buf_new(a, 256 << 10);
        explain_add(&e, EXPLAIN_RULE, "%.*s：满分 %.*s", STR(s->nodes[node].name),
                    STR(points_str(a, full[node], 0)));
        for (int k = node + 1, said = 0; k < s->n_nodes; k++) {
                if (s->nodes[k].parent != node || !result_there(s, in, r, slot, k, unit))
                        continue;
                points part = result_points(s, r, slot, k, unit);
                str own = points_str(a, full[k], 0);
                if (result_na(s, r, slot, k, unit)) {
                        explain_add(&e, EXPLAIN_DATA, "%.*s：不计，满分 %.*s 摊到其他项",
                                    STR(s->nodes[k].name), STR(own));
                        continue;
                }
                applies = true;
                sum += part.micro;
                str got = points_str(a, part, 0);
                int leaf = s->nodes[k].leaf;
                enum score_state st = leaf < 0 ? SCORE_DONE
                        : (enum score_state)r->state[result_leaf(r, slot, leaf, unit)];
                if (leaf >= 0 && !part.micro && !counts_unscored(&s->leaves[leaf], st))
                        explain_add(&e, EXPLAIN_DATA, "%.*s：未计分（%s，满分 %.*s）",
                                    STR(s->nodes[k].name), words_of(lang, score_state_words[st]),
                                    STR(own));
                else
                        explain_add(&e, EXPLAIN_DATA, "%.*s：%.*s（满分 %.*s）",
                                    STR(s->nodes[k].name), STR(got), STR(own));
                buf_f(&b, "%s%.*s", said++ ? " + " : "", STR(got));
        }
        points got = result_points(s, r, slot, node, unit);
        if (!applies) {
                explain_add(&e, EXPLAIN_NOTE, "没有适用的指标");
        } else {
                explain_add(&e, EXPLAIN_STEP, "%.*s = %.*s", STR(buf_str(&b)),
                            STR(wide_str(a, sum, MICRO)));
                int64_t to, of;
                bool scaled = node_fold(s, in, r, slot, node, unit, &to, &of);
                wide num = scaled ? sum * to : sum, den = scaled ? of : 1;
                if (scaled)
                        explain_add(&e, EXPLAIN_STEP, "折算：%.*s ÷ %.*s × %.*s = %.*s",
                                    STR(wide_str(a, sum, MICRO)), STR(wide_str(a, of, MICRO)),
                                    STR(wide_str(a, to, MICRO)),
                                    STR(wide_str(a, num, den * MICRO)));
                explain_round(&e, num, den, s->step, s->round, got);
        }
        explain_add(&e, EXPLAIN_RESULT, "得 %.*s 分", STR(points_str(a, got, 0)));
        *ret = e;
}

/* ---- out ------------------------------------------------------------------------------------ */

void explain_put_text(struct buf *o, const struct explain *e)
{
        for (int i = 0; i < e->n; i++)
                buf_f(o, "%.*s\n", STR(e->line[i].text));
}

void explain_put_json(struct json_out *j, const char *name, const struct explain *e)
{
        json_open(j, name, '[');
        for (int i = 0; i < e->n; i++) {
                json_open(j, NULL, '{');
                json_put_str(j, "kind", str_of(explain_kind_names[e->line[i].kind]));
                json_put_str(j, "text", e->line[i].text);
                json_close(j, '}');
        }
        json_close(j, ']');
}
