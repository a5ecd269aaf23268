/* tests/bombs/raw_zip_test.c - the maker of raw_zip.h, and that its honest files are read. */
#include "tests/bombs/raw_zip.h"
#include "core/sandbox/table.h"
#include <zlib.h>

enum { BOOK_MAX = 64 << 20 };

static void put16(struct buf *b, unsigned v)
{
        buf_byte(b, (char)(v & 255));
        buf_byte(b, (char)(v >> 8 & 255));
}

static void put32(struct buf *b, uint32_t v)
{
        put16(b, v & 0xFFFF);
        put16(b, v >> 16);
}

static void put64(struct buf *b, uint64_t v)
{
        put32(b, (uint32_t)v);
        put32(b, (uint32_t)(v >> 32));
}

struct raw_zip raw_zip(struct ctx *cx)
{
        return (struct raw_zip){ .cx = cx, .local = buf_new(cx->arena, BOOK_MAX),
                                 .central = buf_new(cx->arena, BOOK_MAX) };
}

static str deflated(struct ctx *cx, str data)
{
        z_stream z = { 0 };
        must(deflateInit2(&z, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY) == Z_OK);
        size_t room = deflateBound(&z, data.n);
        char *out = arena_alloc(cx->arena, room + 1);
        z.next_in = (unsigned char *)data.p;
        z.avail_in = (unsigned)data.n;
        z.next_out = (unsigned char *)out;
        z.avail_out = (unsigned)room;
        must(deflate(&z, Z_FINISH) == Z_STREAM_END);
        str s = { out, z.total_out };
        deflateEnd(&z);
        return s;
}

/* A mebibyte is deflated once and flushed, so that its packed bytes may stand again and again. */
str raw_zeros(struct ctx *cx, char byte, uint64_t n, uint32_t *ret_crc)
{
        enum { CHUNK = 1 << 20 };
        must(n % CHUNK == 0);
        struct buf b = buf_new(cx->arena, BOOK_MAX);
        unsigned char *in = arena_alloc(cx->arena, CHUNK), out[8192];
        memset(in, byte, CHUNK);
        z_stream z = { .next_in = in, .avail_in = CHUNK, .next_out = out,
                .avail_out = sizeof(out) };
        must(deflateInit2(&z, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY) == Z_OK);
        must(deflate(&z, Z_FULL_FLUSH) == Z_OK && z.avail_out);
        str chunk = { (char *)out, z.total_out };
        uLong one = crc32(0, in, CHUNK), crc = 0;
        for (uint64_t i = 0; i < n / CHUNK; i++) {
                buf_put(&b, chunk);
                crc = crc32_combine(crc, one, CHUNK);
        }
        z.next_out = out;
        z.avail_out = sizeof(out);
        must(deflate(&z, Z_FINISH) == Z_STREAM_END);
        buf_put(&b, (str){ (char *)out, sizeof(out) - z.avail_out });
        deflateEnd(&z);
        *ret_crc = (uint32_t)crc;
        return buf_str(&b);
}

/* The fields that local and central header share, from "version needed" to the extra's length. */
static void put_common(struct buf *b, const struct raw_entry *e, int method, bool zip64)
{
        put16(b, 45);
        put16(b, (unsigned)e->flags);
        put16(b, (unsigned)method);
        put16(b, 0);
        put16(b, 0x21);
        put32(b, e->crc);
        put32(b, zip64 ? 0xFFFFFFFF : (uint32_t)e->packed_size);
        put32(b, zip64 ? 0xFFFFFFFF : (uint32_t)e->size);
        put16(b, (unsigned)e->name.n);
        put16(b, zip64 ? 20 : 0);
}

static void put_zip64(struct buf *b, const struct raw_entry *e)
{
        put16(b, 1);
        put16(b, 16);
        put64(b, e->size);
        put64(b, e->packed_size);
}

void raw_add(struct raw_zip *z, struct raw_entry e)
{
        int method = e.method == RAW_STORED ? 0 : e.method ? e.method : 8;
        if (!e.packed.p)
                e.packed = method == 8 ? deflated(z->cx, e.data) : e.data;
        if (!e.crc && e.data.p)
                e.crc = (uint32_t)crc32(0, (const unsigned char *)e.data.p, (unsigned)e.data.n);
        e.size = e.size ? e.size : e.data.n;
        e.packed_size = e.packed_size ? e.packed_size : e.packed.n;
        bool zip64 = e.size > 0xFFFFFFFF;
        uint32_t at = e.no_local ? e.at : (uint32_t)z->local.n;
        if (!e.no_local) {
                put32(&z->local, 0x04034b50);
                put_common(&z->local, &e, method, zip64);
                buf_put(&z->local, e.name);
                if (zip64)
                        put_zip64(&z->local, &e);
                buf_put(&z->local, e.packed);
        }
        put32(&z->central, 0x02014b50);
        put16(&z->central, 45);
        put_common(&z->central, &e, method, zip64);
        put16(&z->central, 0);
        put16(&z->central, 0);
        put16(&z->central, 0);
        put32(&z->central, 0);
        put32(&z->central, at);
        buf_put(&z->central, e.name);
        if (zip64)
                put_zip64(&z->central, &e);
        z->n++;
}

str raw_end(struct raw_zip *z, int n_said)
{
        size_t at = z->local.n;
        int n = n_said > 0 ? n_said : z->n;
        buf_put(&z->local, buf_str(&z->central));
        put32(&z->local, 0x06054b50);
        put16(&z->local, 0);
        put16(&z->local, 0);
        put16(&z->local, (unsigned)n);
        put16(&z->local, (unsigned)n);
        put32(&z->local, (uint32_t)z->central.n);
        put32(&z->local, (uint32_t)at);
        put16(&z->local, 0);
        must(!z->local.broken && !z->central.broken);
        return buf_str(&z->local);
}

#define TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

void raw_book(struct raw_zip *z, struct raw_book b)
{
        static const str rels = S_C(
                "<Relationships><Relationship Id='r1' Type='" TYPE
                        "worksheet' Target='worksheets/sheet1.xml'/>"
                "<Relationship Id='r2' Type='" TYPE "sharedStrings' Target='sharedStrings.xml'/>"
                "<Relationship Id='r3' Type='" TYPE
                        "styles' Target='styles.xml'/></Relationships>");
        static const str workbook = S_C("<workbook>"
                                        "<sheets><sheet name='s' r:id='r1'/></sheets></workbook>");
        static const str top = S_C("<Relationships><Relationship Id='r1' Type='" TYPE
                                   "officeDocument' Target='xl/workbook.xml'/></Relationships>");
        static const str sheet = S_C("<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c>"
                                     "<c r='B1' t='s'><v>0</v></c></row></sheetData></worksheet>");
        static const str strings = S_C("<sst><si><t>text</t></si></sst>");
        static const str styles = S_C("<styleSheet/>");
        struct { const char *name; str given, usual; } part[] = {
                { "_rels/.rels", { 0 }, top }, { "xl/workbook.xml", b.workbook, workbook },
                { "xl/_rels/workbook.xml.rels", b.rels, rels }, { "xl/styles.xml", b.styles,
                        styles },
                { "xl/sharedStrings.xml", b.strings, strings },
                { "xl/worksheets/sheet1.xml", b.sheet, sheet },
        };
        for (size_t i = 0; i < COUNT_OF(part); i++)
                if (!part[i].given.p || part[i].given.n)        /* given as "": left out */
                        raw_add(z, (struct raw_entry){
                                .name = str_of(part[i].name), .method = b.stored ? RAW_STORED : 0,
                                .data = part[i].given.p ? part[i].given : part[i].usual });
}

static bool count(void *arg, const struct table_row *row)
{
        *(int *)arg += row->n_cells;
        return true;
}

/* What the bombs are made of is sound: without a lie in it, a file is read. */
TEST(raw_zip_makes_honest_files_too)
{
        struct raw_zip z = raw_zip(cx);
        int n = 0;
        raw_book(&z, (struct raw_book){ 0 });
        raw_add(&z, (struct raw_entry){ .name = S("xl/media/a.bin"), .data = S("stored"),
                                        .method = RAW_STORED });
        done(table_read_sealed(cx, S("x.xlsx"), raw_end(&z, 0), &table_limits_usual, count, &n,
                               NULL));
        same_int(n, 2);
}
