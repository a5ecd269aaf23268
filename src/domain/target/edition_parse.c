/* domain/target/edition_parse.c - an edition from its JSON (edition_text),
        for who has no database. */
#include "core/text/json.h"
#include "domain/target/edition.h"

/* What an edition may hold at most, whoever wrote the text. */
enum { MOST_GROUPS = 100, MOST_UNITS = 5000, MOST_NODES = 2000, MOST_ROWS = 64, MOST_GRADES = 20,
       MOST_CLASSES = 100 };

struct reading { struct ctx *cx; const char *wrong; };

/* The items of an array; their count, or 0 and `wrong` when there are too many or it is none. */
static int items(struct reading *r, const struct json *of, const char *name, int most,
                 const struct json **ret)
{
        const struct json *a = json_at(of, name);
        *ret = a && a->type == JSON_ARRAY ? a->item : NULL;
        if (!a || a->type != JSON_ARRAY || a->n > most) {
                r->wrong = name;
                *ret = NULL;
                return 0;
        }
        return a->n;
}

static int64_t within(struct reading *r, const struct json *of, const char *name, int64_t least,
                      int64_t most)
{
        int64_t v = json_int(of, name, INT64_MIN);
        if (v >= least && v <= most)
                return v;
        r->wrong = name;
        return least;
}

static str text(struct reading *r, const struct json *of, const char *name)
{
        str s = json_str(of, name);
        if (!s.n)
                r->wrong = name;
        return s;
}

static void read_rules(struct reading *r, const struct json *j, struct edition_rules *ret)
{
        *ret = (struct edition_rules){
                .total = { within(r, j, "total", 0, POINTS_MOST) },
                .step = within(r, j, "step", 1, POINTS_MOST),
                .mode = (enum round_mode)within(r, j, "mode", 0, ROUND_CEIL),
                .tie = json_str(j, "tie"),
                .grade_round = (int)within(r, j, "grade_round", 0, 2),
                .cut = (int)within(r, j, "cut", 0, 2),
                .remainder = json_bool(j, "remainder"),
                .floor_zero = json_bool(j, "floor_zero"),
                .bonus_most = { within(r, j, "bonus_most", 0, POINTS_MOST) },
                .penalty_most = { within(r, j, "penalty_most", 0, POINTS_MOST) },
                .publicity = (int)within(r, j, "publicity", 0, 1000),
                .appeal = (int)within(r, j, "appeal", 0, 1000),
                .review = (int)within(r, j, "review", 0, 1000),
        };
}

static int64_t group_coded(const struct edition *e, str code)
{
        for (int g = 0; code.n && g < e->n_groups; g++)
                if (str_eq(e->groups[g].code, code))
                        return e->groups[g].id;
        return 0;
}
static int64_t unit_coded(const struct edition *e, str code)
{
        for (int u = 0; code.n && u < e->n_units; u++)
                if (str_eq(e->units[u].code, code))
                        return e->units[u].unit;
        return 0;
}
static int64_t node_coded(const struct edition *e, str code)
{
        for (int i = 0; code.n && i < e->n_nodes; i++)
                if (str_eq(e->nodes[i].code, code))
                        return e->nodes[i].id;
        return 0;
}

static void read_groups(struct reading *r, const struct json *j, struct edition *e)
{
        const struct json *x, *q;
        int n = items(r, j, "groups", MOST_GROUPS, &x), cap = 0;
        struct edition_group *list = NEW_ARRAY(r->cx->arena, struct edition_group, (size_t)n + 1);
        struct edition_quota *quotas = NULL;
        e->groups = list;
        for (int64_t id = 1; x && !r->wrong; x = x->next, id++) {
                list[id - 1] = (struct edition_group){
                        .id = id, .code = text(r, x, "code"), .name = text(r, x, "name"),
                        .parent = group_coded(e, json_str(x, "parent")), .sort = (int)id };
                e->n_groups++;
                (void)items(r, x, "quotas", MOST_GRADES, &q);
                for (; q; q = q->next)
                        *VEC_ADD(r->cx->arena, quotas, e->n_quotas, cap) = (struct edition_quota){
                                id, (int)within(r, q, "grade", 0, MOST_GRADES),
                                (int)within(r, q, "places", 0, MOST_UNITS) };
        }
        e->quotas = quotas;
}

static void read_units(struct reading *r, const struct json *j, struct edition *e)
{
        const struct json *x;
        int n = items(r, j, "units", MOST_UNITS, &x);
        struct edition_unit *list = NEW_ARRAY(r->cx->arena, struct edition_unit, (size_t)n + 1);
        e->units = list;
        for (int i = 0; x && !r->wrong; x = x->next, i++) {
                list[i] = (struct edition_unit){
                        .unit = i + 1, .code = text(r, x, "code"), .name = text(r, x, "name"),
                        .grp = group_coded(e, json_str(x, "group")), .sort = i,
                        .ranked = json_bool(x, "ranked"), .competes = json_bool(x, "competes"),
                        .factor = within(r, x, "factor", 1, 10000000),
                        .note = json_str(x, "note")
                };
                list[i].brief = list[i].name;
                e->n_units++;
                for (int g = 0; g < e->n_groups; g++)
                        ((struct edition_group *)e->groups)[g].n_units += e->groups[g].id == list[i].grp;
        }
}

static void read_leaf(struct reading *r, const struct json *j, const struct edition *e,
                      struct edition_node *x)
{
        const struct json *k;
        int n;
        x->method = text(r, j, "method");
        x->method_version = (int)within(r, j, "method_version", 1, 1000);
        x->params = json_str(j, "params"), x->measure = json_str(j, "measure");
        x->down = json_bool(j, "down");
        x->places = (int)within(r, j, "places", 0, FIGURE_PLACES);
        x->step = within(r, j, "step", 1, POINTS_MOST);
        x->mode = (enum round_mode)within(r, j, "mode", 0, ROUND_CEIL);
        x->cycle = (enum node_cycle)within(r, j, "cycle", 0, NODE_CYCLES - 1);
        x->year_rule = (enum year_rule)within(r, j, "year_rule", 0, YEAR_RULES - 1);
        x->missing = (enum missing_policy)within(r, j, "missing", 0, MISSING_POLICIES - 1);
        x->na = (enum na_policy)within(r, j, "na", 0, NA_POLICIES - 1);
        x->na_share = within(r, j, "na_share", 0, 1000000);
        n = items(r, j, "rows", MOST_ROWS, &k);
        struct edition_row *rows = NEW_ARRAY(r->cx->arena, struct edition_row, (size_t)n + 1);
        for (; k; k = k->next)
                rows[x->n_rows++] = (struct edition_row){
                        json_str(k, "name"), json_str(k, "bounds"), json_str(k, "bounds2"),
                        { within(r, k, "mark", -POINTS_MOST, POINTS_MOST) },
                        within(r, k, "share", -1, POINTS_MOST),
                        { within(r, k, "most", 0, POINTS_MOST) }
                };
        x->rows = rows;
        n = items(r, j, "not_applicable", MOST_UNITS, &k);
        struct edition_na *nas = NEW_ARRAY(r->cx->arena, struct edition_na, (size_t)n + 1);
        for (; k; k = k->next)
                nas[x->n_nas++] = (struct edition_na){ unit_coded(e, json_str(k, "unit")),
                                                       json_str(k, "reason") };
        x->nas = nas;
}

static void read_nodes(struct reading *r, const struct json *j, struct edition *e)
{
        const struct json *x;
        int n = items(r, j, "nodes", MOST_NODES, &x);
        struct edition_node *list = NEW_ARRAY(r->cx->arena, struct edition_node, (size_t)n + 1);
        e->nodes = list;
        for (int64_t id = 1; x && !r->wrong; x = x->next, id++) {
                struct edition_node *y = &list[id - 1];
                str above = json_str(x, "parent");
                const struct json *in = json_at(x, "in_group");
                *y = (struct edition_node){
                        .id = id, .stem = id, .parent = node_coded(e, above),
                        .code = text(r, x, "code"), .name = text(r, x, "name"), .sort = (int)id,
                        .kind = (enum node_kind)within(r, x, "kind", 0, NODE_KINDS - 1),
                        .quality = json_bool(x, "quality"), .process = json_bool(x, "process"),
                        .key_work = json_bool(x, "key_work"), .folded = json_bool(x, "folded"),
                        .full = { within(r, x, "full", -POINTS_MOST, POINTS_MOST) }, .step = 1,
                        .params = S(""), .rule = json_str(x, "rule"), .basis = json_str(x, "basis"),
                        .leaf = json_at(x, "method") != NULL };
                if (above.n && !y->parent)
                        r->wrong = "parent";
                y->in_group = NEW_ARRAY(r->cx->arena, points, (size_t)e->n_groups + 1);
                for (int g = 0; g < e->n_groups; g++) {
                        const char *code = str_copy(r->cx->arena, e->groups[g].code).p;
                        const struct json *v = json_at(in, code);
                        if (!v || (v->type != JSON_NULL && v->type != JSON_INT))
                                r->wrong = "in_group";
                        y->in_group[g] = v && v->type == JSON_INT
                                ? (points){ within(r, in, code, -POINTS_MOST, POINTS_MOST) }
                                        : FULL_NONE;
                }
                if (y->leaf)
                        read_leaf(r, x, e, y);
                e->n_nodes++;
        }
}

static void read_grades(struct reading *r, const struct json *j, struct edition *e)
{
        const struct json *x;
        int n = items(r, j, "grades", MOST_GRADES, &x);
        struct edition_grade *grades = NEW_ARRAY(r->cx->arena, struct edition_grade, (size_t)n + 1);
        for (; x; x = x->next)
                grades[e->n_grades++] = (struct edition_grade){
                        text(r, x, "name"), within(r, x, "share", -1, 1000000),
                        { within(r, x, "floor", 0, POINTS_MOST) } };
        n = items(r, j, "effects", MOST_CLASSES, &x);
        struct edition_class *classes = NEW_ARRAY(r->cx->arena, struct edition_class,
                                                  (size_t)n + 1);
        for (; x; x = x->next, e->n_classes++)
                classes[e->n_classes] = (struct edition_class){
                        .id = e->n_classes + 1, .code = text(r, x, "code"),
                        .name = text(r, x, "name"), .penalty = json_bool(x, "penalty"),
                        .most = { within(r, x, "most", 0, POINTS_MOST) },
                        .rule = json_str(x, "rule")
                };
        e->grades = grades, e->classes = classes;
}

const struct fail *edition_parse(struct ctx *cx, const struct json *j, struct edition *ret)
{
        struct reading r = { .cx = cx };
        struct edition e = { .state = EDITION_ISSUED, .since = DAY_NONE, .until = DAY_NONE };
        e.year = (int)within(&r, j, "year", 2000, 2999);
        e.name = text(&r, j, "name");
        e.number = (int)within(&r, j, "number", 1, 1000000);
        read_rules(&r, json_at(j, "rules"), &e.rules);
        if (!r.wrong)
                read_groups(&r, j, &e);
        if (!r.wrong)
                read_units(&r, j, &e);
        if (!r.wrong)
                read_nodes(&r, j, &e);
        if (!r.wrong)
                read_grades(&r, j, &e);
        if (r.wrong)
                return fail(cx, INVALID, "方案的内容不完整：%s", r.wrong);
        *ret = e;
        return NULL;
}
