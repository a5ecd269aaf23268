/* domain/access/pages_right.c - who may do this, and what may this person do. */
#include "core/auth/auth.sql.h"
#include "domain/access/access.sql.h"
#include "domain/access/rights.h"

const struct fail *right_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        enum { MOST = 100 };
        struct form form = form_of(cx, rq);
        enum perm perm = perm_of_key(rq->keys[0]);
        const struct fail *f = form_end(&form);
        if (!f && perm == MAY_END)
                f = fail(cx, NOT_FOUND, "没有权限项“%.*s”", STR(rq->keys[0]));
        if (f)
                return f;
        struct right_role *roles = NEW_ARRAY(cx->arena, struct right_role, MOST);
        struct right_page p = { .page = page_of(cx, rq, "谁可以办"), .perm = perm, .roles = roles,
                                .label = words_of(cx->lang, perm_info[perm].label) };
        struct right_role all[MOST];
        int n = 0;
        struct role_list it;
        role_list(&it, cx);
        while (role_list_next(&it))
                if (n < MOST)
                        all[n++] = (struct right_role){ .code = it.code,
                                                        .name = words_of(cx->lang, it.name.p) };
        f = role_list_end(&it);
        for (int i = 0; i < n && !f; i++) {
                const struct right *rights;
                f = rights_of(cx, all[i].code, &rights);
                if (f || !right_is(&rights[perm]))
                        continue;
                all[i].right = rights[perm];
                f = rights_holders(cx, all[i].code, &all[i].holders, &all[i].n_holders);
                p.n_people += all[i].n_holders;
                roles[p.n_roles++] = all[i];
        }
        if (f)
                return f;
        p.page.here = "/roles";
        p.page.name = str_of(p.label);
        page_crumb(&p.page, S("/roles"), "角色与权限", (str){ 0 });
        page_crumb(&p.page, (str){ 0 }, perm_info[perm].label, (str){ 0 });
        right_page(&re->body, &p);
        return NULL;
}

static const struct fail *fill_post(struct ctx *cx, struct person_post *post)
{
        const struct right *all;
        struct right_at *has = NEW_ARRAY(cx->arena, struct right_at, MAY_END);
        const struct fail *f = rights_of(cx, post->role, &all);
        for (int i = MAY_SIGNED_IN + 1; i < MAY_END && !f; i++)
                if (right_is(&all[i]))
                        has[post->n_rights++] = (struct right_at){ all[i],
                                scope_at(cx, all[i].see, all[i].see_years, post->unit, post->group),
                                scope_at(cx, all[i].change, all[i].change_years, post->unit, post->group) };
        post->rights = has;
        return f;
}

const struct fail *person_rights_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        enum { MOST = 50 };
        struct form form = form_of(cx, rq);
        struct access_person who;
        const struct fail *f = form_end(&form);
        if (!f)
                f = access_person(cx, rq->ids[0], &who);
        if (f)
                return f;
        struct person_post *posts = NEW_ARRAY(cx->arena, struct person_post, MOST);
        struct person_rights_page p = { .page = page_of(cx, rq, "一个人的权限"), .person = rq->ids[0],
                                        .name = who.name, .keys = rights_keys(cx), .posts = posts,
                                        .no_account = !who.has_disabled,
                                        .disabled = who.has_disabled && who.disabled };
        struct access_posts it;
        access_posts(&it, cx, rq->ids[0], cx->today);
        while (access_posts_next(&it))
                if (p.n_posts < MOST)
                        posts[p.n_posts++] = (struct person_post){
                                .role = it.role, .role_word = it.role_name.p, .unit = it.unit, .group = it.grp };
        f = access_posts_end(&it);
        for (int i = 0; i < p.n_posts && !f; i++)
                f = fill_post(cx, &posts[i]);
        if (f)
                return f;
        p.page.here = "/roles";
        p.page.name = who.name;
        page_crumb(&p.page, S("/roles"), "角色与权限", (str){ 0 });
        page_crumb(&p.page, (str){ 0 }, NULL, who.name);
        person_rights_page(&re->body, &p);
        return NULL;
}
