/* core/text/table.c - which reader a file needs, and what both readers share. See table.h. */
#include "base/clean.h"
#include "core/text/table_in.h"

const struct table_limits table_limits_usual = {
        .max_rows = 100000, .max_cells = 2000000, .max_bytes = 256 << 20, .max_cols = 256,
};

enum { ROW_BYTES_MAX = 4 << 20 };

str column_name(struct arena *a, int col)
{
        char tmp[16], *p = tmp + sizeof(tmp);
        for (int n = col + 1; n > 0; n = (n - 1) / 26)
                *--p = (char)('A' + (n - 1) % 26);
        return str_copy(a, (str){ p, (size_t)(tmp + sizeof(tmp) - p) });
}

/* ---- rows -------------------------------------------------------------------------- */

void sink_init(struct table_sink *s, struct ctx *cx, const struct table_limits *l, table_put *put,
               void *arg, struct table_extra *extra)
{
        must(l->max_rows > 0 && l->max_cells > 0 && l->max_bytes > 0 && l->max_cols > 0);
        *s = (struct table_sink){ .cx = cx, .l = l, .put = put, .arg = arg, .extra = extra };
        arena_init(&s->scratch, (size_t)1 << 26);
        s->text = buf_new(&s->scratch, ROW_BYTES_MAX);
        s->cell = NEW_ARRAY(&s->scratch, struct cell, (size_t)l->max_cols);
        s->at = NEW_ARRAY(&s->scratch, size_t, (size_t)l->max_cols);
}

void sink_done(struct table_sink *s) { arena_done(&s->scratch); }

void sink_fail(struct table_sink *s, const struct fail *f)
{
        if (!s->over && f)
                s->fail = f;
        s->over = s->over || f;
}

str sink_place(const struct table_sink *s, int col)
{
        return str_f(s->cx->arena, words_of(s->cx->lang, "工作表“%.*s”第 %d 行 %.*s 列"),
                     STR(s->sheet), s->row, STR(column_name(s->cx->arena, col)));
}

void sink_row(struct table_sink *s, int row)
{
        s->row = row;
        memset(s->cell, 0, (size_t)s->n_cells * sizeof(*s->cell));
        s->n_cells = 0;
        s->text.n = 0;
}

/* Trimmed, and without control characters: they cannot be seen, so they are not meant. */
static void put_clean(struct buf *o, str text)
{
        size_t from = o->n;
        text = str_trim(text);
        for (size_t i = 0; i < text.n; i++) {
                unsigned char c = (unsigned char)text.p[i];
                uint32_t code;
                size_t n = c >= 0xC2 ? utf8_next(str_from(text, i), &code) : 0;
                if (n && char_hidden(code)) {
                        i += n - 1;
                        continue;
                }
                if (c == '\r' && i + 1 < text.n && text.p[i + 1] == '\n')
                        continue;
                if (c == '\r' || c == '\n')
                        buf_byte(o, '\n');
                else if (c == '\t')
                        buf_byte(o, ' ');
                else if (c >= 0x20 && c != 0x7F)
                        buf_byte(o, (char)c);
        }
        str clean = str_trim(str_from(buf_str(o), from));
        if (clean.n && clean.p != o->p + from)
                memmove(o->p + from, clean.p, clean.n);
        o->n = from + clean.n;
}

void sink_cell(struct table_sink *s, int col, str text, unsigned flags)
{
        if (s->over || !str_trim(text).n)
                return;
        if (col >= s->l->max_cols) {
                sink_fail(s, fail(s->cx, TOO_LARGE, "%.*s还有内容，最多只能有 %d 列",
                                  STR(sink_place(s, col)), s->l->max_cols));
                return;
        }
        if (s->cell[col].text.p) {
                sink_fail(s, fail(s->cx, INVALID, "%.*s在文件里出现了两次，请用表格软件打开后重新保存",
                                  STR(sink_place(s, col))));
                return;
        }
        if (text.n > CELL_BYTES_MAX) {
                sink_fail(s, fail(s->cx, TOO_LARGE, "%.*s的文字有 %ld 字节，最多 %d 字节",
                                  STR(sink_place(s, col)), (long)text.n, CELL_BYTES_MAX));
                return;
        }
        size_t from = s->text.n;
        put_clean(&s->text, text);
        if (s->text.broken) {
                sink_fail(s, fail(s->cx, TOO_LARGE, "工作表“%.*s”第 %d 行的内容太长，最多 %d 字节",
                                  STR(s->sheet), s->row, ROW_BYTES_MAX));
                return;
        }
        if (s->text.n == from)
                return;
        if (++s->n_filled > s->l->max_cells) {
                sink_fail(s, fail(s->cx, TOO_LARGE, "表格超过 %ld 个单元格，请分成几个文件",
                                  s->l->max_cells));
                return;
        }
        s->at[col] = from;
        s->cell[col] = (struct cell){
                /* its place is known when the row is whole */
                .text = { "", s->text.n - from },
                .number = flags & CELL_NUMBER, .date = flags & CELL_DATE,
                .formula = flags & CELL_FORMULA, .error = flags & CELL_ERROR,
        };
        if (col >= s->n_cells)
                s->n_cells = col + 1;
}

void sink_row_end(struct table_sink *s)
{
        if (s->over || !s->n_cells)
                return;
        if (++s->n_rows > s->l->max_rows) {
                sink_fail(s, fail(s->cx, TOO_LARGE, "表格超过 %ld 行，请分成几个文件", s->l->max_rows));
                return;
        }
        for (int i = 0; i < s->n_cells; i++)
                if (s->cell[i].text.p)
                        s->cell[i].text.p = s->text.p + s->at[i];
        struct table_row row = { .sheet = s->sheet, .row = s->row, .cells = s->cell,
                                 .n_cells = s->n_cells };
        if (!s->put(s->arg, &row))
                s->over = true;
}

/* ---- what is this file? ------------------------------------------------------------- */

static bool has_utf16(str bytes, const char *ascii)
{
        char wide[64];
        size_t n = strlen(ascii);
        must(2 * n <= sizeof(wide));
        for (size_t i = 0; i < n; i++)
                wide[2 * i] = ascii[i], wide[2 * i + 1] = 0;
        return str_find(bytes, (str){ wide, 2 * n }) >= 0;
}

static bool starts_like(str bytes, const char *word)
{
        size_t n = strlen(word);
        if (bytes.n < n)
                return false;
        for (size_t i = 0; i < n; i++) {
                char c = bytes.p[i];
                if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != word[i])
                        return false;
        }
        return true;
}

/* NULL when the file may be a table of text. */
static const struct fail *refuse_by_magic(struct ctx *cx, str b)
{
        if (str_starts(b, S("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))) {
                if (has_utf16(b, "EncryptedPackage"))
                        return fail(cx, INVALID, "文件设有打开密码，请在表格软件里去掉密码，另存为 .xlsx 再试");
                return fail(cx, INVALID, "这是旧格式的文件（.xls、.et 或 .wps），请用表格软件打开后另存为 .xlsx 再试");
        }
        if (str_starts(b, S("%PDF")))
                return fail(cx, INVALID, "这是 PDF 文件，不能当作表格读取，请使用原来的表格文件");
        if (str_starts(b, S("\x89PNG")) || str_starts(b, S("\xFF\xD8\xFF")) ||
            str_starts(b, S("GIF8")))
                return fail(cx, INVALID, "这是图片，不能当作表格读取，请使用原来的表格文件");
        if (str_starts(b, S("Rar!")) || str_starts(b, S("7z\xBC\xAF")) ||
            str_starts(b, S("\x1F\x8B")))
                return fail(cx, INVALID, "这是压缩包，请解压后上传里面的 .xlsx 或 .csv 文件");
        if (starts_like(b, "{\\rtf"))
                return fail(cx, INVALID, "这是文字处理文件，请把表格另存为 .xlsx 再试");
        str t = str_trim(b);
        if (starts_like(t, "<!doctype") || starts_like(t, "<html") || starts_like(t, "<table") ||
            starts_like(t, "<?xml") || starts_like(t, "mime-version:"))
                return fail(cx, INVALID, "这是网页或 XML 格式的文件（有些系统导出的“.xls”是这样），请用表格软件打开后另存为 .xlsx 再试");
        return NULL;
}

static bool name_ends(str name, const char *ext)
{
        size_t n = strlen(ext);
        return name.n > n && starts_like(str_from(name, name.n - n), ext);
}

const struct fail *table_read_with(struct ctx *cx, str filename, str bytes,
                                   const struct table_limits *l, table_put *put, void *arg,
                                   struct table_extra *extra)
{
        struct table_extra own = { 0 };
        if (!bytes.n)
                return fail(cx, INVALID, "文件是空的");
        if ((uint64_t)bytes.n > (uint64_t)l->max_bytes)
                return fail(cx, TOO_LARGE, "文件太大，最多 %ld 兆字节", l->max_bytes >> 20);
        struct table_sink s CLEANUP(sink_done) = { 0 };
        sink_init(&s, cx, l, put, arg, extra ? extra : &own);
        s.sheet = filename.n ? filename : S("CSV");
        if (str_starts(bytes, S("PK\x03\x04")) || str_starts(bytes, S("PK\x05\x06"))) {
                xlsx_read(&s, bytes);
                return s.fail;
        }
        const struct fail *f = refuse_by_magic(cx, str_head(bytes, 1 << 22));
        if (f)
                return f;
        if (name_ends(filename, ".xlsx") || name_ends(filename, ".xlsm") ||
            name_ends(filename, ".xls") || name_ends(filename, ".et"))
                return fail(cx, INVALID, "文件名像表格，内容却不是，可能没有传完整，请重新保存后再传");
        csv_read(&s, bytes);
        return s.fail;
}

const struct fail *table_read(struct ctx *cx, str filename, str bytes,
                              const struct table_limits *l, table_put *put, void *arg)
{
        return table_read_with(cx, filename, bytes, l, put, arg, NULL);
}
