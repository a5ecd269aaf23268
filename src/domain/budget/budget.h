/* domain/budget/budget.h - the rules of a department budget's year: who may see it, how it is
 * brought in, and the way 编制 → 上报 → 审核（退回） → 批复 → 公开 → 更正. */
#ifndef DOMAIN_BUDGET_BUDGET_H
#define DOMAIN_BUDGET_BUDGET_H

#include "core/attach/attach.h"
#include "core/flow/flow.h"
#include "domain/budget/model.h"

extern const struct flow budget_flow;

/**
 * Load a budget that this person may see. A budget is seen by MAY_BUDGET_VIEW in scope; a
 * published one by everybody who is signed in. NOT_FOUND: none such, or not theirs to know.
 */
const struct fail *budget_see(struct ctx *cx, int64_t id, struct budget **ret) MUST_USE;

/* The newest version of a department's year by code that this person may see: to whom the draft
 * correction is closed, the published one is shown. */
const struct fail *budget_see_newest(struct ctx *cx, str code, int year,
                                     struct budget **ret) MUST_USE;
/* A version by its number; 0: the published one, where there is none the newest. */
const struct fail *budget_see_version(struct ctx *cx, str code, int year, int version,
                                      struct budget **ret) MUST_USE;

/**
 * Write a budget that came from a file or a form: new, or in place of the newest version while
 * that one is a draft. The department is found in the tree by `b->code`. A new budget is a
 * draft without dates whatever the file says: only budget_move() takes steps.
 *
 * @return NULL with *ret_id. INVALID: no such unit; a line that the exact mode refuses; the
 * model is contradictory (first fault in words). DENIED: not the person's department. CONFLICT:
 * the newest version is not a draft any more, or is not at `b->revision` (0: at whatever it is).
 * All or nothing, with its audit row.
 */
const struct fail *budget_put(struct ctx *cx, struct budget *b, int64_t *ret_id) MUST_USE;
/* The same, and in the same transaction the upload it came from is used up: CONFLICT where it
 * was already. */
const struct fail *budget_put_upload(struct ctx *cx, struct budget *b, int64_t upload,
                                     int64_t *ret_id) MUST_USE;
/* The same inside a transaction that is open, for an import; the audit row is written. */
const struct fail *budget_put_in(struct ctx *cx, struct budget *b, int64_t *ret_id) MUST_USE;
/* Inside a transaction: the rows of `b` (loaded, then partly put back as they were) over its draft,
 * as the undoing of an import. CONFLICT: no draft, or changed since it was loaded. */
const struct fail *budget_undo_in(struct ctx *cx, struct budget *b) MUST_USE;
/* Inside a transaction: take back a budget that an import made. */
const struct fail *budget_drop_in(struct ctx *cx, const struct budget *b) MUST_USE;


/* Replace the atomic lines of a draft (the entry grid), and its income where that is no more than
 * the sum of the lines (see lines_balance). CONFLICT: changed since `revision`, or
 * not a draft. */
const struct fail *budget_put_lines(struct ctx *cx, const struct budget *b, int64_t revision,
                                    const struct budget_line *lines, int n_lines) MUST_USE;

/* One part of a draft: `next` is `b` with that part and what follows from it (part_take). CONFLICT:
 * changed since `revision`, or not a draft. INVALID as of budget_put(). */
struct budget_part;
const struct fail *budget_put_part(struct ctx *cx, const struct budget *b, int64_t revision,
                                   const struct budget_part *part, const struct budget *next) MUST_USE;

/* Texts of a draft, all or none: key of texts.def and its number; an empty text takes it away.
 * CONFLICT: changed since `revision`, or not a draft. */
struct budget_words { str key; int n; str text; };
const struct fail *budget_put_words(struct ctx *cx, const struct budget *b, int64_t revision,
                                    const struct budget_words *words, int n) MUST_USE;
/* The text of that key and number as it is; empty where there is none. */
str budget_words_now(const struct budget *b, str key, int n);

/* What a step asks for; absent and DAY_NONE where its row asks nothing. */
struct budget_step { str event, reason, number, url; day day; int64_t revision; };

/**
 * Take one step of budget_flow. 公开 makes the five documents and the data package, keeps their
 * bytes and hashes, and freezes the budget; 更正 opens version n + 1 as a draft and returns its id,
 * whose publication in turn marks this one as replaced.
 *
 * @param ret_id  the budget the person should look at next.
 * @return NULL, or NOT_FOUND, DENIED, CONFLICT (state or revision), INVALID (a reason, date or
 * number that the step asks for is missing or impossible; publishing a budget whose checks
 * report an error names the first).
 */
const struct fail *budget_move(struct ctx *cx, int64_t id, const struct budget_step *step,
                               int64_t *ret_id) MUST_USE;

/* One published file, byte for byte. NOT_FOUND: not published, or no such kind. */
struct budget_bytes { str name, bytes, sha256; };
const struct fail *budget_published_file(struct ctx *cx, int64_t id, str kind,
                                         struct budget_bytes *ret) MUST_USE;

/* The demonstration budgets of data/demo, into an empty database. */
const struct fail *budget_demo(struct ctx *cx) MUST_USE;

/* The faults of a model that no database can keep: indices, codes, amounts, exact mode, a profile
 * that the program lacks. NULL: none. */
const struct fail *budget_sound(struct ctx *cx, const struct budget *b) MUST_USE;

/* Files of a budget (the document of approval …): for who may view it, never for the public. */
extern const struct attach_kind budget_attach;

/* Is the unit one of the budget's (NULL: of none)? */
bool budget_lists_unit(const struct budget *b, str code);

/* Is it refused while a check does not hold (check_stops)? */
bool budget_step_checked(const struct flow_step *s);
/* The day that the step registers, as it was registered before; DAY_NONE: it was not. */
day  budget_step_day(const struct budget *b, const struct flow_step *s);
/* Refused where it is about subordinate budget units (D2, D4: 预算法 52, 条例 6) and the department has none. */
const struct fail *budget_step_fits(struct ctx *cx, const struct budget *b, const struct flow_step *s);

#endif
