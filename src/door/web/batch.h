/* door/web/batch.h - one act on several rows of a list: chosen, confirmed, done for all or for none.
 *
 * A domain puts rows into its module's `batches`; the list of that address then has checkboxes and a
 * bar by itself, for whoever has the permission. lists.c asks `may` for each row, on the page that
 * confirms and again before writing; one refusal stops all, with the reason beside each row. Then
 * `put` writes each, in one transaction of lists.c's.
 */
#ifndef DOOR_WEB_BATCH_H
#define DOOR_WEB_BATCH_H

#include "base/base.h"

enum { BATCH_MOST = 200 };

struct batch_item {
        int64_t id, version;    /* version: as seen on the page that confirms */
        str     name, note;     /* who or what; more about it, or absent */
        str     why;            /* lists.c: why not; absent: can be done */
        str     result;         /* by put: what is shown once, on the answer itself; absent: nothing.
                                 * One that begins with / becomes a whole address */
};

struct batch_row {
        const char *list;       /* address of the list: "/people" */
        const char *event;      /* in addresses: "disable" */
        const char *word;       /* 停用账号 */
        const char *follows;    /* what follows from it, said before: a word */
        const char *done;       /* a format with %d: "已停用 %d 个账号" */
        int         need;       /* enum perm */
        bool        danger;
        /* May it be done? Asks the record's own unit; fills name and, on the way to the page that
         * confirms, version. NOT_FOUND: not theirs to know. Other kinds: the reason. */
        const struct fail *(*may)(struct ctx *cx, struct batch_item *x);
        /* Inside the transaction: statements and the trail; a stale version is a CONFLICT. */
        void (*put)(struct ctx *cx, struct batch_item *x);
        /* Instead of put, for what only reads (a download): `may` is asked for each, then the browser goes
         * to this address with the ids behind it, "/documents/files.zip?ids=" 3,7. Nothing is confirmed. */
        const char *go;
};

#endif
