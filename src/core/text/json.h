/* core/text/json.h - JSON in (strict, bounded) and out. json.c is the one file with jansson. */
#ifndef CORE_TEXT_JSON_H
#define CORE_TEXT_JSON_H

#include "base/base.h"

enum json_type { JSON_NULL, JSON_BOOL, JSON_INT, JSON_DECIMAL, JSON_STR, JSON_ARRAY, JSON_OBJECT };

/* A parsed value; lives in the arena. Decimal numbers keep their text (no float is made). */
struct json {
        enum json_type      type;
        bool                b;
        int64_t             i;          /* JSON_INT */
        str                 s;          /* JSON_STR; the text of a JSON_DECIMAL */
        const struct json  *item;       /* first child of an array or object */
        const struct json  *next;       /* next sibling */
        str                 name;       /* in an object */
        int                 n;          /* children */
};

/* INVALID with line and column in words; depth ≤ 64, no duplicate names, valid UTF-8. */
const struct fail *json_parse(struct ctx *cx, str text, const struct json **ret) MUST_USE;
/* NULL when missing or not an object */
const struct json *json_at(const struct json *o, const char *name);
str                json_str(const struct json *o, const char *name);    /* absent unless a string */
int64_t            json_int(const struct json *o, const char *name, int64_t otherwise);
bool               json_bool(const struct json *o, const char *name);
/* A number of either kind, or a string that is one, in 10^-places units; false when it is none. */
bool               json_decimal(const struct json *v, int places, int64_t *ret);

/* Out: a sticky writer. Names and values in order; commas and escapes are its work. */
struct json_out { struct buf *o; uint8_t depth, first[64]; bool pretty; };
struct json_out json_out(struct buf *o, bool pretty);
/* '{' or '['; name NULL in an array */
void json_open(struct json_out *j, const char *name, char kind);
void json_close(struct json_out *j, char kind);
void json_put_str(struct json_out *j, const char *name, str s);         /* absent: null */
void json_put_int(struct json_out *j, const char *name, int64_t v);
void json_put_bool(struct json_out *j, const char *name, bool v);
void json_put_raw(struct json_out *j, const char *name, str text);      /* a number's own text */
/* A parsed value with all in it, in its order: the same bytes however it was laid out. */
void json_put_value(struct json_out *j, const char *name, const struct json *v);

#endif
