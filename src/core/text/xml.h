/* core/text/xml.h - XML in (expat: no DTD, no entities, bounded depth) and out. */
#ifndef CORE_TEXT_XML_H
#define CORE_TEXT_XML_H

#include "base/base.h"

/* Names come without namespace prefix. Attributes as pairs. Text may come in pieces. */
struct xml_handler {
        void (*open)(void *arg, str name, const struct pair *attrs, int n_attrs);
        void (*close)(void *arg, str name);
        void (*text)(void *arg, str s);
};
struct xml_in;
struct xml_in     *xml_new(struct ctx *cx, const struct xml_handler *h, void *arg);
bool               xml_feed(struct xml_in *x, str piece);       /* false: stopped or broken */
void               xml_stop(struct xml_in *x);                  /* from a handler: enough read */
const struct fail *xml_end(struct xml_in **x) MUST_USE;         /* frees; INVALID with line and column */

/* Out: escape by place. */
void xml_text(struct buf *o, str s);            /* drops characters XML cannot hold */
void xml_attr(struct buf *o, str s);            /* inside double quotes */

#endif
