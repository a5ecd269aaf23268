/* domain/document/called.h - what documents and their series are called in the trail. */
#ifndef DOMAIN_DOCUMENT_CALLED_H
#define DOMAIN_DOCUMENT_CALLED_H

#include "core/audit/change.h"

enum { DOCUMENT_TITLES = 2 };
extern const struct audit_title document_titles[DOCUMENT_TITLES];

#endif
