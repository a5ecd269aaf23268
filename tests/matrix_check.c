/* tests/matrix_check.c - kinds of records of checks and self-assessments. */
#include "domain/target/check/check.h"
#include "domain/target/check/check.sql.h"
#include "domain/target/scheme.sql.h"
#include "tests/matrix.h"

/* The round of self-assessment that the demonstration has open; 0: none. */
static int64_t open_round(struct ctx *cx, struct check_round *ret)
{
        struct check_rounds_seen it;
        int64_t id = 0;
        check_rounds_seen(&it, cx, 0, CHECK_ROUNDS_SEEN_BY_NEW, S(""), 0, (str){ 0 }, 0, 0, 0, S(""), 0, INT64_MAX,
                          INT64_MAX);
        while (check_rounds_seen_next(&it))
                if (it.kind == CHECK_SELF && it.state == CHECK_OPEN && it.papers > 20 && !id)
                        id = it.id;
        done(check_rounds_seen_end(&it));
        if (id)
                done(check_round_read(cx, id, ret));
        return id;
}

static int64_t stem_of(struct ctx *cx, const char *code)
{
        struct check_round r;
        struct figure_year y;
        if (!open_round(cx, &r) || figure_year_of(cx, r.edition, &y))
                return 0;
        for (int i = 0; i < y.n_leaves; i++)
                if (str_is(y.leaves[i].x->code, code))
                        return y.leaves[i].x->stem;
        return 0;
}

/* A qualitative indicator that every group has; one that the office assesses in every group. */
int64_t check_stem_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)who, (void)unit;
        return at == PLACE_OWN ? stem_of(cx, "dj-jc") : 0;
}

int64_t claim_stem_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)who, (void)unit;
        return at == PLACE_OWN ? stem_of(cx, "dj-jf") : 0;
}

/* The unit's paper in a round of its own; only units of the demonstration's scheme get one. A half-year check asks
 * about every qualitative indicator, a self-assessment about those that lost points. */
static int64_t paper_of(struct ctx *cx, int64_t unit, enum place at, enum paper_state state)
{
        struct check_round r;
        struct figure_year y;
        if (at == PLACE_YEAR || at == PLACE_NOWHERE || !open_round(cx, &r) || figure_year_of(cx, r.edition, &y) ||
            !edition_unit_of(&y.e, unit))
                return 0;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        int64_t number = 10000 + unit * 100 + at * 10 + state;
        int64_t round = check_round_insert(cx, r.scheme, number, CHECK_HALF, r.edition, r.period, (str){ 0 }, false, 95,
                                           10, 1, cx->today, cx->today, (str){ 0 }, 0, cx->now);
        int64_t id = check_paper_insert(cx, round, unit, cx->today);
        if (state != PAPER_DRAFT || at == PLACE_LOCKED)
                check_paper_step(cx, id, 1, PAPER_DRAFT, at == PLACE_LOCKED ? PAPER_ACCEPTED : state, cx->today,
                                 (str){ 0 }, cx->today, false, 0);
        done(tx_commit(&tx));
        return id;
}

int64_t paper_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)who;
        return paper_of(cx, unit, at, PAPER_DRAFT);
}

int64_t paper_in_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)who;
        return paper_of(cx, unit, at, PAPER_SUBMITTED);
}

int64_t paper_version(struct ctx *cx, int64_t id)
{
        struct check_paper_by_id p;
        return check_paper_by_id(cx, id, &p) ? 0 : p.version;
}

/* The unit's paper in the open round, submitted, with the office's indicator as it stands. */
int64_t claim_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        struct check_round r;
        struct check_data d;
        const struct check_row *rows;
        int n;
        (void)who;
        if (at == PLACE_YEAR || at == PLACE_NOWHERE || at == PLACE_LOCKED || !open_round(cx, &r))
                return 0;
        done(check_data_read(cx, r.id, unit, true, &d));
        if (!d.n_papers)
                return 0;
        const struct check_paper *p = &d.papers[0];
        if (p->state != PAPER_DRAFT)
                return p->state == PAPER_SUBMITTED ? p->id : 0;
        check_rows(cx, &d, p, &rows, &n);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        for (int i = 0; i < n; i++)
                check_line_freeze(cx, p->id, rows[i].l->x->stem, rows[i].light, rows[i].figure != 0, rows[i].figure,
                                  rows[i].text, false, 0, false, 0, rows[i].places);
        check_paper_step(cx, p->id, p->version, PAPER_DRAFT, PAPER_SUBMITTED, p->due, (str){ 0 }, cx->today, false, 0);
        done(tx_commit(&tx));
        return p->id;
}

/* Of the line of the office's indicator. */
int64_t claim_version(struct ctx *cx, int64_t id)
{
        struct check_paper_by_id p;
        struct check_data d;
        int64_t stem = stem_of(cx, "dj-jf");
        if (check_paper_by_id(cx, id, &p) || check_data_read(cx, p.round, p.unit, true, &d))
                return 0;
        const struct check_line *l = check_line_of(&d, id, stem);
        return l ? l->version : 0;
}
