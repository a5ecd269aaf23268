/* door/web/html_test.c - nothing gets into a page unescaped. */
#include "door/web/html.h"
#include "tests/test.h"

TEST(html_escapes_every_special_byte_and_nothing_else)
{
        struct buf o = buf_new(cx->arena, 4096);
        html_str(&o, S("<a href=\"x\">'&'</a>"));
        same_str(buf_str(&o), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");

        for (int c = 1; c < 256; c++) {
                struct buf b = buf_new(cx->arena, 64);
                char one = (char)c;
                html_str(&b, (str){ &one, 1 });
                bool special = strchr("&<>\"'", c) != NULL;
                ok(special ? b.n > 1 : b.n == 1 && b.p[0] == one);
        }
}

/* Long texts are looked at eight bytes at a time: a special byte counts wherever it stands. */
TEST(html_escapes_at_every_place_of_a_text)
{
        char text[40];
        for (size_t n = 1; n <= sizeof(text); n++)
                for (size_t at = 0; at < n; at++)
                        for (const char *special = "&<>\"'"; *special; special++) {
                                struct buf b = buf_new(cx->arena, 128);
                                memset(text, (int)(n % 2 ? 'a' : 0xe8), n);
                                text[at] = *special;
                                html_str(&b, (str){ text, n });
                                ok(b.n > n && b.p[at] == '&');
                                text[at] = (char)(*special ^ 0x80);     /* a neighbour that is none */
                                b.n = 0;
                                html_str(&b, (str){ text, n });
                                ok(b.n == n && !memcmp(b.p, text, n));
                        }
}

/* The copy stays within its text, and a page that is full stays as it was. */
TEST(html_copies_every_length_and_nothing_around_it)
{
        char text[80], page[128];
        for (size_t n = 0; n <= sizeof text; n++)
                for (int escaped = 0; escaped < 2; escaped++) {
                        struct buf b = buf_over(cx->arena, page, sizeof page, escaped ? n + 3 : n);
                        memset(text, 'a', sizeof text), memset(page, '~', sizeof page);
                        if (escaped && n)
                                text[n - 1] = '<';
                        html_str(&b, (str){ text, n });
                        ok(!b.broken && b.n == n + (escaped && n ? 3 : 0));
                        ok(page[b.n] == '~' && (!n || page[0] == (escaped && n == 1 ? '&' : 'a')));
                        html_str(&b, S("1234"));
                        ok(b.broken && b.n <= n + 3);
                }
}

TEST(html_puts_absent_as_nothing)
{
        struct buf o = buf_new(cx->arena, 64);
        html_str(&o, (str){ 0 });
        html_cstr(&o, NULL);
        same_int((int64_t)o.n, 0);
        html_day(&o, DAY_NONE);
        same_str(buf_str(&o), "—");
}

TEST(html_chooses_the_language_of_the_reader)
{
        struct buf o = buf_new(cx->arena, 64);
        html_lit2(&o, "预算", 6, "Budget", 6);
        o.lang = LANG_EN;
        html_lit2(&o, "预算", 6, "Budget", 6);
        same_str(buf_str(&o), "预算Budget");
}

TEST(url_part_leaves_no_byte_that_means_something)
{
        same_str(str_of(url_part(cx->arena, S("a b/c?d&e=f#g%\"<"))),
                 "a%20b%2Fc%3Fd%26e%3Df%23g%25%22%3C");
        same_str(str_of(url_part(cx->arena, S("预"))), "%E9%A2%84");
        same_str(str_of(url_part(cx->arena, (str){ 0 })), "");
}
