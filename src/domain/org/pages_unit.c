/* domain/org/pages_unit.c - the tree, one unit, and the forms that change them. */
#include "domain/org/pages.h"
#include "core/auth/session.h"
#include "domain/org/unit.sql.h"
#include "door/module.h"

enum { MOST_UNITS = 5000, MOST_POSTS = 200, MOST_WAYS = 8 };

/* ---- the tree ------------------------------------------------------------------- */

struct grown { struct org_row row; bool placed; };

/* Depth first from the levels the statement gives: a parent always stands before its children,
 * and brothers are already in order. */
static void grow(const struct grown *all, int n, int64_t parent, int depth, struct org_row *out,
                 int *n_out)
{
        for (int i = 0; i < n; i++)
                if (all[i].row.u.parent == parent) {
                        out[*n_out] = all[i].row;
                        out[(*n_out)++].depth = depth;
                        grow(all, n, all[i].row.u.id, depth + 1, out, n_out);
                }
}

static const struct fail *tree_load(struct ctx *cx, struct org_row **ret, int *ret_n)
{
        struct unit_tree it;
        struct grown *all = NULL;
        int n = 0, cap = 0;
        unit_tree(&it, cx);
        while (unit_tree_next(&it))
                if (n < MOST_UNITS)
                        VEC_ADD(cx->arena, all, n, cap)->row.u = (struct org_unit){
                                it.id, it.has_parent ? it.parent : 0, (enum org_kind)it.kind,
                                it.code, it.name,
                                it.brief, it.grp, it.path, (int)it.sort, it.closed, 0 };
        const struct fail *f = unit_tree_end(&it);
        if (f)
                return f;
        *ret = NEW_ARRAY(cx->arena, struct org_row, (size_t)n + 1);
        *ret_n = 0;
        grow(all, n, 0, 0, *ret, ret_n);
        return NULL;
}

const struct fail *org_tree_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct org_row *rows;
        struct org_tree_page p = { .page = page_of(cx, rq, "单位") };
        const struct fail *f = auth_see(cx, MAY_ORG_VIEW, cx->unit);
        if (!f)
                f = tree_load(cx, &rows, &p.n_rows);
        if (f)
                return f;
        int kinds[ORG_KIND_END] = { 0 };
        for (int i = 0; i < p.n_rows; i++)
                kinds[rows[i].u.kind]++;
        p.rows = rows;
        p.lead = str_f(cx->arena, words_of(cx->lang, "共 %d 个单位：部门 %d 个，乡镇 %d 个，"
                                           "园区 %d 个，下属单位 %d 个，内设机构 %d 个。"),
                       p.n_rows, kinds[ORG_DEPARTMENT], kinds[ORG_TOWN], kinds[ORG_PARK],
                       kinds[ORG_SUBORDINATE], kinds[ORG_SECTION]);
        org_tree_page(&re->body, &p);
        return NULL;
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

static const struct fail *crumbs(struct ctx *cx, struct page *p, const struct org_unit *u,
                                 bool last)
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
                page_crumb(p, str_f(cx->arena, "/org/%ld", above.id), NULL, above.brief);
        }
        return NULL;
}

const struct fail *org_unit_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct org_unit_page p = { .page = page_of(cx, rq, "单位") };
        struct org_row *rows = NULL;
        struct org_post *posts = NEW_ARRAY(cx->arena, struct org_post, MOST_POSTS);
        struct org_way *ways = NEW_ARRAY(cx->arena, struct org_way, MOST_WAYS);
        int cap = 0;

        const struct fail *f = org_unit_by_id(cx, rq->ids[0], &p.u);
        if (!f)
                f = auth_see(cx, MAY_ORG_VIEW, p.u.id);
        if (!f)
                f = crumbs(cx, &p.page, &p.u, true);
        if (f)
                return f;
        page_crumb(&p.page, (str){ 0 }, NULL, p.u.brief);
        p.page.name = p.u.name;
        p.page.here = "/org";

        struct unit_children it;
        unit_children(&it, cx, p.u.id);
        while (unit_children_next(&it))
                VEC_ADD(cx->arena, rows, p.n_children, cap)->u = (struct org_unit){
                        .id = it.id, .kind = (enum org_kind)it.kind, .code = it.code,
                        .name = it.name,
                        .brief = it.brief, .group = it.grp, .closed = it.closed };
        f = unit_children_end(&it);
        if (f)
                return f;
        struct unit_posts po;
        unit_posts(&po, cx, p.u.id, cx->today);
        while (unit_posts_next(&po))
                if (p.n_posts < MOST_POSTS)
                        posts[p.n_posts++] = (struct org_post){
                                .id = po.id, .person = po.person, .name = po.name,
                                .role = str_of(words_of(cx->lang, po.role_name.p)),
                                .since = po.since };
        f = unit_posts_end(&po);
        if (f)
                return f;
        p.children = rows;
        p.posts = posts;
        p.ways = ways;
        p.n_ways = ways_of(cx, &p.u, ways);
        p.may_edit = auth_may(cx, MAY_ORG_EDIT) && !auth_change(cx, MAY_ORG_EDIT, p.u.id);
        org_unit_page(&re->body, &p);
        return NULL;
}

/* ---- new, edit --------------------------------------------------------------------- */

static const struct form_choice kind_choices[ORG_KIND_END] = {
        { S_C("county"),      "县",       { 0 } }, { S_C("town"),        "乡镇",     { 0 } },
        { S_C("department"),  "部门",     { 0 } }, { S_C("park"),        "园区",     { 0 } },
        { S_C("subordinate"), "下属单位", { 0 } }, { S_C("section"),     "内设机构", { 0 } },
};
static const struct form_field fields[] = {
        { .name = "name",  .label = "名称", .max = 100 },
        { .name = "brief", .label = "简称", .max = 40, .optional = true, .hint = "空着就用名称" },
        { .name = "kind",  .label = "类别", .choices = kind_choices, .n_choices = ORG_KIND_END },
        { .name = "group", .label = "考核分组", .max = 40, .optional = true, .hint = "不参加考核的单位空着" },
        { .name = "sort",  .label = "次序", .inputmode = "numeric", .hint = "小的排在前面" },
        { .name = "code",  .label = "代码", .max = 40, .hint = "小写字母、数字和连字符，建好后不变" },
};
enum { N_FIELDS = COUNT_OF(fields), N_EDIT = N_FIELDS - 1 };

static struct org_wish wish_of(struct form *form, bool fresh)
{
        return (struct org_wish){
                .name  = form_text(form, "name", 1, 100),
                .brief = form_text(form, "brief", 0, 40),
                .kind  = (enum org_kind)form_choice(form, "kind", org_kind_codes, ORG_KIND_END),
                .group = form_text(form, "group", 0, 40),
                .sort  = (int)form_int(form, "sort", 0, 999999),
                .code  = fresh ? form_code(form, "code", 40) : (str){ 0 },
        };
}

/* The form, with what the person typed or else what the record has. */
static const struct fail *show_form(struct ctx *cx, const struct request *rq, struct reply *re,
                                    const struct org_unit *u, bool fresh, int64_t version,
                                    const struct form *form, const struct fail *why)
{
        struct form_field *drawn = NEW_ARRAY(cx->arena, struct form_field, N_FIELDS);
        struct org_form_page p = {
                .page = page_of(cx, rq, fresh ? "新增单位" : "修改单位"), .version = version,
                .action = str_f(cx->arena, fresh ? "/org/%ld/units" : "/org/%ld/edit", u->id),
                .back = str_f(cx->arena, "/org/%ld", u->id),
                .button = fresh ? "新增" : "保存",
                .fields = drawn, .n_fields = fresh ? N_FIELDS : N_EDIT,
                .help = fresh ? "新单位设在当前单位下面。" : "改名会记入审计，过去的文件不受影响。",
                .faults = { .form = form, .fail = why, .fields = drawn,
                            .n_fields = fresh ? N_FIELDS : N_EDIT },
        };
        const str now[N_FIELDS] = {
                fresh ? S("") : u->name, fresh ? S("") : u->brief,
                fresh ? S("department") : str_of(org_kind_codes[u->kind]),
                fresh ? S("") : u->group, fresh ? S("100") : str_f(cx->arena, "%d", u->sort), S(""),
        };
        for (int i = 0; i < N_FIELDS; i++) {
                drawn[i] = fields[i];
                drawn[i].value = now[i];
                if (form)
                        drawn[i] = form_field_of(drawn[i], form, why);
        }
        const struct fail *f = crumbs(cx, &p.page, u, false);
        if (f)
                return f;
        page_crumb(&p.page, (str){ 0 }, fresh ? "新增单位" : "修改单位", (str){ 0 });
        p.page.here = "/org";
        if (why)
                re->status = fail_http(why->kind);
        org_form_page(&re->body, &p);
        return NULL;
}

static bool may_be_shown(const struct fail *f)
{
        return f->kind == FAIL_INVALID || f->kind == FAIL_CONFLICT;
}

const struct fail *org_unit_new_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct org_unit u;
        const struct fail *f = org_unit_by_id(cx, rq->ids[0], &u);
        if (!f)
                f = auth_change(cx, MAY_ORG_EDIT, u.id);
        return f ? f : show_form(cx, rq, re, &u, true, 0, NULL, NULL);
}

const struct fail *org_unit_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct org_wish w = wish_of(&form, true);
        struct org_unit u;
        int64_t id;

        const struct fail *f = org_unit_by_id(cx, rq->ids[0], &u);
        if (!f)
                f = auth_change(cx, MAY_ORG_EDIT, u.id);
        if (f)
                return f;
        f = form_end(&form);
        if (!f)
                f = org_unit_add(cx, u.id, &w, &id);
        if (f)
                return may_be_shown(f) ? show_form(cx, rq, re, &u, true, 0, &form, f) : f;
        reply_note(re, cx, "已新增“%.*s”", STR(w.name));
        return reply_see(re, cx, "/org/%ld", id);
}

const struct fail *org_unit_edit_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct org_unit u;
        const struct fail *f = org_unit_by_id(cx, rq->ids[0], &u);
        if (!f)
                f = auth_change(cx, MAY_ORG_EDIT, u.id);
        return f ? f : show_form(cx, rq, re, &u, false, u.version, NULL, NULL);
}

const struct fail *org_unit_edit_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct org_wish w = wish_of(&form, false);
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        struct org_unit u;

        const struct fail *f = org_unit_by_id(cx, rq->ids[0], &u);
        if (!f)
                f = auth_change(cx, MAY_ORG_EDIT, u.id);
        if (f)
                return f;
        f = form_end(&form);
        if (!f)
                f = org_unit_edit(cx, u.id, version, &w);
        /* On a conflict the page keeps what was typed and carries the version of now: whoever
         * presses again has seen the sentence that somebody else changed it. */
        if (f)
                return may_be_shown(f) ? show_form(cx, rq, re, &u, false, u.version, &form, f) : f;
        reply_note(re, cx, "已保存“%.*s”", STR(w.name));
        return reply_see(re, cx, "/org/%ld", u.id);
}

/* ---- move -------------------------------------------------------------------------- */

static const struct fail *show_move(struct ctx *cx, const struct request *rq, struct reply *re,
                                    const struct org_unit *u, const struct form *form,
                                    const struct fail *why)
{
        struct org_row *rows;
        int n, n_choices = 0;
        const struct fail *f = tree_load(cx, &rows, &n);
        if (f)
                return f;
        struct form_choice *choices = NEW_ARRAY(cx->arena, struct form_choice, (size_t)n + 1);
        for (int i = 0; i < n; i++) {
                const struct org_unit *x = &rows[i].u;
                if (x->kind == ORG_SECTION || str_starts(x->path, u->path))
                        continue;       /* never below itself */
                choices[n_choices++] = (struct form_choice){
                        .value = str_f(cx->arena, "%ld", x->id),
                        .name = str_f(cx->arena, "%.*s%.*s", rows[i].depth * 3, "　　　　　　　　",
                                      STR(x->name)) };
        }
        struct form_field *field = NEW(cx->arena, struct form_field);
        *field = (struct form_field){ .name = "parent", .label = "移到这个单位下面", .choices = choices,
                                      .n_choices = n_choices,
                                      .value = str_f(cx->arena, "%ld", u->parent) };
        if (form)
                *field = form_field_of(*field, form, why);
        struct org_form_page p = {
                .page = page_of(cx, rq, "移动单位"), .version = u->version,
                .action = str_f(cx->arena, "/org/%ld/moves", u->id),
                .back = str_f(cx->arena, "/org/%ld", u->id),
                .button = "移动", .help = "下面的单位一起移动；数据范围按新的位置计算，立即生效。",
                .fields = field, .n_fields = 1,
                .faults = { .form = form, .fail = why, .fields = field, .n_fields = 1 },
        };
        f = crumbs(cx, &p.page, u, false);
        if (f)
                return f;
        page_crumb(&p.page, (str){ 0 }, "移动单位", (str){ 0 });
        p.page.here = "/org";
        if (why)
                re->status = fail_http(why->kind);
        org_form_page(&re->body, &p);
        return NULL;
}

const struct fail *org_unit_move_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct org_unit u;
        const struct fail *f = org_unit_by_id(cx, rq->ids[0], &u);
        if (!f)
                f = auth_change(cx, MAY_ORG_EDIT, u.id);
        return f ? f : show_move(cx, rq, re, &u, NULL, NULL);
}

const struct fail *org_unit_move_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t parent = form_int(&form, "parent", 1, INT64_MAX);
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        struct org_unit u;

        const struct fail *f = org_unit_by_id(cx, rq->ids[0], &u);
        if (!f)
                f = auth_change(cx, MAY_ORG_EDIT, u.id);
        if (f)
                return f;
        f = form_end(&form);
        if (!f)
                f = org_unit_move(cx, u.id, version, parent);
        if (f)
                return may_be_shown(f) ? show_move(cx, rq, re, &u, &form, f) : f;
        reply_note(re, cx, "已移动“%.*s”", STR(u.name));
        return reply_see(re, cx, "/org/%ld", u.id);
}
