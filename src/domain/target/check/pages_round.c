/* domain/target/check/pages_round.c - rounds: the list, a new one, one with its units, what lags, what
 * differs, its report, its steps. */
#include "core/doc/doc.h"
#include "domain/target/check/check.html.h"
#include "domain/target/check/check.sql.h"
#include "domain/target/check/faces.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/year/month.h"

static const struct list_column columns[] = {
        { .label = "轮次", .kind = CELL_TITLE, .small = "单位" },
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

static const struct form_choice orders[] = {
        { S_C("new"), "新的在前", { 0 } }, { S_C("old"), "旧的在前", { 0 } },
};
static const struct form_choice kind_choices[] = {
        { S_C(""), "全部", { 0 } }, { S_C("half"), "半年检查", { 0 } }, { S_C("self"), "年终自评", { 0 } },
};
static const struct form_choice state_choices[] = {
        { S_C(""), "全部", { 0 } }, { S_C("open"), "进行中", { 0 } }, { S_C("closed"), "已办结", { 0 } },
};

/* What is asked for. kind, state: as in their enums; -1: any. */
struct rounds_wish { str word; int64_t year; int kind, state; };

static int choice_of(struct form *form, const char *name, const struct form_choice *of, int n)
{
        str asked = form_text(form, name, 0, 20);
        for (int i = 1; i < n; i++)
                if (str_eq(of[i].value, asked))
                        return i - 1;
        return -1;
}

static const struct fail *rounds_fill(struct ctx *cx, struct list *l, const struct rounds_wish *w)
{
        struct auth_reach reach = auth_reach(cx, MAY_TARGET_VIEW);
        struct check_rounds_seen it;
        unsigned when = (w->year ? CHECK_ROUNDS_SEEN_WHEN_YEAR : 0) |
                        (w->kind >= 0 ? CHECK_ROUNDS_SEEN_WHEN_KIND : 0) |
                        (w->state >= 0 ? CHECK_ROUNDS_SEEN_WHEN_STATE : 0) |
                        (w->word.n ? CHECK_ROUNDS_SEEN_WHEN_WORD : 0);
        bool old = l->order_at == 1;
        int64_t above = old ? l->after : 0, below = old || !l->after ? INT64_MAX : l->after;
        check_rounds_seen(&it, cx, when, old ? CHECK_ROUNDS_SEEN_BY_OLD : CHECK_ROUNDS_SEEN_BY_NEW,
                          reach.prefix, reach.unit, reach.group, w->year, w->kind, w->state,
                          sql_like(cx->arena, w->word), above, below, l->take);
        while (check_rounds_seen_next(&it)) {
                struct check_round r = { .kind = (enum check_kind)it.kind, .year = (int)it.year,
                                         .period = (int)it.period };
                struct list_cell *c = list_next(cx, l, it.id);
                if (!c)
                        break;
                bool open = it.state == CHECK_OPEN;
                c[0] = (struct list_cell){ .text = check_title(cx, &r), .small = it.name,
                        .href = it.papers == 1 ? str_f(cx->arena, "/checks/papers/%ld", it.paper)
                                               : str_f(cx->arena, "/checks/%ld", it.id) };
                c[1] = (struct list_cell){ .word = check_kind_words[it.kind] };
                c[2] = (struct list_cell){ .word = check_state_words[it.state],
                                           .lamp = open ? "yellow" : "done" };
                c[3] = (struct list_cell){ .d = it.due };
                c[4] = (struct list_cell){ .n = it.papers };
                c[5] = (struct list_cell){ .n = it.submitted };
                c[6] = (struct list_cell){ .n = it.accepted };
        }
        return check_rounds_seen_end(&it);
}

/* GET /checks?q=&year=&kind=&state= */
const struct fail *checks_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct check_list_page *p = NEW(cx->arena, struct check_list_page);
        struct form form = form_of(cx, rq);
        struct rounds_wish w = {
                .word = form_text(&form, "q", 0, 60),
                .year = form_int_or(&form, "year", 2000, 2999, 0),
                .kind = choice_of(&form, "kind", kind_choices, COUNT_OF(kind_choices)),
                .state = choice_of(&form, "state", state_choices, COUNT_OF(state_choices))
        };
        const struct fail *f = form_end(&form);
        const struct list_filter filters[] = {
                { .kind = FILTER_SEARCH, .name = "q", .label = "考核方案", .value = w.word },
                { .kind = FILTER_TEXT, .name = "year", .label = "年度",
                  .value = w.year ? str_f(cx->arena, "%ld", w.year) : S("") },
                { .kind = FILTER_CHOICE, .name = "kind", .label = "类型",
                  .value = kind_choices[w.kind + 1].value, .choices = kind_choices,
                  .n_choices = COUNT_OF(kind_choices) },
                { .kind = FILTER_CHOICE, .name = "state", .label = "状态",
                  .value = state_choices[w.state + 1].value, .choices = state_choices,
                  .n_choices = COUNT_OF(state_choices) },
        };
        p->page = page_of(cx, rq, "检查与自评");
        p->list = (struct list){
                .page = &p->page,
                .path = "/checks",
                .caption = "检查与自评",
                .columns = columns,
                .n_columns = COUNT_OF(columns),
                .filters = filters,
                .n_filters = COUNT_OF(filters),
                .orders = orders,
                .n_orders = COUNT_OF(orders),
                .total = -1,
                .empty = "还没有开过检查或自评",
                .empty_help =
                        "目标办开一轮半年检查或年终自评，各单位在自己的一页上写原因、措施，上报。"
        };
        if (!f)
                f = list_open(cx, rq, &p->list);
        if (!f)
                f = rounds_fill(cx, &p->list, &w);
        if (!f && auth_may(cx, MAY_CHECK_RUN))
                f = scheme_of(cx, &p->scheme);
        if (f)
                return f;
        p->may_open = p->scheme != 0;
        list_end(cx, &p->list);
        check_list_page(&re->body, p);
        return NULL;
}

void check_form_show(struct check_form *p, struct reply *re, const struct form *form,
                     const struct fail *why)
{
        for (int i = 0; form && i < p->n_fields; i++)
                p->fields[i] = form_field_of(p->fields[i], form, why);
        p->faults = (struct form_faults){ form, why, p->fields, p->n_fields };
        if (why)
                re->status = fail_http(why->kind);
        check_form_page(&re->body, p);
}

/* ---- a new round ----------------------------------------------------------------------------- */

static const struct form_choice kinds[] = { { S_C("0"), "半年检查", { 0 } },
                                            { S_C("1"), "年终自评", { 0 } } };
static const struct form_choice scopes[] = {
        { S_C("0"), "全部指标", { 0 } }, { S_C("1"), "只查落后序时的指标", { 0 } },
};

static const struct fail *new_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                   int64_t scheme, const struct form *form, const struct fail *why)
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
        struct form_choice *groups =
                NEW_ARRAY(cx->arena, struct form_choice, (size_t)y.e.n_groups + 1);
        groups[0] = (struct form_choice){ S("0"), "全部单位", { 0 } };
        for (int g = 0; g < y.e.n_groups; g++)
                groups[g + 1] = (struct form_choice){ str_f(cx->arena, "%ld", y.e.groups[g].id),
                                                      NULL, y.e.groups[g].name };
        int month = month_newest(cx, &y), half = month < 10;
        if (month < 0)
                month = 0;
        p->page = page_of(cx, rq, "开一轮检查");
        p->page.here = "/checks";
        page_crumb(&p->page, S("/checks"), "检查与自评", (str){ 0 });
        page_crumb(&p->page, (str){ 0 }, "开一轮检查", (str){ 0 });
        const struct form_field fields[] = {
                { .name = "scheme", .label = "方案", .choices = NEW(cx->arena, struct form_choice),
                  .n_choices = 1, .value = str_f(cx->arena, "%ld", scheme) },
                { .name = "kind", .label = "类型", .choices = kinds, .n_choices = 2,
                  .value = half ? S("0") : S("1"),
                  .hint = "半年检查：单位对落后的目标写原因和措施。年终自评：还可以对系统里的数自报不同的数，由考核部门核验。" },
                { .name = "month", .label = "数据截至几月", .inputmode = "numeric",
                  .value = str_f(cx->arena, "%d", half && month > 5 ? 6 : month + 1),
                  .hint = "1 到 12，半年检查填 6" },
                { .name = "group", .label = "检查哪些单位", .choices = groups,
                  .n_choices = y.e.n_groups + 1, .value = S("0") },
                { .name = "lagging", .label = "检查哪些指标", .choices = scopes, .n_choices = 2,
                  .value = S("0") },
                { .name = "line", .label = "进度线（%）", .inputmode = "numeric", .value = S("95"),
                  .hint = "完成数低于序时应达数的这个百分比，算落后" },
                { .name = "days", .label = "几个工作日内上报", .inputmode = "numeric", .value = S("10"),
                  .hint = "从明天起算，按放假安排扣除节假日" },
                { .name = "sample", .label = "核验抽查（%）", .inputmode = "numeric", .value = S("10"),
                  .hint = "年终自评时，认可系统里的数的，每项指标抽查多少；自报不同的数全部核验" },
                { .name = "note", .label = "要求", .rows = 3, .max = 1000, .optional = true,
                  .value = S("") },
        };
        *(struct form_choice *)fields[0].choices =
                (struct form_choice){ fields[0].value, NULL, y.e.name };
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
                                .kind = (enum check_kind)form_int(&form, "kind", 0,
                                                                  CHECK_KINDS - 1),
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
                return fail_on_form(f) && w.scheme > 0 ? new_show(cx, rq, re, w.scheme, &form, f)
                                                       : f;
        reply_note(re, cx, "已开始，通知已发到各单位");
        return reply_see(re, cx, "/checks/%ld", id);
}

/* ---- one round ------------------------------------------------------------------------------- */

const struct fail *check_frame_fill(struct ctx *cx, const struct request *rq, int64_t round,
                                    const char *tab, bool all, struct check_frame *ret)
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
        page_crumb(&ret->page, *tab ? str_f(cx->arena, "/checks/%ld", r->id) : (str){ 0 }, NULL,
                   ret->title);
        ret->office = !auth_change_year(cx, MAY_CHECK_RUN, r->county, r->year);
        f = document_link(cx, "check", r->id, &ret->document);
        if (f)
                return f;
        ret->may_document =
                ret->office && r->state == CHECK_CLOSED &&
                (!ret->document.id || ret->document.state == DOCUMENT_DRAFT ||
                 ret->document.state >= DOCUMENT_VOID) &&
                document_may_draft(cx, r->kind == CHECK_HALF ? S("half-year") : S("report"),
                                   r->county);
        ret->verifies = r->kind == CHECK_SELF && auth_may(cx, MAY_ASSESS_VERIFY);
        int n = flow_moves(cx, &check_flow, (int)r->state, moves, CHECK_MOVES);
        for (int i = 0; i < n; i++)
                if (!auth_change_year(cx, (enum perm)moves[i]->need, r->county, r->year))
                        ret->moves[ret->n_moves++] = moves[i];
        return NULL;
}

static str group_of(const struct check_data *d, int64_t unit)
{
        const struct edition_unit *u = edition_unit_of(&d->y.e, unit);
        const struct edition_group *g = u ? edition_group_of(&d->y.e, u->grp) : NULL;
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

static const struct list_column unit_columns[] = {
        { .label = "单位",     .kind = CELL_TITLE },
        { .label = "考核分组", .kind = CELL_TEXT, .fold = 2 },
        { .label = "状态",     .kind = CELL_LAMP },
        { .label = "上报",     .kind = CELL_TEXT },             /* when, by whom; late */
        { .label = "达到序时", .kind = CELL_INT },
        { .label = "落后序时", .kind = CELL_INT },
        { .label = "未启动",   .kind = CELL_INT },
        { .label = "已写说明", .kind = CELL_FIGURE },
        { .label = "自报核验", .kind = CELL_FIGURE },           /* these two of a self-assessment */
        { .label = "抽查核验", .kind = CELL_FIGURE },
};
static const struct form_choice paper_choices[] = {
        { S_C(""), "全部", { 0 } },
        { S_C("draft"), "未上报", { 0 } },
        { S_C("submitted"), "已上报", { 0 } },
        { S_C("returned"), "已退回", { 0 } },
        { S_C("accepted"), "已采纳", { 0 } },
};
static const struct form_choice light_choices[] = {
        { S_C(""), "全部", { 0 } },
        { S_C("behind"), "落后序时", { 0 } },
        { S_C("not-begun"), "未启动", { 0 } },
};
static const struct form_choice verdict_choices[] = {
        { S_C(""), "全部", { 0 } }, { S_C("open"), "未核验", { 0 } }, { S_C("agreed"), "核验一致", { 0 } },
        { S_C("differs"), "核验不一致", { 0 } },
};

/* A part of a round as a list, all of it read: the filter by state, the search, the orders of units. */
static const struct fail *part_open(struct ctx *cx, const struct request *rq,
                                    const struct check_frame *fr, const char *tab, struct list *l,
                                    const char *label, const struct form_choice *choices,
                                    int n_choices, int *ret_chosen)
{
        struct form form = form_of(cx, rq);
        struct list_filter *filter = NEW(cx->arena, struct list_filter);
        *ret_chosen = choice_of(&form, "state", choices, n_choices);
        *filter = (struct list_filter){ .kind = FILTER_CHOICE, .name = "state", .label = label,
                                        .choices = choices, .n_choices = n_choices,
                                        .value = choices[*ret_chosen + 1].value };
        l->page = &fr->page;
        l->path = str_f(cx->arena, "/checks/%ld%s%s", fr->d.round.id, *tab ? "/" : "", tab).p;
        l->filters = filter;
        l->n_filters = 1;
        l->total = -1;
        l->whole = true;
        l->of = LIST_OF_UNITS;
        l->own = "按考核分组";
        return list_open(cx, rq, l);
}

static void put_unit(struct ctx *cx, struct check_page *p, const struct check_paper *x,
                     const struct check_tally *t)
{
        const struct check_round *r = &p->frame.d.round;
        bool in = day_is(x->submitted), late = check_is_late(x, cx->today) && (in || r->state == CHECK_OPEN);
        struct list_cell *c = list_next(cx, &p->list, x->id);
        if (!c)
                return;
        list_key(&p->list, x->unit);
        c[0] = (struct list_cell){ .text = x->brief,
                                   .href = str_f(cx->arena, "/checks/papers/%ld", x->id) };
        c[1].text = group_of(&p->frame.d, x->unit);
        c[2] = (struct list_cell){ .word = paper_state_words[x->state], .lamp = lamp_of(x->state) };
        c[3] = (struct list_cell){ .word = in ? NULL : x->state == PAPER_RETURNED ? "退回后未重报"
                                            : late ? "逾期未报" : "未上报" };
        if (in) {
                c[3].text = day_zh(cx->arena, x->submitted);
                c[3].small = x->by;
                if (late)
                        c[3].small = str_trim(str_f(cx->arena, "%.*s　%s", STR(x->by), words_of(cx->lang, "逾期")));
        }
        c[4].n = t->on;
        c[5].n = t->behind;
        c[6].n = t->not_begun;
        c[7].text = str_f(cx->arena, "%d / %d", t->told, t->asked);
        if (r->kind == CHECK_SELF) {
                c[8].text = str_f(cx->arena, "%d / %d", t->claims_done, t->claims);
                c[9].text = str_f(cx->arena, "%d / %d", t->drawn_done, t->drawn);
        }
}

/* GET /checks/:id?state= */
const struct fail *check_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct check_page *p = NEW(cx->arena, struct check_page);
        int state;
        const struct fail *f = check_frame_fill(cx, rq, rq->ids[0], "", false, &p->frame);
        if (f)
                return f;
        const struct check_data *d = &p->frame.d;
        p->list = (struct list){ .caption = "各单位", .columns = unit_columns,
                .n_columns = (int)COUNT_OF(unit_columns) - (d->round.kind == CHECK_SELF ? 0 : 2),
                .find = "单位、分组或状态", .empty = "这一轮里没有您能看的单位",
                .empty_help = "检查的是别的组；本单位的检查开始后，会在消息里通知。" };
        f = part_open(cx, rq, &p->frame, "", &p->list, "状态", paper_choices,
                      COUNT_OF(paper_choices), &state);
        if (f)
                return f;
        struct check_tally *t = NEW_ARRAY(cx->arena, struct check_tally, (size_t)d->n_papers + 1);
        check_tallies(cx, d, t);
        for (int i = 0; i < d->n_papers; i++) {
                const struct check_paper *x = &d->papers[i];
                if (state < 0 || state == (int)x->state)
                        put_unit(cx, p, x, &t[i]);
                p->n_in += x->state == PAPER_SUBMITTED || x->state == PAPER_ACCEPTED;
                p->n_accepted += x->state == PAPER_ACCEPTED;
                p->n_returned += x->state == PAPER_RETURNED;
                p->all.on += t[i].on, p->all.behind += t[i].behind,
                        p->all.not_begun += t[i].not_begun;
                p->all.claims += t[i].claims, p->all.claims_done += t[i].claims_done;
                p->all.drawn += t[i].drawn, p->all.drawn_done += t[i].drawn_done;
        }
        list_end(cx, &p->list);
        p->n_rows = d->n_papers;
        check_page(&re->body, p);
        return NULL;
}

static str figure_of(struct ctx *cx, bool has, int64_t v, int places)
{
        return has ? figure_str(cx->arena, cx->lang, v, places) : S("—");
}

/* The form of a warning letter, filled with what the page shows. */
static str urge_of(struct ctx *cx, const struct check_data *d, const struct check_row *r,
                   int64_t unit)
{
        str gap = r->has_plan
                          ? str_f(cx->arena, "截至 %d 月应达到 %.*s%.*s，完成 %.*s。",
                                  d->round.period + 1, STR(figure_of(cx, true, r->plan, r->places)),
                                  STR(r->l->x->measure), STR(r->text))
                          : str_f(cx->arena, "截至 %d 月完成 %.*s。", d->round.period + 1,
                                  STR(r->text));
        if (r->line.reason.n)
                gap = str_f(cx->arena, "%.*s单位说明的原因：%.*s", STR(gap), STR(r->line.reason));
        return str_f(cx->arena, "/urges/new?scheme=%ld&unit=%ld&leaf=%ld&month=%d&cause=lag&gap=%s",
                     d->round.scheme, unit, r->l->x->stem, d->round.period + 1,
                     url_part(cx->arena, gap));
}

static const struct list_column lag_columns[] = {
        { .label = "单位与指标", .kind = CELL_TITLE },
        { .label = "状态",     .kind = CELL_LAMP },
        { .label = "全年目标", .kind = CELL_FIGURE, .fold = 2 },
        { .label = "序时应达", .kind = CELL_FIGURE },
        { .label = "完成",     .kind = CELL_FIGURE },
        { .label = "原因",     .kind = CELL_TEXT, .wide = true },
        { .label = "措施",     .kind = CELL_TEXT, .wide = true },
        { .label = "预计达到", .kind = CELL_DAY },
        { .label = "督促",     .kind = CELL_TEXT },     /* on the page of who may */
};
enum { LINES_ROOM = 1 << 20 };  /* a row's number: its paper and its place on it */

static struct list_cell or_none(str text)
{
        return (struct list_cell){ .text = text, .none = !text.n };
}

static void put_lag(struct ctx *cx, struct lagging_page *p, const struct check_paper *x,
                    const struct check_row *r, int at)
{
        const struct check_data *d = &p->frame.d;
        struct list_cell *c = list_next(cx, &p->list, x->id * LINES_ROOM + at);
        if (!c)
                return;
        list_key(&p->list, x->unit);
        c[0] = (struct list_cell){ .text = x->brief, .small = r->l->x->name,
                                   .href = str_f(cx->arena, "/checks/papers/%ld", x->id) };
        c[1] = (struct list_cell){ .word = check_light_words[r->light],
                                   .lamp = check_light_lamps[r->light] };
        c[2].text = figure_of(cx, r->has_target, r->target, r->places);
        c[3].text = figure_of(cx, r->has_plan, r->plan, r->places);
        c[4] = (struct list_cell){ .text = r->text, .href = r->figure
                ? str_f(cx->arena, "/figures/rows/%ld", r->figure) : (str){ 0 } };
        c[5] = or_none(r->line.reason);
        if ((r->full || r->line.frozen) && !r->line.reason.n)
                c[5] = (struct list_cell){ .word = "得满分，不用写" };
        c[6] = or_none(r->line.measure);
        c[7] = (struct list_cell){ .d = r->line.until, .none = !day_is(r->line.until) };
        if (p->list.n_columns == (int)COUNT_OF(lag_columns))
                c[8] = (struct list_cell){ .word = "发督促通知单", .href = urge_of(cx, d, r, x->unit) };
}

/* GET /checks/:id/lagging?state= */
const struct fail *check_lagging_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct lagging_page *p = NEW(cx->arena, struct lagging_page);
        int light;
        const struct fail *f = check_frame_fill(cx, rq, rq->ids[0], "lagging", false, &p->frame);
        if (f)
                return f;
        const struct check_data *d = &p->frame.d;
        page_crumb(&p->frame.page, (str){ 0 }, "滞后的目标", (str){ 0 });
        bool urges =
                !rq->list && !auth_change_year(cx, MAY_PERIOD_LOCK, d->round.county, d->round.year);
        p->list = (struct list){ .caption = "滞后的目标", .columns = lag_columns,
                .n_columns = (int)COUNT_OF(lag_columns) - !urges, .find = "指标、单位、原因或措施",
                .empty = "没有滞后的目标", .empty_help = "看得到的单位里，有量化目标的指标都不低于序时的进度线。" };
        f = part_open(cx, rq, &p->frame, "lagging", &p->list, "状态", light_choices,
                      COUNT_OF(light_choices), &light);
        if (f)
                return f;
        for (int i = 0; i < d->n_papers; i++) {
                const struct check_row *rows;
                int n;
                check_rows(cx, d, &d->papers[i], &rows, &n);
                for (int k = 0; k < n; k++) {
                        bool begun = rows[k].light == CHECK_BEHIND;
                        if (!begun && rows[k].light != CHECK_NOT_BEGUN)
                                continue;
                        p->n_rows++;
                        if (light < 0 || (light == 0) == begun)
                                put_lag(cx, p, &d->papers[i], &rows[k], k);
                }
        }
        list_end(cx, &p->list);
        p->frame.page.landscape = true;
        lagging_page(&re->body, p);
        return NULL;
}

static str change_of(struct ctx *cx, bool has, points v)
{
        return has ? str_f(cx->arena, "%s%.*s", v.micro > 0 ? "+" : "",
                           STR(points_str(cx->arena, v, 4)))
                   : S("—");
}

static const struct list_column diff_columns[] = {
        { .label = "单位与指标",     .kind = CELL_TITLE },
        { .label = "系统里的数",     .kind = CELL_FIGURE },
        { .label = "单位自报",       .kind = CELL_FIGURE },
        { .label = "自报的总分变动", .kind = CELL_FIGURE, .fold = 2 },
        { .label = "核验",           .kind = CELL_FIGURE },
        { .label = "核验的总分变动", .kind = CELL_FIGURE },
        { .label = "结论",           .kind = CELL_LAMP },
        { .label = "理由与说明",     .kind = CELL_TEXT, .wide = true },
};

static str row_href(struct ctx *cx, int64_t figure)
{
        return figure ? str_f(cx->arena, "/figures/rows/%ld", figure) : (str){ 0 };
}

static void put_difference(struct ctx *cx, struct differences_page *p,
                           const struct check_difference *x, int at)
{
        const struct check_line *l = &x->row.line;
        struct list_cell *c = list_next(cx, &p->list, x->paper->id * LINES_ROOM + at);
        if (!c)
                return;
        list_key(&p->list, x->paper->unit);
        c[0] = (struct list_cell){ .text = x->paper->brief, .small = x->row.l->x->name,
                                   .href = str_f(cx->arena, "/checks/papers/%ld", x->paper->id) };
        c[1] = (struct list_cell){ .text = x->row.text, .href = row_href(cx, x->row.figure),
                                   .none = !x->row.figure };
        c[2] = or_none(l->claim);
        c[3].text = change_of(cx, x->has_claim, x->by_claim);
        c[4] = (struct list_cell){ .text = l->verified, .href = row_href(cx, l->correction),
                                   .none = l->verdict == CHECK_UNVERIFIED };
        c[5].text = change_of(cx, x->has_verified, x->by_verified);
        c[6] = (struct list_cell){ .word = check_verdict_words[l->verdict],
                                   .lamp = l->verdict == CHECK_AGREED    ? "done"
                                           : l->verdict == CHECK_DIFFERS ? "yellow"
                                                                         : "grey" };
        if (l->ground.n)
                c[7].text = str_f(cx->arena, words_of(cx->lang, "单位：%.*s（%.*s）"),
                                  STR(l->ground), STR(l->basis));
        if (l->finding.n)
                c[7].small = str_f(cx->arena, words_of(cx->lang, "核验：%.*s"), STR(l->finding));
}

/* GET /checks/:id/differences?state= */
const struct fail *check_differences_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct differences_page *p = NEW(cx->arena, struct differences_page);
        const struct check_difference *list;
        struct check_score s;
        int n, verdict;
        const struct fail *f =
                check_frame_fill(cx, rq, rq->ids[0], "differences", false, &p->frame);
        if (!f && p->frame.d.round.kind != CHECK_SELF)
                f = fail(cx, NOT_FOUND, "%s", "");
        if (f)
                return f;
        page_crumb(&p->frame.page, (str){ 0 }, "自报与核验的差异", (str){ 0 });
        p->list = (struct list){ .caption = "自报与核验的差异", .columns = diff_columns,
                .n_columns = COUNT_OF(diff_columns), .find = "指标、单位或理由", .empty = "没有差异",
                .empty_help = "看得到的单位都认可系统里的数，核验也没有不一致的。" };
        f = part_open(cx, rq, &p->frame, "differences", &p->list, "结论", verdict_choices,
                      COUNT_OF(verdict_choices), &verdict);
        if (f)
                return f;
        check_score_of(cx, &p->frame.d, &s);
        check_differences(cx, &p->frame.d, &s, &list, &n);
        for (int i = 0; i < n; i++) {
                p->n_open += list[i].row.line.verdict == CHECK_UNVERIFIED;
                if (verdict < 0 || verdict == (int)list[i].row.line.verdict)
                        put_difference(cx, p, &list[i], i);
        }
        list_end(cx, &p->list);
        p->n_rows = n;
        p->why = s.none ? s.why : (str){ 0 };
        differences_page(&re->body, p);
        return NULL;
}

/* GET /checks/:id/report/:key */
const struct fail *check_report_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct check_data d;
        struct doc *doc;
        str bytes, name;
        const struct doc_writer *w = doc_writer_find(rq->keys[0]);
        const struct fail *f =
                w ? check_data_read(cx, rq->ids[0], 0, true, &d) : fail(cx, NOT_FOUND, "%s", "");
        if (!f)
                f = auth_see_year(cx, MAY_CHECK_RUN, d.round.county, d.round.year);
        if (f)
                return f;
        f = document_kept(cx, "check", d.round.id, rq->keys[0], &name, &bytes);
        if (!f || f->kind != FAIL_NOT_FOUND) {
                if (!f)
                        reply_file(re, w->type, name, bytes);
                return f;
        }
        f = check_report(cx, &d, &doc);
        if (!f)
                f = w->write(cx, doc, &bytes);
        if (!f)
                reply_file(re, w->type, str_f(cx->arena, "%.*s.%s", STR(doc->title), w->as), bytes);
        return f;
}

/* POST /checks/:id/documents */
const struct fail *check_documents_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct check_data d;
        struct document_wish w;
        struct form form = form_of(cx, rq);
        const struct fail *f = form_end(&form);
        if (!f)
                f = check_data_read(cx, rq->ids[0], 0, true, &d);
        if (!f)
                f = auth_see_year(cx, MAY_CHECK_RUN, d.round.county, d.round.year);
        if (!f && d.round.state != CHECK_CLOSED)
                f = fail(cx, CONFLICT, "这一轮办结以后才能拟文");
        if (!f)
                f = check_report_wish(cx, &d, &w);
        return f ? f : document_draft_page(cx, &w, re);
}

/* ---- steps ----------------------------------------------------------------------------------- */

static const struct fail *move_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                    str event, int64_t version, const struct form *form,
                                    const struct fail *why)
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
                p->fields[p->n_fields++] =
                        (struct form_field){ .name = "day", .label = "新的上报期限", .type = "date",
                                             .value = day_str(cx->arena, r.due) };
        if (s->ask & FLOW_ASK_REASON)
                p->fields[p->n_fields++] =
                        (struct form_field){ .name = "reason", .rows = 4, .max = 2000,
                                             .value = S(""),
                                             .label = s->to == CHECK_CLOSED ? "办结说明" : "原因" };
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
                return fail_on_form(f)
                               ? move_show(cx, rq, re, in.event,
                                           f->kind == FAIL_CONFLICT ? 0 : in.version, &form, f)
                               : f;
        reply_note(re, cx, "已办理");
        return reply_see(re, cx, "/checks/%ld", rq->ids[0]);
}
