/* door/cli/live.h - a command that runs inside the service.
 *
 * A SQLite database has one writer process, so while the service runs `luoshi account add` cannot
 * open it. Commands whose row has COMMAND_LIVE are handed to the service over a UNIX socket
 * beside the database (FILE.sock, 0600), which runs them as the operator's and answers with
 * what they print. Only the service's own user and root are heard (SO_PEERCRED).
 * docs/decisions/live-commands.md says why.
 */
#ifndef DOOR_CLI_LIVE_H
#define DOOR_CLI_LIVE_H

#include "core/db/db.h"

struct live;
/* Listen beside the database; NULL where it has no file (PostgreSQL) or the socket cannot be made,
 * which is said in the log and is no failure: the service works without. */
struct live *live_start(struct ctx *cx, struct store *store, str db_url);
void         live_stop(struct live *l);         /* NULL: nothing */

/* Hand a command line (without the program's name) to the service of this database. @return false:
 * none listens, run it here. Else it has run and its words are printed; *ret_status is its status. */
bool live_ask(struct ctx *cx, str db_url, int argc, char **argv, int *ret_status);

/* The service's side of one line, in cli.c: only COMMAND_LIVE rows, --db and --data ignored. */
int cli_live(struct ctx *cx, int argc, char **argv, struct buf *out, struct buf *err);

#endif
