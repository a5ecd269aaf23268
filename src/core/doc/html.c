/* core/doc/html.c - a document as HTML: blocks for a page of ours, or one file of its own.
 * words: document text
 *
 * Accessible: headings in order, a caption to every table, header cells with their scope,
 * sideways scrolling by keyboard. The file of its own carries its style; the blocks carry none,
 * since our pages' policy refuses it. */
#include "base/base.h"
#include "core/doc/write.h"

struct page {
        struct buf       *o;
        const struct doc *d;
        struct arena     *a;
        str               chosen;
        int               title;        /* h level of the document's title */
        int               below;        /* h level of a level 1 heading, less one */
        bool              links;        /* facts are links */
};

static void put(struct buf *o, str s)
{
        size_t from = 0;
        for (size_t i = 0; i <= s.n; i++) {
                const char *as = i == s.n         ? ""
                               : s.p[i] == '&'    ? "&amp;"
                               : s.p[i] == '<'    ? "&lt;"
                               : s.p[i] == '>'    ? "&gt;"
                               : s.p[i] == '"'    ? "&quot;"
                               : s.p[i] == '\''   ? "&#39;"
                               : s.p[i] == '\n'   ? "<br>" : NULL;
                if (!as)
                        continue;
                buf_put(o, (str){ s.p + from, i - from });
                buf_put(o, str_of(as));
                from = i + 1;
        }
}

static void put_attr(struct buf *o, str s)
{
        for (size_t nl; s.n; s = str_from(s, nl + 1)) {
                for (nl = 0; nl < s.n && s.p[nl] != '\n'; nl++)
                        ;
                put(o, str_head(s, nl));
                buf_put(o, nl < s.n ? S(" ") : S(""));
        }
}

/* A fact is part of an address: what is no unreserved character there is escaped. */
static void put_url(struct buf *o, str s)
{
        static const char hex[] = "0123456789ABCDEF";
        for (size_t i = 0; i < s.n; i++) {
                unsigned char c = (unsigned char)s.p[i];
                if ((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z')
                    || c == '-' || c == '.' || c == '_' || c == '~') {
                        buf_byte(o, (char)c);
                } else {
                        buf_byte(o, '%');
                        buf_byte(o, hex[c >> 4]);
                        buf_byte(o, hex[c & 15]);
                }
        }
}

static void put_fact(struct page *p, str text, str fact)
{
        bool link = p->links && fact.n;
        if (link) {
                buf_put(p->o, S("<a href=\""));
                put_attr(p->o, p->d->fact_url);
                put_url(p->o, fact);
                buf_put(p->o, S("#lines\""));
                buf_put(p->o, p->chosen.n && str_eq(fact, p->chosen)
                              ? S(" aria-current=\"true\">") : S(">"));
        }
        put(p->o, text);
        buf_put(p->o, link ? S("</a>") : S(""));
}

static void put_runs(struct page *p, const struct doc_block *b)
{
        for (int i = 0; i < b->n_runs; i++) {
                const struct doc_run *r = &b->runs[i];
                buf_put(p->o, r->bold ? S("<b>") : S(""));
                put_fact(p, r->text, r->fact);
                buf_put(p->o, r->bold ? S("</b>") : S(""));
        }
}

static void put_element(struct page *p, int block, const char *name, const char *class)
{
        const struct doc_block *b = &p->d->blocks[block];
        buf_f(p->o, "<%s%s%s%s", name, *class ? " class=\"" : "", class, *class ? "\"" : "");
        if (b->anchor.n || b->kind == DOC_TITLE || b->kind == DOC_HEADING) {
                buf_put(p->o, S(" id=\""));
                put_attr(p->o, doc_anchor(p->a, p->d, block));
                buf_byte(p->o, '"');
        }
        buf_byte(p->o, '>');
        put_runs(p, b);
        buf_f(p->o, "</%s>\n", name);
}

static void put_header(struct page *p, const struct doc_table *t)
{
        struct doc_grid g = doc_grid_of(p->a, t);
        if (!g.n_rows)
                return;
        buf_put(p->o, S("<thead>\n"));
        for (int row = 0, i = 0; row < g.n_rows; row++) {
                buf_put(p->o, S("<tr>"));
                for (; i < g.n_heads && g.heads[i].row == row; i++) {
                        const struct doc_head *h = &g.heads[i];
                        bool num = h->cols == 1 && t->columns[h->col].places >= 0;
                        buf_f(p->o, "<th scope=\"%s\"", h->cols > 1 ? "colgroup" : "col");
                        if (h->cols > 1)
                                buf_f(p->o, " colspan=\"%d\"", h->cols);
                        if (h->rows > 1)
                                buf_f(p->o, " rowspan=\"%d\"", h->rows);
                        buf_put(p->o, h->cols > 1 ? S(" class=\"c\">")
                                      : num ? S(" class=\"num\">") : S(">"));
                        put(p->o, h->text);
                        buf_put(p->o, S("</th>"));
                }
                buf_put(p->o, S("</tr>\n"));
        }
        buf_put(p->o, S("</thead>\n"));
}

enum { SHORT = 4, DEEPEST = 3 };        /* characters that always have room; steps of the indent that CSS knows */

static void put_row(struct page *p, const struct doc_table *t, struct doc_names names, int row)
{
        const struct doc_row *r = &t->rows[row];
        buf_put(p->o, doc_row_bold(r) ? S("<tr class=\"total\">") : S("<tr>"));
        for (int c = 0, span; c < t->n_columns; c += span) {
                const struct doc_cell *cell = &r->cells[c];
                span = doc_cell_span(t, cell, c);
                str shown = doc_cell_shown(p->a, t, cell, c);
                bool name = c == names.col && shown.n;          /* an empty cell names no row */
                int rows = doc_cell_rows(t, row, c);
                if (!rows)
                        continue;
                buf_put(p->o, !name ? S("<td") : rows > 1 ? S("<th scope=\"rowgroup\"") : S("<th scope=\"row\""));
                if (rows > 1)
                        buf_f(p->o, " rowspan=\"%d\"", rows);
                if (span > 1)
                        buf_f(p->o, " colspan=\"%d\"", span);
                enum doc_align align = doc_cell_align(t, cell, c);
                int in = doc_cell_indent(names, r, c);
                if (cell->kind == DOC_UNKNOWN || align == DOC_RIGHT || align == DOC_CENTRE)
                        buf_put(p->o, cell->kind == DOC_UNKNOWN ? S(" class=\"c unknown\">")
                                      : align == DOC_RIGHT ? S(" class=\"num\">") : S(" class=\"c\">"));
                else if (utf8_count(shown) > SHORT)     /* a column that words may not squeeze to a character's width */
                        buf_put(p->o, in ? str_f(p->a, " class=\"name in%d\">", in < DEEPEST ? in : DEEPEST)
                                         : S(" class=\"name\">"));
                else
                        buf_put(p->o, in ? str_f(p->a, " class=\"in%d\">", in < DEEPEST ? in : DEEPEST) : S(">"));
                put_fact(p, shown, cell->fact);
                buf_put(p->o, name ? S("</th>") : S("</td>"));
        }
        buf_put(p->o, S("</tr>\n"));
}

static void put_table(struct page *p, int block)
{
        const struct doc_table *t = p->d->blocks[block].table;
        str name = doc_table_name(p->a, t);
        buf_put(p->o, S("<div class=\"ls-scroll\" tabindex=\"0\" role=\"region\" aria-label=\""));
        put_attr(p->o, name.n ? name : S("表"));
        buf_put(p->o, S("\" id=\""));
        put_attr(p->o, doc_anchor(p->a, p->d, block));
        buf_put(p->o, S("\"><table class=\"ls-table\">\n<caption>"));
        if (name.n) {
                buf_put(p->o, S("<b>"));
                put(p->o, name);
                buf_put(p->o, S("</b>"));
        }
        if (t->maker_line.n) {
                buf_put(p->o, S(" <span class=\"maker\">"));
                put(p->o, t->maker_line);
                buf_put(p->o, S("</span>"));
        }
        if (t->unit_line.n) {
                buf_put(p->o, S(" <span class=\"unit\">"));
                put(p->o, t->unit_line);
                buf_put(p->o, S("</span>"));
        }
        buf_put(p->o, S("</caption>\n"));
        put_header(p, t);
        struct doc_names names = doc_names_of(t);
        buf_put(p->o, S("<tbody>\n"));
        for (int r = 0; r < t->n_rows; r++)
                put_row(p, t, names, r);
        if (!t->n_rows) {
                buf_put(p->o, S("<tr>"));
                for (int c = 0; c < t->n_columns; c++)
                        buf_put(p->o, S("<td></td>"));
                buf_put(p->o, S("</tr>\n"));
        }
        buf_put(p->o, S("</tbody>\n</table></div>\n"));
        if (t->note.n) {
                buf_put(p->o, S("<p class=\"note\">"));
                put(p->o, t->note);
                buf_put(p->o, S("</p>\n"));
        }
}

static void put_contents(struct page *p, int levels)
{
        struct doc_entry *e;
        int n = doc_entries(p->a, p->d, levels, &e), depth = 0;
        buf_put(p->o, S("<nav class=\"contents\" aria-label=\"目录\">\n<p class=\"toc\">目录</p>\n"));
        for (int i = 0; i < n; i++) {
                if (e[i].depth > depth) {
                        buf_put(p->o, S("<ul>\n<li>"));
                        depth++;        /* one list deeper, however far the depth jumps */
                } else {
                        for (; depth > e[i].depth && depth > 1; depth--)
                                buf_put(p->o, S("</li>\n</ul>\n"));
                        buf_put(p->o, S("</li>\n<li>"));
                }
                buf_put(p->o, S("<a href=\"#"));
                put_attr(p->o, doc_anchor(p->a, p->d, e[i].block));
                buf_put(p->o, S("\">"));
                put(p->o, e[i].text);
                buf_put(p->o, S("</a>"));
        }
        for (; depth > 0; depth--)
                buf_put(p->o, S("</li>\n</ul>\n"));
        buf_put(p->o, S("</nav>\n"));
}

/* Classes: gw- and the role; assets/app.css and `style` below dress them. */
static void put_line(struct page *p, int block)
{
        static const char *const roles[DOC_ROLES] = { "space", "rule", "label", "mark", "number", "to", "list",
                                                      "sign", "date", "note", "foot" };
        const struct doc_block *b = &p->d->blocks[block];
        const struct doc_line *l = b->line;
        if (l->role == DOC_ROLE_SPACE)
                return;
        if (l->role == DOC_ROLE_RULE) {
                buf_f(p->o, "<hr class=\"gw-rule%s\">\n", l->red ? " gw-red" : "");
                return;
        }
        buf_f(p->o, "<p class=\"gw-%s%s%s\">", roles[l->role], l->beside.n ? " gw-two" : "",
              l->align == DOC_RIGHT ? " gw-right" : l->align == DOC_CENTRE ? " gw-mid" : "");
        put_runs(p, b);
        if (l->beside.n) {
                buf_put(p->o, S("<span>"));
                put(p->o, l->beside);
                buf_put(p->o, S("</span>"));
        }
        buf_put(p->o, S("</p>\n"));
}

static void put_blocks(struct page *p, int from, int to)
{
        for (int i = from; i < to; i++) {
                const struct doc_block *b = &p->d->blocks[i];
                char h[3] = "h1";
                switch (b->kind) {
                case DOC_TITLE:
                        h[1] = (char)('0' + (b->level || p->title == 2 ? 2 : 1));
                        put_element(p, i, h, "");
                        break;
                case DOC_HEADING:
                        h[1] = (char)('0' + (p->below + b->level < 6 ? p->below + b->level : 6));
                        put_element(p, i, h, "");
                        break;
                case DOC_PARA:
                        put_element(p, i, "p", "");
                        break;
                case DOC_NOTE:
                        put_element(p, i, "p", "note");
                        break;
                case DOC_SIGNATURE:
                        put_element(p, i, "p", "signature");
                        break;
                case DOC_LINE:
                        put_line(p, i);
                        break;
                case DOC_TABLE:
                        put_table(p, i);
                        break;
                case DOC_CONTENTS:
                        put_contents(p, b->level);
                        break;
                case DOC_PAGE:
                        break;
                }
        }
}

void doc_html_part(struct buf *o, const struct doc *d, int from, int to, str chosen_fact)
{
        struct page p = {
                .o = o, .d = d, .a = o->arena, .chosen = chosen_fact,
                .title = 2, .below = 2, .links = d->fact_url.n > 0,
        };
        from = from < 0 ? 0 : from;
        put_blocks(&p, from, to < d->n_blocks ? to : d->n_blocks);
}

void doc_html_body(struct buf *o, const struct doc *d, str chosen_fact)
{
        doc_html_part(o, d, 0, d->n_blocks, chosen_fact);
}

/* ---- a file of its own -------------------------------------------------------------------- */

static const char style[] =
        "body{margin:0;background:#eef1f2;color:#111;font:17px/1.9 FangSong_GB2312,仿宋_GB2312,"
        "FangSong,仿宋,STFangsong,\"Noto Serif CJK SC\",serif}\n"
        "main{max-width:46rem;margin:0 auto;padding:3rem 4rem;background:#fff}\n"
        "h1,h2{font-family:方正小标宋_GBK,FZXiaoBiaoSong-B05S,\"Noto Serif CJK SC\",SimSun,serif;"
        "text-align:center;line-height:1.5;margin:2rem 0 1.5rem}\nh1{font-size:1.7rem}"
        "h2{font-size:1.5rem}\n"
        "h3,h4,h5,h6{font-size:1em;margin:.5rem 0 0;text-indent:2em}\n"
        "h3{font-family:SimHei,黑体,\"Noto Sans CJK SC\",sans-serif;font-weight:500}\n"
        "h4{font-family:KaiTi_GB2312,楷体_GB2312,KaiTi,楷体,STKaiti,\"LXGW WenKai\",serif}\n"
        "p{margin:0;text-indent:2em;text-align:justify}\n"
        "p.note{font-size:.875em;text-indent:0;margin:.25rem 0 1rem}\n"
        "p.signature{text-align:right;text-indent:0}\n"
        "a{color:#10485b}\nnav ul{list-style:none;padding-left:1.5em;margin:0}\n"
        "p.toc{text-align:center;text-indent:0;font-weight:700}\n"
        ".ls-scroll{overflow-x:auto;margin:1.5rem 0 .5rem}\n"
        "table{border-collapse:collapse;width:100%;font-size:.8125rem;line-height:1.4;"
        "font-variant-numeric:tabular-nums}\n"
        "caption{padding:0 0 .4rem}\ncaption b{display:block;font-size:1rem}\n"
        ".unit{float:right}\n.maker{float:left}\n"
        "th,td{border:1px solid #555;padding:.25rem .4rem;font-weight:400;text-align:left}\n"
        "thead th{font-weight:700;text-align:center;background:#f2f4f5}\n"
        ".num{text-align:right;white-space:nowrap}\n.c{text-align:center}\n"
        ".name{min-width:8em}.in1{padding-left:1.4em}.in2{padding-left:2.4em}.in3{padding-left:3.4em}\n"
        ".total th,.total td{font-weight:700}\n.unknown{color:#555;white-space:nowrap}\n"
        "@media(max-width:40rem){main{padding:1.5rem 1rem}}\n"
        "@media print{body{background:#fff}main{max-width:none;padding:0}"
        "tr{break-inside:avoid}h2{break-before:page}.ls-scroll{overflow:visible}}\n";

/* Only where there is a frame. */
static const char frame_style[] =
        ".gw-mark{color:#c00;text-align:center;text-indent:0;font:700 2.2rem/1.4 方正小标宋_GBK,"
        "FZXiaoBiaoSong-B05S,\"Noto Serif CJK SC\",serif;margin:2rem 0 1.5rem}\n"
        ".gw-rule{border:0;border-top:1.5px solid #111;opacity:1;margin:.25rem 0}"
        ".gw-red{border-color:#c00}\n"
        ".gw-label,.gw-to,.gw-foot{text-indent:0}.gw-label{font-family:SimHei,黑体,sans-serif}"
        ".gw-foot{font-size:.875em;padding:0 1em}.gw-to{margin-top:1em}\n"
        ".gw-mid{text-align:center;text-indent:0}.gw-right{text-align:right;text-indent:0;padding-right:4em}"
        ".gw-two{display:flex;justify-content:space-between;text-indent:0;padding:0 1em}\n"
        ".gw-sign{margin-top:2em}\n";

const struct fail *doc_html(struct ctx *cx, const struct doc *d, str *ret_bytes)
{
        struct buf o = buf_new(cx->arena, DOC_MAX_BYTES);
        buf_put(&o, S("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
                      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                      "<title>"));
        put_attr(&o, d->title);
        buf_put(&o, S("</title>\n"));
        const struct { const char *name; str value; } meta[] = {
                { "author", d->author }, { "description", d->subject }, { "keywords", d->keywords },
        };
        for (size_t i = 0; i < COUNT_OF(meta); i++) {
                if (!meta[i].value.n)
                        continue;
                buf_f(&o, "<meta name=\"%s\" content=\"", meta[i].name);
                put_attr(&o, meta[i].value);
                buf_put(&o, S("\">\n"));
        }
        buf_f(&o, "<style>\n%s%s</style>\n</head>\n<body>\n<main>\n", style, d->official ? frame_style : "");
        struct page p = {
                .o = &o, .d = d, .a = cx->arena, .title = 1, .below = 1 + doc_has_parts(d),
        };
        put_blocks(&p, 0, d->n_blocks);
        buf_put(&o, S("</main>\n</body>\n</html>\n"));
        return doc_take(cx, &o, ret_bytes);
}
