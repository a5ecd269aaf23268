/* domain/target/rows.c - bracket tables and lists of events from text, and back. */
#include "domain/target/method_in.h"

/* A decimal or a fraction: 60, 0.6, 1/3, 90%. */
static bool bound_read(struct arena *a, str s, ratio *ret)
{
        struct figure_text f, g;
        str under, over = str_cut(s, '/', &under);
        if (figure_read(a, over, &f) || !is_figure(f.v))
                return false;
        ratio r = { f.v, pow10_of[f.places] };
        if (under.p) {
                /* small, so that the linter's products stay inside 128 bits */
                if (figure_read(a, under, &g) || f.places || g.places || g.v < 1 || g.v > 10000 ||
                    f.v > MICRO || f.v < -MICRO)
                        return false;
                r = (ratio){ f.v, g.v };
        }
        *ret = r;
        return true;
}

/* The signs of comparison, the longer first. */
static const struct { const char *sign; bool from, in; } signs[] = {
        { "≥", true, true }, { ">=", true, true }, { "≤", false, true }, { "<=", false, true },
        { "＞", true, false }, { ">", true, false }, { "＜", false, false }, { "<", false, false },
};

struct range { ratio from, to; bool from_out, to_in; };

static bool range_read(struct arena *a, str s, struct range *ret)
{
        struct range r = { 0 };
        s = str_trim(s);
        if (str_is(s, "全部") || str_is(s, "*")) {
                *ret = r;
                return true;
        }
        for (size_t i = 0; i < COUNT_OF(signs); i++) {
                if (!str_starts(s, str_of(signs[i].sign)))
                        continue;
                str v = str_trim(str_from(s, strlen(signs[i].sign)));
                if (!bound_read(a, v, signs[i].from ? &r.from : &r.to))
                        return false;
                *(signs[i].from ? &r.from_out : &r.to_in) = signs[i].from ? !signs[i].in : signs[i].in;
                *ret = r;
                return true;
        }
        if (s.n < 3 || (s.p[0] != '[' && s.p[0] != '(') ||
            (s.p[s.n - 1] != ']' && s.p[s.n - 1] != ')'))
                return false;
        r.from_out = s.p[0] == '(', r.to_in = s.p[s.n - 1] == ']';
        str to, from = str_cut((str){ s.p + 1, s.n - 2 }, ',', &to);
        from = str_trim(from), to = str_trim(to);
        if (!to.p || (!from.n && !to.n) || (from.n && !bound_read(a, from, &r.from)) ||
            (to.n && !bound_read(a, to, &r.to)))
                return false;
        if (r.from.den && r.to.den) {
                wide d = (wide)r.from.num * r.to.den - (wide)r.to.num * r.from.den;
                if (d > 0 || (d == 0 && (r.from_out || !r.to_in)))
                        return false;   /* nothing lies in it */
        }
        *ret = r;
        return true;
}

/* Full-width signs to their plain ones, so that 「［90，100）＝200」 is read too. */
static str plain_signs(struct arena *a, str s)
{
        static const char *const pairs[][2] = {
                { "，", "," }, { "；", ";" }, { "：", ":" }, { "＝", "=" }, { "［", "[" }, { "］", "]" },
                { "（", "(" }, { "）", ")" }, { "｜", "|" }, { "％", "%" }, { "【", "[" }, { "】", "]" },
                { "−", "-" },
        };
        struct buf b = buf_new(a, s.n + 1);
        for (size_t i = 0; i < s.n;) {
                size_t k = 0;
                while (k < COUNT_OF(pairs) && !str_starts(str_from(s, i), str_of(pairs[k][0])))
                        k++;
                if (k < COUNT_OF(pairs)) {
                        buf_put(&b, str_of(pairs[k][1]));
                        i += strlen(pairs[k][0]);
                } else {
                        buf_byte(&b, s.p[i++]);
                }
        }
        return buf_str(&b);
}

static const char *bracket_read(struct arena *a, str line, struct method_row *ret)
{
        struct method_row r = { .share = -1 };
        str value, ranges, second, head = str_cut(line, '=', &value);
        /* the sign ≥ may be written >=: its = is not the one before the value */
        while (head.n && (head.p[head.n - 1] == '>' || head.p[head.n - 1] == '<') && value.p) {
                str more, got = str_cut(value, '=', &more);
                head.n += 1 + got.n;
                value = more;
        }
        if (!value.p)
                return "缺少“=”和得分";
        str rest, name = str_cut(head, ':', &rest);
        ranges = rest.p ? rest : head;
        r.name = rest.p ? str_copy(a, str_trim(name)) : S("");
        str first = str_cut(ranges, '|', &second);
        struct range one, two = { 0 };
        if (!range_read(a, first, &one) || (second.p && !range_read(a, second, &two)))
                return "区间应写成 [90,100)、≥90 或 <60，下限不能高于上限";
        r.from = one.from, r.to = one.to, r.from_out = one.from_out, r.to_in = one.to_in;
        r.from2 = two.from, r.to2 = two.to, r.from2_out = two.from_out, r.to2_in = two.to_in;
        value = str_trim(value);
        if (str_ends(value, S("分")))
                value = str_trim(str_head(value, value.n - strlen("分")));
        if (str_ends(value, S("%"))) {
                struct figure_text f;
                if (figure_read(a, value, &f) || !is_figure(f.v) || f.v < 0 ||
                    !figure_scale(f.v, f.places, FIGURE_PLACES - 2, &r.share) ||
                    r.share > 10 * MICRO)
                        return "得分应为数字或百分数";
        } else if (!points_read(value, &r.points)) {
                return "得分应为数字或百分数";
        }
        *ret = r;
        return NULL;
}

static const char *event_read(struct arena *a, str line, struct method_row *ret)
{
        struct method_row r = { .share = -1 };
        str value, most, name = str_trim(str_cut(line, '=', &value));
        if (!value.p || !name.n)
                return "应写成“情形=每次分数”";
        str each = str_trim(str_cut(value, ',', &most));
        most = str_trim(most);
        if (most.p && str_starts(most, S("最多")))
                most = str_trim(str_from(most, strlen("最多")));
        if (!points_read(each, &r.points))
                return "每次分数应为数字";
        if (most.p && (!points_read(most, &r.most) || r.most.micro < 0))
                return "“最多”后面应为不小于零的数字";
        r.name = str_copy(a, name);
        *ret = r;
        return NULL;
}

const struct fail *leaf_rows(struct ctx *cx, struct leaf *leaf, str text)
{
        struct method_row *rows = NEW_ARRAY(cx->arena, struct method_row, METHOD_ROWS);
        int n = 0, line_no = 0;
        if (!(leaf->method->needs & NEED_ROWS))
                return fail_field(cx, S("rows"), "计分方法 %s 不用区间表或事项表", leaf->method->code);
        for (str rest = plain_signs(cx->arena, text), line; rest.n;) {
                size_t end = 0;
                while (end < rest.n && rest.p[end] != '\n' && rest.p[end] != ';')
                        end++;
                line = str_trim(str_head(rest, end));
                rest = str_from(rest, end + 1);
                line_no++;
                if (!line.n)
                        continue;
                if (n == METHOD_ROWS)
                        return fail_field(cx, S("rows"), "最多 %d 行", METHOD_ROWS);
                const char *why = leaf->method->needs & NEED_COUNTS
                                          ? event_read(cx->arena, line, &rows[n])
                                          : bracket_read(cx->arena, line, &rows[n]);
                if (why)
                        return fail_field(cx, S("rows"), "第 %d 行“%.*s”：%s", line_no, STR(line),
                                          words_of(cx->lang, why));
                n++;
        }
        if ((leaf->method->needs & NEED_COUNTS) && n + leaf->method->n_inputs > METHOD_INPUTS)
                return fail_field(cx, S("rows"), "情形最多 %d 种",
                                  METHOD_INPUTS - leaf->method->n_inputs);
        leaf->rows = rows, leaf->n_rows = n;
        leaf->n_columns = leaf_columns(leaf);
        return NULL;
}

/* ---- back ------------------------------------------------------------------------------------ */

static void bound_put(struct buf *b, ratio r)
{
        for (int p = 0; p <= FIGURE_PLACES; p++)        /* a decimal where it is one */
                if (pow10_of[p] % r.den == 0) {
                        buf_put(b, decimal_str(b->arena, r.num * (pow10_of[p] / r.den), p, false));
                        return;
                }
        buf_f(b, "%ld/%ld", r.num, r.den);
}

static void range_put(struct buf *b, ratio from, ratio to, bool from_out, bool to_in)
{
        if (!from.den && !to.den) {
                buf_put(b, S("*"));
                return;
        }
        if (from.den && to.den) {
                buf_byte(b, from_out ? '(' : '[');
                bound_put(b, from);
                buf_put(b, S(", "));
                bound_put(b, to);
                buf_byte(b, to_in ? ']' : ')');
                return;
        }
        if (from.den) {
                buf_put(b, from_out ? S(">") : S("≥"));
                bound_put(b, from);
        } else {
                buf_put(b, to_in ? S("≤") : S("<"));
                bound_put(b, to);
        }
}

str range_words(struct arena *a, ratio from, ratio to, bool from_out, bool to_in)
{
        struct buf b = buf_new(a, 200);
        if (from.den && to.den && (wide)from.num * to.den == (wide)to.num * from.den)
                bound_put(&b, from);
        else
                range_put(&b, from, to, from_out, to_in);
        return buf_str(&b);
}

static str bound_say(struct arena *a, int lang, const char *fmt, ratio r)
{
        struct buf b = buf_new(a, 80);
        bound_put(&b, r);
        return str_f(a, words_of(lang, fmt), STR(buf_str(&b)));
}

/* "60 及以上、不足 70": as a circular says it, without signs of mathematics. */
static str range_say(struct arena *a, int lang, ratio from, ratio to, bool from_out, bool to_in)
{
        if (!from.den && !to.den)
                return str_of(words_of(lang, "任何值"));
        if (from.den && to.den && (wide)from.num * to.den == (wide)to.num * from.den)
                return bound_say(a, lang, "等于 %.*s", from);
        if (!to.den)
                return bound_say(a, lang, from_out ? "%.*s 以上（不含）" : "%.*s 及以上", from);
        str below = bound_say(a, lang, !to_in ? "不足 %.*s" : from.den ? "不超过 %.*s" : "%.*s 及以下", to);
        if (!from.den)
                return below;
        return str_f(a, words_of(lang, "%.*s、%.*s"),
                     STR(bound_say(a, lang, from_out ? "超过 %.*s" : "%.*s 及以上", from)), STR(below));
}

str row_words(struct arena *a, int lang, const struct method_row *r)
{
        str one = range_say(a, lang, r->from, r->to, r->from_out, r->to_in);
        if (r->from2.den || r->to2.den)
                one = str_f(a, words_of(lang, "%.*s，第二个值 %.*s"), STR(one),
                            STR(range_say(a, lang, r->from2, r->to2, r->from2_out, r->to2_in)));
        return r->name.n ? str_f(a, words_of(lang, "%.*s（%.*s）"), STR(r->name), STR(one)) : one;
}

str leaf_rows_str(struct arena *a, const struct leaf *leaf)
{
        struct buf b = buf_new(a, 64 << 10);
        for (int i = 0; i < leaf->n_rows; i++) {
                const struct method_row *r = &leaf->rows[i];
                if (i)
                        buf_byte(&b, '\n');
                if (leaf->method->needs & NEED_COUNTS) {
                        buf_f(&b, "%.*s = %.*s", STR(r->name), STR(points_str(a, r->points, 0)));
                        if (r->most.micro)
                                buf_f(&b, "，最多 %.*s", STR(points_str(a, r->most, 0)));
                        continue;
                }
                if (r->name.n)
                        buf_f(&b, "%.*s: ", STR(r->name));
                range_put(&b, r->from, r->to, r->from_out, r->to_in);
                if (r->from2.den || r->to2.den) {
                        buf_put(&b, S(" | "));
                        range_put(&b, r->from2, r->to2, r->from2_out, r->to2_in);
                }
                buf_f(&b, " = %.*s",
                      STR(r->share >= 0 ? share_str(a, r->share) : points_str(a, r->points, 0)));
        }
        return buf_str(&b);
}
