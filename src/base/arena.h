/* base/arena.h - memory with one lifetime: a request, a command, a job.
 *
 * Nothing in an arena is freed by itself; arena_done() frees all. Allocation
 * zeroes, never returns NULL, and aborts when malloc has none left (the service
 * restarts, the database is whole). A ceiling bounds what one request may take:
 * past it arena_alloc() calls the arena's `over` hook, which must not return;
 * without a hook it aborts. Whoever reads input bounds it before it gets here.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdalign.h>
#include <stddef.h>
#include <string.h>
#include "base/attr.h"

struct arena_block {
        struct arena_block *next;
        size_t              used, cap;
        alignas(16) char    data[];
};

struct arena {
        struct arena_block *blocks;
        size_t              used;       /* bytes handed out */
        size_t              ceiling;
        void              (*over)(struct arena *a); /* NULL: abort */
};

struct arena_mark {
        struct arena_block *block;
        size_t              in_block, used;
};

void  arena_init(struct arena *a, size_t ceiling);
void  arena_done(struct arena *a);              /* frees all; usable again after */
void  arena_reset(struct arena *a);             /* as arena_done, but keeps one block ≤ 256 KiB */
/* 16-aligned, not zeroed: for what is filled at once. */
void *arena_take_slow(struct arena *a, size_t n);
static inline void *arena_take(struct arena *a, size_t n)
{
        struct arena_block *b = a->blocks;
        size_t whole = (n + 15) & ~(size_t)15;
        if (!b || whole < n || whole > b->cap - b->used || whole > a->ceiling - a->used)
                return arena_take_slow(a, n);
        void *p = b->data + b->used;
        b->used += whole;
        a->used += whole;
        return p;
}
/* What the newest block has left, to write into: the arena_take() of up to *ret_n bytes that
 * follows gives the same place. NULL and 0: nothing. */
static inline char *arena_room(const struct arena *a, size_t *ret_n)
{
        struct arena_block *b = a->blocks;
        *ret_n = b ? b->cap - b->used : 0;
        return b ? b->data + b->used : NULL;
}
/* 16-aligned and zeroed. */
static inline void *arena_alloc(struct arena *a, size_t n) { return memset(arena_take(a, n), 0, n); }
void *arena_alloc_array(struct arena *a, size_t n, size_t size);

/* A long loop marks, works, releases: all that came after the mark is gone. */
struct arena_mark arena_mark(const struct arena *a);
void              arena_release(struct arena *a, struct arena_mark m);

#define NEW(a, type)          ((type *)arena_alloc((a), sizeof(type)))
#define NEW_ARRAY(a, type, n) ((type *)arena_alloc_array((a), (n), sizeof(type)))

/**
 * Make room for one more element at the end of an arena array.
 *
 *     *VEC_ADD(arena, list, n_list, cap_list) = x;
 *
 * `list` is the array, `n` its count (int or size_t), `cap` its capacity; all
 * three start at zero. Old arrays stay in the arena until it ends.
 */
#define VEC_ADD(a, list, n, cap)                                                \
        (((size_t)(n) >= (size_t)(cap)                                          \
          ? (void)((list) = arena_grow((a), (list), sizeof(*(list)), (size_t)(n)), \
                   (cap) = (n) < 8 ? 16 : (n) * 2)                              \
          : (void)0),                                                           \
         &(list)[(n)++])
void *arena_grow(struct arena *a, const void *old, size_t size, size_t n);

#endif
