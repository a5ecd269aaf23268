/* core/text/table_date.c - when a spreadsheet's number is a date, and which.
 *
 * Numbers and dates are stored alike; only the cell's format tells them apart. The builtin ids
 * are ECMA-376 part 1, 18.8.30, with those of the zh-cn language.
 */
#include "core/text/table_in.h"
#include "core/text/decimal.h"

enum number_look look_of_builtin(int id)
{
        switch (id) {
        case 14: case 15: case 16: case 17: case 27: case 28: case 29: case 30: case 31: case 36:
        case 50: case 51: case 52: case 53: case 54: case 57: case 58:
                return LOOK_DATE;
        case 22:
                return LOOK_DATE_TIME;
        case 18: case 19: case 20: case 21: case 32: case 33: case 34: case 35: case 45: case 46:
        case 47: case 55: case 56:
                return LOOK_TIME;
        default:
                return LOOK_NUMBER;
        }
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

enum number_look look_of_code(str code)
{
        bool days = false, months = false, clock = false, digits = false;
        for (size_t i = 0; i < code.n && code.p[i] != ';'; i++) {
                char c = lower(code.p[i]);
                if (c == '"') {                         /* words in quotes */
                        for (i++; i < code.n && code.p[i] != '"'; i++)
                                ;
                } else if (c == '\\' || c == '_' || c == '*') {
                        i++;                            /* one character of its own */
                } else if (c == '[') {                  /* [Red], [$-804], [DBNum1]; [h]: hours */
                        size_t from = i + 1;
                        while (i < code.n && code.p[i] != ']')
                                i++;
                        char unit = from < i ? lower(code.p[from]) : 0;
                        bool one_letter = from < i;
                        for (size_t k = from; k < i; k++)
                                one_letter = one_letter && lower(code.p[k]) == unit;
                        clock = clock || (one_letter && (unit == 'h' || unit == 'm' || unit == 's'));
                } else {
                        days = days || c == 'y' || c == 'd';
                        months = months || c == 'm';
                        clock = clock || c == 'h' || c == 's';
                        digits = digits || c == '#' || c == '?';
                }
        }
        str general = S("general");
        if (code.n >= general.n) {
                size_t i = 0;
                while (i < general.n && lower(code.p[i]) == general.p[i])
                        i++;
                if (i == general.n)
                        return LOOK_NUMBER;
        }
        if (digits && !clock && !days)
                return LOOK_NUMBER;
        if (days || (months && !clock))
                return clock ? LOOK_DATE_TIME : LOOK_DATE;
        return clock ? LOOK_TIME : LOOK_NUMBER;
}

/* Whole days and seconds of a plain decimal; false when not 0 ≤ serial < 2,958,466 (year 10000). */
static bool split(str serial, int64_t *ret_days, int *ret_seconds)
{
        str frac, whole = str_cut(serial, '.', &frac);
        uint64_t days, part = 0;
        if (!str_u64(whole, &days) || days > 2958465)
                return false;
        for (size_t i = 0; i < 9; i++)
                part = part * 10 + (uint64_t)(i < frac.n ? frac.p[i] - '0' : 0);
        uint64_t seconds = (part * 86400 + 500000000) / 1000000000;
        *ret_days = (int64_t)days + (seconds == 86400);
        *ret_seconds = (int)(seconds % 86400);
        return true;
}

bool serial_text(struct buf *o, str serial, enum number_look look, bool epoch_1904)
{
        int64_t n;
        int t, y, m, d;
        if (look == LOOK_NUMBER || !split(serial, &n, &t))
                return false;
        if (look == LOOK_DATE_TIME || look == LOOK_DATE) {
                /* Day 60 of the 1900 epoch is 29 February 1900, which never was: spreadsheets keep
                 * an error of 1983. Day 0 is no date either. */
                if (!epoch_1904 && (n == 0 || n == 60))
                        return false;
                day base = epoch_1904 ? day_make(1904, 1, 1)
                         : n < 60     ? day_make(1899, 12, 31) : day_make(1899, 12, 30);
                day_split(day_add(base, (int)n), &y, &m, &d);
                if (y > 9999)
                        return false;
                buf_f(o, "%04d-%02d-%02d", y, m, d);
        } else if (n) {
                return false;           /* a duration over a day: a number */
        }
        if (look == LOOK_TIME || (look == LOOK_DATE_TIME && t))
                buf_f(o, "%s%02d:%02d:%02d", look == LOOK_TIME ? "" : " ", t / 3600, t / 60 % 60,
                      t % 60);
        return true;
}
