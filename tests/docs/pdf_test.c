/* tests/docs/pdf_test.c - the PDF as readers' programs see it, and how its lines break.
 *
 * poppler's programs (pdftotext, pdffonts, pdftoppm) are run, never linked; where they are not
 * there, that part is skipped. */
#include <sys/wait.h>
#include "core/doc/pdf.h"
#include "tests/docs/sample.h"
#include "tests/test.h"

/* Runs a command with the PDF as its file argument; absent when the program is missing. */
static str run(struct ctx *cx, str dir, const char *program, const char *args)
{
        str cmd = str_f(cx->arena, "command -v %s >/dev/null || exit 99; %s %s", program, program, args);
        str whole = str_f(cx->arena, "cd '%.*s' && { %.*s; } 2>&1", STR(dir), STR(cmd));
        FILE *p = popen(whole.p, "r");
        must(p);
        struct buf o = buf_new(cx->arena, 64 << 20);
        char piece[4096];
        for (size_t n; (n = fread(piece, 1, sizeof(piece), p)) > 0;)
                buf_put(&o, (str){ piece, n });
        int status = pclose(p);
        if (WIFEXITED(status) && WEXITSTATUS(status) == 99)
                return (str){ 0 };
        if (!ok(status == 0))
                test_note("%s: %.*s", program, STR(str_head(buf_str(&o), 200)));
        return buf_str(&o);
}

static str pdf_file(struct ctx *cx, const struct doc *d)
{
        str dir = test_dir(cx), pdf = { 0 };
        int missing = -1;
        done(pdf_write(cx, d, &pdf, &missing));
        same_int(missing, 0);
        FILE *f = fopen(str_f(cx->arena, "%.*s/doc.pdf", STR(dir)).p, "wb");
        must(f && fwrite(pdf.p, 1, pdf.n, f) == pdf.n && !fclose(f));
        return dir;
}

enum { CODES_END = 0x30000 };

static void count(int *seen, str s, int by)
{
        uint32_t code;
        for (size_t n; s.n && (n = utf8_next(s, &code)); s = str_from(s, n)) {
                if (code > 0x20 && code != 0x3000 && code < CODES_END)
                        seen[code] += by;
        }
}

/* Every character of the document, as often as it stands there, must come back from the PDF; so
 * must each figure and each heading in one piece. */
TEST(pdf_text_comes_back)
{
        struct doc *d = sample_doc(cx->arena);
        str text = run(cx, pdf_file(cx, d), "pdftotext", "-raw doc.pdf -");
        if (!text.p) {
                test_skip("pdftotext is not here");
                return;
        }
        int *seen = NEW_ARRAY(cx->arena, int, CODES_END);
        count(seen, text, 1);
        for (int i = 0; i < d->n_blocks; i++) {
                const struct doc_block *b = &d->blocks[i];
                for (int k = 0; k < b->n_runs; k++)
                        count(seen, b->runs[k].text, -1);
                if (b->kind == DOC_HEADING && b->level < 3)
                        ok(str_find(text, doc_plain(cx->arena, b)) >= 0);
                const struct doc_table *t = b->table;
                for (int r = 0; t && r < t->n_rows; r++) {
                        for (int c = 0; c < t->n_columns; c++) {
                                str s = doc_cell_shown(cx->arena, t, &t->rows[r].cells[c], c);
                                count(seen, s, -1);
                                if (t->rows[r].cells[c].kind == DOC_NUMBER && str_find(text, s) < 0)
                                        test_note("lost: %.*s", STR(s));
                        }
                }
                struct doc_grid g = { 0 };
                if (t)
                        g = doc_grid_of(cx->arena, t);
                for (int h = 0; h < g.n_heads; h++)
                        count(seen, g.heads[h].text, -1);
                if (t) {
                        count(seen, t->note, -1);
                        count(seen, t->unit_line, -1);
                        count(seen, t->title, -1);
                }
        }
        int lost = 0;
        for (uint32_t c = 0; c < CODES_END; c++) {
                if (seen[c] < 0)
                        test_note("U+%04X is lost %d times", c, -seen[c]);
                lost += seen[c] < 0;
        }
        same_int(lost, 0);
}

/* GB/T 9704 7.3.1: a title's lines end where its words do. */
TEST(pdf_titles_are_cut_between_names)
{
        static const struct { const char *title, *lines; } titles[] = {
                { "中共武胜县委目标绩效管理办公室2024年部门预算",
                  "中共武胜县委目标绩效管理办公室\n2024年部门预算" },
                { "第一部分  中共武胜县委目标绩效管理办公室概况",
                  "中共武胜县委\n目标绩效管理办公室概况" },
                { "关于印发《武胜县目标绩效管理办公室主任会议制度》的通知",      /* 办公室主任 is one */
                  "主任会议" },
                { "示例县水务局2024年部门预算", "示例县水务局2024年部门预算" },
                /* Twenty characters with bold figures are wider than a line of twenty. */
                { "第二部分  中共武胜县委目标绩效管理办公室2024年部门预算情况说明",
                  "中共武胜县委目标绩效管理办公室\n2024年部门预算情况说明" },
        };
        for (size_t i = 0; i < COUNT_OF(titles); i++) {
                struct doc *d = doc_new(cx->arena, str_of(titles[i].title));
                doc_title(d, str_of(titles[i].title));
                str text = run(cx, pdf_file(cx, d), "pdftotext", "-raw doc.pdf -");
                if (!text.p) {
                        test_skip("pdftotext is not here");
                        return;
                }
                if (!ok(str_find(text, str_of(titles[i].lines)) >= 0))
                        test_note("%.*s", STR(text));
        }
}

TEST(pdf_fonts_are_embedded)
{
        str out = run(cx, pdf_file(cx, sample_doc(cx->arena)), "pdffonts", "doc.pdf");
        if (!out.p) {
                test_skip("pdffonts is not here");
                return;
        }
        int fonts = 0;
        for (str rest = out, line; rest.p;) {
                line = str_cut(rest, '\n', &rest);
                if (!line.n || str_starts(line, S("name ")) || str_starts(line, S("----")))
                        continue;
                fonts++;
                if (!ok(str_find(line, S(" yes yes yes ")) > 0))        /* embedded, subset, to Unicode */
                        test_note("%.*s", STR(line));
        }
        ok(fonts >= 4);
}

static int64_t number(const char **p)
{
        int64_t v = 0;
        while (**p == ' ' || **p == '\n')
                ++*p;
        for (; **p >= '0' && **p <= '9'; ++*p)
                v = v * 10 + **p - '0';
        return v;
}

/* No page is empty, and nothing stands nearer to an edge than 13 mm: no column is cut. */
TEST(pdf_pages_are_full_and_within_margins)
{
        str dir = pdf_file(cx, sample_doc(cx->arena));
        if (!run(cx, dir, "pdftoppm", "-r 36 -gray doc.pdf page").p) {
                test_skip("pdftoppm is not here");
                return;
        }
        int pages = 0;
        for (int n = 1; n < 100; n++) {
                FILE *f = fopen(str_f(cx->arena, "%.*s/page-%02d.pgm", STR(dir), n).p, "rb");
                if (!f)
                        break;
                char *bytes = arena_alloc(cx->arena, 1 << 20);
                size_t size = fread(bytes, 1, (1 << 20) - 1, f);
                fclose(f);
                const char *p = bytes + 2;      /* P5 */
                int64_t w = number(&p), h = number(&p), max = number(&p), edge = 13 * 36 * 10 / 254;
                must(max == 255 && (size_t)(p + 1 - bytes) + (size_t)(w * h) <= size);
                const unsigned char *dot = (const unsigned char *)p + 1;
                int64_t inked = 0, outside = 0;
                for (int64_t y = 0; y < h; y++) {
                        for (int64_t x = 0; x < w; x++) {
                                bool ink = dot[y * w + x] < 200;
                                inked += ink;
                                outside += ink && (x < edge || y < edge || x >= w - edge || y >= h - edge);
                        }
                }
                pages++;
                if (!ok(inked > 300 && outside == 0))
                        test_note("page %d: %ld dots, %ld outside", n, inked, outside);
        }
        ok(pages >= 20);
}

TEST(pdf_of_a_child_is_the_same)
{
        struct doc *d = sample_doc(cx->arena);
        str here = { 0 }, there = { 0 };
        done(doc_pdf_here(cx, d, &here));
        done(doc_pdf(cx, d, &there));
        ok(here.n > 1000 && str_eq(here, there));
}

TEST(pdf_says_what_no_font_has)
{
        struct doc *d = doc_new(cx->arena, S("x"));
        doc_para_of(d, S("a\xf3\xa0\xb8\x80z"));       /* U+E0E00, unassigned */
        str pdf;
        int missing = 0;
        done(pdf_write(cx, d, &pdf, &missing));
        same_int(missing, 1);
}

TEST(pdf_faces_are_named)
{
        struct doc_face faces[DOC_FACES];
        doc_faces(cx, faces);
        static const char *const roles[] = { "仿宋", "楷体", "黑体", "小标宋" };
        for (int i = 0; i < DOC_FACES; i++) {
                same_str(str_of(faces[i].role), roles[i]);
                ok(faces[i].have.n > 0);
                ok(faces[i].substituted == !str_is(faces[i].have, faces[i].want));
        }
}

/* ---- lines ---------------------------------------------------------------------------------- */

static void lines_are(struct ctx *cx, const char *text, int room, const char *want)
{
        struct pen *p CLEANUP(pen_close) = pen_open(cx, NULL);
        struct text_style style = { .face = PDF_HEI };
        struct text_line *l;
        int n = text_break(cx->arena, p, &style, str_of(text), room * 1000, 0, &l);
        struct buf o = buf_new(cx->arena, 4096);
        for (int i = 0; i < n; i++) {
                buf_f(&o, "%s%.*s", i ? "|" : "", STR(l[i].text));
                ok(l[i].last == (i == n - 1));
        }
        same_str(buf_str(&o), want);
}

TEST(pdf_lines_end_where_chinese_lines_may)
{
        lines_are(cx, "一二三四五六七", 3, "一二三|四五六|七");
        lines_are(cx, "一二三，四五", 3, "一二|三，四|五");              /* no comma begins a line */
        lines_are(cx, "一二（三四）五", 3, "一二|（三|四）五");            /* no bracket ends one */
        lines_are(cx, "收入1,726.32万元", 4, "收入|1,726.32|万元");       /* a figure stays whole */
        lines_are(cx, "收入1,726.32万元", 3, "收入|1,726.|32万|元");       /* and is cut only if it must be */
        lines_are(cx, "一——二三四", 3, "一——|二三四");                  /* a dash is never halved */
        lines_are(cx, "english words", 4, "english|words");
        lines_are(cx, "", 4, "");
}

TEST(doc_fit_uses_the_room_and_no_more)
{
        struct doc *d = sample_doc(cx->arena);
        struct doc_measure measure = { .width = doc_em_guess };
        for (int i = 0; i < d->n_blocks; i++) {
                const struct doc_table *t = d->blocks[i].table;
                if (!t)
                        continue;
                struct doc_grid g = doc_grid_of(cx->arena, t);
                static const int rooms[] = { 728000, 442000, 90000 };
                for (size_t k = 0; k < COUNT_OF(rooms); k++) {
                        struct doc_fit fit = doc_fit_of(cx->arena, t, &g, rooms[k], 0, &measure);
                        int64_t sum = 0;
                        for (int c = 0; c < t->n_columns; c++) {
                                sum += fit.widths[c];
                                ok(fit.widths[c] > 0);
                        }
                        same_int(sum, rooms[k]);
                        ok(fit.size >= DOC_SIZE_FLOOR && fit.size <= 10500);
                }
        }
}

/* "原件未 / 载" in 表3-2: a short head and short figures, the words for the unknown one broken. */
TEST(doc_fit_keeps_the_words_for_an_unknown_figure_whole)
{
        static const struct sample_col cols[] = {
                { "单位名称", NULL, NULL, 8, -1, DOC_LEFT }, { "科目名称", NULL, NULL, 8, -1, DOC_LEFT },
                MONEY("金额", NULL, NULL), MONEY("小计", NULL, NULL),
        };
        struct doc *d = doc_new(cx->arena, S("表"));
        struct doc_table *t = sample_table(d, "表1", "有未载的表", cols, 4);
        struct doc_row *r = doc_row(d, t);
        doc_cell_text(d, r, 0, S("示例县农村供水总站及其所属各乡镇供水管理所"));
        doc_cell_text(d, r, 1, S("其他党委办公厅（室）及相关机构事务支出和其他支出"));
        doc_cell_unknown(d, r, 2, S("原件未载"));
        doc_cell_number(r, 3, 142);
        struct doc_grid g = doc_grid_of(cx->arena, t);
        struct doc_measure measure = { .width = doc_em_guess };
        for (int room = 150000; room <= 442000; room += 1000) {
                struct doc_fit fit = doc_fit_of(cx->arena, t, &g, room, 0, &measure);
                int left = fit.widths[2] / 50 * 50 - 2 * fit.pad;       /* in whole twips, as a DOCX has it */
                if (!ok(left >= 4 * fit.size)) {
                        test_note("in %d: %d of %d", room, left, 4 * fit.size);
                        break;
                }
        }
}

TEST(doc_header_cells_cover_the_grid_once)
{
        struct doc *d = sample_doc(cx->arena);
        for (int i = 0; i < d->n_blocks; i++) {
                const struct doc_table *t = d->blocks[i].table;
                if (!t)
                        continue;
                struct doc_grid g = doc_grid_of(cx->arena, t);
                int cover[3][DOC_MAX_COLUMNS] = { 0 };
                for (int h = 0; h < g.n_heads; h++) {
                        const struct doc_head *x = &g.heads[h];
                        for (int r = x->row; r < x->row + x->rows; r++) {
                                for (int c = x->col; c < x->col + x->cols; c++)
                                        cover[r][c]++;
                        }
                }
                for (int r = 0; r < g.n_rows; r++) {
                        for (int c = 0; c < t->n_columns; c++)
                                same_int(cover[r][c], 1);
                }
        }
}

TEST(doc_pages_turn_once)
{
        struct doc *d = doc_new(cx->arena, S("x"));
        doc_page(d);
        doc_title(d, S("题"));
        doc_page(d);
        doc_page(d);
        doc_title(d, S("第四部分"));
        doc_heading(d, 1, S("一、"));
        doc_table(d, S("表1"), S("宽"), 2)->landscape = true;
        doc_note(d, S("注"));
        doc_para_of(d, S("末"));
        const struct doc_place *p = doc_places(cx->arena, d);
        static const struct { bool page, wide, shown; } want[] = {
                { false, false, false }, { false, false, true }, { false, false, false }, { false, false, false },
                { true, true, true }, { false, true, true }, { false, true, true }, { false, true, true },
                { true, false, true },
        };
        for (int i = 0; i < d->n_blocks; i++)
                ok(p[i].page == want[i].page && p[i].wide == want[i].wide && p[i].shown == want[i].shown);
}

TEST(doc_empty_cells_join_the_filled_one_above)
{
        struct doc *d = doc_new(cx->arena, S("x"));
        struct doc_table *t = doc_table(d, S(""), S(""), 2);
        t->columns[0].joins = true;
        static const char *const names[] = { "", "甲", "", "", "合计", "", "乙", "" };
        for (int i = 0; i < 8; i++) {
                struct doc_row *r = doc_row(d, t);
                r->total = i == 4;
                doc_cell_text(d, r, 0, str_of(names[i]));
        }
        static const int want[] = { 1, 3, 0, 0, 1, 1, 2, 0 };
        for (int i = 0; i < 8; i++) {
                same_int(doc_cell_rows(t, i, 0), want[i]);
                same_int(doc_cell_rows(t, i, 1), 1);
        }
        struct buf o = buf_new(cx->arena, 1 << 20);
        doc_html_body(&o, d, (str){ 0 });
        ok(str_find(buf_str(&o), S("<th scope=\"rowgroup\" rowspan=\"3\">甲</th>")) > 0);
        str document;
        done(doc_docx(cx, d, &document));
        int missing;
        done(pdf_write(cx, d, &document, &missing));
}

static str paper(struct ctx *cx)
{
        struct doc *d = doc_new(cx->arena, S("柳溪镇得分说明"));
        str bytes;
        doc_title(d, S("柳溪镇得分说明"));
        doc_heading(d, 1, S("一、得分一览"));
        doc_para_of(d, S("党的建设、经济社会发展、民生实事办理三块，满分一百分，暂得 75.71 分。"));
        doc_bold(d, S("失分最多的是民生实事办理。"));
        struct doc_table *t = doc_table(d, (str){ 0 }, S("指标得分"), 2);
        struct doc_row *r = doc_row(d, t);
        doc_cell_text(d, r, 0, S("固定资产投资"));
        doc_cell_text(d, r, 1, S("完成率比例"));
        done(doc_pdf_here(cx, d, &bytes));
        return bytes;
}

/* Of a face of 25 MB only the outlines of what is written: a subset that keeps the subroutines is 50 kB a face at
 * the least, and 500 kB where they cannot be followed. */
TEST_DB(pdf_carries_only_the_glyphs_it_shows)
{
        str one = paper(cx), two = paper(cx);
        ok(str_starts(one, S("%PDF-")));
        ok(one.n < 60 * 1000);
        ok(str_eq(one, two));
        ok(str_find(one, S("/ToUnicode")) > 0);         /* so that it can be copied out again */
}
