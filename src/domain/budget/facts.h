/* domain/budget/facts.h - every number that can be printed, by key.
 *
 * One place computes a figure: the sentence, the table cell, the page that shows where a number
 * comes from and the API all ask budget_fact_find(). Keys are stable and of four forms:
 *
 *   basic.personnel             a row of facts.def
 *   general.item.2013101        a row with `*`, of one code
 *   three.prior  three.change  three.rate     last year's, the difference, the rate, of any row
 *   t3.2013101.total            a cell: table, row, column of the profile
 *
 * A figure is computed from lines where all lines say what the filter asks. Where they do not,
 * a published fact with that key (or with the same filter) stands in; else it is unknown.
 */
#ifndef DOMAIN_BUDGET_FACTS_H
#define DOMAIN_BUDGET_FACTS_H

#include "domain/budget/filter.h"
#include "domain/budget/round.h"

enum fact_unit {
        FACT_MONEY,             /* wan: 0.01 万元 */
        FACT_COUNT,
        FACT_RATIO,             /* 0.01 % */
        FACT_POINTS,            /* points × 100 */
};

enum fact_state {
        FACT_COMPUTED,          /* from lines entered or published, or from other figures */
        FACT_PUBLISHED,         /* as printed in the original, with or without lines */
        FACT_INFERRED,          /* rests on an argument, e.g. the basic/project split of the seed */
        FACT_DERIVED,           /* 由公布增减额反推 */
        FACT_UNKNOWN,           /* 原件未载 */
        FACT_STATES
};
extern const char *const fact_state_labels[FACT_STATES];       /* of a screen: fact_state_words() */

struct fact {
        str             key;
        str             label;          /* Chinese: what it is */
        enum fact_unit  unit;
        enum fact_state state;
        int64_t         value;          /* by `unit` */
        int64_t         fen;            /* money: exact */
        str             rule;           /* how it was formed: a filter, or a formula in words */
        bool            split;          /* lines behind it are basic or project by an argument */
        str             note;           /* what the publisher or the compiler said about it */
        str             of[2];          /* keys of what it is made from: this year's and last
                                         * year's, or the part and the whole; absent: lines */
        /* Indices into the model; of a change: those of this year's figure. */
        const int      *lines;   int n_lines;
        const int      *incomes; int n_incomes;
};

struct profile;

/* A budget made ready for figures: rounded, its rules parsed. Read-only after. */
struct figures {
        struct ctx           *cx;
        const struct budget  *b;
        const struct profile *profile;  /* may be NULL: no cell keys then */
        struct rounded        rounded;
        const struct fact_rule *rules; int n_rules;
        str                   silent;   /* what stands for an unknown figure: 原件未载 of a published original,
                                         * 未填 of a budget compiled here, which has none */
};

/* Lives in cx's arena. BROKEN when a rule of facts.def does not parse. */
const struct fail *figures_make(struct ctx *cx, const struct budget *b, const struct profile *p,
                                struct figures **ret) MUST_USE;

/* The figure of a key. An unknown key gives state FACT_UNKNOWN and an absent label. */
struct fact budget_fact_find(const struct figures *fg, str key);

/* Where a figure comes from, in words for a reader; of an unknown one budget_silence(). */
const char *fact_state_words(const struct figures *fg, const struct fact *f);

/* The sum of a filter; `key` names it. A published fact stands in where lines cannot say. */
struct fact figure_of(const struct figures *fg, str key, const struct filter *f);

/* As it is printed: "202.28", "25", "85.59" (the whole plain: "100"), "原件未载" (see figures.silent). */
str fact_str(struct arena *a, const struct fact *f);

/* A rule of facts.def, for the page that explains figures. */
struct fact_rule {
        const char    *key, *label;
        enum fact_unit unit;
        const char    *how;             /* filter, or ratio "a / b", or a counter's name */
        struct filter  filter;
        bool           star;
};

/* Where a rule with a code stands in: "general.item.*" with "2013101". */
str star_fill(struct arena *a, str text, str code);

#endif
