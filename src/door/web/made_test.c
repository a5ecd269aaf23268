/* door/web/made_test.c - options made once are those that the template writes. */
#include "door/web/made.h"
#include "door/web/list.html.h"
#include "tests/test.h"

TEST(made_choices_are_what_the_template_writes)
{
        static const struct form_choice c[] = {
                { .value = { "", 0 }, .word = "全部" }, { .value = { "a>\"b", 4 }, .name = { "<甲>", 5 } },
                { .value = { "c", 1 }, .word = "是" },
        };
        static struct made m;
        const str chosen[] = { S(""), S("a>\"b"), S("c"), S("none of them") };
        for (int lang = 0; lang < LANG_END; lang++)
                for (size_t i = 0; i < COUNT_OF(chosen) * 2; i++) {     /* made, and read again */
                        struct buf want = buf_new(cx->arena, 1024), is = buf_new(cx->arena, 1024);
                        want.lang = is.lang = (enum lang)lang;
                        list_choices(&want, c, COUNT_OF(c), chosen[i % COUNT_OF(chosen)]);
                        made_choices(&is, &m, c, COUNT_OF(c), chosen[i % COUNT_OF(chosen)]);
                        if (!ok(str_eq(buf_str(&is), buf_str(&want))))
                                test_note("%.*s\nnot\n%.*s", STR(buf_str(&is)), STR(buf_str(&want)));
                }
}
