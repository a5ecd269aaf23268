/* domain/target/rating/register.h - the register of bonus, penalty, grade ceiling and veto.
 *
 * An entry is proposed by the office or, a bonus only, by a unit for itself; it counts once the
 * director approved it, and until a decision lifts it. What it counts, and why not more, is the
 * arithmetic of effect.h over all entries of the year's scheme.
 */
#ifndef DOMAIN_TARGET_RATING_REGISTER_H
#define DOMAIN_TARGET_RATING_REGISTER_H

#include "core/flow/wait.h"
#include "domain/target/edition.h"
#include "domain/target/effect.h"
#include "domain/target/telling.h"

enum effect_state { EFFECT_PROPOSED, EFFECT_APPROVED, EFFECT_REFUSED, EFFECT_STATES };
extern const char *const effect_state_words[EFFECT_STATES];
/* approve, refuse, lift. */
extern const struct flow effect_flow;
extern const struct wait_row effect_waits[1];

/* What somebody wants written. amount is positive and 0 for a ceiling or a veto; grade is absent
 * for a bonus or a penalty; klass and matter may be empty. */
struct effect_wish {
        int64_t          unit;
        enum effect_kind kind;
        str              klass, title, basis, decided_by, matter, grade;
        day              happened;
        int              level;
        points           amount;
};

struct effect_record {
        int64_t            id, scheme, who, version;
        str                unit_name, opinion, lifted_by;
        struct effect_wish wish;
        enum effect_state  state;
        day                lifted;      /* DAY_NONE: it stands */
        points             counts;      /* of an approved one; of a proposed one: if it were approved */
        enum effect_cut    cut;
};

/* The edition of a scheme whose classes, caps and grades hold today: the one in force, else the
 * newest issued. INVALID: none was issued. */
const struct fail *register_edition(struct ctx *cx, int64_t scheme, struct edition *ret) MUST_USE;
/* The scheme of the working year that has an edition in force; NOT_FOUND: none yet. */
const struct fail *register_scheme(struct ctx *cx, int64_t *ret) MUST_USE;
/* Entries about units that cx may see targets of, in the order in which caps are filled, with
 * what each counts. */
const struct fail *register_read(struct ctx *cx, const struct edition *e,
                                 struct effect_record **ret, int *ret_n) MUST_USE;
/* One of them, and the edition it was counted by. NOT_FOUND also for one about another's unit. */
const struct fail *register_find(struct ctx *cx, int64_t id, struct edition *ret_edition,
                                 struct effect_record *ret) MUST_USE;
/* May cx propose an entry about this unit? The office any, a unit a bonus. DENIED. */
const struct fail *register_may(struct ctx *cx, const struct edition *e, int64_t unit,
                                enum effect_kind kind) MUST_USE;

/**
 * Write an entry. Own transaction. DENIED as register_may(). INVALID with the field: a unit that
 * the scheme does not assess, a class of another kind, an amount that is none, a grade that the
 * scheme does not have, a day outside this and the last year or in the future, a matter that
 * counted in another year.
 */
const struct fail *register_add(struct ctx *cx, const struct edition *e,
                                const struct effect_wish *w, int64_t *ret_id) MUST_USE;
/* What is wrong with it, whoever writes it: the first, or, with `tell`, each INVALID told and NULL. */
const struct fail *register_fits(struct ctx *cx, const struct edition *e, const struct effect_wish *w, fail_told *tell,
                                 void *arg) MUST_USE;
/* The same as register_add() inside a transaction that is open, for an import. */
const struct fail *register_put(struct ctx *cx, const struct edition *e,
                                const struct effect_wish *w, int64_t *ret_id) MUST_USE;
/* Change one that is still proposed; the unit stays. CONFLICT: decided or changed meanwhile. */
const struct fail *register_edit(struct ctx *cx, int64_t id, int64_t version,
                                 const struct effect_wish *w) MUST_USE;
/**
 * Take a step: approve (by: who approved, may be empty where the entry says so), refuse (reason),
 * lift (by: the decision; on: its day). INVALID with the field; DENIED: also one's own proposal;
 * CONFLICT: a stale version.
 */
struct effect_step { str event, by, reason; int64_t version; day on; };
const struct fail *register_move(struct ctx *cx, int64_t id, const struct effect_step *in) MUST_USE;
/* Two hands: nobody decides of what he entered himself (`who`); what was decided he may lift. */
bool register_keeps_out(const struct ctx *cx, int64_t who, str event);

#endif
