/* door/cli/commands.h - the commands of the program itself. */
#ifndef DOOR_CLI_COMMANDS_H
#define DOOR_CLI_COMMANDS_H

#include "door/cli/cli.h"

command init_cmd, demo_cmd, migrate_cmd, serve_cmd, account_add_cmd, help_cmd, config_cmd,
        version_cmd, search_verify_cmd, search_rebuild_cmd;
enum { CORE_COMMANDS = 10 };
extern const struct command_row core_commands[CORE_COMMANDS];

/* Options every command knows; the rest stands in its row. */
extern const struct command_option cli_options[];

/* The row whose words begin argv, longest first; *ret_n is how many words it took. NULL: none. */
const struct command_row *command_find(char **argv, int argc, int *ret_n);
/* Is `name` an option of the row, of every command, or (where the row says so) a setting? */
const struct command_option *option_find(const struct command_row *row, str name);
/* How many words its usage takes behind the command; WORDS_MANY: as many as there are. */
enum { WORDS_MANY = 1000 };
int usage_words(const struct command_row *row);
/* INVALID: no command is called so. Says what may follow it, or which one looks most like it. */
const struct fail *command_unknown(struct ctx *cx, const char *word) MUST_USE;
/* The option that looks most like `word`, or NULL when none is near. */
const char *option_near(struct ctx *cx, const struct command_row *row, str word);
/* One command's help, or the list of all when row is NULL. */
void help_put(struct buf *o, const struct command_row *row);

/* The program's version, "0.2.0". */
extern const char luoshi_version[];

#endif
