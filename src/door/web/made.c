/* door/web/made.c - see made.h. */
#include "door/web/made.h"
#include "door/web/list.html.h"
#include <stdlib.h>

struct made_text { str text; size_t at[]; };    /* at[i]: behind the value of option i, where " selected" goes */

enum { MADE_MOST = 1 << 20 };

static struct made_text *make(enum lang lang, const struct form_choice *c, int n)
{
        static const str nobody = { "\n", 1 };  /* no value is one */
        struct arena arena;
        struct made_text *t = malloc(sizeof(*t) + sizeof(*t->at) * (size_t)n);
        must(t);
        arena_init(&arena, 65536);
        struct buf o = buf_new(&arena, MADE_MOST);
        o.lang = lang;
        for (int i = 0; i < n; i++) {
                size_t begin = o.n;
                list_choices(&o, c + i, 1, nobody);
                str option = str_from(buf_str(&o), begin);
                t->at[i] = begin + (size_t)str_find(option, S(">"));    /* a value's own is &gt; */
        }
        must(!o.broken);
        char *p = malloc(o.n + 1);
        must(p);
        memcpy(p, o.p, o.n);
        t->text = (str){ p, o.n };
        arena_done(&arena);
        return t;
}

static const struct made_text *text_of(struct made *m, enum lang lang, const struct form_choice *c,
                                       int n)
{
        struct made_text *t = atomic_load_explicit(&m->text[lang], memory_order_acquire), *none = NULL;
        if (t)
                return t;
        t = make(lang, c, n);
        if (atomic_compare_exchange_strong(&m->text[lang], &none, t))
                return t;
        free((void *)(uintptr_t)t->text.p);     /* another thread was first */
        free(t);
        return none;
}

void made_choices(struct buf *o, struct made *m, const struct form_choice *c, int n, str chosen)
{
        const struct made_text *t = text_of(m, o->lang, c, n);
        for (int i = 0; i < n; i++)
                if (str_eq(c[i].value, chosen)) {
                        buf_put(o, str_head(t->text, t->at[i]));
                        buf_put(o, S(" selected"));
                        buf_put(o, str_from(t->text, t->at[i]));
                        return;
                }
        buf_put(o, t->text);
}
