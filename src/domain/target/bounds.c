/* domain/target/bounds.c - ranges from text and back. */
#include "domain/target/bounds.h"
#include "domain/target/fold.h"

static const char wrong[] = "范围应写成 [80,90)、≥90、<60 这样的形式";

/* Full-width signs and digits, and what keyboards give for ≥ and ≤, become one plain form. */
static str plain(struct arena *a, str text)
{
        static const struct { str from, to; } signs[] = {
                { S_C("≥"), S_C(">=") }, { S_C("≤"), S_C("<=") }, { S_C("＞"), S_C(">") },
                { S_C("＜"), S_C("<") }, { S_C("＝"), S_C("=") }, { S_C("，"), S_C(",") },
                { S_C("［"), S_C("[") }, { S_C("］"), S_C("]") }, { S_C("【"), S_C("[") },
                { S_C("】"), S_C("]") }, { S_C("（"), S_C("(") }, { S_C("）"), S_C(")") },
                { S_C("％"), S_C("%") }, { S_C("．"), S_C(".") }, { S_C("－"), S_C("-") },
                { S_C("−"), S_C("-") }, { S_C("／"), S_C("/") },
        };
        struct buf b = buf_new(a, text.n + 16);
        while (text.n) {
                size_t i = 0;
                while (i < COUNT_OF(signs) && !str_starts(text, signs[i].from))
                        i++;
                if (i < COUNT_OF(signs)) {
                        buf_put(&b, signs[i].to);
                        text = str_from(text, signs[i].from.n);
                } else if (text.n >= 3 && (unsigned char)text.p[0] == 0xef &&
                           (unsigned char)text.p[1] == 0xbc && (unsigned char)text.p[2] >= 0x90 &&
                           (unsigned char)text.p[2] <= 0x99) {
                        buf_byte(&b, (char)('0' + ((unsigned char)text.p[2] - 0x90)));
                        text = str_from(text, 3);
                } else {
                        if (text.p[0] != ' ')
                                buf_byte(&b, text.p[0]);
                        text = str_from(text, 1);
                }
        }
        return buf_str(&b);
}

static int64_t common(int64_t a, int64_t b)
{
        while (b) {
                int64_t rest = a % b;
                a = b;
                b = rest;
        }
        return a < 0 ? -a : a;
}

/* A decimal, or a fraction of whole numbers; den 0 for an empty text. */
static bool number(str s, ratio *ret)
{
        int64_t num, den = 1000000;
        str below;
        if (s.n && s.p[s.n - 1] == '%')
                s.n--;
        if (!s.n) {
                *ret = (ratio){ 0 };
                return true;
        }
        str above = str_cut(s, '/', &below);
        if (below.p) {
                if (decimal_read(above, 0, &num) || decimal_read(below, 0, &den) || den <= 0 ||
                    den > 1000000)
                        return false;
        } else if (decimal_read(s, 6, &num)) {
                return false;
        }
        if (num > FIGURE_MOST || num < -FIGURE_MOST)
                return false;
        int64_t by = common(num, den);
        *ret = (ratio){ num / by, den / by };
        return true;
}

struct range { ratio from, to; bool from_out, to_in; };

static bool interval(str s, struct range *r)
{
        str right;
        char first = s.p[0], last = s.p[s.n - 1];
        if (s.n < 3 || (last != ')' && last != ']'))
                return false;
        str left = str_cut((str){ s.p + 1, s.n - 2 }, ',', &right);
        if (!right.p || !number(left, &r->from) || !number(right, &r->to))
                return false;
        r->from_out = first == '(';
        r->to_in = last == ']';
        return r->from.den || r->to.den;
}

static bool compared(str s, struct range *r)
{
        bool same = s.n > 1 && s.p[1] == '=';
        str rest = str_from(s, same ? 2 : 1);
        if (!rest.n)
                return false;
        if (s.p[0] == '>') {
                r->from_out = !same;
                return number(rest, &r->from);
        }
        if (s.p[0] == '<') {
                r->to_in = same;
                return number(rest, &r->to);
        }
        r->to_in = true;
        if (!number(s.p[0] == '=' ? str_from(s, 1) : s, &r->from))
                return false;
        r->to = r->from;
        return true;
}

/* from ≤ to, and not an empty range. */
static bool in_order(const struct range *r)
{
        if (!r->from.den || !r->to.den)
                return true;
        wide a = (wide)r->from.num * r->to.den;
        wide b = (wide)r->to.num * r->from.den;
        return a < b || (a == b && r->to_in && !r->from_out);
}

const char *bounds_read(struct arena *a, str text, struct method_row *row, int value)
{
        struct range r = { 0 };
        str s = plain(a, str_trim(text));
        if (!s.n)
                return wrong;
        bool read = s.p[0] == '[' || s.p[0] == '(' ? interval(s, &r) : compared(s, &r);
        if (!read)
                return wrong;
        if (!in_order(&r))
                return "范围的下限大于上限，没有一个数落在里面";
        if (value == 1)
                row->from = r.from, row->to = r.to, row->from_out = r.from_out, row->to_in = r.to_in;
        else
                row->from2 = r.from, row->to2 = r.to, row->from2_out = r.from_out, row->to2_in = r.to_in;
        return NULL;
}

/* A decimal where the fraction is one, else "1/3". */
static void put(struct buf *b, struct arena *a, ratio r)
{
        if (!r.den)
                return;
        if (1000000 % r.den) {
                buf_f(b, "%ld/%ld", r.num, r.den);
                return;
        }
        str s = decimal_str(a, r.num * (1000000 / r.den), 6, false);
        while (s.n && s.p[s.n - 1] == '0')
                s.n--;
        if (s.n && s.p[s.n - 1] == '.')
                s.n--;
        buf_put(b, s);
}

str bounds_str(struct arena *a, const struct method_row *row, int value)
{
        ratio from = value == 1 ? row->from : row->from2, to = value == 1 ? row->to : row->to2;
        if (!from.den && !to.den)
                return (str){ 0 };
        struct buf b = buf_new(a, 128);
        buf_byte(&b, (value == 1 ? row->from_out : row->from2_out) || !from.den ? '(' : '[');
        put(&b, a, from);
        buf_byte(&b, ',');
        put(&b, a, to);
        buf_byte(&b, (value == 1 ? row->to_in : row->to2_in) && to.den ? ']' : ')');
        return buf_str(&b);
}
