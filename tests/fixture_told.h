/* tests/fixture_told.h - what a file is told of before anything of it is written. */
#ifndef TESTS_FIXTURE_TOLD_H
#define TESTS_FIXTURE_TOLD_H

#include "core/import/import.h"

struct importer;
/* Every finding in its order, as row and key of the column, "?" behind what keeps no row out: "2 title, 3 amount?". */
str fixture_findings(struct ctx *cx, const struct import *im);
/* The same of a CSV file that an importer reads with these answers. */
str fixture_told(struct ctx *cx, const struct importer *k, const char *about, const char *file);

#endif
