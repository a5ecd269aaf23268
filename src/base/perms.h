/* base/perms.h - a set of permissions, wider than one word. */
#ifndef BASE_PERMS_H
#define BASE_PERMS_H

#include <stdbool.h>
#include <stdint.h>

struct perms { uint64_t bits[4]; };

static inline bool perms_has(const struct perms *p, int i)
{
        return i >= 0 && i < 256 && (p->bits[i / 64] >> (i % 64) & 1);
}

static inline void perms_add(struct perms *p, int i)
{
        p->bits[i / 64] |= (uint64_t)1 << (i % 64);
}

#endif
