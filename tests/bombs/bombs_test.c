/* tests/bombs/bombs_test.c - hostile files: each is refused with a sentence, in bounded memory.
 *
 * Test 16 of the reliability list. Every file is made here, sent through the sealed reader as an
 * upload would be, and must be refused by a rule of ours: not by the death of the child. The
 * child's peak of resident memory is checked after each.
 */
#include "tests/bombs/raw_zip.h"
#include "core/sandbox/child.h"
#include "core/sandbox/table.h"

#if defined(__SANITIZE_ADDRESS__)
#define MEASURED 0              /* a sanitizer's shadow is no measure of ours */
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MEASURED 0
#endif
#endif
#ifndef MEASURED
#define MEASURED 1
#endif
enum { PEAK_MAX_KIB = 65536 };

static bool swallow(void *arg UNUSED, const struct table_row *row UNUSED) { return true; }

static void refused(struct ctx *cx, const char *what, const char *filename, str bytes)
{
        const struct fail *f = table_read_sealed(cx, str_of(filename), bytes, &table_limits_usual,
                                                 swallow, NULL, NULL);
        int64_t peak = child_last_peak();
        bool good = f && (f->kind == FAIL_INVALID || f->kind == FAIL_TOO_LARGE) && f->say.n &&
                    !f->log.p;
        bool small = !MEASURED || (peak > 0 && peak <= PEAK_MAX_KIB);
        if (!ok(good && small))
                test_note("%s: %s%.*s %.*s, peak %ld KiB", what,
                          f ? fail_name(f->kind) : "was read",
                          STR(f ? f->say : S("")), STR(f && f->log.p ? f->log : S("")), peak);
}

static void bomb(struct ctx *cx, const char *what, struct raw_book b)
{
        struct arena_mark mark = arena_mark(cx->arena);
        struct raw_zip z = raw_zip(cx);
        raw_book(&z, b);
        refused(cx, what, "x.xlsx", raw_end(&z, 0));
        arena_release(cx->arena, mark);
}

/* Packed, where the ratio betrays it, and stored, where only the limit it is meant for does. */
static void both(struct ctx *cx, const char *what, struct raw_book b)
{
        bomb(cx, what, b);
        b.stored = true;
        bomb(cx, what, b);
}

/* An honest book and one entry more. */
static void extra(struct ctx *cx, const char *what, struct raw_entry e)
{
        struct raw_zip z = raw_zip(cx);
        raw_book(&z, (struct raw_book){ 0 });
        raw_add(&z, e);
        refused(cx, what, "x.xlsx", raw_end(&z, 0));
}

static str repeated(struct ctx *cx, const char *head, const char *part, int n, const char *tail)
{
        struct buf b = buf_new(cx->arena, 96 << 20);
        buf_put(&b, str_of(head));
        for (int i = 0; i < n; i++)
                buf_put(&b, str_of(part));
        buf_put(&b, str_of(tail));
        must(!b.broken);
        return buf_str(&b);
}

#define SHEET(body)   S("<worksheet><sheetData>" body "</sheetData></worksheet>")
#define SHEET_C(body) S_C("<worksheet><sheetData>" body "</sheetData></worksheet>")

/* ---- the archive --------------------------------------------------------------------- */

TEST(bombs_that_unpack)
{
        uint32_t crc;
        struct arena_mark mark = arena_mark(cx->arena);
        str zeros = raw_zeros(cx, 0, (uint64_t)10 << 30, &crc);
        extra(cx, "10 GB of zeros", (struct raw_entry){ .name = S("xl/media/a.png"),
                .packed = zeros,
              .crc = crc, .size = (uint64_t)10 << 30 });
        extra(cx, "10 GB of zeros that say they are 4 GB", (struct raw_entry){ .name = S("a"),
              .packed = zeros, .crc = crc, .size = 0xFFFFFFF0 });
        arena_release(cx->arena, mark);
        zeros = raw_zeros(cx, '<', 1 << 30, &crc);
        extra(cx, "an image of 1 GB", (struct raw_entry){ .name = S("xl/media/image1.png"),
              .packed = zeros, .crc = crc, .size = 1 << 30 });
        struct raw_zip z = raw_zip(cx);
        raw_book(&z, (struct raw_book){ .sheet = S("") });
        raw_add(&z, (struct raw_entry){ .name = S("xl/worksheets/sheet1.xml"), .packed = zeros,
                                        .crc = crc, .size = 1000 });
        refused(cx, "a sheet of 1 GB that says 1,000 bytes", "x.xlsx", raw_end(&z, 0));
        arena_release(cx->arena, mark);
        zeros = raw_zeros(cx, ' ', 100 << 20, &crc);
        z = raw_zip(cx);
        raw_book(&z, (struct raw_book){ .sheet = S("") });
        raw_add(&z, (struct raw_entry){ .name = S("xl/worksheets/sheet1.xml"), .packed = zeros,
                                        .crc = crc, .size = 100 << 20 });
        refused(cx, "1 : 1,000", "x.xlsx", raw_end(&z, 0));
        z = raw_zip(cx);
        raw_book(&z, (struct raw_book){ 0 });
        zeros = raw_zeros(cx, 0, 1 << 20, &crc);
        for (int i = 0; i < 300; i++)
                raw_add(&z, (struct raw_entry){ .name = str_f(cx->arena, "xl/media/%d", i),
                                                .packed = zeros, .crc = crc, .size = 1 << 20 });
        refused(cx, "300 entries of 1 MiB", "x.xlsx", raw_end(&z, 0));
        arena_release(cx->arena, mark);
}

TEST(bombs_inside_bombs)
{
        struct arena_mark mark = arena_mark(cx->arena);
        uint32_t crc;
        str zeros = raw_zeros(cx, 0, 400 << 20, &crc);
        struct raw_zip z = raw_zip(cx);
        raw_add(&z, (struct raw_entry){ .name = S("0.dll"), .packed = zeros, .crc = crc,
                .size = 400 << 20 });
        str layer = raw_end(&z, 0);
        for (int depth = 0; depth < 5; depth++) {
                z = raw_zip(cx);
                for (int i = 0; i < 16; i++)
                        raw_add(&z, (struct raw_entry){ .name = str_f(cx->arena, "lib %d.zip", i),
                                                        .data = layer });
                layer = raw_end(&z, 0);
        }
        refused(cx, "an archive of archives", "42.zip", layer);
        refused(cx, "the same as a workbook", "42.xlsx", layer);
        bomb(cx, "an archive for a sheet", (struct raw_book){ .sheet = layer });
        arena_release(cx->arena, mark);
}

TEST(bombs_of_overlapping_entries)
{
        uint32_t crc;
        struct arena_mark mark = arena_mark(cx->arena);
        str zeros = raw_zeros(cx, 0, 1 << 20, &crc);
        struct raw_zip z = raw_zip(cx);
        raw_book(&z, (struct raw_book){ 0 });
        uint32_t at = (uint32_t)z.local.n;
        raw_add(&z, (struct raw_entry){ .name = S("k000"), .packed = zeros, .crc = crc,
                .size = 1 << 20 });
        for (int i = 1; i < 200; i++)
                raw_add(&z, (struct raw_entry){ .name = str_f(cx->arena, "k%03d", i),
                        .packed = zeros,
                        .crc = crc, .size = 1 << 20, .no_local = true, .at = at });
        refused(cx, "200 entries on one kernel", "x.xlsx", raw_end(&z, 0));
        z = raw_zip(cx);
        raw_book(&z, (struct raw_book){ 0 });
        raw_add(&z, (struct raw_entry){ .name = S("a"),
                .data = S("twice the same bytes, and quite a few "
                          "of them, so that they cannot hide between two headers"), .method = RAW_STORED,
                .no_local = true, .at = 0 });
        refused(cx, "an entry on another's bytes", "x.xlsx", raw_end(&z, 0));
        arena_release(cx->arena, mark);
}

TEST(bombs_with_wrong_names)
{
        static const str name[] = {
                S_C("../../../../etc/cron.d/x"), S_C("/etc/passwd"), S_C("xl\\..\\..\\x"), S_C("C:/x"),
                S_C("xl/./x"), S_C("xl/media/.."), S_C("a\nb"), S_C("xl/worksheets/sheet1.xml"),
                S_C("XL/Worksheets/SHEET1.xml"), S_C("\xFF\xFE\x80"), S_C(""),
        };
        for (size_t i = 0; i < COUNT_OF(name); i++) {
                if (i == 9)
                        extra(cx, "a name that is no UTF-8, said to be", (struct raw_entry){
                              .name = name[i], .data = S("x"), .flags = 0x800 });
                else
                        extra(cx, name[i].p, (struct raw_entry){ .name = name[i], .data = S("x") });
        }
}

TEST(bombs_with_locks_and_odd_methods)
{
        extra(cx, "encrypted", (struct raw_entry){ .name = S("a"), .data = S("secret"),
                .flags = 1 });
        extra(cx, "AES", (struct raw_entry){ .name = S("a"), .data = S("x"), .method = 99,
                .flags = 1 });
        extra(cx, "bzip2", (struct raw_entry){ .name = S("a"), .data = S("x"), .method = 12 });
        extra(cx, "LZMA", (struct raw_entry){ .name = S("a"), .data = S("x"), .method = 14 });
        extra(cx, "zstd", (struct raw_entry){ .name = S("a"), .data = S("x"), .method = 93 });
        extra(cx, "a method that is none", (struct raw_entry){ .name = S("a"), .data = S("x"),
                                                               .method = 0x7777 });
        extra(cx, "macros", (struct raw_entry){ .name = S("xl/vbaProject.bin"), .data = S("x") });
}

TEST(bombs_with_broken_bytes)
{
        str sheet = SHEET("<row r='1'><c r='A1'><v>1</v></c></row>");
        struct { const char *what; struct raw_entry e; } row[] = {
                { "wrong CRC", { .data = sheet, .crc = 1 } },
                { "wrong CRC, stored", { .data = sheet, .crc = 1, .method = RAW_STORED } },
                { "says less than it holds", { .data = sheet, .size = 10 } },
                { "says more than it holds", { .data = sheet, .size = 4000 } },
                { "packed bytes cut", { .data = sheet, .packed = S("\x4B"), .size = sheet.n } },
                { "packed bytes of another kind", { .data = sheet,
                        .packed = S("not deflated at all") } },
                { "packed size past the file", { .data = sheet, .packed_size = 1 << 20 } },
        };
        for (size_t i = 0; i < COUNT_OF(row); i++) {
                struct raw_zip z = raw_zip(cx);
                raw_book(&z, (struct raw_book){ .sheet = S("") });
                row[i].e.name = S("xl/worksheets/sheet1.xml");
                raw_add(&z, row[i].e);
                refused(cx, row[i].what, "x.xlsx", raw_end(&z, 0));
        }
}

/* The honest book with bytes of its end record set anew. */
static str end_record(struct ctx *cx, size_t at, str bytes)
{
        struct raw_zip z = raw_zip(cx);
        raw_book(&z, (struct raw_book){ 0 });
        str s = str_copy(cx->arena, raw_end(&z, 0));
        memcpy((char *)s.p + s.n - 22 + at, bytes.p, bytes.n);
        return s;
}

TEST(bombs_with_a_lying_directory)
{
        refused(cx, "65,534 entries that are not there", "x.xlsx",
                end_record(cx, 8, S("\xFE\xFF\xFE\xFF")));
        refused(cx, "a directory past the end", "x.xlsx",
                end_record(cx, 16, S("\xFF\xFF\xFF\x7F")));
        refused(cx, "a directory larger than the file", "x.xlsx",
                end_record(cx, 12, S("\xFF\xFF\xFF\x7F")));
        refused(cx, "on several disks", "x.xlsx", end_record(cx, 4, S("\x03\0\x02\0")));
        struct raw_zip z = raw_zip(cx);
        for (int i = 0; i < 20000; i++)
                raw_add(&z, (struct raw_entry){ .name = str_f(cx->arena, "%d", i), .data = S("x"),
                                                .method = RAW_STORED });
        refused(cx, "20,000 entries", "x.xlsx", raw_end(&z, 0));
        /* ZIP64's end record with 2^60 entries. */
        z = raw_zip(cx);
        raw_book(&z, (struct raw_book){ 0 });
        str s = raw_end(&z, 0);
        struct buf b = buf_new(cx->arena, 1 << 20);
        buf_put(&b, str_head(s, s.n - 22));
        size_t at = b.n;
        buf_put(&b, S("PK\6\6\x2C\0\0\0\0\0\0\0\x2D\0\x2D\0\0\0\0\0\0\0\0\0"));
        buf_put(&b, S("\0\0\0\0\0\0\0\x10\0\0\0\0\0\0\0\x10"));
        buf_put(&b, S("\xFF\xFF\xFF\xFF\xFF\xFF\0\0\0\0\0\0\0\0\0\0PK\6\7\0\0\0\0"));
        for (int i = 0; i < 8; i++)
                buf_byte(&b, (char)((uint64_t)at >> (8 * i) & 255));
        buf_put(&b, S("\1\0\0\0PK\5\6\0\0\0\0"
                      "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\0\0"));
        refused(cx, "2^60 entries", "x.xlsx", buf_str(&b));
}

TEST(bombs_cut_anywhere)
{
        struct raw_zip z = raw_zip(cx);
        raw_book(&z, (struct raw_book){ 0 });
        str s = raw_end(&z, 0);
        for (size_t i = 1; i < 40; i++)
                refused(cx, "cut", "x.xlsx", str_head(s, s.n * i / 40));
        refused(cx, "one byte short", "x.xlsx", str_head(s, s.n - 1));
}

/* ---- the XML ------------------------------------------------------------------------- */

TEST(bombs_of_entities)
{
        static const str evil[] = {
                S_C("<!DOCTYPE s [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
                    "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>"
                    "<!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;'>"
                    "<!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;'>"
                    "<!ENTITY f '&e;&e;&e;&e;&e;&e;&e;&e;'>"
                    "<!ENTITY g '&f;&f;&f;&f;&f;&f;&f;&f;'>]><sst><si><t>&g;</t></si></sst>"),
                S_C("<!DOCTYPE s SYSTEM 'file:///etc/passwd'><sst/>"),
                S_C("<!DOCTYPE s [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
                    "<sst><si><t>&x;</t></si></sst>"),
                S_C("<!DOCTYPE s [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/x.dtd'> %p;]><sst/>"),
                S_C("<!DOCTYPE s PUBLIC '-//x//y' 'http://127.0.0.1:1/'><sst/>"),
                S_C("<!DOCTYPE s><sst/>"),
                S_C("<!DOCTYPE s [<!ATTLIST si x CDATA 'default'>]><sst><si/></sst>"),
                S_C("<sst><si><t>&undefined;</t></si></sst>"),
                S_C("<?xml version='1.0' encoding='UTF-7'?><sst/>"),
                S_C("<sst><si><t>\xC0\x80</t></si></sst>"),
                S_C("<sst><si><t>\0</t></si></sst>"),
                S_C("<sst><si><t>&#0;</t></si></sst>"),
                S_C("<sst>"),
        };
        for (size_t i = 0; i < COUNT_OF(evil); i++) {
                bomb(cx, evil[i].p, (struct raw_book){ .strings = evil[i] });
                bomb(cx, evil[i].p, (struct raw_book){ .sheet = evil[i] });
                bomb(cx, evil[i].p, (struct raw_book){ .workbook = evil[i] });
        }
        struct arena_mark mark = arena_mark(cx->arena);
        str x = repeated(cx, "<!DOCTYPE s [<!ENTITY x '", "0123456789", 100000, "'>]><sst><si><t>");
        both(cx, "quadratic blow-up",
             (struct raw_book){ .strings = repeated(cx, x.p, "&x;", 10000, "</t></si></sst>") });
        arena_release(cx->arena, mark);
}

TEST(bombs_of_depth_and_length)
{
        static const struct { const char *what, *head, *part, *tail; int n; } row[] = {
                { "10^5 deep", "<worksheet>", "<a>", "", 100000 },
                { "10^5 deep, closed", "<worksheet><sheetData>", "<row><c>", "", 100000 },
                { "an attribute of 20 MB", "<worksheet a='", "0123456789", "'/>", 2000000 },
                { "a name of 5 MB", "<", "abcdefghij", "/>", 500000 },
                { "a comment of 20 MB", "<worksheet><!--", "0123456789", "--></worksheet>",
                        2000000 },
                { "an instruction of 20 MB", "<worksheet><?x ", "0123456789", "?></worksheet>",
                        2000000 },
                { "a cell of 20 MB", "<worksheet><sheetData><row><c t='str'><v>", "0123456789",
                  "</v></c></row></sheetData></worksheet>", 2000000 },
                { "a number of 10^5 digits", "<worksheet><sheetData><row><c><v>", "1234567890",
                  "</v></c></row></sheetData></worksheet>", 10000 },
                { "a row of 10^6 cells", "<worksheet><sheetData><row>", "<c><v>1</v></c>",
                  "</row></sheetData></worksheet>", 1000000 },
                { "10^6 rows", "<worksheet><sheetData>", "<row><c><v>1</v></c></row>",
                  "</sheetData></worksheet>", 1000000 },
                { "10^6 empty rows and one too many", "<worksheet><sheetData>", "<row/>",
                  "<row r='9999999'/></sheetData></worksheet>", 1000000 },
        };
        for (size_t i = 0; i < COUNT_OF(row); i++) {
                struct arena_mark mark = arena_mark(cx->arena);
                str sheet = repeated(cx, row[i].head, row[i].part, row[i].n, row[i].tail);
                both(cx, row[i].what, (struct raw_book){ .sheet = sheet });
                arena_release(cx->arena, mark);
        }
        struct arena_mark mark = arena_mark(cx->arena);
        struct buf b = buf_new(cx->arena, 1 << 22);
        buf_put(&b, S("<worksheet"));
        for (int i = 0; i < 20000; i++)
                buf_f(&b, " a%d='1'", i);
        buf_put(&b, S("/>"));
        both(cx, "20,000 attributes", (struct raw_book){ .sheet = buf_str(&b) });
        arena_release(cx->arena, mark);
}

TEST(bombs_of_shared_strings)
{
        struct arena_mark mark = arena_mark(cx->arena);
        struct buf b = buf_new(cx->arena, 96 << 20);
        buf_put(&b, S("<sst>"));
        for (int i = 0; i < 1000000; i++)
                buf_f(&b, "<si><t>字符串 %d</t></si>", i);
        buf_put(&b, S("</sst>"));
        both(cx, "10^6 shared strings", (struct raw_book){ .strings = buf_str(&b) });
        arena_release(cx->arena, mark);
        both(cx, "one string of 20 MB",
             (struct raw_book){ .strings = repeated(cx, "<sst><si><t>", "0123456789", 2000000,
                                                    "</t></si></sst>") });
        arena_release(cx->arena, mark);
        both(cx, "3 * 10^6 empty strings",
             (struct raw_book){ .strings = repeated(cx, "<sst>", "<si/>", 3000000, "</sst>") });
        arena_release(cx->arena, mark);
}

/* ---- the workbook -------------------------------------------------------------------- */

TEST(bombs_of_wrong_places)
{
        static const str sheet[] = {
                SHEET_C("<row r='1048577'/>"), SHEET_C("<row r='0'/>"), SHEET_C("<row r='-1'/>"),
                SHEET_C("<row r='4294967297'/>"), SHEET_C("<row r='18446744073709551617'/>"),
                SHEET_C("<row r='1'/><row r='1'/>"), SHEET_C("<row r='2'/><row r='1'/>"),
                SHEET_C("<row r='1'><c r='A2'/></row>"),
                SHEET_C("<row r='1'><c r='B1'/><c r='A1'/></row>"),
                SHEET_C("<row r='1'><c r='ZZZZZZZZ1'/></row>"), SHEET_C("<row r='1'><c r='1'/></row>"),
                SHEET_C("<row r='1'><c r='XFE1'/></row>"),
                SHEET_C("<row r='1'><c r='XFD1'><v>1</v></c></row>"),
                SHEET_C("<row r='1'><c r='A1' t='s'><v>1</v></c></row>"),
                SHEET_C("<row r='1'><c r='A1' t='s'><v>-1</v></c></row>"),
                SHEET_C("<row r='1'><c r='A1' t='s'><v>99999999999999999999</v></c></row>"),
                SHEET_C("<row r='1'><c r='A1'><v>1e999</v></c></row>"),
                SHEET_C("<row r='1'><c r='A1'><v>NaN</v></c></row>"),
                SHEET_C("<row r='1'><c r='A1'><v>0x10</v></c></row>"),
        };
        for (size_t i = 0; i < COUNT_OF(sheet); i++)
                bomb(cx, sheet[i].p, (struct raw_book){ .sheet = sheet[i] });
        bomb(cx, "no sheet", (struct raw_book){ .sheet = S("") });
        bomb(cx, "no strings", (struct raw_book){ .strings = S("") });
        bomb(cx, "no workbook", (struct raw_book){ .workbook = S("") });
        bomb(cx, "no relationships", (struct raw_book){ .rels = S("") });
        bomb(cx, "a target outside",
             (struct raw_book){ .rels = S("<Relationships><Relationship Id='r1' "
                                          "Type='x/worksheet' Target='../../../../etc/passwd'/></Relationships>") });
        bomb(cx, "a target elsewhere",
             (struct raw_book){ .rels = S("<Relationships><Relationship Id='r1' "
                                          "TargetMode='External' Type='x/worksheet' "
                                          "Target='http://127.0.0.1:1/'/></Relationships>") });
        bomb(cx, "the workbook for a sheet",
             (struct raw_book){ .rels = S("<Relationships><Relationship "
                                          "Id='r1' Type='x/worksheet' Target='workbook.xml'/></Relationships>") });
}

/* What lies but harms nobody is read: the used range, and styles by the hundred thousand. */
TEST(bombs_that_are_none)
{
        struct arena_mark mark = arena_mark(cx->arena);
        struct raw_zip z = raw_zip(cx);
        raw_book(&z, (struct raw_book){ .sheet = S(
                 "<worksheet><dimension ref='A1:XFD1048576'/><cols>"
                 "<col min='1' max='16384' style='1'/></cols>"
                 "<sheetData><row r='1048576' spans='1:16384'>"
                 "<c r='A1048576'><v>1</v></c></row></sheetData></worksheet>"),
                 .styles = repeated(cx, "<styleSheet><numFmts>",
                                    "<numFmt numFmtId='200' formatCode='yyyy'/>", 20000,
                                    repeated(cx, "</numFmts><cellXfs>", "<xf numFmtId='201'/>", 100000,
                                             "</cellXfs></styleSheet>").p) });
        done(table_read_sealed(cx, S("x.xlsx"), raw_end(&z, 0), &table_limits_usual, swallow, NULL,
                               NULL));
        ok(!MEASURED || child_last_peak() <= PEAK_MAX_KIB);
        arena_release(cx->arena, mark);
}

/* ---- CSV ----------------------------------------------------------------------------- */

TEST(bombs_of_csv)
{
        struct arena_mark mark = arena_mark(cx->arena);
        static const struct { const char *what, *head, *part, *tail; int n; } row[] = {
                { "10^6 rows", "", "a,b\n", "", 1000000 },
                { "a quote that never ends", "\"", "0123456789\n", "", 1000000 },
                { "a line of 10^7 commas", "", ",", "x", 10000000 },
                { "a cell of 10 MB", "", "0123456789", "", 1000000 },
                { "no text in any coding", "", "\xFF\xFF\xFF", "", 1000 },
        };
        for (size_t i = 0; i < COUNT_OF(row); i++) {
                refused(cx, row[i].what, "x.csv", repeated(cx, row[i].head, row[i].part, row[i].n,
                                                           row[i].tail));
                arena_release(cx->arena, mark);
        }
        char *nul = arena_alloc(cx->arena, 1 << 20);
        refused(cx, "zeros", "x.csv", (str){ nul, 1 << 20 });
        refused(cx, "an executable", "x.csv", S("\x7F" "ELF\2\1\1\0\0\0"));
        arena_release(cx->arena, mark);
}
