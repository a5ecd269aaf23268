/* domain/target/pages_tree.c - one indicator: its form with the method's own parameters, 缺项. */
#include "core/flow/figure.h"
#include "domain/org/org.h"
#include "domain/target/bounds.h"
#include "domain/target/faces.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/tree.html.h"

/* ---- choices ------------------------------------------------------------------------- */

static const struct form_choice *words_choices(struct ctx *cx, const char *const *words, int n)
{
        struct form_choice *c = NEW_ARRAY(cx->arena, struct form_choice, (size_t)n);
        for (int i = 0; i < n; i++)
                c[i] = (struct form_choice){ .value = str_f(cx->arena, "%d", i), .word = words[i] };
        return c;
}

/* "F11": the newest version of each; an older one stays choosable where the node has it. */
static void method_choices(struct ctx *cx, const struct edition_node *x,
                           const struct form_choice **ret, int *ret_n)
{
        struct form_choice *c = NEW_ARRAY(cx->arena, struct form_choice, (size_t)n_methods + 1);
        int n = 0;
        for (int i = 0; i < n_methods; i++) {
                const struct method *m = methods[i];
                bool own = str_is(x->method, m->code) && x->method_version == m->version;
                if (method_find(str_of(m->code), 0) != m && !own)
                        continue;
                c[n++] = (struct form_choice){
                        .value = str_f(cx->arena, "%s.%d", m->code, m->version),
                        .name = str_f(cx->arena, "%s %s", m->code, words_of(cx->lang, m->name))
                };
        }
        *ret = c, *ret_n = n;
}

static const struct fail *unit_choices(struct ctx *cx, const char *none,
                                       const struct form_choice **ret, int *ret_n)
{
        struct form_choice *c = NULL;
        int n = 0, cap = 0;
        struct units_standing it;
        *VEC_ADD(cx->arena, c, n, cap) = (struct form_choice){ .value = S("0"), .word = none };
        units_standing(&it, cx, ORG_SECTION, ORG_COUNTY);
        while (units_standing_next(&it))
                *VEC_ADD(cx->arena, c, n, cap) =
                        (struct form_choice){ .value = str_f(cx->arena, "%ld", it.id),
                                              .name = it.brief };
        *ret = c, *ret_n = n;
        return units_standing_end(&it);
}

/* Numbers that other domains compute: an indicator that names one need not be asked for. */
static int computed_choices(struct ctx *cx, const struct form_choice **ret)
{
        const struct figure *const *list;
        int n = figures_all(&list);
        struct form_choice *c = NEW_ARRAY(cx->arena, struct form_choice, (size_t)n + 1);
        c[0] = (struct form_choice){ .value = S("0"), .word = "（由人填报）" };
        for (int i = 0; i < n; i++)
                c[i + 1] = (struct form_choice){
                        .value = str_of(list[i]->code),
                        .name = str_f(cx->arena, "%s（%s）", words_of(cx->lang, list[i]->label),
                                      words_of(cx->lang, list[i]->unit)) };
        *ret = c;
        return n + 1;
}

static void parent_choices(struct ctx *cx, const struct edition *e, int64_t self,
                           const struct form_choice **ret, int *ret_n)
{
        struct form_choice *c = NEW_ARRAY(cx->arena, struct form_choice, (size_t)e->n_nodes + 1);
        int n = 0;
        c[n++] = (struct form_choice){ .value = S("0"), .word = "（一级指标）" };
        for (int i = 0; i < e->n_nodes; i++)
                if (!e->nodes[i].leaf && e->nodes[i].id != self)
                        c[n++] = (struct form_choice){
                                .value = str_f(cx->arena, "%ld", e->nodes[i].id),
                                .name = str_f(cx->arena, "%.*s%.*s", e->nodes[i].depth * 3,
                                              "　　　　　　　　", STR(e->nodes[i].name))
                        };
        *ret = c, *ret_n = n;
}

/* ---- the form, drawn ------------------------------------------------------------------- */

static void add(struct node_page *p, struct form_field f)
{
        must(p->n_fields < NODE_FIELDS);
        p->fields[p->n_fields++] = f;
}

static str num(struct ctx *cx, int64_t v) { return str_f(cx->arena, "%ld", v); }

static void add_choice(struct ctx *cx, struct node_page *p, const char *name, const char *label,
                       const char *const *words, int n, int64_t value, const char *hint)
{
        add(p, (struct form_field){ .name = name, .label = label,
                                    .choices = words_choices(cx, words, n), .n_choices = n,
                                    .value = num(cx, value), .hint = hint });
}

static const struct fail *leaf_fields(struct ctx *cx, struct node_page *p,
                                      const struct edition_node *x)
{
        const struct form_choice *c;
        int n;
        method_choices(cx, x, &c, &n);
        add(p, (struct form_field){ .name = "method", .label = "计分方法", .choices = c, .n_choices = n,
                                    .value = x->method.n ? str_f(cx->arena, "%.*s.%d",
                                                                 STR(x->method), x->method_version)
                                                         : S("F1.1"),
                                    .hint = "换方法后按“换用这个方法”，就会出现它的参数" });
        add_choice(cx, p, "down", "方向", node_down_words, 2, x->down, NULL);
        add(p, (struct form_field){ .name = "measure", .label = "计量单位", .max = 20, .optional = true,
                                    .value = x->measure, .hint = "如 %、万元、个" });
        add(p, (struct form_field){ .name = "places", .label = "数据的小数位数",
                                    .inputmode = "numeric", .value = num(cx, x->places) });
        add(p, (struct form_field){ .name = "step", .label = "得分的最小单位", .inputmode = "decimal",
                                    .value = points_str(cx->arena, (points){ x->step }, 0),
                                    .hint = "0.000001 为保留六位小数，0.01 为两位，1 为整数" });
        add_choice(cx, p, "mode", "取舍", node_mode_words, 4, x->mode, NULL);
        add_choice(cx, p, "quality", "定性或定量", node_quality_words, 2, x->quality, NULL);
        add_choice(cx, p, "process", "过程或结果", node_process_words, 2, x->process, NULL);
        add_choice(cx, p, "cycle", "周期", node_cycle_words, NODE_CYCLES, x->cycle, NULL);
        add_choice(cx, p, "year-rule", "全年得分", year_rule_words, YEAR_RULES, x->year_rule, NULL);
        add_choice(cx, p, "missing", "没有数据时", missing_policy_words, MISSING_POLICIES,
                   x->missing, NULL);
        add_choice(cx, p, "na", "缺项时", na_policy_words, NA_POLICIES, x->na, NULL);
        add(p, (struct form_field){ .name = "na-share", .label = "基础分占比（%）", .inputmode = "decimal",
                                    .value = points_str(cx->arena, (points){ x->na_share * 100 }, 0),
                                    .hint = "缺数或缺项按基础分计时用到" });
        add_choice(cx, p, "evidence", "佐证材料", node_evidence_words, NODE_EVIDENCES, x->evidence,
                   "能不要就不要：国家减负规定不许层层要材料");
        const struct fail *f = unit_choices(cx, "（不另设）", &c, &n);
        if (f)
                return f;
        add(p, (struct form_field){ .name = "scorer", .label = "考核部门", .choices = c,
                                    .n_choices = n, .value = num(cx, x->scorer) });
        f = unit_choices(cx, "被考核单位", &c, &n);
        add(p, (struct form_field){ .name = "provider", .label = "数据由谁提供", .choices = c,
                                    .n_choices = n, .value = num(cx, x->provider) });
        n = computed_choices(cx, &c);
        add(p, (struct form_field){ .name = "computed", .label = "取系统里的哪个数", .choices = c,
                                    .n_choices = n, .value = x->source.n ? x->source : S("0"),
                                    .hint = "选了就不用人填报，按周期自己取来；计量单位和小数位数要与这个数一致" });
        return f;
}

static const struct fail *fields_of(struct ctx *cx, struct node_page *p,
                                    const struct edition_node *x)
{
        const struct form_choice *c;
        int n;
        parent_choices(cx, &p->frame.e, p->node, &c, &n);
        add(p, (struct form_field){ .name = "name", .label = "名称", .max = 100, .value = x->name });
        if (p->fresh)
                add(p, (struct form_field){ .name = "code", .label = "代码", .max = 40,
                                            .value = x->code,
                                            .hint = "小写字母、数字和连字符；在各版本、各年度之间认这个指标，建好后不变" });
        add(p, (struct form_field){ .name = "parent", .label = "上级指标", .choices = c,
                                    .n_choices = n, .value = num(cx, x->parent) });
        add(p, (struct form_field){ .name = "sort", .label = "次序", .inputmode = "numeric",
                                    .value = num(cx, x->sort) });
        add(p, (struct form_field){ .name = "full", .label = "分值", .inputmode = "decimal",
                                    .value = points_str(cx->arena, x->full, 0) });
        add_choice(cx, p, "kind", "类别", node_kind_words, NODE_KINDS, x->kind, NULL);
        add_choice(cx, p, "key-work", "重点工作", node_yes_words, 2, x->key_work, "总分相同时先比重点工作的得分");
        add_choice(cx, p, "folded", "折算", node_yes_words, 2, x->folded,
                   "是：下级得分按比例折算到本级分值（双百分制）");
        add(p, (struct form_field){ .name = "rule", .label = "评分标准", .rows = 3, .max = 2000,
                                    .optional = true, .value = x->rule });
        add(p, (struct form_field){ .name = "basis", .label = "依据", .max = 300, .optional = true,
                                    .value = x->basis });
        p->n_first = p->n_fields;
        return x->leaf ? leaf_fields(cx, p, x) : NULL;
}

/* The parameters of the method in force, with the node's values or the usual ones. */
static void param_fields(struct ctx *cx, struct node_page *p, const struct edition_node *x,
                         const struct form *form, const struct fail *why)
{
        struct leaf leaf;
        const struct method *m = p->method;
        if (!m || leaf_of_method(cx, str_of(m->code), m->version, x->places, &leaf))
                return;
        str rest = x->params;
        while (rest.n && str_is(x->method, m->code)) {
                str value, part = str_cut(rest, ';', &rest), key = str_cut(part, '=', &value);
                (void)!leaf_param(cx, &leaf, str_trim(key), str_trim(value));
        }
        for (int i = 0; i < m->n_params; i++) {
                const struct method_param *q = &m->params[i];
                struct form_field f = { .name = str_f(cx->arena, "p-%s", q->key).p,
                                        .label = q->name, .hint = q->help,
                                        .value = leaf_param_str(cx->arena, &leaf, i),
                                        .inputmode = "decimal" };
                if (q->kind == KIND_CHOICE) {
                        struct form_choice *c = NEW_ARRAY(cx->arena, struct form_choice,
                                                          (size_t)q->most + 1);
                        for (int64_t k = 0; k <= q->most; k++)
                                c[k] = (struct form_choice){ .value = num(cx, k),
                                                             .word = q->choices[k] };
                        f.choices = c, f.n_choices = (int)q->most + 1, f.value = num(cx, leaf.p[i]);
                }
                p->params[p->n_params++] = form ? form_field_of(f, form, why) : f;
        }
}

static void group_fields(struct ctx *cx, struct node_page *p, const struct edition_node *x,
                         const struct form *form, const struct fail *why)
{
        const struct edition *e = &p->frame.e;
        p->groups = NEW_ARRAY(cx->arena, struct form_field, (size_t)e->n_groups + 1);
        for (int g = 0; g < e->n_groups; g++) {
                if (edition_group_holds(e, g))  /* what is set for it would count for nobody */
                        continue;
                int64_t own = x->in_group ? x->in_group[g].micro : x->full.micro;
                struct form_field f = {
                        .name = str_f(cx->arena, "g-%ld", e->groups[g].id).p, .optional = true,
                        .label = str_copy(cx->arena, e->groups[g].name).p, .max = 12,
                        .value = own == FULL_NONE.micro ? S("无")
                               : own == x->full.micro || own == POINTS_AS_NODE.micro ? S("")
                               : points_str(cx->arena, (points){ own }, 0)
                };
                p->groups[p->n_groups++] = form ? form_field_of(f, form, why) : f;
        }
}

/* The cells of a row, "r3-in" and its like. */
enum { ROW_NAME, ROW_IN, ROW_IN2, ROW_MARK, ROW_SHARE, ROW_MOST, ROW_CELLS };
static const struct { const char *key, *label; } row_cells[ROW_CELLS] = {
        [ROW_NAME]  = { "name",  "第 %d 行名称" },       [ROW_IN]    = { "in",    "第 %d 行范围" },
        [ROW_IN2]   = { "in2",   "第 %d 行第二个数的范围" }, [ROW_MARK]  = { "mark",  "第 %d 行分值" },
        [ROW_SHARE] = { "share", "第 %d 行占满分的比例" }, [ROW_MOST]  = { "most",  "第 %d 行上限" },
};

static const char *row_key(struct ctx *cx, int row, int cell)
{
        return str_f(cx->arena, "r%d-%s", row, row_cells[cell].key).p;
}

/* Has the form anything in the row? */
static bool row_typed(struct ctx *cx, const struct form *form, int row)
{
        bool any = false;
        for (int k = 0; k < ROW_CELLS; k++)
                any |= str_trim(form_raw(form, row_key(cx, row, k))).n > 0;
        return any;
}

static str text_or_none(str s) { return s.p ? s : S(""); }

/* The rows of the node, or as they were typed, each where it stood. `at` [METHOD_ROWS]: where the k-th row that is
 * not empty stands. */
static void row_fields(struct ctx *cx, struct node_page *p, const struct edition_node *x,
                       const struct form *form, int *at)
{
        int used = 0, last = 0;
        bool typed = false;
        for (int i = 0; i < METHOD_ROWS; i++)
                at[i] = 0;              /* were x to have more, they are told at the first */
        for (int i = 0; i < METHOD_ROWS; i++)
                typed |= form && row_typed(cx, form, i);
        for (int i = 0; i < METHOD_ROWS; i++)
                if (typed ? row_typed(cx, form, i) : i < x->n_rows)
                        at[used++] = i, last = i + 1;
        int n = last + NODE_ROWS_SPARE > METHOD_ROWS ? METHOD_ROWS : last + NODE_ROWS_SPARE;
        p->rows = NEW_ARRAY(cx->arena, struct edition_row, (size_t)n);
        p->row_marks = NEW_ARRAY(cx->arena, str, (size_t)n);
        p->row_shares = NEW_ARRAY(cx->arena, str, (size_t)n);
        p->row_mosts = NEW_ARRAY(cx->arena, str, (size_t)n);
        p->row_wrong = NEW_ARRAY(cx->arena, str, (size_t)n);
        for (int i = 0; i < n; i++) {
                p->rows[i] = (struct edition_row){ .name = S(""), .bounds = S(""), .bounds2 = S(""),
                                                   .share = -1 };
                p->row_marks[i] = p->row_shares[i] = p->row_mosts[i] = S("");
                if (typed) {
                        p->rows[i].name = text_or_none(form_raw(form, row_key(cx, i, ROW_NAME)));
                        p->rows[i].bounds = text_or_none(form_raw(form, row_key(cx, i, ROW_IN)));
                        p->rows[i].bounds2 = text_or_none(form_raw(form, row_key(cx, i, ROW_IN2)));
                        p->row_marks[i] = text_or_none(form_raw(form, row_key(cx, i, ROW_MARK)));
                        p->row_shares[i] = text_or_none(form_raw(form, row_key(cx, i, ROW_SHARE)));
                        p->row_mosts[i] = text_or_none(form_raw(form, row_key(cx, i, ROW_MOST)));
                } else if (i < x->n_rows) {
                        const struct edition_row *r = &x->rows[i];
                        p->rows[i] = *r;
                        p->row_marks[i] = r->share >= 0 ? S("") : points_str(cx->arena, r->mark, 0);
                        p->row_shares[i] = r->share < 0 ? S("")
                                                        : points_str(cx->arena,
                                                                     (points){ r->share * 100 }, 0);
                        p->row_mosts[i] = r->most.micro ? points_str(cx->arena, r->most, 0) : S("");
                }
        }
        p->n_rows = n;
}

static void row_wrong(struct ctx *cx, struct node_page *p, int row, str why)
{
        str *w = &p->row_wrong[row];
        *w = w->n ? str_f(cx->arena, "%.*s　%.*s", STR(*w), STR(why)) : why;
}

/* Each row of an overlap names each of the other side. */
static void rows_overlap(struct ctx *cx, struct node_page *p, const struct lint_finding *x, int n,
                         const int *at)
{
        for (int i = 0; i < n; i++)
                for (int k = 0; k < n; k++)
                        if ((x->rows >> i & x->others >> k & 1) || (x->others >> i & x->rows >> k & 1))
                                row_wrong(cx, p, at[i],
                                          str_f(cx->arena, words_of(cx->lang, "%.*s 与第 %d 行重叠"),
                                                STR(x->at), at[k] + 1));
}

/* What is wrong with each row: a range that cannot be read, a cell the form refused; when all can be read, what no row
 * or more than one holds. Returns the first row whose range cannot be read, or -1. */
static int rows_check(struct ctx *cx, struct node_page *p, const struct edition_node *x,
                      const struct form *form, const struct fail *why, const int *at)
{
        struct leaf leaf;
        int first = -1;
        bool well = true;
        for (int i = 0; i < x->n_rows; i++) {
                const char *bad = NULL;
                const struct edition_row *r = &x->rows[i];
                struct method_row row;
                if (r->bounds.n)
                        bad = bounds_read(cx->arena, r->bounds, &row, 1);
                if (!bad && r->bounds2.n)
                        bad = bounds_read(cx->arena, r->bounds2, &row, 2);
                if (!bad)
                        continue;
                row_wrong(cx, p, at[i], str_of(words_of(cx->lang, bad)));
                first = first < 0 ? at[i] : first;
        }
        for (int i = 0; form && why && i < p->n_rows; i++)
                for (int k = 0; k < ROW_CELLS; k++)
                        for (int w = 0; w < form->n_wrong; w++)
                                if (!strcmp(form->wrong[w].field, row_key(cx, i, k)))
                                        well = false,
                                        row_wrong(cx, p, i, str_f(cx->arena, "%.*s：%s",
                                                  STR(str_f(cx->arena, words_of(cx->lang, row_cells[k].label),
                                                            i + 1)),
                                                  words_of(cx->lang, form->wrong[w].why)));
        if (first >= 0 || !well || p->counts || leaf_of_node(cx, x, &leaf))
                return first;
        struct lint_finding *found;
        int n = leaf_rows_lint(cx->arena, cx->lang, &leaf, &found);
        for (int i = 0; i < n; i++) {
                const struct lint_finding *y = &found[i];
                if (y->row < 0)
                        continue;
                if (!y->others)
                        row_wrong(cx, p, at[y->row], y->text);
                else
                        rows_overlap(cx, p, y, x->n_rows, at);
        }
        return -1;
}

/* Labels of all the form's fields, for the reasons on top of it. */
static void faults_fill(struct ctx *cx, struct node_page *p, const struct form *form,
                        const struct fail *why)
{
        int n = 0;
        struct form_field *all = NEW_ARRAY(cx->arena, struct form_field,
                                           (size_t)(p->n_fields + p->n_params + p->n_groups +
                                                    p->n_rows * ROW_CELLS));
        for (int i = 0; i < p->n_fields; i++)
                all[n++] = p->fields[i];
        for (int i = 0; i < p->n_params; i++)
                all[n++] = p->params[i];
        for (int i = 0; i < p->n_groups; i++)
                all[n++] = p->groups[i];
        for (int i = 0; i < p->n_rows; i++)
                for (int k = 0; k < ROW_CELLS; k++)
                        all[n++] = (struct form_field){
                                .name = row_key(cx, i, k),
                                .label = str_f(cx->arena, words_of(cx->lang, row_cells[k].label),
                                               i + 1).p
                        };
        p->faults = (struct form_faults){ form, why, all, n };
}

/* ---- two people at one indicator ------------------------------------------------------------- */

static struct form_field there_in(struct ctx *cx, struct form_field f, const struct form_field *now,
                                  int n)
{
        for (int i = 0; i < n; i++)
                if (!strcmp(now[i].name, f.name))
                        return form_field_there(cx, f, now[i].value);
        return f;
}

static bool rows_alike(const struct edition_node *a, const struct edition_node *b)
{
        bool same = a->n_rows == b->n_rows;
        for (int i = 0; same && i < a->n_rows; i++)
                same = str_eq(a->rows[i].name, b->rows[i].name) &&
                       str_eq(a->rows[i].bounds, b->rows[i].bounds) &&
                       str_eq(a->rows[i].bounds2, b->rows[i].bounds2) &&
                       a->rows[i].share == b->rows[i].share &&
                       a->rows[i].mark.micro == b->rows[i].mark.micro &&
                       a->rows[i].most.micro == b->rows[i].most.micro;
        return same;
}

/* The fields as the node stands, without what anybody typed. */
static const struct fail *now_fields(struct ctx *cx, const struct node_page *p,
                                     const struct edition_node *now, struct node_page **ret)
{
        struct node_page *q = *ret = NEW(cx->arena, struct node_page);
        q->frame = p->frame, q->node = p->node;
        const struct fail *f = fields_of(cx, q, now);
        if (f)
                return f;
        q->method = now->leaf ? method_find(now->method, now->method_version) : NULL;
        param_fields(cx, q, now, NULL, NULL);
        group_fields(cx, q, now, NULL, NULL);
        return NULL;
}

/* Beside each field that differs: what another saved. */
static const struct fail *there_fill(struct ctx *cx, struct node_page *p,
                                     const struct edition_node *x, const struct edition_node *now)
{
        struct node_page *q;
        const struct fail *f = now_fields(cx, p, now, &q);
        if (f)
                return f;
        for (int i = 0; i < p->n_fields; i++)
                p->fields[i] = there_in(cx, p->fields[i], q->fields, q->n_fields);
        for (int i = 0; p->method == q->method && i < p->n_params; i++)
                p->params[i] = there_in(cx, p->params[i], q->params, q->n_params);
        for (int i = 0; i < p->n_groups; i++)
                p->groups[i] = there_in(cx, p->groups[i], q->groups, q->n_groups);
        if (p->has_rows && !rows_alike(x, now))
                p->there = now->rows, p->n_there = now->n_rows;
        return NULL;
}

static bool form_takes(struct ctx *cx, const struct form *form, str name)
{
        const char *take = str_f(cx->arena, "take-%.*s", STR(name)).p;
        form_know(form, take);
        return form_flag(form, take);
}

/* The form with what the person chose of what another saved ("take-NAME") in the place of what was typed. A method is
 * taken with its parameters. */
static const struct fail *form_taken(struct ctx *cx, const struct edition *e,
                                     const struct edition_node *now, struct form *form)
{
        struct node_page p = { .frame = { .e = *e }, .node = now->id }, *q;
        const struct fail *f = now_fields(cx, &p, now, &q);
        if (f)
                return f;
        bool method = form_takes(cx, form, S("method"));
        int n = 0;
        struct pair *all =
                NEW_ARRAY(cx->arena, struct pair, (size_t)(form->n_fields + q->n_params));
        bool *asked = NEW_ARRAY(cx->arena, bool, (size_t)(form->n_fields + q->n_params + 1));
        for (int i = 0; i < form->n_fields; i++) /* all are known before they are copied */
                (void)form_takes(cx, form, form->fields[i].name);
        for (int i = 0; i < form->n_fields; i++) {
                struct pair x = form->fields[i];
                bool take = form_takes(cx, form, x.name);
                if (method && str_starts(x.name, S("p-")))
                        continue;
                const struct {
                        const struct form_field *list;
                        int n;
                } parts[] = { { q->fields, q->n_fields },
                              { q->params, q->n_params },
                              { q->groups, q->n_groups } };
                for (size_t k = 0; take && k < COUNT_OF(parts); k++)
                        for (int m = 0; m < parts[k].n; m++)
                                if (str_is(x.name, parts[k].list[m].name))
                                        x.value = parts[k].list[m].value;
                asked[n] = form->asked && form->asked[i];
                all[n++] = x;
        }
        for (int i = 0; method && i < q->n_params; i++)
                all[n++] = (struct pair){ str_of(q->params[i].name), q->params[i].value };
        form->fields = all, form->n_fields = n, form->asked = asked;
        return NULL;
}

/* `now`: the node as it stands, beside what was typed; NULL: nothing to set beside it. */
static const struct fail *draw(struct ctx *cx, struct reply *re, struct node_page *p,
                               const struct edition_node *x, const struct edition_node *now,
                               const struct form *form, const struct fail *why)
{
        int at[METHOD_ROWS], bad = -1;
        const struct fail *f = fields_of(cx, p, x);
        if (f)
                return f;
        for (int i = 0; form && i < p->n_fields; i++)
                p->fields[i] = form_field_of(p->fields[i], form, why);
        if (x->leaf) {
                p->method = method_find(x->method.n ? x->method : S("F1"),
                                        x->method.n ? x->method_version : 0);
                param_fields(cx, p, x, form, why);
                p->has_rows = p->method && p->method->needs & NEED_ROWS;
                p->counts = p->method && p->method->needs & NEED_COUNTS;
                if (p->has_rows) {
                        /* taken from the other, they are those of x, whatever was typed */
                        const struct form *typed = form && form_takes(cx, form, S("rows")) ? NULL : form;
                        row_fields(cx, p, x, typed, at);
                        bad = rows_check(cx, p, x, typed, why, at);
                }
        }
        group_fields(cx, p, x, form, why);
        if (now)
                f = there_fill(cx, p, x, now);
        if (f)
                return f;
        if (why && why->kind == FAIL_INVALID && bad >= 0 && str_is(why->field, "method")) {
                struct fail *own = NEW(cx->arena, struct fail);
                *own = *why;                    /* it leads to the row, not to the method */
                own->field = str_of(row_key(cx, bad, ROW_IN));
                why = own;
        }
        faults_fill(cx, p, form, why);
        if (why)
                re->status = fail_http(why->kind);
        p->frame.page.htmx = true;
        node_page(&re->body, p);
        return NULL;
}

/* ---- the form, read ---------------------------------------------------------------------- */

int64_t form_points(struct form *form, const char *name, int64_t least, int64_t most,
                    int64_t otherwise)
{
        int64_t v = otherwise;
        str s = form_text(form, name, 0, 20);
        const char *why = s.n ? points_within(form->cx, s, least, most, &v) : NULL;
        if (why)
                form_wrong(form, name, why);
        return v;
}

/* "p-base" and its like become "base=60;step=0.5". */
static str params_read(struct ctx *cx, struct form *form, const struct method *m)
{
        struct buf b = buf_new(cx->arena, 4096);
        for (int i = 0; i < m->n_params; i++) {
                const char *name = str_f(cx->arena, "p-%s", m->params[i].key).p;
                str v = form_text(form, name, 0, 40);
                if (v.n && str_find(v, S(";")) >= 0)
                        form_wrong(form, name, "这里不能有分号");
                else if (v.n)
                        buf_f(&b, "%s%s=%.*s", b.n ? ";" : "", m->params[i].key, STR(v));
        }
        return buf_str(&b);
}

static void rows_read(struct ctx *cx, struct form *form, struct edition_node *x)
{
        struct edition_row *rows = NEW_ARRAY(cx->arena, struct edition_row, METHOD_ROWS);
        for (int i = 0; i < METHOD_ROWS; i++) {
                const char *key[ROW_CELLS];
                for (int k = 0; k < ROW_CELLS; k++) {
                        key[k] = row_key(cx, i, k);
                        form_know(form, key[k]);
                }
                if (!row_typed(cx, form, i))
                        continue;
                struct edition_row *r = &rows[x->n_rows++];
                r->name = form_text(form, key[ROW_NAME], 1, 60);
                r->bounds = form_text(form, key[ROW_IN], 0, 40);
                r->bounds2 = form_text(form, key[ROW_IN2], 0, 40);
                r->mark.micro = form_points(form, key[ROW_MARK], -POINTS_MOST, POINTS_MOST, 0);
                int64_t share = form_points(form, key[ROW_SHARE], 0, (int64_t)1000 * 1000000, -1);
                r->share = share < 0 ? -1 : share / 100;
                r->most.micro = form_points(form, key[ROW_MOST], 0, POINTS_MOST, 0);
        }
        x->rows = rows;
}

static void groups_read(struct ctx *cx, struct form *form, const struct edition *e,
                        struct edition_node *x)
{
        const points *was = x->in_group;
        x->in_group = NEW_ARRAY(cx->arena, points, (size_t)e->n_groups + 1);
        for (int g = 0; g < e->n_groups; g++) {
                const char *name = str_f(cx->arena, "g-%ld", e->groups[g].id).p;
                if (edition_group_holds(e, g)) {
                        x->in_group[g] = was ? was[g] : POINTS_AS_NODE;
                        continue;
                }
                str s = form_text(form, name, 0, 12);
                x->in_group[g] = !s.n ? POINTS_AS_NODE : FULL_NONE;
                if (s.n && !str_is(s, "无") && !str_is(s, "-") && !str_is(s, "—"))
                        x->in_group[g].micro = form_points(form, name, 0, POINTS_MOST, 0);
        }
}

static int form_number(struct form *form, const char *name, int most, int otherwise)
{
        return (int)form_int_or(form, name, 0, most, otherwise);
}

/* `x` begins as the node is (or as a new one begins); the form's fields go over it. */
static void wish_read(struct ctx *cx, struct form *form, const struct edition *e, bool fresh,
                      struct edition_node *x)
{
        x->name = form_text(form, "name", 1, 100);
        if (fresh)
                x->code = form_code(form, "code", 40);
        x->parent = form_int_or(form, "parent", 0, INT64_MAX, 0);
        x->sort = form_number(form, "sort", 999999, 100);
        form_know(form, "full");
        x->full.micro = form_points(form, "full", 0, POINTS_MOST, 0);
        x->kind = (enum node_kind)form_number(form, "kind", NODE_KINDS - 1, 0);
        x->key_work = form_number(form, "key-work", 1, 0);
        x->folded = form_number(form, "folded", 1, 0);
        x->rule = form_text(form, "rule", 0, 2000);
        x->basis = form_text(form, "basis", 0, 300);
        groups_read(cx, form, e, x);
        x->n_rows = 0;
        x->rows = NULL;
        if (!x->leaf)
                return;
        str version, code = str_cut(form_text(form, "method", 1, 20), '.', &version);
        uint64_t v = 0;
        const struct method *m = str_u64(version, &v) ? method_find(code, (int)(v < 1000 ? v : 999))
                                                      : NULL;
        x->method = code, x->method_version = (int)v;
        x->params = S("");
        if (!m)
                form_wrong(form, "method", "没有这个计分方法");
        x->down = form_number(form, "down", 1, 0);
        x->measure = form_text(form, "measure", 0, 20);
        x->places = form_number(form, "places", FIGURE_PLACES, 2);
        form_know(form, "step");
        x->step = form_points(form, "step", 1, (int64_t)100 * 1000000, 1);
        x->mode = (enum round_mode)form_number(form, "mode", ROUND_CEIL, ROUND_HALF_UP);
        x->quality = form_number(form, "quality", 1, 0);
        x->process = form_number(form, "process", 1, 0);
        x->cycle = (enum node_cycle)form_number(form, "cycle", NODE_CYCLES - 1, CYCLE_YEAR);
        x->year_rule = (enum year_rule)form_number(form, "year-rule", YEAR_RULES - 1, YEAR_LAST);
        x->missing = (enum missing_policy)form_number(form, "missing", MISSING_POLICIES - 1,
                                                      MISSING_WAIT);
        x->na = (enum na_policy)form_number(form, "na", NA_POLICIES - 1, NA_REST);
        form_know(form, "na-share");
        x->na_share = form_points(form, "na-share", 0, (int64_t)100 * 1000000,
                                  (int64_t)60 * 1000000) / 100;
        x->evidence = (enum node_evidence)form_number(form, "evidence", NODE_EVIDENCES - 1,
                                                      EVIDENCE_NONE);
        x->scorer = form_int_or(form, "scorer", 0, INT64_MAX, 0);
        x->provider = form_int_or(form, "provider", 0, INT64_MAX, 0);
        str computed = form_text(form, "computed", 0, 60);
        if (computed.n)
                x->source = str_is(computed, "0") ? S("") : computed;
        /* Fields of the method that was shown stay behind when another is chosen. */
        for (int i = 0; i < form->n_fields; i++)
                if (str_starts(form->fields[i].name, S("p-")))
                        form_know(form, str_copy(cx->arena, form->fields[i].name).p);
        if (m)
                x->params = params_read(cx, form, m);
        rows_read(cx, form, x);
        if (m && !(m->needs & NEED_ROWS))
                x->n_rows = 0;
}

/* ---- new --------------------------------------------------------------------------------- */

static const struct fail *new_page(struct ctx *cx, const struct request *rq, struct reply *re,
                                   struct edition_node *x, const struct form *form,
                                   const struct fail *why)
{
        struct node_page *p = NEW(cx->arena, struct node_page);
        const struct fail *f = scheme_frame_fill(cx, rq, rq->ids[0], "新增指标", "node", &p->frame);
        if (!f && !p->frame.may_edit)
                f = edition_to_change(cx, rq->ids[0], &p->frame.e);
        if (f)
                return f;
        p->fresh = true;
        p->action = str_f(cx->arena, "/schemes/%ld/nodes", p->frame.e.id);
        p->back = str_f(cx->arena, "/schemes/%ld", p->frame.e.id);
        return draw(cx, re, p, x, NULL, form, why);
}

/* GET /schemes/:id/nodes/new?parent=&leaf=&method= */
const struct fail *node_new_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t parent = form_int_or(&form, "parent", 0, INT64_MAX, 0);
        struct edition_node x = node_fresh(parent,
                                           form_int_or(&form, "leaf", 0, 1, parent != 0) == 1);
        const struct method *m = method_find(form_raw(&form, "method"), 0);
        if (x.leaf && m)
                x.method = str_of(m->code), x.method_version = m->version;
        return new_page(cx, rq, re, &x, NULL, NULL);
}

/* The button “换用这个方法” shows the form again with the fields of another method. */
static bool only_redraw(struct form *form)
{
        form_know(form, "redraw");
        return form_flag(form, "redraw");
}

/* POST /schemes/:id/nodes */
const struct fail *node_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct edition e;
        const struct fail *f = edition_to_change(cx, rq->ids[0], &e);
        if (!f)
                f = edition_read(cx, rq->ids[0], &e);
        if (f)
                return f;
        struct node_wish w = { .node = node_fresh(0, form_int_or(&form, "leaf", 0, 1, 0) == 1) };
        wish_read(cx, &form, &e, true, &w.node);
        if (only_redraw(&form))
                return new_page(cx, rq, re, &w.node, &form, NULL);
        int64_t id;
        f = form_end(&form);
        if (!f)
                f = node_add(cx, e.id, &w, &id);
        if (f)
                return fail_on_form(f) ? new_page(cx, rq, re, &w.node, &form, f) : f;
        reply_note(re, cx, "已新增指标“%.*s”", STR(w.node.name));
        return reply_see(re, cx, "/schemes/%ld", e.id);
}

/* ---- edit -------------------------------------------------------------------------------- */

static const struct fail *edit_page(struct ctx *cx, const struct request *rq, struct reply *re,
                                    const struct edition_node *shown, int64_t version,
                                    const struct form *form, const struct fail *why)
{
        struct node_page *p = NEW(cx->arena, struct node_page);
        struct node_by_id n;
        const struct fail *f = node_by_id(cx, rq->ids[0], &n);
        if (!f)
                f = scheme_frame_fill(cx, rq, n.edition, "修改指标", "node", &p->frame);
        if (!f && !p->frame.may_edit) {
                struct edition e;
                f = edition_to_change(cx, n.edition, &e);
        }
        if (f)
                return f;
        const struct edition_node *now = edition_node_of(&p->frame.e, n.id);
        /* who has seen the change may press over it */
        bool late = form && why && why->kind == FAIL_CONFLICT;
        p->node = n.id;
        p->version = version && !late ? version : n.version;
        p->action = str_f(cx->arena, "/schemes/nodes/%ld", n.id);
        p->back = str_f(cx->arena, "/schemes/%ld", n.edition);
        p->may_remove = true;
        for (int i = 0; i < p->frame.e.n_nodes; i++)
                p->may_remove &= p->frame.e.nodes[i].parent != n.id;
        return draw(cx, re, p, shown ? shown : now, late ? now : NULL, form, why);
}

/* GET /schemes/nodes/:id */
const struct fail *node_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return edit_page(cx, rq, re, NULL, 0, NULL, NULL);
}

/* POST /schemes/nodes/:id */
const struct fail *node_edit_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct node_by_id n;
        struct edition e;
        const struct fail *f = node_by_id(cx, rq->ids[0], &n);
        if (!f)
                f = edition_to_change(cx, n.edition, &e);
        if (!f)
                f = edition_read(cx, n.edition, &e);
        if (f)
                return f;
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        const struct edition_node *now = edition_node_of(&e, n.id);
        struct node_wish w = { .node = *now };
        form_know(&form, "leaf");
        f = form_taken(cx, &e, now, &form);
        if (f)
                return f;
        wish_read(cx, &form, &e, false, &w.node);
        if (form_takes(cx, &form, S("rows")))
                w.node.rows = now->rows, w.node.n_rows = now->n_rows;
        if (only_redraw(&form))
                return edit_page(cx, rq, re, &w.node, version, &form, NULL);
        f = form_end(&form);
        if (!f)
                f = node_edit(cx, n.id, version, &w);
        if (f)
                return fail_on_form(f) ? edit_page(cx, rq, re, &w.node, version, &form, f) : f;
        reply_note(re, cx, "已保存“%.*s”", STR(w.node.name));
        return reply_see(re, cx, "/schemes/%ld", e.id);
}

/* POST /schemes/nodes/:id/removals */
const struct fail *node_remove_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct node_by_id n;
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        const struct fail *f = form_end(&form);
        if (!f)
                f = node_by_id(cx, rq->ids[0], &n);
        if (!f)
                f = node_remove(cx, n.id, version);
        if (f)
                return fail_on_form(f) ? edit_page(cx, rq, re, NULL, 0, NULL, f) : f;
        reply_note(re, cx, "已删除“%.*s”", STR(n.name));
        return reply_see(re, cx, "/schemes/%ld", n.edition);
}

/* ---- 缺项 -------------------------------------------------------------------------------- */

static const struct fail *units_page(struct ctx *cx, const struct request *rq, struct reply *re,
                                     const struct edition_na *list, int n_list, int64_t version,
                                     const struct fail *why)
{
        struct node_units_page *p = NEW(cx->arena, struct node_units_page);
        struct node_by_id n;
        const struct fail *f = node_by_id(cx, rq->ids[0], &n);
        if (!f)
                f = scheme_frame_fill(cx, rq, n.edition, "缺项单位", "node", &p->frame);
        if (!f && !p->frame.may_edit) {
                struct edition e;
                f = edition_to_change(cx, n.edition, &e);
        }
        if (f)
                return f;
        const struct edition *e = &p->frame.e;
        p->x = edition_node_of(e, n.id);
        p->version = version ? version : n.version;
        p->fail = why;
        if (!why)
                list = p->x->nas, n_list = p->x->n_nas;
        struct node_unit_row *rows = NEW_ARRAY(cx->arena, struct node_unit_row,
                                               (size_t)e->n_units + 1);
        for (int u = 0; u < e->n_units; u++) {
                rows[u] = (struct node_unit_row){
                        .u = &e->units[u], .group = edition_group_of(e, e->units[u].grp)->name,
                        .reason = S("")
                };
                for (int i = 0; i < n_list; i++)
                        if (list[i].unit == e->units[u].unit)
                                rows[u].off = true, rows[u].reason = list[i].reason;
        }
        p->rows = rows, p->n_rows = e->n_units;
        if (why)
                re->status = fail_http(why->kind);
        node_units_page(&re->body, p);
        return NULL;
}

/* GET /schemes/nodes/:id/units */
const struct fail *node_units_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return units_page(cx, rq, re, NULL, 0, 0, NULL);
}

/* POST /schemes/nodes/:id/units: a reason makes a unit one that the indicator does not concern. */
const struct fail *node_units_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct node_by_id n;
        struct edition e;
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        const struct fail *f = node_by_id(cx, rq->ids[0], &n);
        if (!f)
                f = edition_to_change(cx, n.edition, &e);
        if (!f)
                f = edition_read(cx, n.edition, &e);
        if (f)
                return f;
        struct edition_na *list = NEW_ARRAY(cx->arena, struct edition_na, (size_t)e.n_units + 1);
        int count = 0;
        for (int u = 0; u < e.n_units; u++) {
                str reason = form_text(&form, str_f(cx->arena, "na-%ld", e.units[u].unit).p, 0,
                                       200);
                if (reason.n)
                        list[count++] = (struct edition_na){ e.units[u].unit, reason };
        }
        f = form_end(&form);
        if (!f)
                f = node_not_for(cx, n.id, version, list, count);
        if (f)
                return fail_on_form(f) ? units_page(cx, rq, re, list, count, version, f) : f;
        reply_note(re, cx, "已登记 %d 个缺项单位", count);
        return reply_see(re, cx, "/schemes/%ld", e.id);
}
