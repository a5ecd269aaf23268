/* domain/target/year/commands.h - luoshi target figures, figure put, lock, unlock. */
#ifndef DOMAIN_TARGET_YEAR_COMMANDS_H
#define DOMAIN_TARGET_YEAR_COMMANDS_H

#include "door/cli/cli.h"

enum { YEAR_COMMANDS = 4 };
extern const struct command_row year_commands[YEAR_COMMANDS];

#endif
