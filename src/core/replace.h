/* core/replace.h - small files that must be whole or not there: keys, the head of the audit chain. */
#ifndef CORE_REPLACE_H
#define CORE_REPLACE_H

#include "base/base.h"

/**
 * Read a small file of ours, at most `most` bytes. NOT_FOUND: there is none. INVALID: not a plain
 * file, too large, unreadable, or (with `secret`) readable or writable by other accounts or owned
 * by another one.
 */
const struct fail *small_file_read(struct ctx *cx, str path, size_t most, bool secret,
                                   str *ret) MUST_USE;
/**
 * Put `bytes` there, mode 0600: written under another name, made durable, renamed, and the folder
 * made durable. `fresh`: CONFLICT when the file exists. FULL: no space; INVALID: cannot be written.
 */
const struct fail *small_file_write(struct ctx *cx, str path, str bytes, bool fresh) MUST_USE;

#endif
