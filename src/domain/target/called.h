/* domain/target/called.h - what the records of a target year are called in the trail. */
#ifndef DOMAIN_TARGET_CALLED_H
#define DOMAIN_TARGET_CALLED_H

#include "core/audit/change.h"

enum { TARGET_TITLES = 24 };
extern const struct audit_title target_titles[TARGET_TITLES];

#endif
