/* core/text/table_strings.c - see table_strings.h. */
#include "core/text/table_strings.h"

enum { PAGE = 1024, BLOCK = 65536 };

void strings_init(struct strings *s)
{
        *s = (struct strings){ 0 };
        arena_init(&s->arena, 3 * (size_t)STRINGS_BYTES_MAX);
}

void strings_done(struct strings *s) { arena_done(&s->arena); }

bool strings_add(struct strings *s, str text)
{
        uint32_t n = (uint32_t)text.n;
        size_t need = sizeof(n) + n;
        s->n_bytes += need + sizeof(char *);
        if (s->n_bytes > STRINGS_BYTES_MAX || text.n > BLOCK * 16)
                return false;
        if (s->block_size - s->in_block < need) {
                s->block_size = need > BLOCK ? need : BLOCK;
                s->block = arena_alloc(&s->arena, s->block_size);
                s->in_block = 0;
        }
        char *p = s->block + s->in_block;
        memcpy(p, &n, sizeof(n));
        if (n)
                memcpy(p + sizeof(n), text.p, n);
        s->in_block += need;
        if (s->n % PAGE == 0)
                *VEC_ADD(&s->arena, s->page, s->n_pages, s->cap_pages) =
                        NEW_ARRAY(&s->arena, const char *, PAGE);
        s->page[s->n / PAGE][s->n % PAGE] = p;
        s->n++;
        return true;
}

str strings_at(const struct strings *s, uint64_t i)
{
        if (i >= s->n)
                return (str){ 0 };
        const char *p = s->page[i / PAGE][i % PAGE];
        uint32_t n;
        memcpy(&n, p, sizeof(n));
        return (str){ p + sizeof(n), n };
}
