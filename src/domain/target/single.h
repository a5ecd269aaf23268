/* domain/target/single.h - one case of one method from named texts: the CLI, a trial page, tests. */
#ifndef DOMAIN_TARGET_SINGLE_H
#define DOMAIN_TARGET_SINGLE_H

#include "base/form.h"
#include "domain/target/explain.h"

struct single {
        struct leaf      leaf;
        int64_t          in[METHOD_INPUTS];
        struct stat      stat;
        uint16_t         rank, tied;
        points           points;
        uint8_t          state;         /* enum score_state */
        struct trace     trace;
        struct column    column;        /* points into this struct: it must not move */
};

/* The names that are no parameter and no input of a method: full, places, direction (more, less),
 * rows, counts ("2,0,1": one for each kind of event), step, round (half-up, down, floor, ceil),
 * min, max, best, units, rank, tied. */
extern const char *const single_names[];

/**
 * Score one case. The decimals of figures are as many as the texts have, unless "places" is given.
 * A method that looks at the group wants min and max, best, or rank (instead of the figure, which is then not
 * told). A figure that is not given is 缺数: SCORE_MISSING. INVALID with the name at fault: an unknown one, a value
 * out of bounds, a negative count, no full score, nothing known of the group.
 */
const struct fail *single_score(struct ctx *cx, str code, int version, const struct pair *given,
                                int n, struct single *ret) MUST_USE;

#endif
