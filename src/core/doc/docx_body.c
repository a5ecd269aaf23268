/* core/doc/docx_body.c - word/document.xml: blocks in order, contents, sections.
 * words: document text
 *
 * Where paper turns, a section ends: its properties stand in its last paragraph, so that no
 * empty paragraph can run over to a page of its own. After a table there is no paragraph to
 * hold them; a line one point high does. */
#include "base/base.h"
#include "core/doc/docx.h"
#include "core/text/xml.h"

int docx_room(bool wide)
{
        return wide ? DOC_A4_LONG - 2 * DOC_WIDE_EDGE : DOC_A4_SHORT - DOC_LEFT_EDGE - DOC_RIGHT_EDGE;
}

void docx_run(struct buf *o, str text, bool bold)
{
        buf_put(o, bold ? S("<w:r><w:rPr><w:b/></w:rPr>") : S("<w:r>"));
        for (str rest = text, line; rest.p;) {
                line = str_cut(rest, '\n', &rest);
                bool edge = line.n && (line.p[0] == ' ' || line.p[line.n - 1] == ' ');
                buf_put(o, edge ? S("<w:t xml:space=\"preserve\">") : S("<w:t>"));
                xml_text(o, line);
                buf_put(o, rest.p ? S("</w:t><w:br/>") : S("</w:t>"));
        }
        buf_put(o, S("</w:r>"));
}

void docx_bookmark(struct docx *x, int block)
{
        int id = x->ids++;
        buf_f(x->o, "<w:bookmarkStart w:id=\"%d\" w:name=\"_Toc%06d\"/><w:bookmarkEnd w:id=\"%d\"/>",
              id, block, id);
}

int docx_heading_style(const struct docx *x, int level) { return level + x->parts; }

void docx_section(const struct docx *x, struct buf *o, bool wide)
{
        bool official = x->d->official;
        static const struct { int w, h, top, bottom, left, right; } pages[] = {
                { DOC_A4_SHORT, DOC_A4_LONG, DOC_TOP, DOC_BOTTOM, DOC_LEFT_EDGE, DOC_RIGHT_EDGE },
                { DOC_A4_LONG, DOC_A4_SHORT, DOC_WIDE_TOP, DOC_WIDE_BOTTOM, DOC_WIDE_EDGE, DOC_WIDE_EDGE },
        };
        buf_f(o, "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/>%s%s"
                 "<w:type w:val=\"nextPage\"/><w:pgSz w:w=\"%d\" w:h=\"%d\"%s/>",
              official ? "<w:footerReference w:type=\"even\" r:id=\"rId5\"/>" : "",
              official && x->d->letter ? "<w:footerReference w:type=\"first\" r:id=\"rId6\"/>" : "",
              (pages[wide].w + 25) / 50, (pages[wide].h + 25) / 50,
              wide ? " w:orient=\"landscape\"" : "");
        buf_f(o, "<w:pgMar w:top=\"%d\" w:right=\"%d\" w:bottom=\"%d\" w:left=\"%d\" w:header=\"851\" "
                 "w:footer=\"%d\" w:gutter=\"0\"/>%s%s</w:sectPr>",
              pages[wide].top / 50, pages[wide].right / 50,
              /* 22 lines of 29 points are 0.2 point more than the standard's 225 mm. */
              pages[wide].bottom / 50 - (official && !wide ? 6 : 0),
              pages[wide].left / 50, wide ? 680 : 1400,
              official && x->d->letter ? "<w:titlePg/>" : "",
              official ? "<w:docGrid w:type=\"lines\" w:linePitch=\"580\"/>" : "");
}

static void put_runs(struct docx *x, const struct doc_block *b)
{
        bool keep = b->kind == DOC_TITLE;
        /* A part's title stands in the contents, where the end of a line would stand too. */
        if (keep && (x->d->official || !b->level) && b->n_runs == 1) {
                docx_run(x->o, doc_title_cut(x->cx->arena, b->runs[0].text, docx_room(false) * 2 / DOCX_TITLE),
                         b->runs[0].bold);
                return;
        }
        for (int i = 0; i < b->n_runs; i++) {
                str text = b->runs[i].text;
                struct buf one = buf_new(x->cx->arena, text.n + 1);
                for (size_t k = 0; !keep && k < text.n; k++)
                        buf_byte(&one, text.p[k] == '\n' || text.p[k] == '\t' ? ' ' : text.p[k]);
                docx_run(x->o, keep ? text : buf_str(&one), b->runs[i].bold);
        }
}

static void put_para(struct docx *x, int block, bool ends, bool wide)
{
        const struct doc_block *b = &x->d->blocks[block];
        char style[16] = "BodyText";
        switch (b->kind) {
        case DOC_TITLE:
                snprintf(style, sizeof(style), b->level ? "Heading1" : "Title");
                break;
        case DOC_HEADING:
                snprintf(style, sizeof(style), "Heading%d", docx_heading_style(x, b->level));
                break;
        case DOC_NOTE:
                snprintf(style, sizeof(style), "TableNote");
                break;
        case DOC_SIGNATURE:
                snprintf(style, sizeof(style), "Signature1");
                break;
        case DOC_PARA:
        case DOC_TABLE:
        case DOC_CONTENTS:
        case DOC_PAGE:
        case DOC_LINE:
                break;
        }
        const struct doc_block *next = block + 1 < x->d->n_blocks ? b + 1 : NULL;
        bool signs = next && next->kind == DOC_LINE &&
                     (next->line->foot || (next->line->role == DOC_ROLE_SPACE && next->line->keep));
        buf_f(x->o, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>%s%s", style, signs ? "<w:keepNext/>" : "",
              x->places[block].page ? "<w:pageBreakBefore/>" : "");
        /* At the top of a page one program keeps the room above a title and another drops it: there is none. */
        if (docx_title_on_top(x, block))
                buf_put(x->o, S("<w:spacing w:before=\"0\"/>"));
        if (ends)
                docx_section(x, x->o, wide);
        buf_put(x->o, S("</w:pPr>"));
        if (b->kind == DOC_TITLE || b->kind == DOC_HEADING)
                docx_bookmark(x, block);
        put_runs(x, b);
        buf_put(x->o, S("</w:p>"));
}

static void put_field(struct buf *o, const char *kind)
{
        buf_f(o, "<w:r><w:fldChar w:fldCharType=\"%s\"/></w:r>", kind);
}

/* The contents stand filled in, and are a field: "update" in Word makes them anew. */
static void put_contents(struct docx *x, int block)
{
        struct buf *o = x->o;
        struct doc_entry *e;
        int levels = x->d->blocks[block].level;
        int n = doc_entries(x->cx->arena, x->d, levels, &e);
        buf_f(o, "<w:p><w:pPr><w:pStyle w:val=\"ContentsTitle\"/>%s</w:pPr>",
              x->places[block].page ? "<w:pageBreakBefore/>" : "");
        docx_run(o, S("目　录"), false);
        buf_put(o, S("</w:p>"));
        for (int i = 0; i < n; i++) {
                int style = e[i].depth < 3 ? e[i].depth : 3;
                buf_f(o, "<w:p><w:pPr><w:pStyle w:val=\"TOC%d\"/></w:pPr>", style);
                if (i == 0) {
                        put_field(o, "begin");
                        buf_f(o, "<w:r><w:instrText xml:space=\"preserve\"> TOC \\o \"1-%d\" \\h \\z \\u "
                                 "</w:instrText></w:r>", levels + x->parts);
                        put_field(o, "separate");
                }
                buf_f(o, "<w:hyperlink w:anchor=\"_Toc%06d\" w:history=\"1\">", e[i].block);
                docx_run(o, e[i].text, false);
                buf_put(o, S("<w:r><w:tab/></w:r>"));
                put_field(o, "begin");
                buf_f(o, "<w:r><w:instrText xml:space=\"preserve\"> PAGEREF _Toc%06d \\h </w:instrText></w:r>",
                      e[i].block);
                put_field(o, "separate");
                buf_f(o, "<w:r><w:t>%d</w:t></w:r>", x->pages[e[i].block]);
                put_field(o, "end");
                buf_put(o, S("</w:hyperlink>"));
                if (i == n - 1)
                        put_field(o, "end");
                buf_put(o, S("</w:p>"));
        }
}

/* Whether paper turns after this block, at the next one shown. */
static bool turns_after(const struct docx *x, int block)
{
        for (int i = block + 1; i < x->d->n_blocks; i++) {
                if (x->places[i].shown)
                        return x->places[i].wide != x->places[block].wide;
        }
        return false;
}

void docx_body(struct docx *x)
{
        struct buf *o = x->o;
        buf_put(o, S("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document "
                     "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
                     "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
                     "<w:body>"));
        bool wide = false, bare = true;         /* bare: the body's last element is a table, or none */
        for (int i = 0; i < x->d->n_blocks; i++) {
                const struct doc_block *b = &x->d->blocks[i];
                if (!x->places[i].shown)
                        continue;
                wide = x->places[i].wide;
                bool turn = turns_after(x, i), holds = false;
                switch (b->kind) {
                case DOC_TITLE:
                case DOC_HEADING:
                case DOC_PARA:
                case DOC_NOTE:
                case DOC_SIGNATURE:
                        put_para(x, i, turn, wide);
                        holds = true;
                        bare = false;
                        break;
                case DOC_LINE:
                        docx_line(x, i, turn, wide);
                        holds = true;
                        bare = false;
                        break;
                case DOC_TABLE:
                        docx_table(x, i);
                        bare = !b->table->note.n;
                        break;
                case DOC_CONTENTS:
                        put_contents(x, i);
                        bare = false;
                        break;
                case DOC_PAGE:
                        break;
                }
                if (turn && !holds) {
                        buf_put(o, S("<w:p><w:pPr><w:pStyle w:val=\"Thin\"/>"));
                        docx_section(x, o, wide);
                        buf_put(o, S("</w:pPr></w:p>"));
                        bare = false;
                }
        }
        if (bare)
                buf_put(o, S("<w:p><w:pPr><w:pStyle w:val=\"Thin\"/></w:pPr></w:p>"));
        docx_section(x, o, wide);
        buf_put(o, S("</w:body></w:document>"));
}
