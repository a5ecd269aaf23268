/* door/cli/io.h - files that the operator names on the command line. */
#ifndef DOOR_CLI_IO_H
#define DOOR_CLI_IO_H

#include "base/base.h"

/* The whole file, at most 64 MiB. INVALID: missing, unreadable, a directory, too large. */
const struct fail *cli_read_file(struct ctx *cx, str path, str *ret) MUST_USE;
/* Write a file whole: under another name first, then renamed, so that no half of it is ever
 * seen; a file that was there keeps its mode. A symbolic link is followed to its target. What is no
 * regular file (a device, a pipe) is written into as it stands. Failures as of cli_unwritten(). */
const struct fail *cli_write_file(struct ctx *cx, str path, str bytes) MUST_USE;
/* Why `name` could not be written, from errno. FULL: no room on the device or in the quota; BROKEN:
 * the device fails; INVALID: all else, since the name was wrong. */
const struct fail *cli_unwritten(struct ctx *cx, const char *name, int why) MUST_USE;

struct cli;
struct importer;
/**
 * Bring a whole file through an import of the program, all rows or none: read, checked, written in
 * one transaction. `about` are the answers beside the file, as the importer has them. What is wrong
 * goes to io->err, a line each; how many rows were written to io->out.
 * INVALID: the file cannot be read, or a cell is wrong; also what open() and put() refuse.
 */
const struct fail *cli_import(struct ctx *cx, struct cli *io, const struct importer *k, str about,
                              str file) MUST_USE;

#endif
