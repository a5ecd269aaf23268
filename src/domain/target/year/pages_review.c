/* domain/target/year/pages_review.c - what waits for review; one figure with its history and corrections. */
#include "core/flow/figure.h"
#include "domain/org/org.h"
#include "domain/target/year/faces.h"
#include "domain/target/year/figure.sql.h"
#include "domain/target/year/review.html.h"

enum { MOST_ROWS = 300 };

static const struct figure_input *input_of(const struct figure_leaf *l, str key)
{
        for (int i = 0; i < l->n_inputs; i++)
                if (str_eq(l->inputs[i].key, key))
                        return &l->inputs[i];
        return NULL;
}

static str unit_of(const struct figure_year *y, int64_t unit)
{
        for (int u = 0; u < y->e.n_units; u++)
                if (y->e.units[u].unit == unit)
                        return y->e.units[u].brief;
        return S("—");
}

static bool add(struct ctx *cx, struct review_page *p, struct review_row *rows, const struct figure_row *r)
{
        const struct figure_year *y = &p->frame.y;
        int leaf = figure_leaf_at(y, r->stem);
        const struct figure_input *in = leaf >= 0 ? input_of(&y->leaves[leaf], r->input) : NULL;
        p->n_total++;
        if (!in || p->n_rows == MOST_ROWS)
                return false;
        const struct figure_leaf *l = &y->leaves[leaf];
        rows[p->n_rows++] = (struct review_row){
                .r = *r, .unit = unit_of(y, r->unit), .giver = unit_brief(cx, r->giver),
                .leaf = l->n_inputs == 1 ? l->x->name : str_f(cx->arena, "%.*s：%.*s", STR(l->x->name), STR(in->name)),
                .value = figure_text(cx, l, in, r), .href = str_f(cx->arena, "/figures/rows/%ld", r->id),
                .correction = !r->live };
        return true;
}

/* Beside each value the one of the month before, and what looks doubtful. */
static const struct fail *beside(struct ctx *cx, struct review_page *p, struct review_row *rows)
{
        const struct figure_year *y = &p->frame.y;
        for (int m = p->frame.month - 1; m >= 0 && m >= p->frame.month - 6; m--) {
                const struct figure_row *last;
                int n;
                const struct figure_filter by = { .giver = p->giver, .state = -1 };
                const struct fail *f = figures_of_month(cx, y->e.scheme, m, &by, &last, &n);
                if (f)
                        return f;
                for (int i = 0; i < p->n_rows; i++)
                        for (int k = 0; k < n && !rows[i].last.n; k++) {
                                int leaf = figure_leaf_at(y, rows[i].r.stem);
                                if (last[k].unit != rows[i].r.unit || last[k].stem != rows[i].r.stem || leaf < 0 ||
                                    !str_eq(last[k].input, rows[i].r.input))
                                        continue;
                                const struct figure_input *in = input_of(&y->leaves[leaf], rows[i].r.input);
                                rows[i].last = figure_text(cx, &y->leaves[leaf], in, &last[k]);
                                if (!rows[i].r.na && !last[k].na)
                                        rows[i].doubt = figure_doubt(&y->leaves[leaf], in, rows[i].r.period,
                                                                     rows[i].r.value, m, last[k].value);
                        }
        }
        return NULL;
}

static const struct fail *corrections(struct ctx *cx, struct review_page *p, struct review_row *rows)
{
        struct figures_waiting w;
        const struct figure_year *y = &p->frame.y;
        struct figure_row *list = NULL;
        str *before = NULL;
        int n = 0, cap = 0, n_b = 0, cap_b = 0;
        figures_waiting(&w, cx, y->e.scheme, FIGURE_SUBMITTED);
        while (figures_waiting_next(&w)) {
                *VEC_ADD(cx->arena, list, n, cap) = (struct figure_row){
                        .id = w.id, .scheme = y->e.scheme, .stem = w.stem, .unit = w.unit, .giver = w.giver,
                        .version = w.version, .period = (int)w.period, .no = (int)w.no, .input = w.input,
                        .na = w.na == 1, .late = w.late == 1, .state = FIGURE_SUBMITTED, .value = w.value,
                        .places = (int)w.places, .raw = w.raw, .reason = w.reason, .data_version = w.data_version,
                        .who = w.who, .at = w.at, .submitted_at = w.submitted_at };
                *VEC_ADD(cx->arena, before, n_b, cap_b) = w.has_live_value
                        ? figure_str(cx->arena, cx->lang, w.live_value, (int)w.live_places) : S("—");
        }
        const struct fail *f = figures_waiting_end(&w);
        for (int i = 0; !f && i < n; i++)
                if (!auth_see_year(cx, MAY_TARGET_VIEW, list[i].unit, y->e.year) && add(cx, p, rows, &list[i]))
                        rows[p->n_rows - 1].before = before[i];
        return f;
}

/* The givers that have something in the month, for the filter. */
static void giver_choices(struct ctx *cx, struct review_page *p, const struct figure_row *all, int n)
{
        p->givers = NEW_ARRAY(cx->arena, struct form_choice, (size_t)n + 2);
        p->givers[p->n_givers++] = (struct form_choice){ .value = S("0"), .word = "全部填报单位" };
        for (int i = 0; i < n; i++) {
                str id = str_f(cx->arena, "%ld", all[i].giver);
                bool there = false;
                for (int k = 0; k < p->n_givers && !there; k++)
                        there = str_eq(p->givers[k].value, id);
                if (!there)
                        p->givers[p->n_givers++] = (struct form_choice){ .value = id,
                                .name = unit_brief(cx, all[i].giver) };
        }
}

static const struct fail *review_fill(struct ctx *cx, const struct request *rq, int month, int64_t giver, bool waiting,
                                      struct review_page *p)
{
        const struct figure_row *all;
        int n = 0;
        const struct fail *f = year_frame_fill(cx, rq, rq->ids[0], "审核", "review", &p->frame);
        if (f)
                return f;
        const struct figure_year *y = &p->frame.y;
        if (month >= 0)
                p->frame.month = month, p->frame.locked = y->locked >> month & 1;
        p->waiting = waiting;
        p->inside = !p->frame.may_review;
        p->giver = giver;
        struct review_row *rows = NEW_ARRAY(cx->arena, struct review_row, MOST_ROWS);
        p->rows = rows;
        if (waiting)
                return p->inside ? fail(cx, NOT_FOUND, "%s", "") : corrections(cx, p, rows);
        struct figure_filter by = { .state = p->inside ? FIGURE_DRAFT : FIGURE_SUBMITTED };
        f = figures_of_month(cx, y->e.scheme, p->frame.month, &by, &all, &n);
        if (f)
                return f;
        giver_choices(cx, p, all, p->inside ? 0 : n);
        for (int i = 0; i < n; i++)
                if ((!giver || all[i].giver == giver) &&
                    (!p->inside || !auth_change_year(cx, MAY_FIGURE_REVIEW, all[i].giver, y->e.year)))
                        add(cx, p, rows, &all[i]);
        return beside(cx, p, rows);
}

/* GET /figures/:id/review?month=&giver=&waiting=1 */
const struct fail *figure_review_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct review_page *p = NEW(cx->arena, struct review_page);
        struct form form = form_of(cx, rq);
        int64_t giver = form_int_or(&form, "giver", 0, INT64_MAX, 0);
        const struct fail *f = review_fill(cx, rq, -1, giver, form_flag(&form, "waiting"), p);
        if (!f)
                figure_review_page(&re->body, p);
        return f;
}

/* POST /figures/:id/reviews: one step with every figure that is ticked. */
const struct fail *figure_reviews_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct figure_year y;
        str event = form_text(&form, "event", 1, 20), opinion = form_text(&form, "opinion", 0, 500);
        int month = (int)form_int(&form, "month", 1, 12) - 1, n = 0;
        int64_t giver = form_int_or(&form, "giver", 0, INT64_MAX, 0);
        bool waiting = form_int_or(&form, "waiting", 0, 1, 0) == 1;
        struct figure_move *list = NEW_ARRAY(cx->arena, struct figure_move, (size_t)rq->n_fields + 1);
        for (int i = 0; i < rq->n_fields; i++) {        /* "pick": ID-VERSION, as often as ticked */
                uint64_t id, version;
                str rest, head = str_cut(rq->fields[i].value, '-', &rest);
                if (str_is(rq->fields[i].name, "pick") && str_u64(head, &id) && rest.p && str_u64(rest, &version))
                        list[n++] = (struct figure_move){ (int64_t)id, (int64_t)version };
        }
        form_know(&form, "pick");
        const struct fail *f = form_end(&form);
        if (!f)
                f = figure_year_open(cx, rq->ids[0], &y);
        if (!f)
                f = edition_see(cx, &y.e);
        if (!f && !n)
                f = fail_field(cx, S("pick"), "请先勾选要办理的数");
        if (!f)
                f = figures_move(cx, &y, event, opinion, list, n);
        if (f && fail_on_form(f)) {
                struct review_page *p = NEW(cx->arena, struct review_page);
                const struct fail *broken = review_fill(cx, rq, month, giver, waiting, p);
                if (broken)
                        return broken;
                p->fail = f;
                p->opinion = opinion;
                re->status = fail_http(f->kind);
                figure_review_page(&re->body, p);
                return NULL;
        }
        if (f)
                return f;
        reply_note(re, cx, "已办理 %d 个数", n);
        if (waiting)
                return reply_see(re, cx, "/figures/%ld/review?waiting=1", rq->ids[0]);
        return reply_see(re, cx, "/figures/%ld/review?month=%d&giver=%ld", rq->ids[0], month + 1, giver);
}

/* ---- one figure ------------------------------------------------------------------------------------ */

static void row_moves(struct ctx *cx, struct row_page *p)
{
        const struct figure_year *y = &p->frame.y;
        const struct flow_step *steps[YEAR_FIELDS];
        int n = flow_moves(cx, &figure_flow, (int)p->r.state, steps, YEAR_FIELDS);
        for (int i = 0; i < n; i++) {
                str e = str_of(steps[i]->event);
                bool office = str_is(e, "review") || str_is(e, "return") || str_is(e, "unapprove");
                bool giver = str_is(e, "recall") && p->r.live;
                if (p->frame.locked && p->r.live)
                        continue;
                if ((office && p->frame.may_review && (p->r.live || p->r.state == FIGURE_SUBMITTED)) ||
                    (giver && figure_may_give(cx, y, p->leaf, p->r.giver)))
                        p->moves[p->n_moves++] = steps[i];
        }
}

static const struct fail *row_fill(struct ctx *cx, const struct request *rq, int64_t id, struct row_page *p)
{
        const struct figure_row *list;
        int n;
        const struct fail *f = figure_find(cx, id, &p->r);
        if (!f)
                f = year_frame_fill(cx, rq, p->r.scheme, "一个数的来历", "row", &p->frame);
        if (!f)
                f = figure_see(cx, &p->frame.y, &p->r);
        if (f)
                return f;
        const struct figure_year *y = &p->frame.y;
        int leaf = figure_leaf_at(y, p->r.stem);
        p->leaf = leaf >= 0 ? &y->leaves[leaf] : NULL;
        p->input = p->leaf ? input_of(p->leaf, p->r.input) : NULL;
        if (!p->input)
                return fail(cx, CONFLICT, "现行方案（第 %d 版）里没有这项指标", y->e.number);
        p->frame.month = p->r.period;
        p->frame.locked = y->locked >> p->r.period & 1;
        p->unit = unit_brief(cx, p->r.unit);
        p->giver = unit_brief(cx, p->r.giver);
        p->value = figure_text(cx, p->leaf, p->input, &p->r);
        p->period = figure_period_name(cx, p->leaf->x->cycle, p->r.period);
        f = figure_history(cx, &p->r, &list, &n);
        if (f)
                return f;
        struct history_row *rows = NEW_ARRAY(cx->arena, struct history_row, (size_t)n + 1);
        for (int i = 0; i < n; i++)
                rows[i] = (struct history_row){
                        .r = list[i], .value = figure_text(cx, p->leaf, p->input, &list[i]),
                        .who = list[i].who_name.p ? list[i].who_name : str_of(words_of(cx->lang, "系统")),
                        .at = instant_str(cx->arena, list[i].at),
                        .reviewer = list[i].reviewer_name.p ? list[i].reviewer_name : S(""),
                        .reviewed = list[i].reviewed_at ? instant_str(cx->arena, list[i].reviewed_at) : S("") };
        p->rows = rows, p->n_rows = n;
        const struct figure *from = p->r.source == FIGURE_BY_DOMAIN ? figure_by_code(p->r.origin) : NULL;
        p->origin_href = from ? str_of(from->path) : (str){ 0 };
        if (p->r.source == FIGURE_BY_BALLOT && str_starts(p->r.origin, S("ballot:")))
                p->origin_href = str_f(cx->arena, "/ratings/%.*s/results", STR(str_from(p->r.origin, 7)));
        p->late = p->frame.locked;
        p->at_once = p->frame.may_review;
        p->may_correct = p->r.live && p->r.state == FIGURE_REVIEWED &&
                         (p->frame.may_review || figure_may_give(cx, y, p->leaf, p->r.giver));
        p->fields[0] = (struct form_field){ .name = "value", .label = "更正为", .inputmode = "decimal", .max = 60,
                .value = S("") };
        p->fields[1] = (struct form_field){ .name = "reason", .label = "更正的原因", .rows = 2, .max = 200,
                .value = S("") };
        p->fields[2] = (struct form_field){ .name = "data-version", .label = "数据的新版本", .max = 60,
                .value = S(""), .optional = !p->late, .hint = "如“统计年鉴定案数”“三季度核定数”" };
        row_moves(cx, p);
        return NULL;
}

static const struct fail *row_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                   const struct form *form, const struct fail *why)
{
        struct row_page *p = NEW(cx->arena, struct row_page);
        const struct fail *f = row_fill(cx, rq, rq->ids[0], p);
        if (f)
                return f;
        for (int i = 0; form && i < 3; i++)
                p->fields[i] = form_field_of(p->fields[i], form, why);
        p->faults = (struct form_faults){ form, why, p->fields, 3 };
        if (why)
                re->status = fail_http(why->kind);
        figure_row_page(&re->body, p);
        return NULL;
}

/* GET /figures/rows/:id */
const struct fail *figure_row_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return row_show(cx, rq, re, NULL, NULL);
}

/* POST /figures/rows/:id/corrections */
const struct fail *figure_corrections_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t id = 0;
        struct figure_correction c = { .version = form_int(&form, "version", 1, INT32_MAX),
                                       .raw = form_text(&form, "value", 1, 60),
                                       .reason = form_text(&form, "reason", 1, 200),
                                       .data_version = form_text(&form, "data-version", 0, 60) };
        const struct fail *f = form_end(&form);
        if (!f)
                f = figure_correct(cx, rq->ids[0], &c, &id);
        if (f)
                return fail_on_form(f) ? row_show(cx, rq, re, &form, f) : f;
        reply_note(re, cx, "更正已记下");
        return reply_see(re, cx, "/figures/rows/%ld", id);
}

/* POST /figures/rows/:id/moves */
const struct fail *figure_moves_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct figure_row r;
        struct figure_year y;
        str event = form_text(&form, "event", 1, 20), opinion = form_text(&form, "opinion", 0, 500);
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        const struct fail *f = form_end(&form);
        if (!f)
                f = figure_find(cx, rq->ids[0], &r);
        if (!f)
                f = figure_year_open(cx, r.scheme, &y);
        if (!f)
                f = figures_move(cx, &y, event, opinion, &(struct figure_move){ r.id, version }, 1);
        if (f)
                return fail_on_form(f) ? row_show(cx, rq, re, &form, f) : f;
        reply_note(re, cx, "已办理");
        return reply_see(re, cx, "/figures/rows/%ld", r.id);
}
