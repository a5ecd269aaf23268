/* domain/org/pages_group.c - laying out the assessment groups of a year. */
#include "core/auth/account.sql.h"
#include "domain/org/group.html.h"
#include "domain/org/group.sql.h"
#include "domain/org/pages_group.h"

enum { MOST_GROUPS = 60, FIRST_YEAR = 1990, LAST_YEAR = 2200 };

static void counts_fill(struct ctx *cx, struct groups_page *p)
{
        struct group_count *list = NEW_ARRAY(cx->arena, struct group_count, MOST_GROUPS);
        for (int i = 0; i < p->n_rows; i++) {
                int k = 0;
                if (!p->rows[i].group.n)
                        continue;
                while (k < p->n_counts && !str_eq(list[k].group, p->rows[i].group))
                        k++;
                if (k == MOST_GROUPS)
                        continue;
                if (k == p->n_counts)
                        list[p->n_counts++].group = p->rows[i].group;
                list[k].n++;
                list[k].competing += p->rows[i].competes;
        }
        p->counts = list;
}

/* `typed`: what the person sent, to be shown in place of what stands there. */
static const struct fail *show(struct ctx *cx, const struct request *rq, struct reply *re, int year,
                               const struct org_group_row *typed, int n_typed,
                               const struct fail *why, int64_t seen)
{
        struct groups_page p = { .page = page_of(cx, rq, "考核分组"), .year = year,
                                 .this_year = day_year(cx->today), .fail = why };
        const struct org_group_row *rows;
        struct unit_groups_count last;
        struct unit_root root;
        const struct fail *f = auth_see(cx, MAY_ORG_VIEW, cx->unit);
        if (!f)
                f = org_groups(cx, year, &rows, &p.n_rows, &p.mark);
        if (!f)
                f = unit_root(cx, &root);
        if (!f)
                f = unit_groups_count(cx, year - 1, &last);
        if (f)
                return f;
        struct org_group_row *shown = NEW_ARRAY(cx->arena, struct org_group_row,
                                                (size_t)p.n_rows + 1);
        if (p.n_rows)
                memcpy(shown, rows, sizeof(*rows) * (size_t)p.n_rows);
        for (int i = 0; i < p.n_rows; i++)
                for (int k = 0; k < n_typed; k++)
                        if (typed[k].unit == shown[i].unit) {
                                shown[i].group = typed[k].group;
                                shown[i].sort = typed[k].sort;
                                shown[i].competes = typed[k].competes;
                        }
        if (why && why->kind != FAIL_CONFLICT)
                p.mark = seen;
        p.rows = shown;
        bool *opens = NEW_ARRAY(cx->arena, bool, (size_t)p.n_rows + 1);
        for (int i = 0; i < p.n_rows; i++)
                opens[i] = !auth_see(cx, MAY_ORG_VIEW, rows[i].unit);
        p.opens = opens;
        counts_fill(cx, &p);
        p.may_edit = year >= p.this_year && auth_may(cx, MAY_ORG_EDIT) &&
                     !auth_change(cx, MAY_ORG_EDIT, root.id);
        p.may_copy = p.may_edit && !p.n_counts && last.n;
        page_crumb(&p.page, S("/org"), "单位", (str){ 0 });
        page_crumb(&p.page, (str){ 0 }, "考核分组", (str){ 0 });
        p.page.here = "/org";
        if (why)
                re->status = fail_http(why->kind);
        groups_page(&re->body, &p);
        return NULL;
}

const struct fail *groups_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int year = (int)form_int_or(&form, "year", FIRST_YEAR + 1, LAST_YEAR - 1,
                                    day_year(cx->today));
        const struct fail *f = form_end(&form);
        return f ? f : show(cx, rq, re, year, NULL, 0, NULL, 0);
}

/* Fields g7 (group), s7 (order) and c7 (competes) of unit 7. */
static const struct fail *rows_of(struct ctx *cx, struct form *form,
                                  const struct org_group_row **ret, int *ret_n)
{
        struct org_group_row *list = NULL;
        const struct fail *f = NULL;
        int n = 0, cap = 0;
        for (int i = 0; i < form->n_fields; i++) {
                str name = form->fields[i].name;
                uint64_t id;
                if (name.n < 2 || name.p[0] != 'g' || !str_u64(str_from(name, 1), &id))
                        continue;
                const char *g = str_copy(cx->arena, name).p;
                const char *s = str_f(cx->arena, "s%lu", (unsigned long)id).p;
                const char *c = str_f(cx->arena, "c%lu", (unsigned long)id).p;
                if (n == GROUP_MOST)
                        return fail(cx, TOO_LARGE, "一次最多 %d 个单位", GROUP_MOST);
                form_know(form, c);
                *VEC_ADD(cx->arena, list, n, cap) = (struct org_group_row){
                        .unit = (int64_t)id, .group = form_text(form, g, 0, GROUP_NAME_MOST),
                        .sort = (int)form_int_or(form, s, 0, 999999, 0),
                        .competes = form_flag(form, c) };
        }
        *ret = list;
        *ret_n = n;
        return f;
}

const struct fail *groups_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        const struct org_group_row *rows = NULL;
        int n = 0;
        int year = (int)form_int(&form, "year", FIRST_YEAR + 1, LAST_YEAR - 1);
        int64_t seen = form_int(&form, "seen", 0, INT64_MAX);
        const struct fail *f = rows_of(cx, &form, &rows, &n);
        if (!f)
                f = form_end(&form);
        if (!f)
                f = org_groups_put(cx, year, seen, rows, n);
        if (f && year && (f->kind == FAIL_INVALID || f->kind == FAIL_CONFLICT))
                return show(cx, rq, re, year, rows, n, f, seen);
        if (f)
                return f;
        reply_note(re, cx, "%d 年的分组已保存", year);
        return reply_see(re, cx, "/org/groups?year=%d", year);
}

const struct fail *groups_copy_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int year = (int)form_int(&form, "year", FIRST_YEAR + 1, LAST_YEAR - 1);
        const struct fail *f = form_end(&form);
        if (!f)
                f = org_groups_copy(cx, year);
        if (f && year && f->kind == FAIL_INVALID)
                return show(cx, rq, re, year, NULL, 0, f, 0);
        if (f)
                return f;
        reply_note(re, cx, "已沿用 %d 年的分组", year - 1);
        return reply_see(re, cx, "/org/groups?year=%d", year);
}
