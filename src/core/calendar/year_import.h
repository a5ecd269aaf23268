/* core/calendar/year_import.h - the notice of a year, brought as a file. */
#ifndef CORE_CALENDAR_YEAR_IMPORT_H
#define CORE_CALENDAR_YEAR_IMPORT_H

#include "core/calendar/year.h"
#include "core/import/importer.h"

extern const struct importer calendar_importer;         /* calendar.year */

/**
 * The command line's way: read the file of `notice->year`, write nothing. INVALID where it cannot be
 * read; what is wrong in its cells stands in *ret (import_clean).
 */
const struct fail *calendar_file_read(struct ctx *cx, const struct calendar_notice *notice,
                                      str filename, str bytes, struct import **ret) MUST_USE;
/* Write a clean one; own transaction, with its audit row. */
const struct fail *calendar_file_put(struct ctx *cx, const struct calendar_notice *notice,
                                     struct import *im) MUST_USE;

#endif
