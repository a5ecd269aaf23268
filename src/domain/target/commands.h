/* domain/target/commands.h - luoshi target …: the rows that module.c registers. */
#ifndef DOMAIN_TARGET_COMMANDS_H
#define DOMAIN_TARGET_COMMANDS_H

#include "door/module.h"

command target_methods_cmd, target_method_cmd, target_template_cmd, target_score_cmd;
enum { TARGET_COMMANDS = 4 };
extern const struct command_row target_commands[TARGET_COMMANDS];

#endif
