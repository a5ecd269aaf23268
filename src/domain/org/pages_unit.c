/* domain/org/pages_unit.c - the tree and one unit. */
#include "domain/org/name.h"
#include "domain/org/name.sql.h"
#include "domain/org/pages.h"
#include "core/auth/session.h"
#include "domain/org/find.h"
#include "domain/org/unit.sql.h"
#include "door/module.h"

enum { MOST_UNITS = 5000, MOST_POSTS = 200, MOST_WAYS = 8 };

/* ---- the tree ------------------------------------------------------------------- */

/* Depth first from the levels the statement gives: a parent always stands before its children,
 * and brothers are already in order. */
static void grow(const struct org_row *all, int n, int64_t parent, int depth, struct org_row *out,
                 int *n_out)
{
        for (int i = 0; i < n; i++)
                if (all[i].u.parent == parent) {
                        out[*n_out] = all[i];
                        out[(*n_out)++].depth = depth;
                        grow(all, n, all[i].u.id, depth + 1, out, n_out);
                }
}

static bool reached(const struct auth_reach *r, const struct org_unit *u)
{
        switch (r->scope) {
        case SCOPE_ALL:     return true;
        case SCOPE_SUBTREE: return str_starts(u->path, r->prefix);
        case SCOPE_OWN:     return u->id == r->unit;
        case SCOPE_GROUP:   return u->id == r->unit || (r->group.n && str_eq(u->group, r->group));
        case SCOPE_NONE: case SCOPE_END: break;
        }
        return false;
}

/* Whose parent is out of sight stands at the root. */
const struct fail *org_rows_seen(struct ctx *cx, struct org_row **ret, int *ret_n)
{
        struct auth_reach reach = auth_reach(cx, MAY_ORG_VIEW);
        struct unit_tree_counted it;
        struct org_row *all = NULL;
        int n = 0, cap = 0;
        unit_tree_counted(&it, cx, cx->today);
        while (unit_tree_counted_next(&it)) {
                struct org_unit u = { .id = it.id, .parent = it.has_parent ? it.parent : 0,
                                      .kind = (enum org_kind)it.kind, .code = it.code,
                                      .name = it.name, .brief = it.brief, .group = it.grp,
                                      .path = it.path, .closed = it.closed };
                if (n == MOST_UNITS || !reached(&reach, &u))
                        continue;
                bool seen = false;
                for (int i = 0; i < n && !seen; i++)
                        seen = all[i].u.id == u.parent;
                if (!seen)
                        u.parent = 0;
                *VEC_ADD(cx->arena, all, n, cap) = (struct org_row){ .u = u, .people = it.people };
        }
        const struct fail *f = unit_tree_counted_end(&it);
        if (f)
                return f;
        *ret = NEW_ARRAY(cx->arena, struct org_row, (size_t)n + 1);
        *ret_n = 0;
        grow(all, n, 0, 0, *ret, ret_n);
        return NULL;
}

const struct fail *org_unit_choices(struct ctx *cx, str not_below, bool sections,
                                    const struct form_choice **ret, int *ret_n)
{
        struct org_row *rows;
        int n, n_choices = 0;
        const struct fail *f = org_rows_seen(cx, &rows, &n);
        if (f)
                return f;
        struct form_choice *list = NEW_ARRAY(cx->arena, struct form_choice, (size_t)n + 1);
        for (int i = 0; i < n; i++) {
                const struct org_unit *u = &rows[i].u;
                if (day_is(u->closed) || (u->kind == ORG_SECTION && !sections) ||
                    (not_below.n && str_starts(u->path, not_below)))
                        continue;
                list[n_choices++] = (struct form_choice){
                        .value = str_f(cx->arena, "%ld", u->id),
                        .name = str_f(cx->arena, "%.*s%.*s", rows[i].depth * 3, "　　　　　　　　",
                                      STR(u->name)) };
        }
        *ret = list;
        *ret_n = n_choices;
        return NULL;
}

/* Do the words of `typed` stand in `text`, in whatever order? Both are folded. */
static bool holds(str text, str typed)
{
        bool all = true;
        while (typed.n && all)
                all = str_find(text, str_cut(typed, ' ', &typed)) >= 0;
        return all;
}

/* The name of another time that it was found by; absent where one of today has what was typed. */
static const struct fail *former_name(struct ctx *cx, const struct org_unit *u, str typed, str *ret)
{
        struct unit_names it;
        str now = str_f(cx->arena, "%.*s\n%.*s\n%.*s", STR(u->name), STR(u->brief), STR(u->code));
        *ret = (str){ 0 };
        if (holds(search_fold(cx->arena, now), typed))
                return NULL;
        unit_names(&it, cx, u->id);
        while (unit_names_next(&it))
                if (holds(search_fold(cx->arena, str_f(cx->arena, "%.*s\n%.*s", STR(it.name), STR(it.brief))), typed))
                        *ret = it.name;
        return unit_names_end(&it);
}

/* A name of any time, a code or initials: the page leads from the former name to the unit. */
static const struct fail *tree_search(struct ctx *cx, str word, struct org_tree_page *p)
{
        struct auth_reach reach = auth_reach(cx, MAY_ORG_VIEW);
        struct unit_search it;
        struct org_row *rows = NULL;
        int cap = 0;
        struct search_word w = search_word(cx->arena, word);
        str letters = org_letters(cx, word);
        unit_search(&it, cx, letters.n ? UNIT_SEARCH_WHEN_LETTERS : 0, w.first, w.last,
                    w.like[0], w.like[1], w.like[2], letters);
        while (unit_search_next(&it)) {
                struct org_unit u = { .id = it.id, .code = it.code, .name = it.name,
                                      .brief = it.brief, .closed = it.closed,
                                      .kind = (enum org_kind)it.kind, .group = it.grp,
                                      .path = it.path };
                if (reached(&reach, &u))
                        *VEC_ADD(cx->arena, rows, p->n_rows, cap) = (struct org_row){ .u = u };
        }
        p->rows = rows;
        const struct fail *f = unit_search_end(&it);
        for (int i = 0; !f && i < p->n_rows; i++)
                f = former_name(cx, &rows[i].u, str_trim(search_fold(cx->arena, word)), &rows[i].former);
        return f;
}

/* The units that stood on a day, under the names of that day, at the places of today. */
static const struct fail *tree_on(struct ctx *cx, struct org_tree_page *p)
{
        struct auth_reach reach = auth_reach(cx, MAY_ORG_VIEW);
        struct unit_names_on it;
        struct org_row *all = NULL, *rows;
        int n = 0, cap = 0;
        unit_names_on(&it, cx, p->on);
        while (unit_names_on_next(&it)) {
                struct org_unit u = { .id = it.id, .parent = it.has_parent ? it.parent : 0,
                                      .kind = (enum org_kind)it.kind, .code = it.code,
                                      .name = it.name, .brief = it.brief, .path = it.path,
                                      .closed = DAY_NONE };
                bool seen = false;
                if (n == MOST_UNITS || !reached(&reach, &u))
                        continue;
                for (int i = 0; i < n && !seen; i++)
                        seen = all[i].u.id == u.parent;
                if (!seen)
                        u.parent = 0;
                *VEC_ADD(cx->arena, all, n, cap) = (struct org_row){ .u = u };
        }
        const struct fail *f = unit_names_on_end(&it);
        if (f)
                return f;
        rows = NEW_ARRAY(cx->arena, struct org_row, (size_t)n + 1);
        grow(all, n, 0, 0, rows, &p->n_rows);
        p->rows = rows;
        p->lead = str_f(cx->arena, words_of(cx->lang, "%.*s 共 %d 个单位，名称是当天的，位置是现在的。"),
                        STR(day_zh(cx->arena, p->on)), p->n_rows);
        return NULL;
}

static const struct fail *tree_fill(struct ctx *cx, struct org_tree_page *p)
{
        struct org_row *rows, *open, *closed;
        int n, kinds[ORG_KIND_END] = { 0 };
        const struct fail *f = org_rows_seen(cx, &rows, &n);
        if (f)
                return f;
        open = NEW_ARRAY(cx->arena, struct org_row, (size_t)n + 1);
        closed = NEW_ARRAY(cx->arena, struct org_row, (size_t)n + 1);
        for (int i = 0; i < n; i++) {
                if (day_is(rows[i].u.closed)) {
                        closed[p->n_closed++] = rows[i];
                        continue;
                }
                kinds[rows[i].u.kind]++;
                for (int j = i + 1; j < n && rows[j].depth > rows[i].depth; j++)
                        rows[i].below += !day_is(rows[j].u.closed);
                open[p->n_rows++] = rows[i];
        }
        p->rows = open;
        p->closed = closed;
        p->lead = str_f(cx->arena, words_of(cx->lang, "共 %d 个单位：部门 %d 个，乡镇 %d 个，"
                                            "园区 %d 个，下属单位 %d 个，内设机构 %d 个，垂管单位 %d 个。"),
                        p->n_rows, kinds[ORG_DEPARTMENT], kinds[ORG_TOWN], kinds[ORG_PARK],
                        kinds[ORG_SUBORDINATE], kinds[ORG_SECTION], kinds[ORG_VERTICAL]);
        return NULL;
}

const struct fail *org_tree_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct org_tree_page p = { .page = page_of(cx, rq, "单位"),
                                   .word = form_text(&form, "q", 0, 40),
                                   .may_edit = auth_may(cx, MAY_ORG_EDIT) };
        p.on = form_day_or_none(&form, "on");
        const struct fail *f = form_end(&form);
        if (!f)
                f = auth_see(cx, MAY_ORG_VIEW, cx->unit);
        if (!f)
                f = p.word.n ? tree_search(cx, p.word, &p)
                  : day_is(p.on) ? tree_on(cx, &p) : tree_fill(cx, &p);
        if (!f)
                org_tree_page(&re->body, &p);
        return f;
}

/* ---- one unit -------------------------------------------------------------------- */

/* What other domains have for a unit, by the register alone: their list, asked for its code. The
 * list shows what of it the person may see. */
static int ways_of(struct ctx *cx, const struct org_unit *u, struct org_way *ret)
{
        int n = 0;
        for (int m = 0; m < n_modules && u->kind != ORG_SECTION; m++)
                for (int i = 0; i < modules[m]->n_routes && n < MOST_WAYS; i++) {
                        const struct route *r = &modules[m]->routes[i];
                        if (r->menu && (r->flags & ROUTE_BY_UNIT) && perms_has(&cx->may, r->need))
                                ret[n++] = (struct org_way){ modules[m]->title, r->icon,
                                        str_f(cx->arena, "%s?word=%.*s", r->path, STR(u->code)) };
                }
        return n;
}

const struct fail *org_crumbs(struct ctx *cx, struct page *p, const struct org_unit *u, bool last)
{
        page_crumb(p, S("/org"), "单位", (str){ 0 });
        str rest = str_from(u->path, 1);
        while (rest.n) {
                uint64_t id;
                struct org_unit above;
                str part = str_cut(rest, '/', &rest);
                if (!str_u64(part, &id) || (last && (int64_t)id == u->id) ||
                    p->n_crumbs >= PAGE_MAX_CRUMBS - 1)
                        continue;
                const struct fail *f = org_unit_by_id(cx, (int64_t)id, &above);
                if (f)
                        return f;
                /* Whoever sees a unit may know what it belongs to, not open it. */
                page_crumb(p, auth_see(cx, MAY_ORG_VIEW, above.id) ? (str){ 0 }
                              : str_f(cx->arena, "/org/%ld", above.id),
                           NULL, above.brief);
        }
        return NULL;
}

static const struct fail *below_fill(struct ctx *cx, struct org_unit_page *p)
{
        struct unit_children it;
        struct org_row *open = NULL, *closed = NULL;
        int cap = 0, cap_closed = 0;
        unit_children(&it, cx, p->u.id);
        while (unit_children_next(&it)) {
                struct org_unit u = { .id = it.id, .kind = (enum org_kind)it.kind, .code = it.code,
                                      .name = it.name, .brief = it.brief, .group = it.grp,
                                      .closed = it.closed };
                if (day_is(u.closed))
                        VEC_ADD(cx->arena, closed, p->n_closed, cap_closed)->u = u;
                else
                        VEC_ADD(cx->arena, open, p->n_children, cap)->u = u;
        }
        p->children = open;
        p->closed = closed;
        return unit_children_end(&it);
}

static const struct fail *posts_fill(struct ctx *cx, struct org_unit_page *p)
{
        struct org_post *posts = NEW_ARRAY(cx->arena, struct org_post, MOST_POSTS);
        struct unit_posts po;
        unit_posts(&po, cx, p->u.id, cx->today);
        while (unit_posts_next(&po))
                if (p->n_posts < MOST_POSTS)
                        posts[p->n_posts++] = (struct org_post){
                                .id = po.id, .person = po.person, .name = po.name,
                                .role = post_in_full(cx, po.title, po.role_name, po.has_acts_for),
                                .since = po.since, .until = po.until };
        p->posts = posts;
        return unit_posts_end(&po);
}

const struct fail *org_unit_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct org_unit_page p = { .page = page_of(cx, rq, "单位") };
        struct org_way *ways = NEW_ARRAY(cx->arena, struct org_way, MOST_WAYS);

        const struct fail *f = org_unit_by_id(cx, rq->ids[0], &p.u);
        if (!f)
                f = auth_see(cx, MAY_ORG_VIEW, p.u.id);
        if (!f)
                f = org_crumbs(cx, &p.page, &p.u, true);
        if (!f)
                f = below_fill(cx, &p);
        if (!f)
                f = posts_fill(cx, &p);
        if (!f)
                f = org_names(cx, p.u.id, &p.names, &p.n_names);
        if (!f)
                f = reforms_of_unit(cx, p.u.id, &p.reforms, &p.n_reforms);
        if (f)
                return f;
        page_crumb(&p.page, (str){ 0 }, NULL, p.u.brief);
        p.page.name = p.u.name;
        p.page.here = "/org";
        p.ways = ways;
        p.n_ways = ways_of(cx, &p.u, ways);
        p.may_edit = !day_is(p.u.closed) && auth_may(cx, MAY_ORG_EDIT) &&
                     !auth_change(cx, MAY_ORG_EDIT, p.u.id);
        org_unit_page(&re->body, &p);
        return NULL;
}
