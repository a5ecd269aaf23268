/* core/search/search.c - see search.h. */
#include "core/search/search.h"
#include "core/search/search.sql.h"

enum { BODY_MOST = 4000, WORD_MOST = 100 };

str search_fold(struct arena *a, str text) { return utf8_fold(a, text); }

/* The first two characters of a word, or its last; the word itself where it is shorter. */
static str pair_of(str word, bool last)
{
        uint32_t code;
        size_t n = 0, at[3] = { 0 };            /* where the last two characters begin; behind the second */
        for (size_t i = 0, k; (k = utf8_next(str_from(word, i), &code)); i += k) {
                at[0] = at[1], at[1] = i;
                at[2] = n == 1 ? i + k : at[2];
                n++;
        }
        return n < 2 ? word : last ? str_from(word, at[0]) : str_head(word, at[2]);
}

/* A text as a pattern: with anything before, between its blanks, and behind. */
static str like_of(struct arena *a, str s)
{
        struct buf b = buf_new(a, s.n * 2 + 8);
        buf_byte(&b, '%');
        for (size_t i = 0; i < s.n; i++) {
                if (s.p[i] == '%' || s.p[i] == '_' || s.p[i] == '!')
                        buf_byte(&b, '!');
                buf_byte(&b, s.p[i] == ' ' ? '%' : s.p[i]);     /* folded: a blank stands alone */
        }
        buf_byte(&b, '%');
        return str_copy(a, buf_str(&b));
}

struct search_word search_word(struct arena *a, str typed)
{
        str s = str_trim(utf8_head(search_fold(a, typed), WORD_MOST)), rest = s, word = s;
        struct search_word w = { .empty = !s.n, .like = { S("%%"), S("%"), S("%") } };
        for (int i = 0; i < SEARCH_LIKES && rest.n; i++)        /* the last takes all that are left */
                w.like[i] = like_of(a, i + 1 < SEARCH_LIKES ? str_cut(rest, ' ', &rest) : rest);
        for (rest = s; rest.p;)
                word = str_cut(rest, ' ', &rest);
        w.first = pair_of(str_cut(s, ' ', &rest), false);
        w.last = pair_of(word, true);
        return w;
}

/* Each character and each pair, in the order of the text, some more than once. */
static void grams_each(str body, void (*each)(void *arg, str gram), void *arg)
{
        uint32_t code;
        size_t before = 0;
        for (size_t i = 0, k; (k = utf8_next(str_from(body, i), &code)); i += k) {
                each(arg, (str){ body.p + i, k });
                if (i)
                        each(arg, (str){ body.p + before, i + k - before });
                before = i;
        }
}

struct writer { struct ctx *cx; int64_t doc; };

static void gram_write(void *arg, str gram)
{
        struct writer *w = arg;
        search_gram_add(w->cx, w->doc, gram);
}

void search_put(struct ctx *cx, const char *kind, int64_t record, int64_t version, str text)
{
        struct search_doc_of was;
        str body = utf8_head(search_fold(cx->arena, text), BODY_MOST);
        const struct fail *f = search_doc_of(cx, str_of(kind), record, &was);
        if (f && f->kind != FAIL_NOT_FOUND) {
                tx_refuse(cx, f);
                return;
        }
        struct writer w = { cx, f ? 0 : was.id };
        if (f) {
                w.doc = search_doc_add(cx, str_of(kind), record, version, body);
        } else {
                search_doc_set(cx, was.id, version, body);
                if (str_eq(was.body, body))
                        return;
                search_grams_drop(cx, was.id);
        }
        grams_each(body, gram_write, &w);
}

void search_drop(struct ctx *cx, const char *kind, int64_t record)
{
        struct search_doc_of was;
        const struct fail *f = search_doc_of(cx, str_of(kind), record, &was);
        if (f && f->kind != FAIL_NOT_FOUND)
                tx_refuse(cx, f);
        if (f)
                return;
        search_grams_drop(cx, was.id);
        search_doc_drop(cx, was.id);
}

/* ---- kinds ------------------------------------------------------------------------------- */

static const struct search_kind *const *kinds;
static int n_kinds;

void search_kinds_set(const struct search_kind *const *list, int n)
{
        kinds = list;
        n_kinds = n;
}

int search_kinds_count(void) { return n_kinds; }
const struct search_kind *search_kind_at(int i) { return kinds[i]; }

void search_follow(struct ctx *cx, const char *kind, int64_t record)
{
        for (int i = 0; i < n_kinds && !cx->db->broken; i++) {
                if (strcmp(kinds[i]->code, kind) || !kinds[i]->fill)
                        continue;
                const struct fail *f = kinds[i]->fill(cx, record, false);
                if (f)
                        tx_refuse(cx, f);
        }
}

const struct fail *search_fill(struct ctx *cx, bool all)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        if (all) {
                search_grams_clear(cx);
                search_docs_clear(cx);
        }
        for (int i = 0; i < n_kinds; i++) {
                const struct fail *f = kinds[i]->fill ? kinds[i]->fill(cx, 0, all) : NULL;
                if (f)
                        return f;
        }
        return tx_commit(&tx);
}

/* ---- does it fit ------------------------------------------------------------------------- */

struct grams { struct arena *a; str *list; int n, cap; };

static void gram_keep(void *arg, str gram)
{
        struct grams *g = arg;
        *VEC_ADD(g->a, g->list, g->n, g->cap) = gram;
}

static int by_bytes(const void *a, const void *b) { return str_cmp(*(const str *)a, *(const str *)b); }

/* Are the pairs of this body there, all of them and no others? */
static const struct fail *doc_fits(struct ctx *cx, const struct search_docs *d, bool *ret)
{
        struct grams g = { .a = cx->arena };
        int64_t n = 0;
        grams_each(d->body, gram_keep, &g);
        if (g.n)
                qsort(g.list, (size_t)g.n, sizeof(str), by_bytes);
        *ret = true;
        for (int i = 0; i < g.n; i++) {
                struct search_gram_has has;
                if (i && str_eq(g.list[i], g.list[i - 1]))
                        continue;
                const struct fail *f = search_gram_has(cx, d->id, g.list[i], &has);
                if (f)
                        return f;
                n++;
                *ret = *ret && has.n == 1;
        }
        *ret = *ret && n == d->grams;
        return NULL;
}

static const struct fail *docs_check(struct ctx *cx, struct search_state *ret)
{
        struct search_docs it, *all = NULL;
        int n = 0, cap = 0;
        search_docs(&it, cx);
        while (search_docs_next(&it))
                *VEC_ADD(cx->arena, all, n, cap) = it;
        const struct fail *f = search_docs_end(&it);
        ret->docs = n;
        for (int i = 0; !f && i < n; i++) {
                bool fits = true, known = false;
                for (int k = 0; k < n_kinds && !known; k++)
                        known = kinds[k]->fill && str_is(all[i].kind, kinds[k]->code);
                ret->gone += !known;
                f = doc_fits(cx, &all[i], &fits);
                ret->wrong += !fits;
        }
        return f;
}

const struct fail *search_verify(struct ctx *cx, struct search_state *ret)
{
        *ret = (struct search_state){ 0 };
        const struct fail *f = docs_check(cx, ret);
        for (int i = 0; !f && i < n_kinds; i++) {
                int64_t lacking = 0, gone = 0;
                if (!kinds[i]->check)
                        continue;
                f = kinds[i]->check(cx, &lacking, &gone);
                ret->lacking += lacking;
                ret->gone += gone;
        }
        return f;
}
