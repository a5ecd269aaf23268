/* core/text/table_xlsx.h - what table_xlsx.c and table_sheet.c share; nobody else includes this. */
#ifndef CORE_TEXT_TABLE_XLSX_H
#define CORE_TEXT_TABLE_XLSX_H

#include "core/text/table_in.h"
#include "core/text/table_strings.h"
#include "core/text/xml.h"
#include "core/text/zip.h"

/* A workbook being read. */
struct xlsx {
        struct table_sink *sink;
        struct zip_in     *zip;
        struct xml_in     *xml;         /* of the part being read, for xml_stop() */
        struct strings     strings;
        unsigned char     *look;        /* enum number_look by cell format */
        int                n_looks;
        bool               epoch_1904;
        struct buf         value;       /* the text being collected */
};

void part_read(struct xlsx *w, int entry, const struct xml_handler *h, void *arg);
/* The cells of one worksheet into the sink, whose `sheet` is set. */
void worksheet_read(struct xlsx *w, int entry);

#endif
