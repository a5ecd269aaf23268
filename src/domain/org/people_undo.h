/* domain/org/people_undo.h - taking back people and posts that came by a file.
 *
 * While a batch is written each changed row is kept: what it is known by now, and what it was. An
 * undo takes away what is new and nobody used, and gives the others their old values; one that was
 * changed or used since stops the whole batch and is named with its reason.
 */
#ifndef DOMAIN_ORG_PEOPLE_UNDO_H
#define DOMAIN_ORG_PEOPLE_UNDO_H

#include "core/import/importer.h"
#include "core/text/json.h"
#include "domain/org/import.sql.h"

/* Made in the request's arena; filled in the transaction that writes. */
struct people_kept { struct buf o; struct json_out json; };
void people_kept_begin(struct ctx *cx, struct people_kept *kept);
/* For import_write.kept; empty when it grew past 8 MiB: then there is no undo. */
str  people_kept_end(struct people_kept *kept);

/* A person or post as written from a row of the file (its line); `was` NULL: it is new. BROKEN. */
const struct fail *person_keep(struct ctx *cx, struct people_kept *kept, int64_t row,
                               int64_t person, const struct person_by_login *was) MUST_USE;
const struct fail *post_keep(struct ctx *cx, struct people_kept *kept, int64_t row, int64_t post,
                             const struct post_held *was) MUST_USE;

/* importer.undo of the two. CONFLICT: nothing was kept. INVALID: of the posts, the last
 * administrator of a kind would go (account_office_last()). */
const struct fail *people_undo(struct ctx *cx, struct import *im, struct import_undo *u) MUST_USE;
const struct fail *posts_undo(struct ctx *cx, struct import *im, struct import_undo *u) MUST_USE;

#endif
