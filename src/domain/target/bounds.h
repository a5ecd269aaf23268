/* domain/target/bounds.h - a range as people write it: "[80,90)", "≥90", "<1/3". */
#ifndef DOMAIN_TARGET_BOUNDS_H
#define DOMAIN_TARGET_BOUNDS_H

#include "domain/target/method.h"

/**
 * Read a range into the bounds of value 1 or 2 of a row. Forms: [a,b) [a,b] (a,b] (a,b), either
 * side empty for none; ≥a >=a >a ≤b <=b <b; =a or a alone. A bound is a decimal with at most six
 * places, a fraction of whole numbers (1/3), each with % behind if one likes (90% is 90); full-width
 * digits and signs too. NULL when read, else a catalogue sentence; *row untouched then.
 */
const char *bounds_read(struct arena *a, str text, struct method_row *row, int value);
/* The same as text that bounds_read() reads again: "[80,90)". Absent when nothing bounds it. */
str bounds_str(struct arena *a, const struct method_row *row, int value);

#endif
