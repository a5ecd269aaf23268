/* domain/budget/profile.c - read a disclosure profile, and find its cells. */
#include "domain/budget/profile.h"

#include "core/embed.h"
#include "core/text/json.h"

enum { MAX_ITEMS = 500 };

static const char *const by_words[BY_END] = { "class", "kuan", "item",   "econ-class",
                                              "econ",  "unit", "project" };
static const char *const block_words[BLOCK_KINDS] = {
        "title", "heading", "para", "note", "page", "contents", "table", "tables", "glossary",
};

/* Every name of an object must be one of `names` (apart by blanks): a typing error in a profile
 * is refused instead of ignored. */
static const struct fail *names_check(struct ctx *cx, const struct json *o, const char *where,
                                      const char *names)
{
        if (o->type != JSON_OBJECT)
                return fail(cx, INVALID, "公开格式的 %s 应为对象", where);
        for (const struct json *j = o->item; j; j = j->next) {
                str rest = str_of(names);
                bool found = false;

                while (rest.p && !found)
                        found = str_eq(str_cut(rest, ' ', &rest), j->name);
                if (!found)
                        return fail(cx, INVALID, "公开格式的 %s 中有不认识的“%.*s”", where, STR(j->name));
        }
        return NULL;
}

/* The children of an array member, counted; absent: none. */
static const struct fail *list_of(struct ctx *cx, const struct json *o, const char *name,
                                  const struct json **first, int *n)
{
        const struct json *list = json_at(o, name);

        *first = NULL;
        *n = 0;
        if (!list)
                return NULL;
        if (list->type != JSON_ARRAY || list->n > MAX_ITEMS)
                return fail(cx, INVALID, "公开格式的 %s 应为不超过 %d 项的数组", name, (int)MAX_ITEMS);
        *first = list->item;
        *n = list->n;
        return NULL;
}

static const struct fail *filter_at(struct ctx *cx, const struct json *o, struct filter *ret)
{
        str text = json_str(o, "filter");

        return text.p ? filter_parse(cx, text, ret) : NULL;
}

static const struct fail *column_read(struct ctx *cx, const struct json *j, struct column_spec *c)
{
        const struct fail *f = names_check(cx, j, "columns",
                                           "key head over over2 text sum filter width");

        if (f)
                return f;
        *c = (struct column_spec){
                .key = json_str(j, "key"),
                .head = json_str(j, "head"),
                .over = json_str(j, "over"),
                .over2 = json_str(j, "over2"),
                .text = json_str(j, "text"),
                .sum = json_str(j, "sum"),
                .width = (int)json_int(j, "width", 10),
        };
        c->number = !c->text.p;
        if (!c->key.n || !c->head.p || c->width < 1 || c->width > 100)
                return fail(cx, INVALID, "公开格式的 columns 每项都要有 key、head，width 在 1 至 100 之间");
        return filter_at(cx, j, &c->filter);
}

static const struct fail *row_read(struct ctx *cx, const struct json *j, struct row_spec *r)
{
        const struct fail *f = names_check(cx, j, "list",
                                           "key label sum filter each used total bottom");

        if (f)
                return f;
        *r = (struct row_spec){
                .key = json_str(j, "key"),
                .label = json_str(j, "label"),
                .sum = json_str(j, "sum"),
                .each_class = str_is(json_str(j, "each"), "class"),
                .used_only = json_bool(j, "used"),
                .total = json_bool(j, "total"),
                .bottom = json_bool(j, "bottom"),
        };
        if (!r->label.p || (!r->key.n && !r->each_class))
                return fail(cx, INVALID, "公开格式的 list 每行都要有 key 和 label");
        return filter_at(cx, j, &r->filter);
}

static const struct fail *by_read(struct ctx *cx, const struct json *j, struct side_spec *s)
{
        const struct json *item;
        int n;
        const struct fail *f = list_of(cx, j, "by", &item, &n);

        for (; !f && item; item = item->next) {
                int k = 0;

                while (k < BY_END && !str_is(item->s, by_words[k]))
                        k++;
                if (item->type != JSON_STR || k == BY_END || s->n_by == TREE_DEPTH)
                        return fail(cx, INVALID, "公开格式的 by 中有不认识的分组，或分组超过 %d 层", (int)TREE_DEPTH);
                s->by[s->n_by++] = (enum tree_by)k;
        }
        return f;
}

static const struct fail *side_read(struct ctx *cx, const struct json *j, struct side_spec *s)
{
        static const char *const rows[] = { "list", "tree", "projects", "whole" };
        const struct json *item;
        int i = 0, n, k = 0;
        const struct fail *f = names_check(cx, j, "sides",
                                           "rows by total total_last many income filter list columns");

        if (f)
                return f;
        *s = (struct side_spec){
                .total_label = json_str(j, "total"), .total_last = json_bool(j, "total_last"),
                .units_only_if_many = json_bool(j, "many"), .income = json_bool(j, "income"),
        };
        while (k < 4 && !str_is(json_str(j, "rows"), rows[k]))
                k++;
        if (k == 4)
                return fail(cx, INVALID, "公开格式的 rows 应为 list、tree、projects 或 whole");
        s->rows = (enum side_rows)k;
        f = by_read(cx, j, s);
        if (!f)
                f = filter_at(cx, j, &s->filter);
        if (!f)
                f = list_of(cx, j, "list", &item, &n);
        if (f)
                return f;
        s->list = NEW_ARRAY(cx->arena, struct row_spec, (size_t)n + 1);
        s->n_list = n;
        for (i = 0; !f && item; item = item->next)
                f = row_read(cx, item, &s->list[i++]);
        if (!f)
                f = list_of(cx, j, "columns", &item, &n);
        if (f)
                return f;
        if (!n || n > 60)
                return fail(cx, INVALID, "公开格式的表要有 1 至 60 列");
        s->columns = NEW_ARRAY(cx->arena, struct column_spec, (size_t)n + 1);
        s->n_columns = n;
        for (i = 0; !f && item; item = item->next)
                f = column_read(cx, item, &s->columns[i++]);
        return f;
}

static const struct fail *table_read_spec(struct ctx *cx, const struct json *j,
                                          struct table_spec *t)
{
        const struct json *item;
        int i = 0, n;
        const struct fail *f = names_check(cx, j, "tables",
                                           "id role number title unit when empty unknown "
                                           "landscape filter sides");

        if (f)
                return f;
        *t = (struct table_spec){
                .id = json_str(j, "id"),
                .role = json_str(j, "role"),
                .number = json_str(j, "number"),
                .title = json_str(j, "title"),
                .unit = json_str(j, "unit"),
                .when = json_str(j, "when"),
                .empty = json_str(j, "empty"),
                .unknown = json_str(j, "unknown"),
                .landscape = json_bool(j, "landscape"),
        };
        t->yuan = str_is(t->unit, "元");
        if (!t->id.n || str_find(t->id, S(".")) >= 0 || !t->title.n)
                return fail(cx, INVALID, "公开格式的每张表都要有 title，和不含“.”的 id");
        f = filter_at(cx, j, &t->filter);
        if (!f)
                f = list_of(cx, j, "sides", &item, &n);
        if (f)
                return f;
        if (n < 1 || n > 4)
                return fail(cx, INVALID, "公开格式的表“%.*s”要有 1 至 4 个 sides", STR(t->id));
        t->sides = NEW_ARRAY(cx->arena, struct side_spec, (size_t)n);
        t->n_sides = n;
        for (; !f && item; item = item->next)
                f = side_read(cx, item, &t->sides[i++]);
        return f;
}

static const struct fail *block_read(struct ctx *cx, const struct json *j, struct block_spec *b,
                                     str *section)
{
        const struct fail *f = names_check(cx, j, "blocks",
                                           "title heading para note page contents table tables "
                                           "glossary level id when each");
        int k = 0;

        if (f)
                return f;
        while (k < BLOCK_KINDS && !json_at(j, block_words[k]))
                k++;
        if (k == BLOCK_KINDS)
                return fail(cx, INVALID, "公开格式的 blocks 中有一块没有说明是什么");
        *b = (struct block_spec){
                .kind = (enum block_kind)k,
                .level = (int)json_int(j, "level", 1),
                .id = json_str(j, "id"),
                .when = json_str(j, "when"),
                .each = json_str(j, "each"),
                .text = json_str(j, block_words[k]),
        };
        if (k <= BLOCK_NOTE && !b->text.p)
                return fail(cx, INVALID, "公开格式的 blocks 中“%s”应为文字", block_words[k]);
        if (b->level < 1 || b->level > 4)
                return fail(cx, INVALID, "公开格式的 level 在 1 至 4 之间");
        if (b->kind == BLOCK_HEADING && b->level == 1)
                *section = b->text;
        b->section = *section;
        return NULL;
}

static const struct fail *vehicles_read(struct ctx *cx, const struct json *o, const char *name,
                                        struct vehicle_class **ret, int *ret_n)
{
        const struct json *item;
        const struct fail *f = list_of(cx, o, name, &item, ret_n);
        int i = 0;

        *ret = NEW_ARRAY(cx->arena, struct vehicle_class, (size_t)*ret_n + 1);
        for (; !f && item; item = item->next) {
                f = names_check(cx, item, name, "code name also");
                (*ret)[i] = (struct vehicle_class){ json_str(item, "code"), json_str(item, "name"),
                                                    json_str(item, "also") };
                if (!f && (!(*ret)[i].code.n || !(*ret)[i].name.n))
                        f = fail(cx, INVALID, "公开格式的 %s 每项都要有 code 和 name", name);
                i++;
        }
        return f;
}

static const struct fail *terms_read(struct ctx *cx, const struct json *o, struct profile *p)
{
        const struct json *item;
        const struct fail *f = list_of(cx, o, "glossary", &item, &p->n_terms);
        int i = 0;

        p->terms = NEW_ARRAY(cx->arena, struct term_spec, (size_t)p->n_terms + 1);
        for (; !f && item; item = item->next) {
                f = names_check(cx, item, "glossary", "term text when items");
                p->terms[i++] = (struct term_spec){ json_str(item, "term"), json_str(item, "text"),
                                                    json_str(item, "when"),
                                                    json_at(item, "items") != NULL };
        }
        return f;
}

static const struct fail *phrases_read(struct ctx *cx, const struct json *o, struct profile *p)
{
        const struct json *list = json_at(o, "phrases");
        int i = 0;

        if (!list)
                return NULL;
        if (list->type != JSON_OBJECT || list->n > MAX_ITEMS)
                return fail(cx, INVALID, "公开格式的 phrases 应为对象");
        p->n_phrases = list->n;
        p->phrases = NEW_ARRAY(cx->arena, struct phrase_spec, (size_t)list->n + 1);
        for (const struct json *j = list->item; j; j = j->next)
                p->phrases[i++] = (struct phrase_spec){ j->name,
                                                        j->type == JSON_STR ? j->s : S("") };
        return NULL;
}

static const struct fail *clocks_read(struct ctx *cx, const struct json *o, struct profile *p)
{
        const struct json *item;
        const struct fail *f = list_of(cx, o, "clocks", &item, &p->n_clocks);
        int i = 0;

        p->clocks = NEW_ARRAY(cx->arena, struct clock_rule, (size_t)p->n_clocks + 1);
        for (; !f && item; item = item->next) {
                int64_t days = json_int(item, "days", 0);

                f = names_check(cx, item, "clocks", "id days working");
                if (!f && (days < 1 || days > 366))
                        f = fail(cx, INVALID, "公开格式的 clocks 的天数在 1 至 366 之间");
                p->clocks[i++] = (struct clock_rule){ json_str(item, "id"), (int)days,
                                                      json_bool(item, "working") };
        }
        return f;
}

static const struct fail *classes_read(struct ctx *cx, const struct json *o, struct profile *p)
{
        const struct json *item;
        const struct fail *f = list_of(cx, o, "classes", &item, &p->n_classes);
        int i = 0;

        p->classes = NEW_ARRAY(cx->arena, str, (size_t)p->n_classes + 1);
        for (; !f && item; item = item->next) {
                if (item->type != JSON_STR || item->s.n != 3)
                        return fail(cx, INVALID, "公开格式的 classes 应为三位类级科目编码");
                p->classes[i++] = item->s;
        }
        return f;
}

static const struct fail *tables_read(struct ctx *cx, const struct json *o, struct profile *p)
{
        const struct json *item;
        const struct fail *f = list_of(cx, o, "tables", &item, &p->n_tables);
        int i = 0;

        p->tables = NEW_ARRAY(cx->arena, struct table_spec, (size_t)p->n_tables + 1);
        for (; !f && item; item = item->next)
                f = table_read_spec(cx, item, &p->tables[i++]);
        return f;
}

static const struct fail *blocks_read(struct ctx *cx, const struct json *o, struct profile *p)
{
        const struct json *item;
        str section = S("");
        const struct fail *f = list_of(cx, o, "blocks", &item, &p->n_blocks);
        int i = 0;

        p->blocks = NEW_ARRAY(cx->arena, struct block_spec, (size_t)p->n_blocks + 1);
        for (; !f && item; item = item->next)
                f = block_read(cx, item, &p->blocks[i++], &section);
        return f;
}

static const struct fail *head_read(struct ctx *cx, const struct json *o, struct profile *p)
{
        str way = json_str(o, "rounding");
        int k = 0;
        const struct fail *f = names_check(
                cx, o, "开头",
                "name title source rounding zero_blank shares comma equipment_wan "
                "weight_total goals classes vehicle_uses vehicle_bodies tables blocks glossary "
                "phrases clocks");

        if (f)
                return f;
        while (k < ROUND_WAYS && !str_is(way, round_way_names[k]))
                k++;
        if (way.p && k == ROUND_WAYS)
                return fail(cx, INVALID, "公开格式的 rounding 应为 lines、exact 或 cells");
        p->way = way.p ? (enum round_way)k : ROUND_LINES;
        p->name = json_str(o, "name");
        p->title = json_str(o, "title");
        p->source = json_str(o, "source");
        p->zero_blank = json_bool(o, "zero_blank");
        p->shares = json_bool(o, "shares");
        p->comma = json_bool(o, "comma");
        p->equipment_wan = (int)json_int(o, "equipment_wan", 200);
        p->weight_total = (int)json_int(o, "weight_total", 100) * 100;
        p->goals_of_all = !str_is(json_str(o, "goals"), "project");
        if (!p->name.n || !p->title.n)
                return fail(cx, INVALID, "公开格式要有 name 和 title");
        return NULL;
}

const struct fail *profile_read(struct ctx *cx, str text, struct profile **ret)
{
        static const struct fail *(*const parts[])(struct ctx *, const struct json *,
                                                   struct profile *) = {
                head_read,  classes_read, tables_read, blocks_read,
                terms_read, phrases_read, clocks_read,
        };
        struct profile *p = NEW(cx->arena, struct profile);
        const struct json *o;
        const struct fail *f = json_parse(cx, text, &o);

        for (size_t i = 0; !f && i < COUNT_OF(parts); i++)
                f = parts[i](cx, o, p);
        if (!f)
                f = vehicles_read(cx, o, "vehicle_uses", &p->uses, &p->n_uses);
        if (!f)
                f = vehicles_read(cx, o, "vehicle_bodies", &p->bodies, &p->n_bodies);
        if (f)
                return f;
        p->text = text;
        *ret = p;
        return NULL;
}

const struct fail *profile_builtin(struct ctx *cx, str name, struct profile **ret)
{
        str text = data_file(str_f(cx->arena, "profiles/%.*s.json", STR(name)).p);

        if (!text.p)
                return fail(cx, NOT_FOUND, "没有名为“%.*s”的公开格式", STR(name));
        return profile_read(cx, text, ret);
}

const struct table_spec *profile_table(const struct profile *p, str id)
{
        for (int i = 0; i < p->n_tables; i++)
                if (str_eq(p->tables[i].id, id))
                        return &p->tables[i];
        return NULL;
}

const struct table_spec *profile_role(const struct profile *p, const char *role)
{
        for (int i = 0; i < p->n_tables; i++)
                if (str_is(p->tables[i].role, role))
                        return &p->tables[i];
        return NULL;
}

/* ---- cells --------------------------------------------------------------------------------- */

static bool side_is_economic(const struct side_spec *s)
{
        for (int i = 0; i < s->n_by; i++)
                if (s->by[i] == BY_ECONOMIC || s->by[i] == BY_ECONOMIC_CLASS)
                        return true;
        return false;
}

/* "2130305~p-sk01" → fn=2130305 project=sk01. */
static bool tree_row_filter(struct ctx *cx, const struct side_spec *s, str row, struct filter *ret)
{
        const char *codes = side_is_economic(s) ? "econ" : "fn";
        struct filter f;

        *ret = (struct filter){ 0 };
        if (str_is(row, "total"))
                return true;
        while (row.p) {
                str part = str_cut(row, '~', &row), text;

                if (str_starts(part, S("u-")))
                        text = str_f(cx->arena, "unit=%.*s", STR(str_from(part, 2)));
                else if (str_starts(part, S("p-")))
                        text = str_f(cx->arena, "project=%.*s", STR(str_from(part, 2)));
                else
                        text = str_f(cx->arena, "%s=%.*s", codes, STR(part));
                if (filter_parse(cx, text, &f))
                        return false;
                *ret = filter_and(*ret, f);
        }
        return true;
}

static bool list_row_filter(struct ctx *cx, const struct side_spec *s, str row, struct filter *ret)
{
        struct filter f;

        for (int i = 0; i < s->n_list; i++) {
                const struct row_spec *r = &s->list[i];

                if (!r->each_class && str_eq(r->key, row)) {
                        *ret = r->filter;
                        return true;
                }
                if (r->each_class && row.n == 3 && row.p[0] == '2' &&
                    !filter_parse(cx, str_f(cx->arena, "fn=%.*s", STR(row)), &f)) {
                        *ret = filter_and(r->filter, f);
                        return true;
                }
        }
        return false;
}

bool profile_cell(struct ctx *cx, const struct profile *p, str key, struct cell_at *ret)
{
        str rest, id = str_cut(key, '.', &rest), column, row = str_cut(rest, '.', &column);
        const struct table_spec *t = profile_table(p, id);
        struct filter row_filter;

        for (int i = 0; t && column.n && i < t->n_sides; i++) {
                const struct side_spec *s = &t->sides[i];

                for (int c = 0; c < s->n_columns; c++) {
                        if (!s->columns[c].number || !str_eq(s->columns[c].key, column))
                                continue;
                        if (!(s->rows == ROWS_LIST ? list_row_filter(cx, s, row, &row_filter)
                                                   : tree_row_filter(cx, s, row, &row_filter)))
                                return false;
                        *ret = (struct cell_at){
                                .table = t, .side = s, .column = &s->columns[c], .row = row
                        };
                        ret->filter = filter_and(filter_and(t->filter, s->filter),
                                                 filter_and(row_filter, s->columns[c].filter));
                        return true;
                }
        }
        return false;
}
