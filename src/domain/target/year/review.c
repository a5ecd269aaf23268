/* domain/target/year/review.c - figures submitted, returned, reviewed; months locked; when they are due. */
#include "core/audit/audit.h"
#include "core/text/json.h"
#include "domain/target/year/figure.h"
#include "domain/target/year/figure.sql.h"

static const struct flow_step steps[] = {
        /* from, event, to, permission, asks, days, label, danger */
        { FIGURE_DRAFT,     "submit",    FIGURE_SUBMITTED, MAY_FIGURE_EDIT,   0, 0, "上报", false },
        { FIGURE_DRAFT,     "give",      FIGURE_SUBMITTED, MAY_SCORE_GIVE,    0, 0, "提交评分", false },
        { FIGURE_DRAFT,     "pass",      FIGURE_SUBMITTED, MAY_FIGURE_REVIEW, 0, 0, "审核上报", false },
        { FIGURE_DRAFT,     "hand-back", FIGURE_RETURNED,  MAY_FIGURE_REVIEW, FLOW_ASK_REASON, 0, "退回经办", false },
        { FIGURE_SUBMITTED, "recall",    FIGURE_DRAFT,     MAY_FIGURE_EDIT,   0, 0, "撤回", false },
        { FIGURE_SUBMITTED, "review",    FIGURE_REVIEWED,  MAY_FIGURE_REVIEW, 0, 0, "审核通过", false },
        { FIGURE_SUBMITTED, "return",    FIGURE_RETURNED,  MAY_FIGURE_REVIEW, FLOW_ASK_REASON, 0, "退回", false },
        { FIGURE_REVIEWED,  "unapprove", FIGURE_SUBMITTED, MAY_FIGURE_REVIEW, FLOW_ASK_REASON, 0, "撤销审核", true },
};
const struct flow figure_flow = {
        .name = "figure", .states = figure_state_words, .n_states = FIGURE_STATES,
        .steps = steps, .n_steps = COUNT_OF(steps),
};

static const struct flow_step period_steps[] = {
        { PERIOD_OPEN,   "lock",   PERIOD_LOCKED, MAY_PERIOD_LOCK,   0,               0, "锁定本月", false },
        { PERIOD_LOCKED, "unlock", PERIOD_OPEN,   MAY_PERIOD_UNLOCK, FLOW_ASK_REASON, 0, "解锁", true },
};
const struct flow period_flow = {
        .name = "period", .states = period_state_words, .n_states = PERIOD_STATES,
        .steps = period_steps, .n_steps = COUNT_OF(period_steps),
};

static str step_text(struct ctx *cx, const struct flow_step *s, const char *const *states,
                     int month, str reason)
{
        struct buf b = buf_new(cx->arena, 4096);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_open(&j, "before", '{');
        json_put_str(&j, "state", str_of(states[s->from]));
        json_close(&j, '}');
        json_open(&j, "after", '{');
        json_put_str(&j, "state", str_of(states[s->to]));
        json_put_int(&j, "month", month + 1);
        if (reason.n)
                json_put_str(&j, "reason", reason);
        json_close(&j, '}');
        json_close(&j, '}');
        return buf_str(&b);
}

bool figure_is_own(const struct ctx *cx, const struct figure_row *r)
{
        return cx->user && r->who == cx->user && (r->source == FIGURE_BY_HAND || r->source == FIGURE_BY_FILE);
}

bool figure_keeps_out(struct ctx *cx, const struct figure_row *r, const struct flow_step *s)
{
        bool passes = s->to == FIGURE_REVIEWED || (s->from == FIGURE_DRAFT && s->need == MAY_FIGURE_REVIEW &&
                                                   s->to == FIGURE_SUBMITTED);
        return passes && figure_is_own(cx, r);
}

static str and_then(struct ctx *cx, str list, str name)
{
        return list.n ? str_f(cx->arena, "%.*s、%.*s", STR(list), STR(name)) : str_copy(cx->arena, name);
}

const struct fail *figure_kept_words(struct ctx *cx, int64_t unit, bool county, int n, str *ret)
{
        enum { NAMES = 4 };
        struct figure_reviewers who;
        struct figure_review_roles roles;
        str names = { 0 }, of = { 0 }, perm = str_of(perm_info[MAY_FIGURE_REVIEW].name);
        figure_reviewers(&who, cx, perm, unit, cx->today, cx->user, SCOPE_OWN, SCOPE_SUBTREE, SCOPE_GROUP, SCOPE_ALL,
                         NAMES);
        while (figure_reviewers_next(&who))
                names = and_then(cx, names, who.name);
        const struct fail *f = figure_reviewers_end(&who);
        if (f)
                return f;
        if (names.n) {
                *ret = str_f(cx->arena, words_of(cx->lang, "%d 个数由本人填报，须由他人审核；能审核的有：%.*s。"), n, STR(names));
                return NULL;
        }
        figure_review_roles(&roles, cx, perm, county ? SCOPE_ALL : SCOPE_OWN);
        while (figure_review_roles_next(&roles))
                of = and_then(cx, of, roles.name);
        *ret = str_f(cx->arena,
                     words_of(cx->lang, "%d 个数由本人填报，须由他人审核，而现在没有第二个人能审核，只能一直等着。"
                                        "请安全管理员再给一个人授予能审核的岗位（%.*s）。"), n, STR(of));
        return figure_review_roles_end(&roles);
}

/* Over whose records the step is taken. What leaves the unit's hands is judged by who reviews for the
 * county; what has not left them, by the unit's own reviewer. */
static const struct fail *may_step(struct ctx *cx, const struct figure_year *y,
                                   const struct flow_step *s, const struct figure_row *r)
{
        int leaf = figure_leaf_at(y, r->stem);
        bool inside = s->from == FIGURE_DRAFT;
        if (figure_keeps_out(cx, r, s))
                return fail(cx, DENIED, "由本人填报，须由他人审核");
        if (s->need == MAY_FIGURE_REVIEW)
                return auth_change_year(cx, MAY_FIGURE_REVIEW, inside ? r->giver : y->e.unit, y->e.year);
        if (leaf < 0)
                return fail(cx, CONFLICT, "现行方案（第 %d 版）里没有这项指标", y->e.number);
        bool scored = y->leaves[leaf].scored;
        if (str_is(str_of(s->event), "submit") && scored)
                return fail(cx, DENIED, "这是考核部门的评分，由考核部门提交");
        if (str_is(str_of(s->event), "give") && !scored)
                return fail(cx, DENIED, "这不是评分，由填报单位上报");
        if (inside && !scored && y->inner)
                return fail(cx, DENIED, "本年度的数据由单位审核人审核后上报");
        return auth_change_year(cx, figure_perm(&y->leaves[leaf]), r->giver, y->e.year);
}

/* A correction that passed takes the place of the live row. */
static const struct fail *take_place(struct ctx *cx, const struct figure_row *r)
{
        struct figure_live live;
        int64_t old = 0, version = 0;
        figure_live(&live, cx, r->scheme, r->stem, r->unit, r->period, r->input);
        while (figure_live_next(&live))
                old = live.id, version = live.version;
        const struct fail *f = figure_live_end(&live);
        if (f)
                return f;
        if (old)
                figure_retire(cx, old, version);
        figure_alive(cx, r->id, r->version + 1);
        return NULL;
}

static const struct fail *step_of(struct ctx *cx, const struct figure_year *y, str event,
                                  const struct figure_move *m, struct figure_row *r,
                                  const struct flow_step **ret)
{
        const struct flow_step *s;
        const struct fail *f = figure_find(cx, m->id, r);
        if (!f && r->scheme != y->e.scheme)
                f = fail(cx, NOT_FOUND, "%s", "");
        if (!f)
                f = figure_see(cx, y, r);
        if (!f && m->version && r->version != m->version)
                f = audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "figure", r->id);
        if (!f)
                f = flow_find(cx, &figure_flow, (int)r->state, event, &s);
        if (!f)
                f = may_step(cx, y, s, r);
        bool waits = !f && !r->live && r->state == FIGURE_SUBMITTED;    /* a correction */
        if (!f && !r->live && !waits)
                f = fail(cx, CONFLICT, "这一条已经被后来的数取代");
        if (!f && waits && s->to == FIGURE_DRAFT)
                f = fail(cx, CONFLICT, "更正不能撤回，请目标办退回");
        if (!f && !waits && (y->locked >> r->period & 1))
                f = fail(cx, CONFLICT, "%d 年 %d 月的数据已锁定", y->e.year, r->period + 1);
        if (!f)
                *ret = s;
        return f;
}

const struct fail *figure_may_move(struct ctx *cx, const struct figure_year *y, str event,
                                   const struct figure_move *m, struct figure_row *ret)
{
        const struct flow_step *s;
        return step_of(cx, y, event, m, ret, &s);
}

static const struct fail *move_one(struct ctx *cx, const struct figure_year *y, str event,
                                   str opinion, const struct figure_move *m)
{
        struct figure_row r;
        const struct flow_step *s;
        const struct fail *f = step_of(cx, y, event, m, &r, &s);
        if (!f && (s->ask & FLOW_ASK_REASON) && !opinion.n)
                f = fail_field(cx, S("opinion"), "请写明原因");
        if (f)
                return f;
        bool reviewed = s->to == FIGURE_REVIEWED, submitted = s->from == FIGURE_DRAFT && s->to == FIGURE_SUBMITTED;
        figure_step(cx, r.id, r.version, s->from, s->to, s->ask & FLOW_ASK_REASON ? opinion : r.opinion, reviewed,
                    cx->user, reviewed, cx->now, submitted, cx->now);
        if (!r.live && reviewed)
                f = take_place(cx, &r);
        audit_log(cx, str_f(cx->arena, "figure.%s", s->event).p, "figure", r.id,
                  step_text(cx, s, figure_state_words, r.period, s->ask & FLOW_ASK_REASON ? opinion : (str){ 0 }));
        return f;
}

const struct fail *figures_move_in(struct ctx *cx, const struct figure_year *y, str event,
                                   str opinion, const struct figure_move *list, int n)
{
        const struct fail *f = NULL;
        opinion = str_trim(opinion);
        for (int i = 0; i < n && !f; i++)
                f = move_one(cx, y, event, opinion, &list[i]);
        return f;
}

const struct fail *figures_move(struct ctx *cx, const struct figure_year *y, str event, str opinion,
                                const struct figure_move *list, int n)
{
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        const struct fail *f = figures_move_in(cx, y, event, opinion, list, n);
        if (f)
                tx_refuse(cx, f);
        return tx_commit(&tx);
}

const struct fail *period_move(struct ctx *cx, int64_t scheme, int period, str event, str reason)
{
        struct figure_year y;
        const struct flow_step *s;
        reason = str_trim(reason);
        if (period < 0 || period > 11)
                return fail(cx, NOT_FOUND, "%s", "");
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        const struct fail *f = figure_year_open(cx, scheme, &y);
        if (!f)
                f = edition_see(cx, &y.e);
        if (!f)
                f = flow_find(cx, &period_flow, y.locked >> period & 1 ? PERIOD_LOCKED : PERIOD_OPEN, event, &s);
        if (!f)
                f = auth_change_year(cx, (enum perm)s->need, y.e.unit, y.e.year);
        if (!f && s->to == PERIOD_LOCKED && day_make(y.e.year, period + 1, 1).n > cx->today.n)
                f = fail(cx, CONFLICT, "%d 年 %d 月还没有到", y.e.year, period + 1);
        if (!f && (s->ask & FLOW_ASK_REASON) && !reason.n)
                f = fail_field(cx, S("reason"), "请写明原因");
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        period_put(cx, scheme, period, s->to, reason.n ? reason : (str){ 0 }, cx->now, cx->user);
        audit_log(cx, str_f(cx->arena, "period.%s", s->event).p, "scheme", scheme,
                  step_text(cx, s, period_state_words, period, reason));
        return tx_commit(&tx);
}

const struct fail *figure_rules_set(struct ctx *cx, int64_t scheme, const struct figure_rules *r)
{
        struct figure_year y;
        const struct fail *f = figure_year_open(cx, scheme, &y);
        if (!f)
                f = edition_see(cx, &y.e);
        if (!f)
                f = auth_change_year(cx, MAY_PERIOD_LOCK, y.e.unit, y.e.year);
        if (!f && (r->unit_day < 1 || r->unit_day > 28))
                f = fail_field(cx, S("unit-day"), "应为 1 到 28");
        if (!f && (r->stats_day < 1 || r->stats_day > 28))
                f = fail_field(cx, S("stats-day"), "应为 1 到 28");
        if (!f && r->version != y.rule_version)
                f = audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "figure-rule", scheme);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        if (y.rule_version)
                figure_rule_update(cx, scheme, r->version, r->unit_day, r->stats_day, r->inner);
        else
                figure_rule_begin(cx, scheme, r->unit_day, r->stats_day, r->inner);
        audit_log(cx, "figure.rules", "figure-rule", scheme,
                  str_f(cx->arena, "{\"before\":{\"unit_day\":%d,\"stats_day\":%d,\"inner\":%d},"
                        "\"after\":{\"unit_day\":%d,\"stats_day\":%d,\"inner\":%d}}",
                        y.unit_day, y.stats_day, y.inner, r->unit_day, r->stats_day, r->inner));
        return audit_conflict(cx, tx_commit(&tx), "figure-rule", scheme);
}
