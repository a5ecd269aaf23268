/* door/web/audit.c - the register of the audit pages and commands. */
#include "door/cli/audit.h"
#include "door/module.h"

const struct module module_audit = {
        .name = "audit", .title = "审计",
        .commands = audit_commands, .n_commands = AUDIT_COMMANDS,
};
