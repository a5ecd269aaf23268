/* tests/matrix_ballot.c - kinds of records of rating sessions, for the walks over all routes. */
#include "core/crypto/password.h"
#include "domain/org/org.h"
#include "domain/target/ballot/ballot.h"
#include "domain/target/ballot/ballot.sql.h"
#include "tests/matrix.h"

/* The demonstration's scheme of the place's year; of another county one that is begun for it. */
static void scheme_at(struct ctx *cx, int64_t unit, enum place at, int64_t *ret_scheme,
                      int64_t *ret_edition)
{
        struct org_unit u;
        struct poll_schemes it;
        int year = at == PLACE_YEAR ? 2023 : 2024;
        done(org_unit_by_id(cx, unit, &u));
        while (u.parent)
                done(org_unit_by_id(cx, u.parent, &u));
        *ret_scheme = 0;
        poll_schemes(&it, cx);
        while (poll_schemes_next(&it))
                if (it.unit == u.id && it.year == year && !*ret_scheme)
                        *ret_scheme = it.id, *ret_edition = it.edition;
        done(poll_schemes_end(&it));
}

/* A session that rates the unit: the county's, in a state, one source by code and one on paper, or
 * (named) one of people who are signed in. 0 where the county has no scheme that was issued. */
static int64_t session_rating(struct ctx *cx, int64_t unit, int64_t rated, enum place at, bool secret,
                              enum poll_state state)
{
        int64_t scheme, edition = 0;
        scheme_at(cx, unit, at, &scheme, &edition);
        if (!scheme || at == PLACE_NOWHERE)
                return 0;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        int64_t id = poll_insert(cx, scheme, edition, false, 0, 11, S("矩阵评议"), S(""), RATING_FIVE, secret,
                                 cx->today, day_add(cx->today, 5), 0, 0, 0, true, false, EVEN_NO, 10000, 0, 0,
                                 cx->now);
        poll_unit_add(cx, id, 0, rated);
        poll_source_add(cx, id, 0, S("县领导"), secret ? 500000 : 1000000, secret ? POLL_BY_CODE : POLL_BY_POST, 9, 0,
                        secret ? (str){ 0 } : S("town"));
        if (secret)
                poll_source_add(cx, id, 1, S("考核组"), 500000, POLL_BY_PAPER, 9, 0, (str){ 0 });
        if (state != POLL_DRAFT)
                poll_step_to(cx, id, 1, POLL_DRAFT, state, (str){ 0 }, day_add(cx->today, 5));
        if (state == POLL_PUT || state == POLL_COUNTED)
                poll_tally_add(cx, id, 0, rated, 0, BALLOT_VALID, 4, 5);
        done(tx_commit(&tx));
        return id;
}

static int64_t session(struct ctx *cx, int64_t unit, enum place at, bool secret, enum poll_state state)
{
        return session_rating(cx, unit, unit, at, secret, state);
}

int64_t rating_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)who;
        return session(cx, unit, at, true, at == PLACE_LOCKED ? POLL_CLOSED : POLL_PUT);
}

int64_t rating_draft_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)who;
        return session(cx, unit, at, true, at == PLACE_LOCKED ? POLL_VOID : POLL_DRAFT);
}

int64_t rating_open_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)who;
        return session(cx, unit, at, true, at == PLACE_LOCKED ? POLL_VOID : POLL_OPEN);
}

/* With a vote of the member, who has a post in no rated unit; locked: cast already. */
int64_t rating_mine_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        struct poll_voter_of v;
        bool mine = at == PLACE_OWN || at == PLACE_LOCKED;
        if (!who->person || (!mine && at != PLACE_SIBLING))
                return 0;
        int64_t id = session_rating(cx, unit, story_unit(cx, "shili-huaqiao"), PLACE_OWN, false, POLL_OPEN);
        if (!id || !mine)
                return id;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        poll_voter_add(cx, id, 0, who->person, false, 0);
        if (at == PLACE_LOCKED) {
                done(poll_voter_of(cx, id, who->person, &v));
                poll_voter_spend(cx, v.id);
        }
        done(tx_commit(&tx));
        return id;
}

int64_t rated_unit_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)cx, (void)who;
        return at == PLACE_NOWHERE ? 0 : unit;
}

static int64_t batch(struct ctx *cx, int64_t unit, enum place at, enum batch_state state)
{
        int64_t poll = session(cx, unit, at == PLACE_LOCKED ? PLACE_OWN : at, true, POLL_OPEN);
        if (!poll)
                return 0;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        int64_t id = poll_batch_insert(cx, poll, 1, 1, 2);
        if (state != BATCH_EMPTY || at == PLACE_LOCKED)
                poll_batch_update(cx, id, 1, at == PLACE_LOCKED ? BATCH_DONE : state, true, 1000001, true, 1000002,
                                  false, 0, (str){ 0 });
        done(tx_commit(&tx));
        return id;
}

int64_t rating_batch_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)who;
        return batch(cx, unit, at, BATCH_EMPTY);
}

int64_t rating_differs_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)who;
        return batch(cx, unit, at, BATCH_DIFFERS);
}

/* A code; what stands in its place is what the slip says. */
static struct { int64_t poll; char code[CODE_LETTERS + 1]; } printed[64];

int64_t vote_code_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        const struct poll_slip *slips = NULL;
        int n = 0;
        (void)who;
        int64_t id = at == PLACE_OWN ? session(cx, unit, at, true, POLL_OPEN) : 0;
        if (!id)
                return 0;
        done(poll_codes(cx, id, 0, &slips, &n));
        snprintf(printed[id % 64].code, sizeof(printed[0].code), "%.*s", STR(slips[0].code));
        printed[id % 64].poll = id;
        return id;
}

str vote_code_text(struct ctx *cx, int64_t id)
{
        return str_copy(cx->arena, printed[id % 64].poll == id ? str_of(printed[id % 64].code) : S("?"));
}
