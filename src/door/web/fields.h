/* door/web/fields.h - what stands inside a request: query, form fields, uploads, cookies and
 * the lists in Accept headers. Pure readers of bytes from outside; each is fuzzed. */
#ifndef DOOR_WEB_FIELDS_H
#define DOOR_WEB_FIELDS_H

#include "door/web/web.h"

struct fields {
        struct arena  *arena;
        int            limit;           /* on fields and uploads together */
        struct pair   *list;
        int            n, cap;
        struct upload *uploads;
        int            n_uploads, cap_uploads;
};

/* Why the reading stopped; what was read before it stays in the list. */
enum fields_end {
        FIELDS_OK,
        FIELDS_MANY,            /* over the limit */
        FIELDS_MALFORMED,       /* bad escape, NUL, not UTF-8, a broken multipart body */
};

/* application/x-www-form-urlencoded, of a query or a body: '+' is a blank, empty parts are
 * skipped, a name without '=' has an empty value. Names and values are valid UTF-8 without NUL. */
enum fields_end fields_urlencoded(struct fields *f, str text);

/**
 * multipart/form-data (RFC 7578). Parts without a filename become fields, those with one
 * uploads whose bytes stay in `body`. A part without a name, a part header over 4 KiB, more than
 * 16 headers in a part, a missing closing boundary: malformed. Content-Transfer-Encoding other
 * than binary, 8bit, 7bit: malformed.
 *
 * @param type  the whole Content-Type value; its boundary has 1…70 characters of RFC 2046.
 */
enum fields_end fields_multipart(struct fields *f, str type, str body);

/* The value of a cookie in a Cookie header; absent when it is not there or stands twice with
 * different values (one of them was planted from a neighbouring host). */
str cookie_value(str header, const char *name);

/* A parameter of a header value: "boundary" of 'multipart/form-data; boundary="a b"'. The
 * quoted form may hold \" and \\. Absent when there is none. */
str header_param(struct arena *a, str value, const char *name);
str blanks_off(str value);       /* blanks and tabs off both ends */
/* The value up to ';', trimmed. */
str header_head(str value);

/* The weight 0…1000 that an Accept-like list gives to an item; -1 when it does not name it.
 * `also` (or NULL) lists wildcards that count when the item itself is not named. */
int accept_weight(str list, const char *item, const char *const *also);

#endif
