/* core/attach/attach_test.c - names, types, polyglots, metadata, dedup, permission, sweep. */
#include "core/attach/attach.h"
#include "core/attach/attach.sql.h"
#include "core/attach/strip.h"
#include "core/auth/auth.h"
#include "core/config/config.h"
#include "core/text/zip.h"
#include "tests/test.h"

/* ---- names -------------------------------------------------------------------------------------- */

static void name_holds(struct ctx *cx, str said)
{
        str s = attach_name(cx->arena, said);
        bool fine = s.n && utf8_valid(s) && utf8_count(s) <= 120 && s.p[0] != '.' && s.p[s.n - 1] != '.' &&
                    s.p[s.n - 1] != ' ' && !str_starts(s, S("~/"));
        for (size_t i = 0; i < s.n; i++)
                fine = fine && (unsigned char)s.p[i] >= 0x20 && s.p[i] != 0x7f && !strchr("/\\:*?\"<>|", s.p[i]);
        fine = fine && str_find(s, S("\xe2\x80\xae")) < 0 && str_eq(attach_name(cx->arena, s), s);
        if (!ok(fine))
                test_note("a name of %zu bytes came out as \"%.*s\"", said.n, STR(s));
}

/* 25 ways up and out × 22 names: 550 payloads. */
TEST(five_hundred_paths_come_out_as_names)
{
        static const char *const ways[] = {
                "../", "..\\", "../../../../", "..\\..\\..\\", "/", "\\", "C:\\", "c:/", "\\\\srv\\share\\",
                "file:///", "./", ".\\", "....//", "....\\\\", "..;/", "%2e%2e/", "..%2f", "..%5c", "~/",
                "/proc/self/", "\xe2\x80\xae", "\xef\xbb\xbf", "..\xef\xbc\x8f", "\r\n", " . ",
        };
        static const char *const names[] = {
                "etc/passwd", "windows\\win.ini", "boot.ini", ".htaccess", ".bashrc", "..", ".", "...",
                "CON", "nul.txt", "LPT1.pdf", "com9", "a.pdf::$DATA", "x.pdf/", "a\x01" "b.pdf", "a\x7f.pdf",
                "a.\xe3\x80\x80", "a. . .pdf",
                "<svg onload=alert(1)>.png", "a\"; filename=\"b.exe", "\xe6\x8a\xa5\xe5\x91\x8a.pdf", "",
        };
        int n = 0;
        for (size_t i = 0; i < COUNT_OF(ways); i++)
                for (size_t k = 0; k < COUNT_OF(names); k++, n++)
                        name_holds(cx, str_f(cx->arena, "%s%s", ways[i], names[k]));
        same_int(n, 550);
        same_str(attach_name(cx->arena, S("../../etc/报告.PDF")), "报告.PDF");
        same_str(attach_name(cx->arena, S("C:\\x\\NUL.txt")), "_NUL.txt");
        same_str(attach_name(cx->arena, S("..")), "附件");
        same_str(attach_name(cx->arena, S("关于 2026 年目标的通知（终稿）.docx")),
                 "关于 2026 年目标的通知（终稿）.docx");
        struct buf b = buf_new(cx->arena, 4096);
        for (int i = 0; i < 300; i++)
                buf_put(&b, S("长"));
        buf_put(&b, S(".jpeg"));
        str cut = attach_name(cx->arena, buf_str(&b));
        same_int((int64_t)utf8_count(cut), 120);
        ok(str_ends(cut, S(".jpeg")));
        ok(utf8_valid(attach_name(cx->arena, S("\xff\xfe.txt"))));
}

/* ---- small files of each kind ---------------------------------------------------------------------- */

#define PDF "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
/* Two tables and one coded byte: what a reader of markers needs, no more. */
#define JPEG_HEAD "\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
#define JPEG_REST "\xff\xdb\0\x05\0ab\xff\xc0\0\x0b\x08\0\1\0\1\1\1\x11\0\xff\xda\0\x08\1\1\0\0?\0" \
                  "\x12\xff\0\x34\xff\xd9"
#define EXIF "\xff\xe1\0\x39" "Exif\0\0" "II*\0\x08\0\0\0" "\2\0" "\x12\1\3\0\1\0\0\0\6\0\0\0" \
             "\x25\x88\4\0\1\0\0\0\x32\0\0\0" "\0\0\0\0" "GPS30.1N106"

static str png_chunk(struct ctx *cx, const char *name, str in)
{
        uint32_t crc = ~UINT32_C(0);
        char *room = NEW_ARRAY(cx->arena, char, in.n + 12);
        memcpy(room + 4, name, 4);
        if (in.n)
                memcpy(room + 8, in.p, in.n);
        for (size_t i = 4; i < in.n + 8; i++) {
                crc ^= (unsigned char)room[i];
                for (int k = 0; k < 8; k++)
                        crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
        }
        crc = ~crc;
        for (int k = 0; k < 4; k++) {
                room[k] = (char)(in.n >> (24 - 8 * k) & 255);
                room[in.n + 8 + (size_t)k] = (char)(crc >> (24 - 8 * k) & 255);
        }
        return (str){ room, in.n + 12 };
}

static str joined(struct ctx *cx, const str *parts, int n)
{
        struct buf b = buf_new(cx->arena, 1 << 20);
        for (int i = 0; i < n; i++)
                buf_put(&b, parts[i]);
        return buf_str(&b);
}

static str png(struct ctx *cx, str extra_name, str extra)
{
        str parts[6] = { S("\x89PNG\r\n\x1a\n"),
                         png_chunk(cx, "IHDR", S("\0\0\0\1\0\0\0\1\x08\0\0\0\0")) };
        int n = 2;
        if (extra_name.n)
                parts[n++] = png_chunk(cx, extra_name.p, extra);
        parts[n++] = png_chunk(cx, "IDAT", S("\x78\x9c\x63\0\0\0\2\0\1"));
        parts[n++] = png_chunk(cx, "IEND", S(""));
        return joined(cx, parts, n);
}

static str office(struct ctx *cx, const char *part, const char *more)
{
        str bytes;
        struct zip_out *z = zip_out_new(cx);
        zip_out_add(z, "[Content_Types].xml", S("<Types/>"));
        zip_out_add(z, part, S("<x/>"));
        if (more)
                zip_out_add(z, more, S("x"));
        done(zip_out_end(z, &bytes));
        return bytes;
}

/* Refused, and the sentence names the file and says this. */
static void refused(struct ctx *cx, const char *name, str bytes, const char *says)
{
        struct attach_ready *ready;
        const struct attach_in in = { str_of(name), bytes };
        const struct fail *f = attach_check(cx, &in, 1, &ready);
        if (!ok(f && f->kind == FAIL_INVALID && str_is(f->field, "files") &&
                str_find(f->say, str_of(says)) >= 0))
                test_note("%s: %.*s", name, STR(f ? f->say : S("taken")));
}

static str taken(struct ctx *cx, const char *name, str bytes, const char *type)
{
        struct attach_ready *ready;
        const struct attach_in in = { str_of(name), bytes };
        const struct fail *f = attach_check(cx, &in, 1, &ready);
        done(f);
        if (f)
                return S("");
        same_str(str_of(ready[0].type->code), type);
        return ready[0].bytes;
}

TEST(files_of_the_list_are_taken_as_they_are)
{
        ok(str_eq(taken(cx, "批复.pdf", S(PDF), "pdf"), S(PDF)));
        str docx = office(cx, "word/document.xml", NULL), xlsx = office(cx, "xl/workbook.xml", NULL);
        ok(str_eq(taken(cx, "a.docx", docx, "docx"), docx));
        ok(str_eq(taken(cx, "a.XLSX", xlsx, "xlsx"), xlsx));
        taken(cx, "a.ofd", office(cx, "OFD.xml", "Doc_0/Document.xml"), "ofd");
        taken(cx, "a.txt", S("关于做好目标考核工作的说明，请各单位于本月底前报送。\n"), "txt");
        taken(cx, "gbk.txt", S("\xb9\xd8\xd3\xda\xd7\xf6\xba\xc3\xc4\xbf\xb1\xea\xbf\xbc\xba\xcb\r\n"), "txt");
        taken(cx, "a.csv", S("单位,得分\n水务局,96.5\n交通局,95\n"), "csv");
        taken(cx, "a.jpg", S(JPEG_HEAD JPEG_REST), "jpg");
        taken(cx, "a.png", png(cx, S(""), S("")), "png");
}

TEST(content_and_ending_must_agree)
{
        refused(cx, "a.docx", S(PDF), "不一致");
        refused(cx, "a.pdf", office(cx, "word/document.xml", NULL), "不一致");
        refused(cx, "a.docx", office(cx, "xl/workbook.xml", NULL), "不一致");
        refused(cx, "a.xlsx", office(cx, "OFD.xml", NULL), "不一致");
        refused(cx, "a.png", S(JPEG_HEAD JPEG_REST), "不一致");
        refused(cx, "a.txt", S("\x7f" "ELF\2\1\1\0\0\0\0\0\0\0\0\0\2\0\x3e\0"), "不一致");
        refused(cx, "a.csv", S("a,b\0c,d"), "不一致");
        refused(cx, "a.pdf", S("MZ\x90\0\3\0\0\0"), "不一致");
        refused(cx, "a.exe", S("MZ\x90\0\3\0\0\0"), "不能上传这种文件");
        refused(cx, "a", S(PDF), "不能上传这种文件");
        refused(cx, "a.doc", S("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "另存为 DOCX");
        refused(cx, "a.xls", S("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "另存为 XLSX");
        refused(cx, "a.zip", office(cx, "x", NULL), "解开");
        refused(cx, "a.html", S("<html>"), "不能上传这种文件");
        refused(cx, "a.svg", S("<svg/>"), "不能上传这种文件");
        refused(cx, "a.pdf", S(""), "空");
        refused(cx, "a.docx", office(cx, "word/document.xml", "word/vbaProject.bin"), "宏");
        refused(cx, "a.docm", office(cx, "word/document.xml", NULL), "宏");
        refused(cx, "a.pdf", S("%PDF-1.4\n1 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj\n%%EOF\n"), "脚本");
}

TEST(two_formats_in_one_are_refused)
{
        str zip = office(cx, "word/document.xml", NULL), jpeg = S(JPEG_HEAD JPEG_REST);
        const str pdf_zip[] = { S(PDF), zip }, zip_pdf[] = { zip, S(PDF) }, jpeg_zip[] = { jpeg, zip };
        refused(cx, "a.pdf", joined(cx, pdf_zip, 2), "另一种格式");
        refused(cx, "a.docx", joined(cx, zip_pdf, 2), "另一种格式");
        refused(cx, "a.jpg", joined(cx, jpeg_zip, 2), "另一种格式");
        const str png_zip[] = { png(cx, S(""), S("")), zip };
        refused(cx, "a.png", joined(cx, png_zip, 2), "另一种格式");
        refused(cx, "a.pdf", S("<html><script>1</script>" PDF), "不一致");
        refused(cx, "a.pdf", S("%PDF-1.4\n<html><script>alert(1)</script>\n%%EOF\n"), "另一种格式");
        refused(cx, "a.pdf", S(PDF "<script>alert(1)</script>"), "末尾");
        refused(cx, "a.txt", S("<!DOCTYPE html><p>x"), "");
        refused(cx, "a.txt", S("说明\n%PDF-1.4\n1 0 obj"), "");
        refused(cx, "a.csv", S("a,b\n<script>alert(1)</script>,2\n"), "");
        refused(cx, "a.txt", S("#!/bin/sh\nrm -rf /\n"), "");
        const str commented[] = { str_head(zip, zip.n - 2), S("\x0c\0<script>1;//") };
        refused(cx, "a.docx", joined(cx, commented, 2), "另一种格式");
        refused(cx, "a.docx", office(cx, "word/document.xml", "OFD.xml"), "另一种格式");
}

/* ---- metadata -------------------------------------------------------------------------------------- */

TEST(photographs_lose_where_and_when)
{
        const str parts[] = { S(JPEG_HEAD EXIF), S("\xff\xe1\0\x1dhttp://ns.adobe.com/xap/1.0"),
                              S("\xff\xed\0\x0fPhotoshop 3.0"), S("\xff\xfe\0\x0eGPSComment!!"),
                              S("\xff\xe2\0\x0eICC_PROFILE\0"), S(JPEG_REST), S("trailing GPS") };
        str in = joined(cx, parts, COUNT_OF(parts));
        ok(str_find(in, S("GPS")) >= 0);
        str out = taken(cx, "现场.jpg", in, "jpg");
        ok(str_find(out, S("GPS")) < 0 && str_find(out, S("adobe")) < 0 && str_find(out, S("Photoshop")) < 0);
        ok(str_find(out, S("ICC_PROFILE")) > 0);
        /* Which way is up stays, alone. */
        ok(str_find(out, S("\xff\xe1\0\x22" "Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6")) > 0);
        ok(str_ends(out, S(JPEG_REST)));
        str again;
        ok(!strip_jpeg(cx->arena, out, &again) && str_eq(again, out));
        for (size_t n = 0; n < in.n - sizeof("trailing GPS") + 1; n++) {        /* cut anywhere: refused */
                str cut;
                if (!ok(strip_jpeg(cx->arena, str_head(in, n), &cut) != NULL))
                        test_note("taken when cut at %zu", n);
        }
}

TEST(pictures_lose_their_texts)
{
        str clean = png(cx, S(""), S(""));
        static const char *const drop[] = { "tEXt", "iTXt", "zTXt", "eXIf", "tIME", "acTL", "prVt" };
        for (size_t i = 0; i < COUNT_OF(drop); i++) {
                str out = taken(cx, "a.png", png(cx, str_of(drop[i]), S("GPS 30.1N")), "png");
                ok(str_eq(out, clean));
        }
        ok(!str_eq(taken(cx, "a.png", png(cx, S("pHYs"), S("\0\0\1\0\0\0\1\0\1")), "png"), clean));
        refused(cx, "a.png", png(cx, S("EVIL"), S("x")), "损坏");
        str bad = str_copy(cx->arena, clean);
        ((char *)(uintptr_t)bad.p)[20] ^= 1;            /* in IHDR: its sum is wrong now */
        refused(cx, "a.png", bad, "损坏");
        for (size_t n = 0; n < clean.n; n++) {
                str cut;
                ok(strip_png(cx->arena, str_head(clean, n), &cut) != NULL);
        }
}

/* ---- records ----------------------------------------------------------------------------------------- */

static int64_t n_blobs(struct ctx *cx)
{
        struct blobs_left all;
        return blobs_left(cx, INT64_MAX, &all) ? -1 : all.n;
}

/* cx of tests may do everything; record 1 needs not exist: attach_put does not ask. */
static void put(struct ctx *cx, int64_t record, const char *name, str bytes,
                const struct fail **ret)
{
        struct attach_ready *ready;
        const struct attach_in in = { str_of(name), bytes };
        done(attach_check(cx, &in, 1, &ready));
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        attach_put(cx, "budget", record, ready, 1);
        *ret = tx_commit(&tx);
}

TEST_DB(the_same_bytes_are_kept_once)
{
        const struct attach_file *list;
        const struct fail *f;
        int n;
        put(cx, 1, "一.pdf", S(PDF), &f);
        done(f);
        put(cx, 2, "二.pdf", S(PDF), &f);
        done(f);
        put(cx, 1, "说明.txt", S("说明\n"), &f);
        done(f);
        done(attach_list(cx, "budget", 1, &list, &n));
        same_int(n, 2);
        same_str(list[0].name, "一.pdf");
        int64_t blob = list[0].blob;
        same_int(list[0].size, (int64_t)sizeof(PDF) - 1);
        done(attach_list(cx, "budget", 2, &list, &n));
        same_int(list[0].blob, blob);
        str bytes;
        done(attach_bytes(cx, &list[0], &bytes));
        ok(str_eq(bytes, S(PDF)));
        /* The very same file twice on one record is a slip. */
        put(cx, 1, "三.pdf", S(PDF), &f);
        ok(f && f->kind == FAIL_CONFLICT);
        done(attach_list(cx, "budget", 1, &list, &n));
        same_int(n, 2);
}

TEST_DB(contents_go_when_nothing_uses_them)
{
        const struct fail *f;
        put(cx, 1, "一.pdf", S(PDF), &f);
        done(f);
        put(cx, 2, "二.pdf", S(PDF), &f);
        done(f);
        struct tx tx = tx_begin(cx);
        attach_clear(cx, "budget", 1);
        done(tx_commit(&tx));
        tx_end(&tx);
        cx->now += INT64_C(3) * 86400000;
        done(attach_sweep(cx));
        const struct attach_file *list;
        int n;
        str bytes;
        done(attach_list(cx, "budget", 2, &list, &n));
        same_int(n, 1);
        done(attach_bytes(cx, &list[0], &bytes));
        tx = tx_begin(cx);
        attach_clear(cx, "budget", 2);
        done(tx_commit(&tx));
        tx_end(&tx);
        same_int(n_blobs(cx), 1);
        done(attach_sweep(cx));
        same_int(n_blobs(cx), 0);
}

TEST_DB(a_record_takes_only_so_many)
{
        const struct fail *f = NULL;
        int64_t most = config.n[SETTING_attach_files];
        config.n[SETTING_attach_files] = 2;
        for (int i = 0; i < 3; i++)
                put(cx, 1, "一.txt", str_f(cx->arena, "第%d份\n", i), &f);
        ok(f && f->kind == FAIL_INVALID && str_is(f->field, "files"));
        config.n[SETTING_attach_files] = most;
        int64_t bytes = config.n[SETTING_attach_bytes];
        config.n[SETTING_attach_bytes] = 16;
        refused(cx, "a.pdf", S(PDF), "太大");
        config.n[SETTING_attach_bytes] = bytes;
        same_int(n_blobs(cx), 0);               /* of the refused one nothing stayed */
}

TEST_DB(files_of_hidden_records_are_not_there)
{
        struct attach_in in = { S("a.txt"), S("x\n") };
        struct attach_file file;
        str bytes;
        same_int(attach_add(cx, S("budget"), 999999, &in, 1)->kind, FAIL_NOT_FOUND);
        same_int(attach_add(cx, S("nothing"), 1, &in, 1)->kind, FAIL_NOT_FOUND);
        same_int(attach_open(cx, 999999, &file, &bytes)->kind, FAIL_NOT_FOUND);
        const struct fail *f;
        const struct attach_file *list;
        int n;
        put(cx, 999999, "a.txt", S("x\n"), &f);         /* of a record that is not there */
        done(f);
        done(attach_list(cx, "budget", 999999, &list, &n));
        same_int(attach_open(cx, list[0].id, &file, &bytes)->kind, FAIL_NOT_FOUND);
        same_int(attach_remove(cx, list[0].id)->kind, FAIL_NOT_FOUND);
}
