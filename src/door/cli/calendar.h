/* door/cli/calendar.h - luoshi calendar …: a term, a year, next year's notice. */
#ifndef DOOR_CLI_CALENDAR_H
#define DOOR_CLI_CALENDAR_H

#include "door/cli/cli.h"

enum { CALENDAR_COMMANDS = 3 };
extern const struct command_row calendar_commands[CALENDAR_COMMANDS];

#endif
