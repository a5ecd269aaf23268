/* tests/faults_test.c - run write rules with each of their statements failing, and compare the
 * whole database. Rules register with FAULTS() beside their own tests; here stand the helper's
 * own test and those of core. */
#include "tests/faults.h"
#include "core/auth/account.h"
#include "core/db/db.h"
#include "domain/org/org.h"

static const struct sql table_names = {
        .name = "table_names", .args = "", .cols = "s", .index = -1,
        .text = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
        .text_pgsql = "SELECT CAST(relname AS TEXT) FROM pg_catalog.pg_class"
                      " WHERE relkind = 'r' AND relnamespace = to_regnamespace('public') ORDER BY 1",
};
static const struct sql column_names = {
        .name = "column_names", .args = "s", .cols = "s", .index = -1,
        .text = "SELECT name FROM pragma_table_info($1) ORDER BY cid",
        .text_pgsql = "SELECT CAST(attname AS TEXT) FROM pg_catalog.pg_attribute"
                      " WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
};

/* The first column of all rows, as a list. */
static int words_of_query(struct ctx *cx, const struct sql *sql, const struct arg *args, str **ret)
{
        str *list = NULL;
        size_t n = 0, cap = 0;
        struct query q;
        query_open(&q, cx, sql, args);
        while (query_next(&q))
                *VEC_ADD(cx->arena, list, n, cap) = query_str(&q, 0);
        done(query_end(&q));
        *ret = list;
        return (int)n;
}

static void table_text(struct ctx *cx, str table, struct buf *o)
{
        str *columns = NULL, *rows = NULL;
        bool sqlite = store_is_sqlite(cx->db->store);
        int n = words_of_query(cx, &column_names, &(struct arg){ .type = ARG_STR, .s = table }, &columns);
        struct buf b = buf_new(cx->arena, 1 << 16);
        buf_put(&b, S("SELECT ''"));
        for (int i = 0; i < n; i++)
                buf_f(&b, sqlite ? " || '|' || quote(%.*s)" : " || '|' || COALESCE(CAST(%.*s AS TEXT), 'NULL')",
                      STR(columns[i]));
        buf_f(&b, " AS line FROM %.*s ORDER BY 1", STR(table));
        struct sql all = { .name = "all_rows", .args = "", .cols = "s", .index = -1, .text = buf_cstr(&b) };
        n = words_of_query(cx, &all, NULL, &rows);
        buf_f(o, "%.*s\n", STR(table));
        for (int i = 0; i < n; i++)
                buf_f(o, "  %.*s\n", STR(rows[i]));
}

str database_text(struct ctx *cx)
{
        str *tables = NULL;
        int n = words_of_query(cx, &table_names, NULL, &tables);
        struct buf o = buf_new(cx->arena, 1 << 26);
        for (int i = 0; i < n; i++)
                table_text(cx, tables[i], &o);
        must(!o.broken);
        return buf_str(&o);
}

void faults_walk(struct ctx *cx, const char *name, fault_prepare *prepare, fault_run *run)
{
        enum { MOST = 20000 };
        if (prepare)
                prepare(cx);
        struct db *db = cx->db;
        str before = database_text(cx);
        /* Every one of the first forty, then steps that grow: a load of a thousand rows stays quick. */
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
                        ok(!str_eq(before, database_text(cx)));         /* … and it writes */
                        test_note("%s: %d statements", name, n - 1);
                        return;
                }
                if (!ok(f != NULL) || !ok(f && f->kind == FAIL_BROKEN) || !ok(str_eq(before, database_text(cx)))) {
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
        done(put_pair(cx));
        str five = database_text(cx);
        ok(!str_eq(empty, five));
        done(db_script(cx, S("UPDATE pair_row SET n = 9 WHERE n = 4")));
        ok(!str_eq(five, database_text(cx)));
        done(db_script(cx, S("UPDATE pair_row SET n = 4 WHERE n = 9")));
        ok(str_eq(five, database_text(cx)));
}

/* ---- rules of the units and of accounts -------------------------------------------------- */

FAULTS(the_demonstration_tree, NULL, org_demo)

static void plant_tree(struct ctx *cx) { done(org_demo(cx)); }

static const struct fail *add_unit(struct ctx *cx)
{
        struct org_unit above;
        const struct fail *f = org_unit_by_code(cx, S("shili"), &above);
        struct org_wish w = { .kind = ORG_DEPARTMENT, .code = S("shili-lyj"), .name = S("示例县林业局"),
                              .brief = S("县林业局"), .sort = 900 };
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
