/* domain/target/year/pages_row.c - one figure: where it comes from, its steps, its corrections. */
#include "door/web/figure_href.h"
#include "domain/target/result/revised.h"
#include "domain/target/year/faces.h"
#include "domain/target/year/review.html.h"

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
                if (figure_keeps_out(cx, &p->r, steps[i])) {
                        p->kept |= office && p->frame.may_review;
                        continue;
                }
                if ((office && p->frame.may_review &&
                     (p->r.live || p->r.state == FIGURE_SUBMITTED)) ||
                    (giver && figure_may_give(cx, y, p->leaf, p->r.giver)))
                        p->moves[p->n_moves++] = steps[i];
        }
}

/* Who entered it: a person; where none is known, the unit it comes from, and the system only of what it computed. */
static str who_of(struct ctx *cx, const struct figure_row *r)
{
        bool given = r->source == FIGURE_BY_HAND || r->source == FIGURE_BY_FILE;
        return r->who_name.p ? r->who_name : given ? unit_brief(cx, r->giver) : str_of(words_of(cx->lang, "系统"));
}

static const struct fail *row_fill(struct ctx *cx, const struct request *rq, int64_t id,
                                   struct row_page *p)
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
        p->input = p->leaf ? figure_input_of(p->leaf, p->r.input) : NULL;
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
                        .r = list[i],
                        .value = figure_text(cx, p->leaf, p->input, &list[i]),
                        .who = who_of(cx, &list[i]),
                        .at = instant_str(cx->arena, list[i].at),
                        .reviewer = list[i].reviewer_name.p ? list[i].reviewer_name
                                    : list[i].source == FIGURE_BY_DOMAIN ? str_of(words_of(cx->lang, "系统")) : S(""),
                        .reviewed = list[i].reviewed_at
                                            ? instant_str(cx->arena, list[i].reviewed_at)
                                            : S("")
                };
        p->rows = rows, p->n_rows = n;
        const struct figure *from =
                p->r.source == FIGURE_BY_DOMAIN ? figure_by_code(p->r.origin) : NULL;
        p->origin_name = from ? from->label : NULL;
        p->origin_href = from ? figure_href(cx->arena, from, p->unit, y->e.year) : (str){ 0 };
        if (p->r.source == FIGURE_BY_BALLOT && str_starts(p->r.origin, S("ballot:")))
                p->origin_href =
                        str_f(cx->arena, "/ratings/%.*s/results", STR(str_from(p->r.origin, 7)));
        p->late = p->frame.locked;
        p->may_correct = p->r.live && p->r.state == FIGURE_REVIEWED &&
                         (p->frame.may_review || figure_may_give(cx, y, p->leaf, p->r.giver));
        p->fields[0] = (struct form_field){ .name = "value", .label = "更正为",
                                            .inputmode = "decimal", .max = 60, .value = S("") };
        p->fields[1] = (struct form_field){
                .name = "reason", .label = "更正的原因", .rows = 2, .max = 200, .value = S("")
        };
        p->fields[2] = (struct form_field){ .name = "data-version", .label = "数据的新版本", .max = 60,
                .value = S(""), .optional = !p->late, .hint = "如“统计年鉴定案数”“三季度核定数”" };
        row_moves(cx, p);
        if (p->kept)
                f = figure_kept_words(cx, y->e.unit, true, 1, &p->kept_words);
        if (!f && auth_may(cx, MAY_RESULT_VIEW))
                f = result_used(cx, &p->r, p->leaf->x, &p->used, &p->n_used);
        return f;
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
const struct fail *figure_corrections_post(struct ctx *cx, const struct request *rq,
                                           struct reply *re)
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
