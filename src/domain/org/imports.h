/* domain/org/imports.h - units, people and posts brought as files. */
#ifndef DOMAIN_ORG_IMPORTS_H
#define DOMAIN_ORG_IMPORTS_H

#include "core/import/importer.h"

extern const struct importer units_importer;    /* 单位, by code */
extern const struct importer people_importer;   /* 人员与账号, by login: the system administrator's */
extern const struct importer posts_importer;    /* 岗位, by login: the security administrator's */

#endif
