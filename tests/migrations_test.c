/* tests/migrations_test.c - the schema from nothing on both databases: the same tables, columns
 * and kinds of values; nothing is applied twice; a file changed after use stops everything. */
#include "tests/test.h"
#include "core/db/migrate.h"

/* Column names and whether NULL may stand in them, of every table of our own. */
static const struct sql columns = {
        .name = "columns", .args = "", .cols = "ssi", .index = -1,
        .text = "SELECT m.name, p.name, CASE WHEN p.\"notnull\" = 1 OR p.pk > 0 THEN 1 ELSE 0 END"
                "  FROM sqlite_master m, pragma_table_info(m.name) p"
                " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1, 2",
        .text_pgsql = "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT),"
                      " CAST(CASE WHEN is_nullable = 'NO' THEN 1 ELSE 0 END AS BIGINT)"
                      "  FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2",
};
static const struct sql indexes = {
        .name = "indexes", .args = "", .cols = "s", .index = -1,
        .text = "SELECT name FROM sqlite_master WHERE type = 'index'"
                " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1",
        .text_pgsql = "SELECT CAST(c.relname AS TEXT) FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid"
                      " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public'"
                      " AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = c.oid) ORDER BY 1",
};

static str listing(struct ctx *cx)
{
        struct buf b = buf_new(cx->arena, 1 << 20);
        struct query q;
        query_open(&q, cx, &columns, NULL);
        while (query_next(&q)) {
                str table = query_str(&q, 0), column = query_str(&q, 1);
                buf_f(&b, "%.*s.%.*s%s\n", STR(table), STR(column), query_int(&q, 2) ? " not null" : "");
        }
        done(query_end(&q));
        query_open(&q, cx, &indexes, NULL);
        while (query_next(&q)) {
                str name = query_str(&q, 0);
                buf_f(&b, "index %.*s\n", STR(name));
        }
        done(query_end(&q));
        ok(!b.broken);
        return str_of(buf_cstr(&b));
}

TEST_DB(schema_is_the_same_on_both)
{
        static char *first;     /* the other database's, from the run before */
        str now = listing(cx);
        if (n_migrations)
                ok(str_find(now, S("schema_migration.sha256 not null\n")) >= 0);
        if (!first) {
                first = malloc(now.n + 1);
                must(first);
                memcpy(first, now.p, now.n + 1);
                return;
        }
        str left = str_of(first), right = now;
        while (left.n || right.n) {     /* the first line that differs is enough to see */
                str a = str_cut(left, '\n', &left), b = str_cut(right, '\n', &right);
                if (!ok(str_eq(a, b))) {
                        test_note("SQLite has \"%.*s\", PostgreSQL has \"%.*s\"", STR(a), STR(b));
                        break;
                }
        }
        free(first);
        first = NULL;
}

TEST_DB(migrations_are_applied_once)
{
        int n = -1;
        done(migrate_pending(cx, &n));
        same_int(n, 0);
        n = -1;
        done(migrate(cx, &n));
        same_int(n, 0);
}

static void refused(struct ctx *cx)
{
        int n = -1;
        str before = listing(cx);
        const struct fail *f = migrate(cx, &n);
        ok(f && f->kind == FAIL_INVALID);
        f = migrate_pending(cx, &n);
        ok(f && f->kind == FAIL_INVALID);
        same_int(n, -1);
        same_str(listing(cx), before.p);
}

TEST_DB(migration_changed_after_use_is_refused)
{
        if (!n_migrations) {
                test_skip("there are no migrations yet");
                return;
        }
        done(db_script(cx, str_f(cx->arena, "UPDATE schema_migration SET sha256 = '%064d' WHERE name = '%s'",
                                 0, migrations[n_migrations - 1].name)));
        refused(cx);
}

TEST_DB(database_newer_than_the_program_is_refused)
{
        if (!n_migrations) {
                test_skip("there are no migrations yet");
                return;
        }
        done(db_script(cx, str_f(cx->arena, "INSERT INTO schema_migration (name, sha256, applied_at)"
                                 " VALUES ('9999_from_tomorrow', '%064d', 0)", 0)));
        refused(cx);
}

/* Rising, none twice. A number may be missing: parts built at the same time have theirs given
 * beforehand, and one may have needed none. */
TEST(migrations_are_numbered_in_order)
{
        uint64_t before = 0;
        for (int i = 0; i < n_migrations; i++) {
                str name = str_of(migrations[i].name);
                uint64_t n = 0;
                ok(str_u64(str_head(name, 4), &n) && name.p[4] == '_');
                ok(n > before);
                before = n;
                ok(migrations[i].text.n > 0 && migrations[i].text.p[0] == '-');   /* a line says why */
        }
}
