/* domain/target/lint.c - what is doubtful in a scheme before anybody is scored by it. */
#include "domain/target/lint.h"
#include "domain/target/rate.h"
#include "domain/target/cover.h"
#include "domain/target/method_in.h"

const struct lint_row lint_rows[LINT_RULES] = {
        [LINT_SUM]         = { "sum", "分值不合计", "下级分值之和应等于本级分值，或把本级设为折算", true },
        [LINT_EMPTY_BLOCK] = { "empty-block", "空的上级指标", "这一级下面没有末级指标", true },
        [LINT_EMPTY_GROUP] = { "empty-group", "空的分组", "分组里没有单位或没有指标", true },
        [LINT_GAP]         = { "gap", "区间有空档", "落在空档里的值没有得分", true },
        [LINT_EDGE]        = { "edge", "区间表没有到头", "表的两端以外没有行，出现那样的值时不计分", false },
        [LINT_OVERLAP]     = { "overlap", "区间有重叠", "同一个值对应不止一行", true },
        [LINT_METHOD]      = { "method", "计分方法不能用", "参数使方法无法计算", true },
        [LINT_TARGET]      = { "target", "不能算比例", "要作除数的目标值或最优值为零或负数时，应改用按差值或名次计分的方法", true },
        [LINT_CODE]        = { "code", "代码重复", "两个指标用了同一个代码", true },
        [LINT_ONE_UNIT]    = { "one-unit", "组内只有一个单位", "排名和极差没有意义，这个单位总得满分", false },
        [LINT_ZERO_FULL]   = { "zero-full", "分值为零", "末级指标的分值应大于零", false },
        [LINT_STEP]        = { "step", "分值不是取位的整数倍", "满分取位后会与分值不同", false },
        [LINT_FOLDED]      = { "folded", "折算的一级不是百分制", "设为折算的一级，下级通常合计 100 分", false },
        [LINT_NO_CAP]      = { "no-cap", "没有上限", "超额完成时得分会超过分值；要限制就填参数“上限”", false },
        [LINT_EMPTY]       = { "empty", "空的方案", "没有指标或没有分组的方案不能执行", true },
};

enum { MOST_FINDINGS = 10000 };

struct linting {
        struct arena        *arena;
        int                  lang;
        struct lint_finding *list; int n, cap;
};

static void found(struct linting *w, enum lint_rule rule, int group, int node, int row, str text)
{
        if (w->n < MOST_FINDINGS)
                *VEC_ADD(w->arena, w->list, w->n, w->cap) = (struct lint_finding){
                        .rule = rule, .group = group, .node = node, .row = row, .text = text
                };
}

/* ---- bracket tables --------------------------------------------------------------------------- */

/* "1、2、4" */
static str rows_str(struct linting *w, uint64_t rows)
{
        struct buf b = buf_new(w->arena, 400);
        for (int i = 0; i < METHOD_ROWS; i++)
                if (rows >> i & 1)
                        buf_f(&b, "%s%d", b.n ? words_of(w->lang, "、") : "", i + 1);
        return buf_str(&b);
}

/* What no row of the leaf's table holds, and what several do; its name before it where `node` ≥ 0. */
static void rows_of_leaf(struct linting *w, int node, str name, const struct leaf *leaf)
{
        static const enum lint_rule rules[] = {
                [COVER_GAP] = LINT_GAP, [COVER_EDGE] = LINT_EDGE, [COVER_TWICE] = LINT_OVERLAP,
        };
        static const char *const texts[] = {
                [COVER_GAP] = "%.*s 没有对应的行", [COVER_EDGE] = "%.*s 没有对应的行，会有这样的数就补一行",
                [COVER_TWICE] = "%.*s 对应不止一行：第 %.*s 行与第 %.*s 行",
        };
        struct cover *x;
        int n = leaf->n_rows ? cover_faults(w->arena, leaf, &x) : 0;
        for (int i = 0; i < n && w->n < MOST_FINDINGS; i++) {
                str at = span_str(w->arena, w->lang, &x[i].by[0]);
                if (x[i].plane)
                        at = str_f(w->arena, words_of(w->lang, "%.*s，第二个值 %.*s"), STR(at),
                                   STR(span_str(w->arena, w->lang, &x[i].by[1])));
                str text = str_f(w->arena, words_of(w->lang, texts[x[i].kind]), STR(at),
                                 STR(rows_str(w, x[i].rows)), STR(rows_str(w, x[i].others)));
                if (name.n)
                        text = str_f(w->arena, "%.*s：%.*s", STR(name), STR(text));
                found(w, rules[x[i].kind], -1, node, __builtin_ctzll(x[i].rows), text);
                struct lint_finding *f = &w->list[w->n - 1];
                f->at = at, f->rows = x[i].rows, f->others = x[i].others;
        }
}

int leaf_rows_lint(struct arena *a, int lang, const struct leaf *leaf, struct lint_finding **ret)
{
        struct linting w = { .arena = a, .lang = lang };
        rows_of_leaf(&w, -1, (str){ 0 }, leaf);
        *ret = w.list;
        return w.n;
}

int rating_lint(struct arena *a, int lang, const struct rating *r, struct lint_finding **ret)
{
        /* shares of one, not marks: no unit of measure */
        struct leaf table = { .rows = r->rows, .n_rows = r->n_rows, .places = FIGURE_PLACES };
        *ret = NULL;
        return r->rule == RATING_BRACKET ? leaf_rows_lint(a, lang, &table, ret) : 0;
}

/* ---- the tree ----------------------------------------------------------------------------------- */

static int64_t full_at(const struct scheme *s, int g, int k)
{
        return s->full[(size_t)g * (size_t)s->n_nodes + (size_t)k].micro;
}

/* What the children of a block add up to in a group; how many there are. */
static int64_t parts_of(const struct scheme *s, int g, int k, int *ret_n)
{
        int64_t sum = 0;
        *ret_n = 0;
        for (int c = k + 1; c < s->n_nodes; c++)
                if (s->nodes[c].parent == k && full_at(s, g, c) != INT64_MIN)
                        sum += full_at(s, g, c), ++*ret_n;
        return sum;
}

/* Has an earlier group the same full score and the same parts? A fold is said once of them all. */
static bool folds_alike(const struct scheme *s, int g, int k)
{
        int n;
        for (int h = 0; h < g; h++)
                if (full_at(s, h, k) == full_at(s, g, k) && parts_of(s, h, k, &n) == parts_of(s, g, k, &n))
                        return true;
        return false;
}

/* Has an earlier group this full score, too? What only goes by it is said once. */
static bool full_before(const struct scheme *s, int g, int k)
{
        for (int h = 0; h < g; h++)
                if (full_at(s, h, k) == full_at(s, g, k))
                        return true;
        return false;
}

/* A block that is said to fold is out of 100, or of 1,000: another sum is a leaf that was forgotten, or meant so. */
static bool is_whole_scale(int64_t micro) { return micro == (int64_t)100 * MICRO || micro == (int64_t)1000 * MICRO; }

static void block_lint(struct linting *w, const struct scheme *s, int g, int k)
{
        int children;
        int64_t sum = parts_of(s, g, k, &children);
        str name = s->nodes[k].name, group = s->groups[g].name;
        if (!children) {
                found(w, k ? LINT_EMPTY_BLOCK : LINT_EMPTY_GROUP, g, k, -1,
                      str_f(w->arena, words_of(w->lang, "%.*s 在分组“%.*s”里没有指标"), STR(name),
                            STR(group)));
                return;
        }
        bool folded = s->nodes[k].folded;
        if (sum != full_at(s, g, k) && !(folded && (is_whole_scale(sum) || folds_alike(s, g, k))))
                found(w, folded ? LINT_FOLDED : LINT_SUM, g, k, -1,
                      str_f(w->arena,
                            words_of(w->lang, folded ? "%.*s 在分组“%.*s”里折算到 %.*s 分，下级合计 %.*s，不是 100；确是这样不必改"
                                                     : "%.*s 在分组“%.*s”里分值 %.*s，下级合计 %.*s"),
                            STR(name), STR(group),
                            STR(points_str(w->arena, (points){ full_at(s, g, k) }, 0)),
                            STR(points_str(w->arena, (points){ sum }, 0))));
}

static bool is_method(const struct leaf *leaf, const char *code) { return !strcmp(leaf->method->code, code); }

static void leaf_lint(struct linting *w, const struct scheme *s, int k)
{
        const struct leaf *leaf = &s->leaves[s->nodes[k].leaf];
        const char *why = !leaf->method         ? "没有计分方法"
                          : leaf->method->wrong ? leaf->method->wrong(leaf)
                                                : NULL;
        if (leaf->method && !why && (leaf->method->needs & NEED_ROWS) && !leaf->n_rows)
                why = "区间表或事项表是空的";
        if (leaf->method && !why && is_method(leaf, "F15"))
                for (int i = 0; i < leaf->n_rows && !why; i++)
                        if (leaf->rows[i].points.micro < 0)
                                why = "扣分项要写正数，写负数会变成加分";
        if (why)
                found(w, LINT_METHOD, -1, k, -1, str_f(w->arena, "%.*s：%s", STR(s->nodes[k].name),
                                                       words_of(w->lang, why)));
        if (leaf->method && (leaf->method->needs & NEED_ROWS) &&
            !(leaf->method->needs & NEED_COUNTS))
                rows_of_leaf(w, k, s->nodes[k].name, leaf);
        int most = leaf->method && is_method(leaf, "F17") ? method_param_at(leaf->method, S("most")) : -1;
        if (most >= 0 && !leaf->p[most])
                found(w, LINT_NO_CAP, -1, k, -1,
                      str_f(w->arena, words_of(w->lang, "%.*s 没有上限，得分可能超过分值"), STR(s->nodes[k].name)));
        int fixed = leaf->method && is_method(leaf, "F18") ? method_param_at(leaf->method, S("fixed")) : -1;
        for (int g = 0; g < s->n_groups; g++) {
                int64_t full = full_at(s, g, k);
                if (full == INT64_MIN || !leaf->method)
                        continue;
                if (fixed >= 0 && leaf->p[fixed] > full)
                        found(w, LINT_METHOD, g, k, -1,
                              str_f(w->arena, words_of(w->lang, "%.*s 在分组“%.*s”里分值 %.*s，固定分 %.*s 比它还高"),
                                    STR(s->nodes[k].name), STR(s->groups[g].name),
                                    STR(points_str(w->arena, (points){ full }, 0)),
                                    STR(points_str(w->arena, (points){ leaf->p[fixed] }, 0))));
                if (full <= 0 && !is_method(leaf, "F20") && !is_method(leaf, "F16"))
                        found(w, LINT_ZERO_FULL, g, k, -1,
                              str_f(w->arena, words_of(w->lang, "%.*s 在分组“%.*s”里分值为 %.*s"),
                                    STR(s->nodes[k].name), STR(s->groups[g].name),
                                    STR(points_str(w->arena, (points){ full }, 0))));
                if (leaf->step > 0 && full % leaf->step && !full_before(s, g, k))
                        found(w, LINT_STEP, -1, k, -1,
                              str_f(w->arena,
                                    words_of(w->lang, "%.*s 的分值 %.*s 不是取位 %.*s 的整数倍"),
                                    STR(s->nodes[k].name),
                                    STR(points_str(w->arena, (points){ full }, 0)),
                                    STR(points_str(w->arena, (points){ leaf->step }, 0))));
        }
}

/* F10 divides by the best of the group: where that is zero or less, nobody gets points. */
static void best_lint(struct linting *w, const struct scheme *s, const struct input *in, int g,
                      int k)
{
        const struct leaf *leaf = &s->leaves[s->nodes[k].leaf];
        bool more = leaf->direction == DIRECTION_MORE;
        for (int p = 0; p < in->n_periods; p++) {
                int64_t best = FIGURE_NONE;
                for (int u = in->first[g]; u < in->first[g + 1]; u++) {
                        int64_t v = in->figure[input_at(in, p, leaf->column, u)];
                        if (is_figure(v) && (best == FIGURE_NONE || (more ? v > best : v < best)))
                                best = v;
                }
                if (best == FIGURE_NONE || best >= (more ? 1 : 0))
                        continue;
                found(w, LINT_TARGET, g, k, -1,
                      str_f(w->arena, words_of(w->lang, "%.*s 在分组“%.*s”里最优值是 %.*s，%s 要用它作除数，全组不能计分"),
                            STR(s->nodes[k].name), STR(s->groups[g].name),
                            STR(figure_str(w->arena, w->lang, best, leaf->places)), leaf->method->code));
                return;
        }
}

/* What units and targets show. */
static void input_lint(struct linting *w, const struct scheme *s, const struct input *in, int k)
{
        const struct leaf *leaf = &s->leaves[s->nodes[k].leaf];
        if (!leaf->method)
                return;
        int target = method_input_at(leaf->method, S("target"));
        for (int g = 0; g < s->n_groups; g++) {
                int n = in->first[g + 1] - in->first[g], bad = 0, first = -1;
                if (full_at(s, g, k) == INT64_MIN)
                        continue;
                if (n == 1 && (leaf->method->needs & (NEED_MIN_MAX | NEED_RANK)))
                        found(w, LINT_ONE_UNIT, g, k, -1,
                              str_f(w->arena, words_of(w->lang, "%.*s 在分组“%.*s”里只有一个单位"),
                                    STR(s->nodes[k].name), STR(s->groups[g].name)));
                if (is_method(leaf, "F10"))
                        best_lint(w, s, in, g, k);
                if (!(leaf->method->needs & NEED_RATIO) || target < 0 ||
                    leaf->column + target >= in->n_columns)
                        continue;
                for (int p = 0; p < in->n_periods; p++)
                        for (int u = in->first[g]; u < in->first[g + 1]; u++) {
                                int64_t t = in->figure[input_at(in, p, leaf->column + target, u)];
                                if (t <= FIGURE_NA || t > 0)
                                        continue;
                                first = first < 0 ? u : first;
                                bad++;
                        }
                if (bad)
                        found(w, LINT_TARGET, g, k, first,
                              str_f(w->arena,
                                    words_of(w->lang, "%.*s 在分组“%.*s”里有 %d 个目标值为零或负数，%s 要用它作除数"),
                                    STR(s->nodes[k].name), STR(s->groups[g].name), bad,
                                    leaf->method->code));
        }
}

int scheme_lint(struct arena *a, int lang, const struct scheme *s, const struct input *in,
                struct lint_finding **ret)
{
        struct linting w = { .arena = a, .lang = lang };
        if (!s->n_leaves)
                found(&w, LINT_EMPTY, -1, -1, -1, str_of(words_of(lang, "方案里还没有计分的指标")));
        if (!s->n_groups)
                found(&w, LINT_EMPTY, -1, -1, -1, str_of(words_of(lang, "方案里还没有分组和单位")));
        for (int k = 0; k < s->n_nodes; k++) {
                for (int c = 0; c < k; c++)
                        if (s->nodes[k].code.n && str_eq(s->nodes[k].code, s->nodes[c].code))
                                found(&w, LINT_CODE, -1, k, c,
                                      str_f(a, words_of(lang, "“%.*s”和“%.*s”的代码都是 %.*s"),
                                            STR(s->nodes[c].name), STR(s->nodes[k].name),
                                            STR(s->nodes[k].code)));
                if (s->nodes[k].leaf >= 0) {
                        leaf_lint(&w, s, k);
                        if (in)
                                input_lint(&w, s, in, k);
                        continue;
                }
                for (int g = 0; g < s->n_groups; g++)
                        if (full_at(s, g, k) != INT64_MIN)
                                block_lint(&w, s, g, k);
        }
        for (int g = 0; g < s->n_groups; g++) {
                if (in && in->first[g] == in->first[g + 1])
                        found(&w, LINT_EMPTY_GROUP, g, -1, -1,
                              str_f(a, words_of(lang, "分组“%.*s”里没有单位"), STR(s->groups[g].name)));
                if (full_at(s, g, 0) == INT64_MIN)
                        found(&w, LINT_EMPTY_GROUP, g, -1, -1,
                              str_f(a, words_of(lang, "分组“%.*s”里没有指标"), STR(s->groups[g].name)));
        }
        *ret = w.list;
        return w.n;
}
