/* core/sandbox/table_test.c - rows out of XLSX and CSV, in this process and in a sealed child. */
#include "core/sandbox/table.h"
#include "core/text/zip.h"
#include "tests/test.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" " \
        "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define PACKAGE "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\""

/* A workbook of two sheets and a hidden one; NULL parts are left out. */
struct parts { const char *sheet, *second, *styles, *strings, *properties; };

static str xlsx(struct ctx *cx, struct parts p)
{
        struct zip_out *z = zip_out_new(cx);
        zip_out_add(z, "[Content_Types].xml", S(HEAD "<Types/>"));
        zip_out_add(z, "_rels/.rels", S(HEAD "<Relationships " PACKAGE "><Relationship Id='rId1' Type='"
                    TYPE "officeDocument' Target='xl/workbook.xml'/></Relationships>"));
        zip_out_add(z, "xl/workbook.xml", str_f(cx->arena, HEAD "<workbook " MAIN ">%s<sheets>"
                    "<sheet name='支出明细' sheetId='1' r:id='rId1'/>%s"
                    "<sheet name='字典' sheetId='3' state='hidden' r:id='rId3'/>"
                    "</sheets></workbook>", p.properties ? p.properties : "",
                    p.second ? "<sheet name='收入' sheetId='2' r:id='rId2'/>" : ""));
        zip_out_add(z, "xl/_rels/workbook.xml.rels", S(HEAD "<Relationships " PACKAGE ">"
                    "<Relationship Id='rId1' Type='" TYPE "worksheet' Target='worksheets/sheet1.xml'/>"
                    "<Relationship Id='rId2' Type='" TYPE "worksheet' Target='/xl/worksheets/sheet2.xml'/>"
                    "<Relationship Id='rId3' Type='" TYPE "worksheet' Target='worksheets/sheet3.xml'/>"
                    "<Relationship Id='rId4' Type='" TYPE "styles' Target='styles.xml'/>"
                    "<Relationship Id='rId5' Type='" TYPE "sharedStrings' Target='sharedStrings.xml'/>"
                    "</Relationships>"));
        if (p.styles)
                zip_out_add(z, "xl/styles.xml",
                            str_f(cx->arena, HEAD "<styleSheet " MAIN ">%s</styleSheet>", p.styles));
        if (p.strings)
                zip_out_add(z, "xl/sharedStrings.xml",
                            str_f(cx->arena, HEAD "<sst " MAIN ">%s</sst>", p.strings));
        zip_out_add(z, "xl/worksheets/sheet1.xml",
                    str_f(cx->arena, HEAD "<worksheet " MAIN ">%s</worksheet>", p.sheet));
        if (p.second)
                zip_out_add(z, "xl/worksheets/sheet2.xml",
                            str_f(cx->arena, HEAD "<worksheet " MAIN "><sheetData>%s</sheetData></worksheet>",
                                  p.second));
        zip_out_add(z, "xl/worksheets/sheet3.xml",
                    S(HEAD "<worksheet><sheetData><row r='1'><c r='A1'>"
                      "<v>1</v></c></row></sheetData></worksheet>"));
        str bytes = { 0 };
        done(zip_out_end(z, &bytes));
        return bytes;
}

/* Rows as text: "支出明细 2: A=2080505 C=12.35#", # a number, @ a date, = a formula, ! an error. */
static bool write_row(void *arg, const struct table_row *row)
{
        struct buf *b = arg;
        struct arena a;
        arena_init(&a, 4096);
        buf_f(b, "%.*s %d:", STR(row->sheet), row->row);
        for (int i = 0; i < row->n_cells; i++) {
                const struct cell *c = &row->cells[i];
                if (c->text.p)
                        buf_f(b, " %.*s=%.*s%s%s%s%s", STR(column_name(&a, i)), STR(c->text),
                              c->number ? "#" : "", c->date ? "@" : "", c->formula ? "=" : "",
                              c->error ? "!" : "");
        }
        buf_byte(b, '\n');
        arena_done(&a);
        return true;
}

static str rows_of(struct ctx *cx, const char *filename, str bytes, struct table_extra *extra)
{
        struct buf here = buf_new(cx->arena, 1 << 20), there = buf_new(cx->arena, 1 << 20);
        done(table_read_with(cx, str_of(filename), bytes, &table_limits_usual, write_row, &here,
                             extra));
        done(table_read_sealed(cx, str_of(filename), bytes, &table_limits_usual, write_row, &there,
                               NULL));
        ok(str_eq(buf_str(&here), buf_str(&there)));
        return buf_str(&here);
}

static str refused(struct ctx *cx, const char *filename, str bytes, const struct table_limits *l)
{
        struct buf b = buf_new(cx->arena, 1 << 20);
        const struct fail *f = table_read(cx, str_of(filename), bytes, l, write_row, &b);
        if (!ok(f && (f->kind == FAIL_INVALID || f->kind == FAIL_TOO_LARGE)))
                return S("");
        const struct fail *g = table_read_sealed(cx, str_of(filename), bytes, l, write_row, &b, NULL);
        ok(g && g->kind == f->kind && str_eq(g->say, f->say));
        return f->say;
}

/* ---- XLSX ------------------------------------------------------------------------------ */

TEST(xlsx_gives_every_kind_of_cell)
{
        struct table_extra extra = { 0 };
        str bytes = xlsx(cx, (struct parts){
                .styles = "<numFmts><numFmt numFmtId='176'"
                        " formatCode='yyyy&quot;年&quot;m&quot;月&quot;'/>"
                        "<numFmt numFmtId='177' formatCode='0.00_);[Red]\\(0.00\\)'/>"
                        "<numFmt numFmtId='178' formatCode='yyyy\\-mm\\-dd\\ hh:mm'/></numFmts>"
                        "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
                        "<cellXfs><xf numFmtId='0'/>"
                        "<xf numFmtId='14'/><xf numFmtId='176'/><xf numFmtId='177'/>"
                        "<xf numFmtId='178'/><xf numFmtId='20'/></cellXfs>",
                .strings = "<si><t>基本支出</t></si>"
                        "<si><r><t>目标</t></r><r><t xml:space='preserve'>绩效 </t></r>"
                        "<rPh><t>mubiao</t></rPh></si><si><t>a_x000D_\nb_x0041_</t></si><si/>",
                .sheet = "<dimension ref='A1:XFD1048576'/><sheetData>"
                        "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c>"
                        "<c r='C1' t='s'><v>2</v></c><c r='D1' t='s'><v>3</v></c></row>"
                        "<row r='2' hidden='1'><c r='A2'><v>12.350000000000001</v></c>"
                        "<c r='B2'><v>1.2800000000000001E6</v></c>"
                        "<c r='D2' s='3'><v>-0.5</v></c></row>"
                        "<row r='4'><c r='A4' s='1'><v>45342</v></c>"
                        "<c r='B4' s='2'><v>45342</v></c>"
                        "<c r='C4' s='4'><v>45342.378472222219</v></c>"
                        "<c r='D4' s='5'><v>0.5</v></c>"
                        "<c r='E4' s='1'><v>60</v></c></row>"
                        "<row r='5'><c r='A5' t='b'><v>1</v></c><c r='B5' t='e'><v>#REF!</v></c>"
                        "<c r='C5'><f>SUM(A1:A2)</f><v>7</v></c>"
                        "<c r='D5' t='str'><f>x</f><v> 文 </v></c>"
                        "<c r='E5' t='inlineStr'><is><t>=1+1</t></is></c>"
                        "<c r='F5' t='d'><v>2024-02-20T00:00:00</v></c><c r='G5' s='1'/></row>"
                        "<row r='6'><c r='A6'/>"
                        "<c r='C6' t='inlineStr'><is><t>  　</t></is></c></row>"
                        "<row><c><v>1</v></c><c><v>2</v></c></row>"
                        "<row r='1048576'><c r='IV1048576'><v>9</v></c></row>"
                        "</sheetData><mergeCells><mergeCell ref='B2:C5'/></mergeCells>",
                .second = "<row r='3'><c r='B3'><v>160.78</v></c></row>",
        });
        same_str(rows_of(cx, "x.xlsx", bytes, &extra),
                 "支出明细 1: A=基本支出 B=目标绩效 C=a\nbA\n"
                 "支出明细 2: A=12.35# B=1280000# D=-0.5#\n"
                 "支出明细 4: A=2024-02-20@ B=2024-02-20@ C=2024-02-20 09:05:00@ D=12:00:00@ E=60#\n"
                 "支出明细 5: A=TRUE B=#REF!! C=7#= D=文= E==1+1 F=2024-02-20@\n"
                 "支出明细 7: A=1# B=2#\n"
                 "支出明细 1048576: IV=9#\n"
                 "收入 3: B=160.78#\n");
        same_int(extra.n_merges, 1);
        if (extra.n_merges == 1) {
                same_str(extra.merge[0].sheet, "支出明细");
                same_int(extra.merge[0].row, 2);
                same_int(extra.merge[0].col, 1);
                same_int(extra.merge[0].rows, 4);
                same_int(extra.merge[0].cols, 2);
        }
        same_int(extra.n_hidden, 1);
        same_str(str_of(extra.coding), "XLSX");
}

TEST(xlsx_extra_comes_from_the_child_too)
{
        struct table_extra extra = { 0 };
        struct buf b = buf_new(cx->arena, 1 << 16);
        str bytes = xlsx(cx, (struct parts){ .sheet =
                "<sheetData/><mergeCells><mergeCell ref='A1:B1'/>"
                         "<mergeCell ref='nonsense'/></mergeCells>" });
        done(table_read_sealed(cx, S("x.xlsx"), bytes, &table_limits_usual, write_row, &b, &extra));
        same_int(extra.n_merges, 1);
        same_int(extra.n_hidden, 1);
        if (extra.n_hidden == 1)
                same_str(extra.hidden[0], "字典");
        same_str(str_of(extra.coding), "XLSX");
}

TEST(xlsx_counts_days_from_1904_when_told)
{
        str bytes = xlsx(cx, (struct parts){
                .properties = "<workbookPr date1904='1'/>",
                .styles = "<cellXfs><xf numFmtId='14'/></cellXfs>",
                .sheet = "<sheetData><row r='1'><c r='A1'><v>0</v></c>"
                        "<c r='B1'><v>43880</v></c></row></sheetData>",
        });
        same_str(rows_of(cx, "mac.xlsx", bytes, NULL), "支出明细 1: A=1904-01-01@ B=2024-02-20@\n");
}

TEST(xlsx_refuses_and_says_where)
{
        static const struct { const char *sheet, *say; } row[] = {
                { "<sheetData><row r='2'><c r='B2' t='s'><v>9</v></c></row></sheetData>",
                  "工作表“支出明细”第 2 行 B 列的文字在文件里找不到，请用表格软件打开后重新保存" },
                { "<sheetData><row r='7'><c r='B7'><v>12.6万</v></c></row></sheetData>",
                  "工作表“支出明细”第 7 行 B 列的数字“12.6万”读不出来" },
                { "<sheetData><row r='2'/><row r='2'/></sheetData>",
                  "工作表“支出明细”第 2 行附近的行列编号有误，请用表格软件打开后重新保存" },
                { "<sheetData><row r='1048577'/></sheetData>",
                  "工作表“支出明细”第 1 行附近的行列编号有误，请用表格软件打开后重新保存" },
                { "<sheetData><row r='99999999999999999999'/></sheetData>",
                  "工作表“支出明细”第 1 行附近的行列编号有误，请用表格软件打开后重新保存" },
                { "<sheetData><row r='3'><c r='A4'/></row></sheetData>",
                  "工作表“支出明细”第 3 行附近的行列编号有误，请用表格软件打开后重新保存" },
                { "<sheetData><row r='3'><c r='B3'/><c r='A3'/></row></sheetData>",
                  "工作表“支出明细”第 3 行附近的行列编号有误，请用表格软件打开后重新保存" },
                { "<sheetData><row r='3'><c r='XFE3'><v>1</v></c></row></sheetData>",
                  "工作表“支出明细”第 3 行附近的行列编号有误，请用表格软件打开后重新保存" },
                { "<sheetData><row r='3'><c r='XFD3'><v>1</v></c></row></sheetData>",
                  "工作表“支出明细”第 3 行 XFD 列还有内容，最多只能有 256 列" },
                { "<sheetData><row r='3'>",
                  "文件内部有损坏（xl/worksheets/sheet1.xml：XML 第 1 行第 218 列格式有误或内容不完整），"
                  "请用表格软件打开后另存为 .xlsx 再试" },
        };
        for (size_t i = 0; i < COUNT_OF(row); i++)
                same_str(refused(cx, "x.xlsx", xlsx(cx, (struct parts){ .sheet = row[i].sheet }),
                                 &table_limits_usual), row[i].say);
}

TEST(xlsx_limits_hold)
{
        str bytes = xlsx(cx, (struct parts){ .sheet =
                "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row>"
                                             "<row><c><v>3</v></c></row></sheetData>" });
        const struct { struct table_limits l; const char *say; } row[] = {
                { { 1, 9, 1 << 20, 9 }, "表格超过 1 行，请分成几个文件" },
                { { 9, 2, 1 << 20, 9 }, "表格超过 2 个单元格，请分成几个文件" },
                { { 9, 9, 1 << 20, 1 }, "工作表“支出明细”第 1 行 B 列还有内容，最多只能有 1 列" },
                { { 9, 9, (int64_t)bytes.n, 9 },    "压缩文件解开以后太大，最多 0 MB" },
                { { 9, 9, 100, 9 },     "文件太大，最多 0 兆字节" },
        };
        for (size_t i = 0; i < COUNT_OF(row); i++)
                same_str(refused(cx, "x.xlsx", bytes, &row[i].l), row[i].say);
}

TEST(other_packages_are_told_apart)
{
        static const struct { const char *part, *say; } row[] = {
                { "xl/vbaProject.bin", "文件带有宏，为安全起见不能读取；请另存为不带宏的 .xlsx 再试" },
                { "xl/workbook.bin",   "这是 .xlsb 格式，请用表格软件打开后另存为 .xlsx 再试" },
                { "word/document.xml", "这是文字处理文件，请把表格另存为 .xlsx 再试" },
                { "ppt/presentation.xml", "这是演示文稿，不能当作表格读取" },
                { "content.xml",       "这是 .ods 格式，请用表格软件打开后另存为 .xlsx 再试" },
                { "预算.csv",          "这是压缩包，不是 .xlsx 表格；请解压后上传里面的 .xlsx 或 .csv 文件" },
        };
        for (size_t i = 0; i < COUNT_OF(row); i++) {
                struct zip_out *z = zip_out_new(cx);
                zip_out_add(z, row[i].part, S("x"));
                str bytes;
                done(zip_out_end(z, &bytes));
                same_str(refused(cx, "x.xlsx", bytes, &table_limits_usual), row[i].say);
        }
}

TEST(other_formats_are_refused_with_the_way_out)
{
        static const struct { const char *name; str bytes; const char *say; } row[] = {
                { "a.xls", S_C("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old"),
                  "这是旧格式的文件（.xls、.et 或 .wps），请用表格软件打开后另存为 .xlsx 再试" },
                { "a.xlsx", S_C("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 "
                                "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"),
                  "文件设有打开密码，请在表格软件里去掉密码，另存为 .xlsx 再试" },
                { "a.csv", S_C("%PDF-1.7"), "这是 PDF 文件，不能当作表格读取，请使用原来的表格文件" },
                { "a.png", S_C("\x89PNG\r\n\x1A\n"), "这是图片，不能当作表格读取，请使用原来的表格文件" },
                { "a.rar", S_C("Rar!\x1A"), "这是压缩包，请解压后上传里面的 .xlsx 或 .csv 文件" },
                { "a.xls", S_C("\n<HTML><table>"),
                  "这是网页或 XML 格式的文件（有些系统导出的“.xls”是这样），请用表格软件打开后另存为 .xlsx 再试" },
                { "a.doc", S_C("{\\rtf1"), "这是文字处理文件，请把表格另存为 .xlsx 再试" },
                { "a.csv", S_C(""), "文件是空的" },
                { "a.csv", S_C("\x7F" "ELF\0\0"), "这个文件不是表格：请上传 .xlsx 或 .csv 文件" },
                { "a.xlsx", S_C("a,b\n"), "文件名像表格，内容却不是，可能没有传完整，请重新保存后再传" },
                { "a.xlsx", S_C("PK\x03\x04 cut off"), "这个文件不是 ZIP 格式，或者已经损坏" },
        };
        for (size_t i = 0; i < COUNT_OF(row); i++)
                same_str(refused(cx, row[i].name, row[i].bytes, &table_limits_usual), row[i].say);
}

/* ---- CSV ------------------------------------------------------------------------------- */

TEST(csv_of_every_coding_and_delimiter)
{
        static const struct { str bytes; const char *coding, *rows; } row[] = {
                { S_C("科目,金额\n2080505,\"1,234.50\"\n"), "UTF-8",
                  "x.csv 1: A=科目 B=金额\nx.csv 2: A=2080505 B=1,234.50\n" },
                { S_C("\xEF\xBB\xBF科目,金额\r\n2080505,12\r\n"), "UTF-8",
                  "x.csv 1: A=科目 B=金额\nx.csv 2: A=2080505 B=12\n" },
                { S_C("\xBF\xC6\xC4\xBF,\xBD\xF0\xB6\xEE\r\n1,2"), "GB18030",
                  "x.csv 1: A=科目 B=金额\nx.csv 2: A=1 B=2\n" },
                { S_C("\xFF\xFE\xD1\x79\xEE\x76\t\0\x31\0\n\0"), "UTF-16", "x.csv 1: A=科目 B=1\n" },
                { S_C("\xFE\xFF\x79\xD1\x76\xEE\0\t\0\x31\0\n"), "UTF-16", "x.csv 1: A=科目 B=1\n" },
                { S_C("a;b;c,d\n1;2;3\n"), "UTF-8",
                        "x.csv 1: A=a B=b C=c,d\nx.csv 2: A=1 B=2 C=3\n" },
                { S_C("a\tb\n 1 \t 2 \n"), "UTF-8", "x.csv 1: A=a B=b\nx.csv 2: A=1 B=2\n" },
                { S_C("sep=;\na;b,c\n"), "UTF-8", "x.csv 2: A=a B=b,c\n" },
                { S_C("a,b\n\n\r\n1,2\r3,4"), "UTF-8",
                  "x.csv 1: A=a B=b\nx.csv 4: A=1 B=2\nx.csv 5: A=3 B=4\n" },
                { S_C("a,\"b\r\nc\",\"d\"\"e\"\n,,\n,x"), "UTF-8",
                  "x.csv 1: A=a B=b\nc C=d\"e\nx.csv 3: B=x\n" },
                { S_C("one column\nonly\n"), "UTF-8", "x.csv 1: A=one column\nx.csv 2: A=only\n" },
                { S_C("a,  \xE3\x80\x80\nb\x01\x7F,\"c\td\""), "UTF-8",
                        "x.csv 1: A=a\nx.csv 2: A=b B=c d\n" },
        };
        for (size_t i = 0; i < COUNT_OF(row); i++) {
                struct table_extra extra = { 0 };
                same_str(rows_of(cx, "x.csv", row[i].bytes, &extra), row[i].rows);
                same_str(str_of(extra.coding), row[i].coding);
        }
        same_str(rows_of(cx, "x.csv", S("\"=\"\"0034\"\"\",a\n"), NULL), "x.csv 1: A=0034 B=a\n");
        same_str(rows_of(cx, "x.csv", S("\x81\x30\x84\x36,\xC4\xE3\n"), NULL),
                 "x.csv 1: A=\xC2\xA5 B=你\n");
}

TEST(csv_refuses_and_says_where)
{
        static const struct { str bytes; const char *say; } row[] = {
                { S_C("a,b\nc,\"d\n"), "第 2 行的引号用得不对：引号要成对，文字里的引号要写两个" },
                { S_C("a\nb,\"c\"d\n"), "第 2 行的引号用得不对：引号要成对，文字里的引号要写两个" },
                { S_C("a\nb\"c,d\n"), "第 2 行的引号用得不对：引号要成对，文字里的引号要写两个" },
                { S_C("a\n\xFF\xFF\n"),
                  "第 2 行附近的文字编码认不出，请用表格软件打开后另存为 .xlsx，或存为 UTF-8 的 CSV" },
        };
        for (size_t i = 0; i < COUNT_OF(row); i++)
                same_str(refused(cx, "x.csv", row[i].bytes, &table_limits_usual), row[i].say);
        char *big = arena_alloc(cx->arena, 1 << 20);
        memset(big, 'x', 1 << 20);
        big[0] = '"';
        same_str(refused(cx, "x.csv", (str){ big, 1 << 20 }, &table_limits_usual),
                 "第 1 行有一格超过 131068 字节，可能是前面的引号没有成对");
        big[0] = 'x';
        same_str(refused(cx, "x.csv", (str){ big, 1 << 20 }, &table_limits_usual),
                 "第 1 行有一格超过 131068 字节，可能是前面的引号没有成对");
        memset(big, ',', 1 << 20);
        big[300] = 'x';
        same_str(refused(cx, "x.csv", (str){ big, 1 << 20 }, &table_limits_usual),
                 "工作表“x.csv”第 1 行 KO 列还有内容，最多只能有 256 列");
}
