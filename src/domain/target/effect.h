/* domain/target/effect.h - bonus, penalty, grade ceiling, veto: each apart, each with its basis.
 *
 * A bonus or penalty changes points. A ceiling (不能评优) only bounds the grade. A veto
 * (一票否决) fixes the grade and leaves the points as they are. A decision may lift any of them;
 * a lifted effect stays in the list and counts nothing.
 */
#ifndef DOMAIN_TARGET_EFFECT_H
#define DOMAIN_TARGET_EFFECT_H

#include "domain/target/score.h"

enum effect_kind { EFFECT_BONUS, EFFECT_PENALTY, EFFECT_CEILING, EFFECT_VETO, EFFECT_KINDS };
extern const char *const effect_kind_words[EFFECT_KINDS];       /* 加分, 扣分, 等次封顶, 一票否决 */

enum effect_level { LEVEL_COUNTY, LEVEL_CITY, LEVEL_PROVINCE, LEVEL_STATE, EFFECT_LEVELS };
extern const char *const effect_level_words[EFFECT_LEVELS];     /* 县级 … 国家级 */

struct effect {
        int              unit;
        enum effect_kind kind;
        str              title, basis, decided_by;      /* 事由; 依据文件; 批准 */
        day              on;
        int              level;         /* enum effect_level */
        str              matter;        /* same matter: counts once, at the highest level; absent: own */
        int              klass;         /* index of struct effect_class; -1: none */
        points           amount;        /* bonus, penalty: as a positive number */
        int              grade;         /* CEILING: best grade still open; VETO: the grade fixed */
        bool             lifted;
        str              lifted_by;     /* the decision that lifts it */
        bool             proved;        /* a document stands behind it; a bonus without one counts 0 */
};

/* Does this text name a document? Not when it is empty, the words of a form that nobody filled in (（填写文号）, 待补, 暂无,
 * ××), or marks alone. */
bool effect_proof(str basis);

/* A class with a cap: 表彰奖励 at most 5, 工作排名 at most 15 (株洲 2012). */
struct effect_class {
        str              code, name;
        enum effect_kind kind;          /* BONUS or PENALTY */
        points           most;          /* of one unit in the year; 0: no cap */
};

/* Why an effect counts less than it says. */
enum effect_cut {
        CUT_NONE,
        CUT_LIFTED,             /* lifted by decision */
        CUT_NO_PROOF,           /* no document */
        CUT_SAME_MATTER,        /* the same matter counts at a higher level already */
        CUT_CLASS,              /* the cap of its class is used up */
        CUT_TOTAL,              /* the cap of all bonuses is used up */
        EFFECT_CUTS
};
extern const char *const effect_cut_words[EFFECT_CUTS];

struct effect_rules {
        const struct effect_class *classes; int n_classes;
        points                     bonus_most, penalty_most;    /* of a unit; 0: no cap */
        bool                       total_floor_zero;            /* 扣完为止: the total never below 0 */
};

struct effect_sum {
        points bonus, penalty, total;   /* total: base + bonus - penalty */
        int    ceiling;                 /* best grade still open; -1: all */
        int    veto;                    /* grade fixed; -1: none */
        int    n_penalties;             /* that count: a tie rule of many schemes */
};

/**
 * Work out every effect. `base` is [n_units]; grades are numbered best first from 0. ret_sum is
 * [n_units]; ret_counts and ret_cut (NULL or [n]) say for each effect what it counts and why not
 * more. Caps are filled in the order of the list; of one matter the highest level counts, of
 * equal levels the larger amount, then the first.
 */
void effects_apply(struct arena *a, const struct effect_rules *rules, const struct effect *e, int n,
                   const points *base, int n_units, struct effect_sum *ret_sum, points *ret_counts,
                   enum effect_cut *ret_cut);

/* ---- a bonus behind a gate (月度评估: 第一名 +0.5 … only if GDP ≥ 8 % …) -------------------- */

/* figure ≥ (or ≤) bound; both in 10^-places of the same indicator. */
struct gate { str name; int64_t figure, bound; bool less; };
/* True when every gate holds; *ret_failed: the first that does not, else -1. A missing figure
 * does not hold. */
bool gates_hold(const struct gate *g, int n, int *ret_failed);
/* The bonus of a rank from a ladder: amount[rank - 1], else 0. */
points ladder_points(const points *amount, int n, int rank);

#endif
