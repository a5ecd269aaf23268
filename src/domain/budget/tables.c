/* domain/budget/tables.c - tables of a profile: rows by list or by tree, cells by filter.
 * words: document text */
#include "domain/budget/part_need.h"
#include "domain/budget/table_rows.h"

struct grid {
        struct disclosure       *d;
        const struct table_spec *t;
        struct doc_table        *doc;
        bool                     any_number, any_unknown, any_inferred, any_row;
};

static str label_of(struct disclosure *d, const char *before, str name)
{
        return str_f(d->cx->arena, "%s%.*s", before, STR(name));
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

static void indicator_cell(const struct budget_indicator *in, str what, int places,
                           struct doc_cell *c)
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
                cell_text(c, in->target), c->figure = true;
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
        g->any_inferred = g->any_inferred || f->state == FACT_INFERRED;
        if (f->state == FACT_UNKNOWN) {
                c->kind = DOC_UNKNOWN;
                c->text = g->d->fg->silent;
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

/* The part of a row's key that begins so: "2130301~u-x" has "x" after "u-"; absent: none. */
static str key_part(str row, str mark)
{
        str rest = row;

        while (rest.p) {
                str part = str_cut(rest, '~', &rest);

                if (str_starts(part, mark))
                        return str_from(part, mark.n);
        }
        return (str){ 0 };
}

/* Does a row stand for lines of the only unit there is, whose own row is left out? */
static bool is_sole_unit(const struct disclosure *d, const struct side_spec *s,
                         const struct made_row *m)
{
        bool below = s->n_by > 1 && m->level == s->n_by - 1 && s->by[s->n_by - 1] == BY_UNIT;

        return d->b->n_units == 1 && (m->nameless || key_part(m->key, S("p-")).p || (s->units_only_if_many && below));
}

/* The unit that a row is of, as an index; -1: of none or of several. */
static int row_unit(const struct disclosure *d, const struct side_spec *s, const struct made_row *m)
{
        const struct budget *b = d->b;
        str unit = key_part(m->key, S("u-")), project = key_part(m->key, S("p-"));

        for (int i = 0; unit.p && i < b->n_units; i++)
                if (str_eq(b->units[i].code, unit))
                        return i;
        for (int i = 0; project.p && i < b->n_projects; i++)
                if (str_eq(b->projects[i].code, project) && b->projects[i].unit >= 0)
                        return b->projects[i].unit;
        return is_sole_unit(d, s, m) ? 0 : -1;
}

/* The finance bureau's code: our own, for addresses, is nobody else's business. */
static void unit_code_cell(struct grid *g, const struct side_spec *s, const struct made_row *m,
                           struct doc_cell *c)
{
        int unit = row_unit(g->d, s, m);

        if (unit < 0)
                return;
        cell_text(c, g->d->b->units[unit].finance_code);
        if (c->kind == DOC_EMPTY && budget_transcribed(g->d->b)) {
                c->kind = DOC_UNKNOWN;
                c->text = g->d->fg->silent;
                g->any_unknown = true;
        }
}

static bool has_text(const struct side_spec *s, const char *what)
{
        for (int i = 0; i < s->n_columns; i++)
                if (str_is(s->columns[i].text, what))
                        return true;
        return false;
}

static void text_cell(struct grid *g, const struct side_spec *s, const struct made_row *m, str what,
                      struct doc_cell *c)
{
        int unit = row_unit(g->d, s, m);
        str digits = m->key;
        size_t n = 0;

        while (n < digits.n && digits.p[n] >= '0' && digits.p[n] <= '9')
                n++;
        if (str_is(what, "name"))
                cell_text(c, m->label);
        else if (str_is(what, "unit.code"))
                unit_code_cell(g, s, m, c);
        else if (str_is(what, "unit.name"))
                cell_text(c, m->total && !has_text(s, "name") ? m->label
                             : unit >= 0 ? g->d->b->units[unit].name : S(""));
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
                cell->text = g->d->fg->silent;
                g->any_unknown = true;
                return;
        }
        if (!m->key.n)
                return;
        f = filter_and(filter_and(g->t->filter, s->filter), filter_and(m->filter, c->filter));
        fact = figure_of(g->d->fg, str_f(g->d->cx->arena, "%.*s.%.*s.%.*s", STR(g->t->id), STR(m->key),
                                         STR(c->key)), &f);
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
                text_cell(g, s, m, c->text, cell);
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
                return row->spec &&
                       word_in(row->spec->sum, part->spec->each_class ? S("class") : part->key);
        return row->total ? !part->total && part->parent == -1 : part->parent == m;
}

/* Attach a formula only where it gives the very value: note mode may differ by a tail. */
static void sum_attach(struct arena *a, struct doc_table *t, int row, int column, const int *parts,
                       int n, bool by_rows)
{
        struct doc_cell *c = &t->rows[row].cells[column];
        int64_t sum = 0;
        int *list;

        if (c->kind != DOC_NUMBER || !n)
                return;
        for (int i = 0; i < n; i++) {
                const struct doc_cell *p = by_rows ? &t->rows[parts[i]].cells[column]
                                                   : &t->rows[row].cells[parts[i]];

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

static void sums_attach(struct grid *g, const struct side_spec *s, const struct rows *rows,
                        const int *at, int first)
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
                        .joins = s->rows == ROWS_PROJECTS && (figure || str_starts(c->text, S("project."))),
                };
        }
}

/* Place each side's rows: top ones from the first row down, bottom ones up
 * from the last. */
static int rows_place(struct disclosure *d, const struct table_spec *t, const struct rows *rows,
                      int **at)
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
                        at[i][k] = rows[i].v[k].spec && rows[i].v[k].spec->bottom
                                           ? height - bottom--
                                           : top++;
        }
        return height;
}

/* The seed prints 项 totals and the two sums: which 项 is basic and which project is an argument. */
#define INFERRED_NOTE "各科目的基本支出和项目支出，公布的原件没有分开载明，由公布的合计数推定。" /* document text */
static const char inferred_note[] = INFERRED_NOTE, inferred_note_alone[] = "注：" INFERRED_NOTE; /* document text */

static const struct fail *note_put(struct grid *g, enum table_state state)
{
        struct disclosure *d = g->d;
        str pattern = state == TABLE_EMPTY     ? g->t->empty
                      : state != TABLE_UNKNOWN ? S("")
                      : budget_transcribed(d->b) ? g->t->unknown
                                               : S("注：本表要用的内容还没有填写。"); /* document text */
        struct sentence s = { 0 };
        struct doc *keep = d->doc, *side;
        const struct fail *f;
        struct buf o = buf_new(d->cx->arena, 4096);

        if (state == TABLE_PARTIAL)
                pattern = budget_transcribed(d->b) ? S("注：标“原件未载”的单元格，公布的原件没有载明，未作推算。")
                                                   : S("注：标“未填”的单元格，要用的内容还没有填写。"); /* document text */
        if (d->p->way == ROUND_CELLS && state == TABLE_FULL && !pattern.n)
                pattern = S("注：本表金额四舍五入，部分合计数与分项之和可能存在尾差。");
        if (g->any_inferred && (state == TABLE_FULL || state == TABLE_PARTIAL))
                pattern = str_f(d->cx->arena, "%.*s%s", STR(pattern), pattern.n ? inferred_note : inferred_note_alone);
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
                return n.state == FACT_UNKNOWN || n.value || (kind == ROWS_WHOLE && b->n_lines)
                               ? TABLE_UNKNOWN
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
        g->doc->unit_line = t->unit.n ? label_of(d, "单位：", t->unit) : S("");
        g->doc->maker_line = label_of(d, "部门：", d->b->dept_name);
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
                                cell_make(&g, s, &rows[i].v[k], &s->columns[c], weight_places,
                                          &row->cells[first + c]);
                }
                sums_attach(&g, s, &rows[i], at[i], first);
                first += s->n_columns;
        }
        made.state = state_of_table(&g, rows[0].n);
        *VEC_ADD(d->cx->arena, d->tables, d->n_tables, d->cap_tables) = made;
        return note_put(&g, made.state);
}
