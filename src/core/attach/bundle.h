/* core/attach/bundle.h - many documents as one ZIP: 得分说明 of all units, target books of a year, documents
 * of the register.
 *
 * Each is made when its turn comes and let go, so that memory is one document and the ZIP. Names are
 * UTF-8, one step of no path, and never the same twice. The last file is 目录.xlsx: number, title, unit,
 * file, bytes, SHA-256 and SM3 of each.
 */
#ifndef CORE_ATTACH_BUNDLE_H
#define CORE_ATTACH_BUNDLE_H

#include "core/attach/attach.h"

enum { BUNDLE_MOST = 1000, BUNDLE_SECONDS = 120 };

struct bundle_row {
        int64_t id;                     /* for `make` */
        str     number, title, unit;    /* for the index; each may be absent */
        str     name;                   /* of the file, with its ending */
};
typedef const struct fail *bundle_make(struct ctx *cx, void *arg, const struct bundle_row *row, str *ret_bytes);

/* "3,7,12" as ids. INVALID at `field`: no such list, or more than BUNDLE_MOST. */
const struct fail *bundle_ids(struct ctx *cx, const char *field, str said, int64_t **ret,
                              int *ret_n) MUST_USE;
bool bundle_has(const int64_t *ids, int n, int64_t id);         /* n 0: every one */
/* A word of a name: what a path could be made of becomes its 全角 sign; at most 40 characters. */
str bundle_word(struct arena *a, str said);
/**
 * Make the ZIP. In the service (`waits` false) one pack is made at a time, so that the other workers
 * go on answering, and for at most BUNDLE_SECONDS; on the command line it takes what it takes.
 * INVALID: none, or more than BUNDLE_MOST. BUSY: another is being made, or it took too long. And
 * whatever `make` says.
 */
const struct fail *bundle_zip(struct ctx *cx, str title, const struct bundle_row *rows, int n,
                              bundle_make *make, void *arg, bool waits, str *ret_bytes) MUST_USE;

#endif
