/* domain/target/goal/pages_book.c - one target book: its targets, what was said, its steps, its
 * adjustments, two numbers compared, its document. */
#include "core/attach/bundle.h"
#include "core/crypto/hash.h"
#include "domain/org/org.h"
#include "domain/target/goal/book.html.h"
#include "domain/target/goal/goal.sql.h"
#include "domain/target/goal/list.html.h"
#include "domain/target/goal/list.sql.h"
#include "domain/target/goal/out.h"
#include "domain/target/goal/pages.h"
#include "door/web/attach.h"

static bool may_change(struct ctx *cx, enum perm p, const struct goal_book *b)
{
        return auth_may(cx, p) && !auth_change_year(cx, p, b->unit, b->year);
}

static const struct fail *fill_numbers(struct ctx *cx, struct goal_frame *p)
{
        struct goal_numbers *list = NULL, it;
        int cap = 0;
        goal_numbers(&it, cx, p->b.scheme, p->b.unit);
        while (goal_numbers_next(&it))
                *VEC_ADD(cx->arena, list, p->n_numbers, cap) = it;
        p->numbers = list;
        return goal_numbers_end(&it);
}

const struct fail *goal_frame_fill(struct ctx *cx, const struct request *rq, int64_t id,
                                   const char *title, const char *tab, struct goal_frame *ret)
{
        *ret = (struct goal_frame){ .page = page_of(cx, rq, title), .tab = tab };
        struct goal_book *b = &ret->b;
        const struct fail *f = goal_book_find(cx, id, b);
        if (!f)
                f = goal_book_see(cx, b);
        if (!f)
                f = goal_book_read(cx, id, b);
        if (!f)
                f = fill_numbers(cx, ret);
        if (f)
                return f;
        ret->page.here = "/goals";
        ret->page.name = str_f(cx->arena, "%.*s %d", STR(b->unit_brief), b->year);
        page_crumb(&ret->page, str_f(cx->arena, "/goals?scheme=%ld", b->scheme), "目标任务",
                   (str){ 0 });
        page_crumb(&ret->page, *tab ? str_f(cx->arena, "/goals/%ld", id) : (str){ 0 }, NULL,
                   str_f(cx->arena, words_of(cx->lang, "%.*s第 %d 版"), STR(b->unit_brief),
                         b->number));
        if (*tab)
                page_crumb(&ret->page, (str){ 0 }, title, (str){ 0 });
        const struct flow_step *moves[GOAL_MOVES];
        int n = flow_moves(cx, &goal_flow, b->state, moves, GOAL_MOVES);
        for (int i = 0; i < n; i++) {
                if (!may_change(cx, (enum perm)moves[i]->need, b) || (moves[i]->to == GOAL_DROPPED && !b->base))
                        continue;
                const struct fail *out = goal_keeps_out(cx, b, moves[i]);
                if (!out)
                        ret->moves[ret->n_moves++] = moves[i];
                else if (moves[i]->to == GOAL_REVIEWED)
                        ret->kept = out->say;
        }
        ret->may_edit = (b->state == GOAL_DRAFT || b->state == GOAL_RETURNED) &&
                        may_change(cx, MAY_GOAL_EDIT, b);
        ret->may_adjust = (b->state == GOAL_ISSUED || b->state == GOAL_SIGNED) &&
                          may_change(cx, MAY_GOAL_EDIT, b) &&
                          ret->numbers[ret->n_numbers - 1].id == id;
        ret->may_special = may_change(cx, MAY_GOAL_REVIEW, b);
        f = document_link(cx, "goal.book", id, &ret->document);
        if (f)
                return f;
        bool open = !ret->document.id || ret->document.state == DOCUMENT_DRAFT ||
                    ret->document.state >= DOCUMENT_VOID;
        ret->may_document = open && b->state >= GOAL_REVIEWED && b->state <= GOAL_SIGNED &&
                            document_may_draft(cx, S("goal"), b->edition->unit);
        ret->may_talk = b->state <= GOAL_APPROVED &&
                        (may_change(cx, MAY_GOAL_EDIT, b) || may_change(cx, MAY_GOAL_REVIEW, b) ||
                         may_change(cx, MAY_GOAL_ISSUE, b) || may_change(cx, MAY_GOAL_SIGN, b));
        if (b->state <= GOAL_APPROVED)
                ret->n_faults = goal_faults(cx, b, &ret->faults);
        for (int i = 0; i < ret->n_faults; i++)
                ret->n_grave += ret->faults[i].grave;
        return NULL;
}

/* ---- the book ----------------------------------------------------------------------------------- */

static str figure(struct ctx *cx, bool has, int64_t v, int places)
{
        return has ? decimal_str(cx->arena, v, places, true) : S("—");
}

static const struct edition_node *root_of(const struct goal_book *b, const struct edition_node *x)
{
        while (x && x->parent)
                x = edition_node_of(b->edition, x->parent);
        return x;
}

/* How much more than last year: what adds up in percent ("+5.0%"), a rate in points (7.9% to 8.1%: "+0.2 个百分点"), what
 * holds throughout in its own measure ("+2 分"), the same in words. Nothing without a last year, or in percent of 0. */
static str change_of(struct ctx *cx, const struct goal_line *l)
{
        int64_t v;
        str measure = l->node && l->node->measure.n ? l->node->measure : S("");
        bool rate = str_is(measure, "%") || str_is(measure, "％");     /* document text */
        if (l->has_value && l->has_last && (rate || l->course == GOAL_LEVEL)) {
                int64_t last;
                int places = l->places > l->last_places ? l->places : l->last_places;
                if (!figure_scale(l->value, l->places, places, &v) ||
                    !figure_scale(l->last, l->last_places, places, &last))
                        return S("");
                str by = decimal_str(cx->arena, v - last, places, false);
                return v == last ? str_of(words_of(cx->lang, "与上年相同"))
                       : rate    ? str_f(cx->arena, words_of(cx->lang, "%s%.*s 个百分点"),
                                         v > last ? "+" : "", STR(by))
                                 : str_f(cx->arena, "%s%.*s %.*s", v > last ? "+" : "", STR(by),
                                         STR(measure));
        }
        if (!l->has_value || !l->has_last || !figure_scale(l->value, l->places, l->last_places, &v))
                return S("");
        if (v == l->last)
                return str_of(words_of(cx->lang, "与上年相同"));
        if (l->last <= 0 || v > INT64_MAX / 2000)
                return S("");
        int64_t tenths = muldiv(v - l->last, 1000, l->last);
        return str_f(cx->arena, "%s%.*s%%", tenths > 0 ? "+" : "",
                     STR(decimal_str(cx->arena, tenths, 1, false)));
}

static void fill_rows(struct ctx *cx, struct goal_page *p)
{
        const struct goal_book *b = &p->frame.b;
        struct goal_row *rows = NEW_ARRAY(cx->arena, struct goal_row, (size_t)b->n_lines + 1);
        const struct edition_node *before = NULL;
        for (int i = 0; i < b->n_lines; i++) {
                const struct goal_line *l = &b->lines[i];
                const struct edition_node *root = root_of(b, l->node);
                struct goal_row *r = &rows[i];
                *r = (struct goal_row){ .l = l,
                                        .value = figure(cx, l->has_value, l->value, l->places),
                                        .last = figure(cx, l->has_last, l->last, l->last_places),
                                        .change = change_of(cx, l),
                                        .begins = !i || root != before };
                r->name = !l->node ? str_f(cx->arena, "#%ld", l->stem) : l->node->name;
                if (l->input_name.n)
                        r->name =
                                str_f(cx->arena, "%.*s（%.*s）", STR(r->name), STR(l->input_name));
                if (root)
                        r->block = root->name;
                else
                        r->block_word = "方案已无的指标";
                for (int q = 0; q < GOAL_QUARTERS; q++)
                        r->quarter[q] = figure(cx, l->has_quarter[q], l->quarter[q], l->places);
                if (l->n_posts)
                        r->parted = !goal_adds(l->course, l->node)
                                  ? str_f(cx->arena, words_of(cx->lang, "%d 个岗位"), l->n_posts)
                                  : str_f(cx->arena, words_of(cx->lang, "%d 个岗位，合计 %.*s"), l->n_posts,
                                          STR(decimal_str(cx->arena, goal_posts_sum(l), l->places, true)));
                before = root;
                p->n_given += l->has_value;
        }
        p->rows = rows;
        p->n_rows = b->n_lines;
}

/* The label of a step, whichever state it was taken from. */
static const char *event_label(str event)
{
        static const struct { const char *event, *label; } more[] = {
                { "open", "开始编报" },
                { "adjust", "申请调整" },
                { "talk", "意见" },
                { "special", "专项审核" },
        };
        for (size_t i = 0; i < COUNT_OF(more); i++)
                if (str_is(event, more[i].event))
                        return more[i].label;
        for (int i = 0; i < goal_flow.n_steps; i++)
                if (str_is(event, goal_flow.steps[i].event))
                        return goal_flow.steps[i].label;
        return "—";
}

static const struct fail *fill_said(struct ctx *cx, struct goal_page *p)
{
        const struct goal_word *list;
        int n;
        const struct fail *f = goal_history(cx, p->frame.b.id, &list, &n);
        if (f)
                return f;
        struct goal_said *said = NEW_ARRAY(cx->arena, struct goal_said, (size_t)n + 1);
        for (int i = 0; i < n; i++) {
                said[i] = (struct goal_said){
                        .what = event_label(list[i].event), .words = list[i].words,
                        .when = instant_str(cx->arena, list[i].at),
                        .state = goal_state_words[list[i].state],
                        .who = !list[i].who.n    ? str_of(words_of(cx->lang, "系统"))
                               : !list[i].unit.n ? list[i].who
                                                 : str_f(cx->arena, "%.*s %.*s", STR(list[i].unit),
                                                         STR(list[i].who))
                };
                for (int k = 0; list[i].stem && k < p->frame.b.n_lines; k++)
                        if (p->frame.b.lines[k].stem == list[i].stem && p->frame.b.lines[k].node)
                                said[i].about = p->frame.b.lines[k].node->name;
        }
        p->said = said;
        p->n_said = n;
        return NULL;
}

static void fill_about(struct ctx *cx, struct goal_page *p)
{
        const struct goal_book *b = &p->frame.b;
        struct form_choice *c = NEW_ARRAY(cx->arena, struct form_choice, (size_t)b->n_lines + 1);
        c[p->n_about++] = (struct form_choice){ .value = S("0"), .word = "整份任务书" };
        for (int i = 0; i < b->n_lines; i++)
                if (b->lines[i].node && str_is(b->lines[i].input, "target"))
                        c[p->n_about++] = (struct form_choice){
                                .value = str_f(cx->arena, "%ld", b->lines[i].stem),
                                .name = b->lines[i].node->name
                        };
        p->about = c;
}

static const struct fail *show_book(struct ctx *cx, const struct request *rq, struct reply *re,
                                    int64_t id, str on)
{
        struct goal_page *p = NEW(cx->arena, struct goal_page);
        const struct fail *f = goal_frame_fill(cx, rq, id, "目标任务书", "", &p->frame);
        if (!f)
                f = fill_said(cx, p);
        if (!f && auth_may(cx, MAY_RESULT_VIEW) &&
            !auth_see_year(cx, MAY_RESULT_VIEW, p->frame.b.unit, p->frame.b.year))
                f = rectify_of_book(cx, id, &p->rectify, &p->n_rectify);
        if (f)
                return f;
        fill_rows(cx, p);
        fill_about(cx, p);
        p->on = on;
        if (p->frame.b.digest.n) {
                struct digest sum = hash(HASH_SM3, goal_book_text(cx, &p->frame.b, false));
                p->sound = str_eq(p->frame.b.digest, (str){ (const char *)sum.b, DIGEST_BYTES });
        }
        p->special =
                (struct form_field){ .name = "words", .label = "专项审核的事由", .max = 200,
                                     .optional = true,
                                     .value = p->frame.b.special.n ? p->frame.b.special : S("") };
        goal_page(&re->body, p);
        return NULL;
}

/* GET /goals/:id, ?on=DAY: the number of the same unit that was in force then */
const struct fail *goal_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct goal_book b;
        struct form form = form_of(cx, rq);
        day on = form_day_or_none(&form, "on");
        int64_t id = rq->ids[0];
        const struct fail *f = form_end(&form);
        if (f || !day_is(on))
                return f ? f : show_book(cx, rq, re, id, S(""));
        f = goal_book_find(cx, id, &b);
        if (!f)
                f = goal_book_see(cx, &b);
        if (!f)
                f = goal_book_on(cx, b.scheme, b.unit, on, &id);
        if (f && f->kind == FAIL_NOT_FOUND && b.id)
                return fail(cx, NOT_FOUND, "%.*s没有执行中的目标任务书",
                            STR(day_zh(cx->arena, on)));
        return f ? f : show_book(cx, rq, re, id, day_zh(cx->arena, on));
}

/* GET /goals/:id/files/:key */
const struct fail *goal_file_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct goal_book b;
        struct goal_output out;
        const struct fail *f = goal_book_find(cx, rq->ids[0], &b);
        if (!f)
                f = goal_book_see(cx, &b);
        if (!f)
                f = goal_book_read(cx, rq->ids[0], &b);
        if (!f)
                f = goal_output(cx, &b, rq->keys[0], &out);
        if (!f)
                reply_file(re, out.type, out.name, out.bytes);
        return f;
}

/* ---- as an official document, and all of a year as one file ------------------------------------------- */

/* A book that the reader may see, whole, as what a document says. */
static const struct fail *to_document(struct ctx *cx, int64_t id, struct goal_book *b,
                                      struct document_wish *w)
{
        const struct fail *f = goal_book_find(cx, id, b);
        if (!f)
                f = goal_book_see(cx, b);
        if (!f)
                f = goal_book_read(cx, id, b);
        if (!f && (b->state == GOAL_DROPPED || b->state == GOAL_REPLACED))
                f = fail(cx, CONFLICT, "这一版已经作废或被取代，不能拟文");
        return f ? f : goal_wish_of(cx, b, w);
}

/* POST /goals/:id/documents */
const struct fail *goal_documents_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct goal_book b;
        struct document_wish w;
        const struct fail *f = form_end(&form);
        if (!f)
                f = to_document(cx, rq->ids[0], &b, &w);
        return f ? f : document_draft_page(cx, &w, re);
}

static const struct fail *may_document(struct ctx *cx, struct batch_item *x)
{
        struct goal_book b;
        struct document_wish w;
        struct document d;
        const struct fail *f = to_document(cx, x->id, &b, &w);
        if (f && f->kind == FAIL_NOT_FOUND)
                return f;
        x->name = str_f(cx->arena, "%.*s %s", STR(b.unit_brief),
                        str_f(cx->arena, words_of(cx->lang, "第 %d 版"), b.number).p);
        if (!f)
                f = document_of(cx, w.source, w.record, &d);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? NULL : f;
        return d.state == DOCUMENT_DRAFT || d.state > DOCUMENT_SENT
                       ? NULL
                       : fail(cx, CONFLICT, "公文已是“%s”",
                              words_of(cx->lang, document_state_words[d.state]));
}

static const struct fail *draft_document(struct ctx *cx, struct batch_item *x)
{
        struct goal_book b;
        struct document_wish w;
        int64_t id;
        const struct fail *f = to_document(cx, x->id, &b, &w);
        return f ? f : document_draft(cx, &w, &id);
}

const struct batch_row goal_batches[GOAL_BATCHES] = {
        { .list = "/goals", .event = "document", .word = "拟成公文", .need = MAY_DOCUMENT_DRAFT,
          .follows = "每份任务书拟成一份公文；在公文登记里成批送核、签发、编号发出。",
          .done = "已拟成 %d 份公文", .may = may_document, .each = draft_document },
};

static const struct fail *pack_make(struct ctx *cx, void *arg, const struct bundle_row *row,
                                    str *ret)
{
        struct goal_book b;
        struct goal_output out;
        const char *as = arg;
        const struct fail *f = goal_book_read(cx, row->id, &b);
        if (!f)
                f = goal_output(cx, &b, str_of(as), &out);
        if (!f)
                *ret = out.bytes;
        return f;
}

/* GET /goals/files.zip?scheme=&units=&as=: the newest book of each unit that the reader may see, or
 * of these. */
const struct fail *goals_pack_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        static const char *const formats[] = { "pdf", "docx", "txt" };
        int64_t scheme = form_int(&form, "scheme", 1, INT64_MAX), *units = NULL;
        str said = form_text(&form, "units", 0, 4000);
        const char *as =
                formats[form_has(&form, "as") ? form_choice(&form, "as", formats, COUNT_OF(formats))
                                              : 0];
        struct auth_reach r = auth_reach(cx, MAY_TARGET_VIEW);
        struct bundle_row *rows = NULL;
        struct goal_books_page it;
        struct edition e;
        int n = 0, cap = 0, n_units = 0;
        str zip, title;
        const struct fail *f = form_end(&form);
        if (!f)
                f = bundle_ids(cx, "units", said, &units, &n_units);
        if (!f)
                f = goal_edition(cx, scheme, &e);
        if (f)
                return f;
        goal_books_page(&it, cx, 0, scheme, e.id, GOAL_DROPPED, r.prefix, r.unit, r.group, 0, 0,
                        (str){ 0 });
        while (goal_books_page_next(&it))
                if (bundle_has(units, n_units, it.unit))
                        *VEC_ADD(cx->arena, rows, n, cap) = (struct bundle_row){
                                .id = it.id, .unit = it.name,
                                .title = str_f(cx->arena, words_of(cx->lang, "第 %d 版"),
                                               (int)it.number),
                                .name = str_f(cx->arena,
                                              "%.*s%d年度目标任务书第%d版.%s", /* document text */
                                              STR(bundle_word(cx->arena, it.brief)), e.year,
                                              (int)it.number, as)
                        };
        f = goal_books_page_end(&it);
        if (!f && n_units && n < n_units)
                f = fail(cx, NOT_FOUND, "%s", "");
        title = str_f(cx->arena, words_of(cx->lang, "%d 年目标任务书"), e.year);
        if (!f)
                f = bundle_zip(cx, title, rows, n, pack_make, (void *)(uintptr_t)as, false, &zip);
        if (!f)
                attach_reply(re, "application/zip", str_f(cx->arena, "%.*s.zip", STR(title)), zip);
        return f;
}

/* ---- steps --------------------------------------------------------------------------------------- */

static void step_fields(struct ctx *cx, struct goal_form_page *p, const struct flow_step *s)
{
        int n = 0;
        if (s->ask & FLOW_ASK_REASON)
                p->fields[n++] = (struct form_field){
                        .name = "reason", .rows = 4, .max = 1000, .value = S(""),
                        .label = s->to == GOAL_RETURNED ? "退回意见" : "原因",
                        .hint = s->to == GOAL_RETURNED
                                        ? "写明哪个指标、改成多少、为什么；单位会看到"
                                        : NULL
                };
        if (s->ask & FLOW_ASK_NUMBER)
                p->fields[n++] = (struct form_field){ .name = "number", .max = 200, .value = S(""),
                                                      .label = s->to == GOAL_APPROVED
                                                                       ? "批准的会议或文件文号"
                                                                       : "下达文件的标题和文号" };
        if (s->ask & FLOW_ASK_DAY)
                p->fields[n++] = (struct form_field){ .name = "day", .type = "date",
                        .value = day_str(cx->arena, cx->today),
                        .label = s->to == GOAL_APPROVED ? "批准日期" : "开始执行的日期" };
        p->n_fields = n;
}

static const struct fail *move_form(struct ctx *cx, const struct request *rq, struct reply *re,
                                    str event, int64_t version, const struct form *form,
                                    const struct fail *why)
{
        struct goal_form_page *p = NEW(cx->arena, struct goal_form_page);
        struct goal_frame *frame = NEW(cx->arena, struct goal_frame);
        const struct flow_step *s;
        const struct fail *f = goal_frame_fill(cx, rq, rq->ids[0], "办理一步", "moves", frame);
        if (!f)
                f = flow_find(cx, &goal_flow, frame->b.state, event, &s);
        if (!f)
                f = auth_change_year(cx, (enum perm)s->need, frame->b.unit, frame->b.year);
        if (!f)
                f = goal_keeps_out(cx, &frame->b, s);
        if (f)
                return why && why->kind == FAIL_CONFLICT ? why : f;
        p->frame = frame;
        p->title = p->button = s->label, p->danger = s->danger;
        p->help = s->to == GOAL_SIGNED
                          ? "签收后，本单位即按这份目标任务书接受考核；签收人和时间记录在案。"
                  : s->to == GOAL_ISSUED ? "下达后不能直接修改，要改须申请调整，出新的一版。"
                  : s->to == GOAL_SUBMITTED ? "上报后由目标绩效办审核，审核期间不能修改，可以撤回。"
                                            : "";
        p->action = str_f(cx->arena, "/goals/%ld/moves", frame->b.id);
        p->back = str_f(cx->arena, "/goals/%ld", frame->b.id);
        p->event = event;
        p->version = why && why->kind == FAIL_INVALID && version > 0 ? version : frame->b.version;
        step_fields(cx, p, s);
        for (int i = 0; form && i < p->n_fields; i++)
                p->fields[i] = form_field_of(p->fields[i], form, why);
        p->faults = (struct form_faults){ form, why, p->fields, p->n_fields };
        if (s->to == GOAL_SUBMITTED || s->to == GOAL_REVIEWED || s->to == GOAL_ISSUED)
                p->list = frame->faults, p->n_list = frame->n_faults;
        if (why)
                re->status = fail_http(why->kind);
        goal_form_page(&re->body, p);
        return NULL;
}

/* GET /goals/:id/moves/:key */
const struct fail *goal_move_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return move_form(cx, rq, re, rq->keys[0], 0, NULL, NULL);
}

/* POST /goals/:id/moves */
const struct fail *goal_moves_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct flow_wish in = flow_wish_of(&form, 1000);
        const struct fail *f = form_end(&form);
        if (!f)
                f = goal_move(cx, rq->ids[0], &in);
        if (f)
                return fail_on_form(f) ? move_form(cx, rq, re, in.event, in.version, &form, f) : f;
        reply_note(re, cx, "已办理");
        return reply_see(re, cx, "/goals/%ld", rq->ids[0]);
}

/* POST /goals/:id/talks */
const struct fail *goal_talks_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct goal_book b;
        struct form form = form_of(cx, rq);
        int64_t stem = form_int_or(&form, "stem", 0, INT64_MAX, 0);
        str words = form_text(&form, "words", 1, 1000);
        const struct fail *f = form_end(&form);
        if (!f)
                f = goal_book_read(cx, rq->ids[0], &b);
        if (!f)
                f = goal_talk(cx, &b, stem, words);
        if (f)
                return f;
        reply_note(re, cx, "意见已记下");
        return reply_see(re, cx, "/goals/%ld", b.id);
}

/* POST /goals/:id/special */
const struct fail *goal_special_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct goal_book b;
        struct form form = form_of(cx, rq);
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        str words = form_text(&form, "words", 0, 200);
        const struct fail *f = form_end(&form);
        if (!f)
                f = goal_book_find(cx, rq->ids[0], &b);
        if (!f)
                f = goal_special(cx, &b, version, words);
        if (f)
                return f;
        if (words.n)
                reply_note(re, cx, "已列入专项审核");
        else
                reply_note(re, cx, "已取消专项审核");
        return reply_see(re, cx, "/goals/%ld", b.id);
}

/* ---- adjusted --------------------------------------------------------------------------------------- */

static const struct fail *adjust_form(struct ctx *cx, const struct request *rq, struct reply *re,
                                      const struct form *form, const struct fail *why)
{
        struct goal_form_page *p = NEW(cx->arena, struct goal_form_page);
        struct goal_frame *frame = NEW(cx->arena, struct goal_frame);
        struct form_choice *kinds = NEW_ARRAY(cx->arena, struct form_choice, GOAL_REASONS);
        const struct fail *f = goal_frame_fill(cx, rq, rq->ids[0], "申请调整", "adjust", frame);
        if (!f)
                f = auth_change_year(cx, MAY_GOAL_EDIT, frame->b.unit, frame->b.year);
        if (!f && !frame->may_adjust)
                f = why ? why : fail(cx, CONFLICT, "只有已下达的目标任务书可以申请调整");
        if (f)
                return f;
        int n = 0;
        for (int i = GOAL_POLICY; i < GOAL_REASONS; i++)
                kinds[n++] = (struct form_choice){ .value = str_f(cx->arena, "%d", i),
                                                   .word = goal_reason_words[i] };
        p->frame = frame;
        p->fields[0] = (struct form_field){ .name = "kind", .label = "调整原因", .choices = kinds,
                                            .n_choices = n,
                                            .value = kinds[0].value };
        p->fields[1] = (struct form_field){ .name = "reason", .label = "理由", .rows = 4,
                                            .max = 1000, .value = S(""),
                                            .hint = "写明哪些目标要调、为什么" };
        p->fields[2] = (struct form_field){ .name = "evidence", .label = "依据文件", .max = 200,
                                            .value = S(""),
                                            .hint = "标题和文号" };
        p->n_fields = 3;
        for (int i = 0; form && i < 3; i++)
                p->fields[i] = form_field_of(p->fields[i], form, why);
        p->title = "申请调整", p->button = "开始调整";
        p->help =
                "现行的一版继续执行。新的一版改好后照样上报、审核、下达；涉及重点工作的，还要经政府或委员会批准。";
        p->action = str_f(cx->arena, "/goals/%ld/adjust", frame->b.id);
        p->back = str_f(cx->arena, "/goals/%ld", frame->b.id);
        p->faults = (struct form_faults){ form, why, p->fields, 3 };
        if (why)
                re->status = fail_http(why->kind);
        goal_form_page(&re->body, p);
        return NULL;
}

/* GET /goals/:id/adjust */
const struct fail *goal_adjust_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return adjust_form(cx, rq, re, NULL, NULL);
}

/* POST /goals/:id/adjust */
const struct fail *goal_adjust_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct goal_change in = { .kind = (enum goal_reason)form_int(&form, "kind", GOAL_POLICY,
                                                                     GOAL_OTHER),
                                  .reason = form_text(&form, "reason", 1, 1000),
                                  .evidence = form_text(&form, "evidence", 1, 200) };
        int64_t id;
        const struct fail *f = form_end(&form);
        if (!f)
                f = goal_adjust(cx, rq->ids[0], &in, &id);
        if (f)
                return fail_on_form(f) ? adjust_form(cx, rq, re, &form, f) : f;
        reply_note(re, cx, "新的一版已建，请修改要调整的目标");
        return reply_see(re, cx, "/goals/%ld/edit", id);
}

/* ---- two numbers ----------------------------------------------------------------------------------------- */

static str whole(struct ctx *cx, const struct goal_line *l)
{
        if (!l || !l->id)
                return S("—");
        struct buf o = buf_new(cx->arena, 8192);
        buf_put(&o, figure(cx, l->has_value, l->value, l->places));
        bool parted = false;
        for (int q = 0; q < GOAL_QUARTERS; q++)
                parted |= l->has_quarter[q];
        for (int q = 0; parted && q < GOAL_QUARTERS; q++)
                buf_f(&o, "%s%.*s", q ? " / " : "（",
                      STR(figure(cx, l->has_quarter[q], l->quarter[q], l->places)));
        if (parted)
                buf_put(&o, S("）"));
        if (l->words.n)
                buf_f(&o, "；%.*s", STR(l->words));
        return buf_str(&o);
}

static void compare(struct ctx *cx, struct goal_compare_page *p)
{
        const struct goal_book *a = &p->other, *b = &p->frame.b;
        struct goal_change_row *rows = NULL;
        int cap = 0;
        for (int i = 0; i < b->n_lines; i++) {
                const struct goal_line *l = &b->lines[i], *was = NULL;
                for (int k = 0; k < a->n_lines && !was; k++)
                        if (a->lines[k].stem == l->stem && str_eq(a->lines[k].input, l->input))
                                was = &a->lines[k];
                str before = whole(cx, was), after = whole(cx, l);
                if (str_eq(before, after))
                        continue;
                *VEC_ADD(cx->arena, rows, p->n_rows, cap) = (struct goal_change_row){
                        .what = !was || !was->id ? "新增"
                                : !l->id         ? "不再列"
                                                 : "调整",
                        .before = before, .after = after,
                        .name = l->node ? l->node->name : str_f(cx->arena, "#%ld", l->stem)
                };
        }
        p->rows = rows;
}

/* GET /goals/:id/compare */
const struct fail *goal_compare_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct goal_compare_page *p = NEW(cx->arena, struct goal_compare_page);
        struct form form = form_of(cx, rq);
        int64_t with = form_int_or(&form, "with", 0, INT64_MAX, 0);
        const struct fail *f = form_end(&form);
        if (!f)
                f = goal_frame_fill(cx, rq, rq->ids[0], "比较两版", "compare", &p->frame);
        if (f)
                return f;
        if (!with)
                with = p->frame.b.base;
        struct form_choice *c =
                NEW_ARRAY(cx->arena, struct form_choice, (size_t)p->frame.n_numbers + 1);
        for (int i = 0; i < p->frame.n_numbers; i++) {
                const struct goal_numbers *x = &p->frame.numbers[i];
                if (x->id == p->frame.b.id)
                        continue;
                c[p->n_choices++] = (struct form_choice){ .value = str_f(cx->arena, "%ld", x->id),
                        .name = str_f(cx->arena, words_of(cx->lang, "第 %d 版"), (int)x->number) };
                p->chosen |= x->id == with;
        }
        p->choices = c;
        if (p->chosen)
                f = goal_book_read(cx, with, &p->other);
        if (f)
                return f;
        if (p->chosen)
                compare(cx, p);
        goal_compare_page(&re->body, p);
        return NULL;
}
