/* core/doc/docx_styles.c - word/styles.xml: the faces and sizes of GB/T 9704-2012.
 *
 * Fonts are named as offices have them; who lacks one sees its program's substitute.
 * words: document text */
#include "base/base.h"
#include "core/doc/docx.h"

static const char SONG[] = "方正小标宋_GBK", FANG[] = "仿宋_GB2312", KAI[] = "楷体_GB2312",
                  HEI[] = "黑体";

struct look {
        const char *face;
        int         half;               /* half points */
        bool        bold, centre, indent;
        int         before, after;      /* twentieths of a point */
};

/* A part's title and the four headings; 7.3.3: 一、黑体 （一）楷体 1. and （1）仿宋. */
static const struct look headings[] = {
        { SONG, 44, false, true,  false, 240, 400 },
        { HEI,  32, false, false, true,  0,   0 },
        { KAI,  32, false, false, true,  0,   0 },
        { FANG, 32, true,  false, true,  0,   0 },
        { FANG, 32, false, false, true,  0,   0 },
};

static void put_fonts(struct buf *o, const char *face)
{
        buf_f(o, "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" "
                 "w:cs=\"Times New Roman\" w:eastAsia=\"%s\"/>", face);
}

static void put_style(struct buf *o, const char *id, const char *name, const char *ppr,
                      const char *face, int half, bool bold)
{
        buf_f(o, "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"%s\">"
                 "<w:name w:val=\"%s\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>%s</w:pPr>"
                 "<w:rPr>", id, name, ppr);
        put_fonts(o, face);
        buf_f(o, "%s<w:sz w:val=\"%d\"/><w:szCs w:val=\"%d\"/></w:rPr></w:style>",
              bold ? "<w:b/>" : "", half, half);
}

/* The text of an official document: 3号 a quarter of a point closer, 29 points a line. */
static void put_tight(struct buf *o, const char *ppr)
{
        buf_f(o, "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"BodyText\">"
                 "<w:name w:val=\"公文正文\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>%s</w:pPr><w:rPr>", ppr);
        put_fonts(o, FANG);
        buf_put(o, S("<w:spacing w:val=\"-5\"/><w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/></w:rPr></w:style>"));
}

static void put_heading(struct buf *o, const struct look *l, int number, bool title, bool official)
{
        if (title)
                buf_put(o, S("<w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/>"));
        else
                buf_f(o, "<w:style w:type=\"paragraph\" w:styleId=\"Heading%d\">"
                         "<w:name w:val=\"heading %d\"/>", number, number);
        buf_put(o, S("<w:basedOn w:val=\"Normal\"/><w:next w:val=\"BodyText\"/><w:qFormat/><w:pPr>"
                     "<w:keepNext/><w:keepLines/>"));
        buf_f(o, "<w:spacing w:before=\"%d\" w:after=\"%d\" w:line=\"%d\" w:lineRule=\"%s\"/>",
              official ? 0 : l->before, official ? 0 : l->after,
              l->centre ? 640 : official ? DOCX_GRID_TWIPS : DOCX_LINE / 50, "exact");
        buf_f(o, "%s<w:jc w:val=\"%s\"/>",
              l->indent ? "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>" : "",
              l->centre ? "center" : "both");
        if (!title)
                buf_f(o, "<w:outlineLvl w:val=\"%d\"/>", number - 1);
        buf_put(o, S("</w:pPr><w:rPr>"));
        put_fonts(o, l->face);
        /* 公文: 28 characters of 16 points stand in 156 mm; 1. is as light as （1）. */
        buf_f(o, "%s%s<w:sz w:val=\"%d\"/><w:szCs w:val=\"%d\"/></w:rPr></w:style>",
              l->bold && !official ? "<w:b/><w:bCs/>" : "",
              official && !l->centre ? "<w:spacing w:val=\"-5\"/>" : "", l->half, l->half);
}

/* Cell styles: L, C, R and a size, so that a cell names one short style and no more. */
static void put_cells(struct buf *o, int half)
{
        static const struct { char id; const char *jc; } sides[] = {
                { 'L', "left" }, { 'C', "center" }, { 'R', "right" },
        };
        for (size_t i = 0; i < COUNT_OF(sides); i++) {
                char id[16], name[48], ppr[160];
                snprintf(id, sizeof(id), "%c%d", sides[i].id, half);
                snprintf(name, sizeof(name), "表内%s%d.%d", i == 0 ? "左" : i == 1 ? "中" : "右",
                         half / 2, half % 2 * 5);
                snprintf(ppr, sizeof(ppr), "<w:spacing w:line=\"%d\" w:lineRule=\"exact\"/>"
                         "<w:jc w:val=\"%s\"/>", half * 12, sides[i].jc);
                put_style(o, id, name, ppr, "宋体", half, false);
        }
}

void docx_styles(struct buf *o, const struct docx *x)
{
        buf_put(o, S("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                     "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
                     "<w:docDefaults><w:rPrDefault><w:rPr>"));
        put_fonts(o, FANG);
        buf_f(o, "<w:kern w:val=\"2\"/><w:sz w:val=\"%d\"/><w:szCs w:val=\"%d\"/>"
                 "<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault>"
                 /* No blank is added between Chinese and figures: 28 characters stand on a line. */
                 "<w:pPrDefault><w:pPr><w:autoSpaceDE w:val=\"0\"/><w:autoSpaceDN w:val=\"0\"/></w:pPr>"
                 "</w:pPrDefault></w:docDefaults>", 2 * DOCX_BODY_POINTS, 2 * DOCX_BODY_POINTS);
        buf_put(o, S("<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">"
                     "<w:name w:val=\"Normal\"/><w:qFormat/>"
                     /* 22 lines a page, as docx_pages() counts them and Word's Chinese template has it */
                     "<w:pPr><w:widowControl w:val=\"0\"/></w:pPr></w:style>"
                     "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\">"
                     "<w:name w:val=\"Normal Table\"/><w:uiPriority w:val=\"99\"/><w:tblPr>"
                     "<w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"20\" w:type=\"dxa\"/>"
                     "<w:left w:w=\"50\" w:type=\"dxa\"/><w:bottom w:w=\"20\" w:type=\"dxa\"/>"
                     "<w:right w:w=\"50\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>"));
        char body[160];
        snprintf(body, sizeof(body), "<w:spacing w:line=\"%d\" w:lineRule=\"exact\"/>"
                 "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/><w:jc w:val=\"both\"/>",
                 x->d->official ? DOCX_GRID_TWIPS : DOCX_LINE / 50);
        if (x->d->official)
                put_tight(o, body);
        else
                put_style(o, "BodyText", "公开正文", body, FANG, 32, false);
        put_heading(o, &headings[0], 0, true, x->d->official);
        for (int i = x->parts ? 0 : 1; i < (int)COUNT_OF(headings); i++)
                put_heading(o, &headings[i], i + x->parts, false, x->d->official);
        put_style(o, "TableTitle", "表题", "<w:keepNext/><w:spacing w:before=\"100\" w:after=\"60\" "
                  "w:line=\"360\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/>", HEI, 28, false);
        put_style(o, "TableLine", "表单位行", "<w:keepNext/><w:spacing w:after=\"40\" w:line=\"260\" "
                  "w:lineRule=\"exact\"/>", "宋体", 21, false);
        put_style(o, "TableNote", "表注", "<w:spacing w:before=\"60\" w:after=\"60\" w:line=\"280\" "
                  "w:lineRule=\"exact\"/><w:jc w:val=\"left\"/>", "宋体", 21, false);
        put_style(o, "Thin", "分节", "<w:spacing w:line=\"20\" w:lineRule=\"exact\"/>", "宋体", 2, false);
        put_style(o, "Signature1", "落款", "<w:spacing w:line=\"578\" w:lineRule=\"exact\"/>"
                  "<w:ind w:rightChars=\"200\" w:right=\"640\"/><w:jc w:val=\"right\"/>", FANG, 32, false);
        put_style(o, "ContentsTitle", "目录标题", "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"120\" "
                  "w:line=\"440\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/>", HEI, 32, false);
        for (int i = 1; i <= 3; i++)
                buf_f(o, "<w:style w:type=\"paragraph\" w:styleId=\"TOC%d\"><w:name w:val=\"toc %d\"/>"
                         "<w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:pPr><w:tabs>"
                         "<w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"%d\"/></w:tabs>"
                         "<w:spacing w:line=\"%d\" w:lineRule=\"exact\"/><w:ind w:left=\"%d\"/>"
                         "</w:pPr><w:rPr><w:sz w:val=\"28\"/></w:rPr></w:style>",
                      i, i, docx_room(false) / 50, x->contents_line / 50, (i - 1) * 400);
        buf_put(o, S("<w:style w:type=\"paragraph\" w:styleId=\"Footer\"><w:name w:val=\"footer\"/>"
                     "<w:basedOn w:val=\"Normal\"/><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:rPr>"));
        put_fonts(o, "宋体");
        buf_put(o, S("<w:sz w:val=\"28\"/></w:rPr></w:style>"));
        for (int i = 0; i < x->n_sizes; i++)
                put_cells(o, x->sizes[i]);
        buf_put(o, S("<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"Grid\"><w:name w:val=\"公开表格\"/>"
                     "<w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>"));
        static const char *const sides[] = { "top", "left", "bottom", "right", "insideH", "insideV" };
        for (size_t i = 0; i < COUNT_OF(sides); i++)
                buf_f(o, "<w:%s w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>", sides[i]);
        buf_put(o, S("</w:tblBorders></w:tblPr></w:style></w:styles>"));
}
