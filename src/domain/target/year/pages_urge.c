/* domain/target/year/pages_urge.c - warning letters: the list, a new one, one with its steps, as a file. */
#include "domain/org/org.h"
#include "domain/target/year/faces.h"
#include "domain/target/year/urge.h"
#include "domain/target/year/urge.html.h"
#include "domain/target/year/urge.sql.h"

static const struct list_column columns[] = {
        { .label = "通知单", .kind = CELL_TITLE },
        { .label = "单位", .kind = CELL_TEXT },
        { .label = "指标", .kind = CELL_TEXT },
        { .label = "状态", .kind = CELL_LAMP },
        { .label = "发出", .kind = CELL_DAY, .fold = 2 },
        { .label = "回复期限", .kind = CELL_DAY },
};

static const char *lamp_of(enum urge_state s, day due, day today)
{
        return s == URGE_ISSUED ? (day_is(due) && due.n < today.n ? "red" : "yellow")
               : s == URGE_REPLIED ? "green" : s == URGE_CLOSED ? "done" : "grey";
}

/* 待回复 says nothing of a term that is over. */
static const char *word_of(enum urge_state s, day due, day today)
{
        return s == URGE_ISSUED && day_is(due) && due.n < today.n ? "超期未回复" : urge_state_words[s];
}

/* For urge.html: the letter as it will be printed. */
void urge_paper(struct buf *o, const struct urge_page *p) { doc_html_body(o, p->doc, (str){ 0 }); }

/* GET /urges */
const struct fail *urges_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct urges_page *p = NEW(cx->arena, struct urges_page);
        struct auth_reach reach = auth_reach(cx, MAY_TARGET_VIEW);
        bool drafts = auth_may(cx, MAY_PERIOD_LOCK);
        struct urges_seen it;
        p->page = page_of(cx, rq, "督促通知单");
        p->list = (struct list){ .page = &p->page, .path = "/urges", .caption = "督促通知单", .columns = columns,
                .n_columns = COUNT_OF(columns), .total = -1, .whole = true, .of = LIST_OF_UNITS,
                .own = "新的在前", .find = "单位或指标", .empty = "没有督促通知单",
                .empty_help = "进度滞后或缺报的，由目标办在“缺报与迟报”里发通知单。" };
        const struct fail *f = list_open(cx, rq, &p->list);
        if (f)
                return f;
        urges_seen(&it, cx, 0, 0, reach.prefix, reach.unit, reach.group);
        while (urges_seen_next(&it)) {
                if ((it.state == URGE_DRAFT || it.state == URGE_DROPPED) && !drafts)
                        continue;
                struct list_cell *c = list_next(cx, &p->list, it.id);
                if (!c)
                        continue;
                list_key(&p->list, it.unit);
                c[0] = (struct list_cell){ .text = str_f(cx->arena, words_of(cx->lang, "〔%ld〕第 %ld 号"), it.year,
                                           it.number), .href = str_f(cx->arena, "/urges/%ld", it.id) };
                c[1] = (struct list_cell){ .text = it.brief };
                c[2] = it.leaf.n ? (struct list_cell){ .text = it.leaf } : (struct list_cell){ .word = "数据填报" };
                c[3] = (struct list_cell){ .word = word_of((enum urge_state)it.state, it.due,
                                                           cx->today),
                                           .lamp = lamp_of((enum urge_state)it.state, it.due, cx->today) };
                c[4] = (struct list_cell){ .d = it.issued, .none = !day_is(it.issued) };
                c[5] = (struct list_cell){ .d = it.due, .none = !day_is(it.due) };
        }
        f = urges_seen_end(&it);
        if (f)
                return f;
        list_end(cx, &p->list);
        urges_page(&re->body, p);
        return NULL;
}

static const struct fail *new_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                   const struct urge_wish *w, const struct form *form, const struct fail *why)
{
        struct urge_new_page *p = NEW(cx->arena, struct urge_new_page);
        const struct fail *f = year_frame_fill(cx, rq, w->scheme, "拟督促通知单", "urge", &p->frame);
        if (!f && !p->frame.may_lock)
                f = fail(cx, DENIED, "%s", "");
        if (f)
                return f;
        const struct figure_year *y = &p->frame.y;
        int leaf = w->stem ? figure_leaf_at(y, w->stem) : -1;
        p->unit = w->unit, p->stem = w->stem, p->month = w->period + 1;
        p->unit_name = unit_brief(cx, w->unit);
        p->leaf = leaf >= 0 ? y->leaves[leaf].x->name : S("");
        p->cause = w->cause;
        p->fields[0] = (struct form_field){ .name = "gap", .label = "存在的差距", .rows = 3, .max = 1000,
                .value = w->gap.n || w->cause == URGE_LAGS ? w->gap
                        : str_f(cx->arena, words_of(cx->lang, "%d 年 %d 月的数据没有按时报送。"), y->e.year,
                                w->period + 1) };
        p->fields[1] = (struct form_field){ .name = "requirement", .label = "要求", .rows = 3, .max = 1000,
                .value = str_of(w->cause == URGE_LAGS ? "" : urge_requirement) };
        for (int i = 0; form && i < 2; i++)
                p->fields[i] = form_field_of(p->fields[i], form, why);
        p->faults = (struct form_faults){ form, why, p->fields, 2 };
        if (why)
                re->status = fail_http(why->kind);
        urge_new_page(&re->body, p);
        return NULL;
}

static const char *const causes[URGE_CAUSES] = { [URGE_MISSING] = "missing", [URGE_LAGS] = "lag" };

static enum urge_cause cause_of(struct form *form)
{
        if (!form_has(form, "cause"))
                return URGE_MISSING;
        return (enum urge_cause)form_choice(form, "cause", causes, URGE_CAUSES);
}

const char *urge_cause_key(enum urge_cause c) { return causes[c]; }

/* GET /urges/new?scheme=&unit=&leaf=&month=&cause=&gap= */
const struct fail *urge_new_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct urge_wish w = { .scheme = form_int(&form, "scheme", 1, INT64_MAX),
                               .unit = form_int(&form, "unit", 1, INT64_MAX),
                               .stem = form_int_or(&form, "leaf", 1, INT64_MAX, 0),
                               .period = (int)form_int(&form, "month", 1, 12) - 1, .cause = cause_of(&form),
                               .gap = form_text(&form, "gap", 0, 1000) };
        const struct fail *f = form_end(&form);
        return f ? f : new_show(cx, rq, re, &w, NULL, NULL);
}

/* POST /urges */
const struct fail *urge_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t id = 0;
        struct urge_wish w = { .scheme = form_int(&form, "scheme", 1, INT64_MAX),
                               .unit = form_int(&form, "unit", 1, INT64_MAX),
                               .stem = form_int_or(&form, "leaf", 1, INT64_MAX, 0),
                               .period = (int)form_int(&form, "month", 1, 12) - 1, .cause = cause_of(&form),
                               .gap = form_text(&form, "gap", 1, 1000),
                               .requirement = form_text(&form, "requirement", 1, 1000) };
        const struct fail *f = form_end(&form);
        if (!f)
                f = urge_add(cx, &w, &id);
        if (f)
                return fail_on_form(f) && w.scheme > 0 ? new_show(cx, rq, re, &w, &form, f) : f;
        reply_note(re, cx, "通知单已拟好，核对后发出");
        return reply_see(re, cx, "/urges/%ld", id);
}

static const struct fail *urge_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                    const struct form *form, const struct fail *why)
{
        struct urge_page *p = NEW(cx->arena, struct urge_page);
        const struct flow_step *moves[YEAR_FIELDS];
        p->page = page_of(cx, rq, "督促通知单");
        const struct fail *f = urge_read(cx, rq->ids[0], &p->u);
        if (f)
                return f;
        p->page.here = "/urges";
        p->page.name = str_f(cx->arena, words_of(cx->lang, "〔%d〕第 %d 号"), p->u.year, p->u.number);
        page_crumb(&p->page, S("/urges"), "督促通知单", (str){ 0 });
        page_crumb(&p->page, (str){ 0 }, NULL, p->page.name);
        int n = flow_moves(cx, &urge_flow, (int)p->u.state, moves, YEAR_FIELDS);
        for (int i = 0; i < n; i++)
                if (!auth_change_year(cx, (enum perm)moves[i]->need,
                                      moves[i]->need == MAY_FIGURE_EDIT ? p->u.unit : p->u.county, p->u.year)) {
                        p->moves[p->n_moves++] = moves[i];
                        p->asks |= (moves[i]->ask & FLOW_ASK_REASON) != 0;
                }
        f = urge_doc(cx, &p->u, &p->doc);
        if (f)
                return f;
        struct document d;
        f = document_link(cx, "urge", p->u.id, &d);
        if (f)
                return f;
        p->document = d.number ? d.id : 0, p->number = document_number_of(cx->arena, &d);
        p->lamp = lamp_of(p->u.state, p->u.due, cx->today);
        p->state = word_of(p->u.state, p->u.due, cx->today);
        p->late = p->u.replied_at && day_is(p->u.due) &&
                day_of_instant(p->u.replied_at).n > p->u.due.n;
        p->field = (struct form_field){ .name = "words", .rows = 4, .max = 2000, .value = S(""),
                .label = p->u.state == URGE_ISSUED ? "回复：原因、措施、完成时限" : "意见" };
        if (form)
                p->field = form_field_of(p->field, form, why);
        p->faults = (struct form_faults){ form, why, &p->field, 1 };
        if (why)
                re->status = fail_http(why->kind);
        urge_page(&re->body, p);
        return NULL;
}

/* GET /urges/:id */
const struct fail *urge_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return urge_show(cx, rq, re, NULL, NULL);
}

/* POST /urges/:id/moves */
const struct fail *urge_moves_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        str event = form_text(&form, "event", 1, 20), words = form_text(&form, "words", 0, 2000);
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        const struct fail *f = form_end(&form);
        if (!f)
                f = urge_move(cx, rq->ids[0], version, event, words);
        if (f)
                return fail_on_form(f) ? urge_show(cx, rq, re, &form, f) : f;
        reply_note(re, cx, "已办理");
        return reply_see(re, cx, "/urges/%ld", rq->ids[0]);
}

/* GET /urges/:id/letter/:key: docx, pdf, html, txt */
const struct fail *urge_letter_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct urge u;
        struct doc *paper;
        str bytes, name;
        const struct doc_writer *w = doc_writer_find(rq->keys[0]);
        const struct fail *f = urge_read(cx, rq->ids[0], &u);
        if (!f && !w)
                f = fail(cx, NOT_FOUND, "没有“%.*s”这种格式", STR(rq->keys[0]));
        if (f)
                return f;
        f = document_kept(cx, "urge", u.id, rq->keys[0], &name, &bytes);        /* as it went out */
        if (!f)
                reply_file(re, w->type, name, bytes);
        if (!f || f->kind != FAIL_NOT_FOUND)
                return f;
        f = urge_doc(cx, &u, &paper);
        if (!f)
                f = doc_write(cx, paper, rq->keys[0], &bytes);
        if (!f)
                reply_file(re, w->type, str_f(cx->arena, "%s-%d-%d.%s", words_of(cx->lang, "督促通知单"), u.year,
                                              u.number, w->as), bytes);
        return f;
}
