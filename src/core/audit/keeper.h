/* core/audit/keeper.h - the thread beside the server that links committed rows (PostgreSQL) and
 * moves the head file on. It is never in the way of a commit: it reads what is durable. */
#ifndef CORE_AUDIT_KEEPER_H
#define CORE_AUDIT_KEEPER_H

#include "core/audit/head.h"

/* One round: link what waits where this engine needs it, then the head file. For the end of a
 * command that wrote. A head file that does not fit is logged (as an error) and left as it is. */
const struct fail *audit_keep(struct ctx *cx, str holder) MUST_USE;

struct audit_keeper;
/* Start it, with a connection of its own. BROKEN: cannot connect. */
const struct fail *audit_keeper_start(struct ctx *cx, struct store *store,
                                      struct audit_keeper **ret) MUST_USE;
/* A last round, then down. NULL is nothing. */
void audit_keeper_stop(struct audit_keeper *k);

#endif
