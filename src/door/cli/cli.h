/* door/cli/cli.h - commands: rows of a table, forms from arguments. */
#ifndef DOOR_CLI_CLI_H
#define DOOR_CLI_CLI_H

#include "base/base.h"

/* What a command may say. `out` goes to standard output; a command that found faults but did
 * its work sets status 1. With --json (cli->json) `out` is one JSON value. */
struct cli {
        struct form form;               /* --name value pairs; positional words as "1", "2", … */
        struct buf  out;
        const char *out_type;           /* when `out` is not text (DOCX): not for a terminal */
        bool        json;
        bool        live;               /* inside the service, which goes on with its requests */
        int         status;             /* 0 done, 1 findings */
        struct buf  err;                /* notes for people, to standard error */
};

typedef const struct fail *command(struct ctx *cx, struct cli *io);

enum command_flag {
        COMMAND_NO_DB   = 1 << 0,       /* works without --db */
        COMMAND_WRITES  = 1 << 1,       /* opens the database for writing (takes the lock), unless --check-only */
        COMMAND_JSON    = 1 << 2,       /* knows --json */
        COMMAND_LIVE    = 1 << 4,       /* runs inside the service where that has the database */
        COMMAND_FILE    = 1 << 5,       /* with --file it works on that alone, without --db */
        COMMAND_LOST    = 1 << 6,       /* says what is wrong where the trail's tables are gone: audit verify */
        COMMAND_ALONE   = 1 << 7,       /* where no database was named and none is there, works without (cx->db NULL) */
        COMMAND_STARTS  = 1 << 3,       /* may meet an empty or older schema: init, migrate, demo */
};

/* "unit", "CODE", "单位代码"; value NULL: a switch */
struct command_option { const char *name, *value, *help; };

struct command_row {
        const char                  *words;     /* what is typed: "budget disclose" */
        command                     *run;
        int                          need;      /* enum perm; the operator at the machine has
                                                 * all: kept for help and tests */
        unsigned                     flags;
        /* "--unit CODE --year YEAR [--as txt|docx|pdf|xlsx|html] [--out FILE]" */
        const char                  *usage;
        const char                  *help;      /* one Chinese sentence */
        const struct command_option *options;   /* NULL name ends; NULL: none */
};

/* A one-time link for a person to open, on a line of its own below what `say` tells of it: at the
 * address of `public_url`, or where that is not set at the usual one of this machine, with a line
 * that says so. */
void cli_link(struct ctx *cx, struct cli *io, const char *say, str key);

/* The whole command line; returns the exit status (0 done, 1 findings, 2 wrong use or input,
 * 3 refused, 4 ours). */
int cli_main(int argc, char **argv);

#endif
