#define _GNU_SOURCE
/* core/text/sheet.c - XLSX out; the one file with libxlsxwriter. See sheet.h.
 *
 * The library takes a file's name: it gets that of an anonymous file in memory.
 * words: document text */
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>
#include "base/base.h"
#include "core/text/sheet.h"

enum {
        NAME_MAX_CHARS = 31,            /* Excel's limits from here on */
        LIST_MAX_CHARS = 255,
        CELL_MAX_CHARS = 32767,
        EXACT_DIGITS   = 15,            /* what a double keeps of a decimal */
        BOOK_MAX       = 256 << 20,
};

struct look { int style, places; lxw_format *format; };
struct list { const str *choices; int n, col; };

struct sheet {
        struct sheet_book *book;
        lxw_worksheet     *ws;
        str                name;
        struct sheet      *next;
};

struct sheet_book {
        struct ctx    *cx;
        lxw_workbook  *wb;
        int            fd;
        const char    *broken;          /* the library's first refusal */
        struct sheet  *sheets;
        struct look   *looks;  int n_looks, cap_looks;
        struct list   *lists;  int n_lists, cap_lists;
        struct sheet  *hidden;          /* where long lists stand */
};

static void check(struct sheet_book *b, lxw_error e)
{
        if (e != LXW_NO_ERROR && !b->broken)
                b->broken = lxw_strerror(e);
}

static char *cstr(struct sheet_book *b, str s, size_t max)
{
        if (!utf8_valid(s)) {
                b->broken = b->broken ? b->broken : "a text is not UTF-8";
                s.n = 0;
        }
        if (!s.n)
                s = S("");
        if (s.n > max && utf8_count(s) > max)
                return (char *)str_f(b->cx->arena, "%.*s…", STR(utf8_head(s, max - 1))).p;
        return (char *)str_copy(b->cx->arena, s).p;
}

struct sheet_book *sheet_book(struct ctx *cx, const struct sheet_about *about)
{
        struct sheet_book *b = NEW(cx->arena, struct sheet_book);
        b->cx = cx;
        b->fd = memfd_create("xlsx", MFD_CLOEXEC);
        if (b->fd < 0) {
                b->broken = "no memory file";
                return b;
        }
        str path = str_f(cx->arena, "/proc/self/fd/%d", b->fd);
        b->wb = workbook_new(path.p);
        if (!b->wb) {
                b->broken = "no workbook";
                return b;
        }
        /* The library takes 0 for "now": a day after the epoch is the least it may be told. */
        int64_t made = about->made_at / 1000;
        lxw_doc_properties p = {
                .title = cstr(b, about->title, LIST_MAX_CHARS),
                .subject = cstr(b, about->subject, LIST_MAX_CHARS),
                .author = cstr(b, about->author, LIST_MAX_CHARS),
                .keywords = cstr(b, about->keywords, LIST_MAX_CHARS),
                .created = made > 86400 ? made : 86400,
        };
        check(b, workbook_set_properties(b->wb, &p));
        return b;
}

static bool name_taken(const struct sheet_book *b, str name)
{
        for (const struct sheet *s = b->sheets; s; s = s->next) {
                if (str_eq(s->name, name))
                        return true;
        }
        return false;
}

static str name_fit(struct sheet_book *b, str name)
{
        struct buf o = buf_new(b->cx->arena, 4096);
        for (size_t i = 0; i < name.n && i < 1024; i++) {
                char c = name.p[i];
                buf_byte(&o, c && (unsigned char)c >= 0x20 && !strchr("[]:*?/\\'", c) ? c : ' ');
        }
        str clean = str_trim(buf_str(&o));
        clean = utf8_head(clean.n && utf8_valid(clean) ? clean : S("Sheet"), NAME_MAX_CHARS);
        str fit = str_copy(b->cx->arena, clean);
        /* Excel compares without case; all our names differ by more than case or get a number. */
        for (int i = 2; name_taken(b, fit); i++) {
                str tail = str_f(b->cx->arena, " (%d)", i);
                fit = str_f(b->cx->arena, "%.*s%.*s",
                            STR(utf8_head(clean, NAME_MAX_CHARS - tail.n)), STR(tail));
        }
        return fit;
}

struct sheet *sheet_add(struct sheet_book *b, str name)
{
        struct sheet *s = NEW(b->cx->arena, struct sheet);
        s->book = b;
        s->name = name_fit(b, name);
        if (b->wb && !b->broken) {
                s->ws = workbook_add_worksheet(b->wb, s->name.p);
                if (!s->ws)
                        b->broken = "a sheet's name was refused";
        }
        struct sheet **end = &b->sheets;
        while (*end)
                end = &(*end)->next;
        *end = s;
        return s;
}

str sheet_name(const struct sheet *s) { return s->name; }

/* ---- looks --------------------------------------------------------------------------------- */

static void look_set(struct sheet_book *b, lxw_format *f, int style, int places)
{
        format_set_font_name(f, style & SHEET_TITLE ? "方正小标宋_GBK" : "宋体");
        format_set_font_size(f, style & SHEET_TITLE ? 16 : style & SHEET_SMALL ? 9 : 10.5);
        format_set_align(f, style & SHEET_TOP ? LXW_ALIGN_VERTICAL_TOP : LXW_ALIGN_VERTICAL_CENTER);
        if (style & (SHEET_CENTRE | SHEET_TITLE))
                format_set_align(f, LXW_ALIGN_CENTER);
        else if (style & SHEET_RIGHT)
                format_set_align(f, LXW_ALIGN_RIGHT);
        else if (style & SHEET_LEFT)
                format_set_align(f, LXW_ALIGN_LEFT);
        if (style & (SHEET_BOLD | SHEET_HEAD))
                format_set_bold(f);
        if (style & (SHEET_WRAP | SHEET_TITLE))
                format_set_text_wrap(f);
        if (style & SHEET_GRID)
                format_set_border(f, LXW_BORDER_THIN);
        if (style & SHEET_HEAD)
                format_set_bg_color(f, 0xEEF2F4);
        if (style & SHEET_HINT) {
                format_set_italic(f);
                format_set_font_color(f, 0x595959);
        }
        if (style & SHEET_INPUT)
                format_set_num_format(f, "@");
        if (style / SHEET_INDENT)
                format_set_indent(f, (uint8_t)(style / SHEET_INDENT));
        if (places >= 0) {
                struct buf o = buf_new(b->cx->arena, 64);
                buf_put(&o, places ? S("#,##0.") : S("#,##0"));
                for (int i = 0; i < places && i < 9; i++)
                        buf_byte(&o, '0');
                format_set_num_format(f, buf_cstr(&o));
        }
}

static lxw_format *look_of(struct sheet_book *b, int style, int places)
{
        for (int i = 0; i < b->n_looks; i++) {
                if (b->looks[i].style == style && b->looks[i].places == places)
                        return b->looks[i].format;
        }
        lxw_format *f = workbook_add_format(b->wb);
        if (f)
                look_set(b, f, style, places);
        *VEC_ADD(b->cx->arena, b->looks, b->n_looks, b->cap_looks) = (struct look){
                .style = style, .places = places, .format = f,
        };
        return f;
}

static bool lost(const struct sheet *s) { return s->book->broken || !s->ws; }

/* ---- cells --------------------------------------------------------------------------------- */

void sheet_text(struct sheet *s, int row, int col, str text, int style)
{
        if (lost(s))
                return;
        lxw_format *f = look_of(s->book, style, -1);
        if (!text.n) {
                check(s->book, worksheet_write_blank(s->ws, (lxw_row_t)row, (lxw_col_t)col, f));
                return;
        }
        check(s->book, worksheet_write_string(s->ws, (lxw_row_t)row, (lxw_col_t)col,
                                              cstr(s->book, text, CELL_MAX_CHARS), f));
}

void sheet_blank(struct sheet *s, int row, int col, int style)
{
        sheet_text(s, row, col, (str){ 0 }, style);
}

/* The one place where a figure becomes a double: at the door of the library. */
static bool inexact(int64_t v, int places)
{
        int64_t top = 1;
        for (int i = 0; i < EXACT_DIGITS; i++)
                top *= 10;
        return v >= top || v <= -top || places < 0 || places > EXACT_DIGITS;
}

static double as_double(int64_t v, int places)
{
        int64_t den = 1;
        for (int i = 0; i < places; i++)
                den *= 10;
        return (double)v / (double)den;
}

void sheet_number(struct sheet *s, int row, int col, int64_t v, int places, int style)
{
        if (lost(s))
                return;
        if (inexact(v, places)) {
                sheet_text(s, row, col, decimal_str(s->book->cx->arena, v, places < 0 ? 0 : places,
                                                    true), style);
                return;
        }
        check(s->book, worksheet_write_number(s->ws, (lxw_row_t)row, (lxw_col_t)col,
                                              as_double(v, places), look_of(s->book, style, places)));
}

void sheet_formula(struct sheet *s, int row, int col, str formula, int64_t v, int places, int style)
{
        if (lost(s))
                return;
        if (inexact(v, places)) {
                sheet_number(s, row, col, v, places, style);
                return;
        }
        check(s->book, worksheet_write_formula_num(s->ws, (lxw_row_t)row, (lxw_col_t)col,
                                                   cstr(s->book, formula, CELL_MAX_CHARS),
                                                   look_of(s->book, style, places),
                                                   as_double(v, places)));
}

void sheet_merge(struct sheet *s, int row, int col, int rows, int cols, str text, int style)
{
        if (lost(s))
                return;
        if (rows <= 1 && cols <= 1) {
                sheet_text(s, row, col, text, style);
                return;
        }
        check(s->book, worksheet_merge_range(s->ws, (lxw_row_t)row, (lxw_col_t)col,
                                             (lxw_row_t)(row + rows - 1), (lxw_col_t)(col + cols - 1),
                                             cstr(s->book, text, CELL_MAX_CHARS),
                                             look_of(s->book, style, -1)));
}

/* ---- the sheet ----------------------------------------------------------------------------- */

void sheet_width(struct sheet *s, int col, int tenths)
{
        if (!lost(s))
                check(s->book, worksheet_set_column(s->ws, (lxw_col_t)col, (lxw_col_t)col,
                                                    as_double(tenths, 1), NULL));
}

void sheet_height(struct sheet *s, int row, int high)
{
        if (!lost(s))
                check(s->book, worksheet_set_row(s->ws, (lxw_row_t)row, as_double(high, 0), NULL));
}

void sheet_freeze(struct sheet *s, int row, int col)
{
        if (!lost(s))
                worksheet_freeze_panes(s->ws, (lxw_row_t)row, (lxw_col_t)col);
}

void sheet_print(struct sheet *s, bool landscape, int rows, int cols, int first, int last)
{
        if (lost(s))
                return;
        worksheet_set_paper(s->ws, 9);                          /* A4 */
        if (landscape)
                worksheet_set_landscape(s->ws);
        worksheet_set_margins(s->ws, 0.6, 0.6, 0.75, 0.75);     /* inches */
        worksheet_center_horizontally(s->ws);
        check(s->book, worksheet_set_footer(s->ws, "&C第 &P 页，共 &N 页"));
        worksheet_fit_to_pages(s->ws, 1, 0);
        if (rows > 0 && cols > 0)
                check(s->book, worksheet_print_area(s->ws, 0, 0, (lxw_row_t)(rows - 1),
                                                    (lxw_col_t)(cols - 1)));
        if (last >= first)
                check(s->book, worksheet_repeat_rows(s->ws, (lxw_row_t)first, (lxw_row_t)last));
}

/* ---- choices ------------------------------------------------------------------------------- */

static char *list_far(struct sheet_book *b, const str *choices, int n)
{
        int i = 0;
        while (i < b->n_lists && (b->lists[i].choices != choices || b->lists[i].n != n))
                i++;
        if (!b->hidden) {
                b->hidden = sheet_add(b, S("选项"));
                if (b->hidden->ws)
                        worksheet_hide(b->hidden->ws);
        }
        if (i == b->n_lists) {
                *VEC_ADD(b->cx->arena, b->lists, b->n_lists, b->cap_lists) = (struct list){
                        .choices = choices, .n = n, .col = i,
                };
                for (int k = 0; k < n; k++)
                        sheet_text(b->hidden, k, i, choices[k], SHEET_INPUT);
        }
        char col[16] = "";
        lxw_col_to_name(col, (lxw_col_t)i, LXW_FALSE);
        return (char *)str_f(b->cx->arena, "='%.*s'!$%s$1:$%s$%d", STR(b->hidden->name),
                             col, col, n).p;
}

static void rule(struct sheet *s, int col, int from, int to, lxw_data_validation *v,
                 str title, str text)
{
        v->ignore_blank = LXW_VALIDATION_ON;
        v->input_title = title.n ? cstr(s->book, title, 32) : NULL;
        v->input_message = text.n ? cstr(s->book, text, 255) : NULL;
        check(s->book, worksheet_data_validation_range(s->ws, (lxw_row_t)from, (lxw_col_t)col,
                                                       (lxw_row_t)to, (lxw_col_t)col, v));
}

static void choices_put(struct sheet *s, int col, int from, int to, const str *choices, int n, str title, str text,
                        bool strict)
{
        if (lost(s) || n <= 0)
                return;
        /* The format allows 255 characters, but the library joins them in a buffer of as many bytes:
         * 86 Chinese characters ran past its end. */
        size_t bytes = (size_t)n;
        bool comma = false;
        for (int i = 0; i < n; i++) {
                bytes += choices[i].n;
                comma = comma || str_find(choices[i], S(",")) >= 0 ||
                        str_find(choices[i], S("\"")) >= 0 || !choices[i].n;
        }
        lxw_data_validation v = {
                .validate = LXW_VALIDATION_TYPE_LIST,
                .error_type = strict ? LXW_VALIDATION_ERROR_TYPE_STOP : LXW_VALIDATION_ERROR_TYPE_WARNING,
                .error_title = cstr(s->book, S("不在可选范围内"), 32),
                .error_message = cstr(s->book, strict ? S("请从下拉列表中选择一项。")
                                                      : S("下拉列表中没有这一项，请核对；确要这样填的，可以继续。"), LIST_MAX_CHARS),
        };
        if (bytes <= LIST_MAX_CHARS && !comma) {
                char **list = NEW_ARRAY(s->book->cx->arena, char *, (size_t)n + 1);
                for (int i = 0; i < n; i++)
                        list[i] = cstr(s->book, choices[i], LIST_MAX_CHARS);
                v.value_list = list;
        } else {
                v.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
                v.value_formula = list_far(s->book, choices, n);
        }
        rule(s, col, from, to, &v, title, text);
}

void sheet_choices(struct sheet *s, int col, int from, int to, const str *choices, int n,
                   str title, str text)
{
        choices_put(s, col, from, to, choices, n, title, text, true);
}

void sheet_offers(struct sheet *s, int col, int from, int to, const str *choices, int n, str title, str text)
{
        choices_put(s, col, from, to, choices, n, title, text, false);
}

void sheet_prompt(struct sheet *s, int col, int from, int to, str title, str text)
{
        if (lost(s))
                return;
        lxw_data_validation v = { .validate = LXW_VALIDATION_TYPE_ANY };
        rule(s, col, from, to, &v, title, text);
}

/* ---- the end ------------------------------------------------------------------------------- */

static const struct fail *bytes_of(struct ctx *cx, int fd, str *ret)
{
        off_t size = lseek(fd, 0, SEEK_END);
        if (size <= 0 || size > BOOK_MAX)
                return fail(cx, BROKEN, "the workbook has %ld bytes", (long)size);
        char *p = arena_alloc(cx->arena, (size_t)size);
        for (off_t at = 0; at < size;) {
                ssize_t n = pread(fd, p + at, (size_t)(size - at), at);
                if (n <= 0)
                        return fail(cx, BROKEN, "the workbook cannot be read back");
                at += n;
        }
        *ret = (str){ p, (size_t)size };
        return NULL;
}

const struct fail *sheet_book_end(struct sheet_book *b, str *ret_bytes)
{
        if (b->wb)
                check(b, workbook_close(b->wb));
        b->wb = NULL;
        const struct fail *f = NULL;
        if (b->broken)
                f = fail(b->cx, BROKEN, "xlsx: %s", b->broken);
        else
                f = bytes_of(b->cx, b->fd, ret_bytes);
        if (b->fd >= 0)
                close(b->fd);
        b->fd = -1;
        return f;
}
