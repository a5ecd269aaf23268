/* domain/document/work.c - documents that wait for the person who drafts them. */
#include "core/auth/auth.h"
#include "core/search/search.h"
#include "domain/document/document.h"
#include "domain/document/document.sql.h"
#include "domain/document/faces.h"

static const struct fail *drafts(struct ctx *cx, int64_t person, const struct work **ret,
                                 int *ret_n)
{
        struct documents_drafted_by it;
        struct work *list = NULL;
        int n = 0, cap = 0;
        documents_drafted_by(&it, cx, person, DOCUMENT_SENT);
        while (documents_drafted_by_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct work){
                        .record = it.id, .at = it.unit, .unit = it.brief, .due = DAY_NONE, .title = it.title,
                        .href = str_f(cx->arena, "/documents/%ld", it.id) };
        *ret = list;
        *ret_n = n;
        return documents_drafted_by_end(&it);
}

/* It names who drafts it. */
static const struct fail *take_over(struct ctx *cx, const struct work *w, int64_t person,
                                    int64_t to, str *ret_outcome UNUSED)
{
        document_hand(cx, w->record, person, to);
        search_follow(cx, "document", w->record);
        return NULL;
}

const struct work_kind document_work_kinds[1] = {
        { "document.draft", "没有发出的公文", drafts, take_over, MAY_DOCUMENT_DRAFT, "document.take", "document",
          "接手人没有拟这份公文的岗位，请先授予岗位", "由接手人继续办理" },
};
