/* domain/target/year/wait.h - figures and letters on the first page of whoever they wait for. */
#ifndef DOMAIN_TARGET_YEAR_WAIT_H
#define DOMAIN_TARGET_YEAR_WAIT_H

#include "core/flow/wait.h"

enum { YEAR_WAITS = 6 };
extern const struct wait_row year_waits[YEAR_WAITS];

#endif
