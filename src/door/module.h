/* door/module.h - everything a domain offers to the outside, on one page of its module.c.
 * src/modules.def lists the domains; src/modules.c makes the array and checks it at start. */
#ifndef DOOR_MODULE_H
#define DOOR_MODULE_H

#include "core/flow/figure.h"
#include "core/flow/wait.h"
#include "core/flow/work.h"
#include "door/web/web.h"
#include "door/cli/cli.h"

struct flow;
struct importer;
struct batch_row;
struct search_kind;
struct attach_kind;
struct audit_title;

/* Timed work. */
struct job {
        const char *name;
        int         every_s;    /* seconds between starts */
        const struct fail *(*run)(struct ctx *cx);
};

/* A part of a module's group in the menu: what stands at this place and behind bears the
 * heading. */
struct menu_part { int from; const char *title; };

/* A place on the tab bar of a telephone, which holds TAB_MOST besides 全部: a route of the menu, for whom it is (a
 * permission, over the whole county or over a part of it), and its place among the others. */
enum tab_over { TAB_ANY, TAB_WHOLE, TAB_PART };
struct menu_tab { const char *path; int need; enum tab_over over; int sort; };        /* need: enum perm */

struct module {
        const char               *name, *title;
        /* Rising; a group with few entries for a person shows none. What stands before the first
         * has no heading. */
        const struct menu_part   *parts;     int n_parts;
        const struct menu_tab    *tabs;      int n_tabs;
        const struct route       *routes;    int n_routes;
        const struct command_row *commands;  int n_commands;
        const struct flow *const *flows;     int n_flows;
        /* Numbers that other domains may ask for by their code (core/flow/figure.h). */
        const struct figure      *figures;   int n_figures;
        const struct job         *jobs;      int n_jobs;
        /* Open work that hangs on a person, for the hand-over when they leave
         * (core/flow/work.h). */
        const struct work_kind   *works;     int n_works;
        /* What waits for a person today (core/flow/wait.h). */
        const struct wait_row    *waits;     int n_waits;
        /* door/web/batch.h: acts on several rows of a list at once. */
        const struct batch_row   *batches;   int n_batches;
        /* core/search/search.h: what /search finds. */
        const struct search_kind *const *searches; int n_searches;
        /* core/import/importer.h: what comes in by file, through the shared pages of
         * door/web/import.c */
        const struct importer *const *imports; int n_imports;
        /* core/attach/attach.h: which records may have files, through the shared pages of
         * door/web/attach.c */
        const struct attach_kind *const *attaches; int n_attaches;
        /* core/audit/change.h: what its records are called in the trail */
        const struct audit_title *titles;    int n_titles;
        /* What every database of this domain begins with; run at each preparation, writes only what
         * is missing. May be NULL. */
        const struct fail      *(*seed)(struct ctx *cx);
        /* Fill an empty database with the demonstration data of this domain; may be NULL. */
        const struct fail      *(*demo)(struct ctx *cx);
};

extern const struct module *const modules[];
extern const int                  n_modules;
/* NULL, or the first thing wrong in the tables: said before any door opens. */
const char *modules_check(void);

#endif
