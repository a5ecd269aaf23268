/* domain/access/pages_role.c - roles and their rows: the list, one role, the change of a row, the
 * table of all, and the note that somebody looked them through. */
#include "core/audit/audit.h"
#include "core/auth/role.sql.h"
#include "domain/access/access.sql.h"
#include "domain/access/rights.h"

static const char *const kind_words[ROLE_KIND_END] = {
        [ROLE_BUSINESS] = "业务角色", [ROLE_SYSTEM] = "系统管理员（三员之一）",
        [ROLE_SECURITY] = "安全管理员（三员之一）", [ROLE_AUDITOR] = "审计管理员（三员之一）",
        [ROLE_OPEN] = "不登录的人", [ROLE_MACHINE] = "别的系统",
};

/* ---- the list ------------------------------------------------------------------------ */

static const struct fail *fill_review(struct ctx *cx, struct roles_page *p)
{
        struct access_reviewed last = { 0 };
        struct access_changed since;
        const struct fail *f = access_reviewed(cx, &last);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        if (!f)
                p->reviewed = str_f(cx->arena, "%.*s %.*s", STR(instant_str(cx->arena, last.at)),
                                    STR(last.who));
        f = access_changed(cx, last.at, &since);
        if (!f) {
                p->changed_roles = since.roles;
                p->changed_posts = since.posts;
        }
        return f;
}

const struct fail *roles_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        static const struct list_column columns[] = {
                { .label = "角色",     .kind = CELL_TITLE, .small = "代码" },
                { .label = "种类",     .kind = CELL_TEXT },
                { .label = "权限项数", .kind = CELL_INT },
                { .label = "现有人数", .kind = CELL_INT },
        };
        struct form form = form_of(cx, rq);
        const struct fail *f = form_end(&form);
        if (f)
                return f;
        struct roles_page *p = NEW(cx->arena, struct roles_page);
        *p = (struct roles_page){ .page = page_of(cx, rq, "角色与权限") };
        p->list = (struct list){ .page = &p->page, .path = "/roles", .caption = "角色与权限",
                                 .columns = columns, .n_columns = COUNT_OF(columns), .total = -1,
                                 .whole = true, .own = "设置的顺序", .find = "角色或种类",
                                 .empty = "还没有角色", .empty_help = "请运行 luoshi migrate。" };
        f = list_open(cx, rq, &p->list);
        if (f)
                return f;
        struct access_roles it;
        int64_t n = 0;
        access_roles(&it, cx, cx->today);
        while (access_roles_next(&it)) {
                struct list_cell *c = list_next(cx, &p->list, ++n);     /* a role has a code, no number */
                if (!c)
                        break;
                c[0] = (struct list_cell){ .text = str_of(words_of(cx->lang, it.name.p)), .small = it.code,
                                           .href = str_f(cx->arena, "/roles/%.*s", STR(it.code)) };
                c[1].word = it.kind < ROLE_KIND_END ? kind_words[it.kind] : "";
                c[2].n = it.perms;
                c[3].n = it.holders;
                c[3].none = it.kind >= ROLE_OPEN;
        }
        f = access_roles_end(&it);
        if (!f)
                f = fill_review(cx, p);
        if (f)
                return f;
        list_end(cx, &p->list);
        roles_page(&re->body, p);
        return NULL;
}

const struct fail *roles_review_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        const struct fail *f = form_end(&form);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        audit_log(cx, "role.review", "role", 0, (str){ 0 });
        f = tx_commit(&tx);
        if (f)
                return f;
        reply_note(re, cx, "已登记复核");
        return reply_see(re, cx, "/roles");
}

/* ---- one role ------------------------------------------------------------------------- */

static const struct fail *is_own(struct ctx *cx, str role, bool *ret)
{
        struct role_is_held held;
        const struct fail *f = role_is_held(cx, role, cx->user, cx->today, &held);
        if (!f)
                *ret = held.n > 0;
        return f;
}

const struct fail *role_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct role_head r;
        const struct right *all;
        struct role_page *p = NEW(cx->arena, struct role_page);
        const struct fail *f = form_end(&form);
        if (!f)
                f = role_head(cx, rq->keys[0], &r);
        if (!f)
                f = rights_of(cx, r.code, &all);
        if (!f)
                f = is_own(cx, r.code, &p->own);
        if (!f)
                f = rights_holders(cx, r.code, &p->holders, &p->n_holders);
        if (f)
                return f;
        struct right *has = NEW_ARRAY(cx->arena, struct right, MAY_END);
        struct right *might = NEW_ARRAY(cx->arena, struct right, MAY_END);
        for (int i = MAY_SIGNED_IN + 1; i < MAY_END; i++)
                if (right_is(&all[i]))
                        has[p->n_rights++] = all[i];
                else if (role_may_have((enum role_kind)r.kind, (enum perm)i))
                        might[p->n_others++] = all[i];
        p->page = page_of(cx, rq, "一个角色");
        p->code = r.code;
        p->name = words_of(cx->lang, r.name.p);
        p->kind = r.kind < ROLE_KIND_END ? kind_words[r.kind] : "";
        p->version = r.version;
        p->keys = rights_keys(cx);
        p->rights = has;
        p->others = might;
        p->page.name = str_of(p->name);
        p->page.here = "/roles";
        page_crumb(&p->page, S("/roles"), "角色与权限", (str){ 0 });
        page_crumb(&p->page, (str){ 0 }, NULL, str_of(p->name));
        role_page(&re->body, p);
        return NULL;
}

/* ---- one row ---------------------------------------------------------------------------- */

static const char *const scope_codes[SCOPE_END] = { "none", "own", "subtree", "group", "all" };
static const char *const years_codes[YEARS_END] = { "all", "since-last", "since-this", "this" };

static struct form_field choice_field(struct ctx *cx, const char *name, const char *label,
                                      const char *const *codes, const char *const *words, int n, int now)
{
        struct form_choice *list = NEW_ARRAY(cx->arena, struct form_choice, (size_t)n);
        for (int i = 0; i < n; i++)
                list[i] = (struct form_choice){ .value = str_of(codes[i]), .word = words[i] };
        return (struct form_field){ .name = name, .label = label, .choices = list, .n_choices = n,
                                    .value = str_of(codes[now]) };
}

static const struct fail *show_row(struct ctx *cx, const struct request *rq, struct reply *re,
                                   const struct form *form, const struct fail *why)
{
        enum perm perm = perm_of_key(rq->keys[1]);
        struct role_head r;
        const struct right *all;
        bool own = false;
        if (perm == MAY_END)
                return fail(cx, NOT_FOUND, "没有权限项“%.*s”", STR(rq->keys[1]));
        const struct fail *f = role_head(cx, rq->keys[0], &r);
        if (!f)
                f = rights_of(cx, r.code, &all);
        if (!f)
                f = is_own(cx, r.code, &own);
        if (!f && own)
                f = fail(cx, DENIED, "不能修改自己所在角色的权限");
        if (!f && !role_may_have((enum role_kind)r.kind, perm))
                f = fail(cx, NOT_FOUND, "没有权限项“%.*s”", STR(rq->keys[1]));
        if (f)
                return f;
        const struct right *now = &all[perm];
        struct form_field *fields = NEW_ARRAY(cx->arena, struct form_field, 4);
        fields[0] = choice_field(cx, "see", "可看的单位", scope_codes, scope_words, SCOPE_END, now->see);
        fields[1] = choice_field(cx, "see_years", "可看的年度", years_codes, years_words, YEARS_END,
                                 now->see_years);
        fields[2] = choice_field(cx, "change", "可办的单位", scope_codes, scope_words, SCOPE_END,
                                 now->change);
        fields[3] = choice_field(cx, "change_years", "可办的年度", years_codes, years_words, YEARS_END,
                                 now->change_years);
        for (int i = 0; form && i < 4; i++)
                fields[i] = form_field_of(fields[i], form, why);
        struct role_row_page p = {
                .page = page_of(cx, rq, "修改一项权限"), .code = r.code, .perm = perm,
                .key = rights_keys(cx)[perm], .version = r.version, .fields = fields, .n_fields = 4,
                .faults = { .form = form, .fail = why, .fields = fields, .n_fields = 4 },
        };
        p.page.here = "/roles";
        page_crumb(&p.page, S("/roles"), "角色与权限", (str){ 0 });
        page_crumb(&p.page, str_f(cx->arena, "/roles/%.*s", STR(r.code)), NULL,
                   str_of(words_of(cx->lang, r.name.p)));
        page_crumb(&p.page, (str){ 0 }, perm_info[perm].label, (str){ 0 });
        if (why)
                re->status = fail_http(why->kind);
        role_row_page(&re->body, &p);
        return NULL;
}

const struct fail *role_row_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        const struct fail *f = form_end(&form);
        return f ? f : show_row(cx, rq, re, NULL, NULL);
}

const struct fail *role_row_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        struct role_grant g = {
                .perm = perm_of_key(rq->keys[1]),
                .see = (enum scope)form_choice(&form, "see", scope_codes, SCOPE_END),
                .see_years = (enum years)form_choice(&form, "see_years", years_codes, YEARS_END),
                .change = (enum scope)form_choice(&form, "change", scope_codes, SCOPE_END),
                .change_years = (enum years)form_choice(&form, "change_years", years_codes, YEARS_END),
        };
        const struct fail *f = form_end(&form);
        if (!f && g.perm == MAY_END)
                f = fail(cx, NOT_FOUND, "没有权限项“%.*s”", STR(rq->keys[1]));
        if (!f)
                f = role_grant_put(cx, rq->keys[0], version, &g);
        if (f && (f->kind == FAIL_INVALID || f->kind == FAIL_CONFLICT))
                return show_row(cx, rq, re, &form, f);
        if (f)
                return f;
        reply_note(re, cx, "“%s”已保存", words_of(cx->lang, perm_info[g.perm].label));
        return reply_see(re, cx, "/roles/%.*s", STR(rq->keys[0]));
}

/* ---- the table of all --------------------------------------------------------------------- */

const char *const scope_marks[SCOPE_END] = {
        [SCOPE_NONE] = "", [SCOPE_OWN] = "本", [SCOPE_SUBTREE] = "辖", [SCOPE_GROUP] = "组", [SCOPE_ALL] = "全",
};

const struct right *matrix_cell(const struct matrix_page *p, int perm, int role)
{
        return &p->cells[perm * p->n_roles + role];
}

const struct fail *roles_matrix_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        enum { MOST = 100 };
        struct form form = form_of(cx, rq);
        struct matrix_role *roles = NEW_ARRAY(cx->arena, struct matrix_role, MOST);
        struct matrix_page p = { .page = page_of(cx, rq, "权限总表"), .roles = roles,
                                 .keys = rights_keys(cx) };
        const struct fail *f = form_end(&form);
        if (f)
                return f;
        struct access_roles it;
        access_roles(&it, cx, cx->today);
        while (access_roles_next(&it))
                if (p.n_roles < MOST && it.kind < ROLE_OPEN)
                        roles[p.n_roles++] = (struct matrix_role){ it.code, words_of(cx->lang, it.name.p) };
        f = access_roles_end(&it);
        if (f)
                return f;
        struct right *cells = NEW_ARRAY(cx->arena, struct right, (size_t)(MAY_END * p.n_roles + 1));
        struct access_rows row;
        access_rows(&row, cx);
        while (access_rows_next(&row)) {
                enum perm perm = perm_by_name(row.perm);
                for (int r = 0; r < p.n_roles && perm != MAY_END; r++)
                        if (str_eq(roles[r].code, row.role))
                                cells[perm * p.n_roles + r] = right_of(perm, row.see, row.see_years,
                                                                       row.change, row.change_years);
        }
        f = access_rows_end(&row);
        if (f)
                return f;
        p.cells = cells;
        p.page.landscape = true;
        p.page.here = "/roles/matrix";
        matrix_page(&re->body, &p);
        return NULL;
}
