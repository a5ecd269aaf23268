/* domain/target/city/back.h - what a file replaced, kept as text, and put back: undoing the imports of the city.
 *
 * Nothing is put back over what somebody changed afterwards: each record is compared with what the file left.
 */
#ifndef DOMAIN_TARGET_CITY_BACK_H
#define DOMAIN_TARGET_CITY_BACK_H

#include "core/import/importer.h"
#include "core/text/json.h"
#include "domain/target/city/city.h"

/* Every item, and its estimate of the month, that differs between two readings of a book. Empty: too much to keep. */
str city_keep_months(struct ctx *cx, const struct city *before, const struct city *after, int month);
/**
 * Put them back, inside a transaction unless u->look. Items that the file made are taken away, those it changed are as
 * before; so is the month's estimate. What was changed since goes into u->since, and then nothing is put back.
 * DENIED. CONFLICT: nothing was kept.
 */
const struct fail *city_back_months(struct ctx *cx, const struct city *c, struct import_undo *u) MUST_USE;

/* What the city told of the others: an object for each item (x NULL: the totals), begun before the file's rows are
 * written and ended after. */
const struct fail *city_keep_peers(struct ctx *cx, struct json_out *j, const struct city *c, const struct city_item *x,
                                   int month) MUST_USE;
const struct fail *city_kept_peers(struct ctx *cx, struct json_out *j, const struct city *c, const struct city_item *x,
                                   int month) MUST_USE;
/* As city_back_months(), for an array of those, all of one month. */
const struct fail *city_back_peers(struct ctx *cx, const struct city *c, int month, struct import_undo *u) MUST_USE;

#endif
