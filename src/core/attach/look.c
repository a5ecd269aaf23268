/* core/attach/look.c - what a file is by its content: libmagic, and our own reading of what each
 * format must look like from its first byte to its last. The one file with libmagic.
 *
 * libmagic knows what a file begins like. It does not know what else it is: a PDF that is a ZIP as
 * well, a picture with a page of script in it. So each format has a check of our own, which takes
 * nothing before the format's first byte and nothing behind its last. */
#include "core/attach/look.h"
#include "core/attach/strip.h"
#include "core/text/zip.h"
#include <magic.h>

enum { ZIP_END = 22, ZIP_COMMENT_MAX = 65535, HEAD = 1024 };

const struct attach_type attach_types[] = {
#define ATTACH_TYPE(code, endings, media, label, uploads) { #code, endings, media, label, uploads },
#include "core/attach/types.def"
#undef ATTACH_TYPE
};
const int n_attach_types = COUNT_OF(attach_types);
const char attach_accept[] = ".pdf,.docx,.xlsx,.ofd,.jpg,.jpeg,.png,.txt,.csv";

const struct attach_type *attach_type_of(str code)
{
        for (int i = 0; i < n_attach_types; i++)
                if (str_is(code, attach_types[i].code))
                        return &attach_types[i];
        return NULL;
}

static bool listed(const char *list, str word)
{
        for (str rest = str_of(list); word.n && rest.p;)
                if (str_eq(str_cut(rest, ' ', &rest), word))
                        return true;
        return false;
}

const struct fail *look_type(struct ctx *cx, str ending, const struct attach_type **ret)
{
        for (int i = 0; i < n_attach_types; i++)
                if (attach_types[i].uploads && listed(attach_types[i].endings, ending)) {
                        *ret = &attach_types[i];
                        return NULL;
                }
        if (listed("doc wps rtf", ending))
                return fail(cx, INVALID, "请先另存为 DOCX 或 PDF 再上传");
        if (listed("xls et", ending))
                return fail(cx, INVALID, "请先另存为 XLSX 再上传");
        if (listed("ppt pptx dps", ending))
                return fail(cx, INVALID, "请先另存为 PDF 再上传");
        if (listed("zip rar 7z tar gz tgz bz2 xz", ending))
                return fail(cx, INVALID, "压缩包请解开以后逐个上传");
        if (listed("heic heif webp bmp tif tiff gif", ending))
                return fail(cx, INVALID, "图片请先另存为 JPG 或 PNG 再上传");
        if (listed("docm xlsm dotm xltm", ending))
                return fail(cx, INVALID, "带宏的文件不能上传，请另存为 DOCX 或 XLSX");
        return fail(cx, INVALID, "不能上传这种文件；可以上传 PDF、DOCX、XLSX、OFD、JPG、PNG、TXT、CSV");
}

/* ---- libmagic ------------------------------------------------------------------------------------ */

static magic_t magic;   /* of the child process; nobody else looks */

void look_ready(void)
{
        if (magic)
                return;
        magic = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TAR |
                           MAGIC_NO_CHECK_ELF | MAGIC_NO_CHECK_CDF);
        if (magic && magic_load(magic, NULL)) {
                magic_close(magic);
                magic = NULL;
        }
}

/* What libmagic may call each type; a ZIP it often knows no closer. */
static const struct { const char *code, *media; } media[] = {
        { "pdf",  "application/pdf" },
        { "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document "
                  "application/zip application/octet-stream" },
        { "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet application/zip "
                  "application/octet-stream" },
        { "ofd",  "application/zip application/octet-stream application/ofd" },
        { "jpg",  "image/jpeg" },
        { "png",  "image/png" },
        { "txt",  "text/plain text/csv application/csv" },
        { "csv",  "text/plain text/csv application/csv" },
};

static bool magic_agrees(const struct attach_type *type, const char *said)
{
        for (size_t i = 0; i < COUNT_OF(media); i++)
                if (!strcmp(type->code, media[i].code))
                        return listed(media[i].media, str_of(said));
        return false;
}

/* ---- two formats in one ----------------------------------------------------------------------------- */

static unsigned le16(str s, size_t i)
{
        return (unsigned)(unsigned char)s.p[i] | (unsigned)(unsigned char)s.p[i + 1] << 8;
}

/* Where a ZIP's end record stands whose comment reaches just to the end of the file; -1: none. */
static ptrdiff_t zip_end(str s)
{
        size_t least = s.n > ZIP_END + ZIP_COMMENT_MAX ? s.n - ZIP_END - ZIP_COMMENT_MAX : 0;
        for (size_t i = s.n >= ZIP_END ? s.n - ZIP_END + 1 : 0; i > least; i--)
                if (!memcmp(s.p + i - 1, "PK\5\6", 4) && le16(s, i - 1 + 20) == s.n - (i - 1) - ZIP_END)
                        return (ptrdiff_t)i - 1;
        return -1;
}

static bool holds(str s, const char *what)      /* ASCII, without case */
{
        size_t n = strlen(what);
        for (size_t i = 0; i + n <= s.n; i++) {
                size_t k = 0;
                while (k < n && ((s.p[i + k] >= 'A' && s.p[i + k] <= 'Z') ? s.p[i + k] + 32
                                                                          : s.p[i + k]) == what[k])
                        k++;
                if (k == n)
                        return true;
        }
        return false;
}

static bool has_markup(str head)
{
        return holds(head, "<html") || holds(head, "<script") || holds(head, "<svg") ||
               holds(head, "<!doctype") || holds(head, "<?php") || holds(head, "<?xml") ||
               holds(head, "<iframe") || holds(head, "<body");
}

static const char two[] = "里面还藏着另一种格式的内容，不能上传";
static const char differs[] = "内容和扩展名不一致，请确认文件类型后重新上传";

/* ---- each format ------------------------------------------------------------------------------------- */

static const char *pdf_wrong(str s)
{
        if (!str_starts(s, S("%PDF-1.")) && !str_starts(s, S("%PDF-2.")))
                return differs;
        size_t end = s.n;
        while (end && (s.p[end - 1] == 0 || s.p[end - 1] == ' ' || s.p[end - 1] == '\t' ||
                       s.p[end - 1] == '\r' || s.p[end - 1] == '\n'))
                end--;
        if (!str_ends(str_head(s, end), S("%%EOF")))
                return zip_end(s) >= 0 ? two : "文件不完整，或者末尾多出了别的内容，请重新导出 PDF";
        if (has_markup(str_head(s, 256)))
                return two;
        if (str_find(s, S("/JavaScript")) >= 0 || str_find(s, S("/Launch")) >= 0)
                return "PDF 里有脚本或启动程序的命令，请重新打印成 PDF 再上传";
        return NULL;
}

/* The bytes come as UTF-8, GB18030 or UTF-16 with a mark; none of them holds control characters. */
static const char *text_wrong(str s)
{
        bool wide = str_starts(s, S("\xff\xfe")) || str_starts(s, S("\xfe\xff"));
        for (size_t i = 0; i < s.n && !wide; i++) {
                unsigned char c = (unsigned char)s.p[i];
                if ((c < 0x20 && c != '\t' && c != '\r' && c != '\n' && c != '\f') || c == 0x7f)
                        return differs;
        }
        if (has_markup(str_head(s, HEAD)) || str_starts(s, S("#!")))
                return two;
        return NULL;
}

/* ---- documents that are a ZIP ----------------------------------------------------------------------------- */

static const struct zip_limits limits = {
        .max_entry = 128 << 20, .max_total = 512 << 20, .max_entries = 20000, .max_ratio = 1000,
};

static const struct fail *zip_wrong(struct ctx *cx, const struct attach_type *type, str s)
{
        static const struct { const char *code, *part; } parts[] = {
                { "docx", "word/document.xml" }, { "xlsx", "xl/workbook.xml" }, { "ofd", "OFD.xml" },
        };
        struct zip_in *z CLEANUP(zip_in_close) = NULL;
        ptrdiff_t end = zip_end(s);
        if (!str_starts(s, S("PK\3\4")) || end < 0)
                return fail(cx, INVALID, "%s", words_of(cx->lang, differs));
        if ((size_t)end + ZIP_END != s.n)       /* a comment: room for another format */
                return fail(cx, INVALID, "%s", words_of(cx->lang, two));
        const struct fail *f = zip_in_open(cx, s, &limits, &z);
        if (f)
                return f;
        for (size_t i = 0; i < COUNT_OF(parts); i++)
                if (!strcmp(type->code, parts[i].code) && zip_in_find(z, parts[i].part) < 0)
                        return fail(cx, INVALID, "%s", words_of(cx->lang, differs));
        bool ofd = !strcmp(type->code, "ofd");
        if (!ofd && zip_in_find(z, "[Content_Types].xml") < 0)
                return fail(cx, INVALID, "%s", words_of(cx->lang, differs));
        for (int i = 0; i < zip_in_count(z); i++) {
                str name = zip_in_name(z, i);
                if (holds(name, "vbaproject") || holds(name, "activex/"))
                        return fail(cx, INVALID, "带宏的文件不能上传，请另存为 DOCX 或 XLSX");
                if (ofd ? holds(name, "word/document.xml") : holds(name, "ofd.xml"))
                        return fail(cx, INVALID, "%s", words_of(cx->lang, two));
        }
        return NULL;
}

const struct fail *look_at(struct ctx *cx, const struct attach_type *type, str bytes,
                           str *ret_bytes)
{
        if (!magic)
                return fail(cx, BROKEN, "libmagic has no table of types");
        const char *said = magic_buffer(magic, bytes.p, bytes.n);
        str in = bytes;
        bool zip = !strcmp(type->code, "docx") || !strcmp(type->code, "xlsx") || !strcmp(type->code, "ofd");
        const char *why = !said || !magic_agrees(type, said) ? differs
                : !strcmp(type->code, "pdf") ? pdf_wrong(in)
                : !strcmp(type->code, "jpg") ? strip_jpeg(cx->arena, in, &bytes)
                : !strcmp(type->code, "png") ? strip_png(cx->arena, in, &bytes)
                : zip ? NULL : text_wrong(in);
        if (!why && strcmp(type->code, "pdf") && str_find(str_head(bytes, HEAD), S("%PDF-")) >= 0)
                why = two;
        if (!why && !zip && zip_end(in) >= 0)   /* of the whole file as it came: said, not only cut off */
                why = two;
        if (!why && (in.n != bytes.n) && has_markup(str_head(bytes, HEAD)))
                why = two;
        if (why)
                return fail(cx, INVALID, "%s", words_of(cx->lang, why));
        if (zip) {
                const struct fail *f = zip_wrong(cx, type, in);
                if (f)
                        return f;
        }
        *ret_bytes = bytes;
        return NULL;
}
