/* core/text/decimal.h - decimal numbers as files write them, without a float in between. */
#ifndef CORE_TEXT_DECIMAL_H
#define CORE_TEXT_DECIMAL_H

#include "base/base.h"

/**
 * Write a number in the notation of JSON and XLSX (-?digits[.digits][e±digits]) as plain
 * decimal text: no exponent, no leading zeros, no '+'; "-0" becomes "0".
 *
 * max_digits > 0: more significant digits than that are rounded half away from zero in
 * integer arithmetic, and the zeros that this leaves after the point go (a spreadsheet stores
 * 12.35 as 12.350000000000001; 15 digits are what it means). 0: every digit is kept.
 * False, and *ret untouched, when the text is no such number or its exponent leaves ±400.
 */
bool decimal_plain(struct arena *a, str text, int max_digits, str *ret) MUST_USE;

#endif
