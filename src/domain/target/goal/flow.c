/* domain/target/goal/flow.c - the life of a target book, as a table, and the steps in it. */
#include "core/audit/audit.h"
#include "core/crypto/hash.h"
#include "core/text/json.h"
#include "domain/target/goal/goal.h"
#include "domain/target/goal/goal.sql.h"
#include "domain/target/goal/goal_write.sql.h"

static const struct flow_step steps[] = {
        /* from, event, to, permission, asks, days, label, danger */
        { GOAL_DRAFT,     "submit",   GOAL_SUBMITTED, MAY_GOAL_EDIT,    0, 0, "上报", false },
        { GOAL_RETURNED,  "submit",   GOAL_SUBMITTED, MAY_GOAL_EDIT,    0, 0, "上报", false },
        { GOAL_SUBMITTED, "withdraw", GOAL_DRAFT,     MAY_GOAL_EDIT,    0, 0, "撤回", false },
        { GOAL_SUBMITTED, "return",   GOAL_RETURNED,  MAY_GOAL_REVIEW,  FLOW_ASK_REASON, 0, "退回", false },
        { GOAL_SUBMITTED, "review",   GOAL_REVIEWED,  MAY_GOAL_REVIEW,  0, 0, "审核通过", false },
        { GOAL_REVIEWED,  "return",   GOAL_RETURNED,  MAY_GOAL_REVIEW,  FLOW_ASK_REASON, 0, "退回", false },
        { GOAL_REVIEWED,  "approve",  GOAL_APPROVED,  MAY_GOAL_APPROVE, FLOW_ASK_DAY | FLOW_ASK_NUMBER, 0,
          "登记批准", false },
        { GOAL_REVIEWED,  "issue",    GOAL_ISSUED,    MAY_GOAL_ISSUE,   FLOW_ASK_DAY | FLOW_ASK_NUMBER, 0,
          "下达", true },
        { GOAL_APPROVED,  "issue",    GOAL_ISSUED,    MAY_GOAL_ISSUE,   FLOW_ASK_DAY | FLOW_ASK_NUMBER, 0,
          "下达", true },
        { GOAL_ISSUED,    "sign",     GOAL_SIGNED,    MAY_GOAL_SIGN,    0, 0, "签收", true },
        { GOAL_DRAFT,     "drop",     GOAL_DROPPED,   MAY_GOAL_EDIT,    FLOW_ASK_REASON, 0, "作废", true },
        { GOAL_RETURNED,  "drop",     GOAL_DROPPED,   MAY_GOAL_EDIT,    FLOW_ASK_REASON, 0, "作废", true },
        /* nobody by hand: the next number takes these when it is issued */
        { GOAL_ISSUED,    "replace",  GOAL_REPLACED,  MAY_NONE,         0, 0, "由新版取代", false },
        { GOAL_SIGNED,    "replace",  GOAL_REPLACED,  MAY_NONE,         0, 0, "由新版取代", false },
};
const struct flow goal_flow = {
        .name   = "goal",
        .states = goal_state_words, .n_states = GOAL_STATES,
        .steps  = steps,            .n_steps  = COUNT_OF(steps),
};

static const struct fail *asked(struct ctx *cx, const struct goal_book *b,
                                const struct flow_step *s, const struct flow_wish *in)
{
        if (s->ask & FLOW_ASK_REASON && !str_trim(in->reason).n)
                return fail_field(cx, S("reason"), "请写明原因");
        if (s->ask & FLOW_ASK_NUMBER && !str_trim(in->number).n)
                return fail_field(cx, S("number"), s->to == GOAL_APPROVED ? "请填批准的会议或文件文号"
                                                                          : "请填下达文件的标题和文号");
        if (!(s->ask & FLOW_ASK_DAY))
                return NULL;
        if (!day_is(in->day))
                return fail_field(cx, S("day"), "请填日期");
        if (s->to == GOAL_APPROVED && in->day.n > cx->today.n)
                return fail_field(cx, S("day"), "日期不能晚于今天");
        if (s->to == GOAL_ISSUED && day_year(in->day) != b->year)
                return fail_field(cx, S("day"), "开始执行的日期应在 %d 年内", b->year);
        return NULL;
}

/* ---- may it be issued? ----------------------------------------------------------------------- */

static const struct goal_line *line_of(const struct goal_book *b, int64_t stem, str input)
{
        for (int i = 0; i < b->n_lines; i++)
                if (b->lines[i].stem == stem && str_eq(b->lines[i].input, input))
                        return &b->lines[i];
        return NULL;
}

static bool differs(const struct goal_line *a, const struct goal_line *b)
{
        int64_t v = 0;
        bool same = a && b && a->has_value == b->has_value && str_eq(a->words.p ? a->words : S(""),
                                                                     b->words.p ? b->words : S(""));
        return !same || !figure_scale(a->value, a->places, b->places, &v) || v != b->value;
}

const struct fail *goal_touches_key(struct ctx *cx, const struct goal_book *b, bool *ret)
{
        struct goal_book before;
        *ret = false;
        if (!b->base)
                return NULL;
        const struct fail *f = goal_book_read(cx, b->base, &before);
        if (f)
                return f;
        for (int i = 0; i < b->n_lines; i++) {
                const struct goal_line *l = &b->lines[i];
                if (l->node && l->node->key_work && differs(line_of(&before, l->stem, l->input), l))
                        *ret = true;
        }
        return NULL;
}

static const struct fail *sound(struct ctx *cx, const struct goal_book *b)
{
        const struct goal_fault *faults;
        int n = goal_faults(cx, b, &faults);
        for (int i = 0; i < n; i++)
                if (faults[i].grave)
                        return fail(cx, INVALID, "%.*s：%.*s", STR(b->unit_brief), STR(faults[i].say));
        return NULL;
}

/* Every additive target of the county that this book has a part in must add up, or be explained. */
static const struct fail *adds_up(struct ctx *cx, const struct goal_book *b,
                                  const struct goal_sums *s)
{
        for (int i = 0; i < s->n_rows; i++) {
                const struct goal_county *r = &s->rows[i];
                if (!r->broken || !line_of(b, r->stem, S("target")))
                        continue;
                return fail(cx, INVALID,
                            "“%.*s”分解对不上：县级目标 %.*s，各单位合计 %.*s。请调整，或在分解核对中说明差额",
                            STR(r->node->name), STR(decimal_str(cx->arena, r->value, r->places, true)),
                            STR(decimal_str(cx->arena, r->sum, r->places, true)));
        }
        return NULL;
}

static const struct fail *issuable(struct ctx *cx, const struct goal_book *b, day since,
                                   const struct goal_sums *s)
{
        bool key = false;
        struct goal_book before;
        const struct fail *f = NULL;
        if (b->edition->state != EDITION_ISSUED)
                return fail(cx, INVALID, "考核方案还没有下发，目标任务书不能先下达");
        if (b->base)
                f = goal_book_find(cx, b->base, &before);
        if (!f && b->base && day_is(before.since) && since.n <= before.since.n)
                f = fail_field(cx, S("day"), "应晚于第 %d 版开始执行的日期", before.number);
        if (!f)
                f = goal_touches_key(cx, b, &key);
        if (!f && key && b->state != GOAL_APPROVED)
                f = fail(cx, INVALID, "%.*s的调整涉及重点工作目标，应先经政府或委员会批准并登记文号",
                         STR(b->unit_brief));
        if (!f)
                f = sound(cx, b);
        return f ? f : adds_up(cx, b, s);
}

/* ---- the step itself --------------------------------------------------------------------------- */

static void log_step(struct ctx *cx, const struct goal_book *b, const struct flow_step *s,
                     const struct flow_wish *in)
{
        struct buf o = buf_new(cx->arena, 16384);
        struct json_out j = json_out(&o, false);
        str words = s->ask & FLOW_ASK_REASON ? str_trim(in->reason)
                  : s->ask & FLOW_ASK_NUMBER ? str_trim(in->number) : (str){ 0 };
        json_open(&j, NULL, '{');
        json_open(&j, "before", '{');
        json_put_str(&j, "state", str_of(goal_state_words[s->from]));
        json_close(&j, '}');
        json_open(&j, "after", '{');
        json_put_str(&j, "state", str_of(goal_state_words[s->to]));
        json_put_int(&j, "version", b->number);
        if (s->ask & FLOW_ASK_REASON)
                json_put_str(&j, "reason", words);
        if (s->ask & FLOW_ASK_NUMBER)
                json_put_str(&j, "number", words);
        if (s->ask & FLOW_ASK_DAY)
                json_put_str(&j, "day", day_str(cx->arena, in->day));
        json_close(&j, '}');
        json_close(&j, '}');
        goal_move_add(cx, b->id, str_of(s->event), s->to, false, 0, cx->user, cx->now, words);
        audit_log(cx, str_f(cx->arena, "goal.%s", s->event).p, "goal_book", b->id, buf_str(&o));
}

static void issue(struct ctx *cx, const struct goal_book *b, const struct flow_step *s,
                  const struct flow_wish *in)
{
        struct digest sum = hash(HASH_SM3, goal_book_text(cx, b, false));
        goal_book_issue(cx, b->id, in->version, s->from, s->to, in->day, str_trim(in->number),
                        (str){ (const char *)sum.b, DIGEST_BYTES });
        if (!b->base)
                return;
        struct goal_numbers it;
        goal_numbers(&it, cx, b->scheme, b->unit);
        while (goal_numbers_next(&it))
                if (it.id != b->id && (it.state == GOAL_ISSUED || it.state == GOAL_SIGNED)) {
                        goal_move_add(cx, it.id, S("replace"), GOAL_REPLACED, false, 0, cx->user, cx->now,
                                      str_trim(in->number));
                        audit_log(cx, "goal.replace", "goal_book", it.id, (str){ 0 });
                }
        const struct fail *f = goal_numbers_end(&it);
        if (f)
                tx_refuse(cx, f);
        goal_book_replace(cx, b->scheme, b->unit, b->id, GOAL_ISSUED, GOAL_SIGNED, GOAL_REPLACED,
                          day_add(in->day, -1));
}

const struct fail *goal_keeps_out(struct ctx *cx, const struct goal_book *b,
                                  const struct flow_step *s)
{
        struct goal_submitted last;
        bool back = s->from == GOAL_SUBMITTED && s->to == GOAL_DRAFT,
             pass = s->from == GOAL_SUBMITTED && s->to == GOAL_REVIEWED;
        if (!cx->user || (!back && !pass))
                return NULL;
        const struct fail *f = goal_submitted(cx, b->id, S("submit"), cx->user, cx->today, &last);
        if (!f && back && last.who != cx->user && !last.own)
                f = fail(cx, DENIED, "只有上报的单位或上报的人能撤回；需要修改的，请退回并写明原因");
        if (!f && pass && last.who == cx->user)
                f = fail(cx, DENIED, "由本人上报，须由他人审核");
        return f;
}

/* An adjustment changes something: word for word the number before is none. */
static const struct fail *adjusts(struct ctx *cx, const struct goal_book *b)
{
        struct goal_book before;
        if (!b->base)
                return NULL;
        const struct fail *f = goal_book_read(cx, b->base, &before);
        if (f)
                return f;
        int number = before.number;
        before.number = b->number, before.reason_kind = b->reason_kind, before.reason = b->reason;
        if (str_eq(goal_book_text(cx, &before, false), goal_book_text(cx, b, false)))
                f = fail(cx, INVALID, "和第 %d 版一样，没有调整任何目标：先改要调整的目标，不调整的请作废这一版", number);
        return f;
}

const struct fail *goal_move(struct ctx *cx, int64_t id, const struct flow_wish *in)
{
        const struct flow_step *s;
        struct goal_book b;
        struct goal_sums sums;
        const struct fail *f = goal_book_read(cx, id, &b);
        if (!f)
                f = goal_book_see(cx, &b);
        if (!f)
                f = flow_find(cx, &goal_flow, b.state, in->event, &s);
        if (!f)
                f = auth_change_year(cx, (enum perm)s->need, b.unit, b.year);
        if (!f)
                f = goal_keeps_out(cx, &b, s);
        if (!f && b.version != in->version)
                f = audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "goal_book", id);
        if (!f)
                f = asked(cx, &b, s, in);
        if (!f && s->to == GOAL_SUBMITTED)
                f = sound(cx, &b);
        if (!f && s->to == GOAL_SUBMITTED)
                f = adjusts(cx, &b);
        if (!f && s->to == GOAL_DROPPED && !b.base)
                f = fail(cx, INVALID, "年初的目标任务书不能作废；没有目标的指标可以在考核方案中设为缺项");
        if (f)
                return f;

        cx->db->serializable = true;            /* an issue rests on the books of other units */
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        if (s->to == GOAL_ISSUED) {
                f = goal_sums(cx, b.scheme, &sums);
                if (!f)
                        f = issuable(cx, &b, in->day, &sums);
                if (f) {
                        tx_refuse(cx, f);
                        return tx_commit(&tx);
                }
                issue(cx, &b, s, in);
        } else if (s->to == GOAL_APPROVED) {
                goal_book_approve(cx, id, in->version, s->from, s->to, in->day, str_trim(in->number));
        } else if (s->to == GOAL_SIGNED) {
                goal_book_sign(cx, id, in->version, s->from, s->to, cx->now, cx->user != 0, cx->user);
        } else {
                goal_book_move(cx, id, in->version, s->from, s->to,
                               s->to == GOAL_RETURNED ? str_trim(in->reason) : b.opinion);
        }
        log_step(cx, &b, s, in);
        return audit_conflict(cx, tx_commit(&tx), "goal_book", id);
}

/* ---- many at once --------------------------------------------------------------------------------- */

static const struct fail *ready_books(struct ctx *cx, int64_t scheme, int64_t grp,
                                      const struct edition *e, struct goal_book **ret, int *ret_n)
{
        struct goal_books_ready it;
        struct goal_book *list = NULL;
        int n = 0, cap = 0;
        goal_books_ready(&it, cx, grp ? GOAL_BOOKS_READY_WHEN_GRP : 0, scheme, e->id, grp, GOAL_REVIEWED,
                         GOAL_APPROVED);
        while (goal_books_ready_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct goal_book){ .id = it.id };
        const struct fail *f = goal_books_ready_end(&it);
        for (int i = 0; !f && i < n; i++) {
                f = goal_book_find(cx, list[i].id, &list[i]);
                list[i].edition = e;
                if (!f)
                        f = goal_lines_load(cx, &list[i]);
        }
        *ret = list;
        *ret_n = n;
        return f;
}

const struct fail *goal_issue_group(struct ctx *cx, int64_t scheme, int64_t grp, str basis,
                                    day since, int *ret_n)
{
        struct edition e;
        struct goal_sums sums;
        struct goal_book *list = NULL;
        int n = 0;
        const struct fail *f = goal_edition(cx, scheme, &e);
        if (!f)
                f = auth_change_year(cx, MAY_GOAL_ISSUE, e.unit, e.year);
        if (f)
                return f;

        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = ready_books(cx, scheme, grp, &e, &list, &n);
        if (!f && !n)
                f = fail(cx, INVALID, "没有审核通过、可以下达的目标任务书");
        if (!f)
                f = goal_sums(cx, scheme, &sums);
        struct flow_wish in = { .event = S("issue"), .number = basis, .day = since };
        for (int i = 0; !f && i < n; i++) {
                const struct flow_step *s;
                f = flow_find(cx, &goal_flow, list[i].state, in.event, &s);
                if (!f)
                        f = auth_change_year(cx, MAY_GOAL_ISSUE, list[i].unit, list[i].year);
                if (!f)
                        f = asked(cx, &list[i], s, &in);
                if (!f)
                        f = issuable(cx, &list[i], since, &sums);
                if (f)
                        break;
                in.version = list[i].version;
                issue(cx, &list[i], s, &in);
                log_step(cx, &list[i], s, &in);
        }
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        audit_log(cx, "goal.batch", "scheme", scheme, str_f(cx->arena, "{\"n\":%d}", n));
        f = tx_commit(&tx);
        if (!f)
                *ret_n = n;
        return f;
}
