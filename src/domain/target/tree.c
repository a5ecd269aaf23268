/* domain/target/tree.c - the indicator tree of a draft: nodes added, changed, removed. */
#include "domain/target/tree.h"
#include "core/audit/audit.h"
#include "core/flow/figure.h"
#include "core/search/search.h"
#include "core/text/json.h"
#include "domain/target/scheme.sql.h"

static void put_node(struct json_out *j, const char *name, const struct edition_node *x)
{
        json_open(j, name, '{');
        json_put_str(j, "code", x->code);
        json_put_str(j, "name", x->name);
        json_put_int(j, "parent", x->parent);
        json_put_int(j, "sort", x->sort);
        json_put_str(j, "kind", str_of(node_kind_words[x->kind]));
        json_put_str(j, "full", points_str(j->o->arena, x->full, 0));
        json_put_bool(j, "folded", x->folded);
        json_put_str(j, "method", x->method);
        json_put_str(j, "params", x->params);
        json_put_str(j, "rule", x->rule);
        json_put_int(j, "scorer", x->scorer);
        json_put_int(j, "provider", x->provider);
        json_close(j, '}');
}

static void log_node(struct ctx *cx, int64_t edition, const struct edition_node *before,
                     const struct edition_node *after)
{
        struct buf b = buf_new(cx->arena, (size_t)256 << 10);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        if (before)
                put_node(&j, "before", before);
        if (after)
                put_node(&j, "after", after);
        json_close(&j, '}');
        audit_log(cx, "scheme.node", "scheme", edition, buf_str(&b));
}

static int height(const struct edition *e, int64_t id)
{
        int most = 0;
        for (int i = 0; i < e->n_nodes; i++)
                if (e->nodes[i].parent == id) {
                        int below = 1 + height(e, e->nodes[i].id);
                        most = below > most ? below : most;
                }
        return most;
}

static bool is_below(const struct edition *e, int64_t id, int64_t top)
{
        for (int i = 0; id && i <= TREE_DEPTH; i++) {
                if (id == top)
                        return true;
                const struct edition_node *x = edition_node_of(e, id);
                id = x ? x->parent : 0;
        }
        return false;
}

/* What another domain computes arrives as it is: in its own measure, with all its decimals, at one place. */
static const struct fail *source_fits(struct ctx *cx, const struct edition_node *x, const struct leaf *leaf)
{
        const struct figure *g = figure_by_code(x->source);
        if (!g)
                return fail_field(cx, S("computed"), "系统里没有这个数");
        int column = leaf_single(leaf);
        if (column < 0)
                return fail_field(cx, S("computed"), "计分方法 %s 要的不止一个数，不能由系统取数；换用只要一个数的方法，或改由人填报",
                                  leaf->method->code);
        const char *label = words_of(cx->lang, g->label);
        if (g->places && leaf_column(cx->arena, leaf, column).kind != KIND_FIGURE)
                return fail_field(cx, S("computed"), "计分方法 %s 按整数计，“%s”有 %d 位小数", leaf->method->code, label,
                                  g->places);
        if (!str_is(x->measure, g->unit))
                return fail_field(cx, S("measure"), "“%s”的计量单位是“%s”，请照此填写", label,
                                  words_of(cx->lang, g->unit));
        if (x->places < g->places)
                return fail_field(cx, S("places"), "“%s”有 %d 位小数，这里不能少于 %d 位", label, g->places, g->places);
        return NULL;
}

/* Whoever is meant to score or to deliver must be a unit that exists: the database says so with
 * a foreign key; a form says so with words. */
const struct fail *node_fits(struct ctx *cx, const struct edition *e, int64_t self,
                             const struct edition_node *x)
{
        const struct edition_node *above = edition_node_of(e, x->parent);
        if (x->parent && !above)
                return fail_field(cx, S("parent"), "上级指标不在这个方案里");
        if (above && above->leaf)
                return fail_field(cx, S("parent"), "“%.*s”有计分方法，下面不能再分指标", STR(above->name));
        if (self && is_below(e, x->parent, self))
                return fail_field(cx, S("parent"), "不能移到自己下面");
        if ((above ? above->depth + 1 : 0) + (self ? height(e, self) : 0) >= TREE_DEPTH)
                return fail_field(cx, S("parent"), "指标层级最多 %d 层", TREE_DEPTH);
        if (self && x->leaf && height(e, self))
                return fail_field(cx, S("leaf"), "下面还有指标，不能直接计分");
        if (x->full.micro < 0 || x->full.micro > POINTS_MOST)
                return fail_field(cx, S("full"), "分值应在 0 到 10000 之间");
        if (!x->leaf)
                return NULL;
        struct leaf leaf;
        const struct fail *f = leaf_of_node(cx, x, &leaf);
        if (f)
                return fail_field(cx, S("method"), "%.*s", STR(f->say));
        f = x->source.n ? source_fits(cx, x, &leaf) : NULL;
        if (f)
                return f;
        const char *wrong = leaf.method->wrong ? leaf.method->wrong(&leaf) : NULL;
        return wrong ? fail_field(cx, S("method"), "%s", words_of(cx->lang, wrong)) : NULL;
}

/* Rows and group scores are few: they are written anew. */
static void put_parts(struct ctx *cx, const struct edition *e, int64_t id,
                      const struct edition_node *x)
{
        node_rows_drop(cx, id);
        for (int i = 0; i < x->n_rows; i++)
                node_row_put(cx, id, i, x->rows[i].name, str_some(x->rows[i].bounds),
                             str_some(x->rows[i].bounds2), x->rows[i].mark.micro, x->rows[i].share,
                             x->rows[i].most.micro);
        node_groups_drop(cx, id);
        for (int g = 0; g < e->n_groups; g++) {
                int64_t own = x->in_group[g].micro;
                if (own != POINTS_AS_NODE.micro && own != x->full.micro)
                        node_group_put(cx, id, e->groups[g].id, own != FULL_NONE.micro,
                                       own == FULL_NONE.micro ? 0 : own);
        }
}

static void put_units(struct ctx *cx, int64_t id, const struct edition_node *x)
{
        node_units_drop(cx, id);
        for (int i = 0; i < x->n_nas; i++)
                node_unit_put(cx, id, x->nas[i].unit, x->nas[i].reason);
}

int64_t node_put_new(struct ctx *cx, const struct edition *e, const struct edition_node *x)
{
        int64_t id = node_insert(cx, e->id, x->parent != 0, x->parent, false, 0, x->leaf, x->code, x->name, x->sort,
                                 x->kind, x->quality, x->process, x->key_work, x->full.micro, x->folded,
                                 str_some(x->method), x->method_version, x->params.p ? x->params : S(""), x->down,
                                 str_some(x->measure), x->places, x->step, x->mode, x->cycle, x->year_rule,
                                 x->evidence, x->missing, x->na, x->na_share, x->scorer != 0, x->scorer,
                                 x->provider != 0, x->provider, str_some(x->source), str_some(x->rule),
                                 str_some(x->basis));
        put_parts(cx, e, id, x);
        put_units(cx, id, x);
        search_follow(cx, "indicator", id);
        log_node(cx, e->id, NULL, x);
        return id;
}

void node_put_over(struct ctx *cx, const struct edition *e, const struct edition_node *was,
                   const struct edition_node *x)
{
        node_update(cx, was->id, was->version, x->parent != 0, x->parent, x->leaf, x->name, x->sort, x->kind,
                    x->quality, x->process, x->key_work, x->full.micro, x->folded, str_some(x->method),
                    x->method_version, x->params.p ? x->params : S(""), x->down, str_some(x->measure), x->places,
                    x->step, x->mode, x->cycle, x->year_rule, x->evidence, x->missing, x->na, x->na_share,
                    x->scorer != 0, x->scorer, x->provider != 0, x->provider, str_some(x->source), str_some(x->rule),
                    str_some(x->basis));
        put_parts(cx, e, was->id, x);
        put_units(cx, was->id, x);
        search_follow(cx, "indicator", was->id);
        struct edition_node after = *x;
        after.code = was->code;
        log_node(cx, e->id, was, &after);
}

void node_put_away(struct ctx *cx, const struct edition *e, const struct edition_node *was)
{
        node_rows_drop(cx, was->id);
        node_groups_drop(cx, was->id);
        node_units_drop(cx, was->id);
        node_delete(cx, was->id, was->version);
        search_drop(cx, "indicator", was->id);
        log_node(cx, e->id, was, NULL);
}

struct edition_node node_fresh(int64_t parent, bool leaf)
{
        return (struct edition_node){ .parent = parent, .leaf = leaf, .name = S(""), .code = S(""),
                                      .sort = 100, .step = 1, .params = S(""), .measure = S(""),
                                      .rule = S(""), .basis = S(""), .places = 2,
                                      .cycle = leaf ? CYCLE_QUARTER : CYCLE_YEAR,
                                      .na_share = 600000, .method = leaf ? S("F1") : (str){ 0 },
                                      .method_version = leaf ? 1 : 0, .full = { 10000000 } };
}

const struct fail *node_add(struct ctx *cx, int64_t edition, const struct node_wish *w,
                            int64_t *ret_id)
{
        const struct edition_node *x = &w->node;
        struct edition e;
        const struct fail *f = edition_to_change(cx, edition, &e);
        if (!f)
                f = edition_read(cx, edition, &e);
        if (!f && e.n_nodes >= TREE_NODES)
                f = fail(cx, INVALID, "一个方案最多 %d 项指标", TREE_NODES);
        for (int i = 0; !f && i < e.n_nodes; i++)
                if (str_eq(e.nodes[i].code, x->code))
                        f = fail_field(cx, S("code"), "这个代码已经用在“%.*s”", STR(e.nodes[i].name));
        if (!f)
                f = node_fits(cx, &e, 0, x);
        if (f)
                return f;
        cx->db->serializable = true;            /* it looked at the tree */
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        edition_touch(cx, edition, EDITION_DRAFT);
        int64_t id = node_put_new(cx, &e, x);
        f = tx_commit(&tx);
        if (!f)
                *ret_id = id;
        return f;
}

/* The edition with its tree, and the node in it. */
static const struct fail *tree_of(struct ctx *cx, int64_t id, struct edition *e,
                                  const struct edition_node **ret)
{
        struct node_by_id n;
        const struct fail *f = node_by_id(cx, id, &n);
        if (!f)
                f = edition_to_change(cx, n.edition, e);
        if (!f)
                f = edition_read(cx, n.edition, e);
        if (f)
                return f;
        *ret = edition_node_of(e, id);
        return *ret ? NULL : fail(cx, NOT_FOUND, "%s", "");
}

const struct fail *node_edit(struct ctx *cx, int64_t id, int64_t version, const struct node_wish *w)
{
        const struct edition_node *x = &w->node, *was;
        struct edition e;
        const struct fail *f = tree_of(cx, id, &e, &was);
        if (!f)
                f = node_fits(cx, &e, id, x);
        if (f)
                return f;
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        edition_touch(cx, e.id, EDITION_DRAFT);
        struct edition_node seen = *was;
        seen.version = version;
        node_put_over(cx, &e, &seen, x);
        return audit_conflict(cx, tx_commit(&tx), "scheme", e.id);
}

/* The node as a cell of the tree wants it; false: it is so already. */
static bool cell_over(const struct ctx *cx, const struct edition *e, const struct node_cell *c,
                      int g, const struct edition_node *was, struct edition_node *x)
{
        *x = *was;
        x->name = c->name;
        x->in_group = NEW_ARRAY(cx->arena, points, (size_t)e->n_groups + 1);
        for (int i = 0; i < e->n_groups; i++)
                x->in_group[i] = was->in_group[i].micro == was->full.micro ? POINTS_AS_NODE : was->in_group[i];
        if (g < 0) {
                x->full = c->full;
                return !str_eq(was->name, c->name) || was->full.micro != c->full.micro;
        }
        bool as_node = c->full.micro == POINTS_AS_NODE.micro;
        x->in_group[g] = c->full;
        return !str_eq(was->name, c->name) ||
               was->in_group[g].micro != (as_node ? was->full.micro : c->full.micro);
}

const struct fail *nodes_edit(struct ctx *cx, int64_t edition, int64_t group,
                              const struct node_cell *list, int n, int *ret_n)
{
        struct edition e;
        int g = -1, changed = 0;
        const struct fail *f = edition_to_change(cx, edition, &e);
        if (!f)
                f = edition_read(cx, edition, &e);
        if (f)
                return f;
        for (int i = 0; i < e.n_groups; i++)
                if (group && e.groups[i].id == group)
                        g = i;
        if (group && g < 0)
                return fail(cx, NOT_FOUND, "%s", "");
        struct edition_node *x = NEW_ARRAY(cx->arena, struct edition_node, (size_t)n + 1);
        const struct edition_node **was = NEW_ARRAY(cx->arena, const struct edition_node *, (size_t)n + 1);
        for (int i = 0; i < n; i++) {
                const struct edition_node *now = edition_node_of(&e, list[i].id);
                if (!now)
                        return fail(cx, NOT_FOUND, "%s", "");
                if (!cell_over(cx, &e, &list[i], g, now, &x[changed]))
                        continue;
                f = node_fits(cx, &e, now->id, &x[changed]);
                if (f)
                        return fail_field(cx, str_f(cx->arena, "f-%ld", now->id), "“%.*s”：%.*s", STR(now->name),
                                          STR(f->say));
                was[changed++] = now;
        }
        *ret_n = changed;
        if (!changed)
                return NULL;
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        edition_touch(cx, e.id, EDITION_DRAFT);
        for (int i = 0; i < changed; i++)
                node_put_over(cx, &e, was[i], &x[i]);
        return audit_conflict(cx, tx_commit(&tx), "scheme", e.id);
}

const struct fail *node_remove(struct ctx *cx, int64_t id, int64_t version)
{
        const struct edition_node *was;
        struct edition e;
        const struct fail *f = tree_of(cx, id, &e, &was);
        if (!f && height(&e, id))
                f = fail(cx, INVALID, "“%.*s”下面还有指标，先移走或删除它们", STR(was->name));
        if (f)
                return f;
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        edition_touch(cx, e.id, EDITION_DRAFT);
        struct edition_node seen = *was;
        seen.version = version;
        node_put_away(cx, &e, &seen);
        return audit_conflict(cx, tx_commit(&tx), "scheme", e.id);
}

const struct fail *node_not_for(struct ctx *cx, int64_t id, int64_t version,
                                const struct edition_na *list, int n)
{
        const struct edition_node *was;
        struct edition e;
        const struct fail *f = tree_of(cx, id, &e, &was);
        if (!f && !was->leaf)
                f = fail(cx, INVALID, "缺项按计分的指标登记");
        for (int i = 0; !f && i < n; i++) {
                if (!edition_unit_of(&e, list[i].unit))
                        f = fail(cx, INVALID, "有的单位不在这个方案的考核对象里");
                else if (!str_trim(list[i].reason).n)
                        f = fail(cx, INVALID, "“%.*s”：请写明缺项的原因",
                                 STR(edition_unit_of(&e, list[i].unit)->brief));
        }
        if (f)
                return f;
        struct buf b = buf_new(cx->arena, (size_t)256 << 10);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_put_str(&j, "code", was->code);
        json_open(&j, "after", '[');
        for (int i = 0; i < n; i++)
                json_put_str(&j, NULL, edition_unit_of(&e, list[i].unit)->code);
        json_close(&j, ']');
        json_close(&j, '}');
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        edition_touch(cx, e.id, EDITION_DRAFT);
        node_touch(cx, id, version);
        node_units_drop(cx, id);
        for (int i = 0; i < n; i++)
                node_unit_put(cx, id, list[i].unit, str_trim(list[i].reason));
        search_follow(cx, "indicator", id);
        audit_log(cx, "scheme.units", "scheme", e.id, buf_str(&b));
        return audit_conflict(cx, tx_commit(&tx), "scheme", e.id);
}
