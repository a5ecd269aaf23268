/* tests/fixture_sheet.c - see fixture_sheet.h. */
#include "tests/fixture_sheet.h"
#include "core/text/table.h"
#include <zlib.h>

enum { STRINGS = 20000 };

static uint64_t random_of(uint64_t *seed)
{
        uint64_t x = *seed;
        x ^= x << 13, x ^= x >> 7, x ^= x << 17;
        return *seed = x;
}

#define TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


static void put(struct sheet_file *f, const void *p, size_t n)
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
        struct sheet_file *f;
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
static void entry_begin(struct entry *e, struct sheet_file *f, const char *name, int level)
{
        *e = (struct entry){ .f = f, .name = name, .at = f->n, .crc = crc32(0, NULL, 0) };
        must(deflateInit2(&e->z, level, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY) == Z_OK);
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
        struct sheet_file *f = e->f;
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

static void entry_text(struct sheet_file *f, const char *name, str text)
{
        struct entry e;
        entry_begin(&e, f, name, 1);
        entry_put(&e, text, Z_NO_FLUSH);
        entry_end(&e);
}

static void file_end(struct sheet_file *f)
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
static void row_put(struct entry *e, struct arena *a, int64_t row, bool heads, uint64_t *random)
{
        struct buf b = buf_new(a, 1 << 16);
        buf_f(&b, "<row r=\"%ld\">", row);
        for (int c = 0; c < SHEET_COLS; c++) {
                str col = column_name(a, c);
                if (heads && c == 0) {
                        buf_f(&b, "<c r=\"A%ld\"><v>%ld</v></c>", row, 1000000 + row);
                        continue;
                }
                uint64_t v = random_of(random);
                if (c % 3 == 0)
                        buf_f(&b, "<c r=\"%.*s%ld\" t=\"s\"><v>%lu</v></c>", STR(col), row,
                              v % (heads ? 500 : STRINGS));
                else if (heads)         /* so that 400,000 rows stay below limit_upload */
                        buf_f(&b, "<c r=\"%.*s%ld\"><v>%lu</v></c>", STR(col), row, v % 100 * 100);
                else
                        buf_f(&b, "<c r=\"%.*s%ld\"><v>%lu.%02lu</v></c>", STR(col), row, v % 100000,
                              v / 100000 % 100);
        }
        buf_put(&b, S("</row>"));
        entry_put(e, buf_str(&b), Z_NO_FLUSH);
}

/* The first row: 列1 … 列30. */
static void heads_put(struct entry *e, struct arena *a)
{
        struct buf b = buf_new(a, 1 << 16);
        buf_put(&b, S("<row r=\"1\">"));
        for (int c = 0; c < SHEET_COLS; c++)
                buf_f(&b, "<c r=\"%.*s1\" t=\"inlineStr\"><is><t>列%d</t></is></c>", STR(column_name(a, c)), c + 1);
        buf_put(&b, S("</row>"));
        entry_put(e, buf_str(&b), Z_NO_FLUSH);
}

void sheet_make(struct sheet_file *f, struct arena *a, int64_t rows, bool heads)
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
        entry_begin(&e, f, "xl/s.xml", heads ? 6 : 1);
        entry_put(&e, S("<worksheet><sheetData>"), Z_NO_FLUSH);
        if (heads)
                heads_put(&e, a);
        for (int64_t row = 1 + heads; row <= rows + heads; row++) {
                struct arena_mark mark = arena_mark(a);
                row_put(&e, a, row, heads, &random);
                arena_release(a, mark);
        }
        entry_put(&e, S("</sheetData></worksheet>"), Z_NO_FLUSH);
        entry_end(&e);
        file_end(f);
}
