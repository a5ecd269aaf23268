/* core/attach/look.h - what a file is by its content; runs in the sealed child, and in its fuzz
 * target. Only core/attach and tests include it. */
#ifndef CORE_ATTACH_LOOK_H
#define CORE_ATTACH_LOOK_H

#include "core/attach/attach.h"

/* Load libmagic's table; once in a process, before the sandbox closes. */
void look_ready(void);
/**
 * Does the content agree with the type that its ending names, and with it alone?
 *
 * @param ret_bytes  the content to keep: a picture without its metadata, else `bytes` itself
 * @return INVALID with a sentence that begins behind the file's name.
 */
const struct fail *look_at(struct ctx *cx, const struct attach_type *type, str bytes,
                           str *ret_bytes) MUST_USE;
/* The type that an ending names; INVALID with what to do instead. */
const struct fail *look_type(struct ctx *cx, str ending, const struct attach_type **ret) MUST_USE;

#endif
