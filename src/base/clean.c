/* base/clean.c - see clean.h. */
#include "base/clean.h"

struct span { uint32_t from, to; };

static bool within(const struct span *list, size_t n, uint32_t c)
{
        for (size_t i = 0; i < n; i++)
                if (c >= list[i].from && c <= list[i].to)
                        return true;
        return false;
}

bool char_hidden(uint32_t c)
{
        /* Of the format characters (Cf): soft hyphen, Arabic letter mark, zero widths and marks of direction,
         * embeddings and overrides, joiners and isolates, byte order mark, annotations, tags. */
        static const struct span hidden[] = {
                { 0xAD, 0xAD }, { 0x61C, 0x61C }, { 0x180E, 0x180E }, { 0x200B, 0x200F }, { 0x202A, 0x202E },
                { 0x2060, 0x206F }, { 0xFEFF, 0xFEFF }, { 0xFFF9, 0xFFFB }, { 0xE0000, 0xE007F },
        };
        return within(hidden, COUNT_OF(hidden), c);
}

const char *text_unseen(str s)
{
        /* Blanks, and letters that draw nothing: Hangul fillers, the empty Braille cell, variation selectors. */
        static const struct span blank[] = {
                { 0, 32 }, { 0xA0, 0xA0 }, { 0x115F, 0x1160 }, { 0x1680, 0x1680 }, { 0x2000, 0x200A },
                { 0x2028, 0x2029 }, { 0x202F, 0x202F }, { 0x205F, 0x205F }, { 0x2800, 0x2800 }, { 0x3000, 0x3000 },
                { 0x3164, 0x3164 }, { 0xFE00, 0xFE0F }, { 0xFFA0, 0xFFA0 },
        };
        bool seen = !s.n;
        uint32_t c;
        for (size_t n; (n = utf8_next(s, &c)); s = str_from(s, n)) {
                if (char_hidden(c))
                        return "含有看不见的控制字符（零宽、改变文字方向等），请删去重新输入";
                seen |= !within(blank, COUNT_OF(blank), c);
        }
        return seen ? NULL : "只有空白或者看不见的字符";
}

static bool is_blank(uint32_t c) { return c == ' ' || c == '\t' || c == '\n' || c == 0xA0 || c == 0x3000; }
static bool is_han(uint32_t c) { return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF); }

str name_clean(struct arena *a, str s)
{
        struct buf b = buf_new(a, s.n + 1);
        uint32_t c, before = 0;
        bool gap = false;
        for (size_t n; (n = utf8_next(s, &c)); s = str_from(s, n)) {
                if (is_blank(c)) {
                        gap = b.n > 0;
                        continue;
                }
                bool letter = (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) ||
                              (c >= 0xFF41 && c <= 0xFF5A);
                if (gap && !(is_han(before) && is_han(c)))
                        buf_byte(&b, ' ');
                gap = false;
                before = c;
                if (letter)
                        buf_byte(&b, (char)(c - 0xFEE0));
                else
                        buf_put(&b, str_head(s, n));
        }
        return buf_str(&b);
}
