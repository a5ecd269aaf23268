/* domain/document/find.c - what a document is found by, and finding it. */
#include "domain/document/find.h"
#include "domain/document/document.h"
#include "domain/document/document.sql.h"

/* What nobody changes after 起草, so that a step or a number writes no pair anew; the register's own list finds by
 * number. */
enum { BEGINNING = 300 };       /* characters of a typed body */

static str number_of(struct ctx *cx, const struct documents_with *d)
{
        return d->number ? gongwen_number(cx->arena, d->letters, (int)d->year, d->number) : S("");
}

static const struct fail *documents_find(struct ctx *cx, const struct search_word *w,
                                         str typed UNUSED, struct search_hit *ret, int most,
                                         int *ret_n)
{
        struct documents_with it;
        struct auth_reach r = auth_reach(cx, MAY_DOCUMENT_VIEW), own = document_working_reach(cx);
        int n = 0;
        documents_with(&it, cx, r.prefix, r.unit, r.group, own.prefix, own.unit, own.group, w->first, w->last,
                       w->like[0], w->like[1], w->like[2],
                       most);
        while (documents_with_next(&it))
                if (n < most)
                        ret[n++] = (struct search_hit){
                                .title = it.title, .href = str_f(cx->arena, "/documents/%ld", it.id),
                                .small = str_f(cx->arena, "%.*s %s %.*s", STR(it.brief),
                                               words_of(cx->lang, document_state_words[it.state]),
                                               STR(number_of(cx, &it))) };
        *ret_n = n;
        return documents_with_end(&it);
}

static const struct fail *documents_fill(struct ctx *cx, int64_t record, bool all)
{
        struct documents_stale it, *list = NULL;
        int n = 0, cap = 0;
        documents_stale(&it, cx, record, all);
        while (documents_stale_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = it;
        const struct fail *f = documents_stale_end(&it);
        for (int i = 0; !f && i < n; i++)
                search_put(cx, "document", list[i].id, list[i].version,
                           str_f(cx->arena, "%.*s\n%.*s\n%.*s\n%.*s", STR(list[i].title), STR(list[i].addressee),
                                 STR(list[i].copies), STR(utf8_head(list[i].body, BEGINNING))));
        return f;
}

SEARCH_CHECK(documents_check, documents_unfound)

const struct search_kind documents_search = {
        .code = "document", .label = "公文", .more = "/documents?word=", .need = MAY_DOCUMENT_VIEW,
        .find = documents_find, .fill = documents_fill, .check = documents_check,
};
