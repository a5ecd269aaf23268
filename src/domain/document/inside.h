/* domain/document/inside.h - between document.c and issue.c. */
#ifndef DOMAIN_DOCUMENT_INSIDE_H
#define DOMAIN_DOCUMENT_INSIDE_H

#include "domain/document/document.h"

/* Write a wish as a document in this state, or go on with the record's own. Own transaction, no
 * permission is asked. */
const struct fail *document_record(struct ctx *cx, const struct document_wish *w,
                                   enum document_state state, str signer, day signed_on,
                                   int64_t *ret_id) MUST_USE;
/* As document_find(), without asking. */
const struct fail *document_read(struct ctx *cx, int64_t id, struct document *ret) MUST_USE;

/* INVALID: where to set one up. */
const struct fail *document_no_series(struct ctx *cx, str kind) MUST_USE;
/* For a column that is never NULL. */
static inline str document_text(str s) { return s.p ? s : S(""); }

#endif
