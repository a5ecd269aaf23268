/* domain/target/result/appeal.c - filing, deciding and approving appeals; who keeps out. */
#include "domain/target/result/appeal.h"
#include "core/audit/audit.h"
#include "core/calendar/calendar.h"
#include "core/message/message.h"
#include "core/text/json.h"
#include "domain/org/org.h"
#include "domain/target/rating/register.h"
#include "domain/target/result/result.sql.h"

const char *const recusal_why_words[RECUSAL_WHYS] = {
        [RECUSAL_GAVE] = "填报或评了这个分数", [RECUSAL_REVIEWED] = "审核了这个分数",
        [RECUSAL_DECIDED] = "登记或审定了加减分、等次",
};

static const struct fail *working(struct ctx *cx, day from, int n, day *ret)
{
        struct due d;
        const struct fail *f =
                calendar_due(cx, from, &(struct due_rule){ DUE_WORKING, n, false, false }, &d);
        if (!f)
                *ret = d.on;
        return f;
}

const struct fail *appeal_until(struct ctx *cx, const struct result_run *run, day *ret)
{
        struct edition e;
        const struct fail *f = edition_find(cx, run->edition, &e);
        return f ? f : working(cx, run->public_from, e.rules.appeal, ret);
}

static str appeal_text(struct ctx *cx, enum appeal_state state, str text, str number)
{
        struct buf b = buf_new(cx->arena, 16384);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_open(&j, "after", '{');
        json_put_str(&j, "state", str_of(appeal_state_words[state]));
        json_put_str(&j, "text", text);
        json_put_str(&j, "number", number);
        json_close(&j, '}');
        json_close(&j, '}');
        return buf_str(&b);
}

/* ---- filed --------------------------------------------------------------------------------------- */

static const struct fail *may_file(struct ctx *cx, const struct appeal_wish *in,
                                   struct result_run *run, struct edition *e, int64_t *ret_stem)
{
        const struct result_node *nodes;
        int n;
        bool own = !in->node;
        day until;
        const struct fail *f = result_run_find(cx, in->run, run);
        if (!f)
                f = auth_change_year(cx, MAY_APPEAL_FILE, in->unit, run->year);
        if (!f && run->state != RESULT_PUBLIC)
                f = fail(cx, CONFLICT, "只能对公示中的结果提出申诉");
        if (!f)
                f = edition_find(cx, run->edition, e);
        if (!f)
                f = appeal_until(cx, run, &until);
        if (!f && cx->today.n > until.n)
                f = fail(cx, CONFLICT, "申诉到 %.*s 为止，已经过期", STR(day_zh(cx->arena, until)));
        if (!f)
                f = result_nodes(cx, run, in->unit, &nodes, &n);
        if (f)
                return f;
        if (!n)                 /* not assessed in it */
                return fail(cx, NOT_FOUND, "%s", "");
        for (int i = 0; i < n; i++)
                if (nodes[i].node == in->node)
                        own = true, *ret_stem = nodes[i].stem;
        if (!own)
                return fail_field(cx, S("node"), "这项指标不考核本单位");
        if (!str_trim(in->text).n)
                return fail_field(cx, S("text"), "请写明事实和理由");
        if (!str_trim(in->want).n)
                return fail_field(cx, S("want"), "请写明请求");
        return NULL;
}

/* One matter is in work once; when it was decided, or taken back, it may be brought again. */
static const struct fail *none_in_work(struct ctx *cx, int64_t scheme, int64_t unit, int64_t stem)
{
        struct appeal_in_work a;
        const struct fail *f = appeal_in_work(cx, scheme, unit, stem, APPEAL_FILED, APPEAL_TAKEN, &a);
        if (!f && a.id)
                f = fail_field(cx, S("node"), "这一项已有一件申诉在办（第 %ld 号），办结以后才能再提；要补充或改写，请先撤回那一件",
                               a.id);
        return f;
}

/* Whoever decides has ten working days: told at once, by name of the unit. */
static void tell_office(struct ctx *cx, int64_t id, const struct org_unit *u)
{
        message_send(cx, &(struct message){
                .kind = "appeal.file", .holders = MAY_APPEAL_DECIDE, .unit = u->id, .but = cx->user,
                .event = str_f(cx->arena, "appeal-%ld-file", id),
                .title = str_f(cx->arena, words_of(cx->lang, "%.*s对公示的得分提出申诉"), STR(u->brief)),
                .href = str_f(cx->arena, "/appeals/%ld", id) });
}

/* Who filed it learns what becomes of it. */
static void tell_filer(struct ctx *cx, const struct appeal *a, const struct flow_step *s,
                       str reason)
{
        if (s->need == MAY_APPEAL_FILE || !a->filed_by)
                return;
        message_send(cx, &(struct message){
                .kind = "appeal.move", .person = a->filed_by, .but = cx->user, .body = reason,
                .event = str_f(cx->arena, "appeal-%ld-%s-%ld", a->id, s->event, a->version),
                .title = str_f(cx->arena, words_of(cx->lang, "%.*s的申诉：%s"), STR(a->unit_name),
                               words_of(cx->lang, appeal_state_words[s->to])),
                .href = str_f(cx->arena, "/appeals/%ld", a->id) });
}

const struct fail *appeal_file(struct ctx *cx, const struct appeal_wish *in, int64_t *ret_id)
{
        struct result_run run;
        struct edition e;
        struct org_unit u;
        int64_t stem = 0;
        day due;
        const struct fail *f = may_file(cx, in, &run, &e, &stem);
        if (!f)
                f = org_unit_by_id(cx, in->unit, &u);
        if (!f)
                f = working(cx, cx->today, e.rules.review, &due);
        if (f)
                return f;
        cx->db->serializable = true;            /* two forms sent at once */
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = none_in_work(cx, run.scheme, in->unit, stem);
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        int64_t id = appeal_insert(cx, in->run, in->unit, in->node != 0, in->node,
                                   str_trim(in->text), str_trim(in->want), cx->today, cx->user,
                                   cx->now, due);
        appeal_recuse_figures(cx, id, run.scheme, in->unit, stem != 0, stem, RECUSAL_GAVE,
                              RECUSAL_REVIEWED);
        if (!stem)
                appeal_recuse_effects(cx, id, run.scheme, in->unit, EFFECT_APPROVED,
                                      RECUSAL_DECIDED);
        tell_office(cx, id, &u);
        audit_log(cx, "appeal.file", "result_appeal", id,
                  appeal_text(cx, APPEAL_FILED, str_trim(in->text), (str){ 0 }));
        f = tx_commit(&tx);
        if (!f)
                *ret_id = id;
        return f;
}

/* ---- read ------------------------------------------------------------------------------------------ */

#define APPEAL_OF(x)                                                                              \
        (struct appeal){                                                                          \
                .id = (x)->id, .run = (x)->run, .unit = (x)->unit,                                \
                .node = (x)->has_node ? (x)->node : 0, .version = (x)->version,                   \
                .unit_name = (x)->unit_name, .node_name = (x)->node_name, .text = (x)->body,      \
                .want = (x)->want, .answer = (x)->answer, .approval = (x)->approval,              \
                .state = (enum appeal_state)(x)->state, .filed = (x)->filed, .due = (x)->due,     \
                .decided = (x)->decided, .approve_due = (x)->approve_due,                         \
                .approved = (x)->approved, .filed_by = (x)->filed_by,                             \
                .decided_by = (x)->has_decided_by ? (x)->decided_by : 0,                          \
        }

const struct fail *appeal_find(struct ctx *cx, int64_t id, struct appeal *ret)
{
        struct appeal_by_id x;
        struct result_run run;
        const struct fail *f = appeal_by_id(cx, id, &x);
        if (!f)
                f = result_run_find(cx, x.run, &run);
        if (!f && !result_may_detail(cx, &run, x.unit))
                f = fail(cx, NOT_FOUND, "%s", "");
        if (f)
                return f;
        *ret = APPEAL_OF(&x);
        ret->filer = x.filer, ret->decider = x.decider, ret->approver = x.approver;
        return NULL;
}

const struct fail *appeals_list(struct ctx *cx, int64_t scheme, const struct appeal **ret,
                                int *ret_n)
{
        struct appeals_of it;
        struct appeal *list = NULL;
        int n = 0, cap = 0;
        struct auth_reach r = auth_reach(cx, MAY_RESULT_VIEW);
        appeals_of(&it, cx, scheme, r.prefix, r.unit, r.group);
        while (appeals_of_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = APPEAL_OF(&it);
        *ret = list, *ret_n = n;
        return appeals_of_end(&it);
}

const struct fail *recusals(struct ctx *cx, int64_t appeal, const struct recusal **ret, int *ret_n)
{
        struct recusals_of it;
        struct recusal *list = NULL;
        int n = 0, cap = 0;
        recusals_of(&it, cx, appeal);
        while (recusals_of_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) =
                        (struct recusal){ it.person, it.name, (enum recusal_why)it.why };
        *ret = list, *ret_n = n;
        return recusals_of_end(&it);
}

/* ---- decided ------------------------------------------------------------------------------------- */

const struct fail *appeal_keeps_out(struct ctx *cx, const struct appeal *a)
{
        const struct recusal *list;
        int n;
        const struct fail *f = recusals(cx, a->id, &list, &n);
        for (int i = 0; !f && cx->user && i < n; i++)
                if (list[i].person == cx->user)
                        f = fail(cx, DENIED, "您%s，应当回避，请由他人复核",
                                 words_of(cx->lang, recusal_why_words[list[i].why]));
        if (!f && cx->user && a->filed_by == cx->user)
                f = fail(cx, DENIED, "申诉是您提出的，应当回避，请由他人复核");
        return f;
}

const struct fail *appeal_deciders_left(struct ctx *cx, const struct appeal *a, str *ret)
{
        struct appeal_deciders it;
        struct result_run run;
        enum perm need = a->state == APPEAL_CHANGED ? MAY_RESULT_DECIDE : MAY_APPEAL_DECIDE;
        int this_year = 0;
        int64_t last = 0;
        *ret = (str){ 0 };
        const struct fail *f = result_run_find(cx, a->run, &run);
        if (!f)
                f = working_year(cx, &this_year);
        if (f)
                return f;
        appeal_deciders(&it, cx, a->id, str_of(perm_info[need].name), a->unit, cx->today, SCOPE_OWN,
                        SCOPE_SUBTREE, SCOPE_GROUP, SCOPE_ALL);
        while (appeal_deciders_next(&it)) {
                struct year_range may = years_of((enum years)it.years, this_year);
                if (it.person == last || run.year < may.first || run.year > may.last)
                        continue;
                last = it.person;
                *ret = str_f(cx->arena, "%.*s%s%.*s", STR(*ret), ret->n ? "、" : "", STR(it.name));
        }
        return appeal_deciders_end(&it);
}

static const struct fail *step_effect(struct ctx *cx, const struct appeal *a,
                                      const struct flow_step *s, const struct flow_wish *in)
{
        day approve = DAY_NONE;
        const struct fail *f = NULL;
        switch ((enum appeal_state)s->to) {
        case APPEAL_CHANGED:
                f = working(cx, cx->today, APPEAL_APPROVE_DAYS, &approve);
                if (f)
                        return f;
                appeal_answer(cx, a->id, str_trim(in->reason), cx->today, cx->user, approve);
                break;
        case APPEAL_KEPT: case APPEAL_REFUSED:
                appeal_answer(cx, a->id, str_trim(in->reason), cx->today, cx->user, DAY_NONE);
                break;
        case APPEAL_APPROVED:
                appeal_approve(cx, a->id, in->day, cx->user, str_trim(in->number));
                break;
        case APPEAL_FILED: case APPEAL_TAKEN: case APPEAL_WITHDRAWN: case APPEAL_STATES:
                break;
        }
        return NULL;
}

const struct fail *appeal_move_on(struct ctx *cx, int64_t id, const struct flow_wish *in)
{
        struct appeal a;
        struct result_run run;
        const struct flow_step *s;
        const struct fail *f = appeal_find(cx, id, &a);
        if (!f)
                f = result_run_find(cx, a.run, &run);
        if (!f)
                f = flow_find(cx, &appeal_flow, (int)a.state, in->event, &s);
        if (!f)
                f = auth_change_year(cx, (enum perm)s->need, a.unit, run.year);
        if (!f && s->need != MAY_APPEAL_FILE)
                f = appeal_keeps_out(cx, &a);
        if (!f && a.version != in->version)
                f = audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "result_appeal", id);
        if (!f)
                f = flow_answered(cx, s, in);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        appeal_move(cx, id, in->version, s->from, s->to);
        f = step_effect(cx, &a, s, in);
        if (!f)
                tell_filer(cx, &a, s, str_trim(in->reason));
        if (f)
                tx_refuse(cx, f);
        else
                audit_log(cx, str_f(cx->arena, "appeal.%s", s->event).p, "result_appeal", id,
                          appeal_text(cx, (enum appeal_state)s->to, str_trim(in->reason),
                                      str_trim(in->number)));
        return audit_conflict(cx, tx_commit(&tx), "result_appeal", id);
}

/* ---- what became of it ----------------------------------------------------------------------- */

/* The unit's points in a run: of the indicator that a node stands for, or its total (stem 0). there: the run assesses
 * it. */
struct disputed { points got; str grade; bool there; };

static const struct fail *points_in(struct ctx *cx, int64_t run, int64_t unit, int64_t stem,
                                    struct disputed *ret)
{
        struct run_nodes node;
        struct run_units it;
        struct disputed x = { .there = false };
        run_nodes(&node, cx, RUN_NODES_WHEN_UNIT, run, unit);
        while (run_nodes_next(&node))
                if (stem && node.stem == stem)
                        x.got.micro = node.mark, x.there = true;
        const struct fail *f = run_nodes_end(&node);
        if (f)
                return f;
        run_units(&it, cx, run, S(""), 0, (str){ 0 });
        while (run_units_next(&it)) {
                if (it.unit != unit)
                        continue;
                x.grade = it.grade;
                if (!stem)
                        x.got.micro = it.total, x.there = true;
        }
        *ret = x;
        return run_units_end(&it);
}

static const struct fail *won_by(struct ctx *cx, const struct result_run *run, int64_t stem,
                                 struct appeal_won *w)
{
        struct disputed was, is;
        const struct fail *f = points_in(cx, w->run, w->unit, stem, &was);
        if (!f)
                f = points_in(cx, run->id, w->unit, stem, &is);
        if (f)
                return f;
        w->before = was.got, w->after = is.got, w->gone = !is.there;
        w->same = was.there && is.there && was.got.micro == is.got.micro &&
                  (stem || str_eq(was.grade, is.grade));
        return NULL;
}

const struct fail *appeals_won(struct ctx *cx, const struct result_run *run,
                               const struct appeal_won **ret, int *ret_n)
{
        struct appeals_of it;
        struct appeal_won *list = NULL;
        int64_t *stems = NULL;
        int n = 0, cap = 0, n_stems = 0, cap_stems = 0;
        appeals_of(&it, cx, run->scheme, S(""), 0, (str){ 0 });
        while (appeals_of_next(&it)) {
                if (it.state != APPEAL_APPROVED)
                        continue;
                *VEC_ADD(cx->arena, list, n, cap) =
                        (struct appeal_won){ .id = it.id, .run = it.run, .unit = it.unit,
                                             .unit_name = it.unit_name,
                                             .node_name = it.has_stem ? it.node_name : (str){ 0 } };
                *VEC_ADD(cx->arena, stems, n_stems, cap_stems) = it.has_stem ? it.stem : 0;
        }
        const struct fail *f = appeals_of_end(&it);
        for (int i = 0; !f && i < n; i++)
                f = won_by(cx, run, stems[i], &list[i]);
        *ret = list, *ret_n = n;
        return f;
}

/* ---- what waits ------------------------------------------------------------------------------- */

WAIT_LIST(waiting, appeal_waiting,
          it.brief, it.name, row->state == APPEAL_CHANGED ? it.approve_due : it.due)

const struct fail *appeals_waiting(struct ctx *cx, const struct wait_row *row, struct waits *t)
{
        return waiting(cx, row, t);
}
