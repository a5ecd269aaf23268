/* tests/long/table.c - an honest large workbook: ROWS rows of 30 cells, read in a sealed child.
 *
 * The sheet is deflated while it is made, so this program never holds it whole; the child that
 * reads it must keep its memory flat: the packed file, the shared strings and one row. Argument:
 * the number of rows. 400,000 are the figure of reliability.md, test 16.
 */
#include "tests/long/long.h"
#include "core/sandbox/child.h"
#include "core/sandbox/table.h"
#include <zlib.h>

enum { COLS = 30, STRINGS = 20000, PEAK_MAX_MIB = 128 };

#define TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

/* A growing file in memory, and the directory that will end it. */
struct file {
        char    *p;
        size_t   n, cap;
        char     central[4096];
        size_t   n_central;
        int      n_entries;
};

static void put(struct file *f, const void *p, size_t n)
{
        if (f->cap - f->n < n) {
                f->cap = 2 * f->cap + n;
                f->p = realloc(f->p, f->cap);
                must(f->p);
        }
        memcpy(f->p + f->n, p, n);
        f->n += n;
}

static void le(char **at, uint64_t v, int bytes)
{
        for (int i = 0; i < bytes; i++)
                *(*at)++ = (char)(v >> (8 * i) & 255);
}

struct entry {
        struct file *f;
        const char  *name;
        size_t       at, data;          /* where its header and its data begin */
        z_stream     z;
        uint64_t     size;
        uLong        crc;
};

/* From "version needed" to the length of the extra field: the same in both headers. */
static void common(char **at, const struct entry *e, uint64_t packed)
{
        le(at, 20, 2);
        le(at, 0, 2);
        le(at, 8, 2);
        le(at, 0x210000, 4);
        le(at, e->crc, 4);
        le(at, packed, 4);
        le(at, e->size, 4);
        le(at, strlen(e->name), 2);
        le(at, 0, 2);
}

/* In place: a z_stream must not move once it is begun. */
static void entry_begin(struct entry *e, struct file *f, const char *name)
{
        *e = (struct entry){ .f = f, .name = name, .at = f->n, .crc = crc32(0, NULL, 0) };
        must(deflateInit2(&e->z, 1, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY) == Z_OK);
        char blank[30] = { 0 };
        put(f, blank, sizeof(blank));
        put(f, name, strlen(name));
        e->data = f->n;
}

static void entry_put(struct entry *e, str s, int flush)
{
        static unsigned char out[65536];
        e->crc = crc32(e->crc, (const unsigned char *)s.p, (unsigned)s.n);
        e->size += s.n;
        e->z.next_in = (unsigned char *)s.p;
        e->z.avail_in = (unsigned)s.n;
        do {
                e->z.next_out = out;
                e->z.avail_out = sizeof(out);
                must(deflate(&e->z, flush) != Z_STREAM_ERROR);
                put(e->f, out, sizeof(out) - e->z.avail_out);
        } while (!e->z.avail_out);
}

static void entry_end(struct entry *e)
{
        struct file *f = e->f;
        entry_put(e, S(""), Z_FINISH);
        deflateEnd(&e->z);
        must(e->size < 0xFFFFFFFF);
        uint64_t packed = f->n - e->data;
        char *at = f->p + e->at;
        le(&at, 0x04034b50, 4);
        common(&at, e, packed);
        at = f->central + f->n_central;
        le(&at, 0x02014b50, 4);
        le(&at, 20, 2);
        common(&at, e, packed);
        le(&at, 0, 10);
        le(&at, e->at, 4);
        memcpy(at, e->name, strlen(e->name));
        f->n_central = (size_t)(at - f->central) + strlen(e->name);
        f->n_entries++;
}

static void entry_text(struct file *f, const char *name, str text)
{
        struct entry e;
        entry_begin(&e, f, name);
        entry_put(&e, text, Z_NO_FLUSH);
        entry_end(&e);
}

static void file_end(struct file *f)
{
        char tail[22], *at = tail;
        size_t start = f->n;
        put(f, f->central, f->n_central);
        le(&at, 0x06054b50, 4);
        le(&at, 0, 4);
        le(&at, (uint64_t)f->n_entries, 2);
        le(&at, (uint64_t)f->n_entries, 2);
        le(&at, f->n_central, 4);
        le(&at, start, 4);
        le(&at, 0, 2);
        put(f, tail, sizeof(tail));
}

/* Every third cell a shared string, the others amounts; nothing repeats enough to pack well. */
static void row_put(struct entry *e, struct arena *a, int64_t row, uint64_t *random)
{
        struct buf b = buf_new(a, 1 << 16);
        buf_f(&b, "<row r=\"%ld\">", row);
        for (int c = 0; c < COLS; c++) {
                str col = column_name(a, c);
                uint64_t v = long_random(random);
                if (c % 3 == 0)
                        buf_f(&b, "<c r=\"%.*s%ld\" t=\"s\"><v>%lu</v></c>", STR(col), row,
                                v % STRINGS);
                else
                        buf_f(&b, "<c r=\"%.*s%ld\"><v>%lu.%02lu</v></c>", STR(col), row,
                                v % 100000,
                              v / 100000 % 100);
        }
        buf_put(&b, S("</row>"));
        entry_put(e, buf_str(&b), Z_NO_FLUSH);
}

static void workbook(struct file *f, struct arena *a, int64_t rows)
{
        uint64_t random = 20241120;
        entry_text(f, "xl/workbook.xml",
                   S("<workbook><sheets><sheet name='s' r:id='r1'/></sheets></workbook>"));
        entry_text(f, "xl/_rels/workbook.xml.rels", S("<Relationships>"
                   "<Relationship Id='r1' Type='" TYPE "worksheet' Target='s.xml'/>"
                   "<Relationship Id='r2' Type='" TYPE "sharedStrings' Target='t.xml'/>"
                   "</Relationships>"));
        struct buf b = buf_new(a, 1 << 22);
        buf_put(&b, S("<sst>"));
        for (int i = 0; i < STRINGS; i++)
                buf_f(&b, "<si><t>项目 %d</t></si>", i);
        buf_put(&b, S("</sst>"));
        entry_text(f, "xl/t.xml", buf_str(&b));
        struct entry e;
        entry_begin(&e, f, "xl/s.xml");
        entry_put(&e, S("<worksheet><sheetData>"), Z_NO_FLUSH);
        for (int64_t row = 1; row <= rows; row++) {
                struct arena_mark mark = arena_mark(a);
                row_put(&e, a, row, &random);
                arena_release(a, mark);
        }
        entry_put(&e, S("</sheetData></worksheet>"), Z_NO_FLUSH);
        entry_end(&e);
        file_end(f);
}

struct seen { int64_t rows, cells; };

static bool look(void *arg, const struct table_row *row)
{
        struct seen *s = arg;
        s->rows++;
        s->cells += row->n_cells;
        return true;
}

int main(int argc, char **argv)
{
        int child = sandbox_main(argc, argv);
        if (child >= 0)
                return child;
        int64_t rows = long_argument(argc, argv, 1, 20000);
        struct arena a;
        arena_init(&a, (size_t)1 << 28);
        struct ctx cx = { .arena = &a };
        struct file f = { 0 };
        struct seen s = { 0 };
        workbook(&f, &a, rows);
        const struct table_limits l = { .max_rows = rows, .max_cells = rows * COLS,
                                        .max_bytes = (int64_t)4 << 30, .max_cols = COLS };
        int64_t began = long_ms();
        const struct fail *why = table_read_sealed(&cx, S("large.xlsx"), (str){ f.p, f.n }, &l,
                look,
                                                   &s, NULL);
        int64_t took = long_ms() - began, peak = child_last_peak() / 1024;
        bool good = !why && s.rows == rows && s.cells == rows * COLS && peak > 0 &&
                peak <= PEAK_MAX_MIB;
        if (why)
                printf("# %.*s %.*s\n", STR(why->say), STR(why->log));
        printf("# file %zu MiB, %ld rows, %ld cells, %ld ms, child at most %ld MiB\n", f.n >> 20,
               s.rows, s.cells, took, peak);
        printf("%sok 1 - an honest workbook of %ld rows is read in at most %d MiB\n1..1\n",
               good ? "" : "not ", rows, PEAK_MAX_MIB);
        free(f.p);
        arena_done(&a);
        return !good;
}
