/* domain/setup/units.h - the units of a new county from one file: what the wizard's third step and
 * `luoshi unit import` share. */
#ifndef DOMAIN_SETUP_UNITS_H
#define DOMAIN_SETUP_UNITS_H

#include "core/import/import.h"
#include "domain/org/org.h"

/* 名称, 类型, 上级单位, 代码, 简称, 考核组. Only the name is required: a unit without a superior stands
 * below the county, one without a code gets the next free u001. */
extern const struct import_table units_table;

/* One unit of a file that is to be made. */
struct unit_row { str name, code, brief, group, above; enum org_kind kind; int row; };
struct unit_rows {
        const struct unit_row *row; int n;      /* superiors before their subordinates */
        int n_known;                            /* rows whose unit is there already, left as it is */
};
/**
 * Read a file; `sealed` for what came over the network. The import holds every reason at its cell, of
 * the cells as of the rows together: a superior that is nowhere, a circle, a name or code twice, something
 * below a 内设机构. The plan is that of a clean import; otherwise it is not to be used.
 * INVALID, TOO_LARGE, BUSY as of import_file().
 */
const struct fail *units_read(struct ctx *cx, str filename, str bytes, bool sealed,
                              struct import **ret, struct unit_rows *ret_plan) MUST_USE;
/* What this one row, by hand, would make. INVALID with the field for the first of the same reasons. */
const struct fail *units_check(struct ctx *cx, const struct unit_row *row,
                               struct unit_rows *ret) MUST_USE;
/* Make them, all or nothing, in one transaction. CONFLICT: the units have changed since the plan. */
const struct fail *units_make(struct ctx *cx, const struct unit_rows *rows) MUST_USE;

/* Rows as text and back: the wizard keeps a plan between preview and writing. */
str units_pack(struct ctx *cx, const struct unit_rows *rows);
void units_unpack(struct ctx *cx, str text, struct unit_rows *ret);

#endif
