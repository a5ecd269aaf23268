/* domain/budget/checks.c - run the checks; compare printed amounts by interval. */
#include "domain/budget/checks.h"

#include "domain/budget/check_run.h"

const char *const check_class_labels[CHECK_CLASSES] = {
        "相等", "尾差", "不符", "数量级", "错位", "截尾", "未核", "不合规则",
};
const char *const check_severity_labels[CHECK_SEVERITIES] = { "提示", "存疑", "警告", "错误", "严重" };

#define CHECK(id, title, kind, severity, fn) { id, title, kind, severity, fn },
const struct check_rule check_rules[] = {
#include "domain/budget/checks.def"
};
#undef CHECK
const int n_check_rules = (int)COUNT_OF(check_rules);

/* ---- comparing ------------------------------------------------------------------------------ */

static int64_t apart(int64_t a, int64_t b)
{
        return a > b ? a - b : b - a;
}

/* Is one 10^k times the other, within what rounding allows? */
static bool power_of_ten(struct amount a, struct amount b)
{
        int64_t k = 10;

        if (!a.fen || !b.fen)
                return false;
        for (int i = 0; i < 6; i++, k *= 10) {
                if (b.fen <= INT64_MAX / k / 2 &&
                    2 * apart(a.fen, b.fen * k) <= a.step + b.step * k)
                        return true;
                if (a.fen <= INT64_MAX / k / 2 &&
                    2 * apart(b.fen, a.fen * k) <= b.step + a.step * k)
                        return true;
        }
        return false;
}

/* The digits of a printed amount. */
static int digits_of(struct amount a, char *out)
{
        return snprintf(out, 24, "%ld", a.fen / a.step);
}

/* long_one with one digit left out is short_one. */
static bool one_more(const char *long_one, const char *short_one, int n)
{
        int i = 0;

        while (i < n && long_one[i] == short_one[i])
                i++;
        return !memcmp(long_one + i + 1, short_one + i, (size_t)(n - i));
}

static bool one_swap(const char *a, const char *b, int n)
{
        int i = 0;

        while (i < n && a[i] == b[i])
                i++;
        return i + 1 < n && a[i] == b[i + 1] && a[i + 1] == b[i] &&
               !memcmp(a + i + 2, b + i + 2, (size_t)(n - i - 2));
}

static bool digit_slip(struct amount a, struct amount b)
{
        char x[24], y[24];
        int n, m;

        if (a.step != b.step || a.fen <= 0 || b.fen <= 0)
                return false;
        n = digits_of(a, x);
        m = digits_of(b, y);
        if (n == m)
                return one_swap(x, y, n);
        if (n == m + 1)
                return one_more(x, y, m);
        return m == n + 1 && one_more(y, x, n);
}

enum check_class amount_compare(struct amount a, int a_terms, struct amount b, int b_terms)
{
        if (!a.known || !b.known)
                return CHECK_UNKNOWN;
        if (a.fen == b.fen)
                return CHECK_EQUAL;
        if (2 * apart(a.fen, b.fen) <= a.step * a_terms + b.step * b_terms)
                return CHECK_TAIL;
        if (power_of_ten(a, b))
                return CHECK_POWER;
        return digit_slip(a, b) ? CHECK_DIGIT : CHECK_BROKEN;
}

/* ---- reaching what is printed -------------------------------------------------------------- */

static int cell_order(const void *x, const void *y)
{
        const struct cell_ref *a = x, *b = y;

        return str_cmp(a->key, b->key);
}

static void cells_index(struct check *ck)
{
        const struct disclosure *d = ck->d;
        int cap = 0;

        for (int t = 0; t < d->n_tables; t++) {
                const struct doc_table *g = d->tables[t].doc;

                for (int r = 0; r < g->n_rows; r++)
                        for (int c = 0; c < g->n_columns; c++)
                                if (g->rows[r].cells[c].fact.n)
                                        *VEC_ADD(ck->cx->arena, ck->cells, ck->n_cells, cap) =
                                                (struct cell_ref){ g->rows[r].cells[c].fact,
                                                                   &g->rows[r].cells[c],
                                                                   &d->tables[t], r, c };
        }
        if (ck->n_cells)
                qsort(ck->cells, (size_t)ck->n_cells, sizeof(*ck->cells), cell_order);
}

const struct cell_ref *cell_find(const struct check *ck, str key)
{
        struct cell_ref want = { .key = key };

        return ck->n_cells
                       ? bsearch(&want, ck->cells, (size_t)ck->n_cells, sizeof(want), cell_order)
                       : NULL;
}

const struct made_table *made_of(const struct check *ck, const char *role)
{
        for (int i = 0; i < ck->d->n_tables; i++)
                if (str_is(ck->d->tables[i].spec->role, role))
                        return &ck->d->tables[i];
        return NULL;
}

static struct amount amount_of(const struct doc_cell *c, bool yuan)
{
        struct amount a = { .step = yuan ? 1 : FEN_PER_WAN };

        if (c->kind == DOC_UNKNOWN || c->kind == DOC_TEXT)
                return a;
        a.known = true;
        a.fen = c->kind == DOC_NUMBER ? c->v * a.step : 0;
        return a;
}

static str table_name(const struct made_table *t)
{
        return t->spec->number.n ? t->spec->number : t->doc->title;
}

/* What a row is called: the words next to the number on its left, 支出总计 on the right-hand side. */
static str row_name(const struct cell_ref *c)
{
        const struct doc_cell *cells = c->table->doc->rows[c->row].cells;

        for (int i = c->column - 1; i >= 0; i--)
                if (cells[i].kind == DOC_TEXT && cells[i].text.n)
                        return cells[i].text;
        return S("—");
}

struct side side_named(str place)
{
        return (struct side){ .place = place, .terms = 1 };
}

struct side side_cell(struct check *ck, const struct made_table *t, str row, const char *column)
{
        struct side s = { .terms = 1 };
        const struct cell_ref *c;
        struct arena *a = ck->cx->arena;

        if (!t)
                return s;
        s.fact = str_f(a, "%.*s.%.*s.%s", STR(t->spec->id), STR(row), column);
        c = cell_find(ck, s.fact);
        if (!c) {
                s.fact = (str){ 0 };
                return s;
        }
        s.v = amount_of(c->cell, t->spec->yuan);
        s.place = str_f(a, words_of(ck->cx->lang, "%.*s第%d行“%.*s”的“%.*s”"), STR(table_name(t)),
                        c->row + 1, STR(row_name(c)), STR(t->doc->columns[c->column].head));
        return s;
}

struct side side_figure(struct check *ck, str key)
{
        struct fact f = budget_fact_find(ck->d->fg, key);
        struct side s = { .place = f.label, .fact = f.key, .terms = 1 };

        if (f.state != FACT_UNKNOWN && f.unit == FACT_MONEY)
                s.v = (struct amount){ true, f.value * FEN_PER_WAN, FEN_PER_WAN };
        return s;
}

struct side side_fact(struct check *ck, const char *key)
{
        return side_figure(ck, str_of(key));
}

void side_add(struct side *sum, const struct side *part)
{
        sum->v.known = sum->terms ? sum->v.known && part->v.known : part->v.known;
        sum->v.fen += part->v.fen;
        sum->v.step = part->v.step > sum->v.step ? part->v.step : sum->v.step;
        sum->terms++;
}

/* ---- reporting ------------------------------------------------------------------------------- */

void check_pass(struct check *ck)
{
        ck->outcome->passed++;
        ck->report->passed++;
}

void check_unknown(struct check *ck)
{
        ck->outcome->unknown++;
        ck->report->unknown++;
}

static void finding_sides(struct finding *f, const struct side *a, const struct side *b,
                          enum check_class class)
{
        f->found = class;
        f->place = a->place;
        f->other = b->place;
        f->fact = a->fact;
        f->other_fact = b->fact;
        f->a = a->v;
        f->b = b->v;
        f->difference = a->v.known && b->v.known ? a->v.fen - b->v.fen : 0;
}

/* An identity that holds, or of which a side is missing: kept only where somebody asked. */
static void side_by_side(struct check *ck, const struct side *a, const struct side *b,
                         enum check_class class)
{
        if (class == CHECK_EQUAL)
                check_pass(ck);
        else
                check_unknown(ck);
        if (ck->in->keep) {
                struct finding *f = VEC_ADD(ck->cx->arena, ck->report->kept, ck->report->n_kept,
                                            ck->report->cap_kept);

                *f = (struct finding){ .rule = ck->rule, .severity = CHECK_INFO };
                finding_sides(f, a, b, class);
        }
}

static struct finding *finding_add(struct check *ck)
{
        struct finding *f = VEC_ADD(ck->cx->arena, ck->report->v, ck->report->n, ck->report->cap);

        *f = (struct finding){ .rule = ck->rule, .severity = ck->rule->severity };
        ck->outcome->findings++;
        return f;
}

str amount_words(struct ctx *cx, int64_t fen)
{
        bool whole = fen % FEN_PER_WAN == 0;    /* to 0.01 万元, as the tables print */
        int64_t v = whole ? fen / FEN_PER_WAN : fen;

        return str_f(cx->arena, "%s%.*s %s", v < 0 ? "－" : "",
                     STR(decimal_str(cx->arena, v < 0 ? -v : v, 2, true)),
                     words_of(cx->lang, whole ? "万元" : "元"));
}

static void compared(struct check *ck, const struct side *a, const struct side *b,
                     enum check_class class, const char *how)
{
        struct finding *f = finding_add(ck);

        finding_sides(f, a, b, class);
        if (class == CHECK_TAIL && f->severity > CHECK_WARNING)
                f->severity = CHECK_WARNING;
        f->say = str_f(ck->cx->arena, words_of(ck->cx->lang, how), STR(a->place),
                       STR(amount_words(ck->cx, a->v.fen)), STR(b->place),
                       STR(amount_words(ck->cx, b->v.fen)),
                       STR(amount_words(ck->cx, f->difference)));
}

void check_same(struct check *ck, const struct side *a, const struct side *b)
{
        enum check_class class = amount_compare(a->v, a->terms, b->v, b->terms);

        if (class == CHECK_EQUAL || class == CHECK_UNKNOWN)
                side_by_side(ck, a, b, class);
        else
                compared(ck, a, b, class, "%.*s为 %.*s，%.*s为 %.*s，相差 %.*s");
}

void check_at_most(struct check *ck, const struct side *a, const struct side *b)
{
        enum check_class class = amount_compare(a->v, a->terms, b->v, b->terms);

        if (class == CHECK_UNKNOWN)
                side_by_side(ck, a, b, CHECK_UNKNOWN);
        else if (a->v.fen <= b->v.fen)
                side_by_side(ck, a, b, CHECK_EQUAL);
        else
                compared(ck, a, b, class, "%.*s为 %.*s，不应大于%.*s %.*s，多出 %.*s");
}

void check_sides_break(struct check *ck, enum check_severity severity, const struct side *a,
                       const struct side *b, str say)
{
        struct finding *f = finding_add(ck);

        finding_sides(f, a, b, CHECK_RULE);
        f->severity = severity;
        f->say = say;
}

void check_rule_breaks(struct check *ck, enum check_severity severity, str place, str fact, str say)
{
        struct finding *f = finding_add(ck);

        f->found = CHECK_RULE;
        f->severity = severity;
        f->place = place;
        f->fact = fact;
        f->say = say;
}

str block_text(struct arena *a, const struct doc_block *b)
{
        struct buf o = buf_new(a, 1 << 20);

        for (int i = 0; i < b->n_runs; i++)
                buf_put(&o, b->runs[i].text);
        return buf_str(&o);
}

static void place_put(struct ctx *cx, struct buf *o, str place, struct amount v)
{
        buf_put(o, place);
        if (v.known)
                buf_f(o, " %.*s", STR(amount_words(cx, v.fen)));
}

static bool says_place(struct ctx *cx, const struct finding *x, str place, struct amount v)
{
        return str_find(x->say, place) >= 0 && (!v.known || str_find(x->say, amount_words(cx, v.fen)) >= 0);
}

str finding_words(struct ctx *cx, const struct finding *x)
{
        struct buf o = buf_new(cx->arena, 1 << 16);

        if (says_place(cx, x, x->place, x->a) && says_place(cx, x, x->other, x->b))
                return x->say;
        place_put(cx, &o, x->place, x->a);
        if (x->other.n) {
                buf_put(&o, str_of(words_of(cx->lang, "；")));
                place_put(cx, &o, x->other, x->b);
        }
        buf_put(&o, str_of(words_of(cx->lang, "：")));
        buf_put(&o, x->say);
        return buf_str(&o);
}

void budget_check(struct ctx *cx, const struct check_input *in, struct check_report *ret)
{
        struct check ck = { .cx = cx, .in = in, .d = in->d, .b = in->d->b, .report = ret };

        *ret = (struct check_report){ 0 };
        ret->outcomes = NEW_ARRAY(cx->arena, struct check_outcome, COUNT_OF(check_rules));
        cells_index(&ck);
        for (int i = 0; i < n_check_rules; i++) {
                ck.rule = &check_rules[i];
                ck.outcome = &ret->outcomes[i];
                ck.rule->run(&ck);
        }
}

enum check_reach check_reach(const struct check_outcome *o)
{
        return !o->passed ? REACH_NONE : o->unknown ? REACH_PART : REACH_ALL;
}

enum check_severity check_worst(const struct check_report *r)
{
        enum check_severity worst = CHECK_INFO;

        for (int i = 0; i < r->n; i++)
                worst = r->v[i].severity > worst ? r->v[i].severity : worst;
        return worst;
}
