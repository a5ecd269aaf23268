/* core/import/set.c - the allowed values of a field: found by code or name, or what is near. */
#include "core/import/import_in.h"

enum { NEAR_MAX = 200, WORD_MAX = 48 };

static int cmp_of(const struct import_set *s, bool name, int a, int b)
{
        const struct import_value *va = &s->value[a], *vb = &s->value[b];
        int c = name ? str_cmp(va->name, vb->name) : str_cmp(va->code, vb->code);
        return c ? c : a - b;
}

static int *sorted(struct arena *arena, const struct import_set *s, bool name)
{
        int *order = NEW_ARRAY(arena, int, (size_t)s->n);
        for (int i = 0; i < s->n; i++)
                order[i] = i;
        for (int gap = s->n / 2; gap > 0; gap /= 2)
                for (int i = gap; i < s->n; i++) {
                        int x = order[i], k = i;
                        for (; k >= gap && cmp_of(s, name, order[k - gap], x) > 0; k -= gap)
                                order[k] = order[k - gap];
                        order[k] = x;
                }
        return order;
}

void set_load(struct import *im, int i_field)
{
        const struct import_field *f = field_at(im->table, i_field);
        struct import_set *s = &im->work->set[i_field];
        if (!f->values)
                return;
        s->n = f->values(im->cx, im->arg, f, &s->value);
        s->by_code = sorted(im->cx->arena, s, false);
        s->by_name = sorted(im->cx->arena, s, true);
}

static const struct import_value *search(const struct import_set *s, const int *order, bool name,
                                         str word)
{
        int lo = 0, hi = s->n;
        while (lo < hi) {
                int mid = lo + (hi - lo) / 2;
                const struct import_value *v = &s->value[order[mid]];
                if (str_cmp(name ? v->name : v->code, word) < 0)
                        lo = mid + 1;
                else
                        hi = mid;
        }
        if (lo == s->n)
                return NULL;
        const struct import_value *v = &s->value[order[lo]];
        return str_eq(name ? v->name : v->code, word) ? v : NULL;
}

const struct import_value *set_find(const struct import_set *s, str word)
{
        if (!s->n || !word.n)
                return NULL;
        const struct import_value *v = search(s, s->by_code, false, word);
        if (!v)
                v = search(s, s->by_name, true, word);
        for (int i = 0; i < s->n && !v; i++)
                if (s->value[i].also.n && str_eq(s->value[i].also, word))
                        v = &s->value[i];
        ptrdiff_t space = v ? -1 : str_find(word, S(" "));
        if (space <= 0)
                return v;
        v = search(s, s->by_code, false, str_head(word, (size_t)space));        /* "30101 基本工资" */
        return v && str_eq(v->name, str_trim(str_from(word, (size_t)space))) ? v : NULL;
}

bool set_twice(const struct import_set *s, const struct import_value *v, str word)
{
        if (str_eq(word, v->code) || !str_eq(word, v->name))
                return false;
        for (int i = 0; i < s->n; i++)
                if (s->value[i].id != v->id && str_eq(s->value[i].name, word))
                        return true;
        return false;
}

/* ---- what is near ------------------------------------------------------------------------- */

static int letters(str s, uint32_t *ret)
{
        int n = 0;
        for (size_t k; n < WORD_MAX && (k = utf8_next(s, &ret[n])); n++)
                s = str_from(s, k);
        return n;
}

/* Levenshtein's distance, by rows. */
static int distance(const uint32_t *a, int na, const uint32_t *b, int nb)
{
        int row[WORD_MAX + 1];
        for (int j = 0; j <= nb; j++)
                row[j] = j;
        for (int i = 1; i <= na; i++) {
                int corner = row[0];
                row[0] = i;
                for (int j = 1; j <= nb; j++) {
                        int up = row[j];
                        int best = corner + (a[i - 1] != b[j - 1]);
                        best = best < up + 1 ? best : up + 1;
                        best = best < row[j - 1] + 1 ? best : row[j - 1] + 1;
                        row[j] = best;
                        corner = up;
                }
        }
        return row[nb];
}

static bool is_offered(const struct import_value *v) { return !v->refuse.p && !v->unlisted; }

/* "30101 基本工资"; where codes are the program's own the name alone. */
static str value_words(struct ctx *cx, const struct import_field *f, const struct import_value *v)
{
        if (f->kind == IMPORT_TEXT && v->name.n)
                return v->name;
        return str_f(cx->arena, "%.*s%s%.*s", STR(v->code), v->code.n && v->name.n ? " " : "", STR(v->name));
}

str set_allowed(struct import *im, int i_field)
{
        enum { LISTED_MOST = 12, SAMPLE = 5 };
        const struct import_set *s = &im->work->set[i_field];
        struct buf o = buf_new(im->cx->arena, 1 << 16);
        int n = 0, said = 0;
        for (int i = 0; i < s->n; i++)
                n += is_offered(&s->value[i]);
        for (int i = 0; i < s->n && said < (n > LISTED_MOST ? SAMPLE : n); i++)
                if (is_offered(&s->value[i]))
                        buf_f(&o, "%s%.*s", said++ ? words_of(im->cx->lang, "、") : "",
                              STR(value_words(im->cx, field_at(im->table, i_field), &s->value[i])));
        if (!n)
                return (str){ 0 };
        return n > said ? str_f(im->cx->arena, words_of(im->cx->lang, "可以填 %.*s 等，共 %d 个"), STR(buf_str(&o)), n)
                        : str_f(im->cx->arena, words_of(im->cx->lang, "只能填：%.*s"), STR(buf_str(&o)));
}

bool is_unlisted_code(const struct import_field *f, str word)
{
        if (!f->digits || word.n != (size_t)f->digits)
                return false;
        for (size_t i = 0; i < word.n; i++)
                if (word.p[i] < '0' || word.p[i] > '9')
                        return false;
        return true;
}

str set_near(struct import *im, int i_field, str word)
{
        const struct import_set *s = &im->work->set[i_field];
        uint32_t w[WORD_MAX], v[WORD_MAX];
        int nw = letters(word, w), best = nw / 3 + 1, at = -1;
        /* a file of nothing but strangers costs its time once */
        if (!nw || im->n_bad > NEAR_MAX)
                return (str){ 0 };
        for (int i = 0; i < s->n; i++) {
                if (!is_offered(&s->value[i]))
                        continue;
                str names[2] = { s->value[i].code, s->value[i].name };
                for (int k = 0; k < 2; k++) {
                        if (!names[k].n)
                                continue;
                        int d = distance(w, nw, v, letters(names[k], v));
                        if (d < best)
                                best = d, at = i;
                }
        }
        if (at < 0)
                return (str){ 0 };
        const struct import_value *x = &s->value[at];
        return str_f(im->cx->arena, words_of(im->cx->lang, "相近：%.*s"),
                     STR(value_words(im->cx, field_at(im->table, i_field), x)));
}
