/* tests/test.h - TAP in one header. TEST(name) is pure; TEST_DB(name) runs on a fresh, migrated
 * database on every engine, with `cx` as the system user on the day 2024-11-20 (China).
 * TEST_LONG(name) is a TEST_DB that takes more than ten seconds: it begins first, and `make check`
 * leaves it out. */
#ifndef TESTS_TEST_H
#define TESTS_TEST_H

#include "base/base.h"

typedef const struct fail *test_fill(struct ctx *cx);
struct test {
        const char  *name, *file;
        void       (*run)(struct ctx *cx);
        bool         db, is_long;
        struct test *next;
};
void test_register(struct test *t);
/* All tests, linked by `next`, for a test that looks others up by name. */
const struct test *test_first(void);

#define TEST_ROW(fn, ...)                                                               \
        static void fn(struct ctx *cx);                                                 \
        static struct test fn##_row = { .name = #fn, .file = __FILE__, .run = fn, __VA_ARGS__ }; \
        __attribute__((constructor)) static void fn##_add(void) { test_register(&fn##_row); }    \
        static void fn(struct ctx *cx UNUSED)
#define TEST(name)      TEST_ROW(test_##name, .db = false)
#define TEST_DB(name)   TEST_ROW(test_##name, .db = true)
#define TEST_LONG(name) TEST_ROW(test_##name, .db = true, .is_long = true)

#define ok(cond)       test_ok(!!(cond), #cond, __FILE__, __LINE__)
#define same_int(a, b) test_int((a), (b), #a, __FILE__, __LINE__)
#define same_str(a, b) test_str((a), (b), #a, __FILE__, __LINE__)
/* NULL, else fails and prints the failure's words and origin. */
#define done(f)        test_done((f), #f, __FILE__, __LINE__)
bool test_ok(bool pass, const char *what, const char *file, int line);
bool test_int(int64_t got, int64_t want, const char *what, const char *file, int line);
bool test_str(str got, const char *want, const char *what, const char *file, int line);
bool test_done(const struct fail *f, const char *what, const char *file, int line);
void test_note(const char *fmt, ...) PRINTF(1, 2);
/* Say that a test needs something this machine lacks; counted as skipped, never in CI for
 * ../shared. */
void test_skip(const char *why);

/* The whole of a file under the project's root; must() when missing unless `may_miss`. */
str  test_file(struct arena *a, const char *path, bool may_miss);
/* A second connection to the same database, for tests of concurrency; closed with db_close. */
struct db;
void test_db_again(struct ctx *cx, struct db *ret);
/* The URL of this test's database, to hand to another process. */
str  test_db_url(struct ctx *cx);
/**
 * Give the test a copy of a database that `fill` filled once for each engine, in place of its own
 * empty one. False, and nothing done, when the test has used its database or moved its clock
 * already: then it fills its own.
 */
bool test_db_from(struct ctx *cx, test_fill *fill);
/* An empty folder of this test's own, removed afterwards. */
str  test_dir(struct ctx *cx);

#endif
