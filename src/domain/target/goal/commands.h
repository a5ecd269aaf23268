/* domain/target/goal/commands.h - luoshi target book, goals: the rows that module.c registers. */
#ifndef DOMAIN_TARGET_GOAL_COMMANDS_H
#define DOMAIN_TARGET_GOAL_COMMANDS_H

#include "door/module.h"

command goal_book_cmd, goal_goals_cmd, goal_import_cmd;
enum { GOAL_COMMANDS = 3 };
extern const struct command_row goal_commands[GOAL_COMMANDS];

#endif
