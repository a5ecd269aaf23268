/* domain/target/ballot/store.c - sessions read, seen, listed and saved. */
#include "core/audit/audit.h"
#include "core/text/json.h"
#include "domain/target/ballot/ballot.h"
#include "domain/target/ballot/ballot.sql.h"
#include "domain/target/ballot/inside.h"

const char *const poll_state_words[POLL_STATES] = { "草稿", "开放", "截止", "已计票", "已写入成绩", "已作废" };
const char *const poll_way_words[POLL_WAYS] = { "投票码", "纸质票", "登录记名" };

int poll_eligible(const struct poll *p, int source)
{
        const struct poll_source *s = &p->sources[source];
        return s->way == POLL_BY_POST ? s->members : s->members - s->per_unit;
}

int poll_members(const struct poll *p)
{
        int n = 0;
        for (int s = 0; s < p->n_sources; s++)
                n += p->sources[s].members;
        return n;
}

int poll_unit_at(const struct poll *p, int64_t unit)
{
        for (int i = 0; i < p->n_units; i++)
                if (p->units[i].unit == unit)
                        return i;
        return -1;
}

int poll_values(const struct poll *p)
{
        switch (p->rule) {
        case RATING_RANK:     return p->n_units;
        case RATING_FIVE:     return 5;
        case RATING_GRADES:
        case RATING_BRACKET:
        case RATING_MAJORITY: return p->n_grades;
        case RATING_MEAN:
        case RATING_TRIMMED:
        case RATING_RULES:    break;
        }
        return 0;
}

int64_t poll_value(const struct poll *p, int i)
{
        return p->rule == RATING_FIVE ? 5 - i : p->rule == RATING_RANK ? i + 1 : i;
}

str poll_value_word(struct ctx *cx, const struct poll *p, int64_t v)
{
        if (p->rule == RATING_RANK)
                return str_f(cx->arena, words_of(cx->lang, "第 %ld 名"), v);
        if (p->rule == RATING_FIVE)
                return str_f(cx->arena, words_of(cx->lang, "%ld 分"), v);
        if (poll_values(p))
                return v >= 0 && v < p->n_grades ? p->grades[v].name : S("?");
        return points_str(cx->arena, (points){ v }, 0);
}

/* ---- reading ------------------------------------------------------------------------------------- */

static void take(struct poll *p, const struct polls *r)
{
        *p = (struct poll){ .id = r->id, .scheme = r->scheme, .edition = r->edition, .unit = r->unit,
                .year = (int)r->year, .scheme_name = r->scheme_name, .stem = r->has_stem ? r->stem : 0,
                .leaf_name = r->leaf_name, .period = (int)r->period, .name = r->name, .basis = r->basis,
                .rule = (enum rating_rule)r->rule, .secret = r->secret == 1, .opens = r->opens,
                .closes = r->closes, .full = { r->full_mark }, .rank_step = r->rank_step,
                .low_grades = (int)r->low_grades, .half_counts = r->half_counts == 1,
                .even = (enum rating_even)r->even_way, .step = r->step, .mode = (enum round_mode)r->mode,
                .state = (enum poll_state)r->state, .reason = r->reason, .ballots = (int)r->ballots,
                .who = r->who, .at = r->at, .version = r->version };
}

static const struct fail *read_units(struct ctx *cx, struct poll *p)
{
        struct poll_units_of it;
        int cap = 0;
        poll_units_of(&it, cx, p->id);
        while (poll_units_of_next(&it))
                *VEC_ADD(cx->arena, p->units, p->n_units, cap) =
                        (struct poll_unit){ it.unit, it.code, it.name };
        return poll_units_of_end(&it);
}

static const struct fail *read_sources(struct ctx *cx, struct poll *p)
{
        struct poll_sources_of it;
        poll_sources_of(&it, cx, p->id);
        while (poll_sources_of_next(&it)) {
                if (p->n_sources == POLL_SOURCES)
                        continue;
                struct poll_source *s = &p->sources[p->n_sources++];
                *s = (struct poll_source){ .name = it.name, .role = it.role, .weight = it.weight,
                        .way = (enum poll_way)it.way, .outside = (int)it.outside,
                        .per_unit = (int)it.per_unit, .ballots = (int)it.ballots };
                s->members = s->way == POLL_BY_POST ? (int)it.voters
                                                    : s->outside + s->per_unit * p->n_units;
        }
        return poll_sources_of_end(&it);
}

static const struct fail *read_parts(struct ctx *cx, struct poll *p)
{
        struct poll_aspects_of a;
        struct poll_grades_of g;
        struct poll_rows_of r;
        poll_aspects_of(&a, cx, p->id);
        while (poll_aspects_of_next(&a))
                if (p->n_aspects < POLL_ASPECTS)
                        p->aspects[p->n_aspects++] = (struct rating_part){ a.name, a.weight };
        const struct fail *f = poll_aspects_of_end(&a);
        if (f)
                return f;
        poll_grades_of(&g, cx, p->id);
        while (poll_grades_of_next(&g))
                if (p->n_grades < POLL_GRADES)
                        p->grades[p->n_grades++] = (struct rating_part){ g.name, g.weight };
        f = poll_grades_of_end(&g);
        if (f)
                return f;
        poll_rows_of(&r, cx, p->id);
        while (poll_rows_of_next(&r))
                if (p->n_rows < POLL_ROWS)
                        p->rows[p->n_rows++] = (struct poll_row){ r.bounds, r.bounds2, { r.mark } };
        return poll_rows_of_end(&r);
}

const struct fail *poll_read(struct ctx *cx, int64_t id, struct poll *ret)
{
        struct polls it;
        bool there = false;
        polls(&it, cx, POLLS_WHEN_ID, id);
        while (polls_next(&it))
                there = true, take(ret, &it);
        const struct fail *f = polls_end(&it);
        if (!f && !there)
                f = fail(cx, NOT_FOUND, "%s", "");
        if (!f)
                f = read_units(cx, ret);
        if (!f)
                f = read_sources(cx, ret);
        return f ? f : read_parts(cx, ret);
}

/* ---- seeing -------------------------------------------------------------------------------------- */

bool poll_shows(const struct poll *p) { return p->state == POLL_COUNTED || p->state == POLL_PUT; }

static bool is_voter(struct ctx *cx, int64_t poll)
{
        struct poll_voter_of v;
        return cx->user && !auth_see(cx, MAY_RATING_VOTE, cx->unit) &&
               !poll_voter_of(cx, poll, cx->user, &v);
}

const struct fail *poll_see(struct ctx *cx, const struct poll *p, enum poll_sight *ret)
{
        if (!auth_see_year(cx, MAY_RATING_EDIT, p->unit, p->year)) {
                *ret = POLL_SEE_OFFICE;
                return NULL;
        }
        if (poll_shows(p) && !auth_see_year(cx, MAY_RESULT_VIEW, p->unit, p->year)) {
                *ret = POLL_SEE_RESULT;
                return NULL;
        }
        for (int i = 0; p->state == POLL_PUT && i < p->n_units; i++)
                if (!auth_see_year(cx, MAY_RESULT_VIEW, p->units[i].unit, p->year)) {
                        *ret = POLL_SEE_UNITS;
                        return NULL;
                }
        if (p->state == POLL_OPEN && is_voter(cx, p->id)) {
                *ret = POLL_SEE_VOTER;
                return NULL;
        }
        return fail(cx, NOT_FOUND, "%s", "");
}

bool poll_shows_unit(struct ctx *cx, const struct poll *p, enum poll_sight sight, int64_t unit)
{
        if (!poll_shows(p) || sight == POLL_SEE_VOTER)
                return false;
        return sight >= POLL_SEE_RESULT || !auth_see_year(cx, MAY_RESULT_VIEW, unit, p->year);
}

/* ---- the list -------------------------------------------------------------------------------------- */

struct known { int64_t poll; bool voter, voted, reached; int members; };

static struct known *known_of(struct known *k, int n, int64_t poll)
{
        for (int i = 0; i < n; i++)
                if (k[i].poll == poll)
                        return &k[i];
        return NULL;
}

/* What a person has to do with each session, in three statements for all of them. */
static const struct fail *known_read(struct ctx *cx, struct known **ret, int *ret_n)
{
        struct poll_sizes sizes;
        struct poll_votes_of votes;
        struct poll_units_in_reach reach;
        struct auth_reach r = auth_reach(cx, MAY_RESULT_VIEW);
        struct known *list = NULL, *k;
        int n = 0, cap = 0;
        poll_sizes(&sizes, cx);
        while (poll_sizes_next(&sizes))
                *VEC_ADD(cx->arena, list, n, cap) =
                        (struct known){ .poll = sizes.poll, .members = (int)sizes.members };
        const struct fail *f = poll_sizes_end(&sizes);
        if (f)
                return f;
        poll_votes_of(&votes, cx, cx->user);
        while (poll_votes_of_next(&votes))
                if ((k = known_of(list, n, votes.poll)))
                        k->voter = true, k->voted = votes.voted == 1;
        f = poll_votes_of_end(&votes);
        if (f)
                return f;
        poll_units_in_reach(&reach, cx, r.prefix, r.unit, r.group);
        while (poll_units_in_reach_next(&reach))
                if ((k = known_of(list, n, reach.poll)))
                        k->reached = true;
        *ret = list, *ret_n = n;
        return poll_units_in_reach_end(&reach);
}

const struct fail *poll_list(struct ctx *cx, const struct poll_line **ret, int *ret_n)
{
        struct polls it;
        struct known *known = NULL;
        struct poll_line *list = NULL;
        int n = 0, cap = 0, n_known = 0;
        const struct fail *f = known_read(cx, &known, &n_known);
        if (f)
                return f;
        bool votes = !auth_see(cx, MAY_RATING_VOTE, cx->unit);
        polls(&it, cx, 0, 0);
        while (polls_next(&it)) {
                const struct known *k = known_of(known, n_known, it.id);
                enum poll_state state = (enum poll_state)it.state;
                struct poll_line x = { .id = it.id, .year = (int)it.year, .name = it.name,
                        .leaf_name = it.leaf_name, .rule = (enum rating_rule)it.rule,
                        .secret = it.secret == 1, .state = state, .opens = it.opens,
                        .closes = it.closes, .ballots = (int)it.ballots,
                        .members = k ? k->members : 0,
                        .vote = k && k->voter && !k->voted && votes && state == POLL_OPEN &&
                                it.opens.n <= cx->today.n && it.closes.n >= cx->today.n };
                if (!auth_see_year(cx, MAY_RATING_EDIT, it.unit, x.year))
                        x.sight = POLL_SEE_OFFICE;
                else if ((state == POLL_COUNTED || state == POLL_PUT) &&
                         !auth_see_year(cx, MAY_RESULT_VIEW, it.unit, x.year))
                        x.sight = POLL_SEE_RESULT;
                else if (state == POLL_PUT && k && k->reached)
                        x.sight = POLL_SEE_UNITS;
                else if (state == POLL_OPEN && k && k->voter && votes)
                        x.sight = POLL_SEE_VOTER;
                else
                        continue;
                *VEC_ADD(cx->arena, list, n, cap) = x;
        }
        *ret = list, *ret_n = n;
        return polls_end(&it);
}

/* ---- saving ---------------------------------------------------------------------------------------- */

static const struct fail *put_parts(struct ctx *cx, int64_t id, const struct poll *w)
{
        poll_parts_drop_source(cx, id);
        poll_parts_drop_aspect(cx, id);
        poll_parts_drop_grade(cx, id);
        poll_parts_drop_row(cx, id);
        poll_parts_drop_unit(cx, id);
        for (int i = 0; i < w->n_sources; i++) {
                const struct poll_source *s = &w->sources[i];
                poll_source_add(cx, id, i, s->name, s->weight, s->way, s->outside, s->per_unit,
                                s->way == POLL_BY_POST ? s->role : (str){ 0 });
        }
        for (int i = 0; i < w->n_aspects; i++)
                poll_aspect_add(cx, id, i, w->aspects[i].name, w->aspects[i].weight);
        for (int i = 0; i < w->n_grades; i++)
                poll_grade_add(cx, id, i, w->grades[i].name, w->grades[i].weight);
        for (int i = 0; i < w->n_rows; i++)
                poll_row_add(cx, id, i, w->rows[i].bounds, w->rows[i].bounds2, w->rows[i].mark.micro);
        for (int i = 0; i < w->n_units; i++)
                poll_unit_add(cx, id, i, w->units[i].unit);
        return NULL;
}

static str save_text(struct ctx *cx, const struct poll *p)
{
        struct buf b = buf_new(cx->arena, 16384);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_open(&j, "after", '{');
        json_put_str(&j, "name", p->name);
        json_put_str(&j, "indicator", p->leaf_name);
        json_put_str(&j, "rule", str_of(rating_rows[p->rule].name));
        json_put_str(&j, "secret", str_of(p->secret ? "是" : "否")); /* document text */
        json_put_str(&j, "opens", day_str(cx->arena, p->opens));
        json_put_str(&j, "closes", day_str(cx->arena, p->closes));
        json_put_int(&j, "units", p->n_units);
        json_put_int(&j, "sources", p->n_sources);
        json_close(&j, '}');
        json_close(&j, '}');
        return buf_str(&b);
}

const struct fail *poll_save(struct ctx *cx, int64_t id, int64_t version, const struct poll *wish,
                             int64_t *ret_id)
{
        struct poll w = *wish, was = { 0 };
        const struct fail *f = id ? poll_read(cx, id, &was) : NULL;
        if (!f && id) {
                enum poll_sight sight;
                f = poll_see(cx, &was, &sight);
                w.scheme = was.scheme;
        }
        if (!f)
                f = poll_terms(cx, &w);
        if (!f && id && was.state != POLL_DRAFT)
                f = fail(cx, CONFLICT, "已经开放的评议不能再改；条件有错的，作废后另拟");
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        if (id)
                poll_update(cx, id, version, POLL_DRAFT, w.edition, w.stem != 0, w.stem, w.period, w.name,
                            w.basis, w.rule, w.secret, w.opens, w.closes, w.full.micro, w.rank_step,
                            w.low_grades, w.half_counts, w.even != EVEN_NO, w.even, w.step, w.mode);
        else
                id = poll_insert(cx, w.scheme, w.edition, w.stem != 0, w.stem, w.period, w.name, w.basis,
                                 w.rule, w.secret, w.opens, w.closes, w.full.micro, w.rank_step,
                                 w.low_grades, w.half_counts, w.even != EVEN_NO, w.even, w.step, w.mode, cx->user,
                                 cx->now);
        f = put_parts(cx, id, &w);
        audit_log(cx, wish->id || was.id ? "poll.edit" : "poll.add", "poll", id, save_text(cx, &w));
        if (!f)
                f = audit_conflict(cx, tx_commit(&tx), "poll", id);
        if (!f)
                *ret_id = id;
        return f;
}
