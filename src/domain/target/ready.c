/* domain/target/ready.c - an edition as the arithmetic wants it: one tree, columns, full scores. */
#include "domain/target/bounds.h"
#include "domain/target/edition.h"

/* "base=60;step=0.5": keys and texts of the method's parameters. */
static const struct fail *set_params(struct ctx *cx, const struct edition_node *x,
                                     struct leaf *leaf)
{
        str rest = x->params;
        while (rest.n) {
                str value, part = str_trim(str_cut(rest, ';', &rest));
                if (!part.n)
                        continue;
                str key = str_trim(str_cut(part, '=', &value));
                const struct fail *f = leaf_param(cx, leaf, key, str_trim(value));
                if (f)
                        return fail(cx, INVALID, "指标“%.*s”：%.*s", STR(x->name), STR(f->say));
        }
        return NULL;
}

static const struct fail *set_rows(struct ctx *cx, const struct edition_node *x, struct leaf *leaf)
{
        struct method_row *rows = NEW_ARRAY(cx->arena, struct method_row, (size_t)x->n_rows + 1);
        for (int i = 0; i < x->n_rows; i++) {
                const struct edition_row *r = &x->rows[i];
                rows[i] = (struct method_row){ .name = r->name, .points = r->mark,
                                               .share = r->share, .most = r->most };
                const char *why = r->bounds.n ? bounds_read(cx->arena, r->bounds, &rows[i], 1)
                                              : NULL;
                if (!why && r->bounds2.n)
                        why = bounds_read(cx->arena, r->bounds2, &rows[i], 2);
                if (why)
                        return fail(cx, INVALID, "指标“%.*s”第 %d 行：%s", STR(x->name), i + 1,
                                    words_of(cx->lang, why));
        }
        leaf->rows = rows;
        leaf->n_rows = x->n_rows;
        return NULL;
}

const struct fail *leaf_of_node(struct ctx *cx, const struct edition_node *x, struct leaf *ret)
{
        if (!x->method.n)
                return fail(cx, INVALID, "指标“%.*s”还没有选计分方法", STR(x->name));
        const struct fail *f = leaf_of_method(cx, x->method, x->method_version, x->places, ret);
        if (f)
                return fail(cx, INVALID, "指标“%.*s”：%.*s", STR(x->name), STR(f->say));
        ret->code = x->code;
        ret->name = x->name;
        ret->direction = x->down ? DIRECTION_LESS : DIRECTION_MORE;
        ret->unit = x->measure.n ? str_copy(cx->arena, x->measure).p : NULL;
        ret->round = x->mode;
        ret->step = x->step;
        ret->missing = x->missing;
        ret->na = x->na;
        ret->na_share = x->na_share;
        f = set_params(cx, x, ret);
        if (!f)
                f = set_rows(cx, x, ret);
        if (!f)
                ret->n_columns = leaf_columns(ret);
        return f;
}

/* Units are ranked in the groups at the bottom: one that has sub-groups only holds them together. */
static void set_groups(struct ctx *cx, const struct edition *e, struct edition_ready *ret)
{
        int *at = NEW_ARRAY(cx->arena, int, (size_t)e->n_groups + 1);
        struct scheme_group *groups = NEW_ARRAY(cx->arena, struct scheme_group,
                                                (size_t)e->n_groups + 1);
        for (int g = 0; g < e->n_groups; g++) {
                if (edition_group_holds(e, g))
                        continue;
                groups[ret->n_groups] = (struct scheme_group){ e->groups[g].code,
                                                               e->groups[g].name };
                at[ret->n_groups++] = g;
        }
        ret->group_at = at;
        ret->scheme.groups = groups;
}

/* Units by group, in their order within it. */
static void set_units(struct ctx *cx, const struct edition *e, struct edition_ready *ret)
{
        int64_t *ids = NEW_ARRAY(cx->arena, int64_t, (size_t)e->n_units + 1);
        int64_t *factor = NEW_ARRAY(cx->arena, int64_t, (size_t)e->n_units + 1);
        uint8_t *flags = NEW_ARRAY(cx->arena, uint8_t, (size_t)e->n_units + 1);
        int *first = NEW_ARRAY(cx->arena, int, (size_t)e->n_groups + 1);
        int n = 0;
        for (int g = 0; g < ret->n_groups; g++) {
                first[g] = n;
                for (int u = 0; u < e->n_units; u++) {
                        const struct edition_unit *x = &e->units[u];
                        if (x->grp != e->groups[ret->group_at[g]].id)
                                continue;
                        ids[n] = x->unit;
                        factor[n] = x->factor;
                        flags[n++] = (uint8_t)((x->ranked ? 0 : UNIT_UNRANKED) |
                                               (x->competes ? 0 : UNIT_NO_QUOTA));
                }
        }
        first[ret->n_groups] = n;
        ret->unit_ids = ids;
        ret->factor = factor;
        ret->flags = flags;
        ret->first = first;
        ret->n_units = n;
}

static unsigned marks_of(const struct edition_node *x)
{
        return (x->kind == INDICATOR_COMMON ? NODE_COMMON : 0u) |
               (x->kind == INDICATOR_FUNCTION ? NODE_FUNCTION : 0u) |
               (x->quality ? NODE_QUALITY : 0u) | (x->process ? NODE_PROCESS : 0u) |
               (x->key_work ? NODE_KEY : 0u);
}

/* The root is not kept: it stands for the edition itself. */
static points root_full(const struct edition *e, int g)
{
        points sum = { 0 };
        for (int i = 0; i < e->n_nodes; i++)
                if (!e->nodes[i].parent && e->nodes[i].in_group[g].micro != FULL_NONE.micro)
                        sum.micro += e->nodes[i].in_group[g].micro;
        return e->rules.total.micro ? e->rules.total : sum;
}

static int index_of(const struct edition *e, int64_t id)
{
        for (int i = 0; i < e->n_nodes; i++)
                if (e->nodes[i].id == id)
                        return i;
        return -1;
}

const struct fail *edition_to_score(struct ctx *cx, const struct edition *e,
                                    struct edition_ready *ret)
{
        size_t n = (size_t)e->n_nodes + 1;
        struct node *nodes = NEW_ARRAY(cx->arena, struct node, n);
        struct leaf *leaves = NEW_ARRAY(cx->arena, struct leaf, n);
        int *node_of = NEW_ARRAY(cx->arena, int, n);
        int64_t *leaf_ids = NEW_ARRAY(cx->arena, int64_t, n);
        points *full = NEW_ARRAY(cx->arena, points, n * ((size_t)e->n_groups + 1));
        int n_leaves = 0, column = 0;

        *ret = (struct edition_ready){ 0 };
        set_groups(cx, e, ret);
        set_units(cx, e, ret);
        nodes[0] = (struct node){ .code = S("total"), .name = e->name, .parent = -1, .leaf = -1,
                                  .folded = e->rules.total.micro != 0 };
        for (int i = 0; i < e->n_nodes; i++) {
                const struct edition_node *x = &e->nodes[i];
                nodes[i + 1] = (struct node){
                        .code = x->code, .name = x->name, .leaf = -1, .marks = marks_of(x),
                        .parent = x->parent ? index_of(e, x->parent) + 1 : 0, .folded = x->folded,
                        .year = (int)x->year_rule, .periods = node_cycle_months[x->cycle],
                };
                if (!x->leaf)
                        continue;
                const struct fail *f = leaf_of_node(cx, x, &leaves[n_leaves]);
                if (f)
                        return f;
                leaves[n_leaves].column = column;
                column += leaves[n_leaves].n_columns;
                leaf_ids[n_leaves] = x->id;
                node_of[n_leaves] = i + 1;
                nodes[i + 1].leaf = n_leaves++;
        }
        for (int k = 0; k < ret->n_groups; k++) {
                int g = ret->group_at[k];
                points *row = full + (size_t)k * n;
                row[0] = root_full(e, g);
                /* What stands in a block that the group has not, is not in the group either. */
                for (int i = 0; i < e->n_nodes; i++)
                        row[i + 1] = row[nodes[i + 1].parent].micro == FULL_NONE.micro
                                ? FULL_NONE : e->nodes[i].in_group[g];
        }
        ret->scheme = (struct scheme){
                .code = str_f(cx->arena, "%d-%ld", e->year, e->scheme), .name = e->name,
                .year = e->year, .version = e->number, .groups = ret->scheme.groups,
                .n_groups = ret->n_groups, .nodes = nodes, .n_nodes = (int)n, .leaves = leaves,
                .n_leaves = n_leaves, .node_of = node_of, .full = full, .round = e->rules.mode,
                .step = e->rules.step,
        };
        ret->leaf_ids = leaf_ids;
        ret->n_columns = column;
        return NULL;
}
