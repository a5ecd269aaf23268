/* domain/target/use/commands.h - luoshi target history, rectify, analysis. */
#ifndef DOMAIN_TARGET_USE_COMMANDS_H
#define DOMAIN_TARGET_USE_COMMANDS_H

#include "door/module.h"

enum { USE_COMMANDS = 3 };
extern const struct command_row use_commands[USE_COMMANDS];

#endif
