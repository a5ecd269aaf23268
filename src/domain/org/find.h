/* domain/org/find.h - units and people by full text and pinyin (core/search/search.h). */
#ifndef DOMAIN_ORG_FIND_H
#define DOMAIN_ORG_FIND_H

#include "core/search/search.h"

extern const struct search_kind units_search, people_search;

/* What was typed, folded, where it is of letters and digits alone and may be the initials of a name; else absent. */
str org_letters(struct ctx *cx, str typed);

#endif
