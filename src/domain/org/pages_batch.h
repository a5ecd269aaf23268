/* domain/org/pages_batch.h - what may be done with several people at once. */
#ifndef DOMAIN_ORG_PAGES_BATCH_H
#define DOMAIN_ORG_PAGES_BATCH_H

#include "door/web/batch.h"

enum { ORG_BATCHES = 4 };
extern const struct batch_row org_batches[ORG_BATCHES];

#endif
