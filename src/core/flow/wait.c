/* core/flow/wait.c - see wait.h. */
#include "core/flow/wait.h"

/* "/goals/%ld" with a number for %ld; the same where it has none. */
static str path_with(struct arena *a, const char *path, int64_t n)
{
        size_t at = strcspn(path, "%");
        return path[at] ? str_f(a, "%.*s%ld%s", (int)at, path, (long)n, path + at + strlen("%ld")) : str_of(path);
}

str wait_all(struct arena *a, const struct wait_row *row) { return path_with(a, row->all, row->state); }

void wait_put(struct ctx *cx, struct waits *t, const struct wait *x)
{
        if (t->n < WAIT_MOST)
                *VEC_ADD(cx->arena, t->list, t->n, t->cap) = *x;
}

void wait_add(struct ctx *cx, struct waits *t, const struct wait_row *row, int64_t id, str title,
              str about, day due)
{
        wait_put(cx, t, &(struct wait){ .title = title, .about = about, .due = due,
                                        .href = path_with(cx->arena, row->path, id) });
}
