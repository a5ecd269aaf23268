/* core/db/migrate_test.c - the program's own migrations, on databases older, newer and tampered with. */
#include "core/db/migrate.h"
#include "tests/test.h"

static const struct sql list = {
        .name = "list", .args = "", .cols = "sis", .index = -1,
        .text = "SELECT name, applied_at, sha256 FROM schema_migration ORDER BY name",
};

static void expect(const struct fail *f, enum fail_kind kind)
{
        if (ok(f != NULL))
                same_str(str_of(fail_name(f->kind)), fail_name(kind));
}

static int recorded(struct ctx *cx)
{
        struct query q;
        int n = 0;
        query_open(&q, cx, &list, NULL);
        for (; query_next(&q); n++) {
                ok(n < n_migrations && str_is(query_str(&q, 0), migrations[n].name));
                same_int((int64_t)query_str(&q, 2).n, 64);
        }
        done(query_end(&q));
        return n;
}

TEST_DB(migrate_is_done_once)
{
        int n = -1;
        same_int(recorded(cx), n_migrations);
        done(migrate_pending(cx, &n));
        same_int(n, 0);
        done(migrate(cx, &n));
        same_int(n, 0);
        same_int(recorded(cx), n_migrations);
}

TEST_DB(migrate_refuses_a_newer_database)
{
        int n = -1;
        done(db_script(cx, S("INSERT INTO schema_migration (name, sha256, applied_at)"
                             " VALUES ('9999_future', 'x', 1)")));
        expect(migrate(cx, &n), FAIL_INVALID);
        expect(migrate_pending(cx, &n), FAIL_INVALID);
        same_int(n, -1);
}

TEST_DB(migrate_refuses_a_changed_file)
{
        if (!n_migrations) {
                test_skip("no migrations yet");
                return;
        }
        int n = -1;
        done(db_script(cx, S("UPDATE schema_migration SET sha256 = 'other' WHERE name LIKE '0001%'")));
        expect(migrate(cx, &n), FAIL_INVALID);
        expect(migrate_pending(cx, &n), FAIL_INVALID);
}

TEST_DB(migrate_refuses_a_gap)
{
        if (n_migrations < 2) {
                test_skip("needs two migrations");
                return;
        }
        int n = -1;
        done(db_script(cx, S("DELETE FROM schema_migration WHERE name LIKE '0001%'")));
        expect(migrate(cx, &n), FAIL_INVALID);
        expect(migrate_pending(cx, &n), FAIL_INVALID);
        same_int(n, -1);
}

/* A migration whose statements fail leaves nothing behind: forget the last one, whose tables
 * are there already, so that applying it again fails. */
TEST_DB(migrate_that_fails_leaves_the_schema_before_it)
{
        if (!n_migrations) {
                test_skip("no migrations yet");
                return;
        }
        int n = -1;
        done(db_script(cx, str_f(cx->arena, "DELETE FROM schema_migration WHERE name = '%s'",
                                 migrations[n_migrations - 1].name)));
        done(migrate_pending(cx, &n));
        same_int(n, 1);
        expect(migrate(cx, &n), FAIL_BROKEN);
        done(migrate_pending(cx, &n));
        same_int(n, 1);
        struct query q;
        query_open(&q, cx, &list, NULL);        /* and the database can still be used */
        while (query_next(&q))
                ;
        done(query_end(&q));
}

/* From nothing, on a database of one's own. */
TEST(migrate_makes_a_new_database)
{
        struct store *s = NULL;
        struct db db;
        int n = -1;
        done(store_open(cx, str_f(cx->arena, "%.*s/new.db", STR(test_dir(cx))).p, NULL, &s));
        done(db_connect(cx, s, &db));
        cx->db = &db;
        done(migrate_pending(cx, &n));
        same_int(n, n_migrations);
        done(migrate(cx, &n));
        same_int(n, n_migrations);
        for (int i = 0; sql_all[i]; i++)
                done(db_check(cx, sql_all[i]));
        db_close(&db);
        store_close(s);
        cx->db = NULL;
}
