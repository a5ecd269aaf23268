/* domain/target/city/pages_in.h - what the two files of pages share. */
#ifndef DOMAIN_TARGET_CITY_PAGES_IN_H
#define DOMAIN_TARGET_CITY_PAGES_IN_H

#include "domain/target/city/faces.h"

/* Two decimals, or a dash. */
str city_points(struct ctx *cx, points p);
struct city_row city_row_of(struct ctx *cx, const struct city_item *x);
/* "第 3 名", or among how many that could be compared; absent: nobody can know. */
str city_place_words(struct ctx *cx, const struct city_place *p, int league);
/* Where it stands and of which day; absent: neither was said. */
str city_told_words(struct ctx *cx, str source, day on);
/* The other counties on an indicator's page, and their form for a month. */
const struct fail *city_peers_fill(struct ctx *cx, struct city_item_page *p, int month) MUST_USE;
/* The indicator's page again, after a refused form. */
const struct fail *city_item_again(struct ctx *cx, const struct request *rq, struct reply *re,
                                   const struct form *form, const struct fail *why) MUST_USE;
/* The book of ?year=, or of an item (0: none). NOT_FOUND. */
const struct fail *city_frame_fill(struct ctx *cx, const struct request *rq, const char *title,
                                   const char *tab, int64_t item, const struct city_item **ret_item,
                                   struct city_frame *p) MUST_USE;

#endif
