/* core/audit/head.h - the end of the chain, kept outside the database: so that an old copy of the
 * database, or one whose last rows were cut off, is found. One line, mode 0600:
 *
 *     luoshi-audit-head 1 PLACE INSTANT LINK CODE
 *
 * It is written at most once a second and at stop, from what the database holds durably: it may
 * lag behind the database by what a crash leaves unwritten, and never leads. So a database that is
 * behind it was rolled back. Several processes on one machine share it; each only moves it forward.
 * Beside the database, or where the setting audit_head says: better on another disk.
 */
#ifndef CORE_AUDIT_HEAD_H
#define CORE_AUDIT_HEAD_H

#include "core/audit/chain.h"

void audit_head_place(str path);        /* of the process, set once at start; absent: none is kept */
str  audit_head_path(void);

/*        state    what it means, a catalogue word */
#define AUDIT_HEAD_STATES(X) \
        X(FITS,    "链头文件与数据库一致") \
        X(NONE,    "没有链头文件：不能排除数据库被换成旧的副本") \
        X(GONE,    "没有链头文件，以前却有过：数据库可能被换成旧的副本，或者最后的记录被删") \
        X(BEHIND,  "数据库比链头文件旧：被换成旧的副本，或者最后的记录被删") \
        X(DIFFERS, "链头文件记下的那一条在数据库里不一样：数据库被换过或改过") \
        X(DAMAGED, "链头文件损坏，或者不是这个数据库的")
enum audit_head_state {
#define X(name, words) AUDIT_HEAD_##name,
        AUDIT_HEAD_STATES(X)
#undef X
        AUDIT_HEAD_STATES_END
};
const char *audit_head_words(enum audit_head_state s);

/* What the file says: NONE, GONE (there was one: the trail says so, or rows were archived), DAMAGED, or
 * FITS as far as itself goes. Read it before the snapshot that
 * it is compared with begins: the file must not be the newer of the two. */
const struct fail *audit_head_read(struct ctx *cx, enum audit_head_state *ret,
                                   struct audit_end *ret_head) MUST_USE;
/* Does the database hold it? *state was FITS and becomes what is found; others stay. */
const struct fail *audit_head_compare(struct ctx *cx, const struct audit_end *head,
                                      enum audit_head_state *state) MUST_USE;
/* Write where the database's chain ends, when it has moved on and the file fits (or there never was one).
 * *ret: what was found; anything but FITS and NONE leaves the file as it was, or missing, for verify to report. */
const struct fail *audit_head_keep(struct ctx *cx, enum audit_head_state *ret) MUST_USE;
/* Write it whatever the file says: somebody with a reason has accepted the database as it is. */
const struct fail *audit_head_accept(struct ctx *cx) MUST_USE;

/* At start: from now on there has to be a file. A row of the trail says so once; before it, the file is made. */
const struct fail *audit_head_begin(struct ctx *cx) MUST_USE;

/* The line and back; INVALID: not one, or its code is wrong. */
str audit_head_text(struct ctx *cx, const struct audit_end *head);
const struct fail *audit_head_parse(struct ctx *cx, str text, struct audit_end *ret) MUST_USE;

#endif
