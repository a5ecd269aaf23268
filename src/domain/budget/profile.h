/* domain/budget/profile.h - a disclosure profile: what a place prints, as data (domain §1.4).
 *
 * A profile is a JSON file: ordered blocks (titles, headings, sentence patterns, tables), table
 * forms as filters over rows and columns, vehicle classes, thresholds and clocks. Its language
 * is described in docs/formats/profile.md. Nothing of a place stands in code.
 */
#ifndef DOMAIN_BUDGET_PROFILE_H
#define DOMAIN_BUDGET_PROFILE_H

#include "domain/budget/filter.h"
#include "domain/budget/round.h"

struct json;

enum { TREE_DEPTH = 5 };
enum tree_by {
        BY_CLASS,
        BY_KUAN,
        BY_ITEM,
        BY_ECONOMIC_CLASS,
        BY_ECONOMIC,
        BY_UNIT,
        BY_PROJECT,
        BY_END
};
enum side_rows { ROWS_LIST, ROWS_TREE, ROWS_PROJECTS /* goals of projects */, ROWS_WHOLE /* 表7 */ };

struct column_spec {
        str           key, head, over, over2;
        str           text;             /* what a text column shows: "name", "class" … */
        str           sum;              /* keys of the columns it adds up */
        struct filter filter;
        bool          number;
        int           width;
};

struct row_spec {
        str           key, label;
        str           sum;              /* keys of the rows it adds up; "class": all class rows */
        struct filter filter;
        bool          each_class;       /* one row for each class of the profile */
        bool          used_only;        /* of these, only classes with money */
        bool          total, bottom;    /* bottom: stands level with the other side's bottom rows */
};

struct side_spec {
        enum side_rows      rows;
        enum tree_by        by[TREE_DEPTH]; int n_by;
        str                 total_label;        /* absent: no total row */
        bool                total_last, units_only_if_many, income;
        struct filter       filter;
        struct row_spec    *list;    int n_list;
        struct column_spec *columns; int n_columns;
};

struct table_spec {
        str               id, role, number, title, unit, when;
        str               empty, unknown;       /* patterns of the note */
        bool              yuan;                 /* cells in 元 with two decimals */
        bool              landscape;
        struct filter     filter;
        struct side_spec *sides; int n_sides;
};

enum block_kind { BLOCK_TITLE, BLOCK_HEADING, BLOCK_PARA, BLOCK_NOTE, BLOCK_PAGE, BLOCK_CONTENTS,
                  BLOCK_TABLE, BLOCK_TABLES, BLOCK_GLOSSARY, BLOCK_KINDS };

struct block_spec {
        enum block_kind kind;
        int             level;
        str             id;             /* pattern number, "P03" */
        str             when, each, text;
        str             section;        /* heading it stands under, for messages */
};

struct term_spec { str term, text, when; bool items; };    /* items: here the 项 used follow */

struct phrase_spec { str name, text; };
struct vehicle_class { str code, name, also; };             /* also: other codes that count here */
struct clock_rule { str id; int days; bool working; };      /* an override of a legal clock */

struct profile {
        str            name, title, source;     /* source: what the form was taken from */
        enum round_way way;
        bool           zero_blank;              /* a table's zero is an empty cell */
        bool           shares;                  /* shares of classes are printed */
        bool           comma;                   /* 1,234.50 in tables */
        int            equipment_wan;           /* threshold of large equipment */
        int            weight_total;            /* indicator weights × 100 sum to this */
        bool           goals_of_all;            /* every project counts, not only 项目支出 */
        str           *classes; int n_classes;
        struct vehicle_class *uses;   int n_uses;
        struct vehicle_class *bodies; int n_bodies;
        struct table_spec    *tables; int n_tables;
        struct block_spec    *blocks; int n_blocks;
        struct term_spec     *terms;  int n_terms;
        struct phrase_spec   *phrases; int n_phrases;
        struct clock_rule    *clocks; int n_clocks;
        str            text;                    /* the file itself, for the export */
};

/* Read a profile. INVALID says which part is wrong and why. */
const struct fail *profile_read(struct ctx *cx, str text, struct profile **ret) MUST_USE;
/* A profile that comes with the program. NOT_FOUND when there is none of that name. */
const struct fail *profile_builtin(struct ctx *cx, str name, struct profile **ret) MUST_USE;

const struct table_spec *profile_table(const struct profile *p, str id);        /* NULL: none */
const struct table_spec *profile_role(const struct profile *p, const char *role);

/* The filter of a cell and the form it stands in, from its key "t3.2013101.total". False when
 * the profile has no such cell. */
struct cell_at { const struct table_spec *table; const struct side_spec *side;
                 const struct column_spec *column; str row; struct filter filter; };
bool profile_cell(struct ctx *cx, const struct profile *p, str key, struct cell_at *ret);

#endif
