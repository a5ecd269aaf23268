/* door/web/entry.h - what the pages of the door share with the command line. */
#ifndef DOOR_WEB_ENTRY_H
#define DOOR_WEB_ENTRY_H

#include "core/auth/account.h"
#include "door/web/web.h"

/* --demo-open: the demonstration door stands open to other machines too. Written before any
 * thread starts, constant after. */
extern bool demo_open;

/* Where a sign-in comes from: old token, address, browser. */
struct sign_in sign_in_of(const struct request *rq);
/* A path of ours to go on to: never another host (//x, /\\x), never a loop back to the door. */
str next_of(str s);
/* Give the cookie and go where it leads: on, or to the step that is owed. */
const struct fail *entered_go(struct ctx *cx, const struct request *rq, struct reply *re,
                              const struct entered *got, str next) MUST_USE;
/* The same; where a second factor must be enrolled, its secret is made first. */
const struct fail *half_go(struct ctx *cx, const struct request *rq, struct reply *re,
                           int64_t person, const struct entered *got, str next) MUST_USE;

/* That others are in the wizard of the first set-up too, since when and from where; empty: nobody is. */
const struct fail *setup_places_words(struct ctx *cx, const struct request *rq, str *ret) MUST_USE;

/* The two boxes that a new password is typed in: "new", and "again" against slips of the hand. */
enum { PASSWORD_BOXES = 2 };
/* As they are drawn, empty whatever was typed: a password is never sent back. `label` names the first; NULL: 新口令. */
struct form_field;
void password_boxes(const char *label, const struct form *form, const struct fail *why,
                    struct form_field *ret);
/* What was typed, any bytes; where the second differs, form_end() will say so at it. */
str password_typed(struct form *form);

#endif
