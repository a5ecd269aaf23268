/* core/text/xml.h - XML in (expat: no DTD, no entities, bounded depth) and out. xml.c is the
 * one file with expat. */
#ifndef CORE_TEXT_XML_H
#define CORE_TEXT_XML_H

#include "base/base.h"

/* Names come without namespace prefix ("w:p" is "p"); attributes as pairs in the order written,
 * without xmlns declarations. Text may come in pieces. What a handler is given lives until it
 * returns. NULL members: not wanted. */
struct xml_handler {
        void (*open)(void *arg, str name, const struct pair *attrs, int n_attrs);
        void (*close)(void *arg, str name);
        void (*text)(void *arg, str s);
};
struct xml_in;

/* The parser's memory is its own and flat: depth ≤ 100, a single tag or comment ≤ 1 MiB, at most
 * 256 attributes. UTF-8, UTF-16, ISO-8859-1 and US-ASCII are read; handlers see UTF-8. */
struct xml_in     *xml_new(struct ctx *cx, const struct xml_handler *h, void *arg);
bool               xml_feed(struct xml_in *x, str piece);       /* false: stopped or broken */
void               xml_stop(struct xml_in *x);                  /* from a handler: enough read */
/* Says that all was fed, and frees; *x becomes NULL. NULL when well-formed or stopped by
 * xml_stop(); INVALID with line and column otherwise (a document type declaration is refused
 * as such). */
const struct fail *xml_end(struct xml_in **x) MUST_USE;
/* for CLEANUP: frees without a word */
void               xml_drop(struct xml_in **x);

/* The value of attribute `name`, or absent. */
str xml_attr_of(const struct pair *attrs, int n_attrs, const char *name);

/* Out: escape by place. Characters that XML cannot hold are dropped, broken UTF-8 becomes
 * U+FFFD. */
void xml_text(struct buf *o, str s);
void xml_attr(struct buf *o, str s);            /* inside double quotes */

#endif
