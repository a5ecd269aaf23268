/* domain/target/goal/import.h - targets from a file, a unit and an indicator a row. */
#ifndef DOMAIN_TARGET_GOAL_IMPORT_H
#define DOMAIN_TARGET_GOAL_IMPORT_H

#include "core/import/importer.h"

extern const struct importer goal_importer;

#endif
