/* domain/budget/table_rows.c - which rows a table has: by list, by tree, by goals.
 * words: document text */
#include "domain/budget/accounts.h"
#include "domain/budget/table_rows.h"

enum { MAX_ROWS = 20000 };

static str copy_f(struct disclosure *d, str a, const char *mid, str b)
{
        return str_f(d->cx->arena, "%.*s%s%.*s", STR(a), mid, STR(b));
}

static struct made_row *row_add(struct disclosure *d, struct rows *r, str key, str label, int level,
                                int parent)
{
        struct made_row *m = VEC_ADD(d->cx->arena, r->v, r->n, r->cap);

        *m = (struct made_row){ .key = key, .label = label, .level = level, .parent = parent,
                                .project = -1, .indicator = -1, .task = -1 };
        return m;
}

/* ---- rows by list ------------------------------------------------------------------------- */

static const struct fail *class_rows(struct disclosure *d, const struct table_spec *t,
                                     const struct side_spec *s, const struct row_spec *r,
                                     struct rows *rows)
{
        int n = 0;

        for (int i = 0; i < d->p->n_classes; i++) {
                str code = d->p->classes[i], name = account_name(&d->b->function, code);
                struct made_row *m;
                struct filter f;
                const struct fail *bad = filter_parse(d->cx, copy_f(d, S(""), "fn=", code), &f);

                if (bad)
                        return bad;
                f = filter_and(r->filter, f);
                if (r->used_only) {
                        struct filter whole = filter_and(filter_and(t->filter, s->filter), f);
                        struct fact sum = figure_of(d->fg, code, &whole);

                        if (sum.state != FACT_UNKNOWN && !sum.value)
                                continue;
                }
                n++;
                m = row_add(d, rows, code,
                            str_f(d->cx->arena, "%s、%.*s", zh_number(d->cx->arena, n).p, STR(name)),
                            1, -1);
                m->filter = f;
                m->spec = r;
        }
        return NULL;
}

static const struct fail *list_rows(struct disclosure *d, const struct table_spec *t,
                                    const struct side_spec *s, struct rows *rows)
{
        for (int i = 0; i < s->n_list; i++) {
                const struct row_spec *r = &s->list[i];
                struct made_row *m;

                if (r->each_class) {
                        const struct fail *f = class_rows(d, t, s, r, rows);

                        if (f)
                                return f;
                        continue;
                }
                m = row_add(d, rows, r->key, r->label, r->total ? 0 : 1, -1);
                m->total = r->total;
                m->filter = r->filter;
                m->spec = r;
        }
        return NULL;
}

/* ---- rows by tree ------------------------------------------------------------------------- */

static size_t code_length(enum tree_by by)
{
        switch (by) {
        case BY_CLASS: case BY_ECONOMIC_CLASS: return 3;
        case BY_KUAN: case BY_ECONOMIC:        return 5;
        case BY_ITEM:                          return 7;
        default:                               return 0;
        }
}

/* What one line is called in a grouping; absent when the line does not know. */
static str line_code(const struct budget *b, enum tree_by by, const struct budget_line *l)
{
        str code = by == BY_ECONOMIC || by == BY_ECONOMIC_CLASS ? l->economic : l->function;

        if (by == BY_UNIT)
                return l->unit < 0 ? (str){ 0 } : b->units[l->unit].code;
        if (by == BY_PROJECT)
                return l->project < 0 ? (str){ 0 } : b->projects[l->project].code;
        return code.n < code_length(by) ? (str){ 0 } : str_head(code, code_length(by));
}

struct codes { str *v; int n, cap; bool nameless; };

static int code_order(const void *a, const void *b)
{
        return str_cmp(*(const str *)a, *(const str *)b);
}

static void codes_sort(struct codes *c)
{
        int n = 0;

        if (c->n)
                qsort(c->v, (size_t)c->n, sizeof(*c->v), code_order);
        for (int i = 0; i < c->n; i++)
                if (!n || !str_eq(c->v[i], c->v[n - 1]))
                        c->v[n++] = c->v[i];
        c->n = n;
}

/* Units and projects keep the order of the budget. */
static void codes_in_order(struct disclosure *d, enum tree_by by, struct codes *c)
{
        const struct budget *b = d->b;
        struct codes out = { 0 };
        int n = by == BY_UNIT ? b->n_units : b->n_projects;

        codes_sort(c);
        for (int i = 0; i < n; i++) {
                str code = by == BY_UNIT ? b->units[i].code : b->projects[i].code;

                for (int k = 0; k < c->n; k++)
                        if (str_eq(c->v[k], code))
                                *VEC_ADD(d->cx->arena, out.v, out.n, out.cap) = code;
        }
        c->v = out.v;
        c->n = out.n;
}

/* Names that a published sentence lists without amounts become rows whose amount is unknown. */
static void codes_mentioned(struct disclosure *d, enum tree_by by, str above, struct codes *c)
{
        for (int i = 0; i < d->b->n_mentions; i++) {
                str code = str_head(d->b->mentions[i].economic, code_length(by));

                if (code.n == code_length(by) && str_starts(code, above))
                        *VEC_ADD(d->cx->arena, c->v, c->n, c->cap) = code;
        }
}

static struct codes codes_under(struct disclosure *d, const struct filter *f, enum tree_by by,
                                bool income, str above)
{
        const struct budget *b = d->b;
        struct codes c = { 0 };

        for (int i = 0; !income && i < b->n_lines; i++) {
                str code = line_code(b, by, &b->lines[i]);

                if (filter_line(b, f, &b->lines[i]) == NO || !b->lines[i].amount.fen)
                        continue;
                if (code.p)
                        *VEC_ADD(d->cx->arena, c.v, c.n, c.cap) = code;
                else
                        c.nameless = true;
        }
        for (int i = 0; income && i < b->n_incomes; i++)
                if (filter_income(b, f, &b->incomes[i]) != NO && b->incomes[i].unit >= 0)
                        *VEC_ADD(d->cx->arena, c.v, c.n, c.cap) = b->units[b->incomes[i].unit].code;
        if (c.nameless && (by == BY_ECONOMIC || by == BY_ECONOMIC_CLASS))
                codes_mentioned(d, by, above, &c);
        if (by == BY_UNIT || by == BY_PROJECT)
                codes_in_order(d, by, &c);
        else
                codes_sort(&c);
        return c;
}

str tree_label(struct disclosure *d, enum tree_by by, str code, unsigned funds)
{
        const struct budget *b = d->b;
        bool economic = by == BY_ECONOMIC || by == BY_ECONOMIC_CLASS;
        const struct account *a;

        for (int i = 0; by == BY_UNIT && i < b->n_units; i++)
                if (str_eq(b->units[i].code, code))
                        return b->units[i].name;
        for (int i = 0; by == BY_PROJECT && i < b->n_projects; i++)
                if (str_eq(b->projects[i].code, code))
                        return b->projects[i].name;
        a = account_of_funds(economic ? &b->economic : &b->function, code, funds);
        return a ? a->name : code;
}

static const char *const filter_name[BY_END] = {
        "fn=", "fn=", "fn=", "econ=", "econ=", "unit=", "project=",
};

static str row_key(struct disclosure *d, enum tree_by by, str parent, str code)
{
        bool apart = by == BY_UNIT || by == BY_PROJECT;
        str own = apart ? copy_f(d, S(""), by == BY_UNIT ? "u-" : "p-", code) : code;

        return apart && parent.n ? copy_f(d, parent, "~", own) : own;
}

static const struct fail *tree_rows(struct disclosure *d, const struct side_spec *s,
                                    struct filter f, int depth, int parent, str above,
                                    struct rows *rows)
{
        enum tree_by by;
        struct codes c;

        while (depth < s->n_by && s->by[depth] == BY_UNIT && s->units_only_if_many &&
               d->b->n_units < 2)
                depth++;
        if (depth >= s->n_by)
                return NULL;
        by = s->by[depth];
        c = codes_under(d, &f, by, s->income, code_length(by) ? above : S(""));
        for (int i = 0; i < c.n; i++) {
                struct made_row *m;
                struct filter own;
                const struct fail *bad = filter_parse(d->cx, copy_f(d, S(""), filter_name[by], c.v[i]),
                                                      &own);
                str key = row_key(d, by, above, c.v[i]);

                if (bad)
                        return bad;
                if (rows->n >= MAX_ROWS)
                        return fail(d->cx, TOO_LARGE, "一张表超过 %d 行", (int)MAX_ROWS);
                m = row_add(d, rows, key, tree_label(d, by, c.v[i], f.funds), depth + 1, parent);
                m->filter = own = filter_and(f, own);
                bad = tree_rows(d, s, own, depth + 1, rows->n - 1, key, rows);
                if (bad)
                        return bad;
        }
        if (c.nameless && by == BY_PROJECT) {
                str name = str_f(d->cx->arena, "（项目名称%.*s）", STR(d->fg->silent)); /* document text */
                struct made_row *m = row_add(d, rows, S(""), name, depth + 1, parent);

                m->nameless = true;
        }
        return NULL;
}

/* ---- rows of goals ------------------------------------------------------------------------- */

static void project_rows(struct disclosure *d, struct rows *rows)
{
        const struct budget *b = d->b;

        for (int p = 0; p < b->n_projects; p++) {
                str key = copy_f(d, S(""), "p-", b->projects[p].code);
                bool first = true;

                if (!b->projects[p].goal.n)
                        continue;
                for (int i = 0; i < b->n_indicators; i++) {
                        struct made_row *m;

                        if (b->indicators[i].project != p)
                                continue;
                        m = row_add(d, rows, first ? key : S(""), b->projects[p].name, 1, -1);
                        m->project = first ? p : -1;
                        m->filter.project = b->projects[p].code;
                        m->indicator = i;
                        first = false;
                }
                if (first) {
                        struct made_row *m = row_add(d, rows, key, b->projects[p].name, 1, -1);

                        m->project = p;
                        m->filter.project = b->projects[p].code;
                }
        }
}

static void whole_rows(struct disclosure *d, struct rows *rows)
{
        static const struct { const char *key, *label;
        } sums[] = {
                { "total.expenditure", "年度支出预算总额" },
                { "basic", "其中：基本支出" },
                { "project", "其中：项目支出" },
        };
        const struct budget *b = d->b;
        str goal = budget_text_of(b, S("whole.goal"), 0);
        bool first = true;

        if (!goal.n && !b->n_tasks)
                return;
        for (int i = 0; i < b->n_tasks; i++)
                row_add(d, rows, i ? S("") : S("年度主要任务"), b->tasks[i].name, 1, -1)->task = i;
        for (size_t i = 0; i < COUNT_OF(sums); i++) {
                struct made_row *m = row_add(d, rows, i ? S("") : S("部门预算"),
                                             str_of(sums[i].label), 1, -1);

                m->task = -2 - (int)i;
        }
        row_add(d, rows, S("年度总体目标"), goal, 1, -1)->task = GOAL_ROW;
        for (int i = 0; i < b->n_indicators; i++)
                if (b->indicators[i].project < 0) {
                        row_add(d, rows, first ? S("绩效指标") : S(""), b->indicators[i].level3, 1,
                                -1)
                                ->indicator = i;
                        first = false;
                }
}

static struct filter tree_filter(const struct table_spec *t, const struct side_spec *s)
{
        struct filter f = filter_and(t->filter, s->filter);

        f.income = f.income || s->income;
        return f;
}

const struct fail *side_rows(struct disclosure *d, const struct table_spec *t,
                             const struct side_spec *s, struct rows *rows)
{
        const struct fail *f = NULL;

        if (s->total_label.n && !s->total_last) {
                row_add(d, rows, S("total"), s->total_label, 0, -2)->total = true;
        }
        if (s->rows == ROWS_LIST)
                f = list_rows(d, t, s, rows);
        else if (s->rows == ROWS_TREE)
                f = tree_rows(d, s, tree_filter(t, s), 0, -1, S(""), rows);
        else if (s->rows == ROWS_PROJECTS)
                project_rows(d, rows);
        else
                whole_rows(d, rows);
        if (s->total_label.n && s->total_last)
                row_add(d, rows, S("total"), s->total_label, 0, -2)->total = true;
        return f;
}

