/* core/text/table_sheet.c - the cells of one worksheet (ECMA-376 part 1, 18.3). */
#include "core/text/table_xlsx.h"
#include "core/text/decimal.h"

enum { ROWS_END = 1048576, COLS_END = 16384, MERGES_MAX = 10000 };

enum cell_type { T_NUMBER, T_SHARED, T_TEXT, T_BOOL, T_ERROR, T_DATE };

struct sheet_in {
        struct xlsx   *w;
        int            row, col;        /* of the last row and cell seen; col -1: none yet */
        bool           in_row, in_cell;
        int            in_value, in_phonetic;
        enum cell_type type;
        unsigned       flags;
        int            style;
        bool           is_sheet;
};

static void broken(struct sheet_in *s)
{
        struct table_sink *k = s->w->sink;
        sink_fail(k, fail(k->cx, INVALID,
                          "工作表“%.*s”第 %d 行附近的行列编号有误，请用表格软件打开后重新保存",
                          STR(k->sheet), s->row < 1 ? 1 : s->row));
        xml_stop(s->w->xml);
}

/* Letters of "AB12" as a column from 0 and its digits as a row; false when it is neither. */
static bool ref_read(str s, int *ret_row, int *ret_col)
{
        int64_t col = 0;
        size_t i = 0;
        for (; i < s.n && s.p[i] >= 'A' && s.p[i] <= 'Z' && i < 4; i++)
                col = col * 26 + (s.p[i] - 'A' + 1);
        uint64_t row;
        if (!i || col > COLS_END || !str_u64(str_from(s, i), &row) || !row || row > ROWS_END)
                return false;
        *ret_row = (int)row;
        *ret_col = (int)col - 1;
        return true;
}

static void row_open(struct sheet_in *s, const struct pair *a, int n)
{
        str r = xml_attr_of(a, n, "r");
        uint64_t row = (uint64_t)s->row + 1;
        if ((r.p && !str_u64(r, &row)) || row <= (uint64_t)s->row || row > ROWS_END) {
                broken(s);
                return;
        }
        s->row = (int)row;
        s->col = -1;
        s->in_row = true;
        sink_row(s->w->sink, s->row);
}

static void cell_open(struct sheet_in *s, const struct pair *a, int n)
{
        static const struct { const char *word; enum cell_type type; } types[] = {
                { "n", T_NUMBER }, { "s", T_SHARED }, { "str", T_TEXT }, { "inlineStr", T_TEXT },
                { "b", T_BOOL }, { "e", T_ERROR }, { "d", T_DATE },
        };
        str r = xml_attr_of(a, n, "r"), t = xml_attr_of(a, n, "t"), style = xml_attr_of(a, n, "s");
        int row = s->row, col = s->col + 1;
        if ((r.p && !ref_read(r, &row, &col)) || row != s->row || col <= s->col || col >= COLS_END) {
                broken(s);
                return;
        }
        s->col = col;
        s->in_cell = true;
        s->flags = 0;
        s->type = T_NUMBER;
        for (size_t i = 0; i < COUNT_OF(types); i++)
                if (str_is(t, types[i].word))
                        s->type = types[i].type;
        uint64_t u;
        s->style = str_u64(style, &u) && u < INT32_MAX ? (int)u : 0;
        s->w->value.n = 0;
        s->w->value.broken = false;
}

static void merge_open(struct sheet_in *s, const struct pair *a, int n)
{
        struct table_extra *e = s->w->sink->extra;
        str to, from = str_cut(xml_attr_of(a, n, "ref"), ':', &to);
        struct table_merge m = { .sheet = s->w->sink->sheet };
        int row2, col2;
        if (e->n_merges == MERGES_MAX || !ref_read(from, &m.row, &m.col) ||
            !ref_read(to, &row2, &col2) || row2 < m.row || col2 < m.col)
                return;
        m.rows = row2 - m.row + 1;
        m.cols = col2 - m.col + 1;
        *VEC_ADD(s->w->sink->cx->arena, e->merge, e->n_merges, e->cap_merges) = m;
}

/* "A1:AD400001": so many rows, says whoever wrote it. */
static void dimension_open(struct sheet_in *s, const struct pair *a, int n)
{
        str to, from = str_cut(xml_attr_of(a, n, "ref"), ':', &to);
        int row, col;
        if (from.p && to.p && ref_read(to, &row, &col))
                s->w->sink->extra->expected += row;
}

static void on_open(void *arg, str name, const struct pair *a, int n)
{
        struct sheet_in *s = arg;
        if (str_is(name, "worksheet"))
                s->is_sheet = true;
        else if (str_is(name, "row") && !s->in_row)
                row_open(s, a, n);
        else if (str_is(name, "c") && s->in_row && !s->in_cell)
                cell_open(s, a, n);
        else if (str_is(name, "dimension"))
                dimension_open(s, a, n);
        else if (str_is(name, "mergeCell"))
                merge_open(s, a, n);
        else if (s->in_cell && str_is(name, "f"))
                s->flags |= CELL_FORMULA;
        else if (s->in_cell && (str_is(name, "v") || str_is(name, "t")))
                s->in_value++;
        else if (s->in_cell && str_is(name, "rPh"))
                s->in_phonetic++;
}

static void on_text(void *arg, str text)
{
        struct sheet_in *s = arg;
        if (s->in_value > 0 && s->in_phonetic == 0)
                buf_put(&s->w->value, text);
}

/* _x000D_ is how XLSX writes a character that XML cannot hold; undone in place. */
static str unescaped(struct buf *b)
{
        str s = buf_str(b);
        if (str_find(s, S("_x")) < 0)
                return s;
        size_t to = 0;
        for (size_t i = 0; i < s.n;) {
                uint32_t code = 0;
                bool escape = s.n - i >= 7 && s.p[i] == '_' && s.p[i + 1] == 'x' && s.p[i + 6] == '_';
                for (size_t k = i + 2; escape && k < i + 6; k++) {
                        char c = s.p[k];
                        int v = c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10
                              : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
                        escape = v >= 0;
                        code = code * 16 + (uint32_t)(v & 15);
                }
                if (escape && code < 0x80) {
                        if (code)
                                b->p[to++] = (char)code;
                        i += 7;
                } else {
                        b->p[to++] = s.p[i++];
                }
        }
        b->n = to;
        return buf_str(b);
}

static void number_put(struct sheet_in *s, str text)
{
        struct table_sink *k = s->w->sink;
        struct arena tmp;
        arena_init(&tmp, 1 << 16);
        str plain;
        if (!decimal_plain(&tmp, str_trim(text), 15, &plain)) {
                sink_fail(k, fail(k->cx, INVALID, "%.*s的数字“%.*s”读不出来",
                                  STR(sink_place(k, s->col)), STR(utf8_head(text, 30))));
                arena_done(&tmp);
                return;
        }
        enum number_look look = s->style < s->w->n_looks ? (enum number_look)s->w->look[s->style]
                                                         : LOOK_NUMBER;
        struct buf date = buf_new(&tmp, 64);
        if (serial_text(&date, plain, look, s->w->epoch_1904))
                sink_cell(k, s->col, buf_str(&date), s->flags | CELL_DATE);
        else
                sink_cell(k, s->col, plain, s->flags | CELL_NUMBER);
        arena_done(&tmp);
}

static void shared_put(struct sheet_in *s, str index)
{
        struct table_sink *k = s->w->sink;
        uint64_t i;
        str text = { 0 };
        if (str_u64(str_trim(index), &i))
                text = strings_at(&s->w->strings, i);
        if (!text.p) {
                sink_fail(k, fail(k->cx, INVALID, "%.*s的文字在文件里找不到，请用表格软件打开后重新保存",
                                  STR(sink_place(k, s->col))));
                return;
        }
        s->w->value.n = 0;
        buf_put(&s->w->value, text);
        sink_cell(k, s->col, unescaped(&s->w->value), s->flags);
}

static void cell_close(struct sheet_in *s)
{
        struct table_sink *k = s->w->sink;
        struct buf *v = &s->w->value;
        s->in_cell = false;
        s->in_value = s->in_phonetic = 0;
        if (v->broken) {
                sink_fail(k, fail(k->cx, TOO_LARGE, "%.*s的文字太长，最多 %d 字节", STR(sink_place(k, s->col)),
                                  CELL_BYTES_MAX));
                return;
        }
        str text = buf_str(v);
        if (!text.n)
                return;
        switch (s->type) {
        case T_NUMBER:
                number_put(s, text);
                break;
        case T_SHARED:
                shared_put(s, text);
                break;
        case T_TEXT:
                sink_cell(k, s->col, unescaped(v), s->flags);
                break;
        case T_BOOL:
                sink_cell(k, s->col, str_is(text, "1") ? S("TRUE") : S("FALSE"), s->flags);
                break;
        case T_ERROR:
                sink_cell(k, s->col, text, s->flags | CELL_ERROR);
                break;
        case T_DATE:    /* 2024-02-20T09:05:00: the day, and the time where there is one */
                if (text.n > 10 && text.p[10] == 'T')
                        v->p[10] = ' ';
                if (str_ends(text, S(" 00:00:00")))
                        text.n = 10;
                sink_cell(k, s->col, text, s->flags | CELL_DATE);
                break;
        }
}

static void on_close(void *arg, str name)
{
        struct sheet_in *s = arg;
        if (s->in_cell && (str_is(name, "v") || str_is(name, "t"))) {
                s->in_value--;
        } else if (s->in_cell && str_is(name, "rPh")) {
                s->in_phonetic--;
        } else if (s->in_cell && str_is(name, "c")) {
                cell_close(s);
        } else if (s->in_row && !s->in_cell && str_is(name, "row")) {
                s->in_row = false;
                sink_row_end(s->w->sink);
        }
        if (s->w->sink->over)
                xml_stop(s->w->xml);
}

static const struct xml_handler handler = { on_open, on_close, on_text };

void worksheet_read(struct xlsx *w, int entry)
{
        struct sheet_in s = { .w = w, .col = -1 };
        part_read(w, entry, &handler, &s);
        if (!w->sink->over && !s.is_sheet)
                sink_fail(w->sink, fail(w->sink->cx, INVALID, "工作表“%.*s”不是表格，请用表格软件打开后重新保存",
                                        STR(w->sink->sheet)));
}
