/* core/embed.h - files that live in the binary: assets for browsers, data for the program. */
#ifndef CORE_EMBED_H
#define CORE_EMBED_H

#include "base/base.h"

/* A file served to browsers. Its address carries a hash of its bytes and never changes. */
struct asset {
        const char *name;       /* "theme.css" */
        const char *url;        /* "/assets/theme.1f3a9c.css" */
        const char *type;       /* text/css; charset=utf-8 */
        const char *etag;       /* "\"1f3a9c…\"" */
        str         plain, gzip, brotli;        /* gzip, brotli absent where they gain nothing */
};
extern const struct asset assets[];
extern const int          n_assets;
const struct asset *asset_by_url(str url);      /* NULL: none */
/* For templates: the address of an asset by name; must() when there is none. */
const char *asset_url(const char *name);

/* A file of data/: account lists, profiles, calendars, demonstration budgets, schemas. */
struct data_file { const char *name; str bytes; };      /* "profiles/sichuan-county.json" */
extern const struct data_file data_files[];             /* sorted by name */
extern const int              n_data_files;
str data_file(const char *name);                        /* absent: none */

#endif
