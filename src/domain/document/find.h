/* domain/document/find.h - official documents by full text (core/search/search.h): title, to whom, the
 * beginning of a typed one. */
#ifndef DOMAIN_DOCUMENT_FIND_H
#define DOMAIN_DOCUMENT_FIND_H

#include "core/search/search.h"

extern const struct search_kind documents_search;

#endif
