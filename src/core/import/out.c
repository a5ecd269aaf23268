/* core/import/out.c - files back: the rejected rows with their reasons, and the empty template. */
#include "core/import/import_in.h"
#include "core/text/sheet.h"

enum { OUT_MAX = 64 << 20, TEMPLATE_ROWS = 1000, REASON_WIDE = 60 };

/* ---- the rejected rows -------------------------------------------------------------------- */

/* All that is wrong with a row, in one cell: "A 列（功能科目）…；E 列（金额）…". */
static str reasons_of(const struct import *im, const struct import_row *row)
{
        struct arena *a = im->cx->arena;
        struct buf b = buf_new(a, 1 << 16);
        int lang = im->cx->lang;
        buf_f(&b, words_of(lang, "原%.*s："), STR(import_row_words(im->cx, &im->header[row->header].file, row->row)));
        int n = 0;
        for (int i = 0; i < im->n_findings; i++) {
                const struct import_finding *f = &im->finding[i];
                if (f->severity != IMPORT_BAD || f->row != row->row ||
                    !str_eq(f->sheet, row->sheet) || (f->no && row->no && f->no != row->no))
                        continue;
                buf_put(&b, n++ ? str_of(words_of(lang, "；")) : S(""));
                if (f->field)
                        buf_f(&b, "%s ", words_of(lang, f->field->label));
                buf_put(&b, f->reason);
                if (f->allowed.n)
                        buf_f(&b, words_of(lang, "（%.*s）"), STR(f->allowed));
        }
        return buf_str(&b);
}

/* The widest head row of the bad rows' sheets; rows of other sheets are put under it by field. */
static const struct import_header *head_for_all(const struct import *im)
{
        const struct import_header *h = NULL;
        for (int i = 0; i < im->n_rows; i++) {
                const struct import_header *x = &im->header[im->row[i].header];
                if (im->row[i].bad && (!h || x->n_cols > h->n_cols))
                        h = x;
        }
        return h;
}

/* The raw cell of a row that belongs under column c of head row h. */
static const struct cell *cell_under(const struct import *im, const struct import_row *row,
                                     const struct import_header *h, int c)
{
        static const struct cell empty = { 0 };
        const struct import_header *own = &im->header[row->header];
        int at = own == h ? c : -1;
        for (int k = 0; k < own->n_cols && at < 0 && h->field[c] >= 0; k++)
                if (own->field[k] == h->field[c])
                        at = k;
        return at >= 0 && at < row->n_raw ? &row->raw[at] : &empty;
}

static bool column_is_ours(const struct import *im, const struct import_header *h, int c)
{
        return h->field[c] < 0 && head_is_ours(im->cx->arena, h->head[c]);
}

static bool is_plain_number(str s)
{
        int64_t v;
        return !decimal_read(s, 6, &v);
}

/* One CSV cell. What a spreadsheet would take for a formula gets a ' in front, which the reader
 * takes off again (cells.c); a negative number is a number. */
static void csv_put(struct buf *b, str s)
{
        buf_byte(b, '"');
        if (s.n && strchr("=+-@\t\r", s.p[0]) && !is_plain_number(s))
                buf_byte(b, '\'');
        for (size_t i = 0; i < s.n; i++) {
                if (s.p[i] == '"')
                        buf_byte(b, '"');
                buf_byte(b, s.p[i]);
        }
        buf_byte(b, '"');
}

const struct fail *import_rejected_csv(const struct import *im, str *ret)
{
        struct buf b = buf_new(im->cx->arena, OUT_MAX);
        const struct import_header *h = head_for_all(im);
        buf_put(&b, S("\xEF\xBB\xBF"));
        for (int c = 0; h && c < h->n_cols; c++)
                if (!column_is_ours(im, h, c)) {
                        csv_put(&b, h->head[c]);
                        buf_byte(&b, ',');
                }
        csv_put(&b, str_of(words_of(im->cx->lang, "原因")));
        buf_put(&b, S("\r\n"));
        for (int i = 0; i < im->n_rows && h; i++) {
                const struct import_row *row = &im->row[i];
                if (!row->bad)
                        continue;
                for (int c = 0; c < h->n_cols; c++)
                        if (!column_is_ours(im, h, c)) {
                                csv_put(&b, cell_under(im, row, h, c)->text);
                                buf_byte(&b, ',');
                        }
                csv_put(&b, reasons_of(im, row));
                buf_put(&b, S("\r\n"));
        }
        if (b.broken)
                return fail(im->cx, TOO_LARGE, "内容太多，请分成几个文件");
        *ret = buf_str(&b);
        return NULL;
}

static void xlsx_cell(struct sheet *s, int row, int col, const struct cell *c)
{
        int64_t v;
        str frac = { 0 };
        if (c->number)
                str_cut(c->text, '.', &frac);
        if (c->number && frac.n <= 6 && !decimal_read(c->text, (int)frac.n, &v))
                sheet_number(s, row, col, v, (int)frac.n, SHEET_GRID);
        else if (c->text.n)
                sheet_text(s, row, col, c->text, SHEET_GRID | SHEET_INPUT);
        else
                sheet_blank(s, row, col, SHEET_GRID | SHEET_INPUT);
}

static void rejected_sheet(struct sheet_book *book, const struct import *im)
{
        const struct import_header *h = head_for_all(im);
        int lang = im->cx->lang;
        struct sheet *s = sheet_add(book, str_of(words_of(lang, im->table->name)));
        int n_cols = 0, n = 1;
        for (int c = 0; h && c < h->n_cols; c++)
                if (!column_is_ours(im, h, c)) {
                        sheet_width(s, n_cols, 160);
                        sheet_text(s, 0, n_cols++, h->head[c],
                                   SHEET_HEAD | SHEET_GRID | SHEET_BOLD);
                }
        sheet_width(s, n_cols, 10 * REASON_WIDE);
        sheet_text(s, 0, n_cols, str_of(words_of(lang, "原因")),
                   SHEET_HEAD | SHEET_GRID | SHEET_BOLD);
        for (int i = 0; i < im->n_rows && h; i++) {
                const struct import_row *row = &im->row[i];
                if (!row->bad)
                        continue;
                int col = 0;
                for (int c = 0; c < h->n_cols; c++)
                        if (!column_is_ours(im, h, c))
                                xlsx_cell(s, n, col++, cell_under(im, row, h, c));
                str why = reasons_of(im, row);
                int lines = (int)utf8_count(why) * 2 / REASON_WIDE + 1; /* Han are two wide */
                sheet_height(s, n, 15 * (lines < 20 ? lines : 20));
                sheet_text(s, n++, n_cols, why, SHEET_GRID | SHEET_WRAP);
        }
        sheet_freeze(s, 1, 0);
        sheet_print(s, true, n, n_cols + 1, 0, 0);
}

const struct fail *import_rejected_book(const struct import *const *im, int n, str *ret)
{
        struct ctx *cx = im[0]->cx;
        struct sheet_book *book = sheet_book(cx, &(struct sheet_about){
                .title = str_of(words_of(cx->lang, im[0]->table->name)), .made_at = cx->now });
        for (int i = 0; i < n; i++)
                if (im[i]->n_bad_rows || n == 1)
                        rejected_sheet(book, im[i]);
        return sheet_book_end(book, ret);
}

const struct fail *import_rejected_xlsx(const struct import *im, str *ret)
{
        return import_rejected_book(&im, 1, ret);
}

/* ---- the template ------------------------------------------------------------------ */

static str kind_help(struct ctx *cx, const struct import_field *f)
{
        if (f->help)
                return str_of(words_of(cx->lang, f->help));
        const char *zh = "";
        switch (f->kind) {
        case IMPORT_TEXT:
                if (!f->values)
                        return str_f(cx->arena, words_of(cx->lang, "文字，最多 %d 个字"),
                                     f->max ? f->max : 200);
                zh = "可从下拉中选";
                break;
        case IMPORT_CODE:
                zh = f->values ? "填编码，可从下拉中选" : "填编码";
                break;
        case IMPORT_INT:
                zh = "整数";
                break;
        case IMPORT_MONEY:
                zh = f->wan ? "数字，单位万元，不写单位" : "数字，单位元，最多两位小数，不写单位";
                break;
        case IMPORT_DAY:
                zh = "日期，如 2024-02-20";
                break;
        case IMPORT_CHOICE:
                zh = "从下拉中选";
                break;
        }
        return str_of(words_of(cx->lang, zh));
}

static str help_text(struct ctx *cx, const struct import_field *f)
{
        str s = kind_help(cx, f);
        return f->required ? str_f(cx->arena, words_of(cx->lang, "必填。%.*s"), STR(s)) : s;
}

bool import_is_help(struct ctx *cx, const struct import_field *f, str text)
{
        struct ctx other = *cx;
        bool is = false;
        for (other.lang = 0; other.lang < LANG_END && !is; other.lang++)
                is = str_eq(text, help_text(&other, f));
        return is;
}

static str head_text(struct ctx *cx, const struct import_field *f)
{
        const char *unit = f->kind != IMPORT_MONEY ? "" : f->wan ? "（万元）" : "（元）";
        return str_f(cx->arena, "%s%s%s", words_of(cx->lang, f->label),
                     *unit ? words_of(cx->lang, unit) : "", f->required ? "*" : "");
}

static void drop_down(struct ctx *cx, struct sheet *s, int col, const struct import_field *f,
                      void *arg)
{
        str title = str_of(words_of(cx->lang, f->label));
        const struct import_value *value = NULL;
        int n = 0, n_values = f->values ? f->values(cx, arg, f, &value) : 0;
        while (f->choices && f->choices[n])
                n++;
        str *choice = NEW_ARRAY(cx->arena, str, (size_t)(n + n_values) + 1);
        for (int i = 0; i < n; i++)
                choice[i] = str_of(words_of(cx->lang, f->choices[i]));
        bool named = f->kind == IMPORT_TEXT;    /* its codes are the program's, not a clerk's */
        for (int i = 0; i < n_values; i++)
                if (value[i].refuse.p || value[i].unlisted)
                        continue;
                else if (named && value[i].name.n)
                        choice[n++] = value[i].name;
                else
                        choice[n++] = str_f(cx->arena, "%.*s%s%.*s", STR(value[i].code),
                                            value[i].code.n && value[i].name.n ? " " : "",
                                            STR(value[i].name));
        if (n && f->digits)     /* the import takes a code that the list lacks, too, and says so */
                sheet_offers(s, col, 2, TEMPLATE_ROWS, choice, n, title, help_text(cx, f));
        else if (n)
                sheet_choices(s, col, 2, TEMPLATE_ROWS, choice, n, title, help_text(cx, f));
        else
                sheet_prompt(s, col, 2, TEMPLATE_ROWS, title, help_text(cx, f));
}

/* A row that stands: figures as numbers, all else as text. */
static void filled_row(struct sheet *s, const struct import_table *t, const str *cells, int row)
{
        for (int c = 0; c < t->n_fields; c++) {
                const struct import_field *f = &t->fields[c];
                bool number = f->figure || f->kind == IMPORT_INT;
                bool lines = str_find(cells[c], S("\n")) >= 0;
                if (number && is_plain_number(cells[c]))
                        xlsx_cell(s, row, c, &(struct cell){ .text = cells[c], .number = true });
                else if (cells[c].n)
                        sheet_text(s, row, c, cells[c], SHEET_GRID | SHEET_INPUT | (lines ? SHEET_WRAP : 0));
                else
                        sheet_blank(s, row, c, SHEET_GRID | (f->kind == IMPORT_CODE ? SHEET_INPUT : 0));
        }
}

static void filled_sheet(struct ctx *cx, struct sheet_book *book, const struct import_sheet_of *of,
                         void *arg)
{
        const struct import_table *t = of->table;
        int n = of->n;
        struct sheet *s = sheet_add(book, str_of(words_of(cx->lang, t->name)));
        for (int c = 0; c < t->n_fields; c++) {
                const struct import_field *f = &t->fields[c];
                bool wide = f->kind == IMPORT_TEXT || f->values;
                sheet_width(s, c, f->figure ? 100 : wide ? 280 : 160);
                sheet_text(s, 0, c, help_text(cx, f),
                           SHEET_HINT | SHEET_WRAP | SHEET_SMALL | SHEET_TOP);
                sheet_text(s, 1, c, head_text(cx, f), SHEET_HEAD | SHEET_GRID | SHEET_BOLD);
                drop_down(cx, s, c, f, arg);
        }
        for (int r = 0; r < n; r++)
                filled_row(s, t, of->cells + (size_t)r * (size_t)t->n_fields, r + 2);
        for (int c = 0; c < t->n_fields; c++)
                for (int r = n + 2; r < TEMPLATE_ROWS && t->fields[c].kind == IMPORT_CODE; r++)
                        sheet_blank(s, r, c, SHEET_INPUT);      /* codes keep their zeros */
        sheet_height(s, 0, 42);
        sheet_freeze(s, 2, 0);
        sheet_print(s, true, n > 38 ? n + 2 : 40, t->n_fields, 1, 1);
}

const struct fail *import_filled_book(struct ctx *cx, const char *title,
                                      const struct import_sheet_of *sheets, int n, void *arg,
                                      str *ret)
{
        struct sheet_book *book = sheet_book(cx, &(struct sheet_about){
                .title = str_of(words_of(cx->lang, title)), .made_at = cx->now });
        for (int i = 0; i < n; i++)
                filled_sheet(cx, book, &sheets[i], arg);
        return sheet_book_end(book, ret);
}

const struct fail *import_filled(struct ctx *cx, const struct import_table *t, void *arg,
                                 const str *cells, int n, str *ret)
{
        return import_filled_book(cx, t->name, &(struct import_sheet_of){ t, cells, n }, 1, arg, ret);
}

const struct fail *import_template(struct ctx *cx, const struct import_table *t, void *arg,
                                   str *ret)
{
        return import_filled(cx, t, arg, NULL, 0, ret);
}

const struct fail *import_filled_csv(struct ctx *cx, const struct import_table *t, const str *cells,
                                     int n, str *ret)
{
        struct buf b = buf_new(cx->arena, OUT_MAX);
        buf_put(&b, S("\xEF\xBB\xBF"));
        for (int r = -1; r < n; r++) {
                for (int c = 0; c < t->n_fields; c++) {
                        buf_put(&b, c ? S(",") : S(""));
                        csv_put(&b, r < 0 ? head_text(cx, &t->fields[c])
                                          : cells[(size_t)r * (size_t)t->n_fields + (size_t)c]);
                }
                buf_put(&b, S("\r\n"));
        }
        if (b.broken)
                return fail(cx, TOO_LARGE, "内容太多，请分成几个文件");
        *ret = buf_str(&b);
        return NULL;
}

const struct fail *import_template_csv(struct ctx *cx, const struct import_table *t, str *ret)
{
        return import_filled_csv(cx, t, NULL, 0, ret);
}
