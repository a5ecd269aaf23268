/* base/arena.c - blocks of 1 KiB and up, newest first, each twice the last up to 256 KiB. */
#include "base/base.h"

enum { BLOCK = 1024, BLOCK_MOST = 262144 };

void arena_init(struct arena *a, size_t ceiling)
{
        *a = (struct arena){ .ceiling = ceiling };
}

static void free_until(struct arena *a, const struct arena_block *stop)
{
        while (a->blocks != stop) {
                struct arena_block *b = a->blocks;
                a->blocks = b->next;
                free(b);
        }
}

void arena_done(struct arena *a)
{
        free_until(a, NULL);
        a->used = 0;
}

/* The newest block of an ordinary size is the largest: the next request fits in it whole. */
void arena_reset(struct arena *a)
{
        struct arena_block *keep = a->blocks;
        while (keep && keep->cap > BLOCK_MOST)
                keep = keep->next;
        while (a->blocks) {
                struct arena_block *b = a->blocks;
                a->blocks = b->next;
                if (b != keep)
                        free(b);
        }
        if (keep)
                *keep = (struct arena_block){ .cap = keep->cap };
        a->blocks = keep;
        a->used = 0;
}

void *arena_take_slow(struct arena *a, size_t n)
{
        must(n < SIZE_MAX - 64);
        n = (n + 15) & ~(size_t)15;
        if (n > a->ceiling - a->used) {
                if (a->over)
                        a->over(a);
                must(!"arena ceiling");
        }
        struct arena_block *b = a->blocks;
        if (!b || b->cap - b->used < n) {
                size_t cap = !b ? BLOCK : b->cap < BLOCK_MOST / 2 ? b->cap * 2 : BLOCK_MOST;
                if (cap < n)
                        cap = n;
                b = malloc(sizeof(*b) + cap);
                if (!b)
                        must(!"out of memory");
                *b = (struct arena_block){ .next = a->blocks, .cap = cap };
                a->blocks = b;
        }
        void *p = b->data + b->used;
        b->used += n;
        a->used += n;
        return p;
}

void *arena_alloc_array(struct arena *a, size_t n, size_t size)
{
        must(size == 0 || n <= SIZE_MAX / size);
        return arena_alloc(a, n * size);
}

void *arena_grow(struct arena *a, const void *old, size_t size, size_t n)
{
        void *p = arena_alloc_array(a, n < 8 ? 16 : n * 2, size);
        if (n)
                memcpy(p, old, n * size);
        return p;
}

struct arena_mark arena_mark(const struct arena *a)
{
        return (struct arena_mark){ a->blocks, a->blocks ? a->blocks->used : 0, a->used };
}

void arena_release(struct arena *a, struct arena_mark m)
{
        free_until(a, m.block);
        if (a->blocks)
                a->blocks->used = m.in_block;
        a->used = m.used;
}
