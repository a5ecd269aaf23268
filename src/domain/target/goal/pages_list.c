/* domain/target/goal/pages_list.c - the list of target books; begun and issued many at a time. */
#include "domain/org/org.h"
#include "domain/target/goal/list.html.h"
#include "domain/target/goal/list.sql.h"
#include "domain/target/goal/pages.h"
#include "domain/target/scheme.sql.h"

static const struct list_column columns[] = {
        { .label = "单位", .kind = CELL_TITLE, .small = "备注" },
        { .label = "分组", .kind = CELL_TEXT, .fold = 2 },
        { .label = "版本", .kind = CELL_TEXT, .fold = 3 },
        { .label = "目标", .kind = CELL_INT },
        { .label = "状态", .kind = CELL_LAMP },
        { .label = "执行起", .kind = CELL_DAY, .fold = 2 },
        { .label = "签收", .kind = CELL_TEXT, .fold = 2 },
};

static const char *lamp_of(enum goal_state s)
{
        switch (s) {
        case GOAL_SIGNED:    return "done";
        case GOAL_ISSUED:    return "green";
        case GOAL_RETURNED:  return "red";
        case GOAL_SUBMITTED:
        case GOAL_REVIEWED:
        case GOAL_APPROVED:  return "yellow";
        case GOAL_DRAFT:
        case GOAL_REPLACED:
        case GOAL_DROPPED:
        case GOAL_STATES:    break;
        }
        return "grey";
}

static bool reaches_county(struct ctx *cx, int64_t county)
{
        struct org_unit c, own;
        if (!cx->unit)
                return true;
        return !org_unit_by_id(cx, county, &c) && !org_unit_by_id(cx, cx->unit, &own) &&
               str_starts(own.path, c.path);
}

/* All schemes of the reader's county; the chosen one, else this year's, else the newest. */
static const struct fail *schemes_for(struct ctx *cx, int64_t wanted, struct form_choice **ret,
                                      int *ret_n, int64_t *ret_chosen, int *ret_year, str *ret_name)
{
        struct form_choice *list = NULL;
        struct goal_schemes it;
        int n = 0, cap = 0, rank = 0;
        goal_schemes(&it, cx, EDITION_DROPPED);
        while (goal_schemes_next(&it)) {
                if (!reaches_county(cx, it.unit))
                        continue;
                int r = it.id == wanted ? 3 : it.year == day_year(cx->today) ? 2 : 1;
                if (r > rank)
                        rank = r, *ret_chosen = it.id, *ret_year = (int)it.year, *ret_name = it.name;
                *VEC_ADD(cx->arena, list, n, cap) =
                        (struct form_choice){ .value = str_f(cx->arena, "%ld", it.id), .name = it.name };
        }
        *ret = list;
        *ret_n = n;
        return goal_schemes_end(&it);
}

static const struct fail *count_states(struct ctx *cx, struct goals_page *p,
                                       const struct auth_reach *r)
{
        struct goal_states_count it;
        goal_states_count(&it, cx, p->scheme, GOAL_DROPPED, r->prefix, r->unit, r->group);
        while (goal_states_count_next(&it))
                if (it.state >= 0 && it.state < GOAL_STATES) {
                        p->n_state[it.state] = (int)it.n;
                        p->n_all += (int)it.n;
                }
        p->n_unsigned = p->n_state[GOAL_ISSUED];
        return goal_states_count_end(&it);
}

static str signed_words(struct ctx *cx, const struct goal_books_page *b)
{
        if (!b->has_signed_at)
                return S("—");
        return str_f(cx->arena, "%.*s %.*s",
                     STR(b->signer.n ? b->signer : str_of(words_of(cx->lang, "纸质签收"))),
                     STR(str_head(instant_str(cx->arena, b->signed_at), 10)));
}

static const struct fail *fill_rows(struct ctx *cx, struct goals_page *p, int64_t edition,
                                    const struct auth_reach *r, int64_t state, int64_t grp, str word)
{
        struct goal_books_page it;
        unsigned mask = (state >= 0 ? GOAL_BOOKS_PAGE_WHEN_STATE : 0) | (grp ? GOAL_BOOKS_PAGE_WHEN_GRP : 0) |
                        (word.n ? GOAL_BOOKS_PAGE_WHEN_TEXT : 0);
        goal_books_page(&it, cx, mask, p->scheme, edition, GOAL_DROPPED, r->prefix, r->unit, r->group, state,
                        grp, sql_like(cx->arena, word));
        while (goal_books_page_next(&it)) {
                struct list_cell *c = list_next(cx, &p->list, it.id);
                if (!c)
                        break;
                list_key(&p->list, it.unit);
                c[0] = (struct list_cell){ .text = it.brief, .href = str_f(cx->arena, "/goals/%ld", it.id),
                                           .small = it.special.n ? str_f(cx->arena, words_of(cx->lang,
                                                    "专项审核：%.*s"), STR(it.special)) : S("") };
                c[1] = (struct list_cell){ .text = it.grp, .none = !it.grp.n };
                c[2] = (struct list_cell){ .text = str_f(cx->arena, words_of(cx->lang, "第 %d 版"),
                                                         (int)it.number) };
                c[3] = (struct list_cell){ .n = it.n_goals };
                c[4] = (struct list_cell){ .word = goal_state_words[it.state],
                                           .lamp = lamp_of((enum goal_state)it.state) };
                c[5] = (struct list_cell){ .d = it.since, .none = !day_is(it.since) };
                c[6] = (struct list_cell){ .text = signed_words(cx, &it) };
        }
        return goal_books_page_end(&it);
}

static void fill_views(struct ctx *cx, struct goals_page *p, int64_t state)
{
        static const enum goal_state shown[] = { GOAL_DRAFT, GOAL_SUBMITTED, GOAL_RETURNED, GOAL_REVIEWED,
                                                 GOAL_APPROVED, GOAL_ISSUED, GOAL_SIGNED };
        struct list_view *v = NEW_ARRAY(cx->arena, struct list_view, COUNT_OF(shown) + 1);
        v[0] = (struct list_view){ .word = "全部", .count = p->n_all, .here = state < 0,
                                   .href = str_f(cx->arena, "/goals?scheme=%ld", p->scheme) };
        int n = 1;
        for (size_t i = 0; i < COUNT_OF(shown); i++)
                if (p->n_state[shown[i]] || state == (int64_t)shown[i])
                        v[n++] = (struct list_view){
                                .word = goal_state_words[shown[i]], .count = p->n_state[shown[i]],
                                .here = state == (int64_t)shown[i],
                                .href = str_f(cx->arena, "/goals?scheme=%ld&state=%d", p->scheme, (int)shown[i]) };
        p->list.views = v;
        p->list.n_views = n;
}

static bool may(struct ctx *cx, enum perm perm, const struct edition *e)
{
        return auth_may(cx, perm) && !auth_change_year(cx, perm, e->unit, e->year);
}

/* GET /goals */
const struct fail *goals_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct goals_page *p = NEW(cx->arena, struct goals_page);
        struct form form = form_of(cx, rq);
        int64_t wanted = form_int_or(&form, "scheme", 0, INT64_MAX, 0),
                state = form_int_or(&form, "state", 0, GOAL_STATES - 1, -1),
                grp = form_int_or(&form, "group", 0, INT64_MAX, 0);
        str word = form_text(&form, "word", 0, 60);
        struct form_choice *schemes = NULL, *groups;
        int n_schemes = 0, n_groups = 0, year = 0;
        p->page = page_of(cx, rq, "目标任务");
        p->list = (struct list){ .page = &p->page, .path = "/goals", .caption = "目标任务", .columns = columns,
                                 .n_columns = COUNT_OF(columns), .total = -1, .whole = true, .of = LIST_OF_UNITS,
                                 .empty = "没有目标任务书",
                                 .empty_help = "开始编报后，每个单位有一份目标任务书，按上年目标预填。" };
        const struct fail *f = form_end(&form);
        if (!f)
                f = schemes_for(cx, wanted, &schemes, &n_schemes, &p->scheme, &year, &p->scheme_name);
        struct edition *e = NEW(cx->arena, struct edition);
        struct auth_reach r = auth_reach(cx, MAY_TARGET_VIEW);
        if (!f && p->scheme)
                f = goal_edition(cx, p->scheme, e);
        if (!f && p->scheme)
                f = count_states(cx, p, &r);
        if (f)
                return f;
        groups = NEW_ARRAY(cx->arena, struct form_choice, (size_t)e->n_groups + 1);
        groups[n_groups++] = (struct form_choice){ .value = S(""), .word = "全部分组" };
        for (int i = 0; i < e->n_groups; i++)
                groups[n_groups++] = (struct form_choice){ .value = str_f(cx->arena, "%ld", e->groups[i].id),
                                                           .name = e->groups[i].name };
        struct list_filter *filters = NEW_ARRAY(cx->arena, struct list_filter, 4);
        filters[0] = (struct list_filter){ FILTER_CHOICE, "scheme", "考核方案",
                                           str_f(cx->arena, "%ld", p->scheme), schemes, n_schemes, NULL };
        filters[1] = (struct list_filter){ FILTER_CHOICE, "group", "分组",
                                           grp ? str_f(cx->arena, "%ld", grp) : S(""), groups, n_groups, NULL };
        filters[2] = (struct list_filter){ FILTER_SEARCH, "word", "单位", word, NULL, 0, NULL };
        filters[3] = (struct list_filter){ FILTER_HIDDEN, "state", "状态",
                                           state >= 0 ? str_f(cx->arena, "%ld", state) : S(""), NULL, 0, NULL };
        p->list.filters = filters, p->list.n_filters = 4;
        if (p->scheme)
                fill_views(cx, p, state);
        f = list_open(cx, rq, &p->list);
        if (!f && p->scheme)
                f = fill_rows(cx, p, e->id, &r, state, grp, word);
        if (f)
                return f;
        p->may_open = auth_may(cx, MAY_GOAL_EDIT) && p->scheme;
        p->may_review = p->scheme && may(cx, MAY_GOAL_REVIEW, e);
        p->may_issue = p->scheme && may(cx, MAY_GOAL_ISSUE, e);
        list_end(cx, &p->list);
        goals_page(&re->body, p);
        return NULL;
}

/* ---- begun ------------------------------------------------------------------------------------ */

static const struct fail *new_form(struct ctx *cx, const struct request *rq, struct reply *re,
                                   const struct form *form, const struct fail *why)
{
        struct goal_form_page *p = NEW(cx->arena, struct goal_form_page);
        struct form_choice *schemes = NULL, *units = NULL;
        int n_schemes = 0, n_units = 0, cap = 0, year = 0;
        int64_t chosen = 0;
        str name, wanted = S("");
        uint64_t id = 0;
        for (int i = 0; i < rq->n_fields; i++)
                if (str_is(rq->fields[i].name, "scheme"))
                        wanted = rq->fields[i].value;
        (void)str_u64(wanted, &id);
        p->page = page_of(cx, rq, "开始编报目标");
        p->page.here = "/goals";
        page_crumb(&p->page, S("/goals"), "目标任务", (str){ 0 });
        page_crumb(&p->page, (str){ 0 }, "开始编报目标", (str){ 0 });
        const struct fail *f = schemes_for(cx, (int64_t)id, &schemes, &n_schemes, &chosen, &year, &name);
        if (f)
                return f;
        if (auth_reach_change(cx, MAY_GOAL_REVIEW).scope == SCOPE_ALL)
                *VEC_ADD(cx->arena, units, n_units, cap) =
                        (struct form_choice){ .value = S("0"), .word = "方案中还没有任务书的全部单位" };
        struct edition e = { 0 };
        struct auth_reach r = auth_reach_change(cx, MAY_GOAL_EDIT);
        f = chosen ? goal_edition(cx, chosen, &e) : NULL;
        for (int i = 0; !f && i < e.n_units; i++) {
                struct org_unit u;
                f = org_unit_by_id(cx, e.units[i].unit, &u);
                bool own = u.id == r.unit || (r.scope != SCOPE_OWN && str_starts(u.path, r.prefix));
                if (!f && r.scope != SCOPE_NONE && own)
                        *VEC_ADD(cx->arena, units, n_units, cap) = (struct form_choice){
                                .value = str_f(cx->arena, "%ld", u.id), .name = u.brief };
        }
        if (f)
                return f;
        p->fields[0] = (struct form_field){ .name = "scheme", .label = "考核方案", .choices = schemes,
                                            .n_choices = n_schemes, .value = str_f(cx->arena, "%ld", chosen) };
        p->fields[1] = (struct form_field){ .name = "unit", .label = "单位", .choices = units,
                                            .n_choices = n_units, .value = n_units ? units[0].value : S("") };
        p->n_fields = 2;
        for (int i = 0; form && i < 2; i++)
                p->fields[i] = form_field_of(p->fields[i], form, why);
        p->title = "开始编报目标", p->button = "开始编报";
        p->help = "按考核方案列出该单位要报目标的指标，并用上年执行的目标预填。";
        p->action = S("/goals"), p->back = S("/goals");
        p->faults = (struct form_faults){ form, why, p->fields, 2 };
        if (why)
                re->status = fail_http(why->kind);
        goal_form_page(&re->body, p);
        return NULL;
}

/* GET /goals/new */
const struct fail *goals_new_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return new_form(cx, rq, re, NULL, NULL);
}

/* POST /goals */
const struct fail *goals_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t scheme = form_int(&form, "scheme", 1, INT64_MAX), unit = form_int(&form, "unit", 0, INT64_MAX);
        int n = 0;
        const struct fail *f = form_end(&form);
        if (!f)
                f = goal_books_open(cx, scheme, unit, &n);
        if (f)
                return fail_on_form(f) ? new_form(cx, rq, re, &form, f) : f;
        reply_note(re, cx, "已为 %d 个单位建立目标任务书", n);
        return reply_see(re, cx, "/goals?scheme=%ld", scheme);
}

/* ---- issued ------------------------------------------------------------------------------------ */

static const struct fail *issue_form(struct ctx *cx, const struct request *rq, struct reply *re,
                                     int64_t scheme, const struct form *form, const struct fail *why)
{
        struct goal_form_page *p = NEW(cx->arena, struct goal_form_page);
        struct edition e;
        const struct fail *f = goal_edition(cx, scheme, &e);
        if (!f)
                f = auth_see_year(cx, MAY_GOAL_ISSUE, e.unit, e.year);
        if (f)
                return f;
        struct form_choice *groups = NEW_ARRAY(cx->arena, struct form_choice, (size_t)e.n_groups + 1);
        groups[0] = (struct form_choice){ .value = S("0"), .word = "全部分组" };
        for (int i = 0; i < e.n_groups; i++)
                groups[i + 1] = (struct form_choice){ .value = str_f(cx->arena, "%ld", e.groups[i].id),
                                                      .name = e.groups[i].name };
        p->page = page_of(cx, rq, "成批下达");
        p->page.here = "/goals";
        page_crumb(&p->page, str_f(cx->arena, "/goals?scheme=%ld", scheme), "目标任务", (str){ 0 });
        page_crumb(&p->page, (str){ 0 }, "成批下达", (str){ 0 });
        p->fields[0] = (struct form_field){ .name = "group", .label = "分组", .choices = groups,
                                            .n_choices = e.n_groups + 1, .value = S("0") };
        p->fields[1] = (struct form_field){ .name = "number", .label = "下达文件的标题和文号", .max = 200,
                                            .value = S("") };
        p->fields[2] = (struct form_field){ .name = "day", .label = "开始执行的日期", .type = "date",
                                            .value = day_str(cx->arena, cx->today) };
        p->n_fields = 3;
        for (int i = 0; form && i < 3; i++)
                p->fields[i] = form_field_of(p->fields[i], form, why);
        p->title = "成批下达", p->button = "下达", p->danger = true;
        p->help = "下达所选分组中审核通过的全部目标任务书；有一份不能下达，就一份也不下达。";
        p->action = str_f(cx->arena, "/goals/issues?scheme=%ld", scheme);
        p->back = str_f(cx->arena, "/goals?scheme=%ld", scheme);
        p->faults = (struct form_faults){ form, why, p->fields, 3 };
        if (why)
                re->status = fail_http(why->kind);
        goal_form_page(&re->body, p);
        return NULL;
}

/* GET /goals/issues */
const struct fail *goal_issues_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t scheme = form_int(&form, "scheme", 1, INT64_MAX);
        const struct fail *f = form_end(&form);
        return f ? f : issue_form(cx, rq, re, scheme, NULL, NULL);
}

/* POST /goals/issues */
const struct fail *goal_issues_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t scheme = form_int(&form, "scheme", 1, INT64_MAX), grp = form_int(&form, "group", 0, INT64_MAX);
        str basis = form_text(&form, "number", 1, 200);
        day since = form_day(&form, "day");
        int n = 0;
        const struct fail *f = form_end(&form);
        if (!f)
                f = goal_issue_group(cx, scheme, grp, basis, since, &n);
        if (f)
                return fail_on_form(f) && scheme ? issue_form(cx, rq, re, scheme, &form, f) : f;
        reply_note(re, cx, "已下达 %d 份目标任务书", n);
        return reply_see(re, cx, "/goals?scheme=%ld&state=%d", scheme, (int)GOAL_ISSUED);
}
