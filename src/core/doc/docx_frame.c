/* core/doc/docx_frame.c - the frame of an official document as paragraphs of a DOCX.
 *
 * Nothing floats but what must: 版记 is a frame on the lower edge of the text, a letter's mark one at
 * its place on the paper; the rest are paragraphs with exact heights, which a person can edit.
 * words: document text */
#include "base/base.h"
#include "core/doc/docx.h"
#include "core/text/xml.h"

enum { TWIP = 50, LETTER_TOP = 1701 /* 30 mm */, LETTER_WIDE = 9638 /* 170 mm */ };

static void put_run(struct buf *o, const struct doc_line *l, const char *face, str text)
{
        buf_f(o, "<w:r><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"%s\"/>"
                 "%s%s<w:sz w:val=\"%d\"/><w:szCs w:val=\"%d\"/></w:rPr><w:t xml:space=\"preserve\">", face,
              l->red ? "<w:color w:val=\"FF0000\"/>" : "",
              l->size == DOC_GRID_SIZE ? "<w:spacing w:val=\"-5\"/>" : "",
              (l->size + 250) / 500, (l->size + 250) / 500);
        xml_text(o, text);
        buf_put(o, S("</w:t></w:r>"));
}

static void put_frame(struct docx *x, const struct doc_line *l)
{
        if (l->foot)
                buf_f(x->o, "<w:framePr w:w=\"%d\" w:wrap=\"notBeside\" w:vAnchor=\"margin\" w:hAnchor=\"margin\" "
                            "w:xAlign=\"left\" w:yAlign=\"bottom\"/>", docx_room(false) / TWIP);
        else if (x->d->letter && l->red)
                buf_f(x->o, "<w:framePr w:w=\"%d\" w:wrap=\"notBeside\" w:vAnchor=\"page\" w:hAnchor=\"page\" "
                            "w:xAlign=\"center\" w:y=\"%d\"/>", LETTER_WIDE, LETTER_TOP);
}

void docx_line(struct docx *x, int block, bool ends, bool wide)
{
        static const char *const faces[] = { "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋_GBK" };
        static const char *const sides[] = { "left", "center", "right" };
        const struct doc_block *b = &x->d->blocks[block];
        const struct doc_line *l = b->line;
        struct buf *o = x->o;
        bool rule = l->role == DOC_ROLE_RULE, twin = rule && x->d->letter && l->red;
        int high = rule ? 2000 : l->high == DOC_GRID_LINE ? 29000
                 : l->role == DOC_ROLE_SPACE ? l->high / DOC_GRID_LINE * 29000 : l->high;
        buf_f(o, "<w:p><w:pPr>%s%s", l->keep ? "<w:keepNext/>" : "",
              x->places[block].page ? "<w:pageBreakBefore/>" : "");
        put_frame(x, l);
        if (rule)
                buf_f(o, "<w:pBdr><w:top w:val=\"%s\" w:sz=\"%d\" w:space=\"0\" w:color=\"%s\"/></w:pBdr>",
                      twin ? "thickThinSmallGap" : "single", twin ? 18 : (l->rule * 8 + 500) / 1000,
                      l->red ? "FF0000" : "000000");
        if (l->beside.n)
                buf_f(o, "<w:tabs><w:tab w:val=\"right\" w:pos=\"%d\"/></w:tabs>",
                      (docx_room(wide) - l->right) / TWIP);
        buf_f(o, "<w:spacing w:before=\"%d\" w:line=\"%d\" w:lineRule=\"exact\"/><w:ind w:left=\"%d\" w:right=\"%d\"",
              x->d->letter && l->role == DOC_ROLE_MARK ? 0 : l->before / TWIP, high / TWIP,
              (l->left + l->hang) / TWIP, l->beside.n ? 0 : l->right / TWIP);
        if (l->hang)
                buf_f(o, " w:hanging=\"%d\"", l->hang / TWIP);
        buf_f(o, "/><w:jc w:val=\"%s\"/>", sides[l->align]);
        if (ends)
                docx_section(x, o, wide);
        buf_put(o, S("</w:pPr>"));
        str text = doc_plain(x->cx->arena, b);
        if (l->label > 0 && (size_t)l->label <= text.n) {
                put_run(o, l, faces[DOC_FACE_HEI], str_head(text, (size_t)l->label));
                text = str_from(text, (size_t)l->label);
        }
        if (text.n)
                put_run(o, l, faces[l->face], text);
        if (l->beside.n) {
                ptrdiff_t colon = l->beside_kai ? str_find(l->beside, S("：")) : -1;
                str head = colon < 0 ? S("") : str_head(l->beside, (size_t)colon + 3);
                buf_put(o, S("<w:r><w:tab/></w:r>"));
                if (head.n)
                        put_run(o, l, faces[DOC_FACE_FANG], head);
                put_run(o, l, faces[l->beside_kai ? DOC_FACE_KAI : DOC_FACE_FANG], str_from(l->beside, head.n));
        }
        buf_put(o, S("</w:p>"));
}
