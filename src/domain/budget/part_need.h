/* domain/budget/part_need.h - what the disclosure of a budget needs and nobody has filled in. */
#ifndef DOMAIN_BUDGET_PART_NEED_H
#define DOMAIN_BUDGET_PART_NEED_H

#include "domain/budget/disclose.h"

/* One part, where it is first wanting, and how often. */
struct part_need {
        const char *part;       /* key of budget_parts; "lines": 预算明细 */
        str         place;      /* the heading or the table */
        int         n;
        str         say;        /* one sentence for a clerk */
};

/* Entered from a published original, where 原件未载 is the truth: some line, income or figure
 * has a basis other than the office's own. Last year's figures do not count: they are always
 * published ones. */
bool budget_transcribed(const struct budget *b);

/* What a reader is told where a figure or an account is not known: 原件未载 of a published original,
 * 未填 of a budget compiled here, which has none. In Chinese. */
const char *budget_silence(const struct budget *b);

/* The parts for want of which `d` prints 原件未载, in order of its pages; none of a budget that is
 * transcribed. Lives in d->cx's arena. */
int part_needs(const struct disclosure *d, struct part_need **ret);

#endif
