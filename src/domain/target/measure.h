/* domain/target/measure.h - what a unit of measure (计量单位) says about its figures: the rows of measures.def. */
#ifndef DOMAIN_TARGET_MEASURE_H
#define DOMAIN_TARGET_MEASURE_H

#include "base/str.h"

struct measure { str name; int least; };        /* least: the smallest figure that can be, in whole units */
extern const struct measure measures[];
extern const int            n_measures;

/* Has a figure of this unit of measure a least value? False: any figure can be (%, 万元). */
bool measure_least(str name, int *ret_least);

#endif
