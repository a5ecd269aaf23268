/* core/import/marks.c - words that other people's files bear: units, sums, dates.
 * words: document text (nothing here is shown on a screen)
 */
#include "core/import/import_in.h"

static bool one_of(str s, const char *const *words, size_t n)
{
        for (size_t i = 0; i < n; i++)
                if (str_is(s, words[i]))
                        return true;
        return false;
}

/* Without blanks of any kind, in a buffer of the caller's. */
static str squeeze(str s, char *buf, size_t size)
{
        size_t n = 0;
        uint32_t c;
        for (size_t k; (k = utf8_next(s, &c)) && n + k <= size; s = str_from(s, k))
                if (c > ' ' && c != 0xA0 && c != 0x3000) {
                        memcpy(buf + n, s.p, k);
                        n += k;
                }
        return (str){ buf, n };
}

str head_bare(struct arena *a, str head, int *ret_scale)
{
        str s = utf8_narrow(a, str_head(head, 400));
        struct buf b = buf_new(a, s.n + 1);
        int depth = 0;
        *ret_scale = 0;
        if (str_find(s, S("万元")) >= 0)
                *ret_scale = 10000;
        else if (str_find(s, S("(元")) >= 0 || str_find(s, S("[元")) >= 0 ||
                 str_find(s, S(":元")) >= 0)
                *ret_scale = 1;
        uint32_t c;
        for (size_t k; (k = utf8_next(s, &c)); s = str_from(s, k)) {
                bool open = c == '(' || c == '[' || c == 0x3010;
                bool close = c == ')' || c == ']' || c == 0x3011;
                depth += open;
                if (!depth && c > ' ' && c != '*' && c != ':' && c != 0xA0 && c != 0x3000)
                        utf8_put(&b, c >= 'a' && c <= 'z' ? c - 32 : c);
                depth -= close && depth;
        }
        return buf_str(&b);
}

bool mark_is_ours(str bare)
{
        static const char *const ours[] = { "原因", "REASON", "行号" };
        return one_of(bare, ours, COUNT_OF(ours));
}

bool mark_is_own_sheet(str name) { return str_is(name, "选项"); }

int mark_unit_line(str text)
{
        char tmp[400];
        str s = squeeze(text, tmp, sizeof(tmp));
        if (str_find(s, S("单位")) < 0)
                return 0;
        if (str_find(s, S("万元")) >= 0)
                return 10000;
        return str_find(s, S("单位：元")) >= 0 || str_find(s, S("单位:元")) >= 0 ? 1 : 0;
}

bool mark_is_sum(str text)
{
        static const char *const word[] = { "合计", "总计", "小计", "合计：", "总计：", "小计：" };
        char tmp[64];
        return one_of(squeeze(text, tmp, sizeof(tmp)), word, COUNT_OF(word));
}

bool mark_is_nothing(str text)
{
        static const char *const word[] = { "-", "--", "—", "——", "–", "/", "无" };
        return one_of(text, word, COUNT_OF(word));
}

int64_t mark_amount_unit(str *s)
{
        static const struct { const char *word; int64_t scale; } unit[] = {
                { "亿元", 100000000 }, { "千万元", 10000000 }, { "百万元", 1000000 },
                { "万元", 10000 }, { "千元", 1000 }, { "百元", 100 }, { "元", 1 },
                { "亿", 100000000 }, { "万", 10000 }, { "千", 1000 },
        };
        for (size_t i = 0; i < COUNT_OF(unit); i++) {
                str word = str_of(unit[i].word);
                if (s->n > word.n && str_ends(*s, word)) {
                        *s = str_trim(str_head(*s, s->n - word.n));
                        return unit[i].scale;
                }
        }
        return 0;
}

bool mark_counter(str *s)
{
        static const char *const word[] = { "年度", "年", "人", "名", "辆", "台", "套", "个", "项" };
        for (size_t i = 0; i < COUNT_OF(word); i++) {
                str w = str_of(word[i]);
                if (s->n > w.n && str_ends(*s, w)) {
                        *s = str_trim(str_head(*s, s->n - w.n));
                        return true;
                }
        }
        return false;
}

static bool take_number(str *s, size_t most, int *ret)
{
        size_t n = 0;
        int v = 0;
        for (; n < s->n && n < most && s->p[n] >= '0' && s->p[n] <= '9'; n++)
                v = v * 10 + (s->p[n] - '0');
        *ret = v;
        *s = str_from(*s, n);
        return n > 0;
}

static bool take_mark(str *s, const char *const *marks, size_t n)
{
        for (size_t i = 0; i < n; i++)
                if (str_starts(*s, str_of(marks[i]))) {
                        *s = str_from(*s, strlen(marks[i]));
                        return true;
                }
        return false;
}

bool mark_date(str s, int *y, int *m, int *d)
{
        static const char *const after_year[] = { "年", "-", "/", "." };
        static const char *const after_month[] = { "月", "-", "/", "." };
        static const char *const after_day[] = { "日", "号" };
        char tmp[64];
        if (s.n > sizeof(tmp))
                return false;
        s = squeeze(s, tmp, sizeof(tmp));
        if (s.n == 8 && take_number(&s, 8, d)) {        /* 20240220 */
                *y = *d / 10000, *m = *d / 100 % 100, *d %= 100;
                if (!s.n)
                        return true;
                s = (str){ tmp, 8 };
        }
        if (!take_number(&s, 4, y) || *y < 1000 ||
            !take_mark(&s, after_year, COUNT_OF(after_year)) ||
            !take_number(&s, 2, m) || !take_mark(&s, after_month, COUNT_OF(after_month)) ||
            !take_number(&s, 2, d))
                return false;
        take_mark(&s, after_day, COUNT_OF(after_day));
        return !s.n;
}
