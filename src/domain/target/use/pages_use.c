/* domain/target/use/pages_use.c - a unit's years; proposals of the rules and their decisions. */
#include "domain/org/org.h"
#include "domain/target/use/faces.h"
#include "domain/target/use/use.html.h"
#include "door/web/list.sql.h"

/* ---- a form alone -------------------------------------------------------------------------------- */

const struct fail *use_form_show(struct use_form *p, struct reply *re, const struct form *form,
                                 const struct fail *why)
{
        for (int i = 0; form && i < p->n_fields; i++)
                p->fields[i] = form_field_of(p->fields[i], form, why);
        p->faults = (struct form_faults){ form, why, p->fields, p->n_fields };
        p->form.fields = p->fields, p->form.n_fields = p->n_fields, p->form.faults = &p->faults;
        if (why)
                re->status = fail_http(why->kind);
        use_form_page(&re->body, p);
        return NULL;
}

void use_step_fields(struct ctx *cx, struct use_form *p, const struct flow_step *s,
                     const char *reason, const char *number)
{
        if (s->ask & FLOW_ASK_DAY)
                p->fields[p->n_fields++] = (struct form_field){ .name = "day", .label = "日期",
                        .type = "date", .value = day_str(cx->arena, cx->today) };
        if (s->ask & FLOW_ASK_NUMBER)
                p->fields[p->n_fields++] = (struct form_field){ .name = "number", .label = number,
                                                                .value = S(""), .max = 200 };
        if (s->ask & FLOW_ASK_REASON)
                p->fields[p->n_fields++] = (struct form_field){ .name = "reason", .label = reason,
                                                                .value = S(""), .rows = 4, .max = 1000 };
}

/* ---- a unit's years ---------------------------------------------------------------------------- */

static void history_chart(struct ctx *cx, struct history_page *p, const struct use_year *y, int n)
{
        int64_t *rank = NEW_ARRAY(cx->arena, int64_t, (size_t)n + 1),
                *total = NEW_ARRAY(cx->arena, int64_t, (size_t)n + 1);
        str *ticks = NEW_ARRAY(cx->arena, str, (size_t)n + 1),
            *ranks = NEW_ARRAY(cx->arena, str, (size_t)n + 1),
            *totals = NEW_ARRAY(cx->arena, str, (size_t)n + 1);
        int64_t worst = 1;
        for (int i = 0; i < n; i++) {           /* the oldest stands left */
                const struct use_year *x = &y[n - 1 - i];
                ticks[i] = str_f(cx->arena, "%d", x->year);
                rank[i] = x->rank ? x->rank : CHART_GAP;
                ranks[i] = x->rank ? str_f(cx->arena, "%d", x->rank) : S("—");
                total[i] = x->total.micro;
                totals[i] = points_str(cx->arena, x->total, 2);
                worst = x->of > worst ? x->of : worst;
        }
        struct chart_line *line = NEW_ARRAY(cx->arena, struct chart_line, 2);
        line[0] = (struct chart_line){ p->name, (str){ 0 }, rank, ranks, true };
        line[1] = (struct chart_line){ p->name, (str){ 0 }, total, totals, true };
        p->ranks = (struct chart_lines){ "历年名次，第一名在最上面", "单位", ticks, n, line, 1, true, -1,
                                         1, worst };
        p->totals = (struct chart_lines){ "历年总分", "单位", ticks, n, line + 1, 1, false, 2, 0, 0 };
}

static str rank_words(struct ctx *cx, const struct use_year *y)
{
        return !y->rank ? S("—") : y->of ? str_f(cx->arena, "%d / %d", y->rank, y->of)
                                         : str_f(cx->arena, "%d", y->rank);
}

struct placed { struct form_choice choice; int64_t unit; str place; };

static int by_place(const void *a, const void *b)
{
        return str_cmp(((const struct placed *)a)->place, ((const struct placed *)b)->place);
}

/* Units to choose from in the official order, not in that of their result. */
static const struct fail *in_order(struct ctx *cx, struct placed *list, int n)
{
        struct list_unit_keys it;
        list_unit_keys(&it, cx, LIST_BY_RANK);
        while (list_unit_keys_next(&it))
                for (int i = 0; i < n; i++)
                        if (list[i].unit == it.id)
                                list[i].place = it.place;
        if (n)
                qsort(list, (size_t)n, sizeof(*list), by_place);
        return list_unit_keys_end(&it);
}

/* Units of the newest published result that the person may look into. */
static const struct fail *history_units(struct ctx *cx, struct history_page *p)
{
        struct result_run run;
        const struct result_unit *u;
        int n;
        const struct fail *f = use_run(cx, 0, &run);
        if (!f)
                f = result_units(cx, &run, &u, &n);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? NULL : f;
        struct form_choice *list = NEW_ARRAY(cx->arena, struct form_choice, (size_t)n + 1);
        struct placed *all = NEW_ARRAY(cx->arena, struct placed, (size_t)n + 1);
        for (int i = 0; i < n; i++)
                if (result_may_detail(cx, &run, u[i].unit))
                        all[p->n_units++] = (struct placed){ { .value = str_f(cx->arena, "%ld", u[i].unit),
                                                               .name = u[i].brief }, u[i].unit, S("") };
        f = in_order(cx, all, p->n_units);
        for (int i = 0; i < p->n_units; i++)
                list[i] = all[i].choice;
        p->units = list;
        return f;
}

/* The unit whose years these are; one that the newest result lacks stands behind the others. */
static struct list_filter history_filter(struct ctx *cx, const struct history_page *p)
{
        struct form_choice *list = NEW_ARRAY(cx->arena, struct form_choice, (size_t)p->n_units + 1);
        str value = str_f(cx->arena, "%ld", p->unit);
        bool there = false;
        for (int i = 0; i < p->n_units; i++) {
                list[i] = p->units[i];
                there |= str_eq(list[i].value, value);
        }
        if (!there)
                list[p->n_units] = (struct form_choice){ .value = value, .name = p->name };
        return (struct list_filter){ .kind = FILTER_CHOICE, .name = "unit", .label = "单位", .value = value,
                                     .choices = list, .n_choices = p->n_units + !there };
}

static const struct list_column year_columns[] = {
        { .label = "年度", .kind = CELL_TITLE, .small = "" },
        { .label = "分组", .kind = CELL_NO },
        { .label = "得分", .kind = CELL_FIGURE },
        { .label = "名次", .kind = CELL_FIGURE },
        { .label = "等次", .kind = CELL_FIGURE, .small = "" },
        { .label = "一票否决和等次限制", .kind = CELL_TEXT, .wide = true },
        { .label = "来源", .kind = CELL_TEXT, .fold = 2, .small = "公布或导入" },
};

static void put_year(struct ctx *cx, struct list *l, const struct use_year *y)
{
        struct list_cell *c = list_next(cx, l, y->year);
        if (!c)
                return;
        c[0].text = str_f(cx->arena, "%d", y->year);
        c[0].small = y->run ? (str){ 0 } : str_of(words_of(cx->lang, "历史导入"));
        if (y->run)
                c[0].href = str_f(cx->arena, "/results/%ld/units/%ld", y->run, y->unit);
        c[1].text = y->group;
        c[2].text = points_str(cx->arena, y->total, 2);
        c[3] = (struct list_cell){ .text = rank_words(cx, y), .none = !y->rank };
        c[4] = (struct list_cell){ .text = y->grade, .none = !y->grade.n,
                .small = y->lowest ? str_of(words_of(cx->lang, "最低等次")) : (str){ 0 } };
        c[5] = (struct list_cell){ .text = y->effects, .none = !y->effects.n };
        c[6] = (struct list_cell){ .text = y->scheme,
                .small = str_of(words_of(cx->lang, y->run ? "本系统公布" : "历史导入")) };
}

static const struct fail *history_list(struct ctx *cx, const struct request *rq, struct history_page *p,
                                       const struct use_year *y, int n)
{
        const struct list_filter filter = history_filter(cx, p);
        p->list = (struct list){ .page = &p->page, .path = "/history", .caption = "历年结果",
                .columns = year_columns, .n_columns = COUNT_OF(year_columns), .filters = &filter, .n_filters = 1,
                .total = -1, .whole = true, .own = "新的在前", .back = "旧的在前", .find = "等次、分组或依据",
                .empty = "还没有公布的年度结果", .empty_help = "年度结果公布以后，这里逐年列出得分、名次和等次。" };
        const struct fail *f = list_open(cx, rq, &p->list);
        for (int i = 0; !f && i < n; i++)
                put_year(cx, &p->list, &y[i]);
        if (!f)
                list_end(cx, &p->list);
        return f;
}

/* GET /history?unit=: the chart and the sentence are of all years, the list of those it is asked for. */
const struct fail *history_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct history_page *p = NEW(cx->arena, struct history_page);
        struct form form = form_of(cx, rq);
        struct org_unit u;
        const struct use_year *y;
        int n;
        uint64_t first = 0;
        p->unit = form_int_or(&form, "unit", 1, INT64_MAX, 0);
        const struct fail *f = form_end(&form);
        p->page = page_of(cx, rq, "历年结果");
        if (!f)
                f = history_units(cx, p);
        if (f)
                return f;
        bool own = false;
        for (int i = 0; i < p->n_units; i++)
                own |= str_u64(p->units[i].value, &first) && (int64_t)first == cx->unit;
        if (!p->unit)                           /* the office itself is not assessed */
                p->unit = own || !p->n_units || !str_u64(p->units[0].value, &first) ? cx->unit
                                                                                     : (int64_t)first;
        f = org_unit_by_id(cx, p->unit, &u);
        if (!f)
                f = use_history(cx, p->unit, &y, &n);
        if (f)
                return f;
        p->name = u.brief;
        p->page.name = u.brief;
        p->may_import = auth_reach_change(cx, MAY_RESULT_RUN).scope == SCOPE_ALL;
        if (n) {
                p->newest = &y[0];
                p->rank = rank_words(cx, y);
                p->total = points_str(cx->arena, y->total, 2);
                p->n_years = n;
                p->n_lowest = use_running(y, n, y[0].year);
                history_chart(cx, p, y, n);
        }
        f = history_list(cx, rq, p, y, n);
        if (f)
                return f;
        history_page(&re->body, p);
        return NULL;
}

/* ---- proposals --------------------------------------------------------------------------------- */

static const struct list_column columns[] = {
        { .label = "单位", .kind = CELL_TITLE },
        { .label = "建议", .kind = CELL_TEXT, .wide = true, .small = "依据" },
        { .label = "不合格的年度", .kind = CELL_TEXT },
        { .label = "状态", .kind = CELL_LAMP },
        { .label = "决定", .kind = CELL_TEXT, .fold = 2 },
        { .label = "日期", .kind = CELL_DAY, .fold = 2 },
};

static void put_proposal(struct ctx *cx, struct use_page *p, const struct use_proposal *x, bool may)
{
        struct list_cell *c = list_next(cx, &p->list, x->id);
        if (!c)
                return;
        list_key(&p->list, x->unit);
        p->n_open += x->state == USE_PROPOSED, p->n_confirmed += x->state == USE_CONFIRMED;
        c[0] = (struct list_cell){ .text = x->unit_name, .href = may && x->state == USE_PROPOSED
                ? str_f(cx->arena, "/use/proposals/%ld/moves/confirm", x->id)
                : str_f(cx->arena, "/history?unit=%ld", x->unit) };
        c[1] = (struct list_cell){ .word = x->rule ? x->rule->what : NULL,
                .small = x->rule ? str_of(words_of(cx->lang, x->rule->basis)) : S("") };
        c[2] = (struct list_cell){ .text = x->years };
        c[3] = (struct list_cell){ .word = use_state_words[x->state],
                .lamp = x->state == USE_PROPOSED ? "yellow" : x->state == USE_CONFIRMED ? "done" : "grey" };
        c[4] = (struct list_cell){ .text = x->basis.n ? x->basis : x->reason,
                                   .none = !x->basis.n && !x->reason.n };
        c[5] = (struct list_cell){ .d = x->decided, .none = !day_is(x->decided) };
}

static const struct fail *count_grades(struct ctx *cx, struct use_page *p)
{
        const struct result_unit *u;
        const struct use_year *before;
        struct edition e;
        int n, n_before = 0;
        const struct fail *f = edition_read(cx, p->run.edition, &e);
        if (!f)
                f = result_units(cx, &p->run, &u, &n);
        for (int i = 0; !f && i < e.n_grades && p->n_grades < REWARD_GRADES; i++)
                p->grades[p->n_grades++].grade = e.grades[i].name;
        for (int i = 0; !f && i < n; i++) {
                p->n_units += !u[i].hidden;
                for (int g = 0; g < p->n_grades; g++)
                        p->grades[g].n += !u[i].hidden && str_eq(u[i].grade, p->grades[g].grade);
        }
        for (int i = 0; !f && p->whole && i < n && !n_before; i++)
                f = use_history(cx, u[i].unit, &before, &n_before);
        for (int i = 0, seen = 0; !f && i < n_before; i++) {
                seen += before[i].year == p->run.year - 1;
                p->gap = !seen;
        }
        return f;
}

/* GET /use?year= */
const struct fail *use_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct use_page *p = NEW(cx->arena, struct use_page);
        struct form form = form_of(cx, rq);
        int year = (int)form_int_or(&form, "year", 2000, 2999, 0), n;
        const struct use_proposal *x;
        const struct fail *f = form_end(&form);
        p->page = page_of(cx, rq, "结果运用");
        if (!f)
                f = use_run(cx, year, &p->run);
        p->none = f && f->kind == FAIL_NOT_FOUND && !year;
        if (f && !p->none)
                return f;
        struct list_filter *filter = NEW_ARRAY(cx->arena, struct list_filter, 1);
        filter[0] = (struct list_filter){ .kind = FILTER_HIDDEN, .name = "year",
                                          .value = year ? str_f(cx->arena, "%d", year) : S("") };
        p->list = (struct list){ .page = &p->page, .path = "/use", .caption = "结果运用建议", .filters = filter,
                .n_filters = 1, .columns = columns, .n_columns = COUNT_OF(columns), .total = -1, .whole = true,
                .of = LIST_OF_UNITS, .find = "单位、建议或状态", .empty = "没有结果运用建议",
                .empty_help = "有单位被评为最低等次时，目标办按规则提出，县委审定。" };
        f = list_open(cx, rq, &p->list);
        if (!f && p->none) {
                list_end(cx, &p->list);
                use_page(&re->body, p);
                return NULL;
        }
        p->years = (struct use_links){ .path = "/use", .year = p->run.year };
        if (!f)
                f = use_years(cx, p->years.list, &p->years.n);
        if (!f)
                f = use_proposals(cx, &p->run, &x, &n);
        if (f)
                return f;
        p->whole = !auth_see_year(cx, MAY_RESULT_VIEW, p->run.unit, p->run.year);
        p->may_propose = auth_may(cx, MAY_RESULT_RUN) &&
                         !auth_change_year(cx, MAY_RESULT_RUN, p->run.unit, p->run.year);
        bool may = auth_may(cx, MAY_RESULT_DECIDE) &&
                   !auth_change_year(cx, MAY_RESULT_DECIDE, p->run.unit, p->run.year);
        for (int i = 0; i < n; i++)
                put_proposal(cx, p, &x[i], may);
        f = count_grades(cx, p);
        if (f)
                return f;
        list_end(cx, &p->list);
        use_page(&re->body, p);
        return NULL;
}

/* POST /use/proposals: run */
const struct fail *use_proposals_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct result_run run;
        int n = 0;
        int64_t id = form_int(&form, "run", 1, INT64_MAX);
        const struct fail *f = form_end(&form);
        if (!f)
                f = use_propose(cx, id, &n);
        if (!f)
                f = result_run_find(cx, id, &run);
        if (f)
                return f;
        reply_note(re, cx, n ? "按规则新提出 %d 条建议" : "没有新的建议（%d 条）", n);
        return reply_see(re, cx, "/use?year=%d", run.year);
}

static const struct fail *move_form(struct ctx *cx, const struct request *rq, struct reply *re,
                                    str event, const struct form *form, const struct fail *why)
{
        struct use_form *p = NEW(cx->arena, struct use_form);
        struct use_proposal x;
        const struct flow_step *s;
        const struct fail *f = use_proposal_find(cx, rq->ids[0], &x);
        if (!f)
                f = flow_find(cx, &use_flow, (int)x.state, event, &s);
        if (f)
                return f;
        p->page = page_of(cx, rq, s->label);
        p->page.here = "/use";
        page_crumb(&p->page, str_f(cx->arena, "/use?year=%d", x.year), "结果运用", (str){ 0 });
        page_crumb(&p->page, (str){ 0 }, s->label, (str){ 0 });
        p->title = s->label;
        p->about = str_f(cx->arena, words_of(cx->lang, "%.*s：%s（%.*s 年为最低等次）"), STR(x.unit_name),
                         x.rule ? words_of(cx->lang, x.rule->what) : "", STR(x.years));
        p->help = x.rule ? x.rule->basis : NULL;
        use_step_fields(cx, p, s, "不采纳的理由", "作出决定的会议或文件");
        p->form = (struct page_form){ .action = str_f(cx->arena, "/use/proposals/%ld/moves", x.id),
                .back = str_f(cx->arena, "/use?year=%d", x.year), .event = event, .version = x.version,
                .button = s->label, .danger = s->danger };
        return use_form_show(p, re, form, why);
}

/* GET /use/proposals/:id/moves/:key */
const struct fail *use_move_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return move_form(cx, rq, re, rq->keys[0], NULL, NULL);
}

/* POST /use/proposals/:id/moves */
const struct fail *use_moves_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct use_proposal x;
        struct flow_wish in = flow_wish_of(&form, 1000);
        const struct fail *f = use_proposal_find(cx, rq->ids[0], &x);
        if (!f)
                f = form_end(&form);
        if (!f)
                f = use_move(cx, x.id, &in);
        if (f && fail_on_form(f) && in.event.n)
                return move_form(cx, rq, re, in.event, &form, f);
        if (f)
                return f;
        reply_note(re, cx, "%.*s的建议已办理", STR(x.unit_name));
        return reply_see(re, cx, "/use?year=%d", x.year);
}
