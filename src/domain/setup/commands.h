/* domain/setup/commands.h - what the operator types: the twins of the wizard, and accounts. */
#ifndef DOMAIN_SETUP_COMMANDS_H
#define DOMAIN_SETUP_COMMANDS_H

#include "door/cli/cli.h"

command unit_import_cmd, unit_add_cmd, unit_template_cmd, unit_list_cmd;
command link_cmd, account_link_cmd, account_list_cmd, account_disable_cmd, account_stale_cmd;
enum { SETUP_COMMANDS = 9 };
extern const struct command_row setup_commands[SETUP_COMMANDS];

#endif
