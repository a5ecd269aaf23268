/* domain/target/result/faces.h - what the pages and commands of results share. */
#ifndef DOMAIN_TARGET_RESULT_FACES_H
#define DOMAIN_TARGET_RESULT_FACES_H

#include "domain/target/result/appeal.h"
#include "domain/target/result/steps.h"
#include "door/module.h"

enum { RESULT_COMMANDS = 4 };
extern const struct command_row result_commands[RESULT_COMMANDS];

#endif
