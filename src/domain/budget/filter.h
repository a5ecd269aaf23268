/* domain/budget/filter.h - which lines a figure sums: one small language for facts.def, profile
 * tables and the API.
 *
 * A filter is words apart by blanks, each `name=value,value`; all must hold, any value of one
 * suffices. Empty: every expenditure line.
 *
 *   fund=F,G,C,O       general, government fund, state capital, other money
 *   source=current,advance,carry
 *   nature=basic,project,upward,subsidy,operating
 *   fn=201,20805       functional code begins with
 *   econ=301,30217     department economic code begins with
 *   unit=CODE          budget unit
 *   kind=organ,civil,institution    kind of that unit
 *   project=CODE
 *   category=personnel,public,running,special
 *   goal=yes           the project is under performance management
 *   income=general,government,capital,service,operating,other,above,below,cover,carry,all
 *                      sums income lines instead (fund, source, unit apply; a carried-over
 *                      income has its fund and the source year "carry")
 *   none=yes           nothing: a row of the form that cannot occur in a department's budget
 */
#ifndef DOMAIN_BUDGET_FILTER_H
#define DOMAIN_BUDGET_FILTER_H

#include "domain/budget/model.h"

enum { FILTER_CODES = 12 };

struct filter {
        bool     none, income, goal;
        unsigned funds, sources, natures, kinds, categories, incomes;  /* bit masks; 0: any */
        str      function[FILTER_CODES]; int n_function;               /* prefixes; 0: any */
        str      economic[FILTER_CODES]; int n_economic;
        str      unit, project;                                        /* absent: any */
};

enum answer { NO, MAYBE, YES };         /* MAYBE: the line lacks what the filter asks for */

/* INVALID names the word that is not of the language. */
const struct fail *filter_parse(struct ctx *cx, str text, struct filter *ret) MUST_USE;
struct filter filter_and(struct filter a, struct filter b);
bool          filter_same(const struct filter *a, const struct filter *b);
enum answer filter_line(const struct budget *b, const struct filter *f,
                        const struct budget_line *l);
enum answer filter_income(const struct budget *b, const struct filter *f,
                          const struct budget_income *in);

/* Words of the language by enum, also the values of the JSON format. */
extern const char *const fund_words[FUND_END], *const source_words[SOURCE_END],
                  *const nature_words[NATURE_END], *const unit_kind_words[UNIT_KIND_END],
                  *const category_words[PROJECT_CATEGORY_END], *const income_words[INCOME_END];
extern const char *const basis_words[BASIS_END], *const budget_state_words[BUDGET_STATES],
        *const compare_codes[CMP_END];
/* What a person reads. */
extern const char *const fund_labels[FUND_END], *const source_labels[SOURCE_END],
                  *const nature_labels[NATURE_END], *const unit_kind_labels[UNIT_KIND_END],
                  *const category_labels[PROJECT_CATEGORY_END], *const income_labels[INCOME_END];

#endif
