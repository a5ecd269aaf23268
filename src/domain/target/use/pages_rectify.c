/* domain/target/use/pages_rectify.c - the rectification list: its items, what could be added, one item. */
#include "domain/target/use/rectify.html.h"
#include "domain/target/use/rectify_faces.h"

static const struct list_column columns[] = {
        { .label = "问题", .kind = CELL_TITLE, .small = "内容" },
        { .label = "单位", .kind = CELL_TEXT },
        { .label = "来源", .kind = CELL_TAG },
        { .label = "失分", .kind = CELL_FIGURE, .fold = 2 },
        { .label = "责任股室", .kind = CELL_TEXT, .fold = 3 },
        { .label = "期限", .kind = CELL_DAY },
        { .label = "状态", .kind = CELL_LAMP },
        { .label = "转入目标", .kind = CELL_TEXT, .fold = 2 },
};
static const char *const tones[RECTIFY_KINDS] = { "blue", "orange", "yellow", "yellow", "red" };

static bool is_late(struct ctx *cx, const struct rectify_item *x)
{
        return rectify_is_open(x->state) && x->due.n < cx->today.n;
}

static const char *lamp_of(struct ctx *cx, const struct rectify_item *x)
{
        return is_late(cx, x) ? "red" : x->state == RECTIFY_DROPPED ? "grey"
             : rectify_is_open(x->state) ? "yellow" : "done";
}

static void put_item(struct ctx *cx, struct list_cell *c, const struct rectify_item *x)
{
        c[0] = (struct list_cell){ .text = str_f(cx->arena, "%.*s %.*s", STR(rectify_name(cx, x)),
                                                 STR(x->title)), .small = x->problem,
                                   .href = str_f(cx->arena, "/rectify/%ld", x->id) };
        c[1] = (struct list_cell){ .text = x->unit_name };
        c[2] = (struct list_cell){ .word = rectify_kind_words[x->kind], .lamp = tones[x->kind] };
        c[3] = (struct list_cell){ .text = points_str(cx->arena, x->lost, 2), .none = !x->lost.micro };
        c[4] = (struct list_cell){ .text = x->section, .none = !x->section.n };
        c[5] = (struct list_cell){ .d = x->due };
        c[6] = (struct list_cell){ .word = rectify_state_words[x->state], .lamp = lamp_of(cx, x) };
        c[7] = (struct list_cell){ .none = !x->book };
        if (x->book) {
                c[7].word = "目标任务书";
                c[7].href = str_f(cx->arena, "/goals/%ld", x->book);
        }
}

static void put_filters(struct ctx *cx, struct rectifies_page *p, int state)
{
        struct form_choice *c = NEW_ARRAY(cx->arena, struct form_choice, RECTIFY_STATES + 1);
        struct list_filter *f = NEW_ARRAY(cx->arena, struct list_filter, 1);
        c[0] = (struct form_choice){ .value = S(""), .word = "全部状态" };
        for (int i = 0; i < RECTIFY_STATES; i++)
                c[i + 1] = (struct form_choice){ .value = str_f(cx->arena, "%d", i),
                                                 .word = rectify_state_words[i] };
        f[0] = (struct list_filter){ .kind = FILTER_CHOICE, .name = "state", .label = "状态",
                .value = state >= 0 ? str_f(cx->arena, "%d", state) : S(""), .choices = c,
                .n_choices = RECTIFY_STATES + 1 };
        p->list.filters = f, p->list.n_filters = 1;
}

/* GET /rectify?state= */
const struct fail *rectifies_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct rectifies_page *p = NEW(cx->arena, struct rectifies_page);
        struct form form = form_of(cx, rq);
        int state = (int)form_int_or(&form, "state", 0, RECTIFY_STATES - 1, -1), n;
        const struct rectify_item *x;
        p->page = page_of(cx, rq, "整改清单");
        p->may_list = auth_reach_change(cx, MAY_RESULT_RUN).scope == SCOPE_ALL;
        p->list = (struct list){ .page = &p->page, .path = "/rectify", .caption = "整改清单",
                .columns = columns, .n_columns = COUNT_OF(columns), .total = -1, .whole = true,
                .of = LIST_OF_UNITS, .own = "编号顺序", .find = "问题、单位或股室",
                .empty = "整改清单里没有事项", .empty_help = "年度结果公布以后，目标办从失分和问题中列出。" };
        put_filters(cx, p, state);
        const struct fail *f = list_open(cx, rq, &p->list);
        if (!f)         /* counts of all states; a county has hundreds at most */
                f = rectify_list(cx, &(struct rectify_filter){ 0, -1, 0, LIST_FILE_ROWS }, &x, &n);
        for (int i = 0; !f && i < n; i++) {
                p->n_state[x[i].state]++;
                p->n_open += rectify_is_open(x[i].state);
                p->n_late += is_late(cx, &x[i]);
                struct list_cell *c = state < 0 || (int)x[i].state == state ? list_next(cx, &p->list, x[i].id) : NULL;
                if (!c)
                        continue;
                put_item(cx, c, &x[i]);
                list_key(&p->list, x[i].unit);
        }
        if (f)
                return f;
        list_end(cx, &p->list);
        rectifies_page(&re->body, p);
        return NULL;
}

/* ---- what could be added ------------------------------------------------------------------------- */

static const struct fail *groups_fill(struct ctx *cx, struct rectify_new_page *p)
{
        struct edition e;
        const struct fail *f = edition_read(cx, p->run.edition, &e);
        if (f)
                return f;
        struct form_choice *c = NEW_ARRAY(cx->arena, struct form_choice, (size_t)e.n_groups + 2);
        c[p->n_groups++] = (struct form_choice){ .value = S("0"), .word = "全部分组" };
        for (int i = 0; i < e.n_groups; i++)
                if (e.groups[i].n_units)
                        c[p->n_groups++] = (struct form_choice){
                                .value = str_f(cx->arena, "%ld", e.groups[i].id), .name = e.groups[i].name };
        p->groups = c;
        return NULL;
}

/* Per cent with one decimal to millionths. */
static bool share_read(str s, int64_t *ret)
{
        points p;
        if (!points_read(s, &p) || p.micro < 0 || p.micro > (int64_t)100 * 1000000)
                return false;
        *ret = p.micro / 100;
        return true;
}

static const struct fail *new_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                   int year, str share, int64_t group, const struct form *form,
                                   const struct fail *why)
{
        struct rectify_new_page *p = NEW(cx->arena, struct rectify_new_page);
        const struct rectify_candidate *c;
        int n;
        int64_t micro = RECTIFY_USUAL_SHARE;
        const struct fail *f = use_run(cx, year, &p->run);
        if (!f)         /* who lists sees every unit */
                f = auth_change_year(cx, MAY_RESULT_RUN, p->run.unit, p->run.year);
        if (!f && share.n && !share_read(share, &micro))
                f = fail_field(cx, S("share"), "失分率应在 0 到 100 之间");
        if (!f)
                f = rectify_candidates(cx, &p->run, micro, group, &c, &n);
        if (!f)
                f = groups_fill(cx, p);
        if (f)
                return f;
        p->page = page_of(cx, rq, "列入整改清单");
        p->page.here = "/rectify";
        page_crumb(&p->page, S("/rectify"), "整改清单", (str){ 0 });
        page_crumb(&p->page, (str){ 0 }, "列入整改清单", (str){ 0 });
        p->years = (struct use_links){ .path = "/rectify/new", .year = p->run.year };
        p->share = share.n ? share : S("20"), p->group = group;
        struct form_choice *units = NEW_ARRAY(cx->arena, struct form_choice, DUE_UNIT_END);
        for (int i = 0; i < DUE_UNIT_END; i++)
                units[i] = (struct form_choice){ .value = str_f(cx->arena, "%d", i),
                                                 .word = due_unit_words[i] };
        p->fields[0] = (struct form_field){ .name = "days", .label = "整改期限", .value = S("3"),
                                            .inputmode = "numeric", .max = 3 };
        p->fields[1] = (struct form_field){ .name = "unit", .label = "期限单位",
                .value = str_f(cx->arena, "%d", DUE_MONTHS), .choices = units, .n_choices = DUE_UNIT_END };
        for (int i = 0; form && i < 2; i++)
                p->fields[i] = form_field_of(p->fields[i], form, why);
        p->faults = (struct form_faults){ form, why, p->fields, 2 };
        struct candidate_row *rows = NEW_ARRAY(cx->arena, struct candidate_row, (size_t)n + 1);
        for (int i = 0; i < n; i++) {
                p->n_listed += c[i].listed;
                if (c[i].listed)
                        continue;
                if (p->n_rows == RECTIFY_PICKS) {
                        p->n_more++;
                        continue;
                }
                struct candidate_row *r = &rows[p->n_rows++];
                *r = (struct candidate_row){ .c = &c[i], .lost = c[i].lost.micro
                        ? points_str(cx->arena, c[i].lost, 2) : S("—") };
                if (p->n_rows == 1 || rows[p->n_rows - 2].c->unit != c[i].unit)
                        r->unit = str_copy(cx->arena, c[i].unit_name).p;
        }
        p->rows = rows;
        f = use_years(cx, p->years.list, &p->years.n);
        if (f)
                return f;
        if (why)
                re->status = fail_http(why->kind);
        rectify_new_page(&re->body, p);
        return NULL;
}

/* GET /rectify/new?year=&share=&group= */
const struct fail *rectify_new_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int year = (int)form_int_or(&form, "year", 2000, 2999, 0);
        int64_t group = form_int_or(&form, "group", 0, INT64_MAX, 0);
        str share = form_text(&form, "share", 0, 6);
        const struct fail *f = form_end(&form);
        return f ? f : new_show(cx, rq, re, year, share, group, NULL, NULL);
}

/* POST /rectify: year, share, group, days, unit, pick … */
const struct fail *rectify_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct result_run run;
        str *keys = NEW_ARRAY(cx->arena, str, RECTIFY_PICKS);
        int year = (int)form_int(&form, "year", 2000, 2999), added = 0;
        str share = form_text(&form, "share", 1, 6);
        int64_t group = form_int_or(&form, "group", 0, INT64_MAX, 0);
        struct rectify_wish w = { .share = 0, .keys = keys,
                .days = (int)form_int(&form, "days", 1, 730),
                .unit = (enum due_unit)form_int(&form, "unit", 0, DUE_UNIT_END - 1) };
        for (int i = 0; i < rq->n_fields && w.n < RECTIFY_PICKS; i++)
                if (str_is(rq->fields[i].name, "pick"))
                        keys[w.n++] = rq->fields[i].value;
        form_know(&form, "pick");
        if (!share_read(share, &w.share))
                form_wrong(&form, "share", "失分率应在 0 到 100 之间");
        const struct fail *f = form_end(&form);
        if (!f)
                f = use_run(cx, year, &run);
        if (!f) {
                w.run = run.id;
                f = rectify_put(cx, &w, &added);
        }
        if (f)
                return fail_on_form(f) ? new_show(cx, rq, re, year, S("20"), group, &form, f) : f;
        reply_note(re, cx, "列入 %d 项", added);
        return reply_see(re, cx, "/rectify");
}

/* ---- one item ------------------------------------------------------------------------------------ */

static const char *event_label(str event)
{
        static const struct { const char *event, *label; } more[] = {
                { "list", "列入清单" }, { "plan", "填报措施" }, { "note", "进展" }, { "goal", "转入目标" },
        };
        for (size_t i = 0; i < COUNT_OF(more); i++)
                if (str_is(event, more[i].event))
                        return more[i].label;
        for (int i = 0; i < rectify_flow.n_steps; i++)
                if (str_is(event, rectify_flow.steps[i].event))
                        return rectify_flow.steps[i].label;
        return "—";
}

static const struct fail *said_fill(struct ctx *cx, struct rectify_page *p)
{
        const struct rectify_said *s;
        int n;
        const struct fail *f = rectify_said(cx, p->x.id, &s, &n);
        if (f)
                return f;
        struct rectify_line *lines = NEW_ARRAY(cx->arena, struct rectify_line, (size_t)n + 1);
        for (int i = 0; i < n; i++)
                lines[i] = (struct rectify_line){ .what = event_label(s[i].event), .words = s[i].words,
                        .when = instant_str(cx->arena, s[i].at), .state = rectify_state_words[s[i].state],
                        .who = s[i].who.n ? s[i].who : str_of(words_of(cx->lang, "系统")) };
        p->said = lines, p->n_said = n;
        return NULL;
}

static void fields_fill(struct ctx *cx, struct rectify_page *p)
{
        const struct rectify_item *x = &p->x;
        struct form_field *f = p->fields;
        *f++ = (struct form_field){ .name = "cause", .label = "原因", .rows = 3, .max = 1000,
                                    .value = x->cause.n ? x->cause : S(""), .optional = true };
        *f++ = (struct form_field){ .name = "measure", .label = "措施", .rows = 3, .max = 1000,
                                    .value = x->measure.n ? x->measure : S(""), .optional = true };
        *f++ = (struct form_field){ .name = "section", .label = "责任股室", .max = 60,
                                    .value = x->section.n ? x->section : S(""), .optional = true };
        if (p->may_due)
                *f++ = (struct form_field){ .name = "due", .label = "期限", .type = "date",
                                            .value = day_str(cx->arena, x->due) };
        p->n_fields = (int)(f - p->fields);
        p->words = (struct form_field){ .name = "words", .label = "进展", .rows = 2, .max = 1000,
                                        .value = S("") };
}

/* Where the thing stands that it is about. */
static str source_of(struct ctx *cx, const struct rectify_item *x)
{
        switch (x->kind) {
        case RECTIFY_LEAF: case RECTIFY_FIGURE:
                return str_f(cx->arena, "/results/%ld/units/%ld?leaf=%ld#ladder", x->run, x->unit, x->node);
        case RECTIFY_EFFECT:
                return str_f(cx->arena, "/effects/%ld", x->ref);
        case RECTIFY_APPEAL:
                return str_f(cx->arena, "/appeals/%ld", x->ref);
        case RECTIFY_REPORT: case RECTIFY_KINDS:
                break;
        }
        return str_f(cx->arena, "/results/%ld/units/%ld", x->run, x->unit);
}

static const struct fail *item_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                    const struct form *form, const struct fail *why)
{
        struct rectify_page *p = NEW(cx->arena, struct rectify_page);
        const struct flow_step *moves[RECTIFY_STEPS];
        const struct fail *f = rectify_find(cx, rq->ids[0], &p->x);
        if (!f)
                f = said_fill(cx, p);
        if (f)
                return f;
        const struct rectify_item *x = &p->x;
        p->page = page_of(cx, rq, "整改事项");
        p->page.here = "/rectify";
        p->name = rectify_name(cx, x);
        p->page.name = str_f(cx->arena, "%.*s %.*s", STR(p->name), STR(x->title));
        page_crumb(&p->page, S("/rectify"), "整改清单", (str){ 0 });
        page_crumb(&p->page, (str){ 0 }, NULL, p->name);
        p->lost = x->lost.micro ? points_str(cx->arena, x->lost, 2) : (str){ 0 };
        p->source = source_of(cx, x);
        p->late = is_late(cx, x);
        bool own = auth_may(cx, MAY_RECTIFY_EDIT) && !auth_change_year(cx, MAY_RECTIFY_EDIT, x->unit, x->year);
        p->may_due = auth_may(cx, MAY_RESULT_RUN) && !auth_change_year(cx, MAY_RESULT_RUN, x->unit, x->year);
        p->may_plan = rectify_is_open(x->state) && (own || p->may_due);
        p->may_goal = x->state != RECTIFY_DROPPED && !x->book && auth_may(cx, MAY_GOAL_EDIT) &&
                      !auth_change_year(cx, MAY_GOAL_EDIT, x->unit, x->year + 2);
        int n = flow_moves(cx, &rectify_flow, (int)x->state, moves, RECTIFY_STEPS);
        for (int i = 0; i < n; i++)
                if (!auth_change_year(cx, (enum perm)moves[i]->need, x->unit, x->year))
                        p->moves[p->n_moves++] = moves[i];
        fields_fill(cx, p);
        bool plan = form && form_has(form, "cause");
        for (int i = 0; plan && i < p->n_fields; i++)
                p->fields[i] = form_field_of(p->fields[i], form, why);
        if (form && form_has(form, "words"))
                p->words = form_field_of(p->words, form, why);
        p->faults = (struct form_faults){ form, why, p->fields, p->n_fields };
        if (why)
                re->status = fail_http(why->kind);
        rectify_page(&re->body, p);
        return NULL;
}

/* GET /rectify/:id */
const struct fail *rectify_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return item_show(cx, rq, re, NULL, NULL);
}

/* POST /rectify/:id: version, cause, measure, section, due */
const struct fail *rectify_plan_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        struct rectify_plan p = { .cause = form_text(&form, "cause", 0, 1000),
                .measure = form_text(&form, "measure", 0, 1000),
                .section = form_text(&form, "section", 0, 60), .due = form_day_or_none(&form, "due") };
        const struct fail *f = form_end(&form);
        if (!f)
                f = rectify_plan(cx, rq->ids[0], version, &p);
        if (f)
                return fail_on_form(f) ? item_show(cx, rq, re, &form, f) : f;
        reply_note(re, cx, "原因和措施已保存");
        return reply_see(re, cx, "/rectify/%ld", rq->ids[0]);
}

/* POST /rectify/:id/notes: words */
const struct fail *rectify_notes_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        str words = form_text(&form, "words", 1, 1000);
        const struct fail *f = form_end(&form);
        if (!f)
                f = rectify_note(cx, rq->ids[0], words);
        if (f)
                return fail_on_form(f) ? item_show(cx, rq, re, &form, f) : f;
        reply_note(re, cx, "进展已记下");
        return reply_see(re, cx, "/rectify/%ld", rq->ids[0]);
}

static const struct fail *step_form(struct ctx *cx, const struct request *rq, struct reply *re,
                                    str event, const struct form *form, const struct fail *why)
{
        struct use_form *p = NEW(cx->arena, struct use_form);
        struct rectify_item x;
        const struct flow_step *s;
        const struct fail *f = rectify_find(cx, rq->ids[0], &x);
        if (!f)
                f = flow_find(cx, &rectify_flow, (int)x.state, event, &s);
        if (f)
                return f;
        p->page = page_of(cx, rq, s->label);
        p->page.here = "/rectify";
        page_crumb(&p->page, S("/rectify"), "整改清单", (str){ 0 });
        page_crumb(&p->page, str_f(cx->arena, "/rectify/%ld", x.id), NULL, rectify_name(cx, &x));
        page_crumb(&p->page, (str){ 0 }, s->label, (str){ 0 });
        p->title = s->label;
        p->about = str_f(cx->arena, "%.*s　%.*s", STR(x.unit_name), STR(x.title));
        use_step_fields(cx, p, s, s->to == RECTIFY_DONE ? "完成情况"
                                : s->to == RECTIFY_VERIFIED ? "核验情况" : "理由", "文号");
        p->form = (struct page_form){ .action = str_f(cx->arena, "/rectify/%ld/moves", x.id),
                .back = str_f(cx->arena, "/rectify/%ld", x.id), .event = event, .version = x.version,
                .button = s->label, .danger = s->danger };
        return use_form_show(p, re, form, why);
}

/* GET /rectify/:id/moves/:key */
const struct fail *rectify_step_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return step_form(cx, rq, re, rq->keys[0], NULL, NULL);
}

/* POST /rectify/:id/moves */
const struct fail *rectify_moves_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct rectify_item x;
        struct flow_wish in = flow_wish_of(&form, 1000);
        const struct fail *f = rectify_find(cx, rq->ids[0], &x);
        if (!f)
                f = form_end(&form);
        if (!f)
                f = rectify_move(cx, x.id, &in);
        if (f && fail_on_form(f) && in.event.n)
                return step_form(cx, rq, re, in.event, &form, f);
        if (f)
                return f;
        reply_note(re, cx, "%.*s已办理", STR(rectify_name(cx, &x)));
        return reply_see(re, cx, "/rectify/%ld", x.id);
}

/* POST /rectify/:id/goal: version */
const struct fail *rectify_goal_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t version = form_int(&form, "version", 1, INT32_MAX), book = 0;
        const struct fail *f = form_end(&form);
        if (!f)
                f = rectify_to_goal(cx, rq->ids[0], version, &book);
        if (f)
                return f;
        reply_note(re, cx, "已写入目标任务书，请在那里核对和填目标值");
        return reply_see(re, cx, "/goals/%ld", book);
}
