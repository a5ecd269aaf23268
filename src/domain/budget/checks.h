/* domain/budget/checks.h - what must hold of a budget and its disclosure (domain §1.6, §6.3).
 *
 * B01…B30 are identities between printed figures, R01…R17 rules of text, form and law. Each is
 * a row of checks.def with its function. A check reads what is printed (cells and runs of the
 * document) and compares by interval: a printed value stands for everything that rounds to it.
 * No finding says which side is right.
 */
#ifndef DOMAIN_BUDGET_CHECKS_H
#define DOMAIN_BUDGET_CHECKS_H

#include "domain/budget/clock.h"
#include "domain/budget/disclose.h"

enum check_class {              /* domain §4.3 */
        CHECK_EQUAL,
        CHECK_TAIL,             /* 尾差: not equal, but the intervals meet */
        CHECK_BROKEN,           /* the intervals do not meet */
        CHECK_POWER,            /* one side is 10^k times the other */
        CHECK_DIGIT,            /* one digit inserted, dropped or swapped explains it */
        CHECK_TRUNCATION,       /* several figures were cut off, not rounded */
        CHECK_UNKNOWN,          /* a side is missing: not checked, never passed */
        CHECK_RULE,             /* a rule of text or form does not hold */
        CHECK_CLASSES
};
enum check_severity {
        CHECK_INFO,
        CHECK_QUERY,
        CHECK_WARNING,
        CHECK_ERROR,
        CHECK_CRITICAL,
        CHECK_SEVERITIES
};
enum check_kind { CHECK_EXACT, CHECK_LOGIC, CHECK_SOFT, CHECK_TEXT, CHECK_LAW };

extern const char *const check_class_labels[CHECK_CLASSES],
        *const check_severity_labels[CHECK_SEVERITIES];

/* A printed amount: fen, with the step of its last printed digit. */
struct amount { bool known; int64_t fen, step; };

struct check_input {
        const struct disclosure *d;
        const struct budget     *last;  /* the budget published last year; NULL: not at hand */
        day                      today;
        bool                     keep;  /* report also what holds and what could not be formed */
        const struct calendar   *cal;   /* for clocks in working days; NULL: of weekends alone */
};

struct check_rule;
struct finding {
        const struct check_rule *rule;
        enum check_class         found;
        enum check_severity      severity;
        str                      place, other;  /* "表1 收入总计", "表1 支出总计" */
        str                      fact, other_fact;      /* link to the figures; absent: none */
        struct amount            a, b;
        int64_t                  difference;    /* fen, a − b */
        str                      say;           /* one sentence for a clerk */
        const char              *part;          /* of what is typed, where to mend it (part.h); NULL: none */
};

struct check_outcome { int passed, unknown, findings; };

/* How far a check could be made: nowhere, only where the figures are known, everywhere. */
enum check_reach { REACH_NONE, REACH_PART, REACH_ALL };
enum check_reach check_reach(const struct check_outcome *o);

struct check_report {
        struct finding       *v; int n, cap;
        struct finding       *kept; int n_kept, cap_kept;       /* CHECK_EQUAL, CHECK_UNKNOWN */
        struct check_outcome *outcomes;         /* one for each row of check_rules */
        int                   passed, unknown;
};

struct check;                           /* the work of one run */
struct check_rule {
        const char         *id, *title;
        enum check_kind     kind;
        enum check_severity severity;
        void              (*run)(struct check *ck);
};
extern const struct check_rule check_rules[];
extern const int               n_check_rules;

/* Run every check. Always answers: what cannot be formed is counted as unknown. */
void budget_check(struct ctx *cx, const struct check_input *in, struct check_report *ret);
/* The gravest severity of the findings; CHECK_INFO when there is none. */
enum check_severity check_worst(const struct check_report *r);

/* An amount for a clerk: －12.70 万元; 123.45 元 where 万元 would cut it off. */
str amount_words(struct ctx *cx, int64_t fen);

/* A finding in one sentence that names its places and values: "公务接待费 2.00 万元；上年公务接待费
 * 1.00 万元：有增减，没有写原因". */
str finding_words(struct ctx *cx, const struct finding *x);

/* Does it stop the budget on its way? Clocks and the like, which nobody can mend any more, do
 * not. */
bool check_stops(const struct finding *x);

/* How two printed amounts compare; the terms are the numbers of printed figures that each is the sum
 * of: every one may be half a step off (domain §4.3). */
enum check_class amount_compare(struct amount a, int a_terms, struct amount b, int b_terms);

#endif
