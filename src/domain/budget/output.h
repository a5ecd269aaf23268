/* domain/budget/output.h - a budget as figures, as a disclosure, as bytes of a format. */
#ifndef DOMAIN_BUDGET_OUTPUT_H
#define DOMAIN_BUDGET_OUTPUT_H

#include "domain/budget/checks.h"
#include "domain/budget/disclose.h"

/* Under the profile that the budget names. NOT_FOUND: the program has no such profile. */
const struct fail *budget_figures(struct ctx *cx, const struct budget *b,
                                  struct figures **ret) MUST_USE;
const struct fail *budget_disclosure(struct ctx *cx, const struct budget *b,
                                     struct disclosure **ret) MUST_USE;

/* The disclosure as bytes of `as`: a doc writer's, "datapackage", "json" or "csv" (lines).
 * NOT_FOUND: no such format. The name is for people: 县委目标绩效办2024年部门预算.docx */
struct budget_output { const char *type; str name, bytes; };
const struct fail *budget_output(struct ctx *cx, const struct budget *b, str as,
                                 struct budget_output *ret) MUST_USE;
/* What is kept when a budget is published: the doc writers' formats, then the data package. */
extern const char *const published_kinds[];
enum { N_PUBLISHED_KINDS = 6 };

/* Every check over the disclosure of `b`, with the budget published the year before where it is
 * at hand; clocks run until today. */
const struct fail *budget_checked(struct ctx *cx, const struct budget *b, struct disclosure **ret_d,
                                  struct check_report *ret) MUST_USE;

#endif
