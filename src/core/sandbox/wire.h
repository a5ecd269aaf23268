/* core/sandbox/wire.h - what the two processes say to each other; nobody else includes this. */
#ifndef CORE_SANDBOX_WIRE_H
#define CORE_SANDBOX_WIRE_H

#include "base/base.h"

enum frame_kind {
        FRAME_ASK = 1,          /* to the child: struct ask, then the request */
        FRAME_PIECE,            /* from the child: bytes of the reply */
        FRAME_FAIL,             /* from the child: struct frame_end, then the words */
        FRAME_DONE,             /* from the child: struct frame_end */
};

struct frame { uint32_t kind, n; };     /* n bytes follow */

/* A piece is cut at this size; a request may be longer and says so in struct ask. */
enum { FRAME_MAX = 1 << 24 };

struct ask {
        uint64_t n;             /* bytes of the request, which follow outside the frame */
        int64_t  now, user, unit;
        int32_t  lang, today;
};

struct frame_end {
        int64_t  peak;          /* KiB */
        uint32_t fail_kind;     /* enum fail_kind; then the words to its end */
        uint32_t n_field;       /* bytes of the words that are the field's name, in front */
};

/* All n bytes or false; EINTR is tried again. */
bool wire_send(int fd, const void *p, size_t n);
bool wire_recv(int fd, void *p, size_t n);

#endif
