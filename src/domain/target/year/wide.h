/* domain/target/year/wide.h - figures laid wide: units down, indicators or months across. */
#ifndef DOMAIN_TARGET_YEAR_WIDE_H
#define DOMAIN_TARGET_YEAR_WIDE_H

#include "domain/target/year/figure.h"

/* What a head says: an indicator, with one of its items, or a month. */
struct figure_head { str leaf, item, measure; int month; };     /* absent; month -1: not said */
/**
 * "地区生产总值（亿元）", "fz-gdp", "fz-gdp 地区生产总值", "信访：未按期整改", "3月", "1-3月", "一季度", "全年".
 * An indicator's code or name, with a unit of measure behind it; a line 单位：亿元. False: none of these.
 */
bool figure_head_read(struct ctx *cx, const struct figure_year *y, str head,
                      struct figure_head *ret);

/**
 * An empty workbook for a month: one sheet with the person's units down and indicators across, and for
 * each indicator a sheet of its months. Only what the person may give; what a unit is not asked for is
 * marked —, which is read as nothing.
 */
const struct fail *figure_wide_template(struct ctx *cx, const struct figure_year *y, int month,
                                        str *ret) MUST_USE;

#endif
