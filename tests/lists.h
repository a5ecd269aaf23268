/* tests/lists.h - what the tests of lists share: a list as its handler describes it, its file, its
 * pages. */
#ifndef TESTS_LISTS_H
#define TESTS_LISTS_H

#include "door/web/list_out.h"
#include "tests/matrix.h"

/* The list as its handler describes it to lists.c; false, and a failed test, where there is
 * none. */
bool list_seen(struct matrix *m, const struct sender *s, struct list_ask *ret);
/* Ask for all of it as a file in an order (NULL: its own); the status. */
int  list_file(struct matrix *m, const struct sender *s, const struct list *l, const char *as, const char *order,
               struct visit *v);
/* Where the page leads to the next one; absent: it is the last. */
str  list_next_page(const struct visit *v);
/* The next field of a CSV, unquoted; *at moves behind it, *ret_end says whether the row ends there.
 * False: no more. */
bool csv_next(struct arena *a, str *at, str *ret, bool *ret_end);

#endif
