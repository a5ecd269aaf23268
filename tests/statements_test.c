/* tests/statements_test.c - every statement of the program is understood by both databases, with
 * the types of parameters and columns that its signature says. */
#include "tests/test.h"
#include "core/db/db.h"

TEST_DB(every_statement_is_understood)
{
        for (int i = 0; i < sql_count; i++) {
                struct arena_mark m = arena_mark(cx->arena);
                const struct fail *f = db_check(cx, sql_all[i]);
                if (f)
                        test_note("%s: %s", sql_all[i]->name, sql_all[i]->text);
                done(f);
                arena_release(cx->arena, m);
        }
}

TEST_DB(check_finds_faults)
{
        static const struct sql wrong[] = {
                { .name = "no table", .text = "SELECT id FROM no_such_table", .args = "", .cols = "i" },
                { .name = "no column", .text = "SELECT luoshi FROM trial", .args = "", .cols = "i" },
                { .name = "too few columns", .text = "SELECT n, t FROM trial", .args = "", .cols = "i" },
                { .name = "no SQL", .text = "SELEKT 1", .args = "", .cols = "i" },
        };
        static const struct sql wrong_in_pgsql[] = {    /* SQLite takes these: the other is its linter */
                { .name = "sum is numeric", .text = "SELECT SUM(n) FROM trial", .args = "", .cols = "i" },
                { .name = "loose grouping", .text = "SELECT n, t FROM trial GROUP BY n", .args = "", .cols = "is" },
                { .name = "column type", .text = "SELECT t FROM trial", .args = "", .cols = "i" },
                { .name = "parameter type", .text = "SELECT n FROM trial WHERE n = $1", .args = "s", .cols = "i" },
        };
        static const struct sql right = { .name = "right", .text = "SELECT n, t FROM trial WHERE n = $1 AND t = $2",
                                          .args = "is", .cols = "is" };
        done(db_script(cx, S("CREATE TABLE trial (n BIGINT, t TEXT)")));
        done(db_check(cx, &right));
        for (size_t i = 0; i < COUNT_OF(wrong); i++)
                if (!ok(db_check(cx, &wrong[i]) != NULL))
                        test_note("%s", wrong[i].name);
        for (size_t i = 0; i < COUNT_OF(wrong_in_pgsql) && !store_is_sqlite(cx->db->store); i++)
                if (!ok(db_check(cx, &wrong_in_pgsql[i]) != NULL))
                        test_note("%s", wrong_in_pgsql[i].name);
}

TEST(statements_are_numbered_once)
{
        same_int(sql_all[sql_count] == NULL, true);
        for (int i = 0; i < sql_count; i++) {
                same_int(sql_all[i]->index, i);
                ok(strlen(sql_all[i]->args) <= SQL_MAX_ARGS);
                ok(strlen(sql_all[i]->cols) <= SQL_MAX_COLS);
        }
}
