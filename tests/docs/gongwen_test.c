/* tests/docs/gongwen_test.c - the frame of official documents against the figures of GB/T 9704-2012:
 * counted on the rendered page by poppler's pdftotext, and in the XML of the DOCX. */
#include <sys/wait.h>
#include "core/doc/fit.h"
#include "core/doc/gongwen.h"
#include "core/text/zip.h"
#include "tests/test.h"

static struct doc *sample(struct ctx *cx, enum gongwen_form form, int paras)
{
        static const str names[] = { S_C("2026年目标任务分解表"), S_C("考核对象名单") };
        static const str who[] = { S_C("示例县目标绩效管理办公室") };
        struct gongwen g = {
                .form = form, .mark = S("示例县目标绩效管理办公室文件"), .number = S("示委目标〔2026〕1号"),
                .urgency = S("特急"), .signer = S("主任"), .title = S("关于下达2026年度目标任务的通知"),
                .to = S("各乡镇人民政府，县级各部门"), .appendices = names, .n_appendices = 2, .agencies = who,
                .n_agencies = 1, .date = day_make(2026, 1, 5), .note = S("联系电话：见通讯录"),
                .copies = S("县委办公室，县人大常委会办公室，县政府办公室，县政协办公室"),
                .printer = S("示例县目标绩效管理办公室"), .printed = day_make(2026, 1, 6),
        };
        struct doc *d = gongwen_new(cx->arena, &g);
        doc_heading(d, 1, S("一、总体要求"));
        doc_heading(d, 2, S("（一）指导思想"));
        for (int i = 0; i < paras; i++) {
                struct buf b = buf_new(cx->arena, 1 << 16);
                for (int k = 0; k < 200; k++)
                        buf_put(&b, S("目标任务"));
                doc_para_of(d, buf_str(&b));
        }
        gongwen_sign(d, &g);
        gongwen_appendix(d, 1, names[0]);
        struct doc_table *t = doc_table(d, (str){ 0 }, (str){ 0 }, 3);
        t->landscape = true;
        for (int i = 0; i < 3; i++)
                t->columns[i].head = S("列");
        struct doc_row *r = doc_row(d, t);
        doc_cell_text(d, r, 0, S("水务局"));
        gongwen_appendix(d, 2, names[1]);
        doc_para_of(d, S("各乡镇、县级各部门。"));
        gongwen_end(d, &g);
        return d;
}

static void keep(str dir, struct ctx *cx, const char *name, str bytes)
{
        FILE *f = fopen(str_f(cx->arena, "%.*s/%s", STR(dir), name).p, "wb");
        must(f && fwrite(bytes.p, 1, bytes.n, f) == bytes.n && !fclose(f));
}

static str output(struct ctx *cx, const char *cmd)
{
        FILE *p = popen(cmd, "r");
        must(p);
        struct buf o = buf_new(cx->arena, 64 << 20);
        char piece[4096];
        for (size_t n; (n = fread(piece, 1, sizeof(piece), p)) > 0;)
                buf_put(&o, (str){ piece, n });
        int status = pclose(p);
        return WIFEXITED(status) && !WEXITSTATUS(status) ? buf_str(&o) : (str){ 0 };
}

/* A page of text alone, as pdftotext sees it: 22 lines of 28 characters. */
TEST(a_page_has_22_lines_of_28_characters)
{
        str dir = test_dir(cx), pdf;
        done(doc_pdf_here(cx, sample(cx, GONGWEN_DOWN, 3), &pdf));
        keep(dir, cx, "doc.pdf", pdf);
        str text = output(cx, str_f(cx->arena, "pdftotext -f 2 -l 2 -layout '%.*s/doc.pdf' - 2>/dev/null",
                                    STR(dir)).p);
        if (!text.p) {
                test_skip("pdftotext is not here");
                return;
        }
        int lines = 0, full = 0;
        for (str rest = text; rest.p && rest.n;) {
                str l = str_trim(str_cut(rest, '\n', &rest));
                if (!l.n || l.p[0] == '\f' || str_find(l, S("—")) >= 0)
                        continue;
                lines++;
                full += utf8_count(l) == 28;
                ok(utf8_count(l) <= 28);
        }
        same_int(lines, 22);
        ok(full >= 18);

}

/* "12.345678" in thousandths. */
static int64_t milli(str s)
{
        str rest, whole = str_cut(s, '.', &rest);
        uint64_t a = 0, b = 0;
        str_u64(whole, &a);
        str_u64(str_head(rest, 3), &b);
        return (int64_t)(a * 1000 + b);
}

static int64_t value(str line, str name)
{
        ptrdiff_t at = str_find(line, name);
        str rest = { 0 };
        return at < 0 ? 0 : milli(str_cut(str_from(line, (size_t)at + name.n), '"', &rest));
}

/* Where words stand: the red mark 35 mm under the text's edge, numbers outside, the foot at the foot. */
TEST(the_frame_stands_where_the_standard_says)
{
        str dir = test_dir(cx), pdf;
        done(doc_pdf_here(cx, sample(cx, GONGWEN_DOWN, 3), &pdf));
        keep(dir, cx, "doc.pdf", pdf);
        str all = output(cx, str_f(cx->arena, "pdftotext -bbox '%.*s/doc.pdf' - 2>/dev/null", STR(dir)).p);
        if (!all.p) {
                test_skip("pdftotext is not here");
                return;
        }
        int page = 0;
        int64_t mark = 0, odd = 0, even = 0, foot = 0, sign = 0;
        for (str rest = all; rest.p;) {
                str l = str_cut(rest, '\n', &rest);
                page += str_find(l, S("<page ")) >= 0;
                int64_t x0 = value(l, S("xMin=\"")), x1 = value(l, S("xMax=\""));
                int64_t y0 = value(l, S("yMin=\"")), y1 = value(l, S("yMax=\""));
                bool dash = str_find(l, S(">—<")) >= 0;
                if (str_find(l, S("办公室文件")) >= 0)
                        mark = (y0 + y1) / 2;
                if (dash && page == 1)
                        odd = x1 > odd ? x1 : odd;
                if (dash && page == 2)
                        even = !even || x0 < even ? x0 : even;
                if (str_find(l, S("印发<")) >= 0)
                        foot = y1;
                if (str_find(l, S("2026年1月5日")) >= 0)
                        sign = x1;
        }
        ok(mark > 204000 && mark < 245000);     /* its upper edge at 72 mm */
        ok(odd > 507500 && odd < 508500);       /* 14 points in from 521.6 */
        ok(even > 92500 && even < 94500);       /* and from 79.4 */
        ok(foot > 715000 && foot < 745000);     /* the text ends at 742.7 */
        ok(sign > 457500 && sign < 459500);     /* four characters in */
}

static str part(struct ctx *cx, str docx, const char *name)
{
        static const struct zip_limits l = { 1 << 24, 1 << 26, 100, 1000 };
        struct zip_in *z CLEANUP(zip_in_close) = NULL;
        str s = S("");
        done(zip_in_open(cx, docx, &l, &z));
        int i = zip_in_find(z, name);
        if (ok(i >= 0))
                done(zip_in_read_all(cx, z, i, &s));
        return s;
}

static void has(str text, const char *what)
{
        if (!ok(str_find(text, str_of(what)) >= 0))
                test_note("not there: %s", what);
}

TEST(the_docx_says_the_same)
{
        str docx;
        done(doc_write(cx, sample(cx, GONGWEN_UP, 1), S("docx"), &docx));
        str body = part(cx, docx, "word/document.xml"), styles = part(cx, docx, "word/styles.xml");
        has(body, "w:top=\"2097\" w:right=\"1474\" w:bottom=\"1978\" w:left=\"1587\"");
        has(body, "<w:docGrid w:type=\"lines\" w:linePitch=\"580\"/>");
        has(body, "<w:footerReference w:type=\"even\" r:id=\"rId5\"/>");
        has(body, "w:color=\"FF0000\"/></w:pBdr>");
        has(body, "签发人：");
        has(body, "楷体_GB2312");
        has(body, "w:yAlign=\"bottom\"");
        has(body, "<w:pStyle w:val=\"BodyText\"/><w:keepNext/>");    /* the last text, with 版记 */
        has(styles, "公文正文");
        has(styles, "w:line=\"580\" w:lineRule=\"exact\"");
        has(styles, "<w:spacing w:val=\"-5\"/>");
        has(part(cx, docx, "word/settings.xml"), "<w:evenAndOddHeaders/>");
        has(part(cx, docx, "word/footer2.xml"), "<w:jc w:val=\"left\"/>");
}

TEST(every_form_is_written_in_every_format)
{
        for (int form = 0; form < GONGWEN_FORMS; form++)
                for (int w = 0; w < n_doc_writers; w++) {
                        str bytes = { 0 };
                        done(doc_write(cx, sample(cx, (enum gongwen_form)form, 2), str_of(doc_writers[w].as),
                                       &bytes));
                        ok(bytes.n > 500);
                }
        str txt, html;
        done(doc_write(cx, sample(cx, GONGWEN_UP, 1), S("txt"), &txt));
        has(txt, "示委目标〔2026〕1号　　签发人：主任");
        has(txt, "抄送：县委办公室，县人大常委会办公室，县政府办公室，县政协办公室。");
        has(txt, "附件：1. 2026年目标任务分解表\n2. 考核对象名单");
        done(doc_write(cx, sample(cx, GONGWEN_LETTER, 1), S("html"), &html));
        has(html, "<p class=\"gw-mark");
}

TEST(a_frame_survives_the_way_to_the_child)
{
        struct buf one = buf_new(cx->arena, 1 << 22), two = buf_new(cx->arena, 1 << 22);
        struct doc *back;
        doc_pack(&one, sample(cx, GONGWEN_MINUTES, 1));
        done(doc_unpack(cx, buf_str(&one), &back));
        doc_pack(&two, back);
        ok(str_eq(buf_str(&one), buf_str(&two)));
        ok(back->official && !back->letter);
}

/* ---- titles: 词意完整、排列对称、长短适宜 --------------------------------------------------------------- */

static int times(str s, str word)
{
        int n = 0;
        for (ptrdiff_t at; (at = str_find(s, word)) >= 0; s = str_from(s, (size_t)at + word.n))
                n++;
        return n;
}

TEST(a_title_is_cut_where_words_end)
{
        enum { ROOM = 40 };
        static const char *const titles[] = {
                "示例县目标绩效管理办公室关于印发2026年度综合目标绩效考核实施方案的通知",
                "关于示例县水务局2025年度目标任务完成情况第三季度督查的通报",
                "示例县河道管理站关于报送农村供水工程建设进度和资金使用情况的报告",
                "关于调整示例县目标绩效管理工作领导小组成员和各成员单位职责分工并进一步明确年度重点工作任务的通知",
        };
        static const char *const words[] = {
                "目标", "绩效", "管理", "办公室", "示例", "水务局", "印发", "年度", "考核", "方案", "通知", "任务", "完成", "情况", "季度",
                "督查", "河道", "报送", "农村", "供水", "工程", "建设", "进度", "资金", "报告", "调整", "小组", "成员", "单位", "职责",
                "2026年", "2025年",
        };
        for (size_t i = 0; i < COUNT_OF(titles); i++) {
                str title = str_of(titles[i]), cut = doc_title_cut(cx->arena, title, ROOM), rest = cut;
                struct buf whole = buf_new(cx->arena, 1024);
                ok(times(cut, S("\n")) > 0);
                while (rest.p) {
                        str line = str_cut(rest, '\n', &rest);
                        ok(utf8_count(line) > 8 && doc_lines(line, ROOM, 0) == 1);
                        buf_put(&whole, line);
                }
                ok(str_eq(buf_str(&whole), title));
                for (size_t k = 0; k < COUNT_OF(words); k++)
                        if (!ok(times(cut, str_of(words[k])) == times(title, str_of(words[k]))))
                                test_note("%s is cut in %.*s", words[k], STR(cut));
        }
        same_str(doc_title_cut(cx->arena, S("关于下达2026年度目标任务的通知"), ROOM), "关于下达2026年度目标任务的通知");
        same_str(doc_title_cut(cx->arena, S("甲\n乙"), ROOM), "甲\n乙");
}

/* A draft has no day yet: who will sign stands there all the same, with blanks for it. */
TEST(a_draft_shows_who_will_sign)
{
        static const str who[] = { S_C("示例县目标绩效管理办公室") };
        struct gongwen g = { .mark = who[0], .title = S("通知"), .agencies = who, .n_agencies = 1, .date = DAY_NONE,
                             .printed = DAY_NONE };
        struct doc *d = gongwen_new(cx->arena, &g);
        str text;
        gongwen_sign(d, &g);
        done(doc_write(cx, d, S("html"), &text));
        ok(str_find(text, S("　　　　年　　月　　日")) >= 0 && times(text, who[0]) > 1);
}

/* The last lines of the text go over with who signs, however long the text is. */
TEST(who_signs_never_stands_on_a_page_without_text)
{
        static const str who[] = { S_C("示例县目标绩效管理办公室") };
        str dir = test_dir(cx);
        for (int paras = 8; paras < 20; paras++) {
                struct gongwen g = { .mark = S("文件"), .title = S("通知"), .agencies = who, .n_agencies = 1,
                                     .date = day_make(2026, 1, 5), .printed = DAY_NONE };
                struct doc *d = gongwen_new(cx->arena, &g);
                str pdf;
                for (int i = 0; i < paras; i++)
                        doc_para_of(d, S("各单位照此执行。"));
                gongwen_sign(d, &g);
                done(doc_pdf_here(cx, d, &pdf));
                keep(dir, cx, "sign.pdf", pdf);
                str text = output(cx, str_f(cx->arena, "pdftotext -layout '%.*s/sign.pdf' - 2>/dev/null",
                                            STR(dir)).p);
                if (!text.p) {
                        test_skip("pdftotext is not here");
                        return;
                }
                while (text.n) {
                        str page = str_cut(text, '\f', &text);
                        ok(str_find(page, who[0]) < 0 || str_find(page, S("各单位照此执行")) >= 0);
                }
        }
}

/* 版记 does neither, whatever it follows: text and who signs, the list of appendices, an appendix's text or table. */
TEST(the_foot_never_stands_on_a_page_without_text)
{
        static const str who[] = { S_C("示例县目标绩效管理办公室") }, names[] = { S_C("名单"), S_C("照此执行分解表") };
        enum { PLAIN, LISTED, TEXT, TABLE, KINDS };
        str dir = test_dir(cx);
        int foots = 0;
        for (int kind = 0; kind < KINDS; kind++)
                for (int paras = 3; paras < 26; paras++) {
                        struct gongwen g = { .mark = S("文件"), .title = S("通知"), .agencies = who, .n_agencies = 1,
                                             .appendices = names, .n_appendices = kind == LISTED ? 2 : 0,
                                             .date = day_make(2026, 1, 5), .copies = S("县委办公室"),
                                             .printer = S("印机关"), .printed = day_make(2026, 1, 6) };
                        struct doc *d = gongwen_new(cx->arena, &g);
                        str pdf;
                        for (int i = 0; i < paras; i++)
                                doc_para_of(d, S("各单位照此执行。"));
                        if (paras % 3 == 0)
                                doc_heading(d, 1, S("一、照此执行"));
                        doc_para_of(d, S("各单位照此执行。"));
                        gongwen_sign(d, &g);
                        if (kind == TEXT || kind == TABLE)
                                gongwen_appendix(d, 0, names[0]);
                        for (int i = 0; i < paras && kind == TEXT; i++)
                                doc_para_of(d, S("照此执行。"));
                        struct doc_table *t = kind == TABLE ? doc_table(d, (str){ 0 }, (str){ 0 }, 1) : NULL;
                        for (int i = 0; i < 2 * paras && t; i++)
                                doc_cell_text(d, doc_row(d, t), 0, S("照此执行"));
                        gongwen_end(d, &g);
                        done(doc_pdf_here(cx, d, &pdf));
                        keep(dir, cx, "foot.pdf", pdf);
                        str text = output(cx, str_f(cx->arena, "pdftotext -layout '%.*s/foot.pdf' - 2>/dev/null",
                                                    STR(dir)).p);
                        if (!text.p) {
                                test_skip("pdftotext is not here");
                                return;
                        }
                        for (bool first = true; text.n; first = false) {
                                str page = str_cut(text, '\f', &text);
                                bool foot = str_find(page, S("日印发")) >= 0, says = str_find(page, S("照此执行")) >= 0;
                                foots += foot;
                                if (!ok(says || !str_trim(page).n))
                                        test_note("kind %d, %d paragraphs: a page %s text", kind, paras,
                                                  foot ? "of 版记 without" : first ? "one without" : "without");
                        }
                }
        same_int(foots, KINDS * 23);
}
