/* domain/target/edition.c - reading a scheme's edition; who may read it. */
#include "domain/target/edition.h"
#include "domain/org/org.h"
#include "domain/target/scheme.sql.h"

const char *const edition_state_words[EDITION_STATES] = {
        [EDITION_DRAFT]    = "编制中",
        [EDITION_REVIEW]   = "待审定",
        [EDITION_ISSUED]   = "已下发",
        [EDITION_REPLACED] = "已由新版取代",
        [EDITION_DROPPED]  = "已作废",
};
const char *const node_kind_words[NODE_KINDS + 1] = {
        [INDICATOR_COMMON]   = "共性指标",
        [INDICATOR_FUNCTION] = "职能指标",
        [INDICATOR_KEY]      = "重点工作",
        [INDICATOR_PARTY]    = "党的建设",
        [INDICATOR_SINGLE]   = "单项工作",
};
const char *const node_cycle_words[NODE_CYCLES + 1] = {
        [CYCLE_MONTH] = "每月", [CYCLE_QUARTER] = "每季", [CYCLE_HALF] = "每半年", [CYCLE_YEAR] = "每年",
};
const uint32_t node_cycle_months[NODE_CYCLES] = {
        [CYCLE_MONTH] = 0xfff, [CYCLE_QUARTER] = 0x924, [CYCLE_HALF] = 0x820, [CYCLE_YEAR] = 0x800,
};
const char *const node_evidence_words[NODE_EVIDENCES + 1] = {
        [EVIDENCE_NONE] = "不要材料", [EVIDENCE_WISHED] = "可附材料", [EVIDENCE_WANTED] = "须附材料",
};
const char *const node_yes_words[3] = { "否", "是" };
const char *const node_quality_words[3] = { "定量", "定性" };
const char *const node_process_words[3] = { "结果", "过程" };
const char *const node_down_words[3] = { "越大越好", "越小越好（逆向指标）" };
const char *const node_mode_words[5] = { "四舍五入", "截尾（只舍不入）", "向下取", "向上取" };

const struct fail *edition_find(struct ctx *cx, int64_t id, struct edition *ret)
{
        struct edition_by_id e;
        const struct fail *f = edition_by_id(cx, id, &e);
        if (f)
                return f;
        *ret = (struct edition){
                .id = e.id, .scheme = e.scheme, .unit = e.unit, .base = e.has_base ? e.base : 0,
                .version = e.version, .year = (int)e.year, .number = (int)e.number,
                .name = e.scheme_name, .state = (enum edition_state)e.state, .since = e.since,
                .until = e.until, .basis = e.basis, .reason = e.reason, .digest = e.digest,
                .rules = { .total = { e.total }, .step = e.step, .mode = (enum round_mode)e.mode,
                           .tie = e.tie, .grade_round = (int)e.grade_round, .cut = (int)e.cut,
                           .remainder = e.remainder == 1, .floor_zero = e.floor_zero == 1,
                           .bonus_most = { e.bonus_most }, .penalty_most = { e.penalty_most },
                           .publicity = (int)e.publicity, .appeal = (int)e.appeal,
                           .review = (int)e.review },
        };
        return NULL;
}

const struct fail *edition_see(struct ctx *cx, const struct edition *e)
{
        struct org_unit county, own;
        if (e->state == EDITION_DRAFT || e->state == EDITION_REVIEW || e->state == EDITION_DROPPED)
                return auth_see_year(cx, auth_may(cx, MAY_SCHEME_EDIT) ? MAY_SCHEME_EDIT
                                                                       : MAY_SCHEME_ISSUE,
                                     e->unit, e->year);
        if (!auth_may(cx, MAY_TARGET_VIEW))
                return fail(cx, DENIED, "%s", "");
        const struct fail *f = org_unit_by_id(cx, e->unit, &county);
        if (!f && cx->unit)
                f = org_unit_by_id(cx, cx->unit, &own);
        if (f)
                return f;
        return !cx->unit || str_starts(own.path, county.path)
                     ? NULL
                     : auth_see(cx, MAY_TARGET_VIEW, e->unit);
}

/* ---- the parts ------------------------------------------------------------------------ */

static const struct fail *load_groups(struct ctx *cx, struct edition *e)
{
        struct edition_group *list = NULL;
        int cap = 0;
        struct groups_of it;
        groups_of(&it, cx, e->id);
        while (groups_of_next(&it))
                *VEC_ADD(cx->arena, list, e->n_groups, cap) = (struct edition_group){
                        it.id, it.has_parent ? it.parent : 0, it.code, it.name, (int)it.sort,
                        it.version, (int)it.n_units
                };
        e->groups = list;
        return groups_of_end(&it);
}

static const struct fail *load_units(struct ctx *cx, struct edition *e)
{
        struct edition_unit *list = NULL;
        int cap = 0;
        struct scheme_units_of it;
        scheme_units_of(&it, cx, e->id);
        while (scheme_units_of_next(&it))
                *VEC_ADD(cx->arena, list, e->n_units, cap) = (struct edition_unit){
                        it.unit, it.code, it.name, it.brief, (int)it.kind, it.grp, (int)it.sort,
                        it.ranked == 1, it.competes == 1, it.factor, it.note };
        e->units = list;
        return scheme_units_of_end(&it);
}

static const struct fail *load_grades(struct ctx *cx, struct edition *e)
{
        struct edition_grade *grades = NULL;
        struct edition_quota *quotas = NULL;
        struct edition_class *classes = NULL;
        int cap_grades = 0, cap_quotas = 0, cap_classes = 0;
        struct grades_of g;
        struct quotas_of q;
        struct effect_classes_of c;

        grades_of(&g, cx, e->id);
        while (grades_of_next(&g))
                *VEC_ADD(cx->arena, grades, e->n_grades, cap_grades) =
                        (struct edition_grade){ g.name, g.share, { g.floor_mark } };
        const struct fail *f = grades_of_end(&g);
        if (f)
                return f;
        quotas_of(&q, cx, e->id);
        while (quotas_of_next(&q))
                *VEC_ADD(cx->arena, quotas, e->n_quotas, cap_quotas) =
                        (struct edition_quota){ q.grp, (int)q.rank, (int)q.places };
        f = quotas_of_end(&q);
        if (f)
                return f;
        effect_classes_of(&c, cx, e->id);
        while (effect_classes_of_next(&c))
                *VEC_ADD(cx->arena, classes, e->n_classes, cap_classes) = (struct edition_class){
                        c.id, c.code, c.name, c.penalty == 1, { c.most }, c.rule, (int)c.sort };
        e->grades = grades;
        e->quotas = quotas;
        e->classes = classes;
        return effect_classes_of_end(&c);
}

/* ---- the tree -------------------------------------------------------------------------- */

struct tree { struct edition_node *node; int n; struct edition_node *out; int n_out; };

static void hang(struct tree *t, int64_t parent, int depth)
{
        for (int i = 0; i < t->n; i++)
                if (t->node[i].parent == parent && t->n_out < t->n) {
                        struct edition_node *x = &t->out[t->n_out++];
                        *x = t->node[i];
                        x->depth = depth;
                        hang(t, x->id, depth + 1);
                }
}

static const struct fail *read_nodes(struct ctx *cx, struct edition *e, struct tree *t)
{
        struct nodes_of it;
        int cap = 0;
        nodes_of(&it, cx, e->id);
        while (nodes_of_next(&it)) {
                points *in_group = NEW_ARRAY(cx->arena, points, (size_t)e->n_groups + 1);
                for (int g = 0; g < e->n_groups; g++)
                        in_group[g].micro = it.full_mark;
                *VEC_ADD(cx->arena, t->node, t->n, cap) = (struct edition_node){
                        .id = it.id, .parent = it.has_parent ? it.parent : 0,
                        .stem = it.has_stem ? it.stem : it.id, .version = it.version,
                        .leaf = it.leaf == 1, .code = it.code, .name = it.name,
                        .sort = (int)it.sort, .kind = (enum node_kind)it.kind,
                        .quality = it.quality == 1, .process = it.process == 1,
                        .key_work = it.key_work == 1, .folded = it.folded == 1,
                        .down = it.down == 1, .full = { it.full_mark }, .method = it.method,
                        .method_version = (int)it.method_version, .params = it.params,
                        .measure = it.measure, .places = (int)it.places, .step = it.step,
                        .mode = (enum round_mode)it.mode, .cycle = (enum node_cycle)it.cycle,
                        .year_rule = (enum year_rule)it.year_rule,
                        .evidence = (enum node_evidence)it.evidence,
                        .missing = (enum missing_policy)it.missing, .na = (enum na_policy)it.na,
                        .na_share = it.na_share, .scorer = it.has_scorer ? it.scorer : 0,
                        .provider = it.has_provider ? it.provider : 0, .source = it.source,
                        .rule = it.rule, .basis = it.basis, .in_group = in_group
                };
        }
        return nodes_of_end(&it);
}

static struct edition_node *node_at(const struct tree *t, int64_t id)
{
        for (int i = 0; i < t->n_out; i++)
                if (t->out[i].id == id)
                        return &t->out[i];
        return NULL;
}

static int group_at(const struct edition *e, int64_t id)
{
        for (int g = 0; g < e->n_groups; g++)
                if (e->groups[g].id == id)
                        return g;
        return -1;
}

/* Rows, weights by group and 缺项 come sorted by node; each goes to its own. */
static const struct fail *read_rows(struct ctx *cx, const struct edition *e, struct tree *t)
{
        struct node_rows_of r;
        struct edition_row *list = NULL;
        int64_t last = 0;
        int n = 0, cap = 0;
        node_rows_of(&r, cx, e->id);
        while (node_rows_of_next(&r)) {
                struct edition_node *x = node_at(t, r.node);
                if (!x)
                        continue;
                if (r.node != last)
                        list = NULL, n = 0, cap = 0, last = r.node;
                *VEC_ADD(cx->arena, list, n, cap) = (struct edition_row){
                        r.name, r.bounds, r.bounds2, { r.mark }, r.share, { r.most }
                };
                x->rows = list;
                x->n_rows = n;
        }
        return node_rows_of_end(&r);
}

static const struct fail *read_na(struct ctx *cx, const struct edition *e, struct tree *t)
{
        struct node_units_of u;
        struct edition_na *list = NULL;
        int64_t last = 0;
        int n = 0, cap = 0;
        node_units_of(&u, cx, e->id);
        while (node_units_of_next(&u)) {
                struct edition_node *x = node_at(t, u.node);
                if (!x)
                        continue;
                if (u.node != last)
                        list = NULL, n = 0, cap = 0, last = u.node;
                *VEC_ADD(cx->arena, list, n, cap) = (struct edition_na){ u.unit, u.reason };
                x->nas = list;
                x->n_nas = n;
        }
        return node_units_of_end(&u);
}

static const struct fail *read_weights(struct ctx *cx, const struct edition *e, struct tree *t)
{
        struct node_groups_of w;
        node_groups_of(&w, cx, e->id);
        while (node_groups_of_next(&w)) {
                struct edition_node *x = node_at(t, w.node);
                int g = group_at(e, w.grp);
                if (x && g >= 0)
                        x->in_group[g] = w.applies ? (points){ w.full_mark } : FULL_NONE;
        }
        return node_groups_of_end(&w);
}

const struct fail *edition_read(struct ctx *cx, int64_t id, struct edition *ret)
{
        struct tree t = { 0 };
        const struct fail *f = edition_find(cx, id, ret);
        if (!f)
                f = load_groups(cx, ret);
        if (!f)
                f = load_units(cx, ret);
        if (!f)
                f = load_grades(cx, ret);
        if (!f)
                f = read_nodes(cx, ret, &t);
        if (f)
                return f;
        t.out = NEW_ARRAY(cx->arena, struct edition_node, (size_t)t.n + 1);
        hang(&t, 0, 0);
        f = read_rows(cx, ret, &t);
        if (!f)
                f = read_na(cx, ret, &t);
        if (!f)
                f = read_weights(cx, ret, &t);
        ret->nodes = t.out;
        ret->n_nodes = t.n_out;
        return f;
}

bool edition_group_holds(const struct edition *e, int g)
{
        bool has_parts = false;
        for (int k = 0; k < e->n_groups; k++)
                has_parts |= e->groups[k].parent == e->groups[g].id;
        return has_parts && !e->groups[g].n_units;
}

const struct edition_group *edition_group_of(const struct edition *e, int64_t id)
{
        int g = group_at(e, id);
        return g < 0 ? NULL : &e->groups[g];
}

const struct edition_node *edition_node_of(const struct edition *e, int64_t id)
{
        for (int i = 0; i < e->n_nodes; i++)
                if (e->nodes[i].id == id)
                        return &e->nodes[i];
        return NULL;
}

const struct edition_node *edition_node_of_stem(const struct edition *e, int64_t stem)
{
        for (int i = 0; i < e->n_nodes; i++)
                if (e->nodes[i].stem == stem)
                        return &e->nodes[i];
        return NULL;
}

const struct edition_unit *edition_unit_of(const struct edition *e, int64_t unit)
{
        for (int i = 0; i < e->n_units; i++)
                if (e->units[i].unit == unit)
                        return &e->units[i];
        return NULL;
}
