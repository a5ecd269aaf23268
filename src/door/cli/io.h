/* door/cli/io.h - files that the operator names on the command line. */
#ifndef DOOR_CLI_IO_H
#define DOOR_CLI_IO_H

#include "base/base.h"

/* The whole file, at most 64 MiB. INVALID: missing, unreadable, a directory, too large. */
const struct fail *cli_read_file(struct ctx *cx, str path, str *ret) MUST_USE;
/* Write a file whole: under another name first, then renamed, so that no half of it is ever
 * seen. INVALID says why it cannot be written. */
const struct fail *cli_write_file(struct ctx *cx, str path, str bytes) MUST_USE;

#endif
