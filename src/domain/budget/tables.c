/* domain/budget/tables.c - tables of a profile: rows by list or by tree, cells by filter. */
#include "domain/budget/accounts.h"
#include "domain/budget/disclose.h"

enum { MAX_ROWS = 20000, GOAL_ROW = -8 };

struct rows { struct made_row *v; int n, cap; };

struct grid {
        struct disclosure       *d;
        const struct table_spec *t;
        struct doc_table        *doc;
        bool                     any_number, any_unknown, any_row;
};

static str copy_f(struct disclosure *d, str a, const char *mid, str b)
{
        return str_f(d->cx->arena, "%.*s%s%.*s", STR(a), mid, STR(b));
}

static struct made_row *row_add(struct disclosure *d, struct rows *r, str key, str label, int level, int parent)
{
        struct made_row *m = VEC_ADD(d->cx->arena, r->v, r->n, r->cap);

        *m = (struct made_row){ .key = key, .label = label, .level = level, .parent = parent,
                                .project = -1, .indicator = -1, .task = -1 };
        return m;
}

/* ---- rows by list ------------------------------------------------------------------------- */

static const struct fail *class_rows(struct disclosure *d, const struct table_spec *t, const struct side_spec *s,
                                     const struct row_spec *r, struct rows *rows)
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
                m = row_add(d, rows, code, str_f(d->cx->arena, "%s、%.*s", zh_number(d->cx->arena, n).p, STR(name)),
                            1, -1);
                m->filter = f;
                m->spec = r;
        }
        return NULL;
}

static const struct fail *list_rows(struct disclosure *d, const struct table_spec *t, const struct side_spec *s,
                                    struct rows *rows)
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

static struct codes codes_under(struct disclosure *d, const struct filter *f, enum tree_by by, bool income, str above)
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

static str code_label(struct disclosure *d, enum tree_by by, str code)
{
        const struct budget *b = d->b;

        for (int i = 0; by == BY_UNIT && i < b->n_units; i++)
                if (str_eq(b->units[i].code, code))
                        return b->units[i].name;
        for (int i = 0; by == BY_PROJECT && i < b->n_projects; i++)
                if (str_eq(b->projects[i].code, code))
                        return b->projects[i].name;
        return account_name(by == BY_ECONOMIC || by == BY_ECONOMIC_CLASS ? &b->economic : &b->function, code);
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

static const struct fail *tree_rows(struct disclosure *d, const struct side_spec *s, struct filter f, int depth,
                                    int parent, str above, struct rows *rows)
{
        enum tree_by by;
        struct codes c;

        while (depth < s->n_by && s->by[depth] == BY_UNIT && s->units_only_if_many && d->b->n_units < 2)
                depth++;
        if (depth >= s->n_by)
                return NULL;
        by = s->by[depth];
        c = codes_under(d, &f, by, s->income, code_length(by) ? above : S(""));
        for (int i = 0; i < c.n; i++) {
                struct made_row *m;
                struct filter own;
                const struct fail *bad = filter_parse(d->cx, copy_f(d, S(""), filter_name[by], c.v[i]), &own);
                str key = row_key(d, by, above, c.v[i]);

                if (bad)
                        return bad;
                if (rows->n >= MAX_ROWS)
                        return fail(d->cx, TOO_LARGE, "一张表超过 %d 行", (int)MAX_ROWS);
                m = row_add(d, rows, key, code_label(d, by, c.v[i]), depth + 1, parent);
                m->filter = own = filter_and(f, own);
                bad = tree_rows(d, s, own, depth + 1, rows->n - 1, key, rows);
                if (bad)
                        return bad;
        }
        if (c.nameless && by == BY_PROJECT) {
                struct made_row *m = row_add(d, rows, S(""), S("（项目名称原件未载）"), depth + 1, parent);

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
        static const struct { const char *key, *label; } sums[] = {
                { "total.expenditure", "年度支出预算总额" }, { "basic", "其中：基本支出" }, { "project", "其中：项目支出" },
        };
        const struct budget *b = d->b;
        str goal = budget_text_of(b, S("whole.goal"), 0);
        bool first = true;

        if (!goal.n && !b->n_tasks)
                return;
        for (int i = 0; i < b->n_tasks; i++)
                row_add(d, rows, i ? S("") : S("年度主要任务"), b->tasks[i].name, 1, -1)->task = i;
        for (size_t i = 0; i < COUNT_OF(sums); i++) {
                struct made_row *m = row_add(d, rows, i ? S("") : S("部门预算"), str_of(sums[i].label), 1, -1);

                m->task = -2 - (int)i;
        }
        row_add(d, rows, S("年度总体目标"), goal, 1, -1)->task = GOAL_ROW;
        for (int i = 0; i < b->n_indicators; i++)
                if (b->indicators[i].project < 0) {
                        row_add(d, rows, first ? S("绩效指标") : S(""), b->indicators[i].level3, 1, -1)->indicator = i;
                        first = false;
                }
}

/* ---- cells ------------------------------------------------------------------------------- */

static void cell_text(struct doc_cell *c, str text)
{
        if (!text.n)
                return;
        c->kind = DOC_TEXT;
        c->text = text;
}

static const char *const compare_words[CMP_END] = { "≥", "≤", "＝", "＞", "＜", "定性" };

static void cell_points(struct doc_cell *c, int weight, int places)
{
        c->kind = DOC_NUMBER;
        c->v = places ? weight : weight / 100;
}

static void indicator_cell(const struct budget_indicator *in, str what, int places, struct doc_cell *c)
{
        if (str_is(what, "level1"))
                cell_text(c, in->level1);
        else if (str_is(what, "level2"))
                cell_text(c, in->level2);
        else if (str_is(what, "level3"))
                cell_text(c, in->level3);
        else if (str_is(what, "compare"))
                cell_text(c, str_of(compare_words[in->compare]));
        else if (str_is(what, "target"))
                cell_text(c, in->target);
        else if (str_is(what, "measure"))
                cell_text(c, in->measure);
        else if (str_is(what, "direction"))
                cell_text(c, in->lower_is_better ? S("反向") : S("正向"));
        else if (str_is(what, "weight"))
                cell_points(c, in->weight, places);
}

static void project_cell(struct disclosure *d, int p, str what, struct doc_cell *c)
{
        const struct budget_project *pr = &d->b->projects[p];

        if (str_is(what, "project.name"))
                cell_text(c, pr->name);
        else if (str_is(what, "project.unit") && pr->unit >= 0)
                cell_text(c, d->b->units[pr->unit].name);
        else if (str_is(what, "project.goal"))
                cell_text(c, pr->goal);
        else if (str_is(what, "project.category"))
                cell_text(c, str_of(category_labels[pr->category]));
}

static void money_cell(struct grid *g, const struct fact *f, struct doc_cell *c)
{
        c->fact = f->key;
        g->any_row = true;
        if (f->state == FACT_UNKNOWN) {
                c->kind = DOC_UNKNOWN;
                c->text = str_of(fact_state_labels[FACT_UNKNOWN]);
                g->any_unknown = true;
                return;
        }
        c->v = g->t->yuan ? f->fen : f->value;
        g->any_number = g->any_number || c->v;
        c->kind = !c->v && g->d->p->zero_blank ? DOC_EMPTY : DOC_NUMBER;
}

static void whole_cell(struct grid *g, const struct made_row *m, str what, struct doc_cell *c)
{
        static const char *const sums[] = { "total.expenditure", "basic", "project" };
        const struct budget *b = g->d->b;

        if (str_is(what, "part"))
                cell_text(c, m->key);
        else if (str_is(what, "task") && m->indicator < 0) {
                cell_text(c, m->label);
                c->span = m->task == GOAL_ROW ? 2 : 0;  /* the goal runs on under “content” */
        } else if (str_is(what, "content") && m->task >= 0)
                cell_text(c, b->tasks[m->task].content);
        else if (str_is(what, "amount") && m->task >= 0 && b->tasks[m->task].amount.fen) {
                c->kind = DOC_NUMBER;
                c->v = g->t->yuan ? b->tasks[m->task].amount.fen : wan_of(b->tasks[m->task].amount);
        } else if (str_is(what, "amount") && m->task <= -2 && m->task >= -4) {
                struct fact f = budget_fact_find(g->d->fg, str_of(sums[-2 - m->task]));

                money_cell(g, &f, c);
        }
}

static str unit_at(struct disclosure *d, str row, bool code)
{
        ptrdiff_t at = str_find(row, S("u-"));

        if (at < 0 || (at && row.p[at - 1] != '~'))
                return code || str_is(row, "total") ? S("") : S("");
        row = str_from(row, (size_t)at + 2);
        row = str_cut(row, '~', &(str){ 0 });
        return code ? row : code_label(d, BY_UNIT, row);
}

static void text_cell(struct disclosure *d, const struct made_row *m, str what, struct doc_cell *c)
{
        str digits = m->key;
        size_t n = 0;

        while (n < digits.n && digits.p[n] >= '0' && digits.p[n] <= '9')
                n++;
        if (str_is(what, "name"))
                cell_text(c, m->label);
        else if (str_is(what, "unit.code"))
                cell_text(c, unit_at(d, m->key, true));
        else if (str_is(what, "unit.name"))
                cell_text(c, m->total ? m->label : unit_at(d, m->key, false));
        else if (str_find(m->key, S("~")) >= 0)
                return;                         /* a unit's or project's row repeats no code */
        else if (str_is(what, "class") && n >= 3)
                cell_text(c, str_head(digits, 3));
        else if (str_is(what, "kuan") && n >= 5)
                cell_text(c, (str){ digits.p + 3, 2 });
        else if (str_is(what, "item") && n >= 7)
                cell_text(c, (str){ digits.p + 5, 2 });
}

static void number_cell(struct grid *g, const struct side_spec *s, const struct made_row *m,
                        const struct column_spec *c, struct doc_cell *cell)
{
        struct filter f;
        struct fact fact;

        if (m->nameless) {
                cell->kind = DOC_UNKNOWN;
                cell->text = str_of(fact_state_labels[FACT_UNKNOWN]);
                g->any_unknown = true;
                return;
        }
        if (!m->key.n)
                return;
        f = filter_and(filter_and(g->t->filter, s->filter), filter_and(m->filter, c->filter));
        fact = figure_of(g->d->fg, str_f(g->d->cx->arena, "%.*s.%.*s.%.*s", STR(g->t->id), STR(m->key), STR(c->key)),
                         &f);
        money_cell(g, &fact, cell);
}

static void cell_make(struct grid *g, const struct side_spec *s, const struct made_row *m,
                      const struct column_spec *c, int places, struct doc_cell *cell)
{
        if (s->rows == ROWS_PROJECTS && !c->number) {
                if (m->project >= 0)
                        project_cell(g->d, m->project, c->text, cell);
                if (m->indicator >= 0)
                        indicator_cell(&g->d->b->indicators[m->indicator], c->text, places, cell);
        } else if (s->rows == ROWS_WHOLE) {
                whole_cell(g, m, c->text, cell);
                if (m->indicator >= 0)
                        indicator_cell(&g->d->b->indicators[m->indicator], c->text, places, cell);
        } else if (c->number) {
                number_cell(g, s, m, c, cell);
        } else {
                text_cell(g->d, m, c->text, cell);
        }
}

/* ---- sums for the spreadsheet -------------------------------------------------------------- */

static bool word_in(str list, str word)
{
        while (list.p) {
                str w = str_cut(list, ' ', &list);

                if (str_eq(w, word))
                        return true;
        }
        return false;
}

/* Is row k a direct part of row m? */
static bool part_of(const struct side_spec *s, const struct rows *rows, int m, int k)
{
        const struct made_row *row = &rows->v[m], *part = &rows->v[k];

        if (m == k || part->nameless || !part->key.n)
                return false;
        if (s->rows == ROWS_LIST)
                return row->spec && word_in(row->spec->sum, part->spec->each_class ? S("class") : part->key);
        return row->total ? !part->total && part->parent == -1 : part->parent == m;
}

/* Attach a formula only where it gives the very value: note mode may differ by a tail. */
static void sum_attach(struct arena *a, struct doc_table *t, int row, int column, const int *parts, int n,
                       bool by_rows)
{
        struct doc_cell *c = &t->rows[row].cells[column];
        int64_t sum = 0;
        int *list;

        if (c->kind != DOC_NUMBER || !n)
                return;
        for (int i = 0; i < n; i++) {
                const struct doc_cell *p = by_rows ? &t->rows[parts[i]].cells[column] : &t->rows[row].cells[parts[i]];

                if (p->kind != DOC_NUMBER && p->kind != DOC_EMPTY)
                        return;
                sum += p->kind == DOC_NUMBER ? p->v : 0;
        }
        if (sum != c->v)
                return;
        list = NEW_ARRAY(a, int, (size_t)n);
        memcpy(list, parts, (size_t)n * sizeof(*list));
        if (by_rows) {
                c->sum_rows = list;
                c->n_sum_rows = n;
        } else {
                c->sum_cols = list;
                c->n_sum_cols = n;
        }
}

static void sums_attach(struct grid *g, const struct side_spec *s, const struct rows *rows, const int *at, int first)
{
        struct arena *a = g->d->cx->arena;
        int *parts = NEW_ARRAY(a, int, (size_t)rows->n + (size_t)s->n_columns + 1);

        for (int m = 0; m < rows->n; m++) {
                int n = 0;

                for (int k = 0; k < rows->n; k++)
                        if (part_of(s, rows, m, k))
                                parts[n++] = at[k];
                for (int c = 0; n && c < s->n_columns; c++)
                        if (s->columns[c].number)
                                sum_attach(a, g->doc, at[m], first + c, parts, n, true);
                for (int c = 0; !n && c < s->n_columns; c++) {
                        int k = 0;

                        for (int i = 0; s->columns[c].sum.n && i < s->n_columns; i++)
                                if (word_in(s->columns[c].sum, s->columns[i].key))
                                        parts[k++] = first + i;
                        sum_attach(a, g->doc, at[m], first + c, parts, k, false);
                }
        }
}

/* ---- one table ----------------------------------------------------------------------------- */

static struct filter tree_filter(const struct table_spec *t, const struct side_spec *s)
{
        struct filter f = filter_and(t->filter, s->filter);

        f.income = f.income || s->income;
        return f;
}

static const struct fail *side_rows(struct disclosure *d, const struct table_spec *t, const struct side_spec *s,
                                    struct rows *rows)
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

static bool weights_whole(const struct budget *b)
{
        for (int i = 0; i < b->n_indicators; i++)
                if (b->indicators[i].weight % 100)
                        return false;
        return true;
}

static void columns_put(struct grid *g, const struct side_spec *s, int first, int weight_places)
{
        for (int i = 0; i < s->n_columns; i++) {
                const struct column_spec *c = &s->columns[i];
                bool weight = str_is(c->text, "weight"), amount = str_is(c->text, "amount");
                bool figure = c->number || amount;

                g->doc->columns[first + i] = (struct doc_column){
                        .head = c->head, .over = c->over, .over2 = c->over2, .width = c->width,
                        .align = figure || weight ? DOC_RIGHT : DOC_LEFT,
                        .places = figure ? 2 : weight ? weight_places : -1,
                };
        }
}

/* Place each side's rows: the top ones from the first row down, the bottom ones up from the last. */
static int rows_place(struct disclosure *d, const struct table_spec *t, const struct rows *rows, int **at)
{
        int height = 0;

        for (int i = 0; i < t->n_sides; i++)
                height = rows[i].n > height ? rows[i].n : height;
        for (int i = 0; i < t->n_sides; i++) {
                int bottom = 0, top = 0;

                at[i] = NEW_ARRAY(d->cx->arena, int, (size_t)rows[i].n + 1);
                for (int k = 0; k < rows[i].n; k++)
                        bottom += rows[i].v[k].spec && rows[i].v[k].spec->bottom;
                for (int k = 0; k < rows[i].n; k++)
                        at[i][k] = rows[i].v[k].spec && rows[i].v[k].spec->bottom ? height - bottom-- : top++;
        }
        return height;
}

static const struct fail *note_put(struct grid *g, enum table_state state)
{
        struct disclosure *d = g->d;
        str pattern = state == TABLE_EMPTY ? g->t->empty : state == TABLE_UNKNOWN ? g->t->unknown : S("");
        struct sentence s = { 0 };
        struct doc *keep = d->doc, *side;
        const struct fail *f;
        struct buf o = buf_new(d->cx->arena, 4096);

        if (state == TABLE_PARTIAL)
                pattern = S("注：标“原件未载”的单元格，公布的原件没有载明，未作推算。");
        if (d->p->way == ROUND_CELLS && state == TABLE_FULL && !pattern.n)
                pattern = S("注：本表金额四舍五入，部分合计数与分项之和可能存在尾差。");
        if (!pattern.n)
                return NULL;
        side = doc_new(d->cx->arena, S(""));
        doc_note(side, S(""));
        d->doc = side;
        f = pattern_put(d, pattern, NULL, &s);
        d->doc = keep;
        buf_put(&o, s.text);
        g->doc->note = buf_str(&o);
        return f;
}

static enum table_state state_of_table(const struct grid *g, int n_rows)
{
        const struct budget *b = g->d->b;
        enum side_rows kind = g->t->sides[0].rows;

        if (kind == ROWS_PROJECTS || kind == ROWS_WHOLE) {
                struct fact n = budget_fact_find(g->d->fg, S("projects.count"));

                if (n_rows)
                        return TABLE_FULL;
                return n.state == FACT_UNKNOWN || n.value || (kind == ROWS_WHOLE && b->n_lines) ? TABLE_UNKNOWN
                                                                                               : TABLE_EMPTY;
        }
        if (g->any_unknown)
                return TABLE_PARTIAL;
        return g->any_number ? TABLE_FULL : TABLE_EMPTY;
}

static const struct fail *titles_put(struct disclosure *d, const struct table_spec *t, str *ret)
{
        struct sentence s = { 0 };
        struct doc *keep = d->doc;
        const struct fail *f;

        d->doc = doc_new(d->cx->arena, S(""));
        doc_note(d->doc, S(""));
        f = pattern_put(d, t->title, NULL, &s);
        d->doc = keep;
        *ret = s.text;
        return f;
}

static struct doc_table *grid_new(struct grid *g, str title)
{
        const struct table_spec *t = g->t;
        struct disclosure *d = g->d;
        int columns = 0;

        for (int i = 0; i < t->n_sides; i++)
                columns += t->sides[i].n_columns;
        g->doc = doc_table(d->doc, t->number, title, columns);
        g->doc->unit_line = t->unit.n ? copy_f(d, S("单位："), "", t->unit) : S("");
        g->doc->maker_line = copy_f(d, S("部门："), "", d->b->dept_name);
        g->doc->landscape = t->landscape;
        return g->doc;
}

const struct fail *table_make(struct disclosure *d, const struct table_spec *t)
{
        struct grid g = { .d = d, .t = t };
        struct rows *rows = NEW_ARRAY(d->cx->arena, struct rows, (size_t)t->n_sides);
        int **at = NEW_ARRAY(d->cx->arena, int *, (size_t)t->n_sides);
        int first = 0, height, weight_places = weights_whole(d->b) ? 0 : 2;
        struct made_table made = { .spec = t };
        str title;
        const struct fail *f = titles_put(d, t, &title);

        for (int i = 0; !f && i < t->n_sides; i++)
                f = side_rows(d, t, &t->sides[i], &rows[i]);
        if (f)
                return f;
        grid_new(&g, title);
        height = rows_place(d, t, rows, at);
        made.doc = g.doc;
        made.row_keys = NEW_ARRAY(d->cx->arena, str, (size_t)height + 1);
        for (int i = 0; i < height; i++)
                doc_row(d->doc, g.doc);
        for (int i = 0; i < t->n_sides; i++) {
                const struct side_spec *s = &t->sides[i];

                columns_put(&g, s, first, weight_places);
                for (int k = 0; k < rows[i].n; k++) {
                        struct doc_row *row = &g.doc->rows[at[i][k]];

                        row->total = row->total || rows[i].v[k].total;
                        row->level = rows[i].v[k].total ? 3 : row->level;
                        if (s->rows == ROWS_TREE && rows[i].v[k].level > 0)
                                row->level = rows[i].v[k].level >= 3 ? 0 : 3 - rows[i].v[k].level;
                        if (!i)
                                made.row_keys[at[i][k]] = rows[i].v[k].key;
                        for (int c = 0; c < s->n_columns; c++)
                                cell_make(&g, s, &rows[i].v[k], &s->columns[c], weight_places, &row->cells[first + c]);
                }
                sums_attach(&g, s, &rows[i], at[i], first);
                first += s->n_columns;
        }
        made.state = state_of_table(&g, rows[0].n);
        *VEC_ADD(d->cx->arena, d->tables, d->n_tables, d->cap_tables) = made;
        return note_put(&g, made.state);
}
