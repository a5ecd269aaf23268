/* domain/org/pages_table.c - all units in one table: to filter, order, print and take away. */
#include "domain/org/org.html.h"
#include "domain/org/pages.h"

enum { MOST_GROUPS = 60 };

/* The groups that the rows name, each once, as they come. */
static int groups_of(const struct org_row *rows, int n, struct form_choice *ret)
{
        int n_groups = 1;
        ret[0] = (struct form_choice){ .value = S(""), .word = "全部" };
        for (int i = 0; i < n && n_groups < MOST_GROUPS; i++) {
                str group = rows[i].u.group;
                bool seen = !group.n;
                for (int k = 1; k < n_groups && !seen; k++)
                        seen = str_eq(ret[k].value, group);
                if (!seen)
                        ret[n_groups++] = (struct form_choice){ .value = group, .name = group };
        }
        return n_groups;
}

static str name_of(const struct org_row *rows, int n, int64_t id)
{
        for (int i = 0; i < n && id; i++)
                if (rows[i].u.id == id)
                        return rows[i].u.brief;
        return (str){ 0 };
}

static bool fits(const struct org_unit *u, str kind, str group, str state)
{
        return (!kind.n || str_is(kind, org_kind_codes[u->kind])) &&
               (!group.n || str_eq(group, u->group)) &&
               (str_is(state, "all") || day_is(u->closed) == str_is(state, "closed"));
}

const struct fail *org_table_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        static const struct list_column columns[] = {
                { .label = "名称", .kind = CELL_TITLE },
                { .label = "简称", .kind = CELL_TEXT, .fold = 3 },
                { .label = "类别", .kind = CELL_TEXT },
                { .label = "上级", .kind = CELL_TEXT, .fold = 2 },
                { .label = "考核分组", .kind = CELL_TEXT },
                { .label = "代码", .kind = CELL_NO, .fold = 2 },
                { .label = "人员", .kind = CELL_INT },
                { .label = "撤销", .kind = CELL_DAY, .fold = 3 },
        };
        static const struct form_choice states[] = {
                { S_C(""), "现有", { 0 } },
                { S_C("closed"), "已撤销", { 0 } },
                { S_C("all"), "全部", { 0 } },
        };
        struct form form = form_of(cx, rq);
        str kind = form_text(&form, "kind", 0, 20), group = form_text(&form, "group", 0, 40);
        str state = form_text(&form, "state", 0, 20);
        struct org_row *rows;
        int n;
        const struct fail *f = form_end(&form);
        if (!f)
                f = org_rows_seen(cx, &rows, &n);
        if (f)
                return f;
        struct form_choice *groups = NEW_ARRAY(cx->arena, struct form_choice, MOST_GROUPS);
        struct form_choice *kinds = NEW_ARRAY(cx->arena, struct form_choice, ORG_KIND_END + 1);
        kinds[0] = (struct form_choice){ .value = S(""), .word = "全部" };
        for (int i = 0; i < ORG_KIND_END; i++)
                kinds[i + 1] = (struct form_choice){ .value = str_of(org_kind_codes[i]),
                                                     .word = org_kind_words[i] };
        const struct list_filter filters[] = {
                { .kind = FILTER_CHOICE, .name = "kind", .label = "类别", .value = kind,
                  .choices = kinds, .n_choices = ORG_KIND_END + 1 },
                { .kind = FILTER_CHOICE, .name = "group", .label = "考核分组", .value = group,
                  .choices = groups, .n_choices = groups_of(rows, n, groups) },
                { .kind = FILTER_CHOICE, .name = "state", .label = "状态", .value = state,
                  .choices = states, .n_choices = COUNT_OF(states) },
        };
        struct org_table_page *p = NEW(cx->arena, struct org_table_page);
        p->page = page_of(cx, rq, "单位一览表");
        p->page.here = "/org";
        page_crumb(&p->page, S("/org"), "单位", (str){ 0 });
        page_crumb(&p->page, (str){ 0 }, "单位一览表", (str){ 0 });
        p->list = (struct list){ .page = &p->page, .path = "/org/table", .caption = "单位一览表",
                                 .columns = columns, .n_columns = COUNT_OF(columns),
                                 .filters = filters, .n_filters = COUNT_OF(filters), .total = -1,
                                 .whole = true, .of = LIST_OF_UNITS, .find = "名称或代码",
                                 .empty = "没有符合条件的单位", .empty_help = "换一个条件，或者看全部" };
        f = list_open(cx, rq, &p->list);
        for (int i = 0; !f && i < n; i++) {
                const struct org_unit *u = &rows[i].u;
                struct list_cell *c =
                        fits(u, kind, group, state) ? list_next(cx, &p->list, u->id) : NULL;
                if (!c)
                        continue;
                list_key(&p->list, u->id);
                c[0] = (struct list_cell){ .text = u->name,
                                           .href = str_f(cx->arena, "/org/%ld", u->id) };
                c[1].text = u->brief;
                c[2].word = org_kind_words[u->kind];
                c[3].text = name_of(rows, n, u->parent);
                c[4] = (struct list_cell){ .text = u->group, .none = !u->group.n };
                c[5].text = u->code;
                c[6].n = rows[i].people;
                c[7] = (struct list_cell){ .d = u->closed, .none = !day_is(u->closed) };
        }
        if (f)
                return f;
        list_end(cx, &p->list);
        org_table_page(&re->body, p);
        return NULL;
}
