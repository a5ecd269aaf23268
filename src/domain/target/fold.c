/* domain/target/fold.c - mixing: one rounding of an exact fraction, and parts of a whole. */
#include "domain/target/fold.h"

int64_t wide_round(wide num, wide den, int64_t step, enum round_mode mode)
{
        must(den > 0 && step > 0);
        wide d = den * step, q = num / d, r = num % d;  /* towards zero; r has the sign of num */
        wide size = r < 0 ? -r : r;
        q += round_move(mode, (r > 0) - (r < 0), size >= d - size);
        q *= step;
        must(q >= INT64_MIN && q <= INT64_MAX);
        return (int64_t)q;
}

void parts_round(const int64_t *v, int n, int64_t total, int64_t step, int64_t *ret)
{
        wide sum = 0;
        int64_t given = 0;
        int largest = 0;
        for (int i = 0; i < n; i++) {
                sum += v[i];
                if (v[i] > v[largest])
                        largest = i;
        }
        for (int i = 0; i < n; i++) {
                ret[i] = sum > 0 ? wide_round((wide)total * v[i], sum, step, ROUND_HALF_UP) : 0;
                given += ret[i];
        }
        if (sum > 0)
                ret[largest] += wide_round(total, 1, step, ROUND_HALF_UP) - given;
}

int64_t step_by_size(points full, int64_t small, int64_t between, int64_t large)
{
        if (full.micro <= 5 * 1000000)
                return small;
        return full.micro >= 10 * 1000000 ? large : between;
}
