/* domain/target/year/places.c - what a scheme asks for: leaves, inputs, units, who gives what. */
#include "domain/target/year/figure.h"
#include "domain/target/year/figure.sql.h"

const char *const figure_state_words[FIGURE_STATES] = {
        [FIGURE_DRAFT] = "草稿", [FIGURE_SUBMITTED] = "待审核", [FIGURE_RETURNED] = "已退回",
        [FIGURE_REVIEWED] = "已审核",
};
const char *const figure_source_words[FIGURE_SOURCES] = {
        [FIGURE_BY_HAND] = "填报", [FIGURE_BY_FILE] = "文件导入", [FIGURE_BY_DOMAIN] = "系统取数",
        [FIGURE_BY_BALLOT] = "评议汇总",
};
const char *const period_state_words[PERIOD_STATES] = {
        [PERIOD_OPEN] = "未锁定", [PERIOD_LOCKED] = "已锁定",
};

enum { UNIT_DAY = 5, STATS_DAY = 18 };  /* performance.md 2.2: units by the 5th, statistics by the 18th */

/* Events, direct marks and levels are a judgement: who scores enters them. */
static bool is_judged(const struct edition_node *x, const struct leaf *leaf)
{
        return x->scorer && ((leaf->method->needs & NEED_COUNTS) || str_is(x->method, "F0") ||
                             str_is(x->method, "F13"));
}

static const struct fail *leaf_fill(struct ctx *cx, const struct edition_node *x,
                                    struct figure_leaf *l)
{
        const struct fail *f = leaf_of_node(cx, x, &l->leaf);
        if (f)
                return f;
        struct figure_input *in = NEW_ARRAY(cx->arena, struct figure_input, (size_t)l->leaf.n_columns + 1);
        int n = 0;
        for (int i = 0; i < l->leaf.n_columns; i++) {
                struct method_input m = leaf_column(cx->arena, &l->leaf, i);
                if (figure_of_book(str_of(m.key)))
                        continue;
                in[n++] = (struct figure_input){
                        .key = str_of(m.key), .kind = m.kind, .optional = m.optional,
                        .name = l->leaf.method->needs & NEED_COUNTS && i < l->leaf.n_rows
                                        ? l->leaf.rows[i].name
                                        : str_of(words_of(cx->lang, m.name)),
                        .places = m.kind == KIND_FIGURE ? x->places : m.kind == KIND_COUNT ? 0
                                                                                           : FIGURE_PLACES };
        }
        l->x = x;
        l->inputs = in;
        l->n_inputs = n;
        l->months = node_cycle_months[x->cycle];
        l->scored = is_judged(x, &l->leaf);
        return NULL;
}

static int node_at(const struct edition *e, int64_t id)
{
        for (int i = 0; i < e->n_nodes; i++)
                if (e->nodes[i].id == id)
                        return i;
        return -1;
}

/* A leaf counts in a group when it and everything above it does. */
static void leaf_groups(struct ctx *cx, const struct edition *e, struct figure_leaf *l)
{
        uint8_t *in = NEW_ARRAY(cx->arena, uint8_t, (size_t)e->n_groups + 1);
        for (int g = 0; g < e->n_groups; g++) {
                in[g] = 1;
                for (int64_t id = l->x->id; id;) {
                        int i = node_at(e, id);
                        if (i < 0 || e->nodes[i].in_group[g].micro == FULL_NONE.micro)
                                in[g] = 0;
                        id = i < 0 ? 0 : e->nodes[i].parent;
                }
        }
        l->in_group = in;
}

static const struct fail *rules_of(struct ctx *cx, struct figure_year *y)
{
        struct figure_rule_of r;
        struct periods_of p;
        y->unit_day = UNIT_DAY;
        y->stats_day = STATS_DAY;
        figure_rule_of(&r, cx, y->e.scheme);
        while (figure_rule_of_next(&r)) {
                y->unit_day = (int)r.unit_day;
                y->stats_day = (int)r.stats_day;
                y->inner = r.inner_review == 1;
                y->rule_version = r.version;
        }
        const struct fail *f = figure_rule_of_end(&r);
        if (f)
                return f;
        periods_of(&p, cx, y->e.scheme);
        while (periods_of_next(&p))
                if (p.state == PERIOD_LOCKED)
                        y->locked |= 1u << p.period;
        return periods_of_end(&p);
}

const struct fail *figure_year_open(struct ctx *cx, int64_t scheme, struct figure_year *ret)
{
        struct figure_edition_of newest;
        const struct fail *f = figure_edition_of(cx, scheme, EDITION_ISSUED, &newest);
        return f ? f : figure_year_of(cx, newest.id, ret);
}

const struct fail *figure_year_of(struct ctx *cx, int64_t edition, struct figure_year *ret)
{
        *ret = (struct figure_year){ 0 };
        const struct fail *f = edition_read(cx, edition, &ret->e);
        if (!f)
                f = rules_of(cx, ret);
        if (!f)
                f = calendar_load(cx, &ret->calendar);
        if (f)
                return f;
        const struct edition *e = &ret->e;
        struct figure_leaf *leaves = NEW_ARRAY(cx->arena, struct figure_leaf, (size_t)e->n_nodes + 1);
        int *group = NEW_ARRAY(cx->arena, int, (size_t)e->n_units + 1);
        for (int i = 0; i < e->n_nodes; i++) {
                if (!e->nodes[i].leaf)
                        continue;
                f = leaf_fill(cx, &e->nodes[i], &leaves[ret->n_leaves]);
                if (f)
                        return f;
                leaf_groups(cx, e, &leaves[ret->n_leaves++]);
        }
        for (int u = 0; u < e->n_units; u++)
                for (int g = 0; g < e->n_groups; g++)
                        if (e->groups[g].id == e->units[u].grp)
                                group[u] = g;
        ret->leaves = leaves;
        ret->group = group;
        return NULL;
}

int figure_leaf_at(const struct figure_year *y, int64_t stem)
{
        for (int i = 0; i < y->n_leaves; i++)
                if (y->leaves[i].x->stem == stem)
                        return i;
        return -1;
}

bool figure_asked(const struct figure_year *y, int leaf, int unit_at)
{
        const struct figure_leaf *l = &y->leaves[leaf];
        if (!l->in_group[y->group[unit_at]])
                return false;
        for (int i = 0; i < l->x->n_nas; i++)
                if (l->x->nas[i].unit == y->e.units[unit_at].unit)
                        return false;
        return true;
}

int64_t figure_owner(const struct edition_node *x, const struct leaf *leaf, int64_t unit)
{
        return is_judged(x, leaf) ? x->scorer : x->provider ? x->provider : unit;
}

int64_t figure_giver(const struct figure_leaf *l, int64_t unit)
{
        return figure_owner(l->x, &l->leaf, unit);
}

enum perm figure_perm(const struct figure_leaf *l) { return l->scored ? MAY_SCORE_GIVE : MAY_FIGURE_EDIT; }

bool figure_may_give(struct ctx *cx, const struct figure_year *y, const struct figure_leaf *l,
                     int64_t giver)
{
        return auth_change_year(cx, figure_perm(l), giver, y->e.year) == NULL;
}

day figure_due(struct ctx *cx, const struct figure_year *y, const struct figure_leaf *l, int period)
{
        (void)cx;
        bool stats = !l->scored && l->x->provider;
        int month = period + 2, year = y->e.year;
        if (month > 12)
                month -= 12, year++;
        day d = day_make(year, month, stats || l->scored ? y->stats_day : y->unit_day);
        while (!calendar_works(&y->calendar, d))
                d = day_add(d, 1);
        return d;
}

str figure_period_name(struct ctx *cx, enum node_cycle c, int period)
{
        static const char *const quarters[] = { "一季度", "二季度", "三季度", "四季度" };
        switch (c) {
        case CYCLE_MONTH:
        case NODE_CYCLES:
                break;
        case CYCLE_QUARTER:
                return str_of(words_of(cx->lang, quarters[period / 3]));
        case CYCLE_HALF:
                return str_of(words_of(cx->lang, period < 6 ? "上半年" : "全年"));
        case CYCLE_YEAR:
                return str_of(words_of(cx->lang, "全年"));
        }
        return str_f(cx->arena, words_of(cx->lang, "%d 月"), period + 1);
}

/* A figure that runs on from January may not fall; any may not leap. Compared exactly. */
const char *figure_doubt(const struct figure_leaf *l, const struct figure_input *in, int period,
                         int64_t value, int last_period, int64_t last)
{
        if (last_period < 0 || last_period >= period)
                return NULL;
        bool runs_on = l->x->year_rule == YEAR_LAST && in->kind == KIND_FIGURE && !l->x->down &&
                       !str_is(l->x->measure, "%") && !str_is(l->x->measure, "分");
        if (runs_on && value < last)
                return "比上期少：累计数一般不会减少";
        if (!last || (in->kind == KIND_COUNT && value < 10))
                return NULL;
        wide a = value < 0 ? -(wide)value : (wide)value, b = last < 0 ? -(wide)last : (wide)last;
        /* in proportion to the months, three times what it was */
        wide expected = runs_on ? b * (period + 1) / (last_period + 1) : b;
        if (a > expected * 3)
                return "是上期的三倍以上，请核对单位和小数点";
        if (a * 3 < b)
                return "不到上期的三分之一，请核对单位和小数点";
        return NULL;
}
