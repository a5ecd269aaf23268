/* domain/target/demo.c - the scheme of 示例县, from data/demo/scheme.tsv, through the same rules
 * that people use. A line that cannot be read is a fault of ours: it stops the demonstration. */
/* words: document text */
#include "core/embed.h"
#include "domain/org/org.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/target.h"
#include "domain/target/tree.h"

enum { CELLS = 17, GRADES = 9, CLASSES = 20, ONLYS = 20 };

struct demo {
        struct ctx    *cx;
        int64_t        edition;
        struct edition e;
        struct edition_node node;       /* the one whose rows are still coming; code absent: none */
        struct edition_row  rows[METHOD_ROWS];
        struct edition_grade grades[GRADES];  int n_grades;
        struct edition_class classes[CLASSES]; int n_classes;
        struct { str leaf, units; } only[ONLYS]; int n_only;    /* whom a leaf concerns */
        struct placed { str code; int64_t id; } *placed; int n_placed, cap_placed;      /* what stands already */
        int            sort;
};

static str cell(const str *c, int i) { return !c[i].p || str_is(c[i], "-") ? S("") : c[i]; }

static int number_of(str s)
{
        uint64_t v = 0;
        (void)str_u64(s, &v);
        return (int)v;
}

static points points_of(str s, int64_t otherwise)
{
        points p = { otherwise };
        must(!s.n || points_read(s, &p));
        return p;
}

static int word_of(str s, const char *const *words, int n)
{
        for (int i = 0; i < n; i++)
                if (str_is(s, words[i]))
                        return i;
        must(!"data/demo/scheme.tsv: no such word");
        return 0;
}

static const struct fail *unit_of(struct ctx *cx, str code, int64_t *ret)
{
        struct org_unit u;
        const struct fail *f = code.n ? org_unit_by_code(cx, code, &u) : NULL;
        if (!f)
                *ret = code.n ? u.id : 0;
        return f;
}

/* "xz1=30 dq=无": what groups have another score, or none. */
static void groups_of_node(struct demo *d, str text, struct edition_node *x)
{
        x->in_group = NEW_ARRAY(d->cx->arena, points, (size_t)d->e.n_groups + 1);
        for (int g = 0; g < d->e.n_groups; g++)
                x->in_group[g] = POINTS_AS_NODE;
        while (text.n) {
                str value, one = str_cut(text, ' ', &text), code = str_cut(one, '=', &value);
                for (int g = 0; g < d->e.n_groups; g++)
                        if (str_eq(d->e.groups[g].code, code))
                                x->in_group[g] = str_is(value, "无") ? FULL_NONE
                                                                     : points_of(value, 0);
        }
}

static int64_t parent_of(const struct demo *d, str code)
{
        for (int i = 0; code.n && i < d->n_placed; i++)
                if (str_eq(d->placed[i].code, code))
                        return d->placed[i].id;
        return 0;
}

/* The node read last, now that its rows are all there. */
static const struct fail *put_node(struct demo *d)
{
        int64_t id;
        if (!d->node.code.n)
                return NULL;
        d->node.rows = d->rows;
        const struct fail *f = node_add(d->cx, d->edition, &(struct node_wish){ d->node }, &id);
        if (f)
                return f;
        *VEC_ADD(d->cx->arena, d->placed, d->n_placed, d->cap_placed) = (struct placed){ d->node.code, id };
        d->node = (struct edition_node){ 0 };
        return NULL;
}

static const char *const kinds[NODE_KINDS] = { "common", "function", "key", "party", "single" };
static const char *const cycles[NODE_CYCLES] = { "month", "quarter", "half", "year" };

static const struct fail *read_node(struct demo *d, const str *c, bool leaf)
{
        const struct fail *f = put_node(d);
        if (f)
                return f;
        struct edition_node x = { .code = cell(c, 1), .parent = parent_of(d, cell(c, 2)),
                                  .name = cell(c, 3), .leaf = leaf,
                                  .kind = (enum node_kind)word_of(cell(c, 4), kinds, NODE_KINDS),
                                  .step = 1, .params = S(""), .cycle = CYCLE_YEAR,
                                  .na_share = 600000, .sort = d->sort += 10 };
        str marks = leaf ? cell(c, 5) : S("");
        x.quality = str_find(marks, S("q")) >= 0;
        x.process = str_find(marks, S("p")) >= 0;
        x.key_work = str_find(marks, S("k")) >= 0;
        x.down = str_find(marks, S("d")) >= 0;
        if (!leaf) {
                x.full = points_of(cell(c, 5), 0);
                x.folded = str_is(cell(c, 6), "1");
                groups_of_node(d, cell(c, 7), &x);
        } else {
                x.full = points_of(cell(c, 6), 0);
                groups_of_node(d, cell(c, 7), &x);
                x.method = cell(c, 8), x.method_version = 1, x.params = cell(c, 9),
                        x.measure = cell(c, 10);
                x.places = number_of(cell(c, 11));
                x.cycle = (enum node_cycle)word_of(cell(c, 12), cycles, NODE_CYCLES);
                f = unit_of(d->cx, cell(c, 13), &x.scorer);
                if (!f)
                        f = unit_of(d->cx, cell(c, 14), &x.provider);
                x.rule = cell(c, 15), x.source = cell(c, 16);
        }
        d->node = x;
        return f;
}

static const struct fail *read_line(struct demo *d, const str *c)
{
        if (str_is(c[0], "group")) {
                int64_t id, parent = 0;
                for (int g = 0; g < d->e.n_groups; g++)
                        if (str_eq(d->e.groups[g].code, cell(c, 2)))
                                parent = d->e.groups[g].id;
                const struct fail *f = group_add(d->cx, d->edition,
                                                 &(struct group_wish){ cell(c, 1), cell(c, 3), parent,
                                                                       d->sort += 10 }, &id);
                return f ? f : edition_read(d->cx, d->edition, &d->e);
        }
        if (str_is(c[0], "grade")) {
                must(d->n_grades < GRADES);
                int64_t share = points_of(cell(c, 2), -1).micro;
                d->grades[d->n_grades++] = (struct edition_grade){
                        cell(c, 1), share < 0 ? -1 : share / 100, points_of(cell(c, 3), 0)
                };
                return NULL;
        }
        if (str_is(c[0], "class")) {
                must(d->n_classes < CLASSES);
                d->classes[d->n_classes++] = (struct edition_class){
                        .code = cell(c, 1), .name = cell(c, 2), .penalty = str_is(c[3], "penalty"),
                        .most = points_of(cell(c, 4), 0), .rule = cell(c, 5)
                };
                return NULL;
        }
        if (str_is(c[0], "row")) {
                must(str_eq(d->node.code, cell(c, 1)) && d->node.n_rows < METHOD_ROWS);
                int64_t share = points_of(cell(c, 5), -1).micro;
                d->rows[d->node.n_rows++] = (struct edition_row){
                        cell(c, 2), cell(c, 3), S(""), points_of(cell(c, 4), 0),
                        share < 0 ? -1 : share / 100, points_of(cell(c, 6), 0)
                };
                return NULL;
        }
        if (str_is(c[0], "only")) {
                must(d->n_only < ONLYS);
                d->only[d->n_only].leaf = cell(c, 1);
                d->only[d->n_only++].units = cell(c, 2);
                return NULL;
        }
        return read_node(d, c, str_is(c[0], "leaf"));
}

/* Every unit of the county stands in the group that bears the name of its assessment group. */
static const struct fail *put_units(struct demo *d, const struct org_unit *county)
{
        struct edition_unit *list = NULL;
        int n = 0, cap = 0;
        struct units_assessable it;
        units_assessable(&it, d->cx, county->path, ORG_SUBORDINATE, ORG_SECTION, ORG_COUNTY);
        while (units_assessable_next(&it))
                for (int g = 0; g < d->e.n_groups; g++)
                        if (str_eq(it.grp, d->e.groups[g].name)) {
                                struct edition_unit x = { .unit = it.id, .grp = d->e.groups[g].id,
                                                          .sort = (n + 1) * 10, .ranked = true,
                                                          .competes = true, .factor = 1000000 };
                                *VEC_ADD(d->cx->arena, list, n, cap) = x;
                        }
        const struct fail *f = units_assessable_end(&it);
        return f ? f : members_set(d->cx, d->edition, d->e.version, list, n);
}

/* Is the code one of those, a space between two? */
static bool is_among(str code, str codes)
{
        bool is = false;
        while (codes.n && !is)
                is = str_eq(str_cut(codes, ' ', &codes), code);
        return is;
}

static bool has_leaf(const struct demo *d, const struct edition_node *x,
                     const struct edition_unit *u)
{
        for (; x; x = edition_node_of(&d->e, x->parent))
                for (int g = 0; g < d->e.n_groups; g++)
                        if (d->e.groups[g].id == u->grp && x->in_group[g].micro == FULL_NONE.micro)
                                return false;
        return true;
}

/* What is another unit's work is 缺项: its full score goes to the block's other leaves. */
static const struct fail *put_onlys(struct demo *d)
{
        const struct fail *f = NULL;
        for (int i = 0; i < d->n_only && !f; i++) {
                const struct edition_node *x = edition_node_of(&d->e, parent_of(d, d->only[i].leaf));
                struct edition_na *list = NULL;
                int n = 0, cap = 0;
                must(x);
                for (int u = 0; u < d->e.n_units; u++) {
                        const struct edition_unit *one = &d->e.units[u];
                        if (has_leaf(d, x, one) && !is_among(one->code, d->only[i].units))
                                *VEC_ADD(d->cx->arena, list, n, cap) =
                                        (struct edition_na){ one->unit, S("不属于该单位职能") };
                }
                f = node_not_for(d->cx, x->id, x->version, list, n);
        }
        return f;
}

static const struct fail *issue(struct demo *d, int year)
{
        const struct edition_step steps[] = {
                { .event = S_C("submit"), .since = DAY_NONE },
                { .event = S_C("issue"), .since = day_make(year, 3, 2),
                  .basis = str_f(d->cx->arena,
                                 "关于印发《示例县%d年度综合目标绩效考核方案》的通知（示委办〔%d〕6号）",
                                 year, year) },
        };
        for (size_t i = 0; i < COUNT_OF(steps); i++) {
                struct edition_step s = steps[i];
                const struct fail *f = edition_find(d->cx, d->edition, &d->e);
                if (f)
                        return f;
                s.version = d->e.version;
                f = edition_move(d->cx, d->edition, &s);
                if (f)
                        return f;
        }
        return NULL;
}

const struct fail *target_demo(struct ctx *cx)
{
        struct demo *d = NEW(cx->arena, struct demo);
        struct org_unit county;
        int year = day_year(cx->today);
        str rest = data_file("demo/scheme.tsv");
        must(rest.n);
        d->cx = cx;
        const struct fail *f = org_unit_by_code(cx, S("shili"), &county);
        if (!f)
                f = scheme_begin(cx, &(struct scheme_new){ county.id, year,
                                                           str_f(cx->arena, "%d年度综合目标绩效考核方案", year),
                                                           0 },
                                 &d->edition);
        if (!f)
                f = edition_read(cx, d->edition, &d->e);
        while (!f && rest.n) {
                str cells[CELLS] = { 0 }, line = str_cut(rest, '\n', &rest);
                if (!line.n || line.p[0] == '#')
                        continue;
                for (int i = 0; i < CELLS && line.p; i++)
                        cells[i] = str_cut(line, '\t', &line);
                f = read_line(d, cells);
        }
        if (!f)
                f = put_node(d);
        if (!f)
                f = edition_find(cx, d->edition, &d->e);
        if (!f)
                f = grades_set(cx, d->edition, d->e.version, d->grades, d->n_grades, NULL, 0);
        if (!f)
                f = edition_find(cx, d->edition, &d->e);
        if (!f)
                f = classes_set(cx, d->edition, d->e.version, d->classes, d->n_classes);
        if (!f)
                f = edition_read(cx, d->edition, &d->e);
        if (!f)
                f = put_units(d, &county);
        if (!f)
                f = edition_read(cx, d->edition, &d->e);
        if (!f)
                f = put_onlys(d);
        if (!f)
                f = issue(d, year);
        /* In the last months of a year the office drafts the next one from it; and the year before
         * had the same tree. */
        int64_t next;
        int64_t this_year = d->edition;
        if (!f)
                f = scheme_begin(cx, &(struct scheme_new){ county.id, year + 1,
                                                           str_f(cx->arena, "%d年度综合目标绩效考核方案", year + 1),
                                                           this_year },
                                 &next);
        if (!f)
                f = scheme_begin(cx, &(struct scheme_new){ county.id, year - 1,
                                                           str_f(cx->arena, "%d年度综合目标绩效考核方案", year - 1),
                                                           this_year },
                                 &d->edition);
        return f ? f : issue(d, year - 1);
}
