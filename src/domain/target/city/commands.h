/* domain/target/city/commands.h - luoshi city …: the rows that module.c registers. */
#ifndef DOMAIN_TARGET_CITY_COMMANDS_H
#define DOMAIN_TARGET_CITY_COMMANDS_H

#include "door/module.h"

command city_list_cmd, city_show_cmd, city_report_cmd;
enum { CITY_COMMANDS = 3 };
extern const struct command_row city_commands[CITY_COMMANDS];

#endif
