/* domain/target/use/rectified.c - how much of the rectification list was done in time, as a number for others. */
#include "domain/target/use/rectified.h"
#include "domain/target/use/rectify.h"
#include "domain/target/use/rectify.sql.h"

const struct fail *rectify_on_time(struct ctx *cx, const int64_t *units, int n, day from, day to,
                                   struct figure_value *ret)
{
        struct rectify_terms it;
        for (int i = 0; i < n; i++)
                ret[i] = (struct figure_value){ 0 };
        rectify_terms(&it, cx, S("finish"), RECTIFY_DROPPED, from, to);
        while (rectify_terms_next(&it)) {
                bool done = it.state >= RECTIFY_DONE && it.has_done_at;
                bool met = done && day_of_instant(it.done_at).n <= it.due.n;
                for (int i = 0; i < n; i++)
                        if (units[i] == it.unit && (met || it.due.n < cx->today.n))
                                ret[i].whole++, ret[i].part += met;
        }
        for (int i = 0; i < n; i++) {
                ret[i].known = ret[i].whole > 0;
                ret[i].value = ret[i].whole ? muldiv(ret[i].part, 1000, ret[i].whole) : 0;
        }
        return rectify_terms_end(&it);
}
