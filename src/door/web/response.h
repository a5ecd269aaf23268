/* door/web/response.h - a reply as it goes over the wire: status, headers, bytes. */
#ifndef DOOR_WEB_RESPONSE_H
#define DOOR_WEB_RESPONSE_H

#include "door/web/web.h"

enum { RESPONSE_MAX_HEADERS = 32, RESPONSE_HEAD = 5120 };

/* Complete by itself: it outlives the arena in which the reply was made. Header names and
 * values are NUL-terminated, `name NUL value NUL` after one another in `head`. */
struct response {
        int    status;
        char  *head;            /* RESPONSE_HEAD bytes, from the first response on; response_free() */
        size_t n_head;
        bool   broken;          /* a header did not fit: an error of ours, answered 500 */
        bool   close;
        char  *body;            /* malloc'd when `owned`, else the exchange's room or a constant of the program */
        size_t n_body;
        bool   owned;
};

/**
 * Dress a reply: the security headers, Content-Type, Cache-Control, ETag, Location,
 * Content-Disposition, gzip when it pays.
 *
 * @param rq  NULL for a refusal before there was a request.
 */
void response_make(struct response *o, struct arena *a, const struct request *rq,
                   const struct reply *re);

/* A plain page, or a line of JSON, for what never reached the router: refusals of the guard,
 * shed load, a lost group. Closes the connection unless the caller says otherwise after it. */
struct refused {
        int         status;
        const char *why;                /* a catalogue word */
        int64_t     most, given;        /* said behind it: bytes in MB, or without `given` a number; 0: nothing */
        int         retry_after;        /* seconds; 0: does not say */
        int         lang;
        bool        json, secure;
};
void response_refuse(struct response *o, const struct refused *r);

/* Step through the headers: *at starts at 0; false at the end. */
bool response_header(const struct response *o, size_t *at, const char **name, const char **value);
void response_done(struct response *o);         /* frees the body; accepts the empty value */
void response_free(struct response *o);         /* and the room of the head */

/* gzip.c: at most `max` bytes into `to`; 0 when it does not fit. The only user of zlib. */
size_t gzip_bytes(char *to, size_t max, str bytes, int level);

#endif
