/* domain/org/commands.h - luoshi person …: people by the operator at the machine. */
#ifndef DOMAIN_ORG_COMMANDS_H
#define DOMAIN_ORG_COMMANDS_H

#include "door/cli/cli.h"

enum { ORG_COMMANDS = 2 };
extern const struct command_row org_commands[ORG_COMMANDS];

#endif
