/* domain/target/edition_change.c - the life of an edition: begun, copied, submitted, issued, replaced. */
#include "core/audit/audit.h"
#include "core/crypto/hash.h"
#include "core/search/search.h"
#include "core/text/json.h"
#include "domain/org/org.h"
#include "domain/target/edition.h"
#include "domain/target/lint.h"
#include "domain/target/scheme.sql.h"

static const struct flow_step steps[] = {
        /* from, event, to, permission, asks, days, label, danger */
        { EDITION_DRAFT,  "submit",  EDITION_REVIEW,   MAY_SCHEME_EDIT,  0, 0, "提交审定", false },
        { EDITION_REVIEW, "return",  EDITION_DRAFT,    MAY_SCHEME_ISSUE, FLOW_ASK_REASON, 0,
          "退回修改", false },
        { EDITION_REVIEW, "issue",   EDITION_ISSUED,   MAY_SCHEME_ISSUE,
          FLOW_ASK_DAY | FLOW_ASK_NUMBER, 0, "审定下发", true },
        { EDITION_DRAFT,  "drop",    EDITION_DROPPED,  MAY_SCHEME_EDIT,  FLOW_ASK_REASON, 0,
          "作废", true },
        /* nobody by hand: the next edition takes this step when it is issued */
        { EDITION_ISSUED, "replace", EDITION_REPLACED, MAY_NONE,         0, 0, "由新版取代", false },
};
const struct flow edition_flow = {
        .name   = "scheme",
        .states = edition_state_words, .n_states = EDITION_STATES,
        .steps  = steps,               .n_steps  = COUNT_OF(steps),
};

/* What a new scheme begins with: two decimals, half up; ties by key work, then penalties, then the
 * leaders' rating (performance.md 2.9); 5 working days of publicity (2.2), 5 to appeal, 10 to
 * decide (2.10). An office sets its own. */
static const struct edition_rules usual_rules = {
        .total = { 100000000 }, .step = 10000, .mode = ROUND_HALF_UP,
        .tie = S_C("key penalty rating"), .publicity = 5, .appeal = 5, .review = 10,
};

static int64_t insert(struct ctx *cx, int64_t scheme, int number, int64_t base, str reason,
                      const struct edition_rules *r)
{
        return edition_insert(cx, scheme, number, base != 0, base, reason.n ? reason : (str){ 0 },
                              r->total.micro, r->step, r->mode, r->tie, r->grade_round,
                              r->remainder, r->cut, r->bonus_most.micro, r->penalty_most.micro,
                              r->floor_zero, r->publicity, r->appeal, r->review);
}

static void copy_all(struct ctx *cx, int64_t from, int64_t to)
{
        edition_copy_groups(cx, from, to);
        edition_copy_group_parents(cx, from, to);
        edition_copy_units(cx, from, to);
        edition_copy_nodes(cx, from, to);
        edition_copy_node_parents(cx, from, to);
        edition_copy_node_rows(cx, from, to);
        edition_copy_node_groups(cx, from, to);
        edition_copy_node_units(cx, from, to);
        edition_copy_grades(cx, from, to);
        edition_copy_quotas(cx, from, to);
        edition_copy_effect_classes(cx, from, to);
        search_follow(cx, "indicator", 0);
}

static void log_edition(struct ctx *cx, const char *event, int64_t id, int year, int number,
                        str reason)
{
        struct buf b = buf_new(cx->arena, 4096);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_open(&j, "after", '{');
        json_put_int(&j, "year", year);
        json_put_int(&j, "number", number);
        json_put_str(&j, "reason", reason);
        json_close(&j, '}');
        json_close(&j, '}');
        audit_log(cx, event, "scheme", id, buf_str(&b));
}

const struct fail *scheme_begin(struct ctx *cx, const struct scheme_new *in, int64_t *ret_edition)
{
        struct edition source = { .rules = usual_rules };
        struct org_unit county;
        const struct fail *f = auth_change_year(cx, MAY_SCHEME_EDIT, in->unit, in->year);
        if (!f)
                f = org_unit_by_id(cx, in->unit, &county);
        if (!f && county.kind != ORG_COUNTY)
                f = fail_field(cx, S("unit"), "考核方案设在县一级");
        if (!f && (in->year < 2000 || in->year > 2999))
                f = fail_field(cx, S("year"), "年度应为四位数字");
        if (!f && in->source)
                f = edition_find(cx, in->source, &source);
        if (!f && in->source)
                f = edition_see(cx, &source);
        if (!f && in->source && source.unit != in->unit)
                f = fail_field(cx, S("source"), "只能从本县的方案复制");
        if (f)
                return f;

        cx->db->serializable = true;            /* it looks for a name and then takes it */
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        struct scheme_same same;
        bool taken = false;
        scheme_same(&same, cx, in->unit, in->year, in->name);
        while (scheme_same_next(&same))
                taken = true;
        f = scheme_same_end(&same);
        if (!f && taken)
                f = fail_field(cx, S("name"), "%d 年已有这个名称的方案", in->year);
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        int64_t scheme = scheme_insert(cx, in->unit, in->year, in->name);
        int64_t id = insert(cx, scheme, 1, in->source, (str){ 0 }, &source.rules);
        if (in->source)
                copy_all(cx, in->source, id);
        search_follow(cx, "scheme", scheme);
        log_edition(cx, "scheme.begin", id, in->year, 1, (str){ 0 });
        f = tx_commit(&tx);
        if (!f)
                *ret_edition = id;
        return f;
}

const struct fail *edition_next(struct ctx *cx, int64_t edition, str reason, int64_t *ret_edition)
{
        struct edition from;
        struct edition_newest newest;
        const struct fail *f = edition_find(cx, edition, &from);
        if (!f)
                f = auth_change_year(cx, MAY_SCHEME_EDIT, from.unit, from.year);
        if (!f && from.state != EDITION_ISSUED)
                f = fail(cx, CONFLICT, "只有现行的版本可以修订");
        if (!f && !str_trim(reason).n)
                f = fail_field(cx, S("reason"), "请写明修订的原因");
        if (f)
                return f;

        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = edition_newest(cx, from.scheme, &newest);
        if (!f && (newest.state == EDITION_DRAFT || newest.state == EDITION_REVIEW))
                f = fail(cx, CONFLICT, "第 %ld 版正在编制，先办完或作废它", newest.number);
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        int number = (int)newest.number + 1;
        int64_t id = insert(cx, from.scheme, number, edition, str_trim(reason), &from.rules);
        copy_all(cx, edition, id);
        log_edition(cx, "scheme.next", id, from.year, number, str_trim(reason));
        f = tx_commit(&tx);
        if (!f)
                *ret_edition = id;
        return f;
}

/* ---- steps ---------------------------------------------------------------------------- */

const struct fail *edition_faults(struct ctx *cx, const struct edition *e)
{
        struct edition_ready ready;
        struct lint_finding *found;
        const struct fail *f = edition_to_score(cx, e, &ready);
        if (f)
                return f;
        struct input in = { .n_units = ready.n_units, .n_columns = ready.n_columns,
                            .first = ready.first };
        int n = scheme_lint(cx->arena, cx->lang, &ready.scheme, &in, &found);
        int grave = 0, first = 0;
        for (int i = n; i-- > 0;)
                if (lint_rows[found[i].rule].grave)
                        grave++, first = i;
        return !grave      ? NULL
               : grave < 2 ? fail(cx, INVALID, "方案检查没有通过：%.*s", STR(found[first].text))
                           : fail(cx, INVALID, "方案检查没有通过，共 %d 处，第一处是：%.*s", grave,
                                  STR(found[first].text));
}

static const struct fail *issuable(struct ctx *cx, const struct edition *e,
                                   const struct edition_step *in)
{
        struct edition_in_force now;
        if (!day_is(in->since))
                return fail_field(cx, S("day"), "请填开始执行的日期");
        if (day_year(in->since) != e->year)
                return fail_field(cx, S("day"), "开始执行的日期应在 %d 年内", e->year);
        if (!str_trim(in->basis).n)
                return fail_field(cx, S("number"), "请填下发文件的标题和文号");
        const struct fail *f = edition_in_force(cx, e->scheme, day_make(e->year, 12, 31), &now);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        struct edition before = { .since = DAY_NONE };
        if (!f)
                f = edition_find(cx, now.id, &before);
        else
                f = NULL;
        if (!f && day_is(before.since) && in->since.n <= before.since.n)
                f = fail_field(cx, S("day"), "应晚于第 %d 版开始执行的日期", before.number);
        return f ? f : edition_faults(cx, e);
}

const struct fail *edition_move(struct ctx *cx, int64_t id, const struct edition_step *in)
{
        const struct flow_step *s;
        struct edition e;
        const struct fail *f = edition_read(cx, id, &e);
        if (!f)
                f = edition_see(cx, &e);
        if (!f)
                f = flow_find(cx, &edition_flow, e.state, in->event, &s);
        if (!f)
                f = auth_change_year(cx, (enum perm)s->need, e.unit, e.year);
        if (!f && e.version != in->version)
                f = audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "scheme", id);
        if (!f && s->ask & FLOW_ASK_REASON && !str_trim(in->reason).n)
                f = fail_field(cx, S("reason"), "请写明原因");
        bool issue = !f && s->to == EDITION_ISSUED;
        if (issue)
                f = issuable(cx, &e, in);
        else if (!f && s->to == EDITION_REVIEW)
                f = edition_faults(cx, &e);
        if (f)
                return f;

        cx->db->serializable = true;            /* its day rests on the edition before */
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        if (issue) {
                struct digest sum = hash(HASH_SM3, edition_text(cx, &e));
                edition_issue(cx, id, in->version, s->from, s->to, in->since, str_trim(in->basis),
                              (str){ (const char *)sum.b, DIGEST_BYTES });
                edition_replace(cx, e.scheme, id, EDITION_ISSUED, EDITION_REPLACED,
                                day_add(in->since, -1));
        } else {
                edition_move_to(cx, id, in->version, s->from, s->to);
        }
        struct buf b = buf_new(cx->arena, 8192);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_open(&j, "before", '{');
        json_put_str(&j, "state", str_of(edition_state_words[s->from]));
        json_close(&j, '}');
        json_open(&j, "after", '{');
        json_put_str(&j, "state", str_of(edition_state_words[s->to]));
        json_put_str(&j, "reason", s->ask & FLOW_ASK_REASON ? str_trim(in->reason) : S(""));
        json_put_str(&j, "since", issue ? day_str(cx->arena, in->since) : S(""));
        json_put_str(&j, "basis", issue ? str_trim(in->basis) : S(""));
        json_close(&j, '}');
        json_close(&j, '}');
        audit_log(cx, str_f(cx->arena, "scheme.%s", s->event).p, "scheme", id, buf_str(&b));
        return audit_conflict(cx, tx_commit(&tx), "scheme", id);
}

const struct fail *edition_rules_set(struct ctx *cx, int64_t id, int64_t version,
                                     const struct edition_rules *r)
{
        struct edition e;
        const struct fail *f = edition_to_change(cx, id, &e);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        edition_update(cx, id, version, r->total.micro, r->step, r->mode, r->tie, r->grade_round,
                       r->remainder, r->cut, r->bonus_most.micro, r->penalty_most.micro,
                       r->floor_zero, r->publicity, r->appeal, r->review);
        audit_log(cx, "scheme.rules", "scheme", id, edition_rules_text(cx, &e.rules, r));
        return audit_conflict(cx, tx_commit(&tx), "scheme", id);
}

const struct fail *edition_to_change(struct ctx *cx, int64_t id, struct edition *ret)
{
        const struct fail *f = edition_find(cx, id, ret);
        if (!f)
                f = auth_change_year(cx, MAY_SCHEME_EDIT, ret->unit, ret->year);
        if (!f && ret->state != EDITION_DRAFT)
                f = fail(cx, CONFLICT, "第 %d 版“%s”，不能再改；要改请修订出新版", ret->number,
                         words_of(cx->lang, edition_state_words[ret->state]));
        return f;
}
