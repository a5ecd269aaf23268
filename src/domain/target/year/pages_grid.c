/* domain/target/year/pages_grid.c - the grid of entry: a unit's own figures, or one indicator for all units. */
#include "domain/org/org.h"
#include "domain/target/goal/goal.h"
#include "domain/target/year/faces.h"
#include "domain/target/year/grid.html.h"

/* A cell of the grid in the terms of the rule. */
struct spot { int leaf, unit_at, input, row, col; };

struct grid { struct ctx *cx; struct grid_page *p; struct spot *spots; int n, cap;
              const struct figure_row *now, *last; int n_now, n_last; int last_month;
              const struct goal_target *goals; int n_goals; };

static bool gives_for_others(const struct figure_leaf *l) { return l->scored || l->x->provider; }

/* Of an indicator that the program counts; where it comes to nothing, people may. */
static const char by_itself[] = "系统取数，取不到的才填";

static const struct figure_row *row_at(const struct figure_row *rows, int n, int64_t unit,
                                       int64_t stem, str input)
{
        for (int i = 0; i < n; i++)
                if (rows[i].unit == unit && rows[i].stem == stem && str_eq(rows[i].input, input))
                        return &rows[i];
        return NULL;
}

/* The month before in which the indicator was due; -1: none in this year. */
static int month_before(const struct figure_leaf *l, int month)
{
        for (int m = month - 1; m >= 0; m--)
                if (l->months >> m & 1)
                        return m;
        return -1;
}

/* ---- the schedule beside what was given ---------------------------------------------------------- */

static const struct goal_target *goal_at(const struct grid *g, int64_t unit, int64_t stem)
{
        for (int i = 0; i < g->n_goals; i++)
                if (g->goals[i].unit == unit && g->goals[i].stem == stem && str_is(g->goals[i].input, "target"))
                        return &g->goals[i];
        return NULL;
}

/* What the unit is ahead or behind, with the places of the finer of both. */
static void gap_fill(struct grid *g, const struct figure_row *r, struct grid_row *row)
{
        int places = r->places > row->plan_places ? r->places : row->plan_places;
        int64_t have, plan;
        if (r->na || !figure_scale(r->value, r->places, places, &have) ||
            !figure_scale(row->plan_at, row->plan_places, places, &plan))
                return;
        int64_t ahead = row->down ? plan - have : have - plan;
        str n = figure_str(g->cx->arena, g->cx->lang, ahead < 0 ? -ahead : ahead, places);
        row->lags = ahead < 0;
        row->gap = !ahead ? str_of(words_of(g->cx->lang, "与序时持平"))
                 : str_f(g->cx->arena, words_of(g->cx->lang, ahead < 0 ? "落后 %.*s" : "超 %.*s"), STR(n));
        g->p->n_lags += row->lags;
}

static void plan_fill(struct grid *g, const struct spot *s, const struct figure_row *r, str field)
{
        const struct figure_year *y = &g->p->frame.y;
        const struct figure_leaf *l = &y->leaves[s->leaf];
        struct grid_row *row = &g->p->rows[s->row];
        const struct goal_target *t = str_is(l->inputs[s->input].key, "actual")
                ? goal_at(g, y->e.units[s->unit_at].unit, l->x->stem) : NULL;
        int64_t plan = t ? goal_schedule(t, g->p->frame.month) : FIGURE_NONE;
        if (plan == FIGURE_NONE)
                return;
        row->has_plan = true, row->down = l->x->down;
        row->plan_at = plan, row->plan_places = t->places;
        row->plan = figure_str(g->cx->arena, g->cx->lang, plan, t->places);
        row->of = field;
        g->p->n_plans++;
        if (r)
                gap_fill(g, r, row);
}

/* ---- cells and rows -------------------------------------------------------------------------------- */

static void fill_cell(struct grid *g, const struct spot *s, struct grid_cell *c)
{
        const struct figure_year *y = &g->p->frame.y;
        const struct figure_leaf *l = &y->leaves[s->leaf];
        const struct figure_input *in = &l->inputs[s->input];
        int64_t unit = y->e.units[s->unit_at].unit;
        const struct figure_row *r = row_at(g->now, g->n_now, unit, l->x->stem, in->key);
        const struct figure_row *before = row_at(g->last, g->n_last, unit, l->x->stem, in->key);
        c->name = str_f(g->cx->arena, "v-%ld-%ld-%.*s", unit, l->x->stem, STR(in->key));
        c->raw = r ? r->raw : S("");
        c->seen = r ? r->version : 0;
        c->id = r ? r->id : 0;
        c->opinion = r && r->state == FIGURE_RETURNED ? r->opinion : (str){ 0 };
        c->lamp = r ? figure_lamp(r) : NULL;
        c->state = r ? figure_state_words[r->state] : NULL;
        bool waits_here = !r || r->state == FIGURE_DRAFT || r->state == FIGURE_RETURNED;
        c->open = g->p->may_edit && !g->p->frame.locked && waits_here;
        c->last = before ? figure_text(g->cx, l, in, before) : (str){ 0 };
        if (before && r && !r->na && !before->na)
                c->doubt = figure_doubt(l, in, g->p->frame.month, r->value, before->period, before->value);
        plan_fill(g, s, r, c->name);
        g->p->n_open += c->open;
        g->p->n_drafts += r && r->state == FIGURE_DRAFT;
}

static void add_spot(struct grid *g, int leaf, int unit_at, int input, int row, int col)
{
        *VEC_ADD(g->cx->arena, g->spots, g->n, g->cap) = (struct spot){ leaf, unit_at, input, row, col };
        fill_cell(g, &g->spots[g->n - 1], &g->p->rows[row].cell[col]);
}

static str reason_of(struct grid *g, int leaf, int unit_at)
{
        const struct figure_year *y = &g->p->frame.y;
        for (int i = 0; i < g->n_now; i++)
                if (g->now[i].unit == y->e.units[unit_at].unit && g->now[i].stem == y->leaves[leaf].x->stem &&
                    g->now[i].na && g->now[i].reason.n)
                        return g->now[i].reason;
        return S("");
}

static struct grid_row *add_row(struct grid *g, int leaf, int unit_at, str title, str small)
{
        struct grid_page *p = g->p;
        struct grid_row *r = &p->rows[p->n_rows++];
        const struct figure_leaf *l = &p->frame.y.leaves[leaf];
        *r = (struct grid_row){ .title = title, .small = small, .reason = reason_of(g, leaf, unit_at),
                .reason_name = str_f(g->cx->arena, "n-%ld-%ld", p->frame.y.e.units[unit_at].unit, l->x->stem),
                .evidence = l->x->evidence == EVIDENCE_WANTED };
        return r;
}

/* ---- the two shapes ---------------------------------------------------------------------------- */

/* One indicator: a row a unit, a column an input. */
static void rows_of_leaf(struct grid *g, int leaf)
{
        struct grid_page *p = g->p;
        const struct figure_year *y = &p->frame.y;
        const struct figure_leaf *l = &y->leaves[leaf];
        p->rows = NEW_ARRAY(g->cx->arena, struct grid_row, (size_t)y->e.n_units + 1);
        for (int k = 0; k < l->n_inputs && k < GRID_COLUMNS; k++)
                p->heads[p->n_cols++] = l->inputs[k].kind == KIND_FIGURE && l->x->measure.n
                        ? str_f(g->cx->arena, "%.*s（%.*s）", STR(l->inputs[k].name), STR(l->x->measure))
                        : l->inputs[k].name;
        for (int u = 0; u < y->e.n_units; u++) {
                if (!figure_asked(y, leaf, u))
                        continue;
                add_row(g, leaf, u, y->e.units[u].brief, y->e.groups[y->group[u]].name);
                for (int k = 0; k < p->n_cols; k++)
                        add_spot(g, leaf, u, k, p->n_rows - 1, k);
        }
}

/* The unit's own: a row an indicator and input, one column. */
static void rows_of_unit(struct grid *g)
{
        struct grid_page *p = g->p;
        const struct figure_year *y = &p->frame.y;
        int most = 0, unit_at = -1;
        for (int u = 0; u < y->e.n_units; u++)
                if (y->e.units[u].unit == p->giver)
                        unit_at = u;
        for (int i = 0; i < y->n_leaves; i++)
                most += y->leaves[i].n_inputs;
        p->rows = NEW_ARRAY(g->cx->arena, struct grid_row, (size_t)most + 1);
        p->heads[p->n_cols++] = str_of(words_of(g->cx->lang, "本期"));
        for (int i = 0; unit_at >= 0 && i < y->n_leaves; i++) {
                const struct figure_leaf *l = &y->leaves[i];
                if (gives_for_others(l) || !figure_asked(y, i, unit_at) || !(l->months >> p->frame.month & 1))
                        continue;
                for (int k = 0; k < l->n_inputs; k++) {
                        str measure = l->x->measure.n ? l->x->measure : S("");
                        str small = str_f(g->cx->arena, "%s%s%.*s%s%s",
                                          words_of(g->cx->lang, node_cycle_words[l->x->cycle]),
                                          measure.n ? " · " : "", STR(measure), l->x->source.n ? " · " : "",
                                          l->x->source.n ? words_of(g->cx->lang, by_itself) : "");
                        struct grid_row *r = add_row(g, i, unit_at, l->n_inputs == 1 ? l->x->name
                                : str_f(g->cx->arena, "%.*s：%.*s", STR(l->x->name), STR(l->inputs[k].name)), small);
                        if (k)
                                r->reason_name = (str){ 0 };
                        add_spot(g, i, unit_at, k, p->n_rows - 1, 0);
                }
        }
}

/* What others give about the unit: to be read, each with its history. */
static const struct fail *rows_about_unit(struct grid *g)
{
        struct grid_page *p = g->p;
        const struct figure_year *y = &p->frame.y;
        const struct figure_row *rows;
        int n;
        const struct figure_filter by = { .unit = p->giver, .state = -1 };
        const struct fail *f = figures_of_month(g->cx, y->e.scheme, p->frame.month, &by, &rows, &n);
        if (f)
                return f;
        struct about_row *list = NEW_ARRAY(g->cx->arena, struct about_row, (size_t)n + 1);
        for (int i = 0; i < n; i++) {
                int leaf = figure_leaf_at(y, rows[i].stem);
                const struct figure_leaf *l = leaf >= 0 ? &y->leaves[leaf] : NULL;
                /* a draft is its giver's own until it is submitted */
                bool others = l && gives_for_others(l) && rows[i].state != FIGURE_DRAFT;
                for (int k = 0; others && k < l->n_inputs; k++)
                        if (str_eq(l->inputs[k].key, rows[i].input))
                                list[p->n_about++] = (struct about_row){
                                        .r = rows[i], .value = figure_text(g->cx, l, &l->inputs[k], &rows[i]),
                                        .giver = rows[i].source == FIGURE_BY_DOMAIN
                                                 ? str_of(words_of(g->cx->lang, "系统"))
                                                 : unit_brief(g->cx, rows[i].giver),
                                        .leaf = l->n_inputs == 1 ? l->x->name
                                                : str_f(g->cx->arena, "%.*s：%.*s", STR(l->x->name),
                                                        STR(l->inputs[k].name)) };
        }
        p->about = list;
        return NULL;
}

/* Indicators that the giver enters for other units, due in the month. */
static void leaf_choices(struct grid *g)
{
        struct grid_page *p = g->p;
        const struct figure_year *y = &p->frame.y;
        p->leaves = NEW_ARRAY(g->cx->arena, struct form_choice, (size_t)y->n_leaves + 1);
        for (int i = 0; i < y->n_leaves; i++) {
                const struct figure_leaf *l = &y->leaves[i];
                if (gives_for_others(l) && figure_giver(l, 0) == p->giver && (l->months >> p->frame.month & 1))
                        p->leaves[p->n_leaves++] = (struct form_choice){
                                .value = str_f(g->cx->arena, "%ld", l->x->stem), .name = l->x->source.n
                                ? str_f(g->cx->arena, "%.*s（%s）", STR(l->x->name), words_of(g->cx->lang, by_itself))
                                : l->x->name };
        }
}

static bool has_own(const struct grid_page *p)
{
        const struct figure_year *y = &p->frame.y;
        for (int u = 0; u < y->e.n_units; u++)
                for (int i = 0; y->e.units[u].unit == p->giver && i < y->n_leaves; i++)
                        if (!gives_for_others(&y->leaves[i]) && figure_asked(y, i, u) &&
                            (y->leaves[i].months >> p->frame.month & 1))
                                return true;
        return false;
}

/* Equal marks that a department gave to units of one group: some schemes forbid them (2.5 e). */
static void ties_say(struct grid *g, int leaf)
{
        struct grid_page *p = g->p;
        const struct figure_year *y = &p->frame.y;
        int ties = 0;
        if (!p->scored || !str_is(p->leaf->x->method, "F0"))
                return;
        for (int i = 0; i < g->n; i++)
                for (int k = 0; k < i; k++) {
                        const struct spot *a = &g->spots[i], *b = &g->spots[k];
                        str x = p->rows[a->row].cell[a->col].raw, z = p->rows[b->row].cell[b->col].raw;
                        if (a->col == b->col && y->group[a->unit_at] == y->group[b->unit_at] && x.n && str_eq(x, z)) {
                                ties++;
                                break;
                        }
                }
        (void)leaf;
        if (ties)
                p->ties = str_f(g->cx->arena, words_of(g->cx->lang,
                                "同组里有 %d 个单位与别的单位评分相同；方案不许并列的，须拉开"), ties);
}

/* All drafts of the giver in the month, whatever grid they stand in. Scores are handed in leaf by leaf. */
static const struct fail *month_drafts(struct ctx *cx, const struct grid_page *p,
                                       struct figure_move **ret, int *ret_n)
{
        const struct figure_row *rows;
        const struct figure_filter by = { .giver = p->giver, .state = FIGURE_DRAFT };
        int n_rows = 0, n = 0;
        const struct fail *f = figures_of_month(cx, p->frame.y.e.scheme, p->frame.month, &by, &rows, &n_rows);
        struct figure_move *list = NEW_ARRAY(cx->arena, struct figure_move, (size_t)n_rows + 1);
        for (int i = 0; !f && i < n_rows; i++) {
                int leaf = figure_leaf_at(&p->frame.y, rows[i].stem);
                if (leaf >= 0 && !p->frame.y.leaves[leaf].scored)
                        list[n++] = (struct figure_move){ rows[i].id, rows[i].version };
        }
        *ret = list, *ret_n = n;
        return f;
}

static const struct fail *grid_fill(struct ctx *cx, const struct request *rq, int64_t stem,
                                    int month, struct grid *g, struct grid_page *p)
{
        g->cx = cx, g->p = p;
        const struct fail *f = year_frame_fill(cx, rq, rq->ids[0], "填报", "givers", &p->frame);
        if (f)
                return f;
        struct figure_year *y = &p->frame.y;
        if (month >= 0) {
                p->frame.month = month;
                p->frame.locked = y->locked >> month & 1;
        }
        p->giver = rq->ids[1];
        f = auth_see_year(cx, MAY_TARGET_VIEW, p->giver, y->e.year);
        if (f)
                return f;
        p->giver_name = unit_brief(cx, p->giver);
        p->frame.page.name = p->giver_name;
        leaf_choices(g);
        int leaf = stem ? figure_leaf_at(y, stem) : -1;
        if (!stem && !has_own(p) && p->n_leaves) {
                uint64_t first = 0;
                (void)str_u64(p->leaves[0].value, &first);
                stem = (int64_t)first;
                leaf = figure_leaf_at(y, stem);
        }
        if (stem && (leaf < 0 || !gives_for_others(&y->leaves[leaf]) || figure_giver(&y->leaves[leaf], 0) != p->giver))
                return fail(cx, NOT_FOUND, "%s", "");
        p->stem = stem;
        p->leaf = leaf >= 0 ? &y->leaves[leaf] : NULL;
        p->scored = p->leaf && p->leaf->scored;
        p->rule = p->leaf && p->leaf->x->rule.n ? p->leaf->x->rule : (str){ 0 };
        p->may_edit = !auth_change_year(cx, p->scored ? MAY_SCORE_GIVE : MAY_FIGURE_EDIT, p->giver, y->e.year);
        p->inner = y->inner && !p->scored;
        const struct flow_step *steps[8];
        int n_steps = flow_moves(cx, &figure_flow, FIGURE_DRAFT, steps, 8);
        bool reviewer = !auth_change_year(cx, MAY_FIGURE_REVIEW, p->giver, y->e.year);
        for (int i = 0; i < n_steps; i++) {
                str e = str_of(steps[i]->event);
                if (p->scored ? str_is(e, "give") && p->may_edit
                              : p->inner ? str_is(e, "pass") && reviewer : str_is(e, "submit") && p->may_edit)
                        p->submit = steps[i];
        }
        const struct figure_filter by = { .giver = p->giver, .stem = stem, .state = -1 };
        f = figures_of_month(cx, y->e.scheme, p->frame.month, &by, &g->now, &g->n_now);
        if (f)
                return f;
        f = goals_in_force(cx, y->e.scheme, stem ? 0 : p->giver,
                           day_add(day_make(y->e.year + (p->frame.month == 11), (p->frame.month + 1) % 12 + 1, 1), -1),
                           &g->goals, &g->n_goals);
        if (f)
                return f;
        /* of the indicators shown, last periods differ by cycle: a quarter's is three months back */
        for (int m = p->frame.month - 1; m >= 0 && m >= p->frame.month - 6; m--) {
                const struct figure_row *rows;
                struct figure_row *more;
                int n;
                bool wanted = false;
                for (int i = 0; i < y->n_leaves; i++)
                        wanted |= (y->leaves[i].months >> p->frame.month & 1) &&
                                  month_before(&y->leaves[i], p->frame.month) == m;
                if (!wanted)
                        continue;
                f = figures_of_month(cx, y->e.scheme, m, &by, &rows, &n);
                if (f)
                        return f;
                more = NEW_ARRAY(cx->arena, struct figure_row, (size_t)(g->n_last + n) + 1);
                int k = 0;
                for (int i = 0; i < n; i++) {
                        int at = figure_leaf_at(y, rows[i].stem);
                        if (at >= 0 && month_before(&y->leaves[at], p->frame.month) == m)
                                more[k++] = rows[i];
                }
                for (int i = 0; i < g->n_last; i++)
                        more[k++] = g->last[i];
                g->last = more, g->n_last = k;
        }
        if (p->leaf && !(p->leaf->months >> p->frame.month & 1))
                p->rows = NEW_ARRAY(cx->arena, struct grid_row, 1);
        else if (p->leaf)
                rows_of_leaf(g, leaf);
        else
                rows_of_unit(g);
        if (!p->leaf) {
                f = rows_about_unit(g);
                if (f)
                        return f;
        }
        if (p->leaf)
                p->due = figure_due(cx, y, p->leaf, p->frame.month);
        else if (g->n)
                p->due = figure_due(cx, y, &y->leaves[g->spots[0].leaf], p->frame.month);
        else
                p->due = DAY_NONE;
        if (p->leaf)
                ties_say(g, leaf);
        p->frame.page.script = "grid.js";
        struct figure_move *drafts;
        return p->scored || !p->submit || !p->n_leaves ? NULL : month_drafts(cx, p, &drafts, &p->n_month);
}

/* GET /figures/:id/givers/:id?month=&leaf= */
const struct fail *figure_grid_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct grid_page *p = NEW(cx->arena, struct grid_page);
        struct grid *g = NEW(cx->arena, struct grid);
        struct form form = form_of(cx, rq);
        int64_t stem = form_int_or(&form, "leaf", 1, INT64_MAX, 0);
        const struct fail *f = grid_fill(cx, rq, stem, -1, g, p);
        if (!f)
                figure_grid_page(&re->body, p);
        return f;
}

/* ---- saving --------------------------------------------------------------------------------------- */

/* What was typed, over what stands there. On a conflict the newest version goes with it. */
static void type_over(struct grid *g, struct form *form, const struct fail *why, int wrong,
                      const struct figure_in *in)
{
        for (int i = 0; i < g->n; i++) {
                const struct spot *s = &g->spots[i];
                struct grid_cell *c = &g->p->rows[s->row].cell[s->col];
                if (!c->open)
                        continue;
                str typed = in[i].raw;
                if (why->kind == FAIL_CONFLICT && in[i].seen != c->seen && !str_eq(typed, c->raw))
                        c->now = c->raw.n ? c->raw : str_of(words_of(g->cx->lang, "空"));
                if (why->kind != FAIL_CONFLICT)
                        c->seen = in[i].seen;
                c->raw = typed;
                if (i == wrong && why->kind == FAIL_INVALID)
                        c->wrong = why->say;
                if (g->p->rows[s->row].reason_name.n)
                        g->p->rows[s->row].reason = in[i].reason;
        }
        (void)form;
}

static int read_cells(struct grid *g, struct form *form, struct figure_in *in)
{
        const struct figure_year *y = &g->p->frame.y;
        int64_t edition = form_int(form, "edition", 1, INT64_MAX);
        for (int i = 0; i < g->n; i++) {
                const struct spot *s = &g->spots[i];
                const struct figure_leaf *l = &y->leaves[s->leaf];
                const struct grid_cell *c = &g->p->rows[s->row].cell[s->col];
                const char *reason = str_f(g->cx->arena, "n-%ld-%ld", y->e.units[s->unit_at].unit, l->x->stem).p;
                const char *seen = str_f(g->cx->arena, "s%.*s", STR(str_from(c->name, 1))).p;
                bool sent = form_has(form, c->name.p);
                in[i] = (struct figure_in){
                        .stem = l->x->stem, .unit = y->e.units[s->unit_at].unit, .period = g->p->frame.month,
                        .input = l->inputs[s->input].key, .source = FIGURE_BY_HAND, .edition = edition,
                        .raw = sent ? form_text(form, c->name.p, 0, 60) : c->raw,
                        .seen = form_int_or(form, seen, 0, INT32_MAX, 0),
                        .reason = form_text(form, reason, 0, 200) };
                if (!sent)
                        in[i].seen = c->seen;
        }
        return g->n;
}

/* Only cells in which something else stands than before. */
static int changed_cells(const struct grid *g, const struct figure_in *in, struct figure_in *ret,
                         int *ret_at)
{
        int n = 0;
        for (int i = 0; i < g->n; i++) {
                const struct spot *s = &g->spots[i];
                const struct grid_cell *c = &g->p->rows[s->row].cell[s->col];
                bool reason = !str_eq(in[i].reason, g->p->rows[s->row].reason) && str_find(in[i].raw, S("缺项")) >= 0;
                if (str_eq(in[i].raw, c->raw) && !reason && !c->opinion.n)
                        continue;
                if (str_eq(in[i].raw, c->raw) && c->opinion.n && in[i].seen == c->seen && !reason)
                        continue;       /* returned, and not touched */
                ret_at[n] = i;
                ret[n++] = in[i];
        }
        return n;
}

static const struct fail *submit_month(struct ctx *cx, const struct grid_page *p, int *ret_n)
{
        struct figure_move *list;
        const struct fail *f = month_drafts(cx, p, &list, ret_n);
        if (f)
                return f;
        if (!*ret_n)
                return fail(cx, CONFLICT, "没有可以上报的数：先填，再上报");
        return figures_move(cx, &p->frame.y, str_of(p->submit->event), S(""), list, *ret_n);
}

static const struct fail *submit_drafts(struct ctx *cx, const struct grid_page *p,
                                        const struct grid *g, int *ret_n)
{
        const struct figure_row *rows;
        int n_rows, n = 0;
        const struct figure_filter by = { .giver = p->giver, .stem = p->stem, .state = FIGURE_DRAFT };
        const struct fail *f = figures_of_month(cx, p->frame.y.e.scheme, p->frame.month, &by, &rows, &n_rows);
        if (f)
                return f;
        struct figure_move *list = NEW_ARRAY(cx->arena, struct figure_move, (size_t)n_rows + 1);
        for (int i = 0; i < n_rows; i++)
                for (int k = 0; k < g->n; k++) {
                        const struct figure_leaf *l = &p->frame.y.leaves[g->spots[k].leaf];
                        if (l->x->stem == rows[i].stem && str_eq(l->inputs[g->spots[k].input].key, rows[i].input) &&
                            p->frame.y.e.units[g->spots[k].unit_at].unit == rows[i].unit)
                                list[n++] = (struct figure_move){ rows[i].id, rows[i].version };
                }
        *ret_n = n;
        if (!n)
                return fail(cx, CONFLICT, "没有可以上报的数：先填，再上报");
        return figures_move(cx, &p->frame.y, str_of(p->submit->event), S(""), list, n);
}

/* POST /figures/:id/givers/:id: save what changed; with event=submit, hand in all drafts of the grid,
 * with submit-month all that the giver has in the month. */
const struct fail *figure_grid_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct grid_page *p = NEW(cx->arena, struct grid_page);
        struct grid *g = NEW(cx->arena, struct grid);
        struct form form = form_of(cx, rq);
        int month = (int)form_int(&form, "month", 1, 12) - 1, saved = 0, wrong = -1, sent = 0;
        int64_t stem = form_int_or(&form, "leaf", 1, INT64_MAX, 0);
        str event = form_text(&form, "event", 0, 20);
        const struct fail *f = grid_fill(cx, rq, stem, month, g, p);
        if (f)
                return f;
        struct figure_in *in = NEW_ARRAY(cx->arena, struct figure_in, (size_t)g->n + 1);
        struct figure_in *list = NEW_ARRAY(cx->arena, struct figure_in, (size_t)g->n + 1);
        int *at = NEW_ARRAY(cx->arena, int, (size_t)g->n + 1);
        read_cells(g, &form, in);
        f = form_end(&form);
        if (!f && !p->may_edit && !(p->inner && p->submit))
                f = fail(cx, DENIED, "%s", "");
        int n = f ? 0 : changed_cells(g, in, list, at);
        if (!f && n)
                f = figures_put(cx, &p->frame.y, list, n, &saved, &wrong);
        bool all = str_is(event, "submit-month") && !p->scored;
        if (!f && (all || str_is(event, "submit"))) {
                f = !p->submit ? fail(cx, DENIED, "本年度的数据由单位审核人审核后上报")
                    : all ? submit_month(cx, p, &sent) : submit_drafts(cx, p, g, &sent);
        }
        if (f && f->kind != FAIL_INVALID && f->kind != FAIL_CONFLICT)
                return f;
        if (f) {
                struct grid_page *again = NEW(cx->arena, struct grid_page);
                struct grid *fresh = NEW(cx->arena, struct grid);
                const struct fail *broken = grid_fill(cx, rq, stem, month, fresh, again);
                if (broken)
                        return broken;
                if (fresh->n == g->n)
                        type_over(fresh, &form, f, wrong >= 0 ? at[wrong] : -1, in);
                if (f->kind == FAIL_CONFLICT)
                        again->conflict = f->say;
                else
                        again->fail = f;
                re->status = fail_http(f->kind);
                figure_grid_page(&re->body, again);
                return NULL;
        }
        if (sent)
                reply_note(re, cx, "已保存 %d 个数，上报 %d 个", saved, sent);
        else
                reply_note(re, cx, "已保存 %d 个数", saved);
        if (stem)
                return reply_see(re, cx, "/figures/%ld/givers/%ld?month=%d&leaf=%ld", rq->ids[0], rq->ids[1], month + 1,
                                 stem);
        return reply_see(re, cx, "/figures/%ld/givers/%ld?month=%d", rq->ids[0], rq->ids[1], month + 1);
}
