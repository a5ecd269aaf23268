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

#endif
