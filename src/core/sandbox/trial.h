/* core/sandbox/trial.h - a sealed child that tries to get out, for tests and for `doctor`. */
#ifndef CORE_SANDBOX_TRIAL_H
#define CORE_SANDBOX_TRIAL_H

#include "core/sandbox/child.h"

/**
 * The request is one word, then a blank and an argument where one is wanted:
 * "echo TEXT" gives TEXT back twice in two pieces; "refuse WORDS" fails INVALID with them;
 * "open PATH", "create PATH", "socket", "exec", "fork", "kill", "run-memory" try what a sealed
 * child must not, and reply with "out" if it worked; so do "memory", which takes more than its
 * limit from malloc, and "arena", from the arena; "spin" and "sleep" never end; "crash" aborts;
 * "quiet" ends without a word; "pid" tells its process id.
 */
extern const struct child_role child_role_trial;
/* The same with a second for a request: for "spin" and "sleep". */
extern const struct child_role child_role_trial_brief;
/* The same, not sealed and waiting a minute for the next request. */
extern const struct child_role child_role_trial_open;

#endif
