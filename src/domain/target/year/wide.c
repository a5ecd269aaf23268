/* domain/target/year/wide.c - the empty workbook of figures laid wide. */
#include "domain/target/year/wide.h"
#include "core/text/sheet.h"

enum { LEAF_SHEETS = 12, WIDE_COLUMNS = 200 };

struct wide_column { int leaf, input; };

static bool is_doubled(const struct figure_year *y, const struct edition_node *x)
{
        int n = 0;
        for (int i = 0; i < y->n_leaves; i++)
                n += str_eq(y->leaves[i].x->name, x->name);
        return n > 1;
}

static str head_of(struct ctx *cx, const struct figure_year *y, const struct figure_leaf *l,
                   int input)
{
        const struct edition_node *x = l->x;
        str name = is_doubled(y, x) ? str_f(cx->arena, "%.*s %.*s", STR(x->code), STR(x->name)) : x->name;
        if (l->n_inputs > 1)
                return str_f(cx->arena, "%.*s：%.*s", STR(name), STR(l->inputs[input].name));
        return x->measure.n ? str_f(cx->arena, "%.*s（%.*s）", STR(name), STR(x->measure)) : name;
}

static bool may_give_any(struct ctx *cx, const struct figure_year *y, int leaf)
{
        const struct figure_leaf *l = &y->leaves[leaf];
        for (int u = 0; !l->x->source.n && u < y->e.n_units; u++)
                if (figure_asked(y, leaf, u) && figure_may_give(cx, y, l, figure_giver(l, y->e.units[u].unit)))
                        return true;
        return false;
}

static void heads_put(struct ctx *cx, struct sheet *s, const char *help)
{
        sheet_width(s, 0, 200);
        sheet_text(s, 0, 0, str_of(words_of(cx->lang, help)), SHEET_HINT | SHEET_SMALL);
        sheet_text(s, 1, 0, str_of(words_of(cx->lang, "考核单位")), SHEET_HEAD | SHEET_GRID | SHEET_BOLD);
}

/* One row a unit; the columns are either all of `month`, or one column's twelve months. */
static void units_put(struct ctx *cx, const struct figure_year *y, struct sheet *s,
                      const struct wide_column *c, int n, bool months)
{
        int row = 2;
        for (int u = 0; u < y->e.n_units; u++) {
                int cells = 0;
                for (int k = 0; k < n; k++) {
                        const struct figure_leaf *l = &y->leaves[c[k].leaf];
                        bool asked = figure_asked(y, c[k].leaf, u) &&
                                     figure_may_give(cx, y, l, figure_giver(l, y->e.units[u].unit));
                        cells += asked;
                }
                if (!cells)
                        continue;
                sheet_text(s, row, 0, y->e.units[u].brief, SHEET_GRID);
                for (int k = 0, col = 1; k < n; k++)
                        for (int m = 0; m < (months ? 12 : 1); m++) {
                                const struct figure_leaf *l = &y->leaves[c[k].leaf];
                                if (months && !(l->months >> m & 1))
                                        continue;
                                if (figure_asked(y, c[k].leaf, u))
                                        sheet_blank(s, row, col++, SHEET_GRID);
                                else
                                        sheet_text(s, row, col++, S("—"), SHEET_GRID | SHEET_HINT);
                        }
                row++;
        }
        sheet_freeze(s, 2, 1);
        sheet_print(s, true, row, n + 1, 1, 1);
}

const struct fail *figure_wide_template(struct ctx *cx, const struct figure_year *y, int month,
                                        str *ret)
{
        struct wide_column *c = NEW_ARRAY(cx->arena, struct wide_column, WIDE_COLUMNS);
        int n = 0, n_sheets = 0;
        for (int i = 0; i < y->n_leaves; i++)
                for (int k = 0; k < y->leaves[i].n_inputs && n < WIDE_COLUMNS; k++)
                        if ((y->leaves[i].months >> month & 1) && may_give_any(cx, y, i))
                                c[n++] = (struct wide_column){ i, k };
        if (!n)
                return fail(cx, CONFLICT, "这个月没有要您这里填的数");
        struct sheet_book *book = sheet_book(cx, &(struct sheet_about){
                .title = str_f(cx->arena, words_of(cx->lang, "%d 年 %d 月数据"), y->e.year, month + 1),
                .made_at = cx->now });
        struct sheet *s = sheet_add(book, str_f(cx->arena, "%d月", month + 1)); /* document text */
        heads_put(cx, s, "工作表的名称是月份；每格填一个数，没有数的空着，“—”是不用填的");
        for (int k = 0; k < n; k++) {
                sheet_width(s, k + 1, 160);
                sheet_text(s, 1, k + 1, head_of(cx, y, &y->leaves[c[k].leaf], c[k].input),
                           SHEET_HEAD | SHEET_GRID | SHEET_BOLD | SHEET_WRAP);
        }
        units_put(cx, y, s, c, n, false);
        for (int k = 0; k < n && n_sheets < LEAF_SHEETS; k++) {
                const struct figure_leaf *l = &y->leaves[c[k].leaf];
                if (l->n_inputs != 1)
                        continue;
                bool fits = utf8_count(l->x->name) <= 31 && !is_doubled(y, l->x);
                s = sheet_add(book, fits ? l->x->name : l->x->code);
                heads_put(cx, s, "工作表的名称是指标；每格填一个月的数，可只填要改的");
                for (int m = 0, col = 1; m < 12; m++)
                        if (l->months >> m & 1)
                                sheet_text(s, 1, col++, str_f(cx->arena, "%d月", m + 1),    /* document text */
                                           SHEET_HEAD | SHEET_GRID | SHEET_BOLD);
                units_put(cx, y, s, &c[k], 1, true);
                n_sheets++;
        }
        return sheet_book_end(book, ret);
}
