/* domain/org/reform.c - planning a merger or a split, and carrying it out. */
#include "core/audit/audit.h"
#include "core/search/search.h"
#include "core/auth/account.h"
#include "core/auth/account.sql.h"
#include "core/auth/session.h"
#include "core/crypto/hash.h"
#include "core/text/json.h"
#include "domain/org/delegation.h"
#include "domain/org/delegation.sql.h"
#include "domain/org/group.sql.h"
#include "domain/org/reform.h"
#include "domain/org/reform.sql.h"
#include "domain/org/unit.sql.h"

const char *const reform_words[REFORM_KIND_END] = {
        [REFORM_MERGE] = "合并设立", [REFORM_ABSORB] = "并入", [REFORM_SPLIT] = "分设",
        [REFORM_SPLIT_OFF] = "分出",
};
const char *const reform_codes[REFORM_KIND_END] = {
        [REFORM_MERGE] = "merge", [REFORM_ABSORB] = "absorb", [REFORM_SPLIT] = "split",
        [REFORM_SPLIT_OFF] = "split-off",
};

enum part { PART_ENDED, PART_SUCCESSOR, PART_KEEPER };

const struct fail *reforms_of_unit(struct ctx *cx, int64_t unit, const struct reform_row **ret,
                                   int *ret_n)
{
        struct reforms_of it;
        struct reform_row *list = NULL;
        int n = 0, cap = 0;
        reforms_of(&it, cx, unit);
        while (reforms_of_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct reform_row){
                        it.reform, it.other, (enum reform_kind)it.kind, it.on_day, it.document,
                        it.other_name, it.mine == PART_ENDED, it.part == PART_ENDED };
        *ret = list;
        *ret_n = n;
        return reforms_of_end(&it);
}

/* ---- the plan ----------------------------------------------------------------------------- */

static enum reform_fate fate_of(const struct reform_choice *list, int n, int64_t id)
{
        for (int i = 0; i < n; i++)
                if (list[i].id == id)
                        return list[i].fate;
        return FATE_FIRST;
}

static const struct fail *source_fits(struct ctx *cx, const struct reform_wish *w,
                                      const struct org_unit *u)
{
        const struct fail *f = auth_change(cx, MAY_ORG_EDIT, u->id);
        day began = day_is(u->named) ? u->named : u->opened;
        if (f)
                return f;
        if (day_is(u->closed))
                return fail(cx, INVALID, "“%.*s”已经撤销，不能再改", STR(u->name));
        if (u->kind == ORG_COUNTY || !u->parent)
                return fail(cx, INVALID, "县和最上面的单位不能合并或分设");
        if (day_is(began) && w->on.n <= began.n)
                return fail_field(cx, S("on"), "须在“%.*s”启用现名称的 %.*s 之后", STR(u->name),
                                  STR(day_str(cx->arena, began)));
        return NULL;
}

static const struct fail *sources_load(struct ctx *cx, const struct reform_wish *w,
                                       struct reform_plan *p)
{
        static const char *const fields[REFORM_FROM] = { "with1", "with1", "with2", "with3" };
        for (int i = 0; i < REFORM_FROM; i++) {
                if (!w->from[i])
                        continue;
                struct org_unit *u = &p->from[p->n_from];
                const struct fail *f = org_unit_by_id(cx, w->from[i], u);
                if (!f)
                        f = source_fits(cx, w, u);
                if (f)
                        return f;
                for (int k = 0; k < p->n_from; k++)
                        if (str_starts(u->path, p->from[k].path) ||
                            str_starts(p->from[k].path, u->path))
                                return fail_field(cx, str_of(fields[i]),
                                                  "“%.*s”和“%.*s”是同一个单位或者上下级，不能一起合并",
                                                  STR(p->from[k].name), STR(u->name));
                p->n_from++;
        }
        if (w->kind == REFORM_MERGE && p->n_from < 2)
                return fail_field(cx, S("with1"), "合并设立至少要两个单位");
        return NULL;
}

/* A successor that is to be made stands beside the first source. */
static const struct fail *fresh_load(struct ctx *cx, const struct org_unit *first,
                                     const struct org_wish *wish, int i, struct org_unit *ret)
{
        struct org_unit above, taken;
        const char *code = i ? "code2" : "code";
        const struct fail *f = org_unit_by_id(cx, first->parent, &above);
        if (!f)
                f = auth_change(cx, MAY_ORG_EDIT, above.id);
        if (!f)
                f = org_unit_fits_below(cx, first->kind, &above);
        if (f)
                return f;
        f = org_unit_by_code(cx, wish->code, &taken);
        if (!f)
                return fail_field(cx, str_of(code), "这个代码已经用在“%.*s”", STR(taken.name));
        if (f->kind != FAIL_NOT_FOUND)
                return f;
        *ret = (struct org_unit){ .parent = above.id, .kind = first->kind, .code = wish->code,
                                  .name = wish->name, .group = first->group, .sort = first->sort,
                                  .brief = wish->brief.n ? wish->brief : wish->name,
                                  .path = above.path, .closed = DAY_NONE };
        return NULL;
}

static const struct fail *targets_load(struct ctx *cx, const struct reform_wish *w,
                                       struct reform_plan *p)
{
        const struct fail *f = NULL;
        p->closes = w->kind != REFORM_SPLIT_OFF;
        p->n_to = w->kind == REFORM_SPLIT || w->kind == REFORM_SPLIT_OFF ? 2 : 1;
        if (w->kind == REFORM_SPLIT_OFF) {
                p->to[0] = p->from[0];
                return fresh_load(cx, &p->from[0], &w->fresh[1], 1, &p->to[1]);
        }
        if (w->kind != REFORM_ABSORB) {
                for (int i = 0; i < p->n_to && !f; i++)
                        f = fresh_load(cx, &p->from[0], &w->fresh[i], i, &p->to[i]);
                if (!f && p->n_to == 2 && str_eq(w->fresh[0].code, w->fresh[1].code))
                        f = fail_field(cx, S("code2"), "两个新单位的代码不能一样");
                return f;
        }
        f = org_unit_by_id(cx, w->into, &p->to[0]);
        if (!f)
                f = auth_change(cx, MAY_ORG_EDIT, w->into);
        if (!f && day_is(p->to[0].closed))
                f = fail_field(cx, S("into"), "“%.*s”已经撤销", STR(p->to[0].name));
        if (!f && p->to[0].kind == ORG_COUNTY)
                f = fail_field(cx, S("into"), "不能并入县");
        for (int i = 0; i < p->n_from && !f; i++)
                if (str_starts(p->to[0].path, p->from[i].path))
                        f = fail_field(cx, S("into"), "不能并入自己或自己下面的单位");
        return f;
}

static const struct fail *posts_load(struct ctx *cx, const struct reform_wish *w,
                                     const struct org_unit *u, struct reform_plan *p)
{
        struct reform_posts it;
        const struct fail *f = NULL;
        reform_posts(&it, cx, u->id, day_add(w->on, -1));
        while (reform_posts_next(&it) && !f) {
                if (p->n_posts == REFORM_MOST) {
                        f = fail(cx, TOO_LARGE, "一次最多 %d 个岗位", REFORM_MOST);
                        break;
                }
                p->posts[p->n_posts++] = (struct reform_post){
                        .id = it.id, .person = it.person, .unit = u->id, .version = it.version,
                        .person_name = it.person_name, .unit_name = u->name, .role = it.role,
                        .role_name = it.role_name, .title = it.title, .since = it.since,
                        .until = it.until, .acting = it.has_acts_for,
                        .fate = it.has_acts_for ? FATE_ENDS
                                                : fate_of(w->posts, w->n_posts, it.id) };
        }
        const struct fail *end = reform_posts_end(&it);
        return f ? f : end;
}

static const struct fail *below_load(struct ctx *cx, const struct reform_wish *w,
                                     const struct org_unit *u, struct reform_plan *p)
{
        struct reform_below it;
        const struct fail *f = NULL;
        reform_below(&it, cx, u->id);
        while (reform_below_next(&it) && !f) {
                enum reform_fate fate = fate_of(w->below, w->n_below, it.id);
                if (p->n_below == REFORM_MOST)
                        f = fail(cx, TOO_LARGE, "一次最多 %d 个下级单位", REFORM_MOST);
                else
                        p->below[p->n_below++] = (struct reform_unit){
                                .from = u->id, .fate = fate == FATE_SECOND ? fate : FATE_FIRST,
                                .u = { .id = it.id, .name = it.name, .code = it.code,
                                       .kind = (enum org_kind)it.kind, .path = it.path,
                                       .version = it.version } };
        }
        const struct fail *end = reform_below_end(&it);
        return f ? f : end;
}

/* The same units, posts and versions give the same mark. Choices are not part of it. */
static int64_t mark_of(struct ctx *cx, const struct reform_plan *p)
{
        struct buf b = buf_new(cx->arena, 1 << 20);
        int64_t mark = 0;
        for (int i = 0; i < p->n_from; i++)
                buf_f(&b, "f%ld.%ld ", p->from[i].id, p->from[i].version);
        for (int i = 0; i < p->n_to; i++)
                buf_f(&b, "t%ld.%ld ", p->to[i].id, p->to[i].version);
        for (int i = 0; i < p->n_posts; i++)
                buf_f(&b, "p%ld.%ld ", p->posts[i].id, p->posts[i].version);
        for (int i = 0; i < p->n_below; i++)
                buf_f(&b, "u%ld.%ld ", p->below[i].u.id, p->below[i].u.version);
        struct digest d = hash(HASH_SHA256, buf_str(&b));
        for (int i = 0; i < 7; i++)
                mark = mark * 256 + d.b[i];
        return mark;
}

const struct fail *reform_plan(struct ctx *cx, const struct reform_wish *w, struct reform_plan *ret)
{
        struct reform_plan p = { .posts = NEW_ARRAY(cx->arena, struct reform_post, REFORM_MOST),
                                 .below = NEW_ARRAY(cx->arena, struct reform_unit, REFORM_MOST) };
        if (w->on.n > cx->today.n)
                return fail_field(cx, S("on"), "这一天还没有到，到那一天再办理");
        const struct fail *f = sources_load(cx, w, &p);
        if (!f)
                f = targets_load(cx, w, &p);
        for (int i = 0; i < p.n_from && !f; i++) {
                f = posts_load(cx, w, &p.from[i], &p);
                if (!f)
                        f = below_load(cx, w, &p.from[i], &p);
        }
        for (int i = 0; i < p.n_below && !f; i++)
                f = org_unit_fits_below(cx, p.below[i].u.kind, &p.to[p.below[i].fate]);
        if (f)
                return f;
        p.mark = mark_of(cx, &p);
        *ret = p;
        return NULL;
}

/* ---- carrying it out ------------------------------------------------------------------------- */

static str trail(struct ctx *cx, const struct reform_wish *w, const struct reform_plan *p)
{
        struct buf b = buf_new(cx->arena, 1 << 16);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_put_str(&j, "kind", str_of(reform_codes[w->kind]));
        json_put_str(&j, "on", day_str(cx->arena, w->on));
        json_put_str(&j, "document", w->document);
        json_open(&j, "from", '[');
        for (int i = 0; i < p->n_from; i++)
                json_put_str(&j, NULL, p->from[i].name);
        json_close(&j, ']');
        json_open(&j, "to", '[');
        for (int i = 0; i < p->n_to; i++)
                json_put_str(&j, NULL, p->to[i].name);
        json_close(&j, ']');
        json_put_int(&j, "posts", p->n_posts);
        json_put_int(&j, "below", p->n_below);
        json_close(&j, '}');
        return buf_str(&b);
}

static void successors_make(struct ctx *cx, const struct reform_wish *w, struct reform_plan *p)
{
        for (int i = 0; i < p->n_to; i++) {
                struct org_unit *u = &p->to[i];
                if (u->id)
                        continue;
                u->id = unit_insert(cx, true, u->parent, u->kind, u->code, u->name, u->brief,
                                    u->group, u->sort, str_f(cx->arena, "new:%.*s", STR(u->code)));
                u->path = str_f(cx->arena, "%.*s%ld/", STR(u->path), u->id);
                unit_set_path(cx, u->id, u->path);
                unit_opened(cx, u->id, w->on);
                if (u->group.n)
                        unit_group_name(cx, u->id, day_year(cx->today), u->group, u->sort);
                search_follow(cx, "unit", u->id);
                audit_log(cx, "unit.add", "unit", u->id, trail(cx, w, p));
        }
}

static void posts_carry(struct ctx *cx, const struct reform_wish *w, const struct reform_plan *p)
{
        day last = day_add(w->on, -1);
        for (int i = 0; i < p->n_posts; i++) {
                const struct reform_post *x = &p->posts[i];
                bool stays = !p->closes && x->fate == FATE_FIRST;
                if (stays || (x->acting && !p->closes))
                        continue;
                post_end_on(cx, x->id, x->since.n > last.n ? day_add(x->since, -1) : last);
                posts_close_acting(cx, x->id, last);
                delegations_drop(cx, x->id, DELEGATION_ASKED, DELEGATION_WITHDRAWN);
                session_end_all(cx, x->person, x->id);
                post_log(cx, "post.revoke", x->id, true, str_of(reform_words[w->kind]));
                if (x->fate == FATE_ENDS)
                        continue;
                int64_t fresh = post_moved(cx, x->person, p->to[x->fate].id, x->role, x->title,
                                           x->since.n > w->on.n ? x->since : w->on, x->until);
                post_log(cx, "post.grant", fresh, false, str_of(reform_words[w->kind]));
        }
}

static void below_carry(struct ctx *cx, const struct reform_plan *p)
{
        for (int i = 0; i < p->n_below; i++) {
                const struct reform_unit *x = &p->below[i];
                const struct org_unit *to = &p->to[x->fate];
                if (to->id == x->from)
                        continue;       /* stays where it is */
                str fresh = str_f(cx->arena, "%.*s%ld/", STR(to->path), x->u.id);
                unit_set_parent(cx, x->u.id, x->u.version, to->id);
                unit_move_paths(cx, x->u.path, fresh, (int64_t)x->u.path.n + 1);
                audit_log(cx, "unit.move", "unit", x->u.id,
                          str_f(cx->arena, "{\"before\":{\"path\":\"%.*s\"},\"after\":{\"path\":\"%.*s\"}}",
                                STR(x->u.path), STR(fresh)));
        }
}

static void sources_close(struct ctx *cx, const struct reform_wish *w, const struct reform_plan *p,
                          int64_t reform)
{
        for (int i = 0; i < p->n_from; i++) {
                const struct org_unit *u = &p->from[i];
                if (!p->closes)
                        continue;
                str fresh = str_f(cx->arena, "%.*s%ld/", STR(p->to[0].path), u->id);
                unit_close(cx, u->id, u->version, w->on, p->to[0].id);
                unit_move_paths(cx, u->path, fresh, (int64_t)u->path.n + 1);
                reform_part_add(cx, reform, u->id, PART_ENDED, true, u->parent);
                audit_log(cx, "unit.close", "unit", u->id, trail(cx, w, p));
        }
        for (int i = 0; i < p->n_to; i++)
                reform_part_add(cx, reform, p->to[i].id, i ? PART_SUCCESSOR : PART_KEEPER, false, 0);
}

const struct fail *reform_carry_out(struct ctx *cx, const struct reform_wish *w, int64_t *ret_unit)
{
        struct reform_plan p = { 0 };
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        const struct fail *f = reform_plan(cx, w, &p);
        if (!f && p.mark != w->seen)
                f = fail(cx, CONFLICT, "您看过以后，单位或岗位有变化，请核对后再确认");
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        successors_make(cx, w, &p);
        posts_carry(cx, w, &p);
        below_carry(cx, &p);
        int64_t reform = reform_add(cx, w->kind, w->on, w->document, cx->user, cx->now);
        sources_close(cx, w, &p, reform);
        search_follow(cx, "unit", 0);           /* all that moved or closed */
        audit_log(cx, p.n_to == 2 ? "unit.split" : "unit.merge", "unit", p.to[0].id,
                  trail(cx, w, &p));
        f = tx_commit(&tx);
        session_forget();                       /* scopes rest on the paths */
        if (!f)
                *ret_unit = p.to[0].id;
        return f;
}
