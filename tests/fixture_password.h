/* tests/fixture_password.h - what a password costs in the tests. */
#ifndef TESTS_FIXTURE_PASSWORD_H
#define TESTS_FIXTURE_PASSWORD_H

#include <stdbool.h>

/* Hash as the program does, by 19 MiB and two passes, until it is false again. */
extern bool password_dear;

#endif
