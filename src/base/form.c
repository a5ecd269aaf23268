/* base/form.c - see form.h. */
#include "base/base.h"
#include "base/clean.h"

static const str *field(const struct form *f, const char *name)
{
        const str *first = NULL;
        for (int i = 0; i < f->n_fields; i++) {
                if (!str_is(f->fields[i].name, name))
                        continue;
                if (!first)
                        first = &f->fields[i].value;
                if (!f->asked)
                        break;
                f->asked[i] = true;
        }
        return first;
}

void form_know(const struct form *f, const char *name) { (void)field(f, name); }

void form_wrong(struct form *f, const char *name, const char *why)
{
        for (int i = 0; i < f->n_wrong; i++)
                if (!strcmp(f->wrong[i].field, name))
                        return;
        if (f->n_wrong < FORM_MAX_WRONG)
                f->wrong[f->n_wrong++] = (struct form_wrong){ name, why };
}

bool form_has(const struct form *f, const char *name) { return field(f, name) != NULL; }

str form_raw(const struct form *f, const char *name)
{
        const str *v = field(f, name);
        return v ? *v : (str){ 0 };
}

static bool has_control(str s)
{
        for (size_t i = 0; i < s.n; i++) {
                unsigned char c = (unsigned char)s.p[i];
                if ((c < 32 && c != '\n' && c != '\t') || c == 127)
                        return true;
        }
        return false;
}

str form_text(struct form *f, const char *name, size_t min, size_t max)
{
        const str *v = field(f, name);
        str s = v ? str_newlines(f->cx->arena, str_trim(*v)) : S("");
        const char *why = NULL;
        if (!utf8_valid(s) || has_control(s))
                why = "含有不能识别的字符";
        else if (s.n == 0 && min > 0)
                why = "不能为空";
        else if (utf8_count(s) < min && s.n)
                why = "太短";
        else if (utf8_count(s) > max)
                why = "太长";
        else
                why = text_unseen(s);
        if (!why)
                return s;
        form_wrong(f, name, why);
        return S("");
}

str form_name(struct form *f, const char *name, size_t min, size_t max)
{
        return name_clean(f->cx->arena, form_text(f, name, min, max));
}

str form_code(struct form *f, const char *name, size_t max)
{
        str s = form_text(f, name, 1, max);
        for (size_t i = 0; i < s.n; i++) {
                char c = s.p[i];
                if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
                        form_wrong(f, name, "只能用小写字母、数字和连字符");
                        return S("");
                }
        }
        return s;
}

static bool read_int(str s, int64_t *ret)
{
        uint64_t u;
        bool neg = s.n && s.p[0] == '-';
        if (!str_u64(neg ? str_from(s, 1) : s, &u) || u > INT64_MAX)
                return false;
        *ret = neg ? -(int64_t)u : (int64_t)u;
        return true;
}

/* Bounds that only a machine has are not told. */
static const char *out_of(const struct form *f, int64_t min, int64_t max)
{
        if (min <= INT32_MIN || max >= INT32_MAX)
                return "超出范围";
        return str_f(f->cx->arena, words_of(f->cx->lang, "应在 %ld 到 %ld 之间"), min, max).p;
}

int64_t form_int(struct form *f, const char *name, int64_t min, int64_t max)
{
        const str *v = field(f, name);
        int64_t n;
        if (!v || !str_trim(*v).n)
                form_wrong(f, name, "不能为空");
        else if (!read_int(str_trim(*v), &n))
                form_wrong(f, name, "应为整数");
        else if (n < min || n > max)
                form_wrong(f, name, out_of(f, min, max));
        else
                return n;
        return min;
}

int64_t form_int_or(struct form *f, const char *name, int64_t min, int64_t max, int64_t otherwise)
{
        const str *v = field(f, name);
        return v && str_trim(*v).n ? form_int(f, name, min, max) : otherwise;
}

day form_day(struct form *f, const char *name)
{
        const str *v = field(f, name);
        day d = DAY_NONE;
        if (!v || !str_trim(*v).n)
                form_wrong(f, name, "不能为空");
        else if (!day_parse(str_trim(*v), &d))
                form_wrong(f, name, "应为日期，如 2026-03-05");
        return d;
}

day form_day_or_none(struct form *f, const char *name)
{
        const str *v = field(f, name);
        return v && str_trim(*v).n ? form_day(f, name) : DAY_NONE;
}

money form_yuan(struct form *f, const char *name, int64_t min_fen, int64_t max_fen)
{
        const str *v = field(f, name);
        int64_t n = 0;
        const char *why = v && str_trim(*v).n ? decimal_read(str_trim(*v), 2, &n) : "不能为空";
        if (!why && (n < min_fen || n > max_fen))
                why = str_f(f->cx->arena, words_of(f->cx->lang, "应在 %.*s 到 %.*s 元之间"),
                            STR(money_yuan(f->cx->arena, (money){ min_fen })),
                            STR(money_yuan(f->cx->arena, (money){ max_fen }))).p;
        if (why)
                form_wrong(f, name, why);
        return (money){ why ? min_fen : n };
}

bool form_flag(const struct form *f, const char *name)
{
        str v = form_raw(f, name);
        return str_is(v, "1") || str_is(v, "on") || str_is(v, "true");
}

int form_choice(struct form *f, const char *name, const char *const *words, int n)
{
        const str *v = field(f, name);
        for (int i = 0; v && i < n; i++)
                if (words[i] && str_is(*v, words[i]))
                        return i;
        form_wrong(f, name, v && v->n ? "不是可选的值" : "不能为空");
        return 0;
}

static const struct fail *unknown_field(struct form *f)
{
        for (int i = 0; f->asked && i < f->n_fields; i++)
                if (!f->asked[i])
                        return fail_field(f->cx, f->fields[i].name, "这里没有“%.*s”这个栏目",
                                          STR(utf8_head(f->fields[i].name, 40)));
        return NULL;
}

static const struct { const char *name, *label; } labels[] = {
#define FIELD(name, label) { name, label },
#include "base/fields.def"
#undef FIELD
};

const char *form_label(str name)
{
        for (size_t i = 0; i < COUNT_OF(labels); i++)
                if (str_is(name, labels[i].name))
                        return labels[i].label;
        return NULL;
}

const struct fail *form_end(struct form *f)
{
        if (!f->n_wrong)
                return unknown_field(f);
        const struct form_wrong *w = &f->wrong[0];
        const char *label = form_label(str_of(w->field)), *why = words_of(f->cx->lang, w->why);
        return fail_why(f->cx, str_of(w->field), words_of(f->cx->lang, label ? label : w->field), why);
}
