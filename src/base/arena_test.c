/* base/arena_test.c - memory with one lifetime: zeroed, aligned, bounded, released. */
#include "tests/test.h"
#include <setjmp.h>

TEST(arena_zeroes_and_aligns)
{
        struct arena a;
        arena_init(&a, 1 << 20);
        for (size_t n = 0; n < 300; n++) {
                unsigned char *p = arena_alloc(&a, n);
                same_int((int64_t)((uintptr_t)p % 16), 0);
                for (size_t i = 0; i < n; i++)
                        if (p[i])
                                same_int(p[i], 0);
                memset(p, 0xff, n);
        }
        ok(arena_alloc_array(&a, 0, 8) != NULL);
        ok(arena_alloc_array(&a, 8, 0) != NULL);
        arena_done(&a);
        same_int((int64_t)a.used, 0);
        ok(!a.blocks);
        memset(arena_alloc(&a, 100), 1, 100);   /* usable again */
        arena_done(&a);
}

TEST(arena_reset_keeps_the_largest_ordinary_block)
{
        struct arena a;
        arena_init(&a, 1 << 20);
        arena_alloc(&a, 100);
        struct arena_block *first = a.blocks;
        memset(arena_alloc(&a, 100000), 'x', 100000);
        struct arena_block *second = a.blocks;
        ok(second != first);
        arena_alloc(&a, 300000);                /* over 256 KiB: not kept */
        ok(a.blocks != second);
        arena_reset(&a);
        same_int((int64_t)a.used, 0);
        ok(a.blocks == second);
        char *p = arena_alloc(&a, 90000);
        ok(a.blocks == second);                 /* fits whole: no new block */
        int dirty = 0;
        for (int i = 0; i < 90000; i++)
                dirty += p[i] != 0;
        same_int(dirty, 0);                     /* zeroed though used before */
        arena_done(&a);
        arena_alloc(&a, 300000);
        arena_reset(&a);
        ok(!a.blocks);
        arena_done(&a);
}

TEST(arena_release_goes_back)
{
        struct arena a;
        arena_init(&a, 1 << 22);
        char *keep = arena_alloc(&a, 64);
        memset(keep, 7, 64);
        struct arena_mark m = arena_mark(&a);
        size_t used = a.used;
        for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 200; i++)
                        memset(arena_alloc(&a, 1000), 9, 1000);
                arena_release(&a, m);
                same_int((int64_t)a.used, (int64_t)used);
        }
        for (int i = 0; i < 64; i++)
                same_int(keep[i], 7);
        char *p = arena_alloc(&a, 64);
        ok(p == keep + 64);                     /* at the place of the mark, zeroed again */
        same_int(p[0], 0);
        arena_release(&a, (struct arena_mark){ 0 });
        ok(!a.blocks);
        arena_done(&a);
}

static jmp_buf past;
static void over(struct arena *a)
{
        (void)a;
        longjmp(past, 1);
}

TEST(arena_room_is_where_the_next_piece_comes)
{
        struct arena a;
        size_t n;
        arena_init(&a, 1 << 20);
        ok(!arena_room(&a, &n) && !n);
        arena_take(&a, 16);
        char *room = arena_room(&a, &n);
        ok(n > 16);
        memset(room, 'x', n);
        ok(arena_take(&a, n - 5) == room);
        same_int(room[n - 6], 'x');
        arena_room(&a, &n);
        same_int((int64_t)n, 0);
        arena_done(&a);
}

TEST(arena_ceiling_holds)
{
        struct arena a;
        arena_init(&a, 1000);
        a.over = over;
        arena_alloc(&a, 496);
        arena_alloc(&a, 496);
        if (!setjmp(past)) {
                arena_alloc(&a, 16);
                ok(!"the ceiling was passed");
        }
        same_int((int64_t)a.used, 992);
        if (!setjmp(past)) {
                arena_alloc(&a, 1 << 30);       /* refused before malloc is asked */
                ok(!"the ceiling was passed");
        }
        a.ceiling = 1008;                       /* an exact fit is no excess */
        if (!setjmp(past))
                arena_alloc(&a, 8);
        same_int((int64_t)a.used, 1008);
        arena_done(&a);
}

TEST(arena_grows_arrays)
{
        int64_t *list = NULL;
        int n = 0, cap = 0;
        for (int64_t i = 0; i < 1000; i++)
                *VEC_ADD(cx->arena, list, n, cap) = i * i;
        same_int(n, 1000);
        ok(cap >= n);
        for (int64_t i = 0; i < n; i++)
                if (list[i] != i * i)
                        same_int(list[i], i * i);
}
