/* tests/faults_test.c - run write rules with each of their statements failing, and compare the
 * whole database. Rules register with FAULTS() beside their own tests; here stand the helper's
 * own test and those of core. */
#include "tests/faults.h"
#include "tests/fixture_demo.h"
#include "core/auth/account.h"
#include "core/db/db.h"
#include "domain/org/org.h"

/* All columns of all tables. */
static const struct sql columns = {
        .name = "columns", .args = "", .cols = "ss", .index = -1,
        .text = "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c"
                " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid",
        .text_pgsql = "SELECT CAST(r.relname AS TEXT), CAST(a.attname AS TEXT) FROM pg_catalog.pg_class r"
                      " JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid"
                      " WHERE r.relkind = 'r' AND r.relnamespace = to_regnamespace('public')"
                      " AND a.attnum > 0 AND NOT a.attisdropped ORDER BY r.relname, a.attnum",
};

/* What PostgreSQL tells of a whole table. */
#define HASHES "CAST(COALESCE(SUM(hashtextextended(CAST(t AS TEXT), 0)), 0) AS TEXT)"

/* One statement over all tables, a SELECT for each: without `sum` the table's name and each row as
 * text; else its name and that, which needs no order. */
static str all_tables(struct ctx *cx, const char *sum)
{
        bool sqlite = store_is_sqlite(cx->db->store);
        struct buf b = buf_new(cx->arena, 1 << 20);
        str table = { 0 };
        struct query q;
        query_open(&q, cx, &columns, NULL);
        while (query_next(&q)) {
                str name = query_str(&q, 0);
                if (!str_eq(name, table)) {
                        if (table.n)
                                buf_f(&b, " AS line FROM %.*s t UNION ALL ", STR(table));
                        table = str_copy(cx->arena, name);
                        buf_f(&b, "SELECT '%.*s' AS place, %s", STR(table), sum ? sum : "''");
                }
                if (!sum)
                        buf_f(&b, sqlite ? " || '|' || quote(%.*s)" :
                              " || '|' || COALESCE(CAST(%.*s AS TEXT), 'NULL')", STR(query_str(&q, 1)));
        }
        done(query_end(&q));
        /* The sums in order: PostgreSQL may take the tables as its workers come. */
        buf_f(&b, " AS line FROM %.*s t%s", STR(table), sum ? " ORDER BY 1" : "");
        must(!b.broken);
        return str_of(buf_cstr(&b));
}

static str text_by(struct ctx *cx, str statement)
{
        struct sql all = { .name = "all_tables", .args = "", .cols = "ss", .index = -1, .text = statement.p };
        struct buf o = buf_new(cx->arena, 1 << 26);
        str table = { 0 };
        struct query q;
        query_open(&q, cx, &all, NULL);
        while (query_next(&q)) {
                str name = query_str(&q, 0);
                if (!str_eq(name, table)) {
                        table = str_copy(cx->arena, name);
                        buf_put(&o, table);
                        buf_byte(&o, '\n');
                }
                str row = query_str(&q, 1), line = str_cut(row, '\n', &row);
                buf_put(&o, S("  "));
                buf_put(&o, line);
                while (row.p) {         /* a row stays on one line */
                        line = str_cut(row, '\n', &row);
                        buf_put(&o, S("\\n"));
                        buf_put(&o, line);
                }
                buf_byte(&o, '\n');
        }
        done(query_end(&q));
        must(!o.broken);
        return buf_str(&o);
}

str database_text(struct ctx *cx)
{
        return text_by(cx, str_f(cx->arena, "%.*s ORDER BY 1, 2", STR(all_tables(cx, NULL))));
}

/* SQLite's count of what other connections have committed, the writer among them. */
static const struct sql data_version = {
        .name = "data_version", .args = "", .cols = "i", .index = -1,
        .text = "SELECT data_version FROM pragma_data_version",
        .text_pgsql = "SELECT CAST(0 AS BIGINT)",
};

static int64_t version_now(struct ctx *cx)
{
        struct query q;
        query_open(&q, cx, &data_version, NULL);
        int64_t n = query_next(&q) ? query_int(&q, 0) : -1;
        done(query_end(&q));
        return n;
}

/* PostgreSQL tells it of each row: the number of the transaction that wrote it. This one has the
 * number that the next to write will get. */
static const struct sql next_writer = {
        .name = "next_writer", .args = "", .cols = "s", .index = -1,
        .text = "SELECT NULL",
        .text_pgsql = "SELECT CAST(pg_snapshot_xmax(pg_current_snapshot()) AS TEXT)",
};

/* The statement that runs the plan. */
static str watch_begin(struct ctx *cx)
{
        struct query q;
        query_open(&q, cx, &next_writer, NULL);
        must(query_next(&q));
        str next = query_str(&q, 0);
        done(query_end(&q));
        const char *sum = str_f(cx->arena, "COUNT(*) || CASE WHEN MIN(age(t.xmin)) <= age(CAST('%.*s' AS xid))"
                                " THEN ' changed' ELSE '' END", STR(next)).p;
        str name = str_f(cx->arena, "watch_%ld", cx->db->n_statements);
        done(db_script(cx, str_f(cx->arena, "PREPARE %.*s AS %.*s", STR(name), STR(all_tables(cx, sum)))));
        return str_f(cx->arena, "EXECUTE %.*s", STR(name));
}

/* What a walk compares with: on SQLite the rows in the order they lie in, read again only after
 * something was committed; on PostgreSQL the hashes of the rows, read again only after a statement
 * that is planned once tells another count of a table or a row that has been written since. */
struct before { bool sqlite; str statement, text, watch, watched; int64_t version; };

static struct before before_now(struct ctx *cx)
{
        struct before b = { .sqlite = store_is_sqlite(cx->db->store) };
        b.statement = all_tables(cx, b.sqlite ? NULL : HASHES);
        b.version = version_now(cx);
        b.text = text_by(cx, b.statement);
        if (!b.sqlite) {
                b.watch = watch_begin(cx);
                b.watched = text_by(cx, b.watch);
        }
        return b;
}

static bool as_before(struct ctx *cx, struct before *b)
{
        int64_t version = version_now(cx);
        if (b->sqlite ? version == b->version : str_eq(b->watched, text_by(cx, b->watch)))
                return true;
        b->version = version;
        return str_eq(b->text, text_by(cx, b->statement));
}

void faults_walk(struct ctx *cx, const char *name, fault_prepare *prepare, fault_run *run)
{
        enum { MOST = 20000 };
        if (prepare)
                prepare(cx);
        struct db *db = cx->db;
        struct before before = before_now(cx);
        /* Every one of the first forty, then steps that grow: a load of a thousand rows stays
         * quick. */
        for (int n = 1; n <= MOST; n += n < 40 ? 1 : n / 6) {
                struct arena_mark mark = arena_mark(cx->arena);
                db->fault_after = n;
                const struct fail *f = run(cx);
                bool reached = db->fault_after == 0;
                db->fault_after = 0;
                const struct fail *wait = db_wait(cx);
                if (!reached) {
                        done(f);
                        done(wait);
                        ok(n > 1);              /* it ran at least one statement … */
                        ok(!as_before(cx, &before));            /* … and it writes */
                        test_note("%s: %d statements", name, n - 1);
                        return;
                }
                if (!ok(f != NULL) || !ok(f && f->kind == FAIL_BROKEN) || !ok(as_before(cx, &before))) {
                        test_note("%s: with statement %d failing", name, n);
                        return;
                }
                arena_release(cx->arena, mark);
        }
        ok(!"a rule of so many statements");
}

/* ---- the walk itself finds what it is for ----------------------------------------------- */

static const struct sql put = {
        .name = "put", .args = "i", .cols = "", .write = true, .index = -1,
        .text = "INSERT INTO pair_row (n) VALUES ($1)",
};

static void make_pairs(struct ctx *cx) { done(db_script(cx, S("CREATE TABLE pair_row (n BIGINT NOT NULL)"))); }

static const struct fail *put_pair(struct ctx *cx)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        for (int i = 0; i < 5; i++)
                query_write(cx, &put, &(struct arg){ .type = ARG_INT, .i = i });
        return tx_commit(&tx);
}

FAULTS(a_pair_of_rows, make_pairs, put_pair)

TEST_DB(faults_database_text_sees_every_change)
{
        make_pairs(cx);
        str empty = database_text(cx);
        struct before none = before_now(cx);
        ok(as_before(cx, &none));
        done(put_pair(cx));
        done(db_wait(cx));
        ok(!as_before(cx, &none));
        str five = database_text(cx);
        ok(!str_eq(empty, five));
        struct before all = before_now(cx);
        done(db_script(cx, S("UPDATE pair_row SET n = 9 WHERE n = 4")));
        ok(!str_eq(five, database_text(cx)));
        ok(!as_before(cx, &all));
        done(db_script(cx, S("UPDATE pair_row SET n = 4 WHERE n = 9")));
        ok(str_eq(five, database_text(cx)));
        ok(as_before(cx, &all));
}

/* ---- rules of the units and of accounts -------------------------------------------------- */

FAULTS(the_demonstration_tree, NULL, org_demo)

static void plant_tree(struct ctx *cx) { demo_units(cx); }

static const struct fail *add_unit(struct ctx *cx)
{
        struct org_unit above;
        const struct fail *f = org_unit_by_code(cx, S("shili"), &above);
        struct org_wish w = { .kind = ORG_DEPARTMENT, .code = S("shili-lyj"), .name = S("示例县测绘局"),
                              .brief = S("县测绘局"), .sort = 900 };
        int64_t id;
        return f ? f : org_unit_add(cx, above.id, &w, &id);
}

static const struct fail *edit_unit(struct ctx *cx)
{
        struct org_unit u;
        const struct fail *f = org_unit_by_code(cx, S("shili-czj"), &u);
        struct org_wish w = { .kind = u.kind, .code = u.code, .name = S("示例县财政和国资局"), .sort = u.sort };
        return f ? f : org_unit_edit(cx, u.id, u.version, &w);
}

static const struct fail *move_unit(struct ctx *cx)
{
        struct org_unit u, above;
        const struct fail *f = org_unit_by_code(cx, S("shili-hedao"), &u);
        if (!f)
                f = org_unit_by_code(cx, S("shili-yq"), &above);
        return f ? f : org_unit_move(cx, u.id, u.version, above.id);
}

FAULTS(org_unit_add, plant_tree, add_unit)
FAULTS(org_unit_edit, plant_tree, edit_unit)
FAULTS(org_unit_move, plant_tree, move_unit)

static const struct fail *add_account(struct ctx *cx)
{
        struct org_unit u;
        const struct fail *f = org_unit_by_code(cx, S("shili-mbb"), &u);
        struct account_new in = { .login = S("ducha-1"), .name = S("督查专员一"), .role = S("inspector"), .unit = u.id };
        int64_t person;
        return f ? f : account_add(cx, &in, &person);
}

FAULTS(account_add, plant_tree, add_account)

/* A person who is there before the fault; the rule is asked to give a second post. */
static void plant_person(struct ctx *cx)
{
        plant_tree(cx);
        done(add_account(cx));
}

static const struct fail *grant_post(struct ctx *cx)
{
        static const struct sql person_named = {
                .name = "person_named", .args = "s", .cols = "i", .index = -1,
                .text = "SELECT id FROM person WHERE name = $1",
        };
        struct org_unit county;
        const struct fail *f = org_unit_by_code(cx, S("shili"), &county);
        if (f)
                return f;
        struct query q;
        query_open(&q, cx, &person_named, &(struct arg){ .type = ARG_STR, .s = S("督查专员一") });
        bool found = query_next(&q);
        int64_t person = found ? query_int(&q, 0) : 0;
        f = query_one_end(&q, found);
        return f ? f : account_grant(cx, person, county.id, S("county-leader"));
}

FAULTS(account_grant, plant_person, grant_post)
