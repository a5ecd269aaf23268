/* tests/matrix.h - every role in several units, every route with a request that is right in itself,
 * and records of every kind at every place around a post: what the walks over all routes share.
 *
 * A line of tests/requests.txt names the records of a request by their place:
 *
 *      POST /org/:id/edit   /org/{unit:@}/edit name=某局 kind=department sort=1 version={unit.version:@}
 *      POST /org/:id/moves  /org/{unit:@}/moves parent={unit:@other} version={unit.version:@}
 *
 * {KIND:@} is a record of the kind at the place that the walk is trying: it belongs to the post's own
 * unit, a child, a sibling, the parent, another county, or is of another year or locked.
 * {KIND:@PLACE} is one at a fixed place; the walk tries the others in its stead, one at a time.
 * KIND.version is the version a form would carry. A kind is a row of tests/matrix_records.c.
 *
 * Nothing a walk does stays: its transactions are undone when they would be committed.
 */
#ifndef TESTS_MATRIX_H
#define TESTS_MATRIX_H

#include "door/module.h"
#include "tests/story.h"

enum place { PLACE_OWN, PLACE_CHILD, PLACE_SIBLING, PLACE_PARENT, PLACE_OTHER, PLACE_YEAR, PLACE_LOCKED,
             PLACE_NOWHERE,             /* an id that no record has */
             PLACE_END };
extern const char *const place_words[PLACE_END];

/* One post of the cast. The first has role "nobody" and no session. */
struct member { const char *role; str unit; int64_t id, post, person; str token; };

/* Everybody in the cast signs in with this one, as cast.1, cast.2 … */
#define MATRIX_PASSWORD "Correct-Horse-7"

struct matrix {
        struct ctx    *cx;
        struct member *cast;
        int            n_cast;
        str            requests;        /* tests/requests.txt */
        str            password;        /* the hash of all their passwords */
        int            n;               /* what {n} stands for: another number each time */
        int            commits;         /* transactions the last request would have committed */
        struct matrix_made *made;       /* records made so far */
        size_t         n_made;
};

/**
 * Load the demonstration county, add each role in each of `units` (NULL-terminated codes), begin a
 * session for each, and make the records that lines of requests.txt can ask for.
 */
void matrix_begin(struct matrix *m, struct ctx *cx, const char *const *units);
/* From here on transactions are undone instead of committed; back again. */
void matrix_trial(struct matrix *m, bool on);

/* Transactions of a trial that would have been committed since the last call. */
int  matrix_commits(struct matrix *m);

/* The line of requests.txt for a route, behind method and pattern; absent: none. */
str  matrix_line(const struct matrix *m, const struct route *r);
/* Does the line name records by place: in its path, and how many in its body? */
bool matrix_is_placed(str line);
int  matrix_n_foreign(str line);
/* The n-th of those in the body, "unit" of "parent={unit:@other}", and the field's name. */
str  matrix_foreign_field(struct matrix *m, str line, int n);

struct matrix_request { str path; struct pair fields[VISIT_FIELDS]; int n_fields; };
/**
 * Fill in a line for a member: path records at `at`, the `foreign`-th body record at `there`
 * (foreign -1: each at its own place). False when a kind has no record at that place.
 */
bool matrix_fill(struct matrix *m, str line, const struct member *who, enum place at, int foreign,
                 enum place there, struct matrix_request *ret);
/* The kind of the path's first record by place; NULL: none. */
const struct matrix_kind *matrix_path_kind(str line);
/* Send it as the member; the answer is in *v until the next arena release. Counts commits. */
int  matrix_send(struct matrix *m, const struct member *who, const struct route *r,
                 const struct matrix_request *q, struct visit *v);

/* ---- for walks of attack ---------------------------------------------------------------- */

/* One route, its line of requests.txt, and a member whose right request succeeds on the record at
 * `at`: their own, else the first place at which anybody's does. */
struct sender { const struct route *r; str line; const struct member *who; enum place at; };
/**
 * All routes of `method` but those for who is half-way in, each with such a member; call it in a
 * trial. A route without one fails the test. Returns how many were put.
 */
int  matrix_senders(struct matrix *m, enum verb method, struct sender *ret, int max);
/* Fill in the sender's request. */
void matrix_sender_fill(struct matrix *m, const struct sender *s, struct matrix_request *ret);
/* Send with a visit whose wishes for this request (origin, csrf_wish, edit …) are set; the session
 * is put in. */
int  matrix_sender_send(struct matrix *m, const struct sender *s, const struct matrix_request *q,
                        struct visit *v);

/* ---- for matrix_records.c --------------------------------------------------------------- */

/* A kind of record. `make` puts one into the unit (inside no transaction) for the member and returns
 * its id, 0 where the kind knows no such place; `version` says what a form would carry. */
struct matrix_kind {
        const char *name;
        int64_t   (*make)(struct ctx *cx, const struct member *who, int64_t unit, enum place at);
        int64_t   (*version)(struct ctx *cx, int64_t id);
        bool        personal;           /* one for each member, not one for each unit */
        str       (*text)(struct ctx *cx, int64_t id);  /* what stands in its place; NULL: the id */
        const char *page;               /* GET route that shows one: who may know of it; or NULL */
};
/* Of matrix_more.c, for the table. */
int64_t urge_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at);
int64_t urge_version(struct ctx *cx, int64_t id);
int64_t entered_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at);
int64_t paper_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at);
int64_t paper_in_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at);
int64_t paper_version(struct ctx *cx, int64_t id);
int64_t claim_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at);
int64_t claim_version(struct ctx *cx, int64_t id);
int64_t check_stem_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at);
int64_t claim_stem_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at);
int64_t effect_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at);
int64_t document_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at);
int64_t document_version(struct ctx *cx, int64_t id);
int64_t series_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at);
int64_t series_version(struct ctx *cx, int64_t id);
/* Of matrix_ballot.c. */
int64_t rating_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at);
int64_t rating_draft_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at);
int64_t rating_open_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at);
int64_t rating_mine_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at);
int64_t rated_unit_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at);
int64_t rating_batch_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at);
int64_t rating_differs_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at);
int64_t vote_code_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at);
str     vote_code_text(struct ctx *cx, int64_t id);
/* Their rows of the table. */
#define MATRIX_BALLOT_KINDS \
        { "rating",     rating_make,     first_version,      false, NULL,     "/ratings/:id" }, \
        { "rating-draft", rating_draft_make, first_version,  false, NULL,     "/ratings/:id" }, \
        { "rating-open", rating_open_make, first_version,    false, NULL,     "/ratings/:id" }, \
        { "rating-mine", rating_mine_make, first_version,    true,  NULL,     "/ratings/:id" }, \
        { "rated-unit", rated_unit_make, first_version,      false, NULL,     NULL }, \
        { "rating-batch", rating_batch_make, first_version,  false, NULL,     "/ratings/batches/:id" }, \
        { "rating-differs", rating_differs_make, first_version, false, NULL,  "/ratings/batches/:id" }, \
        { "vote-code",  vote_code_make,  first_version,         false, vote_code_text, NULL },
extern const struct matrix_kind matrix_kinds[];
extern const int                n_matrix_kinds;

#endif
