/* domain/target/find.c - what schemes and indicators are found by, and finding them. */
#include "core/auth/auth.h"
#include "domain/target/edition.h"
#include "domain/target/find.h"
#include "domain/target/find.sql.h"
#include "domain/target/scheme.sql.h"

enum { LOOK_AT = 200 };         /* found, before it is asked who may see them */

/* The edition of a scheme that the visitor may read: the newest, else the one in force. */
static const struct fail *readable(struct ctx *cx, int64_t scheme, int64_t newest,
                                   struct edition *ret)
{
        struct edition_in_force now;
        const struct fail *f = edition_find(cx, newest, ret);
        if (!f)
                f = edition_see(cx, ret);
        if (!f || f->kind == FAIL_BROKEN)
                return f;
        f = edition_in_force(cx, scheme, cx->today, &now);
        if (!f)
                f = edition_find(cx, now.id, ret);
        return f ? f : edition_see(cx, ret);
}

static bool unseen(const struct fail *f) { return f && f->kind != FAIL_BROKEN; }

static const struct fail *schemes_find(struct ctx *cx, const struct search_word *w,
                                       str typed UNUSED, struct search_hit *ret, int most,
                                       int *ret_n)
{
        struct schemes_found it, *list = NULL;
        int n = 0, n_list = 0, cap = 0;
        schemes_found(&it, cx, w->first, w->last, w->like[0], w->like[1], w->like[2], LOOK_AT);
        while (schemes_found_next(&it))
                *VEC_ADD(cx->arena, list, n_list, cap) = it;
        const struct fail *f = schemes_found_end(&it);
        for (int i = 0; !f && i < n_list && n < most; i++) {
                struct edition e;
                f = readable(cx, list[i].id, list[i].newest, &e);
                if (!f)
                        ret[n++] = (struct search_hit){
                                .title = e.name, .href = str_f(cx->arena, "/schemes/%ld", e.id),
                                .small = str_f(cx->arena, words_of(cx->lang, "%d 年 第 %d 版 %s"), e.year, e.number,
                                               words_of(cx->lang, edition_state_words[e.state])) };
                f = unseen(f) ? NULL : f;
        }
        *ret_n = n;
        return f;
}

static const struct fail *schemes_fill(struct ctx *cx, int64_t record, bool all)
{
        struct schemes_stale it, *list = NULL;
        int n = 0, cap = 0;
        schemes_stale(&it, cx, record, all);
        while (schemes_stale_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = it;
        const struct fail *f = schemes_stale_end(&it);
        for (int i = 0; !f && i < n; i++)
                search_put(cx, "scheme", list[i].id, list[i].version,
                           str_f(cx->arena, "%.*s\n%ld\n%.*s\n%.*s", STR(list[i].name), list[i].year,
                                 STR(list[i].county), STR(list[i].brief)));
        return f;
}

SEARCH_CHECK(schemes_check, schemes_unfound)

static const struct fail *indicators_find(struct ctx *cx, const struct search_word *w,
                                          str typed UNUSED, struct search_hit *ret, int most,
                                          int *ret_n)
{
        struct indicators_found it, *list = NULL;
        struct edition e = { 0 };
        bool sees = false;
        int n = 0, n_list = 0, cap = 0;
        indicators_found(&it, cx, w->first, w->last, w->like[0], w->like[1], w->like[2], cx->today, LOOK_AT);
        while (indicators_found_next(&it))
                *VEC_ADD(cx->arena, list, n_list, cap) = it;
        const struct fail *f = indicators_found_end(&it);
        for (int i = 0; !f && i < n_list && n < most; i++) {
                if (e.id != list[i].edition) {          /* they come edition by edition */
                        f = edition_find(cx, list[i].edition, &e);
                        if (f)
                                break;
                        f = edition_see(cx, &e);
                        sees = !f;
                        f = unseen(f) ? NULL : f;
                }
                if (sees)
                        ret[n++] = (struct search_hit){
                                .title = list[i].name,
                                .href = str_f(cx->arena, "/schemes/%ld#node-%ld", e.id, list[i].id),
                                .small = str_f(cx->arena, "%.*s　%.*s", STR(list[i].code), STR(e.name)) };
        }
        *ret_n = n;
        return f;
}

static const struct fail *indicators_fill(struct ctx *cx, int64_t record, bool all)
{
        struct indicators_stale it, *list = NULL;
        int n = 0, cap = 0;
        indicators_stale(&it, cx, record, all);
        while (indicators_stale_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = it;
        const struct fail *f = indicators_stale_end(&it);
        for (int i = 0; !f && i < n; i++)
                search_put(cx, "indicator", list[i].id, list[i].version,
                           str_f(cx->arena, "%.*s\n%.*s", STR(list[i].name), STR(list[i].code)));
        return f;
}

SEARCH_CHECK(indicators_check, indicators_unfound)

const struct search_kind schemes_search = {
        .code = "scheme", .label = "考核方案", .more = "/schemes?q=", .need = MAY_TARGET_VIEW,
        .find = schemes_find, .fill = schemes_fill, .check = schemes_check,
};
const struct search_kind indicators_search = {
        .code = "indicator", .label = "考核指标", .need = MAY_TARGET_VIEW,
        .find = indicators_find, .fill = indicators_fill, .check = indicators_check,
};
