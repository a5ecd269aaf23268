/* domain/target/use/rectify.c - the rectification list: listed, planned, done, verified, carried
 * on. */
#include "domain/target/use/rectify.h"
#include "core/audit/audit.h"
#include "core/text/json.h"
#include "domain/target/goal/goal.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/use/rectify.sql.h"

const char *const rectify_kind_words[RECTIFY_KINDS] = {
        [RECTIFY_LEAF] = "失分", [RECTIFY_EFFECT] = "扣分和等次限制", [RECTIFY_APPEAL] = "申诉更正",
        [RECTIFY_FIGURE] = "数据更正", [RECTIFY_REPORT] = "整改报告",
};
const char *const rectify_state_words[RECTIFY_STATES] = {
        [RECTIFY_LISTED] = "待整改", [RECTIFY_WORKING] = "整改中", [RECTIFY_DONE] = "待核验",
        [RECTIFY_VERIFIED] = "已核验", [RECTIFY_CLOSED] = "已销号", [RECTIFY_DROPPED] = "已撤出",
};
static const struct flow_step steps[] = {
        /* from, event, to, permission, asks, days, label, danger */
        { RECTIFY_LISTED,   "start",  RECTIFY_WORKING,  MAY_RECTIFY_EDIT, 0, 0, "开始整改", false },
        { RECTIFY_WORKING,  "finish", RECTIFY_DONE,     MAY_RECTIFY_EDIT, FLOW_ASK_REASON, 0,
          "报告完成", false },
        { RECTIFY_DONE,     "return", RECTIFY_WORKING,  MAY_RESULT_RUN, FLOW_ASK_REASON, 0, "退回整改",
          false },
        { RECTIFY_DONE,     "verify", RECTIFY_VERIFIED, MAY_RESULT_RUN, FLOW_ASK_REASON, 0, "核验通过",
          false },
        { RECTIFY_VERIFIED, "close",  RECTIFY_CLOSED,   MAY_RESULT_RUN, 0, 0, "销号", true },
        { RECTIFY_LISTED,   "drop",   RECTIFY_DROPPED,  MAY_RESULT_RUN, FLOW_ASK_REASON, 0, "撤出清单",
          true },
        { RECTIFY_WORKING,  "drop",   RECTIFY_DROPPED,  MAY_RESULT_RUN, FLOW_ASK_REASON, 0, "撤出清单",
          true },
};
const struct flow rectify_flow = {
        .name = "rectify", .states = rectify_state_words, .n_states = RECTIFY_STATES,
        .steps = steps, .n_steps = COUNT_OF(steps),
};

bool rectify_is_open(enum rectify_state s) { return s <= RECTIFY_DONE; }

str rectify_name(struct ctx *cx, const struct rectify_item *x)
{
        return str_f(cx->arena, "%d-%d", x->year, x->no);
}

static str or_null(str s) { return str_trim(s).n ? str_trim(s) : (str){ 0 }; }

static str item_text(struct ctx *cx, const char *name, str value, str words)
{
        struct buf b = buf_new(cx->arena, 16384);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_open(&j, "after", '{');
        json_put_str(&j, name, value);
        json_put_str(&j, "words", words);
        json_close(&j, '}');
        json_close(&j, '}');
        return buf_str(&b);
}

/* ---- listed --------------------------------------------------------------------------------------- */

static const struct fail *terms(struct ctx *cx, const struct rectify_wish *w,
                                const struct result_run *run, day *ret_due, day *ret_report)
{
        struct due due, report;
        if (w->days < 1 || w->days > (w->unit == DUE_MONTHS ? 24 : 730))
                return fail_field(cx, S("days"), "期限应大于 0，不超过两年");
        const struct fail *f = calendar_due(cx, cx->today,
                                            &(struct due_rule){ w->unit, w->days, false, true }, &due);
        if (!f)
                f = calendar_due(cx, run->published,
                                 &(struct due_rule){ DUE_MONTHS, RECTIFY_REPORT_MONTHS, false, true },
                                 &report);
        if (!f)
                *ret_due = due.on, *ret_report = report.on;
        return f;
}

static bool is_chosen(const struct rectify_wish *w, str key)
{
        for (int i = 0; i < w->n; i++)
                if (str_eq(w->keys[i], key))
                        return true;
        return false;
}

const struct fail *rectify_put(struct ctx *cx, const struct rectify_wish *w, int *ret_n)
{
        struct result_run run;
        const struct rectify_candidate *c;
        struct rectify_next_no next;
        int n, added = 0;
        day due = DAY_NONE, report = DAY_NONE;
        const struct fail *f = result_run_find(cx, w->run, &run);
        if (!f)
                f = auth_change_year(cx, MAY_RESULT_RUN, run.unit, run.year);
        if (!f && (run.stage != RESULT_FINAL ||
                   (run.state != RESULT_PUBLISHED && run.state != RESULT_ARCHIVED)))
                f = fail(cx, CONFLICT, "年度结果公布以后才能列整改清单");
        if (!f && !w->n)
                f = fail_field(cx, S("pick"), "请先勾选要列入的问题");
        if (!f)
                f = terms(cx, w, &run, &due, &report);
        if (f)
                return f;
        cx->db->serializable = true;            /* it looks what is listed, and for a number */
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = rectify_candidates(cx, &run, w->share, 0, &c, &n);
        if (!f)
                f = rectify_next_no(cx, run.scheme, &next);
        for (int i = 0; !f && i < n; i++) {
                if (c[i].listed || !is_chosen(w, c[i].key))
                        continue;
                day until = c[i].kind == RECTIFY_REPORT ? report : due;
                int64_t id = rectify_insert(cx, run.id, run.scheme, next.no + added, c[i].unit, c[i].kind,
                                            c[i].ref, c[i].node != 0, c[i].node, c[i].title,
                                            c[i].problem, c[i].lost.micro, until, cx->user, cx->now);
                rectify_move_insert(cx, id, S("list"), RECTIFY_LISTED, (str){ 0 }, cx->user, cx->now);
                audit_log(cx, "rectify.list", "rectify_item", id,
                          item_text(cx, "title", c[i].title, c[i].problem));
                added++;
        }
        if (f)
                tx_refuse(cx, f);
        f = tx_commit(&tx);
        if (!f)
                *ret_n = added;
        return f;
}

/* ---- read --------------------------------------------------------------------------------------- */

#define ITEM_OF(x)                                                                                \
        (struct rectify_item){                                                                    \
                .id = (x)->id, .run = (x)->run, .scheme = (x)->scheme, .unit = (x)->unit,         \
                .ref = (x)->ref, .node = (x)->has_node ? (x)->node : 0, .version = (x)->version,  \
                .book = (x)->has_book ? (x)->book : 0, .no = (int)(x)->no, .year = (int)(x)->year, \
                .kind = (enum rectify_kind)(x)->kind, .state = (enum rectify_state)(x)->state,    \
                .unit_name = (x)->unit_name, .title = (x)->title, .problem = (x)->problem,        \
                .cause = (x)->cause, .measure = (x)->measure, .section = (x)->section,            \
                .lost = { (x)->lost }, .due = (x)->due,                                           \
        }

const struct fail *rectify_list(struct ctx *cx, const struct rectify_filter *by,
                                const struct rectify_item **ret, int *ret_n)
{
        struct rectify_items it;
        struct rectify_item *list = NULL;
        int n = 0, cap = 0;
        struct auth_reach r = auth_reach(cx, MAY_RESULT_VIEW);
        rectify_items(&it, cx, (by->run ? RECTIFY_ITEMS_WHEN_RUN : 0) |
                               (by->state >= 0 ? RECTIFY_ITEMS_WHEN_STATE : 0) |
                               (by->after ? RECTIFY_ITEMS_WHEN_AFTER : 0),
                      r.prefix, r.unit, r.group, by->run, by->state, by->after, by->take);
        while (rectify_items_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = ITEM_OF(&it);
        *ret = list, *ret_n = n;
        return rectify_items_end(&it);
}

const struct fail *rectify_find(struct ctx *cx, int64_t id, struct rectify_item *ret)
{
        struct rectify_by_id x;
        const struct fail *f = rectify_by_id(cx, id, &x);
        if (!f)
                f = auth_see_year(cx, MAY_RESULT_VIEW, x.unit, (int)x.year);
        if (!f)
                *ret = ITEM_OF(&x);
        return f;
}

const struct fail *rectify_of_book(struct ctx *cx, int64_t book, const struct rectify_item **ret,
                                   int *ret_n)
{
        struct rectify_in_book it;
        struct rectify_item *list = NULL;
        int n = 0, cap = 0;
        rectify_in_book(&it, cx, book);
        while (rectify_in_book_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = ITEM_OF(&it);
        *ret = list, *ret_n = n;
        return rectify_in_book_end(&it);
}

const struct fail *rectify_said(struct ctx *cx, int64_t id, const struct rectify_said **ret,
                                int *ret_n)
{
        struct rectify_moves_of it;
        struct rectify_said *list = NULL;
        int n = 0, cap = 0;
        rectify_moves_of(&it, cx, id);
        while (rectify_moves_of_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct rectify_said){
                        it.event, it.who, it.words, (enum rectify_state)it.state, it.at };
        *ret = list, *ret_n = n;
        return rectify_moves_of_end(&it);
}

/* ---- worked on ------------------------------------------------------------------------------------ */

/* The unit that it is about, or the office; *ret_office says which. */
static const struct fail *may_work(struct ctx *cx, const struct rectify_item *x, bool *ret_office)
{
        const struct fail *f = auth_change_year(cx, MAY_RESULT_RUN, x->unit, x->year);
        *ret_office = !f;
        return f ? auth_change_year(cx, MAY_RECTIFY_EDIT, x->unit, x->year) : NULL;
}

static const struct fail *is_closed(struct ctx *cx, const struct rectify_item *x)
{
        return rectify_is_open(x->state) ? NULL
                : fail(cx, CONFLICT, "这一项%s，不能再改",
                       words_of(cx->lang, rectify_state_words[x->state]));
}

const struct fail *rectify_plan(struct ctx *cx, int64_t id, int64_t version,
                                const struct rectify_plan *p)
{
        struct rectify_item x;
        bool office;
        const struct fail *f = rectify_find(cx, id, &x);
        if (!f)
                f = may_work(cx, &x, &office);
        if (!f)
                f = is_closed(cx, &x);
        if (!f && day_is(p->due) && p->due.n != x.due.n && !office)
                f = fail_field(cx, S("due"), "期限由目标办定，需要延长请与目标办联系");
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        rectify_plan_put(cx, id, version, or_null(p->cause), or_null(p->measure), or_null(p->section),
                         day_is(p->due) ? p->due : x.due, RECTIFY_DONE);
        rectify_move_insert(cx, id, S("plan"), x.state, or_null(p->measure), cx->user, cx->now);
        audit_log(cx, "rectify.plan", "rectify_item", id,
                  item_text(cx, "cause", str_trim(p->cause), str_trim(p->measure)));
        return audit_conflict(cx, tx_commit(&tx), "rectify_item", id);
}

const struct fail *rectify_note(struct ctx *cx, int64_t id, str words)
{
        struct rectify_item x;
        bool office;
        const struct fail *f = rectify_find(cx, id, &x);
        if (!f)
                f = may_work(cx, &x, &office);
        if (!f)
                f = is_closed(cx, &x);
        if (!f && !str_trim(words).n)
                f = fail_field(cx, S("words"), "请写明进展");
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        rectify_move_insert(cx, id, S("note"), x.state, str_trim(words), cx->user, cx->now);
        audit_log(cx, "rectify.note", "rectify_item", id,
                  item_text(cx, "title", x.title, str_trim(words)));
        return tx_commit(&tx);
}

const struct fail *rectify_move(struct ctx *cx, int64_t id, const struct flow_wish *in)
{
        struct rectify_item x;
        const struct flow_step *s;
        const struct fail *f = rectify_find(cx, id, &x);
        if (!f)
                f = flow_find(cx, &rectify_flow, (int)x.state, in->event, &s);
        if (!f)
                f = auth_change_year(cx, (enum perm)s->need, x.unit, x.year);
        if (!f && x.version != in->version)
                f = audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "rectify_item", id);
        if (!f && s->to == RECTIFY_WORKING && s->from == RECTIFY_LISTED &&
            (!str_trim(x.cause).n || !str_trim(x.measure).n))
                f = fail(cx, CONFLICT, "请先填原因和措施，再开始整改");
        if (!f && s->ask & FLOW_ASK_REASON && !str_trim(in->reason).n)
                f = fail_field(cx, S("reason"), "请写明情况");
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        rectify_step(cx, id, in->version, s->from, s->to);
        rectify_move_insert(cx, id, in->event, s->to, or_null(in->reason), cx->user, cx->now);
        audit_log(cx, str_f(cx->arena, "rectify.%s", s->event).p, "rectify_item", id,
                  item_text(cx, "state", str_of(rectify_state_words[s->to]), str_trim(in->reason)));
        return audit_conflict(cx, tx_commit(&tx), "rectify_item", id);
}

/* ---- what waits ------------------------------------------------------------------------------- */

WAIT_LIST(waiting, rectify_waiting, it.title, it.brief, it.due)

#define RECTIFY_WAIT(code, word, act, need, state, own) \
        { "rectify." code, word, act, "/rectify/%ld", "/rectify?state=%ld", need, state, own, waiting }
const struct wait_row rectify_waits[RECTIFY_WAITS] = {
        RECTIFY_WAIT("work", "整改中的问题", "报进展", MAY_RECTIFY_EDIT, RECTIFY_WORKING, true),
        RECTIFY_WAIT("start", "待整改的问题", "整改", MAY_RECTIFY_EDIT, RECTIFY_LISTED, true),
        RECTIFY_WAIT("verify", "待核验的整改", "核验", MAY_RESULT_RUN, RECTIFY_DONE, false),
        RECTIFY_WAIT("close", "待销号的整改", "销号", MAY_RESULT_RUN, RECTIFY_VERIFIED, false),
};
