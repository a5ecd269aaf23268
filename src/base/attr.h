/* base/attr.h - compiler attributes under readable names. */
#ifndef BASE_ATTR_H
#define BASE_ATTR_H

#define CLEANUP(fn)  __attribute__((cleanup(fn)))
#define PRINTF(f, a) __attribute__((format(printf, f, a)))
#define MUST_USE     __attribute__((warn_unused_result))
#define NORETURN     __attribute__((noreturn))
#define UNUSED       __attribute__((unused))
#define COUNT_OF(a)  (sizeof(a) / sizeof((a)[0]))

#endif
