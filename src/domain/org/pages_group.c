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

/* What the page and the form of a year have in common. */
static const struct fail *year_read(struct ctx *cx, int year, struct groups_page *p)
{
        struct unit_groups_count last;
        struct unit_root root;
        const struct fail *f = auth_see(cx, MAY_ORG_VIEW, cx->unit);
        p->year = year;
        p->this_year = day_year(cx->today);
        if (!f)
                f = org_groups(cx, year, &p->rows, &p->n_rows, &p->mark);
        if (!f)
                f = unit_root(cx, &root);
        if (!f)
                f = unit_groups_count(cx, year - 1, &last);
        if (f)
                return f;
        counts_fill(cx, p);
        p->may_edit = year >= p->this_year && auth_may(cx, MAY_ORG_EDIT) &&
                      !auth_change(cx, MAY_ORG_EDIT, root.id);
        p->may_copy = p->may_edit && !p->n_counts && last.n;
        page_crumb(&p->page, S("/org"), "单位", (str){ 0 });
        p->page.here = "/org";
        return NULL;
}

/* ---- the list -------------------------------------------------------------------------------- */

static const struct list_column columns[] = {
        { .label = "单位", .kind = CELL_TITLE, .small = "" },
        { .label = "类别", .kind = CELL_TEXT },
        { .label = "考核分组", .kind = CELL_TEXT },
        { .label = "组内次序", .kind = CELL_INT },
        { .label = "参加排名", .kind = CELL_TEXT },
};

/* The years that were laid out, this one, the next and the one that is asked for, the newest first. */
static const struct fail *year_choices(struct ctx *cx, const struct groups_page *p, struct list_filter *ret)
{
        struct unit_groups_years it;
        struct form_choice *list = NULL;
        int n = 0, cap = 0;
        unit_groups_years(&it, cx, p->this_year, p->this_year + 1, p->year);
        while (unit_groups_years_next(&it)) {
                str word = str_f(cx->arena, "%ld", it.year);
                *VEC_ADD(cx->arena, list, n, cap) = (struct form_choice){ .value = word, .name = word };
        }
        *ret = (struct list_filter){ .kind = FILTER_CHOICE, .name = "year", .label = "年度", .choices = list,
                                     .n_choices = n, .value = str_f(cx->arena, "%d", p->year) };
        return unit_groups_years_end(&it);
}

static const char *const ungrouped = "none";

static struct list_filter group_filter(struct ctx *cx, const struct groups_page *p, str group)
{
        struct form_choice *list = NEW_ARRAY(cx->arena, struct form_choice, MOST_GROUPS + 2);
        int n = 0;
        list[n++] = (struct form_choice){ .value = S(""), .word = "全部" };
        for (int i = 0; i < p->n_counts; i++)
                list[n++] = (struct form_choice){ .value = p->counts[i].group, .name = p->counts[i].group };
        list[n++] = (struct form_choice){ .value = str_of(ungrouped), .word = "没有分组" };
        return (struct list_filter){ .kind = FILTER_CHOICE, .name = "group", .label = "考核分组", .value = group,
                                     .choices = list, .n_choices = n };
}

static struct list_filter kind_filter(struct ctx *cx, str kind)
{
        struct form_choice *list = NEW_ARRAY(cx->arena, struct form_choice, ORG_KIND_END + 1);
        list[0] = (struct form_choice){ .value = S(""), .word = "全部" };
        for (int i = 0; i < ORG_KIND_END; i++)
                list[i + 1] = (struct form_choice){ .value = str_of(org_kind_codes[i]), .word = org_kind_words[i] };
        return (struct list_filter){ .kind = FILTER_CHOICE, .name = "kind", .label = "类别", .value = kind,
                                     .choices = list, .n_choices = ORG_KIND_END + 1 };
}

static void put_row(struct ctx *cx, struct list *l, const struct org_group_row *x)
{
        struct list_cell *c = list_next(cx, l, x->unit);
        if (!c)
                return;
        bool in = x->group.n > 0;
        list_key(l, x->unit);
        c[0] = (struct list_cell){ .text = x->name,
                .small = x->closed ? str_of(words_of(cx->lang, "已撤销")) : (str){ 0 },
                .href = auth_see(cx, MAY_ORG_VIEW, x->unit) ? (str){ 0 } : str_f(cx->arena, "/org/%ld", x->unit) };
        c[1].word = org_kind_words[x->kind];
        c[2] = (struct list_cell){ .text = x->group, .none = !in };
        c[3] = (struct list_cell){ .n = x->sort, .none = !in };
        c[4] = (struct list_cell){ .word = x->competes ? "是" : "否", .none = !in };
}

static const struct fail *list_show(struct ctx *cx, const struct request *rq, struct reply *re, int year,
                                    str kind, str group)
{
        struct groups_page *p = NEW(cx->arena, struct groups_page);
        struct list_filter filters[3];
        p->page = page_of(cx, rq, "考核分组");
        const struct fail *f = year_read(cx, year, p);
        if (!f)
                f = year_choices(cx, p, &filters[0]);
        if (f)
                return f;
        filters[1] = group_filter(cx, p, group);
        filters[2] = kind_filter(cx, kind);
        page_crumb(&p->page, (str){ 0 }, "考核分组", (str){ 0 });
        p->list = (struct list){ .page = &p->page, .path = "/org/groups", .caption = "考核分组", .columns = columns,
                .n_columns = COUNT_OF(columns), .filters = filters, .n_filters = COUNT_OF(filters), .total = -1,
                .whole = true, .of = LIST_OF_UNITS, .find = "单位或分组", .empty = "没有参加考核的单位",
                .empty_help = "先在“单位”里建立单位。" };
        f = list_open(cx, rq, &p->list);
        if (f)
                return f;
        for (int i = 0; i < p->n_rows; i++) {
                const struct org_group_row *x = &p->rows[i];
                bool fits = !group.n || (str_is(group, ungrouped) ? !x->group.n : str_eq(group, x->group));
                if (fits && (!kind.n || str_is(kind, org_kind_codes[x->kind])))
                        put_row(cx, &p->list, x);
        }
        list_end(cx, &p->list);
        groups_page(&re->body, p);
        return NULL;
}

const struct fail *groups_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int year = (int)form_int_or(&form, "year", FIRST_YEAR + 1, LAST_YEAR - 1, day_year(cx->today));
        str kind = form_text(&form, "kind", 0, 20), group = form_text(&form, "group", 0, GROUP_NAME_MOST);
        const struct fail *f = form_end(&form);
        return f ? f : list_show(cx, rq, re, year, kind, group);
}

/* ---- laying out ------------------------------------------------------------------------------ */

/* `typed`: what the person sent, to be shown in place of what stands there. */
static const struct fail *show(struct ctx *cx, const struct request *rq, struct reply *re, int year,
                               const struct org_group_row *typed, int n_typed,
                               const struct fail *why, int64_t seen)
{
        struct groups_page p = { .page = page_of(cx, rq, "编排考核分组"), .fail = why };
        const struct fail *f = year_read(cx, year, &p);
        if (f)
                return f;
        struct org_group_row *shown = NEW_ARRAY(cx->arena, struct org_group_row,
                                                (size_t)p.n_rows + 1);
        if (p.n_rows)
                memcpy(shown, p.rows, sizeof(*shown) * (size_t)p.n_rows);
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
        page_crumb(&p.page, str_f(cx->arena, "/org/groups?year=%d", year), "考核分组", (str){ 0 });
        page_crumb(&p.page, (str){ 0 }, "编排考核分组", (str){ 0 });
        if (why)
                re->status = fail_http(why->kind);
        groups_edit_page(&re->body, &p);
        return NULL;
}

/* GET /org/groups/edit. A year that is over is looked at, no more. */
const struct fail *groups_edit_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int year = (int)form_int_or(&form, "year", FIRST_YEAR + 1, LAST_YEAR - 1, day_year(cx->today));
        const struct fail *f = form_end(&form);
        if (!f && year < day_year(cx->today))
                return reply_see(re, cx, "/org/groups?year=%d", year);
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
        if (f && year >= day_year(cx->today) && (f->kind == FAIL_INVALID || f->kind == FAIL_CONFLICT))
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
        if (f && year >= day_year(cx->today) && f->kind == FAIL_INVALID)
                return show(cx, rq, re, year, NULL, 0, f, 0);
        if (f)
                return f;
        reply_note(re, cx, "已沿用 %d 年的分组", year - 1);
        return reply_see(re, cx, "/org/groups?year=%d", year);
}
