/* domain/target/check/round.c - rounds: opened, prolonged, closed; who is told. */
#include "core/audit/audit.h"
#include "core/message/message.h"
#include "core/text/json.h"
#include "domain/target/check/check.h"
#include "domain/target/check/check.sql.h"

const struct fail *check_round_read(struct ctx *cx, int64_t id, struct check_round *ret)
{
        struct check_round_by_id r;
        struct edition e;
        const struct fail *f = check_round_by_id(cx, id, &r);
        if (!f)
                f = edition_find(cx, r.edition, &e);
        if (!f)
                f = edition_see(cx, &e);
        if (f)
                return f->kind == FAIL_DENIED ? fail(cx, NOT_FOUND, "%s", "") : f;
        *ret = (struct check_round){
                .id = r.id, .scheme = r.scheme, .edition = r.edition, .seed = r.seed, .version = r.version,
                .number = (int)r.number, .year = (int)r.year, .period = (int)r.period, .line = (int)r.line,
                .sample = (int)r.sample, .kind = (enum check_kind)r.kind, .state = (enum check_state)r.state,
                .lagging = r.lagging == 1, .opened = r.opened, .due = r.due, .scheme_name = r.name, .group = r.grp,
                .note = r.note, .words = r.words, .county = r.county };
        return NULL;
}

str check_title(struct ctx *cx, const struct check_round *r)
{
        if (r->kind == CHECK_HALF)
                return r->period == 5 ? str_f(cx->arena, words_of(cx->lang, "%d 年上半年检查"), r->year)
                                      : str_f(cx->arena, words_of(cx->lang, "%d 年 1—%d 月检查"), r->year, r->period + 1);
        return r->period == 11 ? str_f(cx->arena, words_of(cx->lang, "%d 年年终自评"), r->year)
                               : str_f(cx->arena, words_of(cx->lang, "%d 年自评（截至 %d 月）"), r->year, r->period + 1);
}

/* ---- opening ---------------------------------------------------------------------------------------- */

static bool in_group(const struct edition *e, int64_t unit_group, int64_t wanted)
{
        const struct edition_group *g = edition_group_of(e, unit_group);
        return !wanted || unit_group == wanted || (g && g->parent == wanted);
}

static const struct fail *wish_check(struct ctx *cx, const struct figure_year *y,
                                     const struct check_wish *w, int *ret_units)
{
        int n = 0;
        for (int i = 0; i < y->e.n_units; i++)
                n += in_group(&y->e, y->e.units[i].grp, w->group);
        if ((int)w->kind < 0 || w->kind >= CHECK_KINDS)
                return fail_field(cx, S("kind"), "请选半年检查或年终自评");
        if (w->period < 0 || w->period > 11)
                return fail_field(cx, S("month"), "月份应为 1 到 12");
        if (day_make(y->e.year, w->period + 1, 1).n > cx->today.n)
                return fail_field(cx, S("month"), "%d 年 %d 月还没有到", y->e.year, w->period + 1);
        if (!n || (w->group && !edition_group_of(&y->e, w->group)))
                return fail_field(cx, S("group"), "这个组里没有被考核单位");
        if (w->days < 1 || w->days > CHECK_DAYS_MOST)
                return fail_field(cx, S("days"), "应为 1 到 %d", CHECK_DAYS_MOST);
        if (w->line < 1 || w->line > 100)
                return fail_field(cx, S("line"), "应为 1 到 100");
        if (w->sample < 0 || w->sample > 100)
                return fail_field(cx, S("sample"), "应为 0 到 100");
        *ret_units = n;
        return NULL;
}

static str open_text(struct ctx *cx, const struct check_wish *w, day due, int64_t seed, int n)
{
        struct buf b = buf_new(cx->arena, 8192);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_open(&j, "after", '{');
        json_put_str(&j, "kind", str_of(check_kind_words[w->kind]));
        json_put_int(&j, "month", w->period + 1);
        json_put_int(&j, "units", n);
        json_put_int(&j, "line", w->line);
        json_put_bool(&j, "lagging_only", w->lagging);
        json_put_int(&j, "sample", w->sample);
        json_put_int(&j, "seed", seed);
        json_put_str(&j, "due", day_str(cx->arena, due));
        json_close(&j, '}');
        json_close(&j, '}');
        return buf_str(&b);
}

static void tell_open(struct ctx *cx, const struct check_round *r, int64_t unit, int64_t paper,
                      bool scorer)
{
        message_send(cx, &(struct message){
                .kind = "check.open", .holders = scorer ? MAY_SCORE_GIVE : MAY_FIGURE_EDIT, .unit = unit,
                .event = str_f(cx->arena, "check-%ld-%s-%ld", r->id, scorer ? "scorer" : "unit", unit),
                .title = str_f(cx->arena, words_of(cx->lang, scorer ? "%.*s开始了，请核验本部门负责的指标" : "%.*s，请于 %.*s前上报"),
                               STR(check_title(cx, r)), STR(day_zh(cx->arena, r->due))),
                .body = r->note, .but = cx->user,
                .href = scorer ? str_f(cx->arena, "/checks/%ld/verify", r->id)
                               : str_f(cx->arena, "/checks/papers/%ld", paper) });
}

static void tell_scorers(struct ctx *cx, const struct check_round *r, const struct figure_year *y)
{
        for (int i = 0; i < y->n_leaves; i++) {
                bool told = !y->leaves[i].x->scorer;
                for (int k = 0; k < i && !told; k++)
                        told = y->leaves[k].x->scorer == y->leaves[i].x->scorer;
                if (!told)
                        tell_open(cx, r, y->leaves[i].x->scorer, 0, true);
        }
}

const struct fail *check_open(struct ctx *cx, const struct check_wish *w, int64_t *ret_id)
{
        struct figure_year y;
        struct check_rounds_open open;
        struct due due;
        int n = 0;
        const struct fail *f = figure_year_open(cx, w->scheme, &y);
        if (!f)
                f = edition_see(cx, &y.e);
        if (!f)
                f = auth_change_year(cx, MAY_CHECK_RUN, y.e.unit, y.e.year);
        if (!f)
                f = wish_check(cx, &y, w, &n);
        if (!f)
                f = calendar_due(cx, cx->today, &(struct due_rule){ .unit = DUE_WORKING, .n = w->days }, &due);
        if (f)
                return f;
        int year, month, dom;
        day_split(cx->today, &year, &month, &dom);
        const struct edition_group *g = w->group ? edition_group_of(&y.e, w->group) : NULL;
        str note = str_trim(w->note).n ? str_trim(w->note) : (str){ 0 };
        cx->db->serializable = true;            /* the next number, and no other of the kind */
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = check_rounds_open(cx, w->scheme, w->kind, CHECK_OPEN, &open);
        if (!f && open.n)
                f = fail(cx, CONFLICT, "这个方案有一轮%s还没有办结，办结以后再开", words_of(cx->lang, check_kind_words[w->kind]));
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        /* the day and the number: fixed before any unit has said anything */
        int64_t seed = (int64_t)year * 1000000 + month * 10000 + dom * 100 + (open.last + 1) % 100;
        struct check_round r = { .year = y.e.year, .period = w->period, .kind = w->kind, .due = due.on, .note = note };
        r.id = check_round_insert(cx, w->scheme, open.last + 1, w->kind, y.e.id, w->period, g ? g->name : (str){ 0 },
                                  w->lagging, w->line, w->sample, seed, cx->today, due.on, note, cx->user, cx->now);
        for (int i = 0; i < y.e.n_units; i++)
                if (in_group(&y.e, y.e.units[i].grp, w->group)) {
                        int64_t paper = check_paper_insert(cx, r.id, y.e.units[i].unit, due.on);
                        tell_open(cx, &r, y.e.units[i].unit, paper, false);
                }
        if (w->kind == CHECK_SELF)
                tell_scorers(cx, &r, &y);
        audit_log(cx, "check.open", "check_round", r.id, open_text(cx, w, due.on, seed, n));
        f = tx_commit(&tx);
        if (!f)
                *ret_id = r.id;
        return f;
}

/* ---- steps -------------------------------------------------------------------------------------------- */

static str step_text(struct ctx *cx, const struct flow_step *s, const struct flow_wish *in)
{
        struct buf b = buf_new(cx->arena, 8192);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_open(&j, "before", '{');
        json_put_str(&j, "state", str_of(check_state_words[s->from]));
        json_close(&j, '}');
        json_open(&j, "after", '{');
        json_put_str(&j, "state", str_of(check_state_words[s->to]));
        if (s->ask & FLOW_ASK_DAY)
                json_put_str(&j, "due", day_str(cx->arena, in->day));
        if (s->ask & FLOW_ASK_REASON)
                json_put_str(&j, "reason", in->reason);
        json_close(&j, '}');
        json_close(&j, '}');
        return buf_str(&b);
}

const struct fail *check_move(struct ctx *cx, int64_t id, const struct flow_wish *in)
{
        struct check_round r;
        const struct flow_step *s;
        struct check_rounds_open open;
        const struct fail *f = check_round_read(cx, id, &r);
        if (!f)
                f = flow_find(cx, &check_flow, (int)r.state, in->event, &s);
        if (!f)
                f = auth_change_year(cx, (enum perm)s->need, r.county, r.year);
        if (!f && r.version != in->version)
                f = audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "check_round", id);
        bool extends = !f && (s->ask & FLOW_ASK_DAY);
        if (extends && (!day_is(in->day) || in->day.n <= r.due.n || in->day.n < cx->today.n))
                f = fail_field(cx, S("day"), "新的期限要晚于原来的期限（%.*s），也不能早于今天",
                               STR(day_zh(cx->arena, r.due)));
        if (!f && (s->ask & FLOW_ASK_REASON) && !str_trim(in->reason).n)
                f = fail_field(cx, S("reason"), s->to == CHECK_CLOSED ? "请写办结说明" : "请写明原因");
        if (f)
                return f;
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = s->from == CHECK_CLOSED ? check_rounds_open(cx, r.scheme, r.kind, CHECK_OPEN, &open) : NULL;
        if (!f && s->from == CHECK_CLOSED && open.n)
                f = fail(cx, CONFLICT, "这个方案有一轮%s还没有办结，办结以后再开", words_of(cx->lang, check_kind_words[r.kind]));
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        str words = s->ask & FLOW_ASK_REASON ? str_trim(in->reason) : r.words;
        check_round_step(cx, id, in->version, s->from, s->to, extends ? in->day : r.due, words);
        if (extends)
                check_papers_extend(cx, id, in->day, PAPER_DRAFT, PAPER_RETURNED);
        audit_log(cx, str_f(cx->arena, "check.%s", s->event).p, "check_round", id, step_text(cx, s, in));
        return audit_conflict(cx, tx_commit(&tx), "check_round", id);
}
