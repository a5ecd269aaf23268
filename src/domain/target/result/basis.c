/* domain/target/result/basis.c - what a result rests on, gathered from the database. */
#include "domain/target/goal/goal.h"
#include "domain/target/result/basis.h"
#include "domain/target/result/result.sql.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/year/figure.h"

enum { APPROVED = 1 };                  /* effect.state: the second of the ratings' enum effect_state */

/* ---- places in the input ------------------------------------------------------------------- */

/* id → index; ids of a scheme lie close together, so a few steps find one. */
struct spot { int64_t id; int at; };
struct spots { struct spot *v; uint32_t mask; };

static void spots_make(struct arena *a, int n, struct spots *ret)
{
        uint32_t size = 16;
        while (size < 4 * (uint32_t)n)
                size *= 2;
        ret->v = NEW_ARRAY(a, struct spot, size);
        ret->mask = size - 1;
}
static void spots_put(struct spots *s, int64_t id, int at)
{
        uint32_t i = (uint32_t)id & s->mask;
        while (s->v[i].id && s->v[i].id != id)
                i = (i + 1) & s->mask;
        s->v[i] = (struct spot){ id, at };
}
static int spots_find(const struct spots *s, int64_t id)
{
        uint32_t i = (uint32_t)id & s->mask;
        while (s->v[i].id && s->v[i].id != id)
                i = (i + 1) & s->mask;
        return s->v[i].id == id ? s->v[i].at : -1;
}

/* Columns of the scheme with the words and places their figures have. */
struct column_of { str key; int places, leaf; bool target; };
struct places {
        struct spots      leaf, unit;           /* by stem, by unit */
        struct column_of *column;
};

static void places_make(struct ctx *cx, const struct result_basis *b, struct places *ret)
{
        const struct scheme *s = &b->ready.scheme;
        ret->column = NEW_ARRAY(cx->arena, struct column_of, (size_t)b->ready.n_columns + 1);
        spots_make(cx->arena, s->n_leaves, &ret->leaf);
        spots_make(cx->arena, b->ready.n_units, &ret->unit);
        for (int l = 0; l < s->n_leaves; l++) {
                const struct leaf *leaf = &s->leaves[l];
                spots_put(&ret->leaf, b->e.nodes[s->node_of[l] - 1].stem, l);
                for (int i = 0; i < leaf->n_columns; i++) {
                        struct method_input in = leaf_column(cx->arena, leaf, i);
                        str key = str_of(in.key);
                        ret->column[leaf->column + i] = (struct column_of){
                                key, in.kind == KIND_FIGURE ? leaf->places : 0, l,
                                figure_of_book(key) };
                }
        }
        for (int u = 0; u < b->ready.n_units; u++)
                spots_put(&ret->unit, b->ready.unit_ids[u], u);
}

static int column_find(const struct result_basis *b, const struct places *p, int leaf, str key)
{
        const struct leaf *x = &b->ready.scheme.leaves[leaf];
        for (int c = x->column; c < x->column + x->n_columns; c++)
                if (str_eq(p->column[c].key, key))
                        return c;
        return -1;
}

static const struct fail *unfit(struct ctx *cx, const struct result_basis *b, int leaf, int unit,
                                int period)
{
        const struct edition_unit *u = edition_unit_of(&b->e, b->ready.unit_ids[unit]);
        return fail(cx, INVALID, "%.*s的“%.*s”第 %d 月的数比指标规定的小数位多，请先更正",
                    STR(u->brief), STR(b->ready.scheme.leaves[leaf].name), period + 1);
}

/* ---- the scheme of these months -------------------------------------------------------------- */

void result_shape(struct arena *a, struct result_basis *b)
{
        const struct scheme *s = &b->ready.scheme;
        size_t n = (size_t)s->n_nodes * (size_t)s->n_groups;
        points *full = NEW_ARRAY(a, points, n + 1);
        uint32_t months = ((uint32_t)2 << b->through) - 1;
        memcpy(full, s->full, n * sizeof(points));
        b->n_due = 0;
        for (int l = 0; l < s->n_leaves; l++) {
                int node = s->node_of[l];
                if (!s->nodes[node].periods || s->nodes[node].periods & months) {
                        b->n_due++;
                        continue;
                }
                for (int g = 0; g < s->n_groups; g++)
                        full[(size_t)g * (size_t)s->n_nodes + (size_t)node] = FULL_NONE;
        }
        /* what is below a block that a group has not is not the group's either: nobody waits for it */
        for (int g = 0; g < s->n_groups; g++) {
                points *own = full + (size_t)g * (size_t)s->n_nodes;
                for (int k = 1; k < s->n_nodes; k++)
                        if (own[s->nodes[k].parent].micro == FULL_NONE.micro)
                                own[k] = FULL_NONE;
        }
        b->scheme = *s;
        b->scheme.full = full;
        b->input = (struct input){ .n_units = b->ready.n_units, .n_periods = b->through + 1,
                                   .n_columns = b->ready.n_columns, .year = true,
                                   .first = b->ready.first, .unit_flags = b->ready.flags };
        size_t cells = (size_t)b->input.n_periods * (size_t)b->input.n_columns *
                       (size_t)b->input.n_units;
        b->figure = arena_take(a, (cells + 1) * sizeof(int64_t));
        b->source = NEW_ARRAY(a, int64_t, cells + 1);
        for (size_t i = 0; i < cells; i++)
                b->figure[i] = FIGURE_NONE;
        b->input.figure = b->figure;
}

void result_rules(struct arena *a, struct result_basis *b)
{
        const struct edition *e = &b->e;
        struct effect_class *classes = NEW_ARRAY(a, struct effect_class, (size_t)e->n_classes + 1);
        struct grade *grades = NEW_ARRAY(a, struct grade, (size_t)e->n_grades + 1);
        size_t n = (size_t)b->ready.n_groups * (size_t)e->n_grades;
        int *counts = NEW_ARRAY(a, int, n + 1);
        for (int i = 0; i < e->n_classes; i++)
                classes[i] = (struct effect_class){
                        e->classes[i].code, e->classes[i].name,
                        e->classes[i].penalty ? EFFECT_PENALTY : EFFECT_BONUS, e->classes[i].most };
        for (int i = 0; i < e->n_grades; i++)
                grades[i] = (struct grade){ e->grades[i].name, e->grades[i].share,
                                            e->grades[i].floor_mark };
        for (size_t i = 0; i < n; i++)
                counts[i] = -1;
        for (int q = 0; q < e->n_quotas; q++)
                for (int g = 0; g < b->ready.n_groups; g++)
                        if (e->groups[b->ready.group_at[g]].id == e->quotas[q].grp &&
                            e->quotas[q].rank < e->n_grades)
                                counts[g * e->n_grades + e->quotas[q].rank] = e->quotas[q].places;
        b->rules = (struct effect_rules){ classes, e->n_classes, e->rules.bonus_most,
                                          e->rules.penalty_most, e->rules.floor_zero };
        b->grades = (struct grade_rules){ grades, e->n_grades,
                                          (enum quota_round)e->rules.grade_round,
                                          e->rules.remainder, (enum cut_rule)e->rules.cut, counts };
}

/* ---- figures ---------------------------------------------------------------------------------- */

/* 缺项 of the scheme: no figure of anyone makes it count. */
static void put_nas(struct result_basis *b, const struct places *p)
{
        const struct scheme *s = &b->ready.scheme;
        for (int l = 0; l < s->n_leaves; l++) {
                const struct edition_node *x = &b->e.nodes[s->node_of[l] - 1];
                for (int i = 0; i < x->n_nas; i++) {
                        int u = spots_find(&p->unit, x->nas[i].unit);
                        for (int c = 0; u >= 0 && c < s->leaves[l].n_columns; c++)
                                for (int m = 0; m <= b->through; m++) {
                                        size_t at = input_at(&b->input, m, s->leaves[l].column + c,
                                                             u);
                                        b->figure[at] = FIGURE_NA;
                                        b->source[at] = 0;
                                }
                }
        }
}

static const struct fail *load_figures(struct ctx *cx, struct result_basis *b, struct places *p)
{
        struct run_figures it;
        int64_t stem = 0, unit = 0;
        int leaf = -1, u = -1, column = -1;
        const struct fail *f = NULL;
        run_figures(&it, cx, b->e.scheme, b->through, FIGURE_REVIEWED);
        while (!f && run_figures_next(&it)) {
                if (it.stem != stem) {
                        stem = it.stem, leaf = spots_find(&p->leaf, stem);
                        column = leaf < 0 ? -1 : column_find(b, p, leaf, it.input);
                }
                if (it.unit != unit)
                        unit = it.unit, u = spots_find(&p->unit, unit);
                if (leaf < 0 || u < 0)
                        continue;               /* of an edition that is no more, or not assessed */
                if (column < 0 || !str_eq(p->column[column].key, it.input))
                        column = column_find(b, p, leaf, it.input);
                if (column < 0)
                        continue;
                size_t at = input_at(&b->input, (int)it.period, column, u);
                b->source[at] = it.id;
                if (it.na)
                        b->figure[at] = FIGURE_NA;
                else if (it.places == p->column[column].places)
                        b->figure[at] = it.value;
                else if (!figure_scale(it.value, (int)it.places, p->column[column].places,
                                       &b->figure[at]))
                        f = unfit(cx, b, leaf, u, (int)it.period);
        }
        const struct fail *end = run_figures_end(&it);
        return f ? f : end;
}

static day month_end(int year, int month)
{
        return day_add(month == 11 ? day_make(year + 1, 1, 1) : day_make(year, month + 2, 1), -1);
}

/* ---- targets ------------------------------------------------------------------------------------ */

struct quarters { bool has[GOAL_QUARTERS]; int64_t v[GOAL_QUARTERS]; };

static const struct fail *load_quarters(struct ctx *cx, int64_t scheme, struct spots *by_goal,
                                        struct quarters **ret)
{
        struct run_goal_quarters it;
        struct quarters *list = NULL;
        int64_t *ids = NULL, last = 0;
        int n = 0, cap = 0, n_ids = 0, cap_ids = 0;
        run_goal_quarters(&it, cx, scheme);
        while (run_goal_quarters_next(&it)) {
                if (it.goal != last) {
                        *VEC_ADD(cx->arena, list, n, cap) = (struct quarters){ { false }, { 0 } };
                        *VEC_ADD(cx->arena, ids, n_ids, cap_ids) = last = it.goal;
                }
                if (it.part >= 1 && it.part <= 4)
                        list[n - 1].has[it.part - 1] = true, list[n - 1].v[it.part - 1] = it.value;
        }
        spots_make(cx->arena, n, by_goal);
        for (int i = 0; i < n; i++)
                spots_put(by_goal, ids[i], i);
        *ret = list;
        return run_goal_quarters_end(&it);
}

/* Books come in order: a later one writes over the earlier from the month on at whose end it was in
 * force; the first one also serves the months before it. */
static const struct fail *load_goals(struct ctx *cx, struct result_basis *b, struct places *p)
{
        struct run_goals it;
        struct spots by_goal;
        struct quarters *quarters, none = { 0 };
        int64_t book_unit = 0;
        day first = DAY_NONE;
        const struct fail *f = load_quarters(cx, b->e.scheme, &by_goal, &quarters);
        if (f)
                return f;
        run_goals(&it, cx, b->e.scheme);
        while (!f && run_goals_next(&it)) {
                if (it.unit != book_unit)
                        book_unit = it.unit, first = it.since;
                int leaf = spots_find(&p->leaf, it.stem), u = spots_find(&p->unit, it.unit);
                int c = leaf < 0 ? -1 : column_find(b, p, leaf, it.input);
                if (c < 0 || u < 0)
                        continue;
                int at = spots_find(&by_goal, it.id);
                struct quarters q = at < 0 ? none : quarters[at];
                struct goal_target t = { .has_value = true, .value = it.value,
                                         .places = (int)it.places,
                                         .course = (enum goal_course)it.course };
                memcpy(t.has_quarter, q.has, sizeof(q.has));
                memcpy(t.quarter, q.v, sizeof(q.v));
                for (int m = 0; m <= b->through; m++) {
                        size_t cell = input_at(&b->input, m, c, u);
                        if (it.since.n > month_end(b->e.year, m).n && it.since.n != first.n)
                                continue;
                        if (!goal_schedule_at(&t, m, p->column[c].places, &b->figure[cell]))
                                f = unfit(cx, b, leaf, u, m);
                        b->source[cell] = -it.id;
                }
        }
        const struct fail *end = run_goals_end(&it);
        return f ? f : end;
}

/* ---- effects and decisions -------------------------------------------------------------------- */

static int grade_named(const struct edition *e, str name)
{
        for (int i = 0; i < e->n_grades; i++)
                if (str_eq(e->grades[i].name, name))
                        return i;
        return -1;
}
static int class_coded(const struct edition *e, str code, bool penalty)
{
        for (int i = 0; code.n && i < e->n_classes; i++)
                if (str_eq(e->classes[i].code, code) && e->classes[i].penalty == penalty)
                        return i;
        return -1;
}

static const struct fail *load_effects(struct ctx *cx, struct result_basis *b,
                                       const struct places *p)
{
        struct run_effects it;
        struct effect *list = NULL;
        int64_t *ids = NULL;
        int n = 0, cap = 0, cap_ids = 0, n_ids = 0;
        day until = month_end(b->e.year, b->through);
        const struct fail *f = NULL;
        run_effects(&it, cx, b->e.scheme, APPROVED, until);
        while (!f && run_effects_next(&it)) {
                struct effect x = { .unit = spots_find(&p->unit, it.unit),
                        .kind = (enum effect_kind)it.kind, .title = it.title, .basis = it.basis,
                        .decided_by = it.decided_by, .on = it.happened, .level = (int)it.level,
                        .matter = it.matter,
                        .klass = class_coded(&b->e, it.class, it.kind == EFFECT_PENALTY),
                        .amount = { it.amount }, .grade = -1,
                        .lifted = day_is(it.lifted) && it.lifted.n <= cx->today.n,
                        .lifted_by = it.lifted_by, .proved = effect_proof(it.basis) };
                if (x.unit < 0)
                        continue;
                if (it.kind >= EFFECT_CEILING) {
                        x.grade = grade_named(&b->e, it.grade);
                        if (x.grade < 0)
                                f = fail(cx, INVALID, "“%.*s”所限的等次“%.*s”不在方案里",
                                         STR(it.title), STR(it.grade));
                }
                *VEC_ADD(cx->arena, list, n, cap) = x;
                *VEC_ADD(cx->arena, ids, n_ids, cap_ids) = it.id;
        }
        b->effects = list, b->effect_ids = ids, b->n_effects = n;
        const struct fail *end = run_effects_end(&it);
        return f ? f : end;
}

static const struct fail *load_decisions(struct ctx *cx, struct result_basis *b,
                                         const struct places *p)
{
        struct run_decisions it;
        struct grade_decision *list = NULL;
        int64_t *ids = NULL;
        int n = 0, cap = 0, cap_ids = 0, n_ids = 0;
        const struct fail *f = NULL;
        run_decisions(&it, cx, b->e.scheme);
        while (!f && run_decisions_next(&it)) {
                struct grade_decision x = { spots_find(&p->unit, it.unit),
                                            grade_named(&b->e, it.grade), it.reason, it.decided_by,
                                            it.decided };
                if (x.unit < 0)
                        continue;
                if (x.grade < 0)
                        f = fail(cx, INVALID, "等次决定里的“%.*s”不在方案里", STR(it.grade));
                *VEC_ADD(cx->arena, list, n, cap) = x;
                *VEC_ADD(cx->arena, ids, n_ids, cap_ids) = it.id;
        }
        b->decisions = list, b->decision_ids = ids, b->n_decisions = n;
        const struct fail *end = run_decisions_end(&it);
        return f ? f : end;
}

/* ---- all ---------------------------------------------------------------------------------------- */

static const struct fail *load_edition(struct ctx *cx, int64_t scheme, struct result_basis *b)
{
        struct scheme_by_id s;
        struct edition_in_force now;
        const struct fail *f = scheme_by_id(cx, scheme, &s);
        if (f)
                return f;
        day end = month_end((int)s.year, b->through);
        f = edition_in_force(cx, scheme, end, &now);
        if (f && f->kind == FAIL_NOT_FOUND)     /* issued in March, it also serves January */
                f = edition_in_force(cx, scheme, day_make((int)s.year, 12, 31), &now);
        if (f && f->kind == FAIL_NOT_FOUND)
                return fail(cx, NOT_FOUND, "方案还没有下发，不能核算");
        return f ? f : edition_read(cx, now.id, &b->e);
}

static const struct fail *load_all(struct ctx *cx, int64_t scheme, struct result_basis *b)
{
        struct places p;
        const struct fail *f = load_edition(cx, scheme, b);
        if (!f)
                f = edition_to_score(cx, &b->e, &b->ready);
        if (f)
                return f;
        result_shape(cx->arena, b);
        f = scheme_ready(cx, &b->scheme, &b->input);
        if (f)
                return f;
        result_rules(cx->arena, b);
        places_make(cx, b, &p);
        f = load_goals(cx, b, &p);
        if (!f)
                f = load_figures(cx, b, &p);
        if (f)
                return f;
        put_nas(b, &p);
        f = load_effects(cx, b, &p);
        if (!f && b->stage != RESULT_MONITOR)
                f = load_decisions(cx, b, &p);
        return f;
}

const struct fail *result_load(struct ctx *cx, int64_t scheme, int through,
                               enum result_stage stage, struct result_basis *ret)
{
        struct result_basis b = { .through = through, .stage = stage };
        must(through >= 0 && through <= 11);
        bool own = !cx->db->in_snapshot && !cx->db->in_tx;
        const struct fail *f = own ? db_snapshot_begin(cx) : NULL;
        if (f)
                return f;
        f = load_all(cx, scheme, &b);
        if (own)
                db_snapshot_end(cx);
        if (!f)
                *ret = b;
        return f;
}
