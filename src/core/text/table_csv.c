/* core/text/table_csv.c - CSV in. The one file with libcsv and with iconv.
 *
 * Bytes → UTF-8 (piece by piece) → newlines made one kind → libcsv, strict → the sink.
 */
#include "core/text/table_in.h"
#include <csv.h>
#include <errno.h>
#include <iconv.h>

enum { PIECE = 32768 };

struct csv_in {
        struct table_sink *sink;
        struct csv_parser  lib;
        /* records ended so far, blank ones too: the row a person sees */
        int                record;
        int                col;
        bool               began;       /* sink_row() was called for this record */
        bool               was_cr;
        iconv_t            decoder;     /* while feed_from() runs */
};

/* ---- libcsv's callbacks ------------------------------------------------------------- */

static void begin(struct csv_in *c)
{
        if (!c->began)
                sink_row(c->sink, c->record + 1);
        c->began = true;
}

/* ="00123" is how spreadsheets are made to keep zeros in a CSV. */
static str unwrap(str s)
{
        if (s.n >= 3 && s.p[0] == '=' && s.p[1] == '"' && s.p[s.n - 1] == '"' &&
            !memchr(s.p + 2, '"', s.n - 3))
                return (str){ s.p + 2, s.n - 3 };
        return s;
}

static void on_field(void *p, size_t n, void *arg)
{
        struct csv_in *c = arg;
        begin(c);
        if (p)
                sink_cell(c->sink, c->col, unwrap((str){ p, n }), 0);
        c->col++;
}

static void on_record(int ch UNUSED, void *arg)
{
        struct csv_in *c = arg;
        if (c->began)
                sink_row_end(c->sink);
        c->record++;
        c->col = 0;
        c->began = false;
}

/* ---- bytes in ------------------------------------------------------------------------ */

static void quote_fault(struct csv_in *c)
{
        sink_fail(c->sink, fail(c->sink->cx, INVALID,
                                "第 %d 行的引号用得不对：引号要成对，文字里的引号要写两个", c->record + 1));
}

/* UTF-8 in. \r\n and \r become \n, so that a blank line is one record. */
static void feed(struct csv_in *c, str s)
{
        char tmp[PIECE];
        while (s.n && !c->sink->over) {
                size_t n = 0, i = 0;
                for (; i < s.n && n < sizeof(tmp); i++) {
                        char ch = s.p[i];
                        if (!(ch == '\n' && c->was_cr))
                                tmp[n++] = ch == '\r' ? '\n' : ch;
                        c->was_cr = ch == '\r';
                }
                s = str_from(s, i);
                if (csv_parse(&c->lib, tmp, n, on_field, on_record, c) != n)
                        quote_fault(c);
                else if (c->lib.entry_pos > CELL_BYTES_MAX)
                        sink_fail(c->sink, fail(c->sink->cx, TOO_LARGE,
                                  "第 %d 行有一格超过 %d 字节，可能是前面的引号没有成对", c->record + 1, CELL_BYTES_MAX));
        }
}

static void coding_fault(struct csv_in *c)
{
        sink_fail(c->sink, fail(c->sink->cx, INVALID,
                  "第 %d 行附近的文字编码认不出，请用表格软件打开后另存为 .xlsx，或存为 UTF-8 的 CSV",
                  c->record + 1));
}

static void feed_decoded(struct csv_in *c, str bytes)
{
        char out[PIECE], *in = (char *)bytes.p;
        size_t left = bytes.n;
        while (left && !c->sink->over) {
                char *to = out;
                size_t room = sizeof(out);
                size_t rc = iconv(c->decoder, &in, &left, &to, &room);
                str piece = { out, sizeof(out) - room };
                if (memchr(piece.p, 0, piece.n)) {
                        coding_fault(c);
                        return;
                }
                feed(c, piece);
                if (rc == (size_t)-1 && errno != E2BIG) {
                        coding_fault(c);
                        return;
                }
        }
}

static void feed_from(struct csv_in *c, const char *coding, str bytes)
{
        c->decoder = iconv_open("UTF-8", coding);
        if (c->decoder == (iconv_t)-1) {
                sink_fail(c->sink, fail(c->sink->cx, BROKEN, "iconv has no %s", coding));
                return;
        }
        feed_decoded(c, bytes);
        iconv_close(c->decoder);
}

/* glibc keeps a conversion loaded once it was opened; a sealed child cannot load one. */
void table_ready(void)
{
        static const char *const coding[] = { "GB18030", "UTF-16LE", "UTF-16BE" };
        static iconv_t kept[COUNT_OF(coding)];  /* never closed, on purpose */
        for (size_t i = 0; i < COUNT_OF(coding); i++) {
                char in[] = "a", out[8], *pi = in, *po = out;
                size_t ni = 1, no = sizeof(out);
                kept[i] = iconv_open("UTF-8", coding[i]);
                if (kept[i] != (iconv_t)-1)
                        (void)iconv(kept[i], &pi, &ni, &po, &no);
        }
}

/* ---- which delimiter ----------------------------------------------------------------------- */

/* The one that stands most often outside quotes in the first line that has any; else comma. */
static char delimiter_of(str s)
{
        static const char mark[] = { ',', '\t', ';' };
        int n[COUNT_OF(mark)] = { 0 };
        bool quoted = false, any = false;
        for (size_t i = 0; i < s.n && i < 65536; i++) {
                char ch = s.p[i];
                if (ch == '"')
                        quoted = !quoted;
                for (size_t k = 0; k < COUNT_OF(mark) && !quoted; k++)
                        if (ch == mark[k])
                                n[k]++, any = true;
                if (any && !quoted && (ch == '\n' || ch == '\r'))
                        break;
        }
        size_t best = 0;
        for (size_t k = 1; k < COUNT_OF(mark); k++)
                if (n[k] > n[best])
                        best = k;
        return mark[best];
}

/* "sep=;" in the first line, Excel's own way to say it; the line is taken off. */
static bool says_delimiter(str *s, char *ret)
{
        if (s->n < 6 || !str_starts(*s, S("sep=")) || (s->p[5] != '\n' && s->p[5] != '\r') ||
            (s->p[4] != ',' && s->p[4] != ';' && s->p[4] != '\t'))
                return false;
        *ret = s->p[4];
        *s = str_from(*s, 5);   /* the newline stays: rows keep their numbers */
        return true;
}

static void lib_free(struct csv_parser **p) { csv_free(*p); }

void csv_read(struct table_sink *sink, str bytes)
{
        const char *coding = "UTF-8";
        str s = bytes;
        if (str_starts(s, S("\xEF\xBB\xBF"))) {
                s = str_from(s, 3);
        } else if (str_starts(s, S("\xFF\xFE"))) {
                coding = "UTF-16LE", s = str_from(s, 2);
        } else if (str_starts(s, S("\xFE\xFF"))) {
                coding = "UTF-16BE", s = str_from(s, 2);
        }
        bool utf16 = strcmp(coding, "UTF-8") != 0;
        if (!utf16 && memchr(s.p, 0, s.n)) {
                sink_fail(sink, fail(sink->cx, INVALID, "这个文件不是表格：请上传 .xlsx 或 .csv 文件"));
                return;
        }
        if (!utf16 && !utf8_valid(s))
                coding = "GB18030";
        sink->extra->coding = utf16 ? "UTF-16" : coding;
        for (size_t i = 0; i < s.n; i++)
                sink->extra->expected += s.p[i] == '\n';
        struct csv_in c = { .sink = sink };
        must(!csv_init(&c.lib, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL | CSV_EMPTY_IS_NULL));
        struct csv_parser *lib CLEANUP(lib_free) = &c.lib;
        char delimiter;
        if (utf16 || !says_delimiter(&s, &delimiter))
                delimiter = utf16 ? '\t' : delimiter_of(s);
        csv_set_delim(lib, (unsigned char)delimiter);
        if (!strcmp(coding, "UTF-8"))
                feed(&c, s);
        else
                feed_from(&c, coding, s);
        if (!sink->over && csv_fini(lib, on_field, on_record, &c))
                quote_fault(&c);
}
