/* domain/org/find.c - units and people: what they are found by, and finding them. */
#include "core/text/collate.h"
#include "domain/org/find.h"
#include "domain/org/find.sql.h"
#include "domain/org/name.sql.h"
#include "domain/org/org.h"

str org_letters(struct ctx *cx, str typed)
{
        str s = search_fold(cx->arena, typed);
        for (size_t i = 0; i < s.n; i++)
                if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9')))
                        return (str){ 0 };
        return s;
}

static const struct fail *units_find(struct ctx *cx, const struct search_word *w, str typed,
                                     struct search_hit *ret, int most, int *ret_n)
{
        struct units_found it;
        struct auth_reach r = auth_reach(cx, MAY_ORG_VIEW);
        str letters = org_letters(cx, typed);
        int n = 0;
        units_found(&it, cx, letters.n ? UNITS_FOUND_WHEN_LETTERS : 0, w->first, w->last,
                    w->like[0], w->like[1], w->like[2], letters,
                    r.prefix, r.unit, r.group, most);
        while (units_found_next(&it))
                if (n < most)
                        ret[n++] = (struct search_hit){
                                .title = it.name, .href = str_f(cx->arena, "/org/%ld", it.id),
                                .small = str_f(cx->arena, "%s %.*s%s", words_of(cx->lang, org_kind_words[it.kind]),
                                               STR(it.above.p ? it.above : S("")),
                                               day_is(it.closed) ? words_of(cx->lang, "（已撤销）") : "") };
        *ret_n = n;
        return units_found_end(&it);
}

static str former_names(struct ctx *cx, int64_t unit)
{
        struct unit_names it;
        struct buf b = buf_new(cx->arena, 1 << 14);
        unit_names(&it, cx, unit);
        while (unit_names_next(&it))
                buf_f(&b, "\n%.*s\n%.*s", STR(it.name), STR(it.brief));
        const struct fail *f = unit_names_end(&it);
        if (f)
                tx_refuse(cx, f);
        return buf_str(&b);
}

static const struct fail *units_fill(struct ctx *cx, int64_t record, bool all)
{
        struct units_stale it, *list = NULL;
        int n = 0, cap = 0;
        units_stale(&it, cx, record, all);
        while (units_stale_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = it;
        const struct fail *f = units_stale_end(&it);
        for (int i = 0; !f && i < n; i++) {
                const struct units_stale *u = &list[i];
                str pinyin = u->sound.n ? u->sound : pinyin_of(cx->arena, u->brief);
                str initials = str_f(cx->arena, "%.*s %.*s", STR(pinyin_initials(cx->arena, pinyin)),
                                     STR(pinyin_initials(cx->arena, pinyin_of(cx->arena, u->name))));
                unit_sound_set(cx, u->id, pinyin, initials, u->sound, pinyin_key(cx->arena, pinyin));
                search_put(cx, "unit", u->id, u->version,
                           str_f(cx->arena, "%.*s\n%.*s\n%.*s%.*s", STR(u->name), STR(u->brief), STR(u->code),
                                 STR(former_names(cx, u->id))));
        }
        if (!f && n)
                unit_ranks(cx);
        return f;
}

static const struct fail *people_find(struct ctx *cx, const struct search_word *w, str typed UNUSED,
                                      struct search_hit *ret, int most, int *ret_n)
{
        struct people_found it;
        struct auth_reach r = auth_reach(cx, MAY_ORG_VIEW);
        int n = 0;
        people_found(&it, cx, r.scope == SCOPE_ALL ? 0 : PEOPLE_FOUND_WHEN_REACH, w->first, w->last,
                     w->like[0], w->like[1], w->like[2],
                     cx->today, r.prefix, r.unit, r.group, most);
        while (people_found_next(&it))
                if (n < most)
                        ret[n++] = (struct search_hit){
                                .title = it.name, .href = str_f(cx->arena, "/people/%ld", it.id),
                                .small = str_f(cx->arena, "%.*s %.*s", STR(it.unit.p ? it.unit : S("")),
                                               STR(it.login.p ? it.login : S(""))) };
        *ret_n = n;
        return people_found_end(&it);
}

static const struct fail *people_fill(struct ctx *cx, int64_t record, bool all)
{
        struct people_stale it, *list = NULL;
        int n = 0, cap = 0;
        people_stale(&it, cx, record, all);
        while (people_stale_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = it;
        const struct fail *f = people_stale_end(&it);
        for (int i = 0; !f && i < n; i++) {
                const struct people_stale *p = &list[i];
                str pinyin = p->sound.n ? p->sound : pinyin_of(cx->arena, p->name);
                person_pinyin_set(cx, p->id, pinyin, pinyin_key(cx->arena, pinyin));
                search_put(cx, "person", p->id, p->version,
                           str_f(cx->arena, "%.*s\n%.*s", STR(p->name), STR(p->login.p ? p->login : S(""))));
        }
        return f;
}

SEARCH_CHECK(units_check, units_unfound)

SEARCH_CHECK(people_check, people_unfound)

const struct search_kind units_search = {
        .code = "unit", .label = "单位", .more = "/org?q=", .need = MAY_ORG_VIEW,
        .find = units_find, .fill = units_fill, .check = units_check,
};
const struct search_kind people_search = {
        .code = "person", .label = "人员", .more = "/people?q=", .need = MAY_ORG_VIEW,
        .find = people_find, .fill = people_fill, .check = people_check,
};
