/* domain/target/ballot/tally.c - the votes of a session as the engine reads them, and what they
 * come to. */
#include "domain/target/ballot/ballot.sql.h"
#include "domain/target/ballot/inside.h"
#include "domain/target/bounds.h"

const struct fail *poll_rating(struct ctx *cx, const struct poll *p, struct rating *ret)
{
        struct rating_part *sources = NEW_ARRAY(cx->arena, struct rating_part, POLL_SOURCES);
        struct method_row *rows = NEW_ARRAY(cx->arena, struct method_row, POLL_ROWS);
        str *names = NEW_ARRAY(cx->arena, str, (size_t)p->n_units + 1);
        for (int i = 0; i < p->n_units; i++)
                names[i] = p->units[i].name;
        for (int i = 0; i < p->n_sources; i++)
                sources[i] = (struct rating_part){ p->sources[i].name, p->sources[i].weight };
        for (int i = 0; i < p->n_rows; i++) {
                const char *why = p->rows[i].bounds.n
                                ? bounds_read(cx->arena, p->rows[i].bounds, &rows[i], 1) : NULL;
                if (!why && p->rows[i].bounds2.n)
                        why = bounds_read(cx->arena, p->rows[i].bounds2, &rows[i], 2);
                if (why)
                        return fail(cx, INVALID, "第 %d 行：%s", i + 1, words_of(cx->lang, why));
                rows[i].points = p->rows[i].mark, rows[i].share = -1;
        }
        *ret = (struct rating){ .rule = p->rule, .n_units = p->n_units, .names = names, .aspects = p->aspects,
                .n_aspects = p->n_aspects, .sources = sources, .n_sources = p->n_sources,
                .members = poll_members(p), .grades = p->grades, .n_grades = p->n_grades,
                .full = p->full, .rank_step = p->rank_step, .rows = rows, .n_rows = p->n_rows,
                .low_grades = p->low_grades, .half_counts = p->half_counts, .even = p->even,
                .round = p->mode, .step = p->step };
        return NULL;
}

/* What is built up while votes are read. */
struct votes {
        struct ctx        *cx;
        const struct poll *p;
        struct ballot     *b;     int n, cap;
        struct rater      *rater; int n_raters, cap_raters;
        int               *got;         /* [source][unit][aspect] */
        int               *able;        /* [source][unit]: who may rate it */
};

static int *got_at(struct votes *v, int source, int unit, int aspect)
{
        return &v->got[(source * v->p->n_units + unit) * poll_aspects(v->p) + aspect];
}

/* A tally says how many, not who: each of its ballots becomes one of nobody, as many of a source as
 * it has members. No rule that needs to know a rater's other marks takes a secret vote. */
static const struct fail *read_tallies(struct votes *v)
{
        struct ctx *cx = v->cx;
        const struct poll *p = v->p;
        struct poll_tallies it;
        const struct fail *wrong = NULL;
        int base[POLL_SOURCES];
        for (int s = 0; s < p->n_sources; s++) {
                base[s] = v->n_raters;
                for (int i = 0; i < p->sources[s].members; i++)
                        *VEC_ADD(cx->arena, v->rater, v->n_raters, v->cap_raters) =
                                (struct rater){ .unit = -1, .source = s };
                for (int u = 0; u < p->n_units; u++)
                        v->able[s * p->n_units + u] = poll_eligible(p, s);
        }
        poll_tallies(&it, cx, p->id);
        while (poll_tallies_next(&it)) {
                int u = poll_unit_at(p, it.unit), s = (int)it.source, k = (int)it.aspect;
                if (wrong || u < 0 || s < 0 || s >= p->n_sources || k < 0 || k >= poll_aspects(p))
                        continue;
                int *got = got_at(v, s, u, k);
                if (*got + it.n > v->able[s * p->n_units + u]) {
                        wrong = fail(cx, CONFLICT, "“%.*s”在“%.*s”的票数 %ld 超过了能给它投票的人数 %d，请先查明",
                                     STR(p->units[u].name), STR(p->sources[s].name), *got + it.n,
                                     v->able[s * p->n_units + u]);
                        continue;
                }
                for (int64_t i = 0; i < it.n; i++)
                        *VEC_ADD(cx->arena, v->b, v->n, v->cap) = (struct ballot){
                                .rater = base[s] + (*got)++, .unit = u, .aspect = k,
                                .state = (enum ballot_state)it.state, .value = it.value };
        }
        const struct fail *f = poll_tallies_end(&it);
        return f ? f : wrong;
}

/* Who could have voted and did not, of each source on each unit. */
static const struct fail *read_silent(struct votes *v)
{
        struct ctx *cx = v->cx;
        const struct poll *p = v->p;
        struct poll_voters_silent who;
        struct poll_voters_silent_own own;
        poll_voters_silent(&who, cx, p->id);
        while (poll_voters_silent_next(&who))
                for (int u = 0; u < p->n_units && who.source < p->n_sources; u++)
                        v->able[who.source * p->n_units + u] += (int)who.n;
        const struct fail *f = poll_voters_silent_end(&who);
        if (f)
                return f;
        poll_voters_silent_own(&own, cx, p->id, p->opens, p->opens);
        while (poll_voters_silent_own_next(&own)) {
                int u = poll_unit_at(p, own.unit);
                if (u >= 0 && own.source < p->n_sources)
                        v->able[own.source * p->n_units + u] -= (int)own.n;
        }
        return poll_voters_silent_own_end(&own);
}

static const struct fail *read_marks(struct votes *v)
{
        struct ctx *cx = v->cx;
        const struct poll *p = v->p;
        struct poll_marks it;
        int64_t last = 0;
        const struct fail *f = read_silent(v);
        if (f)
                return f;
        poll_marks(&it, cx, p->id);
        while (poll_marks_next(&it)) {
                int u = poll_unit_at(p, it.unit);
                if (u < 0 || it.source >= p->n_sources || it.aspect >= poll_aspects(p))
                        continue;
                if (it.voter != last)
                        *VEC_ADD(cx->arena, v->rater, v->n_raters, v->cap_raters) = (struct rater){
                                .name = it.name, .unit = it.has_own ? poll_unit_at(p, it.own) : -1,
                                .source = (int)it.source };
                last = it.voter;
                ++*got_at(v, (int)it.source, u, (int)it.aspect);
                v->able[it.source * p->n_units + u] += !it.aspect;      /* whoever voted marked each that they could */
                *VEC_ADD(cx->arena, v->b, v->n, v->cap) = (struct ballot){ .rater = v->n_raters - 1,
                        .unit = u, .aspect = (int)it.aspect, .state = (enum ballot_state)it.state,
                        .value = it.value };
        }
        return poll_marks_end(&it);
}

/* By how many said what, not by a mean: of one source, without aspects. */
static bool by_votes(const struct poll *p) { return p->rule == RATING_MAJORITY || p->rule == RATING_BRACKET; }

bool poll_parts_shown(const struct poll *p)
{
        if (by_votes(p))
                return false;
        for (int s = 0; p->secret && s < p->n_sources; s++)
                if (p->sources[s].ballots < rating_least(p->rule))
                        return false;
        return true;
}

/* Marks of all sources that count and that the means of an aspect rest on. */
static int resting(const struct poll *p, const int *marks, int aspect)
{
        int sum = 0;
        for (int s = 0; s < p->n_sources; s++) {
                int n = marks[s * poll_aspects(p) + aspect];
                if (p->sources[s].weight)
                        sum += p->rule == RATING_TRIMMED && n >= 3 ? n - 2 : n;
        }
        return sum;
}

/* A secret source has ballots enough, but where the own unit's members and 不了解 leave one mark or two on a
 * unit, the mean of them is somebody's mark to whoever gave the other. Nothing of the unit's is told then but the
 * score: from how many gave which answer and the score the means of two sources can be solved. Where all sources
 * together leave as few, the score is that mean, and there is none. */
static void part(const struct poll *p, struct poll_count *c, int *marks)
{
        int aspects = poll_aspects(p), cells = p->n_sources * aspects, least = rating_least(p->rule);
        for (int i = 0; i < c->n_ballots; i++)
                if (c->ballots[i].state == BALLOT_VALID)
                        marks[c->ballots[i].unit * cells +
                              c->rating.raters[c->ballots[i].rater].source * aspects + c->ballots[i].aspect]++;
        for (int u = 0; u < p->n_units; u++) {
                bool enough = !p->secret;
                c->apart[u] = true;
                for (int i = 0; p->secret && i < cells; i++)
                        c->apart[u] &= !marks[u * cells + i] || marks[u * cells + i] >= least;
                for (int s = 0; p->secret && s < p->n_sources; s++)
                        c->apart[u] &= !p->sources[s].ballots || p->sources[s].ballots >= least;
                for (int k = 0; k < aspects; k++)
                        enough |= (!p->n_aspects || p->aspects[k].weight) &&
                                  resting(p, marks + u * cells, k) >= POLL_FEW;
                if (!enough && !c->rated[u].none)
                        c->rated[u].none = c->rated[u].held = true, c->rated[u].verdict = -1,
                        c->rated[u].score.micro = 0, c->apart[u] = false;
        }
}

static void rank(const struct poll *p, struct poll_count *c)
{
        for (int i = 0; i < p->n_units; i++) {
                if (c->rated[i].none || p->rule == RATING_MAJORITY)
                        continue;
                c->rank[i] = 1;
                for (int k = 0; k < p->n_units; k++)
                        c->rank[i] += !c->rated[k].none &&
                                      c->rated[k].score.micro > c->rated[i].score.micro;
        }
}

const struct fail *poll_tally(struct ctx *cx, const struct poll *p, struct poll_count *ret)
{
        size_t cells = (size_t)p->n_sources * (size_t)p->n_units;
        struct votes v = { .cx = cx, .p = p,
                           .got = NEW_ARRAY(cx->arena, int, cells * (size_t)poll_aspects(p) + 1),
                           .able = NEW_ARRAY(cx->arena, int, cells + 1) };
        *ret = (struct poll_count){ .rated = NEW_ARRAY(cx->arena, struct rated, (size_t)p->n_units + 1),
                                    .rank = NEW_ARRAY(cx->arena, int, (size_t)p->n_units + 1) };
        const struct fail *f = poll_rating(cx, p, &ret->rating);
        if (!f)
                f = p->secret ? read_tallies(&v) : read_marks(&v);
        if (f)
                return f;
        ret->rating.raters = v.rater, ret->rating.n_raters = v.n_raters;
        ret->ballots = v.b, ret->n_ballots = v.n;
        ret->able = NEW_ARRAY(cx->arena, int, (size_t)p->n_units + 1);
        for (int s = 0; s < p->n_sources; s++)
                for (int u = 0; u < p->n_units; u++)
                        ret->able[u] += v.able[s * p->n_units + u];
        ret->rating.able = ret->able;   /* the base of a majority: its own members are not asked */
        ratings_score(cx->arena, &ret->rating, v.b, v.n, ret->rated);
        /* absent: whoever could and did not */
        for (int s = 0; s < p->n_sources; s++)
                for (int u = 0; u < p->n_units; u++)
                        for (int k = 0; k < poll_aspects(p); k++)
                                ret->rated[u].absent += v.able[s * p->n_units + u] - *got_at(&v, s, u, k);
        ret->apart = NEW_ARRAY(cx->arena, bool, (size_t)p->n_units + 1);
        part(p, ret, NEW_ARRAY(cx->arena, int, cells * (size_t)poll_aspects(p) + 1));
        rank(p, ret);
        return NULL;
}

void poll_explain(struct ctx *cx, const struct poll *p, const struct poll_count *c, int unit, bool all,
                  struct explain *ret)
{
        struct rating r = c->rating;
        r.tell = !p->secret ? all ? RATING_TELL_NAMES : RATING_TELL_MARKS
               : (by_votes(p) || poll_parts_shown(p)) && c->apart[unit] ? RATING_TELL_SUMS : RATING_TELL_RESULT;
        rating_explain(cx->arena, cx->lang, &r, c->ballots, c->n_ballots, unit, c->rated, ret);
}

/* none: not there for the reader, or its votes cannot be counted; counted: c is filled in. */
struct poll_kept { int64_t id; bool none, counted; enum poll_sight sight; struct poll p; struct poll_count c; };

static bool is_missing(const struct fail *f)
{
        return f && (f->kind == FAIL_NOT_FOUND || f->kind == FAIL_CONFLICT || f->kind == FAIL_INVALID);
}

/* The session, of those kept or read and kept; in *ret_cx's arena is what stays with it. */
static const struct fail *kept_of(struct ctx *cx, int64_t id, struct polls_kept *kept, struct ctx *ret_cx,
                                  struct poll_kept **ret)
{
        *ret_cx = *cx;
        for (int i = 0; kept && i < kept->n; i++)
                if (kept->list[i]->id == id) {
                        ret_cx->arena = kept->arena;
                        *ret = kept->list[i];
                        return NULL;
                }
        bool keeps = kept && kept->n < POLLS_KEPT;
        if (keeps)
                ret_cx->arena = kept->arena;
        struct poll_kept *x = NEW(ret_cx->arena, struct poll_kept);
        x->id = id;
        const struct fail *f = poll_read(ret_cx, id, &x->p);
        if (!f)
                f = poll_see(ret_cx, &x->p, &x->sight);
        x->none = is_missing(f);
        if (f && !x->none)
                return f;
        if (keeps)
                kept->list[kept->n++] = x;
        *ret = x;
        return NULL;
}

const struct fail *poll_told_of(struct ctx *cx, str origin, int64_t unit, struct polls_kept *kept,
                                const struct poll_told **ret)
{
        uint64_t id = 0;
        struct ctx own;
        struct poll_kept *x;
        *ret = NULL;
        if (!str_starts(origin, S("ballot:")) || !str_u64(str_from(origin, 7), &id) || id > INT64_MAX)
                return NULL;
        const struct fail *f = kept_of(cx, (int64_t)id, kept, &own, &x);
        if (f || x->none)
                return f;
        int at = poll_unit_at(&x->p, unit);
        if (at < 0 || !poll_shows_unit(cx, &x->p, x->sight, unit))
                return NULL;
        if (!x->counted) {
                f = poll_tally(&own, &x->p, &x->c);
                x->none = is_missing(f);
                if (f)
                        return x->none ? NULL : f;
                x->counted = true;
        }
        struct poll_told *t = NEW(cx->arena, struct poll_told);
        *t = (struct poll_told){ .id = x->p.id, .name = x->p.name, .basis = x->p.basis,
                .title = x->p.basis.n ? str_f(cx->arena, "%.*s（%.*s）", STR(x->p.name), STR(x->p.basis)) : x->p.name };
        poll_explain(cx, &x->p, &x->c, at, false, &t->how);
        *ret = t;
        return NULL;
}
