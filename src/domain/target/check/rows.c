/* domain/target/check/rows.c - what a paper shows of each indicator: goal, figure, schedule, light. */
#include "domain/target/check/check.h"
#include "domain/target/check/check.sql.h"

static const struct fail *figures_load(struct ctx *cx, struct check_data *d, int64_t unit)
{
        struct check_figures it;
        struct check_figures_kept kept;
        struct check_figure *list = NULL;
        int n = 0, cap = 0;
        check_figures(&it, cx, unit ? CHECK_FIGURES_WHEN_UNIT : 0, d->y.e.scheme, d->round.period, FIGURE_SUBMITTED,
                      FIGURE_REVIEWED, unit);
        while (check_figures_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct check_figure){
                        .unit = it.unit, .stem = it.stem, .id = it.id, .value = it.value,
                        .period = (int16_t)it.period, .places = (uint8_t)it.places, .state = (uint8_t)it.state,
                        .na = it.na == 1, .input = it.input };
        const struct fail *f = check_figures_end(&it);
        if (f)
                return f;
        d->figures = list, d->n_figures = n;
        struct check_figure *old = NULL;
        n = cap = 0;
        check_figures_kept(&kept, cx, unit ? CHECK_FIGURES_KEPT_WHEN_UNIT : 0, d->round.id, unit);
        while (check_figures_kept_next(&kept))
                *VEC_ADD(cx->arena, old, n, cap) = (struct check_figure){
                        .unit = kept.unit, .stem = kept.stem, .id = kept.id, .value = kept.value,
                        .period = (int16_t)kept.period, .places = (uint8_t)kept.places,
                        .state = (uint8_t)kept.state, .na = kept.na == 1, .input = kept.input };
        d->kept = old, d->n_kept = n;
        return check_figures_kept_end(&kept);
}

static const struct fail *lines_load(struct ctx *cx, struct check_data *d, int64_t unit)
{
        struct check_lines_of it;
        struct check_line *list = NULL;
        int n = 0, cap = 0;
        check_lines_of(&it, cx, unit ? CHECK_LINES_OF_WHEN_UNIT : 0, d->round.id, unit);
        while (check_lines_of_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct check_line){
                        .id = it.id, .paper = it.paper, .stem = it.stem, .version = it.version, .words = it.words,
                        .reason = it.reason, .measure = it.measure, .until = it.until, .input = it.input,
                        .claim = it.claim, .ground = it.ground, .basis = it.basis, .frozen = it.has_light,
                        .light = it.has_light ? (enum check_light)it.light : CHECK_PLAIN, .shown = it.shown,
                        .figure = it.has_figure ? it.figure : 0, .has_plan = it.has_plan, .plan = it.plan,
                        .has_target = it.has_target, .target = it.target, .places = (int)it.places,
                        .verdict = (enum check_verdict)it.verdict, .verified = it.verified, .finding = it.finding,
                        .data_version = it.data_version, .correction = it.has_correction ? it.correction : 0,
                        .verified_by = it.has_verified_by ? it.verified_by : 0,
                        .verified_at = it.has_verified_at ? it.verified_at : 0 };
        d->lines = list, d->n_lines = n;
        return check_lines_of_end(&it);
}

static const struct fail *papers_load(struct ctx *cx, struct check_data *d, int64_t unit, bool all)
{
        struct check_papers_of it;
        struct check_paper *list = NULL;
        int n = 0, cap = 0;
        struct auth_reach r = auth_reach(cx, MAY_TARGET_VIEW);
        check_papers_of(&it, cx, unit ? CHECK_PAPERS_OF_WHEN_UNIT : 0, d->round.id, unit, all ? S("") : r.prefix,
                        all ? 0 : r.unit, all ? (str){ 0 } : r.group);
        while (check_papers_of_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct check_paper){
                        .id = it.id, .round = it.round, .unit = it.unit, .version = it.version,
                        .submitted_by = it.has_submitted_by ? it.submitted_by : 0,
                        .state = (enum paper_state)it.state, .due = it.due, .submitted = it.submitted,
                        .opinion = it.opinion, .name = it.name, .brief = it.brief, .code = it.code,
                        .by = it.submitter };
        d->papers = list, d->n_papers = n;
        return check_papers_of_end(&it);
}

/* By group, as the scheme puts them; in a group as it puts its units. */
static void papers_order(struct ctx *cx, struct check_data *d)
{
        struct check_paper *list = NEW_ARRAY(cx->arena, struct check_paper, (size_t)d->n_papers + 1);
        int n = 0;
        for (int g = -1; g < d->y.e.n_groups; g++)
                for (int i = 0; i < d->n_papers; i++) {
                        int u = check_unit_at(d, d->papers[i].unit);
                        if ((u < 0 ? -1 : d->y.group[u]) == g)
                                list[n++] = d->papers[i];
                }
        must(n == d->n_papers);
        d->papers = list;
}

static day month_end(int year, int month)
{
        return day_add(month == 11 ? day_make(year + 1, 1, 1) : day_make(year, month + 2, 1), -1);
}

const struct fail *check_data_read(struct ctx *cx, int64_t round, int64_t unit, bool all,
                                   struct check_data *ret)
{
        struct check_data *d = ret;
        *d = (struct check_data){ 0 };
        const struct fail *f = check_round_read(cx, round, &d->round);
        if (!f)
                f = figure_year_of(cx, d->round.edition, &d->y);
        if (!f)
                f = papers_load(cx, d, unit, all);
        if (!f)
                papers_order(cx, d);
        if (!f)
                f = lines_load(cx, d, unit);
        if (!f)
                f = figures_load(cx, d, unit);
        if (!f)
                f = goals_in_force(cx, d->round.scheme, unit, month_end(d->round.year, d->round.period),
                                   &d->goals, &d->n_goals);
        bool in_work = false;
        for (int i = 0; i < d->n_papers; i++)
                in_work |= d->papers[i].state == PAPER_DRAFT || d->papers[i].state == PAPER_RETURNED;
        if (f || !in_work || d->round.kind != CHECK_SELF || d->round.state != CHECK_OPEN)
                return f;
        struct check_score *s = NEW(cx->arena, struct check_score);
        check_score_of(cx, d, s);
        d->score = s;
        return s->broken;
}

/* ---- looking up ------------------------------------------------------------------------------------ */

/* The first of a unit and stem, newest month first; NULL: none. */
static const struct check_figure *figures_at(const struct check_data *d, int64_t unit, int64_t stem)
{
        int lo = 0, hi = d->n_figures;
        while (lo < hi) {
                int mid = (lo + hi) / 2;
                const struct check_figure *x = &d->figures[mid];
                if (x->unit < unit || (x->unit == unit && x->stem < stem))
                        lo = mid + 1;
                else
                        hi = mid;
        }
        return lo < d->n_figures && d->figures[lo].unit == unit && d->figures[lo].stem == stem ? &d->figures[lo] : NULL;
}

static const struct check_figure *next_of(const struct check_data *d, const struct check_figure *x)
{
        const struct check_figure *n = x + 1;
        return n < d->figures + d->n_figures && n->unit == x->unit && n->stem == x->stem ? n : NULL;
}

const struct check_figure *check_figure_at(const struct check_data *d, int64_t unit, int64_t stem,
                                           str input)
{
        for (const struct check_figure *x = figures_at(d, unit, stem); x; x = next_of(d, x))
                if (str_eq(x->input, input))
                        return x;
        return NULL;
}

static const struct check_figure *kept_at(const struct check_data *d, int64_t id)
{
        int lo = 0, hi = d->n_kept;
        while (lo < hi) {
                int mid = (lo + hi) / 2;
                if (d->kept[mid].id < id)
                        lo = mid + 1;
                else
                        hi = mid;
        }
        return lo < d->n_kept && d->kept[lo].id == id ? &d->kept[lo] : NULL;
}

static const struct goal_target *goal_at(const struct check_data *d, int64_t unit, int64_t stem)
{
        int lo = 0, hi = d->n_goals;
        while (lo < hi) {
                int mid = (lo + hi) / 2;
                if (d->goals[mid].unit < unit || (d->goals[mid].unit == unit && d->goals[mid].stem < stem))
                        lo = mid + 1;
                else
                        hi = mid;
        }
        for (; lo < d->n_goals && d->goals[lo].unit == unit && d->goals[lo].stem == stem; lo++)
                if (str_is(d->goals[lo].input, "target"))
                        return &d->goals[lo];
        return NULL;
}

const struct check_line *check_line_of(const struct check_data *d, int64_t paper, int64_t stem)
{
        int lo = 0, hi = d->n_lines;
        while (lo < hi) {
                int mid = (lo + hi) / 2;
                if (d->lines[mid].paper < paper || (d->lines[mid].paper == paper && d->lines[mid].stem < stem))
                        lo = mid + 1;
                else
                        hi = mid;
        }
        return lo < d->n_lines && d->lines[lo].paper == paper && d->lines[lo].stem == stem ? &d->lines[lo] : NULL;
}

int check_unit_at(const struct check_data *d, int64_t unit)
{
        for (int i = 0; i < d->y.e.n_units; i++)
                if (d->y.e.units[i].unit == unit)
                        return i;
        return -1;
}

int check_input_at(const struct figure_leaf *l, str key)
{
        for (int i = 0; i < l->n_inputs; i++)
                if (str_eq(l->inputs[i].key, key))
                        return i;
        return -1;
}

/* ---- light ------------------------------------------------------------------------------------------ */

enum check_light check_light_of(const struct check_row *r, int line, bool due)
{
        if (!r->has_target)
                return CHECK_PLAIN;
        if (!r->figure)
                return due ? CHECK_NOT_BEGUN : CHECK_NOT_DUE;
        if (r->na)
                return CHECK_PLAIN;
        if (r->l->x->down)
                return r->value <= r->target ? CHECK_ON : CHECK_BEHIND;
        if (!r->has_plan || (wide)r->value * 100 >= (wide)r->plan * line)
                return CHECK_ON;
        return r->value <= 0 ? CHECK_NOT_BEGUN : CHECK_BEHIND;
}

static int tenths(int64_t part, int64_t whole)
{
        return whole > 0 && part >= 0 && part <= whole * 1000 ? (int)muldiv(part, 1000, whole) : -1;
}

int check_reached(const struct check_row *r)
{
        bool actual = r->l->n_inputs && str_is(r->l->inputs[r->main].key, "actual");
        return r->figure && !r->na && r->has_target && actual ? tenths(r->value, r->target) : -1;
}

int check_planned(const struct check_row *r) { return r->has_plan ? tenths(r->plan, r->target) : -1; }

/* ---- rows -------------------------------------------------------------------------------------------- */

static str one_text(struct ctx *cx, const struct figure_leaf *l, const struct figure_input *in,
                    const struct check_figure *x)
{
        if (x->na)
                return str_of(words_of(cx->lang, "缺项"));
        str v = figure_str(cx->arena, cx->lang, x->value, x->places);
        return in->kind == KIND_FIGURE && l->x->measure.n ? str_f(cx->arena, "%.*s %.*s", STR(v), STR(l->x->measure))
                                                           : v;
}

/* All inputs of the newest month: "3.25 亿元", "未按期整改 2；…". */
static str texts(struct ctx *cx, const struct check_data *d, const struct figure_leaf *l,
                 int64_t unit, int period)
{
        struct buf b = buf_new(cx->arena, 4096);
        for (int k = 0; k < l->n_inputs; k++)
                for (const struct check_figure *x = figures_at(d, unit, l->x->stem); x; x = next_of(d, x))
                        if (x->period == period && str_eq(x->input, l->inputs[k].key)) {
                                if (b.n)
                                        buf_put(&b, S("；"));
                                if (l->n_inputs > 1)
                                        buf_f(&b, "%.*s ", STR(l->inputs[k].name));
                                buf_put(&b, one_text(cx, l, &l->inputs[k], x));
                        }
        return b.n ? buf_str(&b) : S("—");
}

static void put_figure(struct check_row *r, const struct check_figure *x)
{
        int at = check_input_at(r->l, x->input);
        r->main = at < 0 ? 0 : at;
        r->figure = x->id, r->period = x->period, r->places = x->places, r->value = x->value, r->na = x->na;
        r->state = (enum figure_state)x->state;
}

static void live_row(struct ctx *cx, const struct check_data *d, int64_t unit,
                     const struct check_line *line, struct check_row *r)
{
        const struct figure_leaf *l = r->l;
        int actual = check_input_at(l, S("actual"));
        r->main = actual < 0 ? 0 : actual;
        const struct check_figure *newest = figures_at(d, unit, l->x->stem);
        const struct check_figure *x = l->n_inputs ? check_figure_at(d, unit, l->x->stem, l->inputs[r->main].key)
                                                   : NULL;
        uint32_t until = l->months & ((2u << d->round.period) - 1);
        r->places = l->n_inputs ? l->inputs[r->main].places : 0;
        r->period = -1;
        if (newest)
                r->period = newest->period;
        if (x)
                put_figure(r, x);
        r->text = newest ? texts(cx, d, l, unit, newest->period) : S("—");
        r->missing = until && (r->period < 0 || until >> (r->period + 1));
        const struct goal_target *g = actual >= 0 ? goal_at(d, unit, l->x->stem) : NULL;
        if (g && g->has_value && figure_scale(g->value, g->places, r->places, &r->target)) {
                r->has_target = true;
                r->has_plan = goal_schedule_at(g, r->period < 0 ? d->round.period : r->period, r->places, &r->plan);
        }
        r->light = check_light_of(r, d->round.line, until != 0);
        /* a claim is about the input it names */
        if (line && line->claim.n) {
                const struct check_figure *c = check_figure_at(d, unit, l->x->stem, line->input);
                if (c)
                        put_figure(r, c);
        }
}

static void kept_row(const struct check_data *d, const struct check_line *line, struct check_row *r)
{
        const struct check_figure *x = kept_at(d, line->figure);
        int actual = check_input_at(r->l, S("actual"));
        r->main = actual < 0 ? 0 : actual;
        r->places = line->places, r->period = -1;
        if (x)
                put_figure(r, x);
        r->text = line->shown;
        r->has_target = line->has_target, r->target = line->target;
        r->has_plan = line->has_plan, r->plan = line->plan;
        r->light = line->light;
}

void check_rows(struct ctx *cx, const struct check_data *d, const struct check_paper *p,
                const struct check_row **ret, int *ret_n)
{
        struct check_row *rows = NEW_ARRAY(cx->arena, struct check_row, (size_t)d->y.n_leaves + 1);
        int n = 0, u = check_unit_at(d, p->unit);
        for (int i = 0; u >= 0 && i < d->y.n_leaves; i++) {
                if (!figure_asked(&d->y, i, u))
                        continue;
                const struct check_line *line = check_line_of(d, p->id, d->y.leaves[i].x->stem);
                struct check_row r = { .l = &d->y.leaves[i] };
                if (line)
                        r.line = *line;
                else
                        r.line = (struct check_line){ .paper = p->id, .stem = r.l->x->stem, .until = DAY_NONE };
                bool frozen = p->state == PAPER_SUBMITTED || p->state == PAPER_ACCEPTED;
                if (frozen && !(line && line->frozen))
                        continue;
                if (frozen)
                        kept_row(d, line, &r);
                else
                        live_row(cx, d, p->unit, line, &r);
                bool lags = r.light == CHECK_BEHIND || r.light == CHECK_NOT_BEGUN;
                if (d->round.lagging && !lags)
                        continue;
                points got, all;
                if (!frozen && d->score && check_points(d->score, p->unit, r.l->x->stem, &got, &all))
                        r.full = got.micro >= all.micro;
                r.asked = (lags || r.l->x->quality) && !r.full;
                if (frozen && d->round.kind == CHECK_SELF)      /* what was asked then, was told */
                        r.asked = r.line.reason.n || r.line.words.n;
                rows[n++] = r;
        }
        *ret = rows;
        *ret_n = n;
}
