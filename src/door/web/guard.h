/* door/web/guard.h - what a request's head must be before anything else looks at it.
 *
 * The guard is pure: a head in, a refusal or nothing out. It is stricter than RFC 9112 where
 * leniency is how requests are smuggled: whatever two programs could read in two ways is
 * refused and the connection closed (docs/http.md lists every rule with its reason). */
#ifndef DOOR_WEB_GUARD_H
#define DOOR_WEB_GUARD_H

#include "door/web/web.h"

enum {
        HEAD_MAX_HEADERS = 100,
        HEAD_MAX_BYTES   = 16384,       /* names and values together */
        HEAD_MAX_URI     = 8192,
        HEAD_MAX_VALUE   = 8192,
};

struct head {
        str         method, uri, version;       /* as sent */
        struct pair *headers;                   /* as sent, in order; HEAD_MAX_HEADERS at most */
        int         n_headers, cap_headers;
        bool        overflow;   /* more headers came than fit */
        bool        torn;       /* the bytes do not follow each other as CRLF lines: see server.c */
};

struct refusal {
        int         status;     /* 0: let through */
        const char *why;        /* a catalogue word, for the page that says so */
};

/* What the guard learned on its way. */
struct guarded {
        enum verb method;
        bool        head_only;          /* HEAD */
        str         raw_path, query;    /* views into head->uri; query absent without '?' */
        str         path;               /* decoded, in the arena */
        int64_t     length;             /* Content-Length; 0 without one */
        bool        persistent;         /* HTTP/1.1 without Connection: close */
};

/**
 * Check a head. Nothing of *ret may be used when it is refused, except method.
 *
 * 400 malformed or ambiguous, 405 a method of HTTP that we do not serve, 411 a body of unknown
 * length (any Transfer-Encoding: chunk framing is read differently by different programs, and
 * no client of ours needs it; RFC 9112 §6.3 allows it), 414 address too long, 415 a compressed
 * body, 417 an expectation other than 100-continue, 431 too many or too large headers, 501 an
 * unknown method, 505 a version other than HTTP/1.0 and HTTP/1.1.
 * 413 is the caller's: only the route knows its limit.
 */
struct refusal guard_check(struct arena *a, const struct head *h, struct guarded *ret);

/* The value of the one header of this name (ASCII case ignored); absent when there is none or
 * more than one. */
str head_value(const struct head *h, const char *name);
int head_count(const struct head *h, const char *name);

/* Decode a path: false for a bad escape, NUL, control or non-UTF-8 bytes, an escaped '/' or
 * '\', a backslash, an empty, "." or ".." segment, or one that does not begin with '/'. */
bool path_decode(struct arena *a, str raw, str *ret);

bool ascii_eq(str a, const char *lower);        /* a, lower-cased, is `lower` */

#endif
