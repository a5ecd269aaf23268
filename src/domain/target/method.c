/* domain/target/method.c - the table of methods, their parameters from text, figures and points. */
#include "domain/target/method_in.h"

const struct method *const methods[] = {
#define METHOD(x) &method_##x,
#include "domain/target/methods.def"
#undef METHOD
};
const int n_methods = COUNT_OF(methods);

const char *const score_state_words[SCORE_STATES] = {
        [SCORE_DONE]      = "已计分",
        [SCORE_MISSING]   = "缺数",
        [SCORE_NA]        = "缺项",
        [SCORE_UNSUITED]  = "数据与方法不符",
        [SCORE_UNCOVERED] = "没有对应的区间",
};

const int64_t pow10_of[19] = {
        1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000,
        100000000000, 1000000000000, 10000000000000, 100000000000000, 1000000000000000,
        10000000000000000, 100000000000000000, 1000000000000000000,
};

const struct method *method_find(str code, int version)
{
        const struct method *found = NULL;
        for (int i = 0; i < n_methods; i++)
                if (str_is(code, methods[i]->code) && (!version || version == methods[i]->version))
                        found = methods[i];     /* rising versions: the last is the newest */
        return found;
}

int method_param_at(const struct method *m, str key)
{
        for (int i = 0; i < m->n_params; i++)
                if (str_is(key, m->params[i].key))
                        return i;
        return -1;
}

int method_input_at(const struct method *m, str key)
{
        for (int i = 0; i < m->n_inputs; i++)
                if (str_is(key, m->inputs[i].key))
                        return i;
        return -1;
}

/* ---- figures ------------------------------------------------------------------------------- */

bool figure_scale(int64_t v, int from, int to, int64_t *ret)
{
        if (v <= FIGURE_NA) {
                *ret = v;
                return true;
        }
        if (to >= from) {
                wide w = (wide)v * pow10_of[to - from];
                if (w > FIGURE_MOST || w < -FIGURE_MOST)
                        return false;
                *ret = (int64_t)w;
                return true;
        }
        if (v % pow10_of[from - to])
                return false;
        *ret = v / pow10_of[from - to];
        return true;
}

static bool says_na(str s)
{
        static const char *const words[] = { "缺项", "不适用", "无此项", "/", "-", "—", "——", "－" };
        for (size_t i = 0; i < COUNT_OF(words); i++)
                if (str_is(s, words[i]))
                        return true;
        return false;
}

const char *figure_read(struct arena *a, str raw, struct figure_text *ret)
{
        struct figure_text f = { .raw = raw, .v = FIGURE_NONE };
        str s = str_trim(raw);
        if (!s.n || str_is(s, "缺数") || str_is(s, "missing")) {
                *ret = f;
                return NULL;
        }
        if (says_na(s)) {
                f.v = FIGURE_NA;
                *ret = f;
                return NULL;
        }
        s = str_trim(utf8_narrow(a, s));
        if (str_starts(s, S("−")))
                s = str_f(a, "-%.*s", STR(str_from(s, strlen("−"))));
        if (str_starts(s, S("+")))
                s = str_from(s, 1);
        if (str_ends(s, S("%")))
                s = str_trim(str_head(s, s.n - 1));
        str dec, whole = str_cut(s, '.', &dec);
        (void)whole;
        while (dec.n > FIGURE_PLACES && dec.p[dec.n - 1] == '0')
                dec.n--, s.n--;
        f.places = dec.n > FIGURE_PLACES ? FIGURE_PLACES : (int)dec.n;
        const char *why = decimal_read(s, f.places, &f.v);
        if (why)
                return why;
        if (f.v > FIGURE_MOST || f.v < -FIGURE_MOST)
                return "数字太大";
        *ret = f;
        return NULL;
}

str figure_str(struct arena *a, int lang, int64_t v, int places)
{
        if (v <= FIGURE_NA)
                return str_of(words_of(lang, score_state_words[v == FIGURE_NA ? SCORE_NA
                                                                              : SCORE_MISSING]));
        int64_t u = v;
        int p = places;
        while (p > 0 && u % 10 == 0)
                u /= 10, p--;
        return decimal_str(a, u, p, false);
}

str points_str(struct arena *a, points v, int places)
{
        int64_t u = v.micro;
        int p = FIGURE_PLACES;
        while (p > places && u % 10 == 0)
                u /= 10, p--;
        return decimal_str(a, u, p, false);
}

bool points_read(str s, points *ret)
{
        int64_t v;
        if (decimal_read(str_trim(s), FIGURE_PLACES, &v) || v > POINTS_MOST || v < -POINTS_MOST)
                return false;
        *ret = (points){ v };
        return true;
}

const char *points_within(struct ctx *cx, str s, int64_t least, int64_t most, int64_t *ret)
{
        points v;
        if (!points_read(s, &v) || v.micro < least || v.micro > most)
                return str_f(cx->arena, words_of(cx->lang, "应为 %.*s 到 %.*s 之间的数，最多六位小数"),
                             STR(points_str(cx->arena, (points){ least }, 0)),
                             STR(points_str(cx->arena, (points){ most }, 0))).p;
        *ret = v.micro;
        return NULL;
}

/* ---- leaves -------------------------------------------------------------------------------- */

const struct fail *leaf_of_method(struct ctx *cx, str code, int version, int places,
                                  struct leaf *ret)
{
        const struct method *m = method_find(code, version);
        if (!m && method_find(code, 0))
                return fail_field(cx, S("method"), "计分方法 %.*s 没有第 %d 版", STR(code), version);
        if (!m)
                return fail_field(cx, S("method"), "没有“%.*s”这种计分方法，可用 F0 到 F21", STR(code));
        if (places < 0 || places > FIGURE_PLACES)
                return fail_field(cx, S("places"), "小数位数应为 0 到 %d", FIGURE_PLACES);
        struct leaf leaf = { .method = m, .places = places, .round = ROUND_HALF_UP, .step = 1,
                             .na_share = 600000 };
        for (int i = 0; i < m->n_params; i++) {
                leaf.p[i] = m->params[i].usual;
                if (m->params[i].kind == KIND_FIGURE)
                        must(figure_scale(m->params[i].usual, FIGURE_PLACES, places, &leaf.p[i]));
        }
        leaf.n_columns = leaf_columns(&leaf);
        *ret = leaf;
        return NULL;
}

int leaf_columns(const struct leaf *leaf)
{
        int n = leaf->method->n_inputs;
        return leaf->method->needs & NEED_COUNTS ? leaf->n_rows + n : n;
}

struct method_input leaf_column(struct arena *a, const struct leaf *leaf, int i)
{
        if (!(leaf->method->needs & NEED_COUNTS))
                return leaf->method->inputs[i];
        if (i >= leaf->n_rows)
                return leaf->method->inputs[i - leaf->n_rows];
        return (struct method_input){ .key = str_f(a, "row%d", i + 1).p,
                                      .name = str_copy(a, leaf->rows[i].name).p, .kind = KIND_COUNT,
                                      .optional = true };
}

bool figure_of_book(str key) { return str_is(key, "target") || str_is(key, "sub-target"); }

int leaf_single(const struct leaf *leaf)
{
        int found = -1;
        if (leaf->method->needs & NEED_COUNTS)
                return leaf->n_rows == 1 ? 0 : -1;
        for (int i = 0; i < leaf->method->n_inputs; i++) {
                const struct method_input *in = &leaf->method->inputs[i];
                if (in->optional || figure_of_book(str_of(in->key)))
                        continue;
                if (found >= 0)
                        return -1;
                found = i;
        }
        return found;
}

/* A bound of a parameter in words. */
static str bound_str(struct arena *a, const struct method_param *p, int64_t v)
{
        switch (p->kind) {
        case KIND_FIGURE:
        case KIND_POINTS: return points_str(a, (points){ v }, 0);
        case KIND_SHARE:  return share_str(a, v);
        case KIND_COUNT:
        case KIND_CHOICE: break;
        }
        return str_f(a, "%ld", v);
}

static bool choice_read(const struct method_param *p, str text, int64_t *ret)
{
        uint64_t n;
        for (int i = 0; p->choices[i]; i++)
                if (str_is(text, p->choices[i]) || str_is(text, words_of(LANG_EN, p->choices[i]))) {
                        *ret = i;
                        return true;
                }
        if (!str_u64(text, &n) || n > (uint64_t)p->most)
                return false;
        *ret = (int64_t)n;
        return true;
}

const struct fail *leaf_param(struct ctx *cx, struct leaf *leaf, str key, str text)
{
        int at = method_param_at(leaf->method, key);
        if (at < 0)
                return fail_field(cx, key, "计分方法 %s 没有“%.*s”这个参数", leaf->method->code, STR(key));
        const struct method_param *p = &leaf->method->params[at];
        const char *name = words_of(cx->lang, p->name);
        struct figure_text f;
        int64_t v = 0, micro = 0;
        text = str_trim(text);
        if (p->kind == KIND_CHOICE) {
                if (!choice_read(p, text, &v)) {
                        struct buf b = buf_new(cx->arena, 2000);
                        for (int i = 0; p->choices[i]; i++)
                                buf_f(&b, "%s%s", i ? "、" : "", words_of(cx->lang, p->choices[i]));
                        return fail_field(cx, key, "%s应为：%.*s；现在是“%.*s”", name, STR(buf_str(&b)),
                                          STR(text));
                }
                leaf->p[at] = v;
                return NULL;
        }
        const char *why = text.n ? figure_read(cx->arena, text, &f) : "应为数字";
        if (!why && !is_figure(f.v))
                why = "应为数字";
        if (!why && p->kind == KIND_COUNT && f.places && !figure_scale(f.v, f.places, 0, &f.v))
                why = "应为整数";
        if (why)
                return fail_field(cx, key, "%s：%s；现在是“%.*s”", name, words_of(cx->lang, why),
                                  STR(text));
        if (p->kind == KIND_COUNT) {
                micro = v = f.places ? f.v : f.v;
        } else {
                int places = p->kind == KIND_SHARE ? FIGURE_PLACES - 2 : FIGURE_PLACES;
                if (!figure_scale(f.v, f.places, places, &micro))
                        return fail_field(cx, key, "%s：小数位数太多；现在是“%.*s”", name, STR(text));
                v = micro;
        }
        if (micro < p->least || micro > p->most)
                return fail_field(cx, key, "%s应在 %.*s 到 %.*s 之间；现在是“%.*s”", name,
                                  STR(bound_str(cx->arena, p, p->least)),
                                  STR(bound_str(cx->arena, p, p->most)), STR(text));
        if (p->kind == KIND_FIGURE && !figure_scale(f.v, f.places, leaf->places, &v))
                return fail_field(cx, key, "%s的小数比指标的多（指标为 %d 位）；现在是“%.*s”", name,
                                  leaf->places, STR(text));
        leaf->p[at] = v;
        return NULL;
}

str leaf_param_str(struct arena *a, const struct leaf *leaf, int param)
{
        const struct method_param *p = &leaf->method->params[param];
        switch (p->kind) {
        case KIND_FIGURE: return figure_str(a, LANG_ZH, leaf->p[param], leaf->places);
        case KIND_CHOICE: return str_of(p->choices[leaf->p[param]]);
        case KIND_POINTS:
        case KIND_SHARE:
        case KIND_COUNT:  break;
        }
        return bound_str(a, p, leaf->p[param]);
}

void column_outcome(const struct column *c, struct outcome *ret) { *ret = c->leaf->method->one(c, 0); }

points column_unscored(const struct column *c, enum score_state s)
{
        bool share = (s == SCORE_NA && c->leaf->na == NA_BASE_SHARE) ||
                     (s == SCORE_MISSING && c->leaf->missing == MISSING_BASE_SHARE);
        if (s == SCORE_NA && c->leaf->na == NA_FULL)
                return c->full;
        return (points){ share ? wide_round((wide)c->full.micro * c->leaf->na_share, MICRO,
                                            c->leaf->step, c->leaf->round)
                               : 0 };
}
