/* door/web/made.h - the options of a choice that never changes, made once and copied into every page.
 *
 *      static struct made events;
 *      { .kind = FILTER_CHOICE, .choices = event_choices, …, .made = &events },
 *
 * The trail's 241 events are a tenth of the work of its page; so made, they are two copies.
 */
#ifndef DOOR_WEB_MADE_H
#define DOOR_WEB_MADE_H

#include "door/web/page.h"
#include <stdatomic.h>

struct made_text;
/* One for each constant list of choices, static and zero; a text for each language, kept until the
 * process ends. */
struct made { _Atomic(struct made_text *) text[LANG_END]; };

/* The options of `c`, with `chosen` selected: what list_choices() writes. Any thread. */
void made_choices(struct buf *o, struct made *m, const struct form_choice *c, int n, str chosen);

#endif
