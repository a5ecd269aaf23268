/* core/text/table_date_test.c - column names, number formats, serial days. */
#include "core/text/table_in.h"
#include "tests/test.h"

TEST(column_names)
{
        static const struct { int col; const char *name; } row[] = {
                { 0, "A" }, { 25, "Z" }, { 26, "AA" }, { 27, "AB" }, { 51, "AZ" }, { 52, "BA" },
                { 701, "ZZ" }, { 702, "AAA" }, { 16383, "XFD" },
        };
        for (size_t i = 0; i < COUNT_OF(row); i++)
                same_str(column_name(cx->arena, row[i].col), row[i].name);
}

TEST(number_formats_that_show_dates)
{
        static const struct { const char *code; enum number_look look; } row[] = {
                { "General", LOOK_NUMBER }, { "0.00", LOOK_NUMBER }, { "#,##0.00_ ", LOOK_NUMBER },
                { "[Red]-0.0%", LOOK_NUMBER }, { "\"第\"0\"期\"", LOOK_NUMBER }, { "@", LOOK_NUMBER },
                { "0.00E+00", LOOK_NUMBER }, { "_ * #,##0.00_ ;_ * \\-#,##0.00_ ", LOOK_NUMBER },
                { "\"day\"0", LOOK_NUMBER }, { "0\\d", LOOK_NUMBER }, { "# ?/?", LOOK_NUMBER },
                { "yyyy-mm-dd", LOOK_DATE }, { "yyyy\"年\"m\"月\"d\"日\";@", LOOK_DATE },
                { "[$-804]yyyy/m/d", LOOK_DATE }, { "m/d", LOOK_DATE }, { "mmm", LOOK_DATE },
                { "[DBNum1][$-804]yyyy\"年\"m\"月\"", LOOK_DATE }, { "D-MMM-YY", LOOK_DATE },
                { "yyyy-mm-dd hh:mm:ss", LOOK_DATE_TIME }, { "h:mm AM/PM", LOOK_TIME },
                { "[h]:mm", LOOK_TIME }, { "mm:ss.0", LOOK_TIME },
                { "上午/下午h\"时\"mm\"分\"", LOOK_TIME }, { "G/通用格式", LOOK_NUMBER },
                { "[Magenta]0", LOOK_NUMBER }, { "", LOOK_NUMBER },
        };
        for (size_t i = 0; i < COUNT_OF(row); i++)
                if (!same_int(look_of_code(str_of(row[i].code)), row[i].look))
                        test_note("code %s", row[i].code);
}

TEST(serial_days_of_both_epochs)
{
        static const struct {
                const char *serial; enum number_look look; bool e1904; const char *text;
        } row[] = {
                { "1", LOOK_DATE, false, "1900-01-01" }, { "59", LOOK_DATE, false, "1900-02-28" },
                { "60", LOOK_DATE, false, NULL }, { "61", LOOK_DATE, false, "1900-03-01" },
                { "0", LOOK_DATE, false, NULL }, { "-1", LOOK_DATE, false, NULL },
                { "45342", LOOK_DATE, false, "2024-02-20" }, { "2958465", LOOK_DATE, false,
                        "9999-12-31" },
                { "2958466", LOOK_DATE, false, NULL }, { "43880", LOOK_DATE, true, "2024-02-20" },
                { "2958465", LOOK_DATE, true, NULL }, { "45342.999999999", LOOK_DATE_TIME, false,
                        "2024-02-21" },
                { "45342.5", LOOK_DATE, false, "2024-02-20" }, { "0.25", LOOK_TIME, false,
                        "06:00:00" },
                { "1.5", LOOK_TIME, false, NULL }, { "12.5", LOOK_NUMBER, false, NULL },
                { "45350", LOOK_DATE, false, "2024-02-28" }, { "45351", LOOK_DATE, false,
                        "2024-02-29" },
        };
        for (size_t i = 0; i < COUNT_OF(row); i++) {
                struct buf b = buf_new(cx->arena, 100);
                bool good = serial_text(&b, str_of(row[i].serial), row[i].look, row[i].e1904);
                same_int(good, row[i].text != NULL);
                if (row[i].text)
                        same_str(buf_str(&b), row[i].text);
        }
}
