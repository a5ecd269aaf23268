/* door/web/batch.h - one act on several rows of a list: chosen, confirmed, done.
 *
 * A domain puts rows into its module's `batches`; the list of that address then has checkboxes and
 * a bar by itself, for whoever has the permission. lists.c asks `may` for each row, on the page
 * that confirms and again before writing, and says the reason beside each that is refused. Then
 * either
 *
 *   put      writes each, in one transaction of lists.c's: done for all or for none;
 *   each     does each in transactions of its own: what one row cannot, stops no other. For acts that
 *            take long (files) or are not undone together;
 *   put_all  writes one thing for several rows (a letter), or what several rows are judged by together,
 *            asked by may_all.
 */
#ifndef DOOR_WEB_BATCH_H
#define DOOR_WEB_BATCH_H

#include "base/base.h"

enum { BATCH_MOST = 200 };

struct batch_row;
struct batch_item {
        const struct batch_row *by;     /* what is done */
        int64_t id, version;    /* version: as seen on the page that confirms */
        str     name, note;     /* who or what; more about it, or absent */
        str     words;          /* when it is written: what `ask` was answered with */
        str     why;            /* lists.c or may_all: why not; absent: can be done */
        str     result;         /* by put: what is shown once, on the answer itself; absent: nothing.
                                 * One that begins with / becomes a whole address */
};

struct batch_row {
        const char *list;       /* address of the list: "/people" */
        const char *event;      /* in addresses: "disable" */
        const char *word;       /* 停用账号 */
        const char *follows;    /* what follows from it, said before: a word */
        const char *done;       /* a format with %d: "已停用 %d 个账号" */
        const char *ask;        /* what has to be written for it, once for all rows: 退回的原因; NULL: nothing */
        int         need;       /* enum perm */
        bool        danger;
        /* May it be done? Asks the record's own unit; fills name and, on the way to the page that
         * confirms, version. NOT_FOUND: not theirs to know. Other kinds: the reason. */
        const struct fail *(*may)(struct ctx *cx, struct batch_item *x);
        /* Inside the transaction: statements and the trail; a stale version is a CONFLICT. */
        void (*put)(struct ctx *cx, struct batch_item *x);
        /* Instead of put: outside a transaction. A failure's words stand beside the row on the
         * answer. */
        const struct fail *(*each)(struct ctx *cx, struct batch_item *x);
        /* Instead of may and put: all rows at once. may_all fills name, note and version of each,
         * and `why` where it cannot be done; a failure of its own refuses the whole batch. */
        const struct fail *(*may_all)(struct ctx *cx, struct batch_item *items, int n);
        void (*put_all)(struct ctx *cx, struct batch_item *items, int n);
        /* Instead of all these, for what only reads (a download): `may` is asked for each, then the
         * browser goes to this address with the ids behind it, "/documents/files.zip?ids=" 3,7.
         * Nothing is confirmed. */
        const char *go;
};

/* For may_all: one row cannot be done, and why (lists.c finds words for a failure without); 1 where `f` is set. */
int batch_refuse(struct ctx *cx, struct batch_item *x, const struct fail *f);

#endif
