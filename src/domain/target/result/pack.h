/* domain/target/result/pack.h - integers and texts as bytes, for a run's inputs: short, one way to
 * write each, the same on every machine. */
#ifndef DOMAIN_TARGET_RESULT_PACK_H
#define DOMAIN_TARGET_RESULT_PACK_H

#include "domain/target/result/result.h"

/* The caller knows how much it will be at most: 10 bytes a number, and the texts. */
struct packer { char *p; size_t n, cap; };

static inline struct packer packer_new(struct arena *a, size_t most)
{
        return (struct packer){ .p = arena_take(a, most), .cap = most };
}
static inline void pack_uint(struct packer *p, uint64_t v)
{
        must(p->cap - p->n >= 10);
        while (v > 127)
                p->p[p->n++] = (char)(v | 128), v >>= 7;
        p->p[p->n++] = (char)v;
}
/* Small numbers of either sign are short. */
static inline void pack_int(struct packer *p, int64_t v)
{
        pack_uint(p, (uint64_t)v << 1 ^ (uint64_t)(v >> 63));
}
void pack_str(struct packer *p, str s);         /* absent and empty are told apart */
static inline str packer_str(const struct packer *p) { return (str){ p->p, p->n }; }

/* Back: past the end or out of range it is `broken` and gives 0; whoever reads checks once. */
struct unpacker { const unsigned char *p, *end; bool broken; };

static inline struct unpacker unpacker_new(str s)
{
        const unsigned char *p = (const unsigned char *)s.p;
        return (struct unpacker){ .p = p, .end = p + s.n };
}
static inline uint64_t unpack_uint(struct unpacker *u)
{
        uint64_t v = 0;
        for (int shift = 0; u->p < u->end && shift < 64; shift += 7) {
                unsigned char c = *u->p++;
                if (shift == 63 && c > 1)
                        break;
                v |= (uint64_t)(c & 127) << shift;
                if (c < 128) {
                        /* one way to write each: no zero bytes behind */
                        if (!c && shift)
                                break;
                        return v;
                }
        }
        u->broken = true;
        return 0;
}
static inline int64_t unpack_int(struct unpacker *u)
{
        uint64_t v = unpack_uint(u);
        return (int64_t)(v >> 1) ^ -(int64_t)(v & 1);
}
/* A number from `least` to `most`. */
int64_t unpack_within(struct unpacker *u, int64_t least, int64_t most);
str     unpack_str(struct unpacker *u);         /* a view into the bytes */

#endif
