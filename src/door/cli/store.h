/* door/cli/store.h - what the command line shares with `serve`: the address of the database, the
 * settings, demonstration data. */
#ifndef DOOR_CLI_STORE_H
#define DOOR_CLI_STORE_H

#include "door/cli/cli.h"

/* --db, else luoshi.db in --data. NUL-terminated. */
str cli_db_url(struct ctx *cx, const struct form *form);
/* Settings from --config, the environment and (for serve) the options of the same names. */
const struct fail *cli_config(struct ctx *cx, const struct command_row *row,
                              const struct form *form) MUST_USE;
/* What is wrong with a line that may make a database, said before one is made: INVALID. */
const struct fail *cli_line(struct ctx *cx, const struct command_row *row,
                            const struct form *form) MUST_USE;
struct init_line { str county, region; int64_t year; };                        /* empty, 0: not given */
struct serve_line { int port; const char *listen; bool no_demo, demo_open; day begin; };
const struct fail *init_line(struct ctx *cx, struct form *form, struct init_line *ret) MUST_USE;
const struct fail *serve_line(struct ctx *cx, struct form *form, struct serve_line *ret) MUST_USE;
/* Migrate and write the roles: what makes a database ours. */
const struct fail *database_prepare(struct ctx *cx, int *ret_applied) MUST_USE;
/* Every domain's demonstration data into an empty database, and the mark. CONFLICT: not empty. */
const struct fail *database_demo(struct ctx *cx) MUST_USE;

#endif
