/* domain/target/result/verify.h - is a stored result what its inputs give? Bit for bit. */
#ifndef DOMAIN_TARGET_RESULT_VERIFY_H
#define DOMAIN_TARGET_RESULT_VERIFY_H

#include "domain/target/result/result.h"

enum { VERIFY_MOST = 20 };              /* differences that are written out */

struct result_check {
        int n_units, n_nodes;           /* compared */
        int n_wrong;                    /* differences */
        str wrong[VERIFY_MOST];         /* the first of them, as sentences */
};

/* Compute the run again from its inputs, the edition and the methods' versions, and compare with
 * what is stored. Asks no scope. BROKEN: the inputs cannot be read. */
const struct fail *result_verify(struct ctx *cx, int64_t run, struct result_check *ret) MUST_USE;
/* A run with all it takes to verify it elsewhere, as JSON; always the same bytes. Asks no scope. */
const struct fail *result_export(struct ctx *cx, int64_t run, str *ret) MUST_USE;
/* Verify such a text; no database is asked. INVALID: it is none. */
const struct fail *result_verify_text(struct ctx *cx, str text, struct result_check *ret) MUST_USE;

#endif
