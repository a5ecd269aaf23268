/* core/text/xml_test.c - XML in, piece by piece, and out. */
#include "core/text/xml.h"
#include "tests/test.h"

struct seen { struct buf b; struct xml_in *x; int stop_at; };

static void on_open(void *arg, str name, const struct pair *attrs, int n)
{
        struct seen *s = arg;
        buf_f(&s->b, "<%.*s", STR(name));
        for (int i = 0; i < n; i++)
                buf_f(&s->b, " %.*s=%.*s", STR(attrs[i].name), STR(attrs[i].value));
        buf_byte(&s->b, '>');
        if (s->stop_at && !--s->stop_at)
                xml_stop(s->x);
}
static void on_close(void *arg, str name) { buf_f(&((struct seen *)arg)->b, "</%.*s>", STR(name)); }
static void on_text(void *arg, str t) { buf_put(&((struct seen *)arg)->b, t); }

static const struct xml_handler handler = { on_open, on_close, on_text };

static const struct fail *walk(struct ctx *cx, str text, size_t step, int stop_at, str *ret)
{
        struct seen s = { .b = buf_new(cx->arena, 1 << 20), .stop_at = stop_at };
        s.x = xml_new(cx, &handler, &s);
        while (text.n && xml_feed(s.x, str_head(text, step)))
                text = str_from(text, step < text.n ? step : text.n);
        const struct fail *f = xml_end(&s.x);
        ok(!s.x);
        *ret = buf_str(&s.b);
        return f;
}

TEST(xml_in_strips_prefixes_in_any_piece_size)
{
        static const char doc[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                "<w:a xmlns:w=\"urn:x\" xmlns=\"urn:y\" r:id=\"rId1\" b='&lt;&#20013;'>文<c/>&amp;"
                "<![CDATA[<x>]]><!-- no --><?no?></w:a>";
        for (size_t step = 1; step < sizeof(doc); step++) {
                str got;
                done(walk(cx, str_of(doc), step, 0, &got));
                same_str(got, "<a id=rId1 b=<中>文<c></c>&<x></a>");
        }
}

TEST(xml_in_stops_when_told)
{
        str got;
        done(walk(cx, S("<a><b><c></wrong>"), 3, 2, &got));
        same_str(got, "<a><b>");
}

TEST(xml_in_reads_utf16_and_refuses_others)
{
        str got;
        done(walk(cx, (str){ "\xFF\xFE<\0a\0/\0>\0", 10 }, 3, 0, &got));
        same_str(got, "<a></a>");
        const struct fail *f = walk(cx, S("<?xml version='1.0' encoding='EBCDIC'?><a/>"), 99, 0,
                                    &got);
        ok(f && f->kind == FAIL_INVALID);
}

TEST(xml_in_refuses_and_says_where)
{
        static const struct { const char *text, *say; } row[] = {
                { "",            "XML 第 1 行第 1 列格式有误或内容不完整" },
                { "<a>\n<b></a>", "XML 第 2 行第 6 列格式有误或内容不完整" },
                { "<a>",         "XML 第 1 行第 4 列格式有误或内容不完整" },
                { "<a/><b/>",    "XML 第 1 行第 5 列格式有误或内容不完整" },
                { "<a x='1' x='2'/>", "XML 第 1 行第 10 列格式有误或内容不完整" },
                { "<a>&nbsp;</a>", "XML 第 1 行第 4 列格式有误或内容不完整" },
                { "<!DOCTYPE a><a/>",
                  "XML 第 1 行第 12 列有文档类型声明（DTD），为安全起见不予读取" },
                { "<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
                  "XML 第 2 行第 13 列有文档类型声明（DTD），为安全起见不予读取" },
                { "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
                  "XML 第 1 行第 40 列有文档类型声明（DTD），为安全起见不予读取" },
        };
        for (size_t i = 0; i < COUNT_OF(row); i++) {
                str got;
                const struct fail *f = walk(cx, str_of(row[i].text), 7, 0, &got);
                ok(f && f->kind == FAIL_INVALID);
                if (f)
                        same_str(f->say, row[i].say);
        }
}

static str repeat(struct ctx *cx, const char *head, const char *part, int n, const char *tail)
{
        struct buf b = buf_new(cx->arena, 1 << 23);
        buf_f(&b, "%s", head);
        for (int i = 0; i < n; i++)
                buf_f(&b, "%s", part);
        buf_f(&b, "%s", tail);
        return buf_str(&b);
}

TEST(xml_in_is_bounded)
{
        str got;
        const struct fail *f = walk(cx, repeat(cx, "", "<a>", 101, ""), 4096, 0, &got);
        if (ok(f != NULL))
                same_str(f->say, "XML 第 1 行第 301 列嵌套太深");
        struct buf b = buf_new(cx->arena, 1 << 20);
        buf_put(&b, S("<a"));
        for (int i = 0; i < 257; i++)
                buf_f(&b, " a%d=''", i);
        buf_put(&b, S("/>"));
        f = walk(cx, buf_str(&b), 4096, 0, &got);
        if (ok(f != NULL))
                same_str(f->say, "XML 第 1 行第 1 列的属性太多");
        f = walk(cx, repeat(cx, "<a b='", "0123456789abcdef", 1 << 17, "'/>"), 32768, 0, &got);
        if (ok(f != NULL))
                same_str(f->say, "XML 第 1 行第 1 列的标记太长");
        f = walk(cx, repeat(cx, "<a>", "0123456789abcdef", 1 << 15, "</a>"), 32768, 0, &got);
        done(f);                /* text is no token: it comes in pieces */
        same_int((int64_t)got.n, (1 << 19) + 7);
}

TEST(xml_attr_of_finds)
{
        const struct pair a[] = { { S("r"), S("B7") }, { S("t"), S("s") } };
        same_str(xml_attr_of(a, 2, "t"), "s");
        ok(!xml_attr_of(a, 2, "x").p);
}

TEST(xml_out_escapes_by_place)
{
        struct buf b = buf_new(cx->arena, 1000);
        str all = S("a<b>&\"'\n\t\r\x01\x7F中\xFF\xEF\xBF\xBF😀");
        xml_text(&b, all);
        same_str(buf_str(&b), "a&lt;b&gt;&amp;\"'\n\t&#13;\x7F中\xEF\xBF\xBD😀");
        b.n = 0;
        xml_attr(&b, all);
        same_str(buf_str(&b), "a&lt;b&gt;&amp;&quot;'&#10;&#9;&#13;\x7F中\xEF\xBF\xBD😀");
}
