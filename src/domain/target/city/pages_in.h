/* domain/target/city/pages_in.h - what the two files of pages share. */
#ifndef DOMAIN_TARGET_CITY_PAGES_IN_H
#define DOMAIN_TARGET_CITY_PAGES_IN_H

#include "domain/target/city/faces.h"

/* Two decimals, or a dash. */
str city_points(struct ctx *cx, points p);
struct city_row city_row_of(struct ctx *cx, const struct city_item *x);
/* The book of ?year=, or of an item (0: none). NOT_FOUND. */
const struct fail *city_frame_fill(struct ctx *cx, const struct request *rq, const char *title,
                                   const char *tab, int64_t item, const struct city_item **ret_item,
                                   struct city_frame *p) MUST_USE;

#endif
