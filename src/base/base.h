/* base/base.h - the words every other file may use; every file's first include.
 * No I/O, no database, no clock. */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/must.h"
#include "base/arena.h"
#include "base/str.h"
#include "base/buf.h"
#include "base/words.h"
#include "base/fail.h"
#include "base/num.h"
#include "base/day.h"
#include "base/utf8.h"
#include "base/perms.h"
#include "base/form.h"
#include "base/ctx.h"
#include "base/banned.h"

_Static_assert(_Generic((int64_t)0, long: 1, default: 0), "LP64 only: int64_t prints with %ld");

#endif
