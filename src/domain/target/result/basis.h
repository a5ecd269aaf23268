/* domain/target/result/basis.h - parts of a basis that loading, unpacking and reading a file share. */
#ifndef DOMAIN_TARGET_RESULT_BASIS_H
#define DOMAIN_TARGET_RESULT_BASIS_H

#include "domain/target/result/result.h"

/* From b's edition, ready and months: the scheme of what is due, and room for figures. */
void result_shape(struct arena *a, struct result_basis *b);
/* From b's edition: effect classes and caps, grades and places. */
void result_rules(struct arena *a, struct result_basis *b);

#endif
