/* door/web/list_out.c - a list as XLSX, CSV or PDF. See list_out.h. */
#include "door/web/list_out.h"
#include "core/doc/doc.h"
#include "core/text/sheet.h"

enum { CSV_MOST = 64 << 20, WIDE_FROM = 7, WIDTH_LEAST = 80, WIDTH_MOST = 400 };

const char *const list_file_codes[LIST_FILE_END] = { [LIST_XLSX] = "xlsx", [LIST_CSV] = "csv", [LIST_PDF] = "pdf" };

struct list_out {
        struct ctx        *cx;
        enum list_file     as;
        struct list_paper  paper;
        int64_t            rows;        /* written, heads of groups among them */
        int64_t            records;
        const char        *caption;
        struct list        flat;        /* its columns as the file has them */
        struct list_cell   cells[LIST_FILE_COLUMNS];    /* of the row being written */
        struct buf         csv;
        struct sheet_book *book;
        struct sheet      *sheet;
        int                widths[LIST_FILE_COLUMNS];    /* tenths of a character, as far as seen */
        struct doc        *doc;
        struct doc_table  *table;
};

const char *list_out_type(enum list_file as)
{
        switch (as) {
        case LIST_XLSX: return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        case LIST_CSV:  return "text/csv; charset=utf-8";
        case LIST_PDF:  return "application/pdf";
        case LIST_FILE_END: break;
        }
        return "application/octet-stream";
}

struct list_out *list_out(struct ctx *cx, enum list_file as, struct list_paper paper)
{
        struct list_out *o = NEW(cx->arena, struct list_out);
        *o = (struct list_out){ .cx = cx, .as = as, .paper = paper };
        return o;
}

int64_t list_out_rows(const struct list_out *o) { return o->records; }

/* ---- one value ---------------------------------------------------------------------- */

/* A figure is right as a number where the cell holds nothing else. */
static bool number_of(const struct list_column *k, const struct list_cell *c, int64_t *ret,
                      int *places)
{
        if (c->none || c->word)
                return false;
        switch (k->kind) {
        case CELL_INT:
                *ret = c->n;
                *places = 0;
                return true;
        case CELL_MONEY:
                *ret = c->m.fen;
                *places = 2;
                return true;
        case CELL_TEXT: case CELL_TITLE: case CELL_NO: case CELL_FIGURE: case CELL_DAY:
        case CELL_LAMP: case CELL_TAG:
                break;
        }
        return false;
}

/* Is the small text under a cell a column of its own, and is it left out of the cell? Never in a PDF. */
static bool apart(const struct list_out *o, const char *small) { return small && o->as != LIST_PDF; }

/* What is shown (list.h), one value a cell: without the columns that the person has hidden, in their order. */
static void flat_columns(struct list_out *o, const struct list *l)
{
        struct list_column *to = NEW_ARRAY(o->cx->arena, struct list_column, LIST_FILE_COLUMNS);
        o->flat = (struct list){ .caption = l->caption, .columns = to };
        for (int k = 0; k < l->n_columns; k++) {
                int i = list_at(l, k);
                const char *small = l->columns[i].small;
                if (l->shown[i] == LIST_HIDDEN)
                        continue;
                to[o->flat.n_columns++] = l->columns[i];
                if (apart(o, small) && *small)
                        to[o->flat.n_columns++] = (struct list_column){ .label = small, .kind = CELL_TEXT };
        }
}

/* The row as those columns; it stands until the next one. */
static struct list_row flat_row(struct list_out *o, const struct list *l,
                                const struct list_row *row)
{
        struct list_cell *to = o->cells;
        struct list_row flat = *row;
        flat.cells = o->cells;
        for (int k = 0; k < l->n_columns; k++) {
                int i = list_at(l, k);
                const char *small = l->columns[i].small;
                if (l->shown[i] == LIST_HIDDEN)
                        continue;
                *to = row->cells[i];
                if (apart(o, small))
                        to->small = (str){ 0 };
                to++;
                if (apart(o, small) && *small)
                        *to++ = (struct list_cell){ .text = row->cells[i].small };
        }
        return flat;
}

static str text_of(struct ctx *cx, const struct list_column *k, const struct list_cell *c)
{
        str s = c->text;
        if (c->none)
                return S("");
        if (c->word)
                s = str_of(words_of(cx->lang, c->word));
        else if (k->kind == CELL_DAY)
                s = day_is(c->d) ? day_str(cx->arena, c->d) : S("");
        if (!s.p)
                s = S("");
        return c->small.n ? str_f(cx->arena, "%.*s%s%.*s", STR(s), s.n ? " " : "", STR(c->small)) : s;
}

/* "1,451.17" is a number for a spreadsheet too. False: it is not one. */
static bool figure_of(str s, int64_t *ret, int *places)
{
        int64_t v = 0;
        bool minus = s.n && s.p[0] == '-', point = false;
        int digits = 0, after = 0;
        for (size_t i = minus; i < s.n; i++) {
                char c = s.p[i];
                if (c == ',' && !point && digits)
                        continue;
                if (c == '.' && !point && digits) {
                        point = true;
                        continue;
                }
                if (c < '0' || c > '9' || ++digits > 15)
                        return false;
                v = v * 10 + (c - '0');
                after += point;
        }
        *ret = minus ? -v : v;
        *places = after;
        return digits > 0 && (!point || after);
}

/* ---- CSV ------------------------------------------------------------------------------- */

str list_csv_safe(struct arena *a, str s)
{
        uint32_t first = 0;
        if (!utf8_next(s, &first))
                return s;
        bool sign = first < 0x80 ? strchr("=+-@\t\r\n", (int)first) != NULL
                                 : first == 0xFF1D || first == 0xFF0B || first == 0xFF0D || first == 0xFF20;
        return sign ? str_f(a, "'%.*s", STR(s)) : s;
}

static void csv_field(struct list_out *o, str s, bool first)
{
        bool quote = false;
        if (!first)
                buf_byte(&o->csv, ',');
        for (size_t i = 0; i < s.n && !quote; i++)
                quote = strchr(",\"\r\n", s.p[i]) != NULL || s.p[i] == ' ';
        if (!quote) {
                buf_put(&o->csv, s);
                return;
        }
        buf_byte(&o->csv, '"');
        for (size_t i = 0; i < s.n; i++) {
                if (s.p[i] == '"')
                        buf_byte(&o->csv, '"');
                buf_byte(&o->csv, s.p[i]);
        }
        buf_byte(&o->csv, '"');
}

static void csv_row(struct list_out *o, const struct list *l, const struct list_row *row)
{
        for (int i = 0; i < l->n_columns; i++) {
                const struct list_column *k = &l->columns[i];
                int64_t v;
                int places;
                if (number_of(k, &row->cells[i], &v, &places))
                        csv_field(o, decimal_str(o->cx->arena, v, places, false), !i);
                else
                        csv_field(o, list_csv_safe(o->cx->arena, text_of(o->cx, k, &row->cells[i])), !i);
        }
        buf_put(&o->csv, S("\r\n"));
}

/* ---- XLSX ------------------------------------------------------------------------------ */

static void widen(struct list_out *o, int col, str s)
{
        int w = 20;
        uint32_t code;
        for (size_t n; (n = utf8_next(s, &code)); s = str_from(s, n))
                w += code < 0x2E80 ? 11 : 21;
        w = w < WIDTH_LEAST ? WIDTH_LEAST : w > WIDTH_MOST ? WIDTH_MOST : w;
        if (w > o->widths[col])
                o->widths[col] = w;
}

static void xlsx_head(struct list_out *o, const struct list *l, str about)
{
        struct ctx *cx = o->cx;
        struct sheet_about a = { .title = str_of(words_of(cx->lang, l->caption)), .made_at = cx->now };
        o->book = sheet_book(cx, &a);
        o->sheet = sheet_add(o->book, a.title);
        str line = about.n ? str_f(cx->arena, "%.*s（%.*s）", STR(a.title), STR(about)) : a.title;
        if (l->n_columns > 1)
                sheet_merge(o->sheet, 0, 0, 1, l->n_columns, line, SHEET_TITLE);
        else
                sheet_text(o->sheet, 0, 0, line, SHEET_TITLE);
        for (int i = 0; i < l->n_columns; i++) {
                str label = str_of(words_of(cx->lang, l->columns[i].label));
                sheet_text(o->sheet, 1, i, label, SHEET_HEAD | SHEET_GRID | SHEET_BOLD | SHEET_CENTRE | SHEET_WRAP);
                widen(o, i, label);
        }
        sheet_freeze(o->sheet, 2, 0);
        o->rows = 2;
}

static void xlsx_row(struct list_out *o, const struct list *l, const struct list_row *row)
{
        for (int i = 0; i < l->n_columns; i++) {
                const struct list_column *k = &l->columns[i];
                const struct list_cell *c = &row->cells[i];
                int64_t v;
                int places, at = (int)o->rows;
                str text = text_of(o->cx, k, c);
                if (number_of(k, c, &v, &places) ||
                    (k->kind == CELL_FIGURE && !c->none && figure_of(text, &v, &places))) {
                        sheet_number(o->sheet, at, i, v, places, SHEET_GRID | SHEET_RIGHT);
                        widen(o, i, decimal_str(o->cx->arena, v, places, true));
                } else {
                        sheet_text(o->sheet, at, i, text, SHEET_GRID | SHEET_WRAP);
                        widen(o, i, text);
                }
        }
}

/* ---- PDF --------------------------------------------------------------------------------- */

static void pdf_head(struct list_out *o, const struct list *l, str about)
{
        struct ctx *cx = o->cx;
        str title = str_of(words_of(cx->lang, l->caption));
        o->doc = doc_new(cx->arena, title);
        o->doc->made_at = cx->now;
        o->doc->a3 = o->paper.a3;
        o->doc->table_size = o->paper.size * 100;
        o->table = doc_table(o->doc, (str){ 0 }, title, l->n_columns);
        o->table->landscape = o->paper.landscape;
        o->table->maker_line = about;
        o->table->unit_line = instant_str(cx->arena, cx->now);
        for (int i = 0; i < l->n_columns; i++) {
                const struct list_column *k = &l->columns[i];
                struct doc_column *c = &o->table->columns[i];
                c->head = str_of(words_of(cx->lang, k->label));
                c->places = k->kind == CELL_INT ? 0 : k->kind == CELL_MONEY ? 2 : -1;
                c->align = c->places >= 0 || k->kind == CELL_FIGURE ? DOC_RIGHT : DOC_LEFT;
                c->width = k->kind == CELL_TITLE || k->wide ? 3 : k->kind == CELL_TEXT ? 2 : 1;
        }
}

static void pdf_row(struct list_out *o, const struct list *l, const struct list_row *row)
{
        struct doc_row *r = doc_row(o->doc, o->table);
        for (int i = 0; i < l->n_columns; i++) {
                int64_t v;
                int places;
                if (number_of(&l->columns[i], &row->cells[i], &v, &places))
                        doc_cell_number(r, i, v);
                else
                        doc_cell_text(o->doc, r, i, text_of(o->cx, &l->columns[i], &row->cells[i]));
        }
}

/* ---- all three --------------------------------------------------------------------------- */

static int64_t most_of(const struct list_out *o) { return o->as == LIST_PDF ? LIST_PDF_ROWS : LIST_FILE_ROWS; }

void list_out_head(struct list_out *o, const struct list *l, str about)
{
        must(!o->caption);
        o->caption = l->caption;
        flat_columns(o, l);
        l = &o->flat;
        switch (o->as) {
        case LIST_XLSX:
                xlsx_head(o, l, about);
                break;
        case LIST_CSV:
                o->csv = buf_new(o->cx->arena, CSV_MOST);
                buf_put(&o->csv, S("\xEF\xBB\xBF"));
                for (int i = 0; i < l->n_columns; i++)
                        csv_field(o, str_of(words_of(o->cx->lang, l->columns[i].label)), !i);
                buf_put(&o->csv, S("\r\n"));
                break;
        case LIST_PDF:
                pdf_head(o, l, about);
                break;
        case LIST_FILE_END:
                break;
        }
}

static void group_row(struct list_out *o, const struct list *l, str name)
{
        struct list_cell *cells = NEW_ARRAY(o->cx->arena, struct list_cell, (size_t)l->n_columns);
        struct list_row row = { .cells = cells };
        for (int i = 0; i < l->n_columns; i++)
                cells[i].none = true;
        for (int i = 0; i < l->n_columns; i++)
                if (l->columns[i].kind == CELL_TITLE || l->columns[i].kind == CELL_TEXT) {
                        cells[i] = (struct list_cell){ .text = name };
                        break;
                }
        if (o->as == LIST_XLSX)
                sheet_text(o->sheet, (int)o->rows, 0, name, SHEET_GRID | SHEET_BOLD | SHEET_HEAD);
        else if (o->as == LIST_CSV)
                csv_row(o, l, &row);
        else
                pdf_row(o, l, &row);
        o->rows++;
}

void list_out_row(struct list_out *o, const struct list *l, const struct list_row *row)
{
        if (++o->records > most_of(o))
                return;
        struct list_row flat = flat_row(o, l, row);
        l = &o->flat, row = &flat;
        if (row->group)
                group_row(o, l, str_of(row->group));
        switch (o->as) {
        case LIST_XLSX:
                xlsx_row(o, l, row);
                break;
        case LIST_CSV:
                csv_row(o, l, row);
                break;
        case LIST_PDF:
                pdf_row(o, l, row);
                break;
        case LIST_FILE_END:
                break;
        }
        o->rows++;
}

const struct fail *list_out_end(struct list_out *o, str *ret)
{
        struct ctx *cx = o->cx;
        bool over = o->records > most_of(o);
        const struct fail *f = NULL;
        must(o->caption);
        if (o->as == LIST_XLSX) {
                for (int i = 0; i < LIST_FILE_COLUMNS && o->widths[i]; i++)
                        sheet_width(o->sheet, i, o->widths[i]);
                int n = 0;
                while (n < LIST_FILE_COLUMNS && o->widths[n])
                        n++;
                sheet_print(o->sheet, o->paper.landscape || n >= WIDE_FROM, (int)o->rows, n, 1, 1);
                f = sheet_book_end(o->book, ret);
        }
        if (!f && over)
                f = fail(cx, INVALID, "符合条件的超过 %ld 行，一个文件装不下：请加条件后再导出", (long)most_of(o));
        if (f || o->as == LIST_XLSX)
                return f;
        if (o->as == LIST_PDF)
                return doc_write(cx, o->doc, S("pdf"), ret);
        if (o->csv.broken)
                return fail(cx, INVALID, "内容太多，一个文件装不下：请加条件后再导出");
        *ret = buf_str(&o->csv);
        return NULL;
}
