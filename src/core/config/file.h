/* core/config/file.h - read a small text file of the operator's. */
#ifndef CORE_CONFIG_FILE_H
#define CORE_CONFIG_FILE_H

#include "base/base.h"

/* The whole file, at most 1 MiB. INVALID: missing, unreadable, too large. */
const struct fail *config_file_read(struct ctx *cx, str path, str *ret) MUST_USE;

#endif
