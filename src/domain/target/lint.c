/* domain/target/lint.c - what is doubtful in a scheme before anybody is scored by it. */
#include "domain/target/lint.h"
#include "domain/target/method_in.h"

const struct lint_row lint_rows[LINT_RULES] = {
        [LINT_SUM]         = { "sum", "分值不合计", "下级分值之和应等于本级分值，或把本级设为折算", true },
        [LINT_EMPTY_BLOCK] = { "empty-block", "空的上级指标", "这一级下面没有末级指标", true },
        [LINT_EMPTY_GROUP] = { "empty-group", "空的分组", "分组里没有单位或没有指标", true },
        [LINT_GAP]         = { "gap", "区间有空档", "落在空档里的值没有得分", true },
        [LINT_OVERLAP]     = { "overlap", "区间有重叠", "同一个值对应不止一行", true },
        [LINT_METHOD]      = { "method", "计分方法不能用", "参数使方法无法计算", true },
        [LINT_TARGET]      = { "target", "目标值不能算比例", "目标值为零或负数时应改用按差值计分的方法", true },
        [LINT_CODE]        = { "code", "代码重复", "两个指标用了同一个代码", true },
        [LINT_ONE_UNIT]    = { "one-unit", "组内只有一个单位", "排名和极差没有意义，这个单位总得满分", false },
        [LINT_ZERO_FULL]   = { "zero-full", "分值为零", "末级指标的分值应大于零", false },
        [LINT_STEP]        = { "step", "分值不是取位的整数倍", "满分取位后会与分值不同", false },
        [LINT_FOLDED]      = { "folded", "下级分值与本级不等", "这一级设为折算，按比例折到本级分值", false },
        [LINT_NO_CAP]      = { "no-cap", "没有上限", "超额完成时得分会超过分值；要限制就填参数“上限”", false },
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
                        .rule = rule, .group = group, .node = node, .row = row, .second = -1, .text = text
                };
}

/* ---- bracket tables --------------------------------------------------------------------------- */

static int ratio_cmp(ratio a, ratio b)
{
        wide d = (wide)a.num * b.den - (wide)b.num * a.den;
        return d < 0 ? -1 : d > 0;
}

/* The bounds of one dimension cut the line into points and open stretches between them; on each the
 * answer is the same. A sample is a point, or the middle of a stretch. */
struct sample { wide num, den; ratio from, to; bool point; };

/* The row behind `first` that holds what it holds; both count from 0. */
static int second_of(const struct method_row *rows, int n, int first, const struct sample *one,
                     const struct sample *two)
{
        int hits, at = rows_find(rows + first + 1, n - first - 1, one->num, one->den, two->num,
                                 two->den, &hits);
        return at ? first + at : -1;
}

static void bound_add(ratio *list, int *n, ratio r)
{
        int at = 0;
        if (!r.den)
                return;
        while (at < *n && ratio_cmp(list[at], r) < 0)
                at++;
        if (at < *n && !ratio_cmp(list[at], r))
                return;
        for (int i = (*n)++; i > at; i--)
                list[i] = list[i - 1];
        list[at] = r;
}

static int samples_of(struct arena *a, const struct method_row *rows, int n, bool second,
                      ratio least, ratio most, struct sample **ret)
{
        ratio *bound = NEW_ARRAY(a, ratio, (size_t)(2 * n + 2));
        struct sample *s = NEW_ARRAY(a, struct sample, (size_t)(4 * n + 6));
        int n_bounds = 0, k = 0;
        bound_add(bound, &n_bounds, least);
        bound_add(bound, &n_bounds, most);
        for (int i = 0; i < n; i++) {
                ratio from = second ? rows[i].from2 : rows[i].from,
                      to = second ? rows[i].to2 : rows[i].to;
                if (from.den && ratio_cmp(from, least) > 0 && ratio_cmp(from, most) < 0)
                        bound_add(bound, &n_bounds, from);
                if (to.den && ratio_cmp(to, least) > 0 && ratio_cmp(to, most) < 0)
                        bound_add(bound, &n_bounds, to);
        }
        for (int i = 0; i < n_bounds; i++) {
                s[k++] = (struct sample){ .num = bound[i].num,
                                          .den = bound[i].den,
                                          .from = bound[i],
                                          .to = bound[i],
                                          .point = true };
                if (i + 1 < n_bounds)
                        s[k++] = (struct sample){ .num = (wide)bound[i].num * bound[i + 1].den +
                                                         (wide)bound[i + 1].num * bound[i].den,
                                                  .den = (wide)2 * bound[i].den * bound[i + 1].den,
                                                  .from = bound[i], .to = bound[i + 1] };
        }
        *ret = s;
        return k;
}

static str place_str(struct arena *a, const struct sample *s, const struct sample *last)
{
        str from = wide_str(a, s->from.num, s->from.den),
            to = wide_str(a, last->to.num, last->to.den);
        if (s == last && s->point)
                return from;
        return str_f(a, "%s%.*s, %.*s%s", s->point ? "[" : "(", STR(from), STR(to),
                     last->point ? "]" : ")");
}

static void rows_walk(struct linting *w, int group, int node, const struct method_row *rows, int n,
                      ratio least, ratio most)
{
        struct sample *one, *two;
        ratio none = { 0, 1 }, all = { 1, 1 };
        bool plane = false;
        for (int i = 0; i < n; i++)
                plane |= rows[i].from2.den || rows[i].to2.den;
        int n1 = samples_of(w->arena, rows, n, false, least, most, &one);
        int n2 = plane ? samples_of(w->arena, rows, n, true, none, all, &two) : 1;
        if (!plane)
                two = NEW(w->arena, struct sample);
        for (int k = 0; k < n2; k++)
                for (int i = 0, end, before = 0; i < n1; i = end) {
                        int hits, next = 0, behind = 0;
                        int row = rows_find(rows, n, one[i].num, one[i].den, two[k].num, two[k].den,
                                            &hits);
                        for (end = i + 1; end < n1; end++)      /* a stretch with the same answer */
                                if ((behind = rows_find(rows, n, one[end].num, one[end].den, two[k].num,
                                                        two[k].den, &next)) != row ||
                                    next != hits)
                                        break;
                        before = row ? row : before;
                        if (hits == 1)
                                continue;
                        str at = place_str(w->arena, &one[i], &one[end - 1]);
                        if (plane)
                                at = str_f(w->arena, words_of(w->lang, "%.*s，第二个值 %.*s"), STR(at),
                                           STR(place_str(w->arena, &two[k], &two[k])));
                        found(w, hits ? LINT_OVERLAP : LINT_GAP, group, node,
                              (row ? row : before ? before : behind) - 1,
                              str_f(w->arena,
                                    words_of(w->lang,
                                             hits ? "%.*s 对应不止一行" : "%.*s 没有对应的行"),
                                    STR(at)));
                        if (w->n == MOST_FINDINGS)
                                return;
                        w->list[w->n - 1].at = at;
                        if (hits)
                                w->list[w->n - 1].second = second_of(rows, n, row - 1, &one[i], &two[k]);
                }
}

int rows_lint(struct arena *a, int lang, const struct method_row *rows, int n, ratio least,
              ratio most, struct lint_finding **ret)
{
        struct linting w = { .arena = a, .lang = lang };
        if (ratio_cmp(least, most) < 0)
                rows_walk(&w, -1, -1, rows, n, least, most);
        *ret = w.list;
        return w.n;
}

/* The table's own outermost bounds, one beyond where a side is open: what lies outside a closed
 * side is a gap only if figures can get there, which the table cannot know. */
static void rows_of_leaf(struct linting *w, int node, const struct leaf *leaf)
{
        ratio least = { 0, 0 }, most = { 0, 0 };
        for (int i = 0; i < leaf->n_rows; i++) {
                ratio ends[2] = { leaf->rows[i].from, leaf->rows[i].to };
                for (int k = 0; k < 2; k++) {
                        if (!ends[k].den)
                                continue;
                        if (!least.den || ratio_cmp(ends[k], least) < 0)
                                least = ends[k];
                        if (!most.den || ratio_cmp(ends[k], most) > 0)
                                most = ends[k];
                }
        }
        if (least.den && ratio_cmp(least, most) < 0)
                rows_walk(w, -1, node, leaf->rows, leaf->n_rows, least, most);
}

int leaf_rows_lint(struct arena *a, int lang, const struct leaf *leaf, struct lint_finding **ret)
{
        struct linting w = { .arena = a, .lang = lang };
        rows_of_leaf(&w, -1, leaf);
        *ret = w.list;
        return w.n;
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
        if (sum != full_at(s, g, k) && !(folded && folds_alike(s, g, k)))
                found(w, folded ? LINT_FOLDED : LINT_SUM, g, k, -1,
                      str_f(w->arena,
                            words_of(w->lang, folded ? "%.*s 在分组“%.*s”里分值 %.*s，下级合计 %.*s，将按比例折算"
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
                rows_of_leaf(w, k, leaf);
        int most = leaf->method && is_method(leaf, "F17") ? method_param_at(leaf->method, S("most")) : -1;
        if (most >= 0 && !leaf->p[most])
                found(w, LINT_NO_CAP, -1, k, -1,
                      str_f(w->arena, words_of(w->lang, "%.*s 没有上限，得分可能超过分值"), STR(s->nodes[k].name)));
        for (int g = 0; g < s->n_groups; g++) {
                int64_t full = full_at(s, g, k);
                if (full == INT64_MIN || !leaf->method)
                        continue;
                if (full <= 0 && !is_method(leaf, "F20") && !is_method(leaf, "F16"))
                        found(w, LINT_ZERO_FULL, g, k, -1,
                              str_f(w->arena, words_of(w->lang, "%.*s 在分组“%.*s”里分值为 %.*s"),
                                    STR(s->nodes[k].name), STR(s->groups[g].name),
                                    STR(points_str(w->arena, (points){ full }, 0))));
                if (leaf->step > 0 && full % leaf->step)
                        found(w, LINT_STEP, g, k, -1,
                              str_f(w->arena,
                                    words_of(w->lang, "%.*s 的分值 %.*s 不是取位 %.*s 的整数倍"),
                                    STR(s->nodes[k].name),
                                    STR(points_str(w->arena, (points){ full }, 0)),
                                    STR(points_str(w->arena, (points){ leaf->step }, 0))));
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
                                    words_of(
                                            w->lang,
                                            "%.*s 在分组“%.*s”里有 %d 个目标值为零或负数，%s 要用它作除数"),
                                    STR(s->nodes[k].name), STR(s->groups[g].name), bad,
                                    leaf->method->code));
        }
}

int scheme_lint(struct arena *a, int lang, const struct scheme *s, const struct input *in,
                struct lint_finding **ret)
{
        struct linting w = { .arena = a, .lang = lang };
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
