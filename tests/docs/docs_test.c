/* tests/docs/docs_test.c - what the writers write, part by part, against files to read. */
#include "core/doc/write.h"
#include "core/text/sheet.h"
#include "core/text/xml.h"
#include "tests/docs/golden.h"
#include "tests/docs/sample.h"

/* A page of everything: small enough that its files can be read. */
static struct doc *small_doc(struct arena *a)
{
        struct doc *d = doc_new(a, S("示例县水务局2024年部门预算"));
        d->author = S("示例县水务局");
        d->subject = S("部门预算公开 <&>");
        d->keywords = S("预算");
        d->made_at = 1732064700000;
        d->fact_url = S("/budget/7/figures/");
        doc_title(d, S("示例县水务局\n2024年部门预算"));
        doc_contents(d);
        doc_page(d);
        doc_page(d);
        doc_title(d, S("第一部分  情况说明"));
        doc_heading(d, 1, S("一、收支预算情况说明"))->anchor = S("income");
        doc_para_of(d, S("2024年收支预算总数"));
        doc_figure(d, S("1,726.32"), S("total"));
        doc_text(d, S("万元，占"));
        doc_figure(d, S("93.50%"), S("share of/total"));
        doc_bold(d, S("；合计不变。"));
        doc_heading(d, 2, S("（一）特殊文字"));
        doc_heading(d, 3, S("1.小标题"));
        doc_heading(d, 4, S("（1）更小的标题"));
        doc_para_of(d, S("=SUM(A1) <b>&amp;</b> ]]> \"引\" '号' \x01\x1f末\xff尾\xef\xbf\xbf。"));
        static const struct sample_col cols[] = {
                { "类", "科目编码", NULL, 2, -1, DOC_CENTRE }, { "款", "科目编码", NULL, 2, -1, DOC_CENTRE },
                { "科目名称", NULL, NULL, 8, -1, DOC_LEFT }, MONEY("合计", NULL, NULL),
                MONEY("小计", "一般公共预算", "当年安排"), MONEY("基本支出", "一般公共预算", "当年安排"),
                MONEY("项目支出", NULL, "当年安排"),
        };
        struct doc_table *t = sample_table(d, "表1", "部门支出总表", cols, 7);
        for (int i = 0; i < 4; i++) {
                struct doc_row *r = doc_row(d, t);
                static const int level[] = { 3, 1, 0, 0 }, over[] = { 4, 6 }, sub[] = { 5 }, below[] = { 2, 3 };
                r->total = i == 0;
                r->level = level[i];
                if (i == 0) {
                        doc_cell_text(d, r, 0, S("合计"))->span = 3;
                } else {
                        doc_cell_text(d, r, 0, S("213"));
                        doc_cell_text(d, r, 1, i > 1 ? S("03") : S(""));
                        doc_cell_text(d, r, 2, i == 1 ? S("农林水支出") : i == 2 ? S("=HYPERLINK(\"x\")") : S("+水利"));
                }
                int64_t v = i < 2 ? 10000 : i == 2 ? 7501 : 2499;
                doc_sum_cols(d, doc_cell_number(r, 3, v), over, 2);
                doc_sum_cols(d, doc_cell_number(r, 4, v - 100), sub, 1);
                doc_cell_number(r, 5, v - 100)->fact = S("basic");
                if (i == 3)
                        doc_cell_unknown(d, r, 6, S("原件未载"));
                else
                        doc_cell_number(r, 6, 100);
                if (i == 1)
                        doc_sum_rows(d, &r->cells[5], below, 2);        /* 74.01 + 23.99 is not 99.00 */
                if (i == 0) {
                        static const int detail[] = { 1 };
                        doc_sum_rows(d, &r->cells[5], detail, 1);
                }
        }
        t->note = S("注：原件未载的单元格无法推知。");
        doc_note(d, S("第二条注。"));
        t = sample_table(d, "表2", "政府性基金预算支出预算表", cols + 2, 3);
        t->note = S("备注：没有使用政府性基金预算拨款安排的支出，故本表为空。");
        doc_para_of(d, S("以上。"));
        doc_signature(d, S("示例县水务局"));
        doc_page(d);
        return d;
}

static str written(struct ctx *cx, const struct doc *d, const char *as)
{
        str bytes = { 0 };
        done(doc_write(cx, d, str_of(as), &bytes));
        return bytes;
}

TEST(docs_txt_is_as_read)
{
        golden_same(cx, written(cx, small_doc(cx->arena), "txt"), "tests/docs/small.txt");
        golden_same(cx, written(cx, sample_doc(cx->arena), "txt"), "tests/docs/sample.txt");
}

TEST(docs_html_is_as_read)
{
        golden_same(cx, written(cx, small_doc(cx->arena), "html"), "tests/docs/small.html");
        struct buf o = buf_new(cx->arena, 1 << 20);
        doc_html_body(&o, small_doc(cx->arena), S("total"));
        golden_same(cx, buf_str(&o), "tests/docs/small-body.html");
}

TEST(docs_docx_parts_are_as_read)
{
        str package = written(cx, small_doc(cx->arena), "docx");
        static const char *const parts[][2] = {
                { "word/document.xml", "tests/docs/small-document.xml" },
                { "word/styles.xml", "tests/docs/small-styles.xml" },
                { "docProps/core.xml", "tests/docs/small-core.xml" },
        };
        for (size_t i = 0; i < COUNT_OF(parts); i++)
                golden_same(cx, golden_lines(cx, golden_part(cx, package, parts[i][0])), parts[i][1]);
}

TEST(docs_xlsx_parts_are_as_read)
{
        str package = written(cx, small_doc(cx->arena), "xlsx");
        static const char *const parts[][2] = {
                { "xl/worksheets/sheet1.xml", "tests/docs/small-sheet1.xml" },
                { "xl/worksheets/sheet2.xml", "tests/docs/small-sheet2.xml" },
                { "xl/workbook.xml", "tests/docs/small-workbook.xml" },
                { "xl/sharedStrings.xml", "tests/docs/small-strings.xml" },
        };
        for (size_t i = 0; i < COUNT_OF(parts); i++)
                golden_same(cx, golden_lines(cx, golden_part(cx, package, parts[i][0])), parts[i][1]);
}

TEST(docs_every_part_is_well_formed)
{
        static const char *const kinds[] = { "docx", "xlsx" };
        for (size_t k = 0; k < COUNT_OF(kinds); k++) {
                str package = written(cx, sample_doc(cx->arena), kinds[k]);
                struct zip_in *z CLEANUP(zip_in_close) = NULL;
                if (!done(zip_in_open(cx, package, &golden_limits, &z)))
                        return;
                for (int i = 0; i < zip_in_count(z); i++) {
                        str part;
                        struct xml_handler none = { 0 };
                        if (!done(zip_in_read_all(cx, z, i, &part)))
                                continue;
                        struct xml_in *x = xml_new(cx, &none, NULL);
                        xml_feed(x, part);
                        if (!done(xml_end(&x)))
                                test_note("%.*s", STR(zip_in_name(z, i)));
                }
        }
}

TEST(docs_same_doc_gives_same_bytes)
{
        for (int i = 0; i < n_doc_writers; i++) {
                str a = written(cx, sample_doc(cx->arena), doc_writers[i].as);
                str b = written(cx, sample_doc(cx->arena), doc_writers[i].as);
                if (!ok(a.n && str_eq(a, b)))
                        test_note("%s", doc_writers[i].as);
        }
        ok(!doc_writer_find(S("doc")));
        str out;
        const struct fail *f = doc_write(cx, sample_doc(cx->arena), S("doc"), &out);
        ok(f && f->kind == FAIL_INVALID);
}

/* ---- formulas ------------------------------------------------------------------------------ */

struct cells {
        struct arena *a;
        struct { str formula, value; bool text; } at[200][64];
        int  row, col, n_formulas;
        bool in_f, in_v;
};

static void ref_read(str ref, int *row, int *col)
{
        *row = *col = 0;
        for (size_t i = 0; i < ref.n; i++) {
                if (ref.p[i] >= 'A')
                        *col = *col * 26 + ref.p[i] - 'A' + 1;
                else
                        *row = *row * 10 + ref.p[i] - '0';
        }
        *row -= 1;
        *col -= 1;
}

static void cell_open(void *arg, str name, const struct pair *attrs, int n)
{
        struct cells *c = arg;
        c->in_f = str_is(name, "f");
        c->in_v = str_is(name, "v");
        if (!str_is(name, "c"))
                return;
        ref_read(xml_attr_of(attrs, n, "r"), &c->row, &c->col);
        must(c->row < 200 && c->col < 64);
        c->at[c->row][c->col].text = str_is(xml_attr_of(attrs, n, "t"), "s");
}

static void cell_text(void *arg, str s)
{
        struct cells *c = arg;
        str *to = c->in_f ? &c->at[c->row][c->col].formula : c->in_v ? &c->at[c->row][c->col].value : NULL;
        if (to)
                *to = str_f(c->a, "%.*s%.*s", STR(*to), STR(s));
}

static void cell_close(void *arg, str name)
{
        struct cells *c = arg;
        c->in_f = c->in_v = false;
        c->n_formulas += str_is(name, "f");
}

static int64_t value_of(const struct cells *c, int row, int col)
{
        /* The library writes 16 digits of the double: 9.029999999999999 reads back as 9.03. */
        int64_t v = 0;
        str s = c->at[row][col].value;
        ptrdiff_t dot = str_find(s, S("."));
        ok(!c->at[row][col].text);
        bool up = dot >= 0 && s.n > (size_t)dot + 7 && s.p[dot + 7] >= '5';
        if (s.n && !ok(!decimal_read(dot < 0 ? s : str_head(s, (size_t)dot + 7), 6, &v)))
                test_note("no number: %.*s", STR(s));
        return v + (up ? s.p[0] == '-' ? -1 : 1 : 0);
}

/* "SUM(C5:C9,C11)", computed as a spreadsheet will. */
static int64_t formula_of(const struct cells *c, str f)
{
        int64_t sum = 0;
        ok(str_starts(f, S("SUM(")) && str_ends(f, S(")")));
        for (str rest = str_head(str_from(f, 4), f.n - 5); rest.p;) {
                str to, from = str_cut(str_cut(rest, ',', &rest), ':', &to);
                int r0, c0, r1, c1;
                ref_read(from, &r0, &c0);
                ref_read(to.p ? to : from, &r1, &c1);
                for (int r = r0; r <= r1; r++) {
                        for (int k = c0; k <= c1; k++)
                                sum += value_of(c, r, k);
                }
        }
        return sum;
}

TEST(docs_xlsx_formulas_hold_their_sums)
{
        str package = written(cx, sample_doc(cx->arena), "xlsx");
        int formulas = 0;
        for (int sheet = 1; sheet <= 16; sheet++) {
                str name = str_f(cx->arena, "xl/worksheets/sheet%d.xml", sheet);
                str part = golden_part(cx, package, name.p);
                struct cells *c = NEW(cx->arena, struct cells);
                c->a = cx->arena;
                struct xml_handler h = { .open = cell_open, .close = cell_close, .text = cell_text };
                struct xml_in *x = xml_new(cx, &h, c);
                xml_feed(x, part);
                done(xml_end(&x));
                for (int r = 0; r < 200; r++) {
                        for (int k = 0; k < 64; k++) {
                                if (c->at[r][k].formula.n)
                                        same_int(value_of(c, r, k), formula_of(c, c->at[r][k].formula));
                        }
                }
                formulas += c->n_formulas;
        }
        /* 表1 two, 表1-1 four, five tables of 22 rows, 表3-2 one: none was lost on the way. */
        same_int(formulas, 2 + 4 + 5 * 22 + 1);
}

/* ---- large and strange ---------------------------------------------------------------------- */

TEST(docs_ten_thousand_rows)
{
        struct doc *d = doc_new(cx->arena, S("长表"));
        static const struct sample_col cols[] = {
                { "名称", NULL, NULL, 6, -1, DOC_LEFT }, MONEY("金额", NULL, NULL), MONEY("其中", NULL, NULL),
        };
        struct doc_table *t = sample_table(d, "表1", "长表", cols, 3);
        for (int i = 0; i < 10000; i++) {
                struct doc_row *r = doc_row(d, t);
                doc_cell_text(d, r, 0, str_f(cx->arena, "第%d项", i));
                doc_cell_number(r, 1, i * 7);
                doc_cell_number(r, 2, -i);
        }
        str txt = written(cx, d, "txt");
        int lines = 0;
        for (size_t i = 0; i < txt.n; i++)
                lines += txt.p[i] == '\n';
        same_int(lines, 10000 + 5);     /* title, unit, header, rule, and an empty one */
        ok(str_find(txt, S("第9999项")) > 0 && str_find(txt, S("699.93")) > 0);
        str html = written(cx, d, "html");
        ok(str_find(html, S("第9999项")) > 0);
        str sheet = golden_part(cx, written(cx, d, "xlsx"), "xl/worksheets/sheet2.xml");
        ok(str_find(sheet, S("<c r=\"B10003\"")) > 0);
        str document = golden_part(cx, written(cx, d, "docx"), "word/document.xml");
        ok(str_find(document, S("第9999项")) > 0);
        str pdf;
        done(doc_pdf_here(cx, d, &pdf));
        ok(str_starts(pdf, S("%PDF-1.5")));
}

/* A few rows alone on a page are no page: a table that nearly fits is set tighter; one that fits, or is long,
 * stands as usual. */
TEST(docs_docx_saves_the_page_of_a_few_rows)
{
        static const struct { int rows; bool tight; } cases[] = {
                { 36, false }, { 42, true }, { 60, false },
        };
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct doc *d = doc_new(cx->arena, S("表"));
                static const struct sample_col cols[] = {
                        { "名称", NULL, NULL, 6, -1, DOC_LEFT }, MONEY("金额", NULL, NULL),
                };
                struct doc_table *t = sample_table(d, "表1", "多几行的表", cols, 2);
                for (int k = 0; k < cases[i].rows; k++) {
                        struct doc_row *r = doc_row(d, t);
                        doc_cell_text(d, r, 0, str_f(cx->arena, "第%d项", k));
                        doc_cell_number(r, 1, k * 7);
                }
                str document = golden_part(cx, written(cx, d, "docx"), "word/document.xml");
                bool tight = str_find(document, S("<w:tblCellMar><w:top w:w=\"10\"")) > 0;
                if (!ok(tight == cases[i].tight))
                        test_note("%d rows", cases[i].rows);
        }
}

TEST(docs_docx_cuts_its_title_behind_a_name)
{
        struct doc *d = doc_new(cx->arena, S("x"));
        doc_title(d, S("中共示例县委目标绩效管理办公室2024年部门预算"));
        doc_para_of(d, S("一行。"));
        str document = golden_part(cx, written(cx, d, "docx"), "word/document.xml");
        ok(str_find(document, S("管理办公室</w:t><w:br/><w:t>2024年部门预算")) > 0);
}

/* The number that stands in the contents behind an entry; 0: there is none. */
static int64_t listed_page(str document, const char *entry)
{
        const char *const marks[] = { entry, "w:fldCharType=\"separate\"", "<w:t>" };
        uint64_t n = 0;
        for (size_t i = 0; i < COUNT_OF(marks); i++) {
                ptrdiff_t at = str_find(document, str_of(marks[i]));
                if (!ok(at >= 0))
                        return 0;
                document = str_from(document, (size_t)at + strlen(marks[i]));
        }
        ok(str_u64(str_head(document, (size_t)str_find(document, S("<"))), &n));
        return (int64_t)n;
}

/* Both were off by a page: the room above a part's title at the top of a page, which LibreOffice drops, and a table's
 * title that goes over with its header. */
TEST(docs_docx_contents_name_the_page_that_is_laid_out)
{
        struct doc *d = doc_new(cx->arena, S("表"));
        static const struct sample_col cols[] = { { "名称", NULL, NULL, 6, -1, DOC_LEFT },
                                                 MONEY("金额", NULL, NULL) };
        doc_title(d, S("预算"));
        doc_contents(d);
        for (int part = 0; part < 2; part++) {
                doc_page(d);
                doc_title(d, part ? S("第二部分") : S("第一部分"));
                for (int i = 0; i < 18; i++)
                        doc_para_of(d, S("一行。"));
                if (!part) {                    /* 18 lines, the heading and the line below it: 20 under the title */
                        doc_heading(d, 1, S("一、还在第二页"));
                        doc_para_of(d, S("末行。"));
                        continue;
                }
                struct doc_table *t = sample_table(d, "表1", "到了第四页", cols, 2);
                struct doc_row *r = doc_row(d, t);
                doc_cell_text(d, r, 0, S("合计"));
                doc_cell_number(r, 1, 7);
        }
        str document = golden_part(cx, written(cx, d, "docx"), "word/document.xml");
        same_int(listed_page(document, "一、还在第二页"), 2);
        same_int(listed_page(document, "第二部分"), 3);
        same_int(listed_page(document, "到了第四页"), 4);
}

TEST(docs_nothing_in_a_doc_is_a_doc)
{
        for (int i = 0; i < n_doc_writers; i++)
                written(cx, doc_new(cx->arena, S("")), doc_writers[i].as);
        struct doc *d = doc_new(cx->arena, S("x"));
        struct doc_table *t = doc_table(d, S(""), S(""), 1);    /* no header, no title, no row */
        t->landscape = true;
        doc_text(d, S("in a paragraph of its own"));
        same_int(d->n_blocks, 2);
        doc_contents(d);
        for (int i = 0; i < n_doc_writers; i++)
                written(cx, d, doc_writers[i].as);
}

TEST(docs_html_part_links_and_marks_the_chosen)
{
        struct doc *d = small_doc(cx->arena);
        struct buf o = buf_new(cx->arena, 1 << 20);
        doc_html_part(&o, d, 4, 7, S("total"));
        str s = buf_str(&o);
        ok(str_find(s, S("<h2 id=\"b4\">第一部分")) >= 0);
        ok(str_find(s, S("<h3 id=\"income\">")) > 0);
        ok(str_find(s, S("<a href=\"/budget/7/figures/total#lines\" aria-current=\"true\">1,726.32</a>")) > 0);
        ok(str_find(s, S("<a href=\"/budget/7/figures/share%20of%2Ftotal#lines\">93.50%</a>")) > 0);
        ok(str_find(s, S("目录")) < 0 && str_find(s, S("特殊文字")) < 0);
        ok(str_find(s, S("style")) < 0);
        d->fact_url = (str){ 0 };
        o.n = 0;
        doc_html_part(&o, d, -1, 99, (str){ 0 });
        ok(str_find(buf_str(&o), S("#lines")) < 0);
        ok(str_find(buf_str(&o), S("<script")) < 0 && str_find(buf_str(&o), S("&lt;b&gt;&amp;amp;&lt;/b&gt;")) > 0);
}

TEST(docs_packed_and_back_is_the_same)
{
        struct doc *d = sample_doc(cx->arena), *back = NULL;
        struct buf o = buf_new(cx->arena, 64 << 20);
        doc_pack(&o, d);
        if (!done(doc_unpack(cx, buf_str(&o), &back)))
                return;
        for (int i = 0; i < n_doc_writers; i++) {
                if (!str_is(str_of(doc_writers[i].as), "pdf"))
                        ok(str_eq(written(cx, d, doc_writers[i].as), written(cx, back, doc_writers[i].as)));
        }
        struct buf s = buf_new(cx->arena, 1 << 20);
        doc_pack(&s, small_doc(cx->arena));
        for (size_t n = 0; n < s.n; n++) {
                const struct fail *f = doc_unpack(cx, str_head(buf_str(&s), n), &back);
                if (!f || f->kind != FAIL_INVALID)
                        ok(!"a cut document was taken");
        }
}

/* Names in steps stand where a column says so, also once the document went to another process. */
TEST(docs_names_in_steps_are_those_of_their_column)
{
        for (int said = 0; said < 2; said++) {
                struct doc *d = doc_new(cx->arena, S("d")), *back = NULL;
                struct doc_table *t = doc_table(d, (str){ 0 }, S("t"), 2);
                for (int c = 0; c < 2; c++)
                        t->columns[c] = (struct doc_column){ .head = S("h"), .width = c + 1, .align = DOC_LEFT,
                                                             .places = -1, .steps = said && c == 0 };
                for (int r = 0; r < 2; r++) {
                        struct doc_row *row = doc_row(d, t);
                        row->level = 1 - r;
                        for (int c = 0; c < 2; c++)
                                doc_cell_text(d, row, c, S("x"));
                }
                struct buf o = buf_new(cx->arena, 1 << 20);
                doc_pack(&o, d);
                if (!done(doc_unpack(cx, buf_str(&o), &back)))
                        return;
                const struct doc_table *got = &back->blocks[0].table[0];
                struct doc_names names = doc_names_of(got);
                same_int(names.col, said ? 0 : 1);
                same_int(doc_cell_indent(names, &got->rows[0], names.col), 0);
                same_int(doc_cell_indent(names, &got->rows[1], names.col), 1);
        }
}

/* ---- workbooks for import ---------------------------------------------------------------------- */

TEST(sheet_names_choices_and_texts)
{
        struct sheet_book *b = sheet_book(cx, &(struct sheet_about){ .title = S("模板") });
        struct sheet *s = sheet_add(b, S("a/b:c*d?[e]'"));
        same_str(sheet_name(s), "a b c d  e");
        same_str(sheet_name(sheet_add(b, S("a b c d  e"))), "a b c d  e (2)");
        same_str(sheet_name(sheet_add(b, S(""))), "Sheet");
        str longest = sheet_name(sheet_add(b, S("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三")));
        same_int((int64_t)utf8_count(longest), 31);
        str few[] = { S("基本支出"), S("项目支出") }, many[300], comma[] = { S("甲,乙") };
        for (int i = 0; i < 300; i++)
                many[i] = str_f(cx->arena, "%d 科目", 2010000 + i);
        sheet_text(s, 0, 0, S("=1+1"), SHEET_BOLD | SHEET_GRID);
        sheet_text(s, 1, 0, S("@x"), SHEET_INPUT);
        sheet_number(s, 2, 0, 999999999999999, 2, 0);
        sheet_number(s, 3, 0, 1000000000000000, 2, 0);
        sheet_number(s, 4, 0, -5, 2, 0);
        sheet_choices(s, 1, 1, 999, few, 2, S("类别"), S("选一项"));
        sheet_choices(s, 2, 1, 999, many, 300, (str){ 0 }, (str){ 0 });
        sheet_choices(s, 3, 1, 999, many, 300, (str){ 0 }, (str){ 0 });
        sheet_choices(s, 4, 1, 999, comma, 1, (str){ 0 }, (str){ 0 });
        sheet_offers(s, 6, 1, 999, few, 2, (str){ 0 }, (str){ 0 });
        sheet_prompt(s, 5, 1, 999, S("金额"), S("以元计"));
        sheet_freeze(s, 1, 0);
        str bytes;
        if (!done(sheet_book_end(b, &bytes)))
                return;
        str xml = golden_part(cx, bytes, "xl/worksheets/sheet1.xml");
        ok(str_find(xml, S("<f>")) < 0);
        ok(str_find(xml, S("<v>9999999999999.99</v>")) > 0);
        ok(str_find(xml, S("<v>-0.05</v>")) > 0);
        ok(str_find(xml, S("<formula1>\"基本支出,项目支出\"</formula1>")) > 0);
        ok(str_find(xml, S("<formula1>'选项'!$A$1:$A$300</formula1>")) > 0);
        ok(str_find(xml, S("<formula1>'选项'!$B$1:$B$1</formula1>")) > 0);
        ok(str_find(xml, S("promptTitle=\"金额\"")) > 0);
        ptrdiff_t asks = str_find(xml, S("errorStyle=\"warning\""));
        ok(asks > 0 && str_find(str_from(xml, (size_t)asks), S("sqref=\"G2:G1000\"")) > 0);
        ok(str_find(str_from(xml, (size_t)asks + 1), S("errorStyle")) < 0);     /* the others stop */
        str book = golden_part(cx, bytes, "xl/workbook.xml"), strings = golden_part(cx, bytes, "xl/sharedStrings.xml");
        ok(str_find(book, S("name=\"选项\" sheetId=\"5\" state=\"hidden\"")) > 0);
        ok(str_find(strings, S("<t>=1+1</t>")) > 0 && str_find(strings, S("10,000,000,000,000.00")) > 0);
}

/* In 255 characters and more bytes: the library's buffer is of bytes. */
TEST(sheet_choices_in_chinese_fit_where_they_are_put)
{
        struct sheet_book *b = sheet_book(cx, &(struct sheet_about){ .title = S("模板") });
        struct sheet *s = sheet_add(b, S("x"));
        str groups[20], quoted[] = { S("甲\"乙"), S("丙") };
        for (int i = 0; i < 20; i++)
                groups[i] = str_f(cx->arena, "县直综合部门第%d组", i + 10);
        sheet_choices(s, 0, 1, 9, groups, 20, (str){ 0 }, (str){ 0 });
        sheet_choices(s, 1, 1, 9, quoted, 2, (str){ 0 }, (str){ 0 });
        str bytes;
        if (!done(sheet_book_end(b, &bytes)))
                return;
        str xml = golden_part(cx, bytes, "xl/worksheets/sheet1.xml");
        ok(str_find(xml, S("<formula1>'选项'!$A$1:$A$20</formula1>")) > 0);
        ok(str_find(xml, S("<formula1>'选项'!$B$1:$B$2</formula1>")) > 0);
}

TEST(sheet_refuses_text_that_is_not_utf8)
{
        struct sheet_book *b = sheet_book(cx, &(struct sheet_about){ .title = S("x") });
        sheet_text(sheet_add(b, S("x")), 0, 0, S("\xff"), 0);
        str bytes;
        const struct fail *f = sheet_book_end(b, &bytes);
        ok(f && f->kind == FAIL_BROKEN);
}
