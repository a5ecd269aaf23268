/* base/num.h - integers that cannot be mixed up. No floating point anywhere. */
#ifndef BASE_NUM_H
#define BASE_NUM_H

#include "base/str.h"

typedef struct { int64_t fen; }   money;        /* 1/100 yuan */
typedef struct { int64_t micro; } points;       /* 1/1,000,000 of a score point */
/* An exact fraction, den > 0, until it is rounded once by a named mode. */
typedef struct { int64_t num, den; } ratio;

/* How a figure is rounded; said once, where the rule says. */
enum round_mode {
        ROUND_HALF_UP,          /* half away from zero: the usual 四舍五入 */
        ROUND_DOWN,             /* towards zero: truncation */
        ROUND_FLOOR,
        ROUND_CEIL,
};

/* By how much (−1, 0, 1) a quotient cut towards zero is moved. `rest`: the sign of the remainder;
 * `half`: the remainder is at least half of the divisor. */
static inline int round_move(enum round_mode mode, int rest, bool half)
{
        switch (mode) {
        case ROUND_HALF_UP: return half ? rest : 0;
        case ROUND_DOWN:    return 0;
        case ROUND_FLOOR:   return -(rest < 0);
        case ROUND_CEIL:    return rest > 0;
        }
        return 0;
}

/* a*b/c with one rounding, in 128 bits; c != 0; must() on overflow of the result. */
int64_t muldiv_mode(int64_t a, int64_t b, int64_t c, enum round_mode mode);
int64_t muldiv(int64_t a, int64_t b, int64_t c);        /* ROUND_HALF_UP */
/* The ratio times `scale`, rounded: ratio_scale(r, 10000, …) is basis points. */
int64_t ratio_scale(ratio r, int64_t scale, enum round_mode mode);

/* Sums that cannot wrap: false (and *ret untouched) on overflow. */
bool add64(int64_t a, int64_t b, int64_t *ret);

/**
 * Read a decimal number into an integer of 10^-places units: "12.5" with
 * places 2 is 1250. Accepts one leading '-', thousands commas in right places,
 * no exponent, no blank. More decimals than `places` are refused unless they
 * are zeros. Full-width digits are not accepted here (normalise before).
 * Returns NULL when read, else a word why: a constant of the catalogue.
 */
const char *decimal_read(str s, int places, int64_t *ret);
/* The same number as text with exactly `places` decimals; `comma`: 1,234.50 */
str decimal_str(struct arena *a, int64_t v, int places, bool comma);

/* "3.21" of bytes, in units of 1,048,576; what is beyond the second decimal goes up for `up`: one byte over
 * 1 MB must not read as 1 MB. */
enum { MEGA_ROOM = 32 };
const char *mega(char room[MEGA_ROOM], int64_t bytes, bool up);

str money_yuan(struct arena *a, money m);       /* "1234.50" */
/* 万元 with two decimals from a figure already in hundreds of yuan (0.01 万元). */
str wan_str(struct arena *a, int64_t wan_cents);
/* 大写金额: 人民币壹佰贰拾叁元肆角伍分; 整 when there are no 分 (支付结算办法; see upper.c). */
str money_upper(struct arena *a, money m);

#endif
