/* core/text/zip.h - ZIP in (bounded: entries, sizes, ratio; no encryption) and out. zip.c is
 * the one file with libzip. */
#ifndef CORE_TEXT_ZIP_H
#define CORE_TEXT_ZIP_H

#include "base/base.h"

struct zip_in;
struct zip_limits { int64_t max_entry, max_total, max_entries, max_ratio; };
/* INVALID: not a ZIP, encrypted, too large, overlapping or duplicate names, unsafe names. */
const struct fail *zip_open(struct ctx *cx, str bytes, const struct zip_limits *l, struct zip_in **ret) MUST_USE;
void               zip_close(struct zip_in **z);                /* for CLEANUP */
int                zip_count(const struct zip_in *z);
str                zip_name(const struct zip_in *z, int i);
int                zip_find(const struct zip_in *z, const char *name);  /* -1: none */
/* Stream one entry: `put` gets pieces in order and may stop it by returning false. */
typedef bool zip_put(void *arg, str piece);
const struct fail *zip_read(struct ctx *cx, struct zip_in *z, int i, zip_put *put, void *arg) MUST_USE;
const struct fail *zip_read_all(struct ctx *cx, struct zip_in *z, int i, str *ret) MUST_USE;

/* Out: entries in the order given, fixed timestamps, so the same input gives the same bytes. */
struct zip_out;
struct zip_out    *zip_new(struct ctx *cx);
void               zip_add(struct zip_out *z, const char *name, str bytes);
const struct fail *zip_end(struct zip_out *z, str *ret_bytes) MUST_USE;

#endif
