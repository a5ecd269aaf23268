/* domain/budget/disclose.c - blocks of a profile in order: the whole disclosure.
 * words: document text */
#include "domain/budget/disclose.h"

#include "domain/budget/accounts.h"

str budget_text_of(const struct budget *b, str key, int n)
{
        static const char *const stops[] = { "。", "；", "，", "." };
        int k = 0;

        for (int i = 0; i < b->n_texts; i++) {
                str t;

                if (!str_eq(b->texts[i].key, key) || k++ != n)
                        continue;
                t = str_trim(b->texts[i].text);
                for (size_t s = 0; s < COUNT_OF(stops); s++)
                        if (str_ends(t, str_of(stops[s])))
                                return str_head(t, t.n - strlen(stops[s]));
                return t;
        }
        return (str){ 0 };
}

str purpose_of(const struct budget *b, str function)
{
        for (int i = 0; i < b->n_purposes; i++)
                if (str_eq(b->purposes[i].function, function)) {
                        str t = str_trim(b->purposes[i].text);

                        return str_ends(t, S("。")) ? str_head(t, t.n - strlen("。")) : t;
                }
        return (str){ 0 };
}

str zh_number(struct arena *a, int n)
{
        static const char *const digits[] = { "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九" };

        if (n <= 0 || n > 99)
                return str_f(a, "%d", n);
        if (n < 10)
                return str_of(digits[n]);
        return str_f(a, "%s十%s", n < 20 ? "" : digits[n / 10], n % 10 ? digits[n % 10] : "");
}

void missing_add(struct disclosure *d, str key, str label)
{
        for (int i = 0; i < d->n_missing; i++)
                if (str_eq(d->missing[i].key, key))
                        return;
        *VEC_ADD(d->cx->arena, d->missing, d->n_missing, d->cap_missing) =
                (struct missing){ str_copy(d->cx->arena, key), str_copy(d->cx->arena, label) };
}

static void sentence_keep(struct disclosure *d, const struct sentence *s)
{
        *VEC_ADD(d->cx->arena, d->sentences, d->n_sentences, d->cap_sentences) = *s;
}

/* Put the words of a pattern into a block that is already open. */
static const struct fail *words_put(struct disclosure *d, const struct block_spec *b, str text,
                                    struct element *e)
{
        struct sentence s = { .pattern = b->id, .section = b->section };
        const struct fail *f = pattern_put(d, text, e, &s);

        if (!f && b->kind == BLOCK_PARA)
                sentence_keep(d, &s);
        return f;
}

static struct doc_block *block_open(struct disclosure *d, const struct block_spec *b)
{
        switch (b->kind) {
        case BLOCK_TITLE:   return doc_title(d->doc, S(""));
        case BLOCK_HEADING: return doc_heading(d->doc, b->level, S(""));
        case BLOCK_NOTE:    return doc_note(d->doc, S(""));
        default:            return doc_para(d->doc);
        }
}

/* ---- glossary ------------------------------------------------------------------------------- */

static const struct fail *term_put(struct disclosure *d, const struct block_spec *b, str name,
                                   str text, struct element *e)
{
        int n = d->n_terms + 1;
        const char *stop = str_ends(text, S("。")) ? "" : "。";
        const struct fail *f;
        struct sentence s = { .pattern = b->id, .section = b->section };

        doc_para(d->doc);
        f = pattern_put(d, str_f(d->cx->arena, "%d.%.*s：%.*s%s", n, STR(name), STR(text), stop), e,
                        &s);
        sentence_keep(d, &s);
        *VEC_ADD(d->cx->arena, d->terms, d->n_terms, d->cap_terms) = name;
        return f;
}

static const struct fail *terms_of_items(struct disclosure *d, const struct block_spec *b, str text)
{
        struct element *list;
        int n;
        const struct fail *f = pattern_set(d, S("item"), &list, &n);

        for (int i = 0; !f && i < n; i++)
                f = term_put(d, b, account_path(d->cx->arena, &d->b->function, list[i].code), text,
                             &list[i]);
        return f;
}

static const struct fail *glossary_put(struct disclosure *d, const struct block_spec *b)
{
        const struct fail *f = NULL;

        for (int i = 0; !f && i < d->p->n_terms; i++) {
                const struct term_spec *t = &d->p->terms[i];
                bool holds = true;

                f = pattern_when(d, t->when, NULL, &holds);
                if (f || !holds)
                        continue;
                f = t->items ? terms_of_items(d, b, t->text)
                             : term_put(d, b, t->term, t->text, NULL);
        }
        return f;
}

/* ---- blocks --------------------------------------------------------------------------------- */

static const struct fail *tables_put(struct disclosure *d)
{
        const struct fail *f = NULL;

        for (int i = 0; !f && i < d->p->n_tables; i++) {
                bool holds;

                f = pattern_when(d, d->p->tables[i].when, NULL, &holds);
                if (f || !holds)
                        continue;
                f = table_make(d, &d->p->tables[i]);
        }
        return f;
}

static const struct fail *each_block(struct disclosure *d, const struct block_spec *b)
{
        struct element *list;
        int n;
        const struct fail *f = pattern_set(d, b->each, &list, &n);

        for (int i = 0; !f && i < n; i++) {
                block_open(d, b);
                f = words_put(d, b, b->text, &list[i]);
        }
        return f;
}

static const struct fail *block_put(struct disclosure *d, const struct block_spec *b)
{
        const struct table_spec *t;
        bool holds;
        const struct fail *f = pattern_when(d, b->when, NULL, &holds);

        if (f || !holds)
                return f;
        switch (b->kind) {
        case BLOCK_PAGE:
                doc_page(d->doc);
                return NULL;
        case BLOCK_CONTENTS:
                doc_contents(d->doc);
                return NULL;
        case BLOCK_TABLES:
                return tables_put(d);
        case BLOCK_TABLE:
                t = profile_table(d->p, b->text);
                return t ? table_make(d, t)
                         : fail(d->cx, INVALID, "公开格式引用了不存在的表“%.*s”", STR(b->text));
        case BLOCK_GLOSSARY:
                return glossary_put(d, b);
        default:
                if (b->each.p)
                        return each_block(d, b);
                block_open(d, b);
                return words_put(d, b, b->text, NULL);
        }
}

const struct fail *budget_disclose(struct ctx *cx, const struct budget *b, const struct profile *p,
                                   struct disclosure **ret)
{
        struct disclosure *d = NEW(cx->arena, struct disclosure);
        const struct fail *f = p->way == ROUND_EXACT || b->exact ? round_refuses(cx, b) : NULL;

        *d = (struct disclosure){ .cx = cx, .b = b, .p = p };
        if (!f)
                f = figures_make(cx, b, p, &d->fg);
        if (f)
                return f;
        d->doc = doc_new(cx->arena, str_f(cx->arena, "%.*s%d年部门预算", STR(b->dept_name), b->year));
        d->doc->author = b->dept_name;
        d->doc->subject = S("部门预算公开");
        for (int i = 0; !f && i < p->n_blocks; i++)
                f = block_put(d, &p->blocks[i]);
        if (!f)
                *ret = d;
        return f;
}
