/* tests/tools/htmlgen_test.c - what htmlgen makes, to the byte, in both languages; what it refuses. */
#include "tests/tools/run.h"
#include "tests/tools/sample.h"
#include "tests/tools/sample.html.h"

TEST(htmlgen_sample_in_chinese)
{
        struct sample p = { .title = S("<甲 & \"乙\">"), .due = day_make(2024, 2, 9), .worth = { 123450 }, .n = 2,
                            .late = true, .key = S("k&l") };
        struct buf o = buf_new(cx->arena, 1 << 16);
        sample_page(&o, &p);
        same_str(buf_str(&o),
                "<div class=\"card late\" hidden>\n<h1>&lt;甲 &amp; &quot;乙&quot;&gt;</h1>\n"
                "<p title=\"期限\">期限2024-02-09 a&lt;b 1,234.50：</p>\n"
                "<a href=\"/a/2?b=x,(&amp;c=k&amp;l\">已超期 2 天</a>\n"
                "<input name=\"期限\" value=\"&lt;甲 &amp; &quot;乙&quot;&gt;\" placeholder=\"请填写2项\">\n"
                "<i>0,</i><i>1.</i>\n是 一句话 分两行 <b>共&nbsp;三件</b>\n<button>保存</button>\n"
                "<pre>\n  x\n    y</pre>\n<script src=\"/s.js\" defer></script>\n</div>");
}

TEST(htmlgen_sample_in_english)
{
        struct sample p = { .title = S("t"), .due = day_make(2024, 2, 9), .n = 6 };
        struct buf o = buf_new(cx->arena, 1 << 16);
        o.lang = LANG_EN;
        sample_page(&o, &p);
        str s = buf_str(&o);
        static const char *const want[] = {
                "<div class=\"card\" data-x=\"Due\">", "<p title=\"Due\">Due2024-02-09 c 0.00: </p>",
                ">6 days late</a>", "<input name=\"期限\" value=\"t\" placeholder=\"Fill in6items\">",
                "One sentence on two lines <b>three&nbsp;in all</b>",
                "<button>Save &amp; &quot;close&quot; &lt;b&gt;</button>",
        };
        for (size_t i = 0; i < COUNT_OF(want); i++)
                if (!ok(str_find(s, str_of(want[i])) >= 0))
                        test_note("want %s in\n%.*s", want[i], STR(s));
}

TEST(htmlgen_refuses)
{
        static const char place[] = "a value may stand only in text or in a double-quoted attribute";
        static const struct { const char *source; int line; const char *want; } rows[] = {
                { "<p class={{x}}></p>", 2, place },
                { "<p class='{{x}}'></p>", 2, place },
                { "<p class=a{{x}}></p>", 2, place },
                { "<{{x}}>", 2, "write &lt; for a plain <" },
                { "<p {{x}}></p>", 2, place },
                { "<p a{{x}}></p>", 2, place },
                { "<!-- {{x}} -->", 2, place },
                { "<script>{{x}}</script>", 2, place },
                { "<script>alert(1)</script>", 2, "no inline script" },
                { "<script src=\"a.js\">", 2, "<script> without </script>" },
                { "<style>p{}</style>", 2, "no style element" },
                { "<p onclick=\"x\">", 2, "no script in an attribute: onclick" },
                { "<p ONCLICK=\"x\">", 2, "no script in an attribute" },
                { "<p hx-on:click=\"x\">", 2, "no script in an attribute: hx-on" },
                { "<p\n style=\"x\">", 3, "no style attribute" },
                { "<iframe srcdoc=\"x\">", 2, "no srcdoc" },
                { "<a href=\"{{x}}\">", 2, "href holds an address" },
                { "<a href=\"/a/{{x}}\">", 2, "href holds an address" },
                { "<img src=\"{{x}}\">", 2, "src holds an address" },
                { "<form action=\"{{x}}\">", 2, "action holds an address" },
                { "<p hx-get=\"{{x}}\">", 2, "hx-get holds an address" },
                { "<p hx-post=\"{{tr x}}\">", 2, "hx-post holds an address" },
                { "<p data-url=\"{{x}}\">", 2, "data-url holds an address" },
                { "<a href=\"javascript:x\">", 2, "no such address" },
                { "<p title=\"{{url \"/a\"}}\">", 2, "{{url}} stands only in an attribute" },
                { "{{url \"/a\"}}", 2, "{{url}} stands only in an attribute" },
                { "<a href=\"{{url x}}\">", 2, "want a format in quotes" },
                { "<a href=\"{{url \"/a/%u\", x}}\">", 2, "want %s, %d, %ld or %.*s" },
                { "<a href=\"{{url \"/a/%ld\"}}\">", 2, "and a value for each" },
                { "<a href=\"{{url \"/a/%.*s\", n, p}}\">", 2, "with STR()" },
                { "<a href=\"{{url \"/a\", x}}\">", 2, "a value without its place" },
                { "{{say x}}", 2, "want a format in quotes" },
                { "<p title=\"{{raw x}}\">", 2, "{{raw}} stands only in text" },
                { "<p title=\"{{call f(x)}}\">", 2, "{{call}} stands only in text" },
                { "{{call f}}", 2, "want {{call name(args)}}" },
                { "{{call f(o, x)}}", 2, "puts the first argument o itself" },
                { "<p hx-vals=\"{{x}}\">", 2, "no value in hx-vals" },
                { "<p hx-vals='js:{a: 1}'>", 2, "no script in hx-vals" },
                { "<p", 2, "the tag <p is not closed" },
                { "<p <b>", 2, "the tag <p is not closed" },
                { "<p title=\"a>", 2, "the tag <p is not closed" },
                { "<p title=\"a\"class=\"b\">", 2, "a blank is missing between attributes" },
                { "<p {{if x}}a{{end}}b>", 2, "a blank is missing between attributes" },
                { "<!-- a", 2, "the comment has no end" },
                { "a < b", 2, "write &lt; for a plain <" },
                { "{{if x}}", 2, "without {{end}}" },
                { "a\n{{for (;;)}}\nb", 3, "without {{end}}" },
                { "{{end}}", 2, "{{end}} without {{if}}" },
                { "{{else}}", 2, "{{else}} without {{if}}" },
                { "{{for (;;)}}{{else}}{{end}}", 2, "{{else}} without {{if}}" },
                { "{{if x}}{{else}}{{else}}{{end}}", 2, "{{else}} without {{if}}" },
                { "{{if x}}<p {{end}}>", 2, "the block of line 2 ends in another place" },
                { "<p title=\"{{if x}}\"{{end}}>", 2, "the block of line 2 ends in another place" },
                { "<p {{for (;;)}}a{{end}}>", 2, "only {{if}} may choose attributes" },
                { "<p {{if x}}a={{end}}>", 2, "ends in another place" },
                { "{{x", 2, "{{ without }}" },
                { "{{}}", 2, "an empty {{}}" },
                { "{{x ? \"是\" : \"否\"}}", 2, "Chinese in an expression" },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                int status;
                str dir = test_dir(cx);
                str file = put_file(cx, "a.html", str_f(cx->arena, "{{template f(int x)}}\n%s\n", rows[i].source));
                str said = run(cx, &status, str_f(cx->arena, "%s/tools/htmlgen %.*s/gen 0 %.*s", tools_dir(), STR(dir),
                                                  STR(file)));
                refused(cx, rows[i].source, said, status, rows[i].line, rows[i].want);
        }
        static const struct { const char *source; int line; const char *want; } whole[] = {
                { "text\n{{template f()}}\n", 1, "text outside a template" },
                { "{{x}}\n", 1, "code outside a template" },
                { "{{# nothing }}\n", 1, "no {{template}}" },
                { "{{template f}}\n", 1, "want {{include" },
                { "{{template f()}}\n{{include \"a.h\"}}", 2, "want {{include" },
                { "{{include <a.h>}}\n{{template f()}}\n", 1, "want {{include" },
                { "{{template f()}}\n<p\n{{template g()}}", 2, "the tag <p" },
        };
        for (size_t i = 0; i < COUNT_OF(whole); i++) {
                int status;
                str dir = test_dir(cx), file = put_file(cx, "b.html", str_of(whole[i].source));
                str said = run(cx, &status, str_f(cx->arena, "%s/tools/htmlgen %.*s/gen 0 %.*s", tools_dir(), STR(dir),
                                                  STR(file)));
                refused(cx, whole[i].source, said, status, whole[i].line, whole[i].want);
        }
}

TEST(htmlgen_takes_the_examples_of_its_page)
{
        int status;
        str dir = test_dir(cx), file = put_file(cx, "doc.html", doc_blocks(cx, "docs/templates.md", "html"));
        same_str(run(cx, &status, str_f(cx->arena, "%s/tools/htmlgen %.*s/gen 0 %.*s", tools_dir(), STR(dir),
                                        STR(file))), "");
        same_int(status, 0);
        str h = run(cx, &status, str_f(cx->arena, "cat %.*s/gen%.*s.h", STR(dir), STR(file)));
        ok(str_find(h, S("void item_page(struct buf *o, const struct item_page *p);")) >= 0);
}
