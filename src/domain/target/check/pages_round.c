/* domain/target/check/pages_round.c - rounds: the list, a new one, one with its units, what lags, what
 * differs, its report, its steps. */
#include "core/doc/doc.h"
#include "domain/target/check/check.html.h"
#include "domain/target/check/check.sql.h"
#include "domain/target/check/faces.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/year/month.h"

static const struct list_column columns[] = {
        { .label = "轮次", .kind = CELL_TITLE },
        { .label = "类型", .kind = CELL_TEXT, .fold = 2 },
        { .label = "状态", .kind = CELL_LAMP },
        { .label = "上报期限", .kind = CELL_DAY },
        { .label = "单位", .kind = CELL_INT },
        { .label = "已上报", .kind = CELL_INT },
        { .label = "已采纳", .kind = CELL_INT },
};

/* The newest scheme in force that the person may open rounds in; 0: none. */
static const struct fail *scheme_of(struct ctx *cx, int64_t *ret)
{
        struct schemes it;
        int64_t list[50];
        int n = 0;
        *ret = 0;
        schemes(&it, cx, 0, 0);
        while (schemes_next(&it))
                if (n < (int)COUNT_OF(list))
                        list[n++] = it.id;
        const struct fail *f = schemes_end(&it);
        for (int i = 0; !f && !*ret && i < n; i++) {
                struct figure_year y;
                f = figure_year_open(cx, list[i], &y);
                if (!f && !auth_change_year(cx, MAY_CHECK_RUN, y.e.unit, y.e.year) &&
                    day_make(y.e.year, 1, 1).n <= cx->today.n)
                        *ret = list[i];
                if (f && f->kind == FAIL_NOT_FOUND)
                        f = NULL;
        }
        return f;
}

/* GET /checks */
const struct fail *checks_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct check_list_page *p = NEW(cx->arena, struct check_list_page);
        struct auth_reach reach = auth_reach(cx, MAY_TARGET_VIEW);
        struct check_rounds_seen it;
        p->page = page_of(cx, rq, "检查与自评");
        p->list = (struct list){ .page = &p->page, .path = "/checks", .caption = "检查与自评", .columns = columns,
                .n_columns = COUNT_OF(columns), .total = -1, .empty = "还没有开过检查或自评",
                .empty_help = "目标办开一轮半年检查或年终自评，各单位在自己的一页上写原因、措施，上报。" };
        check_rounds_seen(&it, cx, 0, reach.prefix, reach.unit, reach.group, 0);
        while (check_rounds_seen_next(&it)) {
                struct check_round r = { .kind = (enum check_kind)it.kind, .year = (int)it.year,
                                         .period = (int)it.period };
                struct list_cell *c = list_row(cx, &p->list);
                if (!c)
                        continue;
                bool open = it.state == CHECK_OPEN;
                c[0] = (struct list_cell){ .text = check_title(cx, &r), .small = it.name,
                        .href = it.papers == 1 ? str_f(cx->arena, "/checks/papers/%ld", it.paper)
                                               : str_f(cx->arena, "/checks/%ld", it.id) };
                c[1] = (struct list_cell){ .word = check_kind_words[it.kind] };
                c[2] = (struct list_cell){ .word = check_state_words[it.state], .lamp = open ? "yellow" : "done" };
                c[3] = (struct list_cell){ .d = it.due };
                c[4] = (struct list_cell){ .n = it.papers };
                c[5] = (struct list_cell){ .n = it.submitted };
                c[6] = (struct list_cell){ .n = it.accepted };
        }
        const struct fail *f = check_rounds_seen_end(&it);
        if (!f && auth_may(cx, MAY_CHECK_RUN))
                f = scheme_of(cx, &p->scheme);
        if (f)
                return f;
        p->may_open = p->scheme != 0;
        list_end(cx, &p->list);
        check_list_page(&re->body, p);
        return NULL;
}

void check_form_show(struct check_form *p, struct reply *re, const struct form *form, const struct fail *why)
{
        for (int i = 0; form && i < p->n_fields; i++)
                p->fields[i] = form_field_of(p->fields[i], form, why);
        p->faults = (struct form_faults){ form, why, p->fields, p->n_fields };
        if (why)
                re->status = fail_http(why->kind);
        check_form_page(&re->body, p);
}

/* ---- a new round ------------------------------------------------------------------------------------- */

static const struct form_choice kinds[] = { { S_C("0"), "半年检查", { 0 } }, { S_C("1"), "年终自评", { 0 } } };
static const struct form_choice scopes[] = {
        { S_C("0"), "全部指标", { 0 } }, { S_C("1"), "只查落后序时的指标", { 0 } },
};

static const struct fail *new_show(struct ctx *cx, const struct request *rq, struct reply *re, int64_t scheme,
                                   const struct form *form, const struct fail *why)
{
        struct check_form *p = NEW(cx->arena, struct check_form);
        struct figure_year y;
        const struct fail *f = scheme ? NULL : scheme_of(cx, &scheme);
        if (!f && !scheme)
                f = fail(cx, NOT_FOUND, "%s", "");
        if (!f)
                f = figure_year_open(cx, scheme, &y);
        if (!f)
                f = edition_see(cx, &y.e);
        if (!f)
                f = auth_change_year(cx, MAY_CHECK_RUN, y.e.unit, y.e.year);
        if (f)
                return why ? why : f;
        struct form_choice *groups = NEW_ARRAY(cx->arena, struct form_choice, (size_t)y.e.n_groups + 1);
        groups[0] = (struct form_choice){ S("0"), "全部单位", { 0 } };
        for (int g = 0; g < y.e.n_groups; g++)
                groups[g + 1] = (struct form_choice){ str_f(cx->arena, "%ld", y.e.groups[g].id), NULL,
                                                      y.e.groups[g].name };
        int month = month_newest(cx, &y), half = month < 10;
        if (month < 0)
                month = 0;
        p->page = page_of(cx, rq, "开一轮检查");
        p->page.here = "/checks";
        page_crumb(&p->page, S("/checks"), "检查与自评", (str){ 0 });
        page_crumb(&p->page, (str){ 0 }, "开一轮检查", (str){ 0 });
        const struct form_field fields[] = {
                { .name = "scheme", .label = "方案", .choices = NEW(cx->arena, struct form_choice), .n_choices = 1,
                  .value = str_f(cx->arena, "%ld", scheme) },
                { .name = "kind", .label = "类型", .choices = kinds, .n_choices = 2, .value = half ? S("0") : S("1"),
                  .hint = "半年检查：单位对落后的目标写原因和措施。年终自评：还可以对系统里的数自报不同的数，由考核部门核验。" },
                { .name = "month", .label = "数据截至几月", .inputmode = "numeric",
                  .value = str_f(cx->arena, "%d", half && month > 5 ? 6 : month + 1), .hint = "1 到 12，半年检查填 6" },
                { .name = "group", .label = "检查哪些单位", .choices = groups, .n_choices = y.e.n_groups + 1,
                  .value = S("0") },
                { .name = "lagging", .label = "检查哪些指标", .choices = scopes, .n_choices = 2, .value = S("0") },
                { .name = "line", .label = "进度线（%）", .inputmode = "numeric", .value = S("95"),
                  .hint = "完成数低于序时应达数的这个百分比，算落后" },
                { .name = "days", .label = "几个工作日内上报", .inputmode = "numeric", .value = S("10"),
                  .hint = "从明天起算，按放假安排扣除节假日" },
                { .name = "sample", .label = "核验抽查（%）", .inputmode = "numeric", .value = S("10"),
                  .hint = "年终自评时，认可系统里的数的，每项指标抽查多少；自报不同的数全部核验" },
                { .name = "note", .label = "要求", .rows = 3, .max = 1000, .optional = true, .value = S("") },
        };
        *(struct form_choice *)fields[0].choices = (struct form_choice){ fields[0].value, NULL, y.e.name };
        memcpy(p->fields, fields, sizeof(fields));
        p->n_fields = COUNT_OF(fields);
        p->title = "开一轮检查", p->button = "开始，通知各单位";
        p->help = "目标、数据、序时进度系统里已有，不再要单位填；只请单位写落后的原因、措施和预计达到的时间。";
        p->action = S("/checks"), p->back = S("/checks");
        check_form_show(p, re, form, why);
        return NULL;
}

/* GET /checks/new?scheme= */
const struct fail *check_new_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t scheme = form_int_or(&form, "scheme", 1, INT64_MAX, 0);
        const struct fail *f = form_end(&form);
        return f ? f : new_show(cx, rq, re, scheme, NULL, NULL);
}

/* POST /checks */
const struct fail *check_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t id;
        struct check_wish w = { .scheme = form_int(&form, "scheme", 1, INT64_MAX),
                                .kind = (enum check_kind)form_int(&form, "kind", 0, CHECK_KINDS - 1),
                                .period = (int)form_int(&form, "month", 1, 12) - 1,
                                .group = form_int_or(&form, "group", 0, INT64_MAX, 0),
                                .lagging = form_int(&form, "lagging", 0, 1) == 1,
                                .line = (int)form_int(&form, "line", 1, 100),
                                .days = (int)form_int(&form, "days", 1, CHECK_DAYS_MOST),
                                .sample = (int)form_int(&form, "sample", 0, 100),
                                .note = form_text(&form, "note", 0, 1000) };
        const struct fail *f = form_end(&form);
        if (!f)
                f = check_open(cx, &w, &id);
        if (f)
                return fail_on_form(f) && w.scheme > 0 ? new_show(cx, rq, re, w.scheme, &form, f) : f;
        reply_note(re, cx, "已开始，通知已发到各单位");
        return reply_see(re, cx, "/checks/%ld", id);
}

/* ---- one round ---------------------------------------------------------------------------------------- */

const struct fail *check_frame_fill(struct ctx *cx, const struct request *rq, int64_t round, const char *tab, bool all,
                                    struct check_frame *ret)
{
        const struct flow_step *moves[CHECK_MOVES];
        *ret = (struct check_frame){ .page = page_of(cx, rq, "检查与自评"), .tab = tab };
        const struct fail *f = check_data_read(cx, round, 0, all, &ret->d);
        if (f)
                return f;
        const struct check_round *r = &ret->d.round;
        ret->title = check_title(cx, r);
        ret->page.here = "/checks";
        ret->page.name = ret->title;
        page_crumb(&ret->page, S("/checks"), "检查与自评", (str){ 0 });
        page_crumb(&ret->page, *tab ? str_f(cx->arena, "/checks/%ld", r->id) : (str){ 0 }, NULL, ret->title);
        ret->office = !auth_change_year(cx, MAY_CHECK_RUN, r->county, r->year);
        ret->verifies = r->kind == CHECK_SELF && auth_may(cx, MAY_ASSESS_VERIFY);
        int n = flow_moves(cx, &check_flow, (int)r->state, moves, CHECK_MOVES);
        for (int i = 0; i < n; i++)
                if (!auth_change_year(cx, (enum perm)moves[i]->need, r->county, r->year))
                        ret->moves[ret->n_moves++] = moves[i];
        return NULL;
}

static str group_of(const struct check_data *d, int64_t unit, int64_t *ret_id)
{
        const struct edition_unit *u = edition_unit_of(&d->y.e, unit);
        const struct edition_group *g = u ? edition_group_of(&d->y.e, u->grp) : NULL;
        *ret_id = g ? g->id : 0;
        return g ? g->name : S("—");
}

static const char *lamp_of(enum paper_state s)
{
        switch (s) {
        case PAPER_DRAFT:     return "grey";
        case PAPER_SUBMITTED: return "green";
        case PAPER_RETURNED:  return "red";
        case PAPER_ACCEPTED:  return "done";
        case PAPER_STATES:    break;
        }
        return "grey";
}

/* GET /checks/:id */
const struct fail *check_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct check_page *p = NEW(cx->arena, struct check_page);
        const struct fail *f = check_frame_fill(cx, rq, rq->ids[0], "", false, &p->frame);
        if (f)
                return f;
        const struct check_data *d = &p->frame.d;
        struct check_tally *t = NEW_ARRAY(cx->arena, struct check_tally, (size_t)d->n_papers + 1);
        struct unit_row *rows = NEW_ARRAY(cx->arena, struct unit_row, (size_t)d->n_papers + 1);
        int64_t before = -1, grp;
        check_tallies(cx, d, t);
        for (int i = 0; i < d->n_papers; i++) {
                const struct check_paper *x = &d->papers[i];
                rows[i] = (struct unit_row){ .p = x, .t = t[i], .lamp = lamp_of(x->state),
                        .group = group_of(d, x->unit, &grp),
                        .late = d->round.state == CHECK_OPEN && check_is_late(x, cx->today) };
                rows[i].begins = grp != before;
                before = grp;
                p->n_in += x->state == PAPER_SUBMITTED || x->state == PAPER_ACCEPTED;
                p->n_accepted += x->state == PAPER_ACCEPTED;
                p->n_returned += x->state == PAPER_RETURNED;
                p->all.on += t[i].on, p->all.behind += t[i].behind, p->all.not_begun += t[i].not_begun;
                p->all.claims += t[i].claims, p->all.claims_done += t[i].claims_done;
                p->all.drawn += t[i].drawn, p->all.drawn_done += t[i].drawn_done;
        }
        p->rows = rows, p->n_rows = d->n_papers;
        check_page(&re->body, p);
        return NULL;
}

static str figure_of(struct ctx *cx, bool has, int64_t v, int places)
{
        return has ? decimal_str(cx->arena, v, places, true) : S("—");
}

/* The form of a warning letter, filled with what the page shows. */
static str urge_of(struct ctx *cx, const struct check_data *d, const struct check_row *r, int64_t unit)
{
        str gap = r->has_plan ? str_f(cx->arena, "截至 %d 月应达到 %.*s%.*s，完成 %.*s。", d->round.period + 1,
                                      STR(figure_of(cx, true, r->plan, r->places)), STR(r->l->x->measure), STR(r->text))
                              : str_f(cx->arena, "截至 %d 月完成 %.*s。", d->round.period + 1, STR(r->text));
        if (r->line.reason.n)
                gap = str_f(cx->arena, "%.*s单位说明的原因：%.*s", STR(gap), STR(r->line.reason));
        return str_f(cx->arena, "/urges/new?scheme=%ld&unit=%ld&leaf=%ld&month=%d&gap=%s", d->round.scheme, unit,
                     r->l->x->stem, d->round.period + 1, url_part(cx->arena, gap));
}

/* GET /checks/:id/lagging */
const struct fail *check_lagging_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct lagging_page *p = NEW(cx->arena, struct lagging_page);
        struct lag_row *list = NULL;
        int cap = 0;
        int64_t before = -1, grp;
        const struct fail *f = check_frame_fill(cx, rq, rq->ids[0], "lagging", false, &p->frame);
        if (f)
                return f;
        const struct check_data *d = &p->frame.d;
        page_crumb(&p->frame.page, (str){ 0 }, "滞后的目标", (str){ 0 });
        p->may_urge = !auth_change_year(cx, MAY_PERIOD_LOCK, d->round.county, d->round.year);
        for (int i = 0; i < d->n_papers; i++) {
                const struct check_row *rows;
                int n;
                check_rows(cx, d, &d->papers[i], &rows, &n);
                for (int k = 0; k < n; k++) {
                        if (rows[k].light != CHECK_BEHIND && rows[k].light != CHECK_NOT_BEGUN)
                                continue;
                        str group = group_of(d, d->papers[i].unit, &grp);
                        *VEC_ADD(cx->arena, list, p->n_rows, cap) = (struct lag_row){
                                .p = &d->papers[i], .r = rows[k], .group = group, .begins = grp != before,
                                .target = figure_of(cx, rows[k].has_target, rows[k].target, rows[k].places),
                                .plan = figure_of(cx, rows[k].has_plan, rows[k].plan, rows[k].places),
                                .urge = p->may_urge ? urge_of(cx, d, &rows[k], d->papers[i].unit) : (str){ 0 } };
                        before = grp;
                }
        }
        p->rows = list;
        p->frame.page.landscape = true;
        lagging_page(&re->body, p);
        return NULL;
}

static str change_of(struct ctx *cx, bool has, points v)
{
        return has ? str_f(cx->arena, "%s%.*s", v.micro > 0 ? "+" : "", STR(points_str(cx->arena, v, 4))) : S("—");
}

/* GET /checks/:id/differences */
const struct fail *check_differences_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct differences_page *p = NEW(cx->arena, struct differences_page);
        const struct check_difference *list;
        struct check_score s;
        int n;
        const struct fail *f = check_frame_fill(cx, rq, rq->ids[0], "differences", false, &p->frame);
        if (!f && p->frame.d.round.kind != CHECK_SELF)
                f = fail(cx, NOT_FOUND, "%s", "");
        if (f)
                return f;
        page_crumb(&p->frame.page, (str){ 0 }, "自报与核验的差异", (str){ 0 });
        check_score_of(cx, &p->frame.d, &s);
        check_differences(cx, &p->frame.d, &s, &list, &n);
        struct diff_row *rows = NEW_ARRAY(cx->arena, struct diff_row, (size_t)n + 1);
        for (int i = 0; i < n; i++) {
                const struct check_line *l = &list[i].row.line;
                bool open = l->verdict == CHECK_UNVERIFIED;
                rows[i] = (struct diff_row){ .x = &list[i], .claim = l->claim.n ? l->claim : S("—"),
                        .by_claim = change_of(cx, list[i].has_claim, list[i].by_claim),
                        .verified = open ? S("—") : l->verified,
                        .by_verified = change_of(cx, list[i].has_verified, list[i].by_verified) };
                p->n_open += open;
        }
        p->rows = rows, p->n_rows = n;
        p->why = s.none ? s.why : (str){ 0 };
        differences_page(&re->body, p);
        return NULL;
}

/* GET /checks/:id/report/:key */
const struct fail *check_report_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct check_data d;
        struct doc *doc;
        str bytes;
        const struct doc_writer *w = doc_writer_find(rq->keys[0]);
        const struct fail *f = w ? check_data_read(cx, rq->ids[0], 0, true, &d) : fail(cx, NOT_FOUND, "%s", "");
        if (!f)
                f = auth_see_year(cx, MAY_CHECK_RUN, d.round.county, d.round.year);
        if (f)
                return f;
        check_report(cx, &d, &doc);
        f = w->write(cx, doc, &bytes);
        if (!f)
                reply_file(re, w->type, str_f(cx->arena, "%.*s.%s", STR(doc->title), w->as), bytes);
        return f;
}

/* ---- steps ------------------------------------------------------------------------------------------------ */

static const struct fail *move_show(struct ctx *cx, const struct request *rq, struct reply *re, str event,
                                    int64_t version, const struct form *form, const struct fail *why)
{
        struct check_form *p = NEW(cx->arena, struct check_form);
        struct check_round r;
        const struct flow_step *s;
        const struct fail *f = check_round_read(cx, rq->ids[0], &r);
        if (!f)
                f = flow_find(cx, &check_flow, (int)r.state, event, &s);
        if (!f)
                f = auth_change_year(cx, (enum perm)s->need, r.county, r.year);
        if (f)
                return why ? why : f;
        p->page = page_of(cx, rq, "办理一轮检查");
        p->page.here = "/checks";
        page_crumb(&p->page, S("/checks"), "检查与自评", (str){ 0 });
        page_crumb(&p->page, str_f(cx->arena, "/checks/%ld", r.id), NULL, check_title(cx, &r));
        page_crumb(&p->page, (str){ 0 }, s->label, (str){ 0 });
        if (s->ask & FLOW_ASK_DAY)
                p->fields[p->n_fields++] = (struct form_field){ .name = "day", .label = "新的上报期限", .type = "date",
                        .value = day_str(cx->arena, r.due) };
        if (s->ask & FLOW_ASK_REASON)
                p->fields[p->n_fields++] = (struct form_field){ .name = "reason", .rows = 4, .max = 2000,
                        .value = S(""), .label = s->to == CHECK_CLOSED ? "办结说明" : "原因" };
        p->title = s->label, p->button = s->label, p->danger = s->danger;
        p->help = s->to == CHECK_CLOSED ? "办结以后单位不能再报，考核部门不能再核验；没有上报的单位如何处理，写在办结说明里，报告里照印。" : "";
        p->event = event, p->version = version ? version : r.version;
        p->action = str_f(cx->arena, "/checks/%ld/moves", r.id);
        p->back = str_f(cx->arena, "/checks/%ld", r.id);
        check_form_show(p, re, form, why);
        return NULL;
}

/* GET /checks/:id/moves/:key */
const struct fail *check_move_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return move_show(cx, rq, re, rq->keys[0], 0, NULL, NULL);
}

/* POST /checks/:id/moves */
const struct fail *check_moves_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct flow_wish in = flow_wish_of(&form, 2000);
        const struct fail *f = form_end(&form);
        if (!f)
                f = check_move(cx, rq->ids[0], &in);
        if (f)
                return fail_on_form(f) ? move_show(cx, rq, re, in.event, f->kind == FAIL_CONFLICT ? 0 : in.version,
                                                   &form, f) : f;
        reply_note(re, cx, "已办理");
        return reply_see(re, cx, "/checks/%ld", rq->ids[0]);
}
