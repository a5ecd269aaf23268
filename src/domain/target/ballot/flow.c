/* domain/target/ballot/flow.c - the steps of a session: opened, closed, counted, put into the
 * figures. */
#include "core/audit/audit.h"
#include "core/text/json.h"
#include "domain/org/org.h"
#include "domain/target/ballot/ballot.sql.h"
#include "domain/target/ballot/inside.h"

static const struct flow_step steps[] = {
        /* from, event, to, permission, asks, days, label, danger */
        { POLL_DRAFT,   "open",   POLL_OPEN,    MAY_RATING_EDIT,   0, 0, "开放投票", false },
        { POLL_OPEN,    "close",  POLL_CLOSED,  MAY_RATING_EDIT,   0, 0, "截止投票", false },
        { POLL_CLOSED,  "count",  POLL_COUNTED, MAY_RATING_EDIT,   0, 0, "计票", true },
        { POLL_CLOSED,  "reopen", POLL_OPEN,    MAY_RATING_EDIT,   FLOW_ASK_REASON | FLOW_ASK_DAY, 0, "重新开放", false },
        { POLL_COUNTED, "put",    POLL_PUT,     MAY_FIGURE_REVIEW, 0, 0, "写入成绩", true },
        { POLL_DRAFT,   "void",   POLL_VOID,    MAY_RATING_EDIT,   FLOW_ASK_REASON, 0, "作废", true },
        { POLL_OPEN,    "void",   POLL_VOID,    MAY_RATING_EDIT,   FLOW_ASK_REASON, 0, "作废", true },
        { POLL_CLOSED,  "void",   POLL_VOID,    MAY_RATING_EDIT,   FLOW_ASK_REASON, 0, "作废", true },
        { POLL_COUNTED, "void",   POLL_VOID,    MAY_RATING_EDIT,   FLOW_ASK_REASON, 0, "作废", true },
};
const struct flow poll_flow = {
        .name = "poll", .states = poll_state_words, .n_states = POLL_STATES,
        .steps = steps, .n_steps = COUNT_OF(steps),
};

/* The rated unit that a place is in, as an index, or -1. */
static int rated_at(const struct org_unit *rated, int n, str path)
{
        int at = -1;
        for (int i = 0; i < n; i++)
                if (str_starts(path, rated[i].path))
                        at = i;
        return at;
}

/* Who votes in a named session is fixed when it opens: who holds a post of the source's role then. They keep out of the
 * rated unit of that post, and of those of their other posts (poll_right.own). */
static const struct fail *draw_voters(struct ctx *cx, const struct poll *p)
{
        struct org_unit county, *own = NEW_ARRAY(cx->arena, struct org_unit, (size_t)p->n_units);
        const struct fail *f = org_unit_by_id(cx, p->unit, &county);
        for (int i = 0; !f && i < p->n_units; i++)
                f = org_unit_by_id(cx, p->units[i].unit, &own[i]);
        for (int s = 0; !f && s < p->n_sources; s++) {
                struct poll_people it;
                struct { int64_t person; int at; } *drawn = NULL;      /* at: the rated unit of that post, or -1 */
                int n = 0, cap = 0;
                if (p->sources[s].way != POLL_BY_POST)
                        continue;
                poll_people(&it, cx, p->sources[s].role, county.path, cx->today);
                while (poll_people_next(&it)) {
                        VEC_ADD(cx->arena, drawn, n, cap)->person = it.person;
                        drawn[n - 1].at = rated_at(own, p->n_units, it.path);
                }
                f = poll_people_end(&it);
                for (int i = 0; !f && i < n; i++)
                        poll_voter_add(cx, p->id, s, drawn[i].person, drawn[i].at >= 0,
                                       drawn[i].at < 0 ? 0 : p->units[drawn[i].at].unit);
                if (!f && !n)
                        f = fail(cx, CONFLICT, "“%.*s”现在没有人担任选定的岗位，没有人投票",
                                 STR(p->sources[s].name));
        }
        return f;
}

static const struct fail *can_open(struct ctx *cx, const struct poll *p)
{
        if (p->closes.n < cx->today.n)
                return fail(cx, CONFLICT, "截止日 %.*s已过，请先修改", STR(day_zh(cx->arena, p->closes)));
        return p->secret ? NULL : draw_voters(cx, p);
}

static const struct fail *can_count(struct ctx *cx, const struct poll *p)
{
        const struct poll_batch *list = NULL;
        int n = 0;
        const struct fail *f = poll_batches(cx, p->id, &list, &n);
        for (int i = 0; !f && i < n; i++)
                if (list[i].state != BATCH_DONE)
                        f = fail(cx, CONFLICT, "第 %d 批纸质票还没有录完（%s），录完再计票", list[i].no,
                                 words_of(cx->lang, batch_state_words[list[i].state]));
        if (!f && !p->ballots)
                f = fail(cx, CONFLICT, "还没有收到票，没有可计的");
        if (!f && p->secret && p->ballots < rating_least(p->rule))
                f = fail(cx, CONFLICT, "无记名评议收到的票不足 %d 张，计票会认出是谁投的；请延长或作废",
                         rating_least(p->rule));
        return f;
}

/* A source without a ballot gives its weight to the others: who counts has to know it before. */
int poll_few(struct ctx *cx, const struct poll *p, const str **ret, str *ret_none)
{
        str *list = NEW_ARRAY(cx->arena, str, POLL_SOURCES), none = { 0 };
        int n = 0;
        for (int s = 0; s < p->n_sources; s++) {
                const struct poll_source *x = &p->sources[s];
                str weight = points_str(cx->arena, (points){ x->weight * 100 }, 0);
                if (x->ballots * 2 >= x->members && x->ballots)
                        continue;
                if (x->ballots)
                        list[n++] = str_f(cx->arena,
                                          words_of(cx->lang, "“%.*s”应投 %d 人，只收到 %d 票，不到一半"),
                                          STR(x->name), x->members, x->ballots);
                else if (p->n_sources > 1 && x->weight)
                        list[n++] = str_f(cx->arena, words_of(cx->lang,
                                          "“%.*s”应投 %d 人，一票也没有收到；计票时它的权重 %.*s%% 归其余来源"),
                                          STR(x->name), x->members, STR(weight));
                else
                        list[n++] = str_f(cx->arena, words_of(cx->lang, "“%.*s”应投 %d 人，一票也没有收到"),
                                          STR(x->name), x->members);
                if (!x->ballots)
                        none = str_f(cx->arena, "%.*s%s%.*s", STR(none), none.n ? "、" : "",
                                     STR(x->name));
        }
        *ret = list;
        if (ret_none)
                *ret_none = none;
        return n;
}

/* ---- into the figures -------------------------------------------------------------------------------- */

/* What a unit gets: its score, or the points of its verdict. False: nothing. */
static bool score_of(const struct poll *p, const struct poll_count *c, int u, points *ret)
{
        if (c->rated[u].none)
                return false;
        *ret = p->rule == RATING_MAJORITY ? (points){ p->grades[c->rated[u].verdict].weight }
                                          : c->rated[u].score;
        return true;
}

static const struct fail *put(struct ctx *cx, const struct poll *p)
{
        struct figure_year y;
        struct poll_count c;
        bool pays = p->rule != RATING_MAJORITY;
        for (int g = 0; g < p->n_grades; g++)
                pays |= p->grades[g].weight != 0;
        if (!p->stem)
                return fail(cx, CONFLICT, "这次评议没有选指标，只有结果，不写入成绩");
        if (!pays)
                return fail(cx, CONFLICT, "过半数只定等次，等次没有设分值，不能写入成绩");
        const struct fail *f = figure_year_open(cx, p->scheme, &y);
        if (!f)
                f = poll_tally(cx, p, &c);
        if (f)
                return f;
        int leaf = figure_leaf_at(&y, p->stem);
        const struct figure_input *in = leaf < 0 ? NULL : poll_input(&y.leaves[leaf]);
        if (!in)
                return fail(cx, CONFLICT, "现行方案里已没有“%.*s”，或者计分方法变了，得分没有写入",
                            STR(p->leaf_name));
        int64_t unit = 1;
        for (int i = in->places; i < 6; i++)
                unit *= 10;
        for (int u = 0; !f && u < p->n_units; u++) {
                points score;
                if (!score_of(p, &c, u, &score))
                        continue;
                f = figure_put_in(cx, &y, &(struct figure_in){ .stem = p->stem,
                                  .unit = p->units[u].unit, .period = p->period, .input = in->key,
                                  .raw = decimal_str(cx->arena, muldiv(score.micro, 1, unit), in->places, false),
                                  .source = FIGURE_BY_BALLOT,
                                  .origin = str_f(cx->arena, "ballot:%ld", p->id), .seen = -1 }, NULL);
                if (f && (f->kind == FAIL_INVALID || f->kind == FAIL_CONFLICT))
                        f = fail(cx, CONFLICT, "%.*s：%.*s", STR(p->units[u].name), STR(f->say));
        }
        return f;
}

static str step_text(struct ctx *cx, const struct poll *p, const struct flow_step *s, str reason)
{
        const str *few;
        str none;
        struct buf b = buf_new(cx->arena, 8192);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_open(&j, "before", '{');
        json_put_str(&j, "state", str_of(poll_state_words[s->from]));
        json_close(&j, '}');
        json_open(&j, "after", '{');
        json_put_str(&j, "state", str_of(poll_state_words[s->to]));
        if (reason.n)
                json_put_str(&j, "reason", reason);
        if (s->to == POLL_COUNTED && poll_few(cx, p, &few, &none) && none.n)
                json_put_str(&j, "silent", none);
        json_close(&j, '}');
        json_close(&j, '}');
        return buf_str(&b);
}

static const struct fail *fits(struct ctx *cx, const struct poll *p, const struct flow_step *s,
                               const struct flow_wish *w)
{
        if ((s->ask & FLOW_ASK_REASON) && !str_trim(w->reason).n)
                return fail_field(cx, S("reason"), "请写明原因");
        if ((s->ask & FLOW_ASK_DAY) && (!day_is(w->day) || w->day.n < cx->today.n || w->day.n < p->opens.n))
                return fail_field(cx, S("day"), "新的截止日不能早于今天");
        return NULL;
}

const struct fail *poll_move(struct ctx *cx, int64_t id, const struct flow_wish *w)
{
        struct poll p;
        const struct flow_step *s;
        enum poll_sight sight;
        str reason = str_trim(w->reason);
        const struct fail *f = poll_read(cx, id, &p);
        if (!f)
                f = poll_see(cx, &p, &sight);
        if (!f)
                f = auth_change_year(cx, MAY_RATING_EDIT, p.unit, p.year);
        if (!f)
                f = flow_find(cx, &poll_flow, (int)p.state, w->event, &s);
        if (!f)
                f = auth_change_year(cx, (enum perm)s->need, p.unit, p.year);
        if (!f && w->version != p.version)
                f = audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "poll", id);
        if (!f)
                f = fits(cx, &p, s, w);
        if (f)
                return f;
        cx->db->serializable = s->to == POLL_PUT;       /* figures: who stands there, then the place */
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        poll_step_to(cx, id, w->version, s->from, s->to, reason.n ? reason : (str){ 0 },
                     s->ask & FLOW_ASK_DAY ? w->day : p.closes);
        if (s->from == POLL_DRAFT && s->to == POLL_OPEN)
                f = can_open(cx, &p);
        else if (s->to == POLL_COUNTED)
                f = can_count(cx, &p);
        else if (s->to == POLL_PUT)
                f = put(cx, &p);
        if (f) {                                /* refused in its own words */
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        audit_log(cx, str_f(cx->arena, "poll.%s", s->event).p, "poll", id,
                  step_text(cx, &p, s, reason));
        return audit_conflict(cx, tx_commit(&tx), "poll", id);
}

/* ---- what waits ------------------------------------------------------------------------------- */

static const struct fail *to_vote(struct ctx *cx, const struct wait_row *row, struct waits *t)
{
        struct polls_to_vote it;
        polls_to_vote(&it, cx, cx->user, row->state, cx->today);
        while (polls_to_vote_next(&it))
                wait_add(cx, t, row, it.id, it.name, (str){ 0 }, it.closes);
        return polls_to_vote_end(&it);
}

static const struct fail *waiting(struct ctx *cx, const struct wait_row *row, struct waits *t)
{
        struct poll_waiting it;
        struct auth_reach r = auth_reach_waits(cx, row->need, row->own);
        poll_waiting(&it, cx, row->state, r.prefix, r.unit, r.group, r.years.first, r.years.last);
        while (poll_waiting_next(&it))
                if (row->state != POLL_OPEN || it.closes.n < cx->today.n)       /* it is the voters' time until then */
                        wait_add(cx, t, row, it.id, it.name, (str){ 0 }, DAY_NONE);
        return poll_waiting_end(&it);
}

const struct wait_row poll_waits[POLL_WAITS] = {
        { "poll.vote", "等您投票的测评", "投票", "/ratings/%ld/ballot", "/ratings", MAY_SIGNED_IN, POLL_OPEN, false, to_vote },
        { "poll.close", "到期待截止的测评", "截止", "/ratings/%ld", "/ratings", MAY_RATING_EDIT, POLL_OPEN, false, waiting },
        { "poll.count", "待计票的测评", "计票", "/ratings/%ld", "/ratings", MAY_RATING_EDIT, POLL_CLOSED, false, waiting },
        { "poll.put", "待写入成绩的测评", "写入", "/ratings/%ld", "/ratings", MAY_FIGURE_REVIEW, POLL_COUNTED, false, waiting },
};
