/* domain/target/tree.c - the indicator tree of a draft: nodes added, changed, removed. */
#include "domain/target/tree.h"
#include "core/audit/audit.h"
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

/* Whoever is meant to score or to deliver must be a unit that exists: the database says so with
 * a foreign key; a form says so with words. */
static const struct fail *fits(struct ctx *cx, const struct edition *e, int64_t self,
        const struct edition_node *x)
{
        const struct edition_node *above = edition_node_of(e, x->parent);
        if (x->parent && !above)
                return fail_field(cx, S("parent"), "上级指标不在这个方案里");
        if (above && above->leaf)
                return fail_field(cx, S("parent"), "“%.*s”有计分方法，下面不能再分指标",
                        STR(above->name));
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
        const char *wrong = leaf.method->wrong ? leaf.method->wrong(&leaf) : NULL;
        return wrong ? fail_field(cx, S("method"), "%s", words_of(cx->lang, wrong)) : NULL;
}

static str some(str s) { return s.n ? s : (str){ 0 }; }

/* Rows and group scores are few: they are written anew. */
static void put_parts(struct ctx *cx, const struct edition *e, int64_t id,
        const struct edition_node *x)
{
        node_rows_drop(cx, id);
        for (int i = 0; i < x->n_rows; i++)
                node_row_put(cx, id, i, x->rows[i].name, some(x->rows[i].bounds),
                        some(x->rows[i].bounds2),
                             x->rows[i].mark.micro, x->rows[i].share, x->rows[i].most.micro);
        node_groups_drop(cx, id);
        for (int g = 0; g < e->n_groups; g++) {
                int64_t own = x->in_group[g].micro;
                if (own != POINTS_AS_NODE.micro && own != x->full.micro)
                        node_group_put(cx, id, e->groups[g].id, own != FULL_NONE.micro,
                                       own == FULL_NONE.micro ? 0 : own);
        }
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
                        f = fail_field(cx, S("code"), "这个代码已经用在“%.*s”",
                                STR(e.nodes[i].name));
        if (!f)
                f = fits(cx, &e, 0, x);
        if (f)
                return f;
        cx->db->serializable = true;            /* it looked at the tree */
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        edition_touch(cx, edition, EDITION_DRAFT);
        int64_t id = node_insert(cx, edition, x->parent != 0, x->parent, false, 0, x->leaf, x->code,
                x->name,
                                 x->sort, x->kind, x->quality, x->process, x->key_work,
                                         x->full.micro, x->folded,
                                 some(x->method), x->method_version, x->params.p
                                         ? x->params : S(""), x->down,
                                 some(x->measure), x->places, x->step, x->mode, x->cycle,
                                         x->year_rule,
                                 x->evidence, x->missing, x->na, x->na_share, x->scorer != 0,
                                         x->scorer,
                                 x->provider != 0, x->provider, some(x->source), some(x->rule),
                                         some(x->basis));
        put_parts(cx, &e, id, x);
        log_node(cx, edition, NULL, x);
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
                f = fits(cx, &e, id, x);
        if (f)
                return f;
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        edition_touch(cx, e.id, EDITION_DRAFT);
        node_update(cx, id, version, x->parent != 0, x->parent, x->leaf, x->name, x->sort, x->kind,
                x->quality,
                    x->process, x->key_work, x->full.micro, x->folded, some(x->method),
                            x->method_version,
                    x->params.p ? x->params : S(""), x->down, some(x->measure), x->places, x->step,
                            x->mode,
                    x->cycle, x->year_rule, x->evidence, x->missing, x->na, x->na_share,
                            x->scorer != 0,
                    x->scorer, x->provider != 0, x->provider, some(x->source), some(x->rule),
                            some(x->basis));
        put_parts(cx, &e, id, x);
        struct edition_node after = *x;
        after.code = was->code;
        log_node(cx, e.id, was, &after);
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
        node_rows_drop(cx, id);
        node_groups_drop(cx, id);
        node_units_drop(cx, id);
        node_delete(cx, id, version);
        log_node(cx, e.id, was, NULL);
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
        audit_log(cx, "scheme.units", "scheme", e.id, buf_str(&b));
        return audit_conflict(cx, tx_commit(&tx), "scheme", e.id);
}
