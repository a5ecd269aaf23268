/* domain/target/find.h - schemes and their indicators by full text (core/search/search.h). */
#ifndef DOMAIN_TARGET_FIND_H
#define DOMAIN_TARGET_FIND_H

#include "core/search/search.h"

extern const struct search_kind schemes_search, indicators_search;

#endif
