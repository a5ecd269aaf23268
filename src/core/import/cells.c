/* core/import/cells.c - one cell: what it says, whether it may, and what to write instead. */
#include "core/import/import_in.h"

static const int64_t MONEY_MOST = 10000000000000;       /* 1,000 亿元 in fen */

/* ---- findings ------------------------------------------------------------------------------ */

static void found_at(const struct reading *r, enum import_severity severity, str found, str reason,
                     str allowed)
{
        r->row->bad = r->row->bad || severity == IMPORT_BAD;
        r->row->cell[r->i_field].bad |= severity == IMPORT_BAD;
        r->row->warned = r->row->warned || severity == IMPORT_WARN;
        finding_add(r->im, (struct import_finding){
                .severity = severity, .sheet = r->row->sheet, .row = r->row->row, .col = r->col,
                .field = r->field, .found = found, .reason = reason, .allowed = allowed,
        });
}

static str word(const struct reading *r, const char *zh)
{
        return str_of(words_of(r->im->cx->lang, zh));
}

static str words_f(const struct reading *r, const char *fmt, ...) PRINTF(2, 3);
static str words_f(const struct reading *r, const char *fmt, ...)
{
        va_list ap;
        va_start(ap, fmt);
        str s = str_vf(r->im->cx->arena, words_of(r->im->cx->lang, fmt), ap);
        va_end(ap);
        return s;
}

static void bad(const struct reading *r, str found, str reason, str allowed)
{
        found_at(r, IMPORT_BAD, found, reason, allowed);
}

static const char *label_of(const struct reading *r)
{
        return words_of(r->im->cx->lang, r->field->label);
}

/* ---- numbers -------------------------------------------------------------------------------- */

/* An amount as digits: no currency sign, no typographic minus; (1,200) is -1,200. */
static str amount_bare(const struct reading *r, str s)
{
        static const char *const sign[] = { "¥", "￥", "RMB", "CNY" };
        for (size_t i = 0; i < COUNT_OF(sign); i++)
                if (str_starts(s, str_of(sign[i])))
                        s = str_trim(str_from(s, strlen(sign[i])));
        if (s.n > 2 && s.p[0] == '(' && s.p[s.n - 1] == ')')
                return str_f(r->im->cx->arena, "-%.*s", (int)s.n - 2, s.p + 1);
        if (str_starts(s, S("\xE2\x88\x92")))
                return str_f(r->im->cx->arena, "-%.*s", STR(str_from(s, 3)));
        return s;
}

/* 10^-6 units as text without needless zeros, for "请写 126000". */
static str micro_str(const struct reading *r, int64_t v)
{
        str s = decimal_str(r->im->cx->arena, v, 6, false);
        while (s.n && s.p[s.n - 1] == '0')
                s.n--;
        if (s.n && s.p[s.n - 1] == '.')
                s.n--;
        return s;
}

static str unit_of(const struct reading *r)
{
        return word(r, r->scale == 10000 ? "万元" : "元");
}

/* "12.6万" in a column of yuan: not guessed, but said how to write it. */
static void unit_bad(const struct reading *r, str found, str number, int64_t unit)
{
        int64_t v;
        str instead = { 0 };
        if (!decimal_read(number, 6, &v) && !__builtin_mul_overflow(v, unit, &v) &&
            v % r->scale == 0)
                instead = words_f(r, "如指 %.*s，请写 %.*s", STR(found),
                                  STR(micro_str(r, v / r->scale)));
        bad(r, found, words_f(r, "应为数字，单位%.*s", STR(unit_of(r))), instead);
}

/* 2.08E+06: what a spreadsheet makes of a long code. */
static bool is_scientific(str s)
{
        bool point = false, e = false;
        for (size_t i = 0; i < s.n; i++) {
                point = point || s.p[i] == '.';
                e = e || ((s.p[i] == 'E' || s.p[i] == 'e') && i && i + 1 < s.n &&
                          (s.p[i + 1] == '+' || s.p[i + 1] == '-'));
        }
        return point && e;
}

/* More digits than a number has, or what a spreadsheet makes of them: 1.2E+22. */
static bool is_large(str s, const char *why)
{
        enum { POWER_MOST = 12 };               /* MONEY_MOST has 12 digits before the point */
        ptrdiff_t at = str_find(s, S("E+"));
        uint64_t power = 0;
        return !strcmp(why, "数字太大") ||
               (is_scientific(s) && at > 0 && str_u64(str_from(s, (size_t)at + 2), &power) && power >= POWER_MOST);
}

static str most_words(const struct reading *r)
{
        bool bare = !r->field->least && !r->field->most;
        return words_f(r, "最多 %.*s 元",
                       STR(money_yuan(r->im->cx->arena,
                                      (money){ bare ? MONEY_MOST : r->field->most })));
}

static void bounds_check(const struct reading *r, str found, int64_t v, int64_t least, int64_t most)
{
        bool is_money = r->field->kind == IMPORT_MONEY;
        struct arena *a = r->im->cx->arena;
        if (v < 0 && least == 0) {
                bad(r, found, word(r, "不能为负"),
                    r->field->negative ? word(r, r->field->negative) : (str){ 0 });
        } else if (v < least || v > most) {
                str lo = is_money ? money_yuan(a, (money){ least })
                                  : decimal_str(a, least, 0, false);
                str hi = is_money ? money_yuan(a, (money){ most }) : decimal_str(a, most, 0, false);
                bad(r, found, word(r, "超出范围"),
                    is_money ? words_f(r, "应在 %.*s 与 %.*s 元之间", STR(lo), STR(hi))
                             : words_f(r, "应在 %.*s 与 %.*s 之间", STR(lo), STR(hi)));
        }
}

static void money_read(const struct reading *r, struct import_cell *c, str found, str s)
{
        if (mark_is_nothing(s)) {
                found_at(r, IMPORT_CONVERTED, found, word(r, "按空白读入"), (str){ 0 });
                return;
        }
        s = amount_bare(r, s);
        str number = s;
        int64_t unit = mark_amount_unit(&number);
        if (unit && unit == r->scale) {
                s = number;
        } else if (unit) {
                unit_bad(r, found, number, unit);
                return;
        }
        /* 0.01 yuan is 10^-2 yuan and 10^-6 万元: either way the integer is fen. */
        const char *why = decimal_read(s, r->scale == 10000 ? 6 : 2, &c->v);
        if (why) {
                bool places = !decimal_read(s, 12, &(int64_t){ 0 }), large = is_large(s, why);
                if (!places && !large && is_scientific(s))
                        bad(r, found, word(r, "金额变成了科学计数"), word(r, "请把这一格设成数值格式，写出全部数字"));
                else
                        bad(r, found, places ? word(r, "小数位数太多") : large ? word(r, "数字太大")
                                             : words_f(r, "应为数字，单位%.*s", STR(unit_of(r))),
                            places ? word(r, "请四舍五入到分") : large ? most_words(r) : (str){ 0 });
                c->v = 0;
                return;
        }
        bool bare = !r->field->least && !r->field->most;
        c->filled = true;
        bounds_check(r, found, c->v, r->field->least, bare ? MONEY_MOST : r->field->most);
}

static void int_read(const struct reading *r, struct import_cell *c, str found, str s)
{
        const char *why = decimal_read(s, 0, &c->v);
        if (why && mark_counter(&s))
                why = decimal_read(s, 0, &c->v);
        if (why) {
                bad(r, found, word(r, "应为整数"), (str){ 0 });
                c->v = 0;
                return;
        }
        bool bare = !r->field->least && !r->field->most;
        c->filled = true;
        bounds_check(r, found, c->v, r->field->least, bare ? MONEY_MOST : r->field->most);
}

/* ---- words ----------------------------------------------------------------------------------- */

static bool is_code_char(char c)
{
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               c == '-' || c == '.' || c == '_';
}

/* "30905 基础设施建设", "30905-基础设施建设" and "[30905]基础设施建设" are their code. */
static str code_of(str s)
{
        if (s.n && s.p[0] == '[')
                s = str_from(s, 1);
        size_t n = 0;
        while (n < s.n && is_code_char(s.p[n]))
                n++;
        bool all = n == s.n;
        while (n && !all && (s.p[n - 1] == '-' || s.p[n - 1] == '.' || s.p[n - 1] == '_'))
                n--;
        return str_head(s, n);
}

/* What goes on in letters and digits behind a blank ("zhang san") is no code with its name. */
static bool goes_on(str s, str code)
{
        str rest = str_trim(str_from(s, (size_t)(code.p - s.p) + code.n));
        return rest.n && is_code_char(rest.p[0]) && rest.p[0] != '-';
}

static void value_take(const struct reading *r, struct import_cell *c, str found,
                       const struct import_value *v)
{
        c->filled = true;
        c->v = v->id;
        c->text = v->code.n ? v->code : v->name;
        if (v->refuse.p)
                bad(r, found, v->refuse, (str){ 0 });
}

static void value_unknown(const struct reading *r, struct import_cell *c, str found, str s)
{
        const char *set = r->field->values_of ? words_of(r->im->cx->lang, r->field->values_of)
                                              : label_of(r);
        str near = set_near(r->im, r->i_field, s);
        bool taken = is_unlisted_code(r->field, s);
        str allowed = near;
        if (taken) {
                str as_it_is = word(r, "不改就按这个代码写入");
                allowed = near.p ? words_f(r, "%.*s；%.*s", STR(near), STR(as_it_is)) : as_it_is;
        } else if (!near.p) {
                allowed = set_allowed(r->im, r->i_field);
        }
        found_at(r, taken ? IMPORT_WARN : IMPORT_BAD, found, words_f(r, "不在“%s”中", set),
                 allowed.p ? allowed : word(r, "请从下拉中选"));
        if (taken)
                *c = (struct import_cell){ .filled = true, .v = -1, .text = s, .on = DAY_NONE };
}

static bool length_fits(const struct reading *r, str found, str s)
{
        int max = r->field->max ? r->field->max : 200;
        int n = (int)utf8_count(s);
        if (n <= max)
                return true;
        bad(r, found, words_f(r, "最多 %d 个字，现有 %d 个", max, n), (str){ 0 });
        return false;
}

static void text_read(const struct reading *r, struct import_cell *c, str found, str s)
{
        const struct import_set *set = &r->im->work->set[r->i_field];
        bool code = r->field->kind == IMPORT_CODE;
        if (code && is_scientific(s)) {
                bad(r, found, word(r, "编码变成了科学计数"),
                    word(r, "请把这一列设成文本格式，再填一次编码"));
                return;
        }
        if (!length_fits(r, found, s))
                return;
        str bare = code ? code_of(s) : r->field->naming ? name_clean(r->im->cx->arena, s) : s;
        if (r->field->naming && !str_eq(bare, s))
                found_at(r, IMPORT_CONVERTED, found, words_f(r, "已按“%.*s”读入", STR(bare)), (str){ 0 });
        if (r->field->values) {
                const struct import_value *v = set_find(set, s);
                if (!v && bare.n)
                        v = set_find(set, bare);
                if (v && set_twice(set, v, s))
                        bad(r, found, words_f(r, "“%.*s”不止一个", STR(s)), word(r, "请写代码"));
                else if (v)
                        value_take(r, c, found, v);
                else
                        value_unknown(r, c, found, bare.n ? bare : s);
                return;
        }
        if (!bare.n || (code && goes_on(s, bare))) {
                bad(r, found, word(r, "应为编码"), word(r, "编码由数字、字母、点和横线组成"));
                return;
        }
        c->filled = true;
        c->text = bare;
}

static void choice_read(const struct reading *r, struct import_cell *c, str found, str s)
{
        struct buf all = buf_new(r->im->cx->arena, 4096);
        int lang = r->im->cx->lang;
        for (int i = 0; r->field->choices[i]; i++) {
                const char *zh = r->field->choices[i];
                /* the cell was made narrow: “（逆向指标）” is “(逆向指标)” by now */
                if (str_eq(s, str_trim(utf8_narrow(r->im->cx->arena, str_of(zh)))) ||
                    str_is(s, words_of(LANG_EN, zh))) {
                        *c = (struct import_cell){ .filled = true, .v = i, .text = str_of(zh) };
                        return;
                }
                buf_f(&all, "%s%s", i ? words_of(lang, "、") : "", words_of(lang, zh));
        }
        bad(r, found, word(r, "不在可选范围内"), words_f(r, "只能填：%.*s", STR(buf_str(&all))));
}

static void day_read(const struct reading *r, struct import_cell *c, str found, str s,
                     const struct cell *raw)
{
        int y, m, d, y2 = 0, m2 = 0, d2 = 0;
        if (raw->date)
                s = str_head(s, 10);
        if (mark_date(s, &y, &m, &d) && m >= 1 && m <= 12 && d >= 1 && d <= 31) {
                day on = day_make(y, m, d);
                day_split(on, &y2, &m2, &d2);
                if (y == y2 && m == m2 && d == d2) {
                        c->filled = true;
                        c->on = on;
                        return;
                }
                bad(r, found, word(r, "没有这一天"), word(r, "日期请写成 2024-02-20 这样"));
                return;
        }
        bad(r, found, word(r, "应为日期"), word(r, "日期请写成 2024-02-20 这样"));
}

/* ---- any cell ------------------------------------------------------------------------------- */

static void empty_check(const struct reading *r)
{
        if (!r->field->required)
                return;
        bool pick = r->field->choices || r->field->values;
        bad(r, (str){ 0 }, word(r, "必填"), pick ? words_f(r, "%s，可从下拉中选", label_of(r))
                                                 : (str){ 0 });
}

void cell_read(const struct reading *r, const struct cell *raw)
{
        struct import_cell *c = &r->row->cell[r->i_field];
        struct arena *a = r->im->cx->arena;
        str found = raw->text;
        c->on = DAY_NONE;
        if (!found.n) {
                empty_check(r);
                return;
        }
        if (raw->error) {
                bad(r, found, word(r, "公式出错，没有结果"), word(r, "请改正公式，或改写成数值"));
                return;
        }
        str s = found;
        if (s.n > 1 && s.p[0] == '\'' && strchr("=+-@", s.p[1]))     /* our own mark, see out.c */
                s = str_from(s, 1);
        if (r->field->kind != IMPORT_TEXT) {
                s = str_trim(utf8_narrow(a, s));
                if (utf8_has_wide_digits(found))
                        found_at(r, IMPORT_CONVERTED, found,
                                 words_f(r, "全角数字，已按 %.*s 读入", STR(s)), (str){ 0 });
        }
        if (raw->date && r->field->kind != IMPORT_DAY && r->field->kind != IMPORT_TEXT) {
                bad(r, found, word(r, "这是日期，不是数字"), word(r, "请把单元格格式改成常规，再填一次"));
                return;
        }
        switch (r->field->kind) {
        case IMPORT_TEXT:
        case IMPORT_CODE:
                text_read(r, c, found, s);
                break;
        case IMPORT_INT:
                int_read(r, c, found, s);
                break;
        case IMPORT_MONEY:
                money_read(r, c, found, s);
                break;
        case IMPORT_DAY:
                day_read(r, c, found, s, raw);
                break;
        case IMPORT_CHOICE:
                choice_read(r, c, found, s);
                break;
        }
        if (r->field->required && !c->filled && !c->bad)
                empty_check(r);
}
