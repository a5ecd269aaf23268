/* domain/budget/text_label.c - what the texts that people write are called on a screen. */
#include "domain/budget/accounts.h"
#include "domain/budget/disclose.h"

str budget_text_label(struct ctx *cx, const struct figures *fg, str key)
{
        static const struct { const char *key, *label; } plain[] = {
                { "duty", "主要职能" },         { "work", "重点工作" },           { "whole.goal", "整体绩效目标" },
                { "licence", "数据使用许可" },  { "contact", "数据联系方式" },
        };
        for (size_t i = 0; i < COUNT_OF(plain); i++)
                if (str_is(key, plain[i].key))
                        return str_of(words_of(cx->lang, plain[i].label));
        if (str_starts(key, S("define.")))
                return str_f(cx->arena, words_of(cx->lang, "%.*s：名词解释"),
                             STR(account_name(&fg->b->function, str_from(key, 7))));
        bool reason = str_starts(key, S("reason.")), use = str_starts(key, S("use."));
        struct fact x = budget_fact_find(fg, str_from(key, reason ? 7 : use ? 4 : key.n));
        if (!x.label.n)
                return key;
        return str_f(cx->arena, reason ? words_of(cx->lang, "%.*s：增减原因") : words_of(cx->lang, "%.*s：用途"), STR(x.label));
}
