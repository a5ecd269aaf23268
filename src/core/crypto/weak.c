/* core/crypto/weak.c - which passwords are too easy: see password_weak(). */
#include "base/base.h"
#include "core/crypto/password.h"
#include "core/embed.h"

enum { LONGEST = 256, NEAR_LEAST = 3 };

/* One face for a letter and what is written in its place: P@ssw0rd and password are one. */
static char face_of(char c)
{
        switch (c) {
        case '@': case '4': return 'a';
        case '8': return 'b';
        case '3': return 'e';
        case '1': case '!': case '|': case 'l': case 'L': return 'i';
        case '0': return 'o';
        case '5': case '$': return 's';
        case '7': case '+': return 't';
        default: return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        }
}

static str faces(str s, char out[LONGEST])
{
        size_t n = s.n < LONGEST ? s.n : LONGEST;
        for (size_t i = 0; i < n; i++)
                out[i] = face_of(s.p[i]);
        return (str){ out, n };
}

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* The password without the digits and signs around its word: "2024Admin@123" is "Admin". */
static str core_of(str s)
{
        size_t from = 0, to = s.n;
        while (from < to && !is_letter(s.p[from]) && (unsigned char)s.p[from] < 128)
                from++;
        while (to > from && !is_letter(s.p[to - 1]) && (unsigned char)s.p[to - 1] < 128)
                to--;
        return (str){ s.p + from, to - from };
}

/* The same with a "@" or "0" inside still counted to the word, its tail of digits cut where the
 * last plain letter stands. Both faces are looked up; either makes it common. */
static bool is_listed(str password)
{
        char whole_room[LONGEST], core_room[LONGEST], line_room[LONGEST];
        str whole = faces(password, whole_room), core = faces(core_of(password), core_room);
        str rest = data_file("common-passwords.txt");
        while (rest.n) {
                str line = str_trim(str_cut(rest, '\n', &rest));
                if (!line.n || line.p[0] == '#')
                        continue;
                str word = faces(line, line_room);
                if (str_eq(word, whole) || (core.n >= 3 && str_eq(word, core)))
                        return true;
        }
        return false;
}

/* Column and row of a key, shifted or not; false: not one of the four rows. */
static bool key_at(char c, int *ret_x, int *ret_y)
{
        static const char *const rows[] = { "1234567890-=", "qwertyuiop[]", "asdfghjkl;'",
                                            "zxcvbnm,./" };
        static const char *const shifted[] = { "!@#$%^&*()_+", "QWERTYUIOP{}", "ASDFGHJKL:\"",
                                               "ZXCVBNM<>?" };
        for (int y = 0; y < 4; y++) {
                const char *at = strchr(rows[y], c), *up = strchr(shifted[y], c);
                if (!c || (!at && !up))
                        continue;
                *ret_x = at ? (int)(at - rows[y]) : (int)(up - shifted[y]);
                *ret_y = y;
                return true;
        }
        return false;
}

/* Is b where a finger goes after a: the same key, its neighbour, the next letter or digit? */
static bool follows(char a, char b)
{
        int ax, ay, bx, by;
        char la = is_letter(a) ? (char)(a | 32) : a, lb = is_letter(b) ? (char)(b | 32) : b;
        if (la == lb)
                return true;
        if (is_letter(a) == is_letter(b) && (lb == la + 1 || lb == la - 1))
                return true;
        if (!key_at(a, &ax, &ay) || !key_at(b, &bx, &by))
                return false;
        int dx = bx - ax, dy = by - ay;
        return (dy == 0 && (dx == 1 || dx == -1)) || (dy == 1 && (dx == 0 || dx == -1)) ||
               (dy == -1 && (dx == 0 || dx == 1));
}

/* Little more than runs: three steps of four go on where the one before left off. */
static bool is_run(str s)
{
        size_t steps = 0;
        for (size_t i = 1; i < s.n; i++)
                steps += follows(s.p[i - 1], s.p[i]);
        return s.n > 1 && steps * 4 >= (s.n - 1) * 3;
}

/* Two or more copies of one short part: abC1abC1abC1. */
static bool is_repeated(str s)
{
        for (size_t part = 1; part <= 5 && part * 2 <= s.n; part++) {
                size_t i = part;
                while (i < s.n && face_of(s.p[i]) == face_of(s.p[i - part]))
                        i++;
                if (i == s.n)
                        return true;
        }
        return false;
}

static bool holds(str password, str word)
{
        char a[LONGEST], b[LONGEST];
        return word.n >= NEAR_LEAST && word.n <= LONGEST &&
               str_find(faces(password, a), faces(word, b)) >= 0;
}

const char *password_weak(str password, const struct password_about *about)
{
        bool lower = false, upper = false, digit = false, other = false;
        for (size_t i = 0; i < password.n; i++) {
                char c = password.p[i];
                lower |= c >= 'a' && c <= 'z';
                upper |= c >= 'A' && c <= 'Z';
                digit |= c >= '0' && c <= '9';
                other |= !is_letter(c) && (c < '0' || c > '9');
        }
        if ((int64_t)utf8_count(password) < (about->floor > 8 ? about->floor : 8))
                return "口令太短";
        if (password.n > LONGEST)
                return "口令太长";
        if (lower + upper + digit + other < 3)
                return "口令要有大写字母、小写字母、数字、符号中的三类";
        for (size_t i = 0; i < COUNT_OF(about->near); i++)
                if (holds(password, about->near[i]))
                        return "口令不能含有账号、姓名或者县名";
        if (is_listed(password) || is_run(password) || is_repeated(password))
                return "这个口令太常见";
        return NULL;
}
