/* domain/budget/disclose.h - a budget and a profile in, the whole disclosure out: text, tables,
 * glossary as blocks of a document, with the fact behind every figure. Pure. */
#ifndef DOMAIN_BUDGET_DISCLOSE_H
#define DOMAIN_BUDGET_DISCLOSE_H

#include "core/doc/doc.h"
#include "domain/budget/facts.h"
#include "domain/budget/profile.h"

enum table_state {
        TABLE_FULL,             /* every cell known */
        TABLE_PARTIAL,          /* some cells 原件未载 */
        TABLE_EMPTY,            /* no such money: grid and note */
        TABLE_UNKNOWN,          /* there is something, but the original does not show it */
};

struct made_row {
        str  key;               /* "2130305~u-x"; absent: no number of this side stands here */
        str  label;
        int  level;             /* 0 total, then depth */
        int  parent;            /* index of the row it is part of; -1: the total */
        bool total;
        int  project, indicator, task;          /* -1: not of one */
        struct filter filter;
        const struct row_spec *spec;
        bool nameless;          /* stands for a part that the original does not name */
};

/* One table as made, with what its rows are. */
struct made_table {
        const struct table_spec *spec;
        struct doc_table        *doc;
        enum table_state         state;
        str                     *row_keys;      /* of side 0, by table row; absent: none */
};

struct sentence {
        str  pattern, section, text;            /* "P03", "一、收支预算情况说明", the words */
        str *facts; int n_facts; int cap_facts; /* keys, in order */
};

/* A text that the profile asks for and nobody has written. */
struct missing { str key, label; };

struct disclosure {
        struct ctx           *cx;
        const struct budget  *b;
        const struct profile *p;
        struct figures       *fg;
        struct doc           *doc;
        struct made_table    *tables;    int n_tables, cap_tables;
        struct sentence      *sentences; int n_sentences, cap_sentences;
        struct missing       *missing;   int n_missing, cap_missing;
        int                   steps;    /* of patterns expanded: bounded */
        str *terms;
        int n_terms, cap_terms; /* of the glossary, in order */
};

/**
 * Make the disclosure. A missing text prints as 「（待填：…）」 and is listed in `missing`, so that a
 * draft can be read; the checks refuse it. INVALID: the profile's patterns do not parse, or the
 * profile's mode is exact and a line is not whole hundreds of yuan.
 */
const struct fail *budget_disclose(struct ctx *cx, const struct budget *b, const struct profile *p,
                                   struct disclosure **ret) MUST_USE;

/* ---- parts, for the pages that show one of them -------------------------------------------- */

/* Append one table of the profile to d->doc. */
const struct fail *table_make(struct disclosure *d, const struct table_spec *t) MUST_USE;

/* What a pattern's words mean at one place: the element of an `each`, if any. */
struct element { str code, name, text; int n; struct element *outer; };

/* Expand a pattern (docs/formats/profile.md) into the last block of d->doc. `s` collects the
 * words and facts. */
const struct fail *pattern_put(struct disclosure *d, str pattern, struct element *e,
                               struct sentence *s) MUST_USE;
/* Does a condition hold? */
const struct fail *pattern_when(struct disclosure *d, str condition, struct element *e,
                                bool *ret) MUST_USE;
/* The elements of a set: "income", "general.item", "duty" … */
const struct fail *pattern_set(struct disclosure *d, str name, struct element **ret,
                               int *n) MUST_USE;

/* The n-th text of a key, trimmed, without its final stop; absent: none. */
str  budget_text_of(const struct budget *b, str key, int n);
/* What a text is for, in words: "公务接待费：增减原因". */
str  budget_text_label(struct ctx *cx, const struct figures *fg, str key);
str  purpose_of(const struct budget *b, str function);
str  zh_number(struct arena *a, int n);         /* 三十二 */
void missing_add(struct disclosure *d, str key, str label);

#endif
