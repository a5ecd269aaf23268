/* core/attach/name.c - names of files as people gave them, made safe for every file system. */
#include "core/attach/attach.h"

enum { NAME_MOST = 120, ENDING_MOST = 8 };

/* Signs that some system gives a meaning, that turn text around, or that nobody sees. */
static bool sign_bad(uint32_t c)
{
        return c < 0x20 || (c >= 0x7f && c <= 0x9f) || (c < 0x80 && strchr("\"*:<>?|/\\", (int)c)) ||
               c == 0xad || c == 0x61c || (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
               (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || c == 0xfffd ||
               (c >= 0xfff0 && c <= 0xfffc) || (c >= 0xe0000 && c <= 0xe0fff);
}

/* CON, NUL, COM1 …: devices of Windows, with any ending. */
static bool is_device(str name)
{
        static const char devices[][5] = { "con", "prn", "aux", "nul", "com", "lpt" };
        str rest, stem = str_trim(str_cut(name, '.', &rest));
        char low[8] = "";
        if (stem.n < 3 || stem.n > 4)
                return false;
        for (size_t i = 0; i < stem.n; i++)
                low[i] = (char)(stem.p[i] | 0x20);
        for (size_t i = 0; i < COUNT_OF(devices); i++)
                if (!strncmp(low, devices[i], 3) &&
                    (stem.n == 3 ? i < 4 : i >= 4 && low[3] >= '0' && low[3] <= '9'))
                        return true;
        return false;
}

str attach_ending(struct arena *a, str name)
{
        for (size_t i = name.n; i > 0 && name.n - i <= ENDING_MOST; i--) {
                if (name.p[i - 1] != '.')
                        continue;
                str e = str_copy(a, str_from(name, i));
                char *p = (char *)(uintptr_t)e.p;
                for (size_t k = 0; k < e.n; k++)
                        if (p[k] >= 'A' && p[k] <= 'Z')
                                p[k] = (char)(p[k] + 32);
                return e;
        }
        return S("");
}

/* Without blanks and dots at either end, in whatever order they come. */
static str bare(str s)
{
        for (;;) {
                s = str_trim(s);
                if (s.n && s.p[0] == '.')
                        s = str_from(s, 1);
                else if (s.n && s.p[s.n - 1] == '.')
                        s = str_head(s, s.n - 1);
                else
                        return s;
        }
}

str attach_name(struct arena *a, str said)
{
        struct buf o = buf_new(a, said.n * 3 + 64);
        /* What follows the last separator of either kind. */
        for (size_t i = said.n; i > 0; i--)
                if (said.p[i - 1] == '/' || said.p[i - 1] == '\\') {
                        said = str_from(said, i);
                        break;
                }
        for (size_t n; said.n; said = str_from(said, n)) {
                uint32_t c;
                n = utf8_next(said, &c);
                if (!n || sign_bad(c)) {
                        n = n ? n : 1;
                        continue;
                }
                buf_put(&o, str_head(said, n));
        }
        str s = bare(buf_str(&o));
        str ending = attach_ending(a, s);
        str stem = ending.n ? str_head(s, s.n - ending.n - 1) : s;
        stem = bare(utf8_head(stem, NAME_MOST - (ending.n ? utf8_count(ending) + 1 : 0)));
        if (!stem.n)
                stem = S("附件") /* document text */;
        ending = str_from(s, s.n - ending.n);   /* as it was written */
        s = ending.n ? str_f(a, "%.*s.%.*s", STR(stem), STR(ending)) : str_copy(a, stem);
        return is_device(s) ? utf8_head(str_f(a, "_%.*s", STR(s)), NAME_MOST) : s;
}
