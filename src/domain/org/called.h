/* domain/org/called.h - what a delegation is called in the trail. */
#ifndef DOMAIN_ORG_CALLED_H
#define DOMAIN_ORG_CALLED_H

#include "core/audit/change.h"

enum { ORG_TITLES = 1 };
extern const struct audit_title org_titles[ORG_TITLES];

#endif
