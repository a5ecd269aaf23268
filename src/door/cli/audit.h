/* door/cli/audit.h - the commands of the audit chain and of the key file. */
#ifndef DOOR_CLI_AUDIT_H
#define DOOR_CLI_AUDIT_H

#include "door/cli/cli.h"

enum { AUDIT_COMMANDS = 6 };
extern const struct command_row audit_commands[AUDIT_COMMANDS];

#endif
