/* core/sandbox/table.h - rows out of a file that came over the network. */
#ifndef CORE_SANDBOX_TABLE_H
#define CORE_SANDBOX_TABLE_H

#include "core/text/table.h"

/**
 * As table_read_with(), in a sealed child of 64 MiB: `put` is called in this process while the
 * child reads. A crash, a bomb past its memory or more than 60 s of work is INVALID
 * 「这个文件无法读取…」; BUSY when two children are at work for a minute.
 */
const struct fail *table_read_sealed(struct ctx *cx, str filename, str bytes,
                                     const struct table_limits *l, table_put *put, void *arg,
                                     struct table_extra *extra) MUST_USE;

/* A file that is nowhere whole: n bytes by `give` (core/sandbox/child.h). */
struct table_source {
        str    filename;
        size_t n;
        const struct fail *(*give)(void *arg, uint64_t at, str *ret);
        void  *arg;
};
/* The same, piece by piece: this process holds one piece and one row. */
const struct fail *table_read_sealed_from(struct ctx *cx, const struct table_source *s,
                                          const struct table_limits *l, table_put *put, void *arg,
                                          struct table_extra *extra) MUST_USE;

#endif
