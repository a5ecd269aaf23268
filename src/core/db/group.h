/* core/db/group.h - group commit: who may write now, which commit holds whose rows, and who is
 * told when it is durable. It knows no SQL and no engine; sqlite.c brings the operations.
 *
 * There is one turn. Who finds it free takes it; the others queue, and the first of them may be
 * passed by GROUP_PASS_MAX times at most while it wakes. Its holder does its rows inside the open
 * group (a transaction of the engine) and leaves; the committer thread takes the turn when nobody
 * wants it or the group is full, commits, and tells all members. Groups are numbered from 1 and
 * settle in order, so "is group t settled" is one comparison; the lost ones stand in a short
 * list of ranges.
 */
#ifndef CORE_DB_GROUP_H
#define CORE_DB_GROUP_H

#include "core/db/db.h"

/* What happened to a whole group that was not kept. */
struct group_loss {
        enum fail_kind kind;    /* FULL, BUSY or BROKEN */
        bool           again;   /* nothing of it was kept for sure: it may be run again */
        char           log[200];
};

struct group_ops {
        /* Make the open group durable. False: it is not; *ret says why, and no transaction is
         * left open. Called by the committer, who holds the turn. */
        bool (*commit)(void *arg, struct group_loss *ret);
        /* Is there housekeeping (a checkpoint) to do; `idle`: nothing else is going on. */
        bool (*chore_due)(void *arg, bool idle);
        void (*chore)(void *arg);       /* the turn is held */
};

enum { GROUP_PASS_MAX = 16 };

struct group;
struct group *group_new(const struct group_ops *ops, void *arg, int max_members);
/* Commit what waits, tell everyone, stop the committer, free. Nobody may hold or want the turn. */
void group_free(struct group *g);

void group_enter(struct group *g);              /* wait for the turn; must() if this thread has it */
/* The turn is held. The number of the open group; *ret_first: it was opened just now, so the
 * caller begins the engine's transaction. */
uint64_t group_join(struct group *g, bool *ret_first);
int  group_members(const struct group *g);      /* of the open group, that kept rows; turn held */
/* Give the turn on. `kept`: this member's rows are in the group. */
void group_leave(struct group *g, bool kept);
/* The turn is held: the engine has rolled the whole open group back. */
void group_lose(struct group *g, const struct group_loss *why);

/* Wait until group `ticket` is settled. True: durable (or ticket 0). False: lost, *ret says why. */
bool group_wait(struct group *g, uint64_t ticket, struct group_loss *ret);
/* The same without waiting: true when the group is settled and was lost. */
bool group_lost(struct group *g, uint64_t ticket, struct group_loss *ret);
void group_when(struct group *g, uint64_t ticket, store_durable *done, void *arg);
void group_stats(struct group *g, struct store_stats *ret);     /* groups, lost, members, waiting */

#endif
