/* domain/target/check/paper.c - a unit's paper: written, submitted, returned, accepted. */
#include "core/audit/audit.h"
#include "core/message/message.h"
#include "core/text/json.h"
#include "domain/target/check/check.h"
#include "domain/target/check/check.sql.h"

bool check_is_late(const struct check_paper *p, day today)
{
        day at = day_is(p->submitted) ? p->submitted : today;
        return at.n > p->due.n;
}

const struct fail *check_paper_find(struct ctx *cx, int64_t id, struct check_paper *ret)
{
        struct check_paper_by_id p;
        struct check_round_by_id r;
        const struct fail *f = check_paper_by_id(cx, id, &p);
        if (!f)
                f = check_round_by_id(cx, p.round, &r);
        if (!f)
                f = auth_see_year(cx, MAY_TARGET_VIEW, p.unit, (int)r.year);
        if (f)
                return f;
        *ret = (struct check_paper){
                .id = p.id, .round = p.round, .unit = p.unit, .version = p.version,
                .submitted_by = p.has_submitted_by ? p.submitted_by : 0, .state = (enum paper_state)p.state,
                .due = p.due, .submitted = p.submitted, .opinion = p.opinion, .name = p.name, .brief = p.brief,
                .code = p.code };
        return NULL;
}

static str kept(str s) { return str_trim(s).n ? str_trim(s) : (str){ 0 }; }

/* ---- writing --------------------------------------------------------------------------------------- */

static str field_of(struct ctx *cx, char c, int64_t stem) { return str_f(cx->arena, "%c-%ld", c, stem); }

/* A claim is another figure than what stands there, with its ground and its basis. */
static const struct fail *claim_check(struct ctx *cx, const struct check_data *d,
                                      const struct check_row *r, int64_t unit,
                                      const struct check_line *w)
{
        struct figure_text t;
        int64_t value;
        str name = r->l->x->name;
        int input = check_input_at(r->l, w->input);
        if (d->round.kind != CHECK_SELF)
                return fail(cx, CONFLICT, "半年检查不自报，数有出入请到数据填报里更正");
        if (input < 0)
                return fail_field(cx, field_of(cx, 'i', w->stem), "“%.*s”没有“%.*s”这一栏", STR(name), STR(w->input));
        const struct check_figure *x = check_figure_at(d, unit, w->stem, w->input);
        if (!x || x->state != FIGURE_REVIEWED)
                return fail(cx, CONFLICT, "“%.*s”还没有审核过的数，请先在数据填报里报，不在这里再报一遍", STR(name));
        const char *why = figure_read(cx->arena, w->claim, &t);
        if (why)
                return fail_field(cx, field_of(cx, 'c', w->stem), "“%.*s”：%s", STR(name), words_of(cx->lang, why));
        if (t.v == FIGURE_NA || t.v == FIGURE_NONE)
                return fail_field(cx, field_of(cx, 'c', w->stem), "“%.*s”：自报的应是一个数", STR(name));
        if (!figure_scale(t.v, t.places, r->l->inputs[input].places, &value))
                return fail_field(cx, field_of(cx, 'c', w->stem), "“%.*s”最多 %d 位小数", STR(name),
                                  r->l->inputs[input].places);
        int64_t now;
        if (!x->na && figure_scale(x->value, x->places, r->l->inputs[input].places, &now) && now == value)
                return fail_field(cx, field_of(cx, 'c', w->stem), "“%.*s”自报的和系统里的一样，认可就空着", STR(name));
        if (!str_trim(w->ground).n)
                return fail_field(cx, field_of(cx, 'y', w->stem), "“%.*s”自报了别的数，请写理由", STR(name));
        if (!str_trim(w->basis).n)
                return fail_field(cx, field_of(cx, 'b', w->stem), "“%.*s”自报了别的数，请写依据", STR(name));
        return NULL;
}

static const struct check_row *row_of(const struct check_row *rows, int n, int64_t stem)
{
        for (int i = 0; i < n; i++)
                if (rows[i].l->x->stem == stem)
                        return &rows[i];
        return NULL;
}

static bool same(str a, str b) { return str_eq(str_trim(a), str_trim(b)); }

static bool changes(const struct check_line *a, const struct check_line *b)
{
        return !same(a->words, b->words) || !same(a->reason, b->reason) || !same(a->measure, b->measure) ||
               a->until.n != b->until.n || !same(a->claim, b->claim) ||
               (b->claim.n && (!same(a->input, b->input) || !same(a->ground, b->ground) || !same(a->basis, b->basis)));
}

/* The paper for writing: the unit's own people, an open round, a draft. */
static const struct fail *to_write(struct ctx *cx, int64_t id, struct check_paper *p,
                                   struct check_data *d)
{
        const struct fail *f = check_paper_find(cx, id, p);
        if (!f)
                f = check_data_read(cx, p->round, p->unit, true, d);
        if (!f)
                f = auth_change_year(cx, MAY_FIGURE_EDIT, p->unit, d->round.year);
        if (!f && d->round.state != CHECK_OPEN)
                f = fail(cx, CONFLICT, "这一轮已经办结，不再改");
        if (!f && p->state != PAPER_DRAFT && p->state != PAPER_RETURNED)
                f = fail(cx, CONFLICT, "%s，不能再改；要改请先撤回或由目标办退回", words_of(cx->lang, paper_state_words[p->state]));
        return f;
}

const struct fail *check_lines_put(struct ctx *cx, int64_t paper, int64_t version,
                                   const struct check_line *lines, int n)
{
        struct check_paper p;
        struct check_data d;
        struct figure_year newest;
        const struct check_row *rows;
        int n_rows, changed = 0;
        const struct fail *f = to_write(cx, paper, &p, &d);
        if (!f)
                f = figure_year_open(cx, d.round.scheme, &newest);
        if (!f && p.version != version)
                f = audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "check_paper", paper);
        if (f)
                return f;
        check_rows(cx, &d, &p, &rows, &n_rows);
        struct buf names = buf_new(cx->arena, 16384);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        check_paper_touch(cx, paper, version, PAPER_DRAFT, PAPER_RETURNED);
        for (int i = 0; i < n; i++) {
                const struct check_line *w = &lines[i];
                const struct check_row *r = row_of(rows, n_rows, w->stem);
                if (!r)
                        f = fail(cx, INVALID, "表里没有这项指标");
                else if (!changes(&r->line, w))
                        continue;
                if (!f)
                        f = figure_leaf_stands(cx, &newest, w->stem, d.round.edition);
                if (!f && str_trim(w->claim).n)
                        f = claim_check(cx, &d, r, p.unit, w);
                if (f) {
                        tx_refuse(cx, f);
                        return tx_commit(&tx);
                }
                bool claims = str_trim(w->claim).n > 0;
                str none = { 0 };
                check_line_put(cx, paper, w->stem, kept(w->words), kept(w->reason), kept(w->measure), w->until,
                               claims ? w->input : none, claims ? str_trim(w->claim) : none,
                               claims ? kept(w->ground) : none, claims ? kept(w->basis) : none);
                buf_f(&names, "%s%.*s", changed++ ? "、" : "", STR(r->l->x->name));
        }
        struct buf b = buf_new(cx->arena, 32768);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_put_int(&j, "lines", changed);
        json_put_str(&j, "indicators", buf_str(&names));
        json_close(&j, '}');
        audit_log(cx, "paper.lines", "check_paper", paper, buf_str(&b));
        return audit_conflict(cx, tx_commit(&tx), "check_paper", paper);
}

/* ---- steps -------------------------------------------------------------------------------------------- */

/* What a sentence is asked for and is not there. */
static const struct fail *complete(struct ctx *cx, const struct check_row *rows, int n)
{
        for (int i = 0; i < n; i++) {
                const struct check_row *r = &rows[i];
                bool lags = r->asked && (r->light == CHECK_BEHIND || r->light == CHECK_NOT_BEGUN);
                int64_t stem = r->l->x->stem;
                if (lags && !r->line.reason.n)
                        return fail_field(cx, field_of(cx, 'r', stem), "“%.*s”%s，请写原因", STR(r->l->x->name),
                                          words_of(cx->lang, check_light_words[r->light]));
                if (lags && !r->line.measure.n)
                        return fail_field(cx, field_of(cx, 'm', stem), "“%.*s”请写措施", STR(r->l->x->name));
                if (lags && !day_is(r->line.until))
                        return fail_field(cx, field_of(cx, 'd', stem), "“%.*s”请写预计何时达到", STR(r->l->x->name));
                if (!lags && r->asked && !r->line.words.n)
                        return fail_field(cx, field_of(cx, 'w', stem), "“%.*s”是定性指标，请用一句话写进展",
                                          STR(r->l->x->name));
        }
        return NULL;
}

static void freeze(struct ctx *cx, const struct check_paper *p, const struct check_row *rows, int n)
{
        for (int i = 0; i < n; i++) {
                const struct check_row *r = &rows[i];
                check_line_freeze(cx, p->id, r->l->x->stem, r->light, r->figure != 0, r->figure, r->text, r->has_plan,
                                  r->plan, r->has_target, r->target, r->places);
        }
}

static const struct fail *step_effect(struct ctx *cx, const struct check_data *d,
                                      const struct check_paper *p, const struct flow_step *s,
                                      day *due)
{
        const struct check_row *rows;
        struct check_verified_count c;
        struct due again;
        int n;
        const struct fail *f = check_verified_count(cx, p->id, CHECK_UNVERIFIED, &c);
        if (f)
                return f;
        switch ((enum paper_state)s->to) {
        case PAPER_SUBMITTED:
                check_rows(cx, d, p, &rows, &n);
                f = complete(cx, rows, n);
                if (!f)
                        freeze(cx, p, rows, n);
                return f;
        case PAPER_DRAFT:
                if (c.done)
                        return fail(cx, CONFLICT, "考核部门已经开始核验，不能撤回；要改请目标办退回");
                check_lines_thaw(cx, p->id);
                return NULL;
        case PAPER_RETURNED:
                f = calendar_due(cx, cx->today, &(struct due_rule){ .unit = DUE_WORKING, .n = s->days }, &again);
                if (f)
                        return f;
                if (again.on.n > due->n)
                        *due = again.on;
                check_lines_thaw(cx, p->id);
                return NULL;
        case PAPER_ACCEPTED:
                return d->round.kind == CHECK_SELF && c.claims_open
                        ? fail(cx, CONFLICT, "还有 %ld 项自报没有核验，核验以后再采纳", c.claims_open) : NULL;
        case PAPER_STATES:
                break;
        }
        return NULL;
}

static void tell_step(struct ctx *cx, const struct check_data *d, const struct check_paper *p,
                      const struct flow_step *s, str reason)
{
        bool back = s->to == PAPER_RETURNED;
        if (!back && s->to != PAPER_SUBMITTED)
                return;
        message_send(cx, &(struct message){
                .kind = back ? "check.return" : "check.submit", .holders = back ? MAY_FIGURE_EDIT : MAY_CHECK_RUN,
                .unit = back ? p->unit : d->round.county, .but = cx->user, .body = reason,
                .event = str_f(cx->arena, "paper-%ld-%s-%ld", p->id, s->event, p->version),
                .title = str_f(cx->arena, words_of(cx->lang, back ? "%.*s：%.*s被退回" : "%.*s：%.*s已上报"),
                               STR(check_title(cx, &d->round)), STR(p->brief)),
                .href = str_f(cx->arena, "/checks/papers/%ld", p->id) });
}

static str step_text(struct ctx *cx, const struct flow_step *s, str reason)
{
        struct buf b = buf_new(cx->arena, 8192);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_open(&j, "before", '{');
        json_put_str(&j, "state", str_of(paper_state_words[s->from]));
        json_close(&j, '}');
        json_open(&j, "after", '{');
        json_put_str(&j, "state", str_of(paper_state_words[s->to]));
        if (reason.n)
                json_put_str(&j, "reason", reason);
        json_close(&j, '}');
        json_close(&j, '}');
        return buf_str(&b);
}

bool check_keeps_out(struct ctx *cx, const struct check_paper *p, const struct flow_step *s)
{
        return cx->user && s->to == PAPER_ACCEPTED && p->submitted_by == cx->user;
}

const struct fail *check_paper_move(struct ctx *cx, int64_t id, const struct flow_wish *in)
{
        struct check_paper p;
        struct check_data d;
        const struct flow_step *s;
        str reason = str_trim(in->reason);
        const struct fail *f = check_paper_find(cx, id, &p);
        if (!f)
                f = check_data_read(cx, p.round, p.unit, true, &d);
        if (!f)
                f = flow_find(cx, &paper_flow, (int)p.state, in->event, &s);
        if (!f)
                f = auth_change_year(cx, (enum perm)s->need, s->need == MAY_CHECK_RUN ? d.round.county : p.unit,
                                     d.round.year);
        if (!f && check_keeps_out(cx, &p, s))
                f = fail(cx, DENIED, "由本人上报，须由他人审核");
        if (!f && p.version != in->version)
                f = audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "check_paper", id);
        if (!f && d.round.state != CHECK_OPEN)
                f = fail(cx, CONFLICT, "这一轮已经办结，不再改");
        if (!f && (s->ask & FLOW_ASK_REASON) && !reason.n)
                f = fail_field(cx, S("reason"), "请写明原因");
        if (f)
                return f;
        bool submits = s->to == PAPER_SUBMITTED, keeps = s->to == PAPER_ACCEPTED;
        day due = p.due;
        cx->db->serializable = true;            /* it counts the verified lines */
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = step_effect(cx, &d, &p, s, &due);
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        check_paper_step(cx, id, in->version, s->from, s->to, due, s->ask & FLOW_ASK_REASON ? reason : p.opinion,
                         submits ? cx->today : keeps ? p.submitted : DAY_NONE,
                         (submits && cx->user) || (keeps && p.submitted_by), submits ? cx->user : p.submitted_by);
        tell_step(cx, &d, &p, s, reason);
        audit_log(cx, str_f(cx->arena, "paper.%s", s->event).p, "check_paper", id, step_text(cx, s, reason));
        return audit_conflict(cx, tx_commit(&tx), "check_paper", id);
}

/* ---- what waits ------------------------------------------------------------------------------- */

static const struct fail *waiting(struct ctx *cx, const struct wait_row *row, struct waits *t)
{
        struct check_waiting it;
        struct auth_reach r = auth_reach_waits(cx, row->need, row->own);
        check_waiting(&it, cx, row->state, CHECK_OPEN, r.prefix, r.unit, r.group, r.years.first, r.years.last);
        while (check_waiting_next(&it))
                wait_add(cx, t, row, it.id, it.brief, str_of(words_of(cx->lang, check_kind_words[it.kind])), it.due);
        return check_waiting_end(&it);
}

#define CHECK_WAIT(code, word, act, need, state, own) \
        { "check." code, word, act, "/checks/papers/%ld", "/checks", need, state, own, waiting }
const struct wait_row check_waits[CHECK_WAITS] = {
        CHECK_WAIT("return", "退回重报的自查自评", "重报", MAY_FIGURE_EDIT, PAPER_RETURNED, true),
        CHECK_WAIT("draft", "待上报的自查自评", "填报", MAY_FIGURE_EDIT, PAPER_DRAFT, true),
        CHECK_WAIT("accept", "待审核的自查自评", "审核", MAY_CHECK_RUN, PAPER_SUBMITTED, false),
};
