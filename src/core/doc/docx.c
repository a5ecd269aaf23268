/* core/doc/docx.c - a document as DOCX: the package and its small parts.
 * words: document text */
#include "base/base.h"
#include "core/doc/docx.h"
#include "core/text/xml.h"
#include "core/text/zip.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define OPENXML "http://schemas.openxmlformats.org/"
#define WORD_TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."

static const char content_types[] =
        HEAD "<Types xmlns=\"" OPENXML "package/2006/content-types\">"
        "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        "<Override PartName=\"/word/document.xml\" ContentType=\"" WORD_TYPE "document.main+xml\"/>"
        "<Override PartName=\"/word/styles.xml\" ContentType=\"" WORD_TYPE "styles+xml\"/>"
        "<Override PartName=\"/word/settings.xml\" ContentType=\"" WORD_TYPE "settings+xml\"/>"
        "<Override PartName=\"/word/fontTable.xml\" ContentType=\"" WORD_TYPE "fontTable+xml\"/>"
        "<Override PartName=\"/word/footer1.xml\" ContentType=\"" WORD_TYPE "footer+xml\"/>"
        "%s<Override PartName=\"/docProps/core.xml\" "
        "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
        "<Override PartName=\"/docProps/app.xml\" "
        "ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/></Types>";

static const char package_rels[] =
        HEAD "<Relationships xmlns=\"" OPENXML "package/2006/relationships\">"
        "<Relationship Id=\"rId1\" Type=\"" OPENXML "officeDocument/2006/relationships/officeDocument\" "
        "Target=\"word/document.xml\"/>"
        "<Relationship Id=\"rId2\" Type=\"" OPENXML "package/2006/relationships/metadata/core-properties\" "
        "Target=\"docProps/core.xml\"/>"
        "<Relationship Id=\"rId3\" Type=\"" OPENXML "officeDocument/2006/relationships/extended-properties\" "
        "Target=\"docProps/app.xml\"/></Relationships>";

static const char document_rels[] =
        HEAD "<Relationships xmlns=\"" OPENXML "package/2006/relationships\">"
        "<Relationship Id=\"rId1\" Type=\"" OPENXML "officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>"
        "<Relationship Id=\"rId2\" Type=\"" OPENXML "officeDocument/2006/relationships/settings\" "
        "Target=\"settings.xml\"/>"
        "<Relationship Id=\"rId3\" Type=\"" OPENXML "officeDocument/2006/relationships/fontTable\" "
        "Target=\"fontTable.xml\"/>"
        "<Relationship Id=\"rId4\" Type=\"" OPENXML "officeDocument/2006/relationships/footer\" "
        "Target=\"footer1.xml\"/>%s"
        "</Relationships>";

/* 公文: even pages have the number left; a letter's first page has none and a second red line. */
static const char more_types[] =
        "<Override PartName=\"/word/footer2.xml\" ContentType=\"" WORD_TYPE "footer+xml\"/>"
        "<Override PartName=\"/word/footer3.xml\" ContentType=\"" WORD_TYPE "footer+xml\"/>";
static const char more_rels[] =
        "<Relationship Id=\"rId5\" Type=\"" OPENXML "officeDocument/2006/relationships/footer\" "
        "Target=\"footer2.xml\"/>"
        "<Relationship Id=\"rId6\" Type=\"" OPENXML "officeDocument/2006/relationships/footer\" "
        "Target=\"footer3.xml\"/>";

static const char settings[] =
        HEAD "<w:settings xmlns:w=\"" OPENXML "wordprocessingml/2006/main\"><w:zoom w:percent=\"100\"/>"
        "<w:bordersDoNotSurroundHeader/>%s<w:defaultTabStop w:val=\"420\"/>"
        "<w:characterSpacingControl w:val=\"compressPunctuation\"/><w:compat>"
        "<w:compatSetting w:name=\"compatibilityMode\" "
        "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/>"
        "</w:compat><w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>";

/* What a program without the font may take instead. */
static const char font_table[] =
        HEAD "<w:fonts xmlns:w=\"" OPENXML "wordprocessingml/2006/main\">"
        "<w:font w:name=\"Times New Roman\"><w:family w:val=\"roman\"/><w:pitch w:val=\"variable\"/></w:font>"
        "<w:font w:name=\"方正小标宋_GBK\"><w:altName w:val=\"方正小标宋简体\"/><w:charset w:val=\"86\"/>"
        "<w:family w:val=\"roman\"/><w:pitch w:val=\"auto\"/></w:font>"
        "<w:font w:name=\"仿宋_GB2312\"><w:altName w:val=\"仿宋\"/><w:charset w:val=\"86\"/>"
        "<w:family w:val=\"modern\"/><w:pitch w:val=\"default\"/></w:font>"
        "<w:font w:name=\"楷体_GB2312\"><w:altName w:val=\"楷体\"/><w:charset w:val=\"86\"/>"
        "<w:family w:val=\"modern\"/><w:pitch w:val=\"default\"/></w:font>"
        "<w:font w:name=\"黑体\"><w:altName w:val=\"SimHei\"/><w:charset w:val=\"86\"/>"
        "<w:family w:val=\"modern\"/><w:pitch w:val=\"fixed\"/></w:font>"
        "<w:font w:name=\"宋体\"><w:altName w:val=\"SimSun\"/><w:charset w:val=\"86\"/>"
        "<w:family w:val=\"auto\"/><w:pitch w:val=\"variable\"/></w:font></w:fonts>";

/* GB/T 9704-2012 7.5: the number in 4号 type between two dashes. */
static const char footer[] =
        HEAD "<w:ftr xmlns:w=\"" OPENXML "wordprocessingml/2006/main\"><w:p><w:pPr>"
        "<w:pStyle w:val=\"Footer\"/>%s</w:pPr>"
        "<w:r><w:t xml:space=\"preserve\">— </w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
        "<w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
        "<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        "<w:r><w:t xml:space=\"preserve\"> —</w:t></w:r></w:p></w:ftr>";

static const char last_line[] =
        HEAD "<w:ftr xmlns:w=\"" OPENXML "wordprocessingml/2006/main\"><w:p><w:pPr><w:pStyle w:val=\"Footer\"/>"
        "<w:framePr w:w=\"9638\" w:wrap=\"notBeside\" w:vAnchor=\"page\" w:hAnchor=\"page\" w:xAlign=\"center\" "
        "w:y=\"15660\"/><w:pBdr><w:top w:val=\"thinThickSmallGap\" w:sz=\"18\" w:space=\"0\" "
        "w:color=\"FF0000\"/></w:pBdr><w:spacing w:line=\"40\" w:lineRule=\"exact\"/></w:pPr></w:p></w:ftr>";

static const char app[] =
        HEAD "<Properties xmlns=\"" OPENXML "officeDocument/2006/extended-properties\">"
        "<Application>Luoshi</Application></Properties>";

static str core_props(struct ctx *cx, const struct doc *d)
{
        struct buf o = buf_new(cx->arena, 1 << 20);
        buf_put(&o, S(HEAD "<cp:coreProperties xmlns:cp=\"" OPENXML "package/2006/metadata/core-properties\" "
                      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" "
                      "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"));
        const struct { const char *name; str value; } rows[] = {
                { "dc:title", d->title },   { "dc:subject", d->subject },
                { "dc:creator", d->author }, { "cp:keywords", d->keywords },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                buf_f(&o, "<%s>", rows[i].name);
                xml_text(&o, rows[i].value);
                buf_f(&o, "</%s>", rows[i].name);
        }
        str at = doc_instant(cx->arena, d->made_at);
        buf_f(&o, "<dcterms:created xsi:type=\"dcterms:W3CDTF\">%.*s</dcterms:created>"
                  "<dcterms:modified xsi:type=\"dcterms:W3CDTF\">%.*s</dcterms:modified></cp:coreProperties>",
              STR(at), STR(at));
        return buf_str(&o);
}

/* A part with its one %s filled in. */
static str filled(struct ctx *cx, const char *part, const char *with)
{
        const char *at = strstr(part, "%s");
        must(at);
        return str_f(cx->arena, "%.*s%s%s", (int)(at - part), part, with, at + 2);
}

const struct fail *doc_docx(struct ctx *cx, const struct doc *d, str *ret_bytes)
{
        struct buf body = buf_new(cx->arena, DOC_MAX_BYTES), styles = buf_new(cx->arena, DOC_MAX_BYTES);
        struct docx x = { .cx = cx, .d = d, .o = &body, .parts = doc_has_parts(d), .contents_line = 22000 };
        x.places = doc_places(cx->arena, d);
        x.pages = docx_pages(&x, x.places);
        docx_body(&x);
        docx_styles(&styles, &x);
        str document;
        const struct fail *f = doc_take(cx, &body, &document);
        if (f)
                return f;
        struct zip_out *z = zip_out_new(cx);
        zip_out_add(z, "[Content_Types].xml", filled(cx, content_types, d->official ? more_types : ""));
        zip_out_add(z, "_rels/.rels", str_of(package_rels));
        zip_out_add(z, "docProps/core.xml", core_props(cx, d));
        zip_out_add(z, "docProps/app.xml", str_of(app));
        zip_out_add(z, "word/document.xml", document);
        zip_out_add(z, "word/styles.xml", buf_str(&styles));
        zip_out_add(z, "word/settings.xml",
                    filled(cx, settings, d->official ? "<w:evenAndOddHeaders/>" : ""));
        zip_out_add(z, "word/fontTable.xml", str_of(font_table));
        /* One character in from the outer edge. */
        zip_out_add(z, "word/footer1.xml", filled(cx, footer, d->official ? "<w:ind w:right=\"280\"/>"
                                                  "<w:jc w:val=\"right\"/>" : ""));
        if (d->official) {
                zip_out_add(z, "word/footer2.xml", filled(cx, footer, "<w:ind w:left=\"280\"/>"
                                                          "<w:jc w:val=\"left\"/>"));
                zip_out_add(z, "word/footer3.xml", str_of(last_line));
        }
        zip_out_add(z, "word/_rels/document.xml.rels", filled(cx, document_rels, d->official ? more_rels : ""));
        return zip_out_end(z, ret_bytes);
}
