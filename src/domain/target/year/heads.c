/* domain/target/year/heads.c - what the heads of a workbook say: indicators and months as files write them.
 * words: document text */
#include "domain/target/year/wide.h"

/* "3月", "2024年3月", "1-3月", "一季度", "上半年", "全年": the month that it closes with; -1: none of these. */
static int month_read(struct ctx *cx, str s)
{
        static const struct { const char *word; int month; } word[] = {
                { "一季度", 2 }, { "二季度", 5 }, { "三季度", 8 }, { "四季度", 11 },
                { "第一季度", 2 }, { "第二季度", 5 }, { "第三季度", 8 }, { "第四季度", 11 },
                { "1季度", 2 }, { "2季度", 5 }, { "3季度", 8 }, { "4季度", 11 },
                { "上半年", 5 }, { "前三季度", 8 }, { "全年", 11 }, { "年度", 11 },
        };
        static const char *const from[] = { "1-", "1—", "1–", "1~", "1～", "1至" };
        uint64_t n;
        str rest;
        s = str_trim(utf8_narrow(cx->arena, s));
        str year = str_head(s, 4);
        if (str_u64(year, &n) && n >= 1990 && n <= 2100 && str_starts(str_from(s, 4), S("年")))
                s = str_trim(str_from(s, 4 + strlen("年")));
        for (size_t i = 0; i < COUNT_OF(word); i++)
                if (str_is(s, word[i].word))
                        return word[i].month;
        for (size_t i = 0; i < COUNT_OF(from); i++)
                if (str_starts(s, str_of(from[i])) && s.n > strlen(from[i]) + strlen("月"))
                        s = str_from(s, strlen(from[i]));
        ptrdiff_t at = str_find(s, S("月"));
        if (at <= 0)
                return -1;
        rest = str_from(s, (size_t)at + strlen("月"));
        if (rest.n && !str_is(rest, "份") && !str_is(rest, "末") && !str_is(rest, "底"))
                return -1;
        return str_u64(str_head(s, (size_t)at), &n) && n >= 1 && n <= 12 ? (int)n - 1 : -1;
}

/* Without what stands in brackets at its end, which goes to *ret: a unit of measure. */
static str unbracketed(str s, str *ret)
{
        static const char *const open[] = { "（", "(" };
        if (!str_ends(s, S("）")) && !str_ends(s, S(")")))
                return s;
        for (size_t i = s.n; i-- > 0;)
                for (size_t k = 0; k < COUNT_OF(open); k++)
                        if (str_starts(str_from(s, i), str_of(open[k]))) {
                                size_t from = i + strlen(open[k]), end = str_ends(s, S(")")) ? 1 : strlen("）");
                                *ret = str_trim(str_head(str_from(s, from), s.n - from - end));
                                return str_trim(str_head(s, i));
                        }
        return s;
}

/* The leaf of this code, name, or "code name"; -1: none. The name of two says which file wrote it, not
 * which is meant: the import refuses it. */
static const struct figure_leaf *leaf_read(const struct figure_year *y, str s, str *ret,
                                           str *ret_measure)
{
        for (int i = 0; i < y->n_leaves; i++) {
                const struct edition_node *x = y->leaves[i].x;
                bool both = str_starts(s, x->code) && str_eq(str_trim(str_from(s, x->code.n)), x->name);
                if (str_eq(s, x->code) || both)
                        return *ret = x->code, &y->leaves[i];
        }
        for (int i = 0; i < y->n_leaves; i++)
                if (str_eq(s, y->leaves[i].x->name))
                        return *ret = y->leaves[i].x->name, &y->leaves[i];
        str bare = unbracketed(s, ret_measure);
        return bare.n < s.n ? leaf_read(y, bare, ret, ret_measure) : NULL;
}

static bool item_of(const struct figure_leaf *l, str item)
{
        for (int i = 0; i < l->n_inputs; i++)
                if (str_eq(l->inputs[i].name, item) || str_eq(l->inputs[i].key, item))
                        return true;
        return false;
}

bool figure_head_read(struct ctx *cx, const struct figure_year *y, str head,
                      struct figure_head *ret)
{
        static const char *const colon[] = { "：", ":" }, *const unit[] = { "单位：", "单位:", "计量单位：", "计量单位:" };
        str s = str_trim(head);
        *ret = (struct figure_head){ .month = month_read(cx, s) };
        for (size_t k = 0; k < COUNT_OF(unit); k++)
                if (str_starts(s, str_of(unit[k])) && s.n > strlen(unit[k]))
                        return ret->measure = str_trim(str_from(s, strlen(unit[k]))), true;
        if (ret->month >= 0 || leaf_read(y, s, &ret->leaf, &ret->measure))
                return true;
        for (size_t k = 0; k < COUNT_OF(colon); k++)
                for (size_t i = 0; i < s.n; i++) {
                        if (!str_starts(str_from(s, i), str_of(colon[k])))
                                continue;
                        str item = str_trim(str_from(s, i + strlen(colon[k])));
                        const struct figure_leaf *l = leaf_read(y, str_trim(str_head(s, i)), &ret->leaf, &ret->measure);
                        if (l && !item_of(l, item))
                                item = unbracketed(item, &ret->measure);
                        if (l && item_of(l, item))
                                return ret->item = item, true;
                        ret->leaf = ret->measure = (str){ 0 };
                }
        return false;
}
