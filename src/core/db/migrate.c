/* core/db/migrate.c - apply the numbered files that are missing.
 *
 * The table schema_migration must exist before any statement of a .sql file can be checked, so
 * its three statements stand here: the only SQL of the program outside .sql files and drivers. */
#include "core/db/migrate.h"
#include "core/crypto/hash.h"
#include "core/db/driver.h"

static const char make_table[] =
        "CREATE TABLE IF NOT EXISTS schema_migration ("
        " name TEXT NOT NULL PRIMARY KEY, sha256 TEXT NOT NULL, applied_at BIGINT NOT NULL)";

static const struct sql table_there = {
        .name = "schema_migration_there", .args = "", .cols = "i", .index = -1,
        .text = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migration'",
        .text_pgsql = "SELECT count(*) FROM pg_catalog.pg_class WHERE oid = to_regclass('schema_migration')",
};
static const struct sql applied_list = {
        .name = "schema_migration_list", .args = "", .cols = "ss", .index = -1,
        .text = "SELECT name, sha256 FROM schema_migration ORDER BY name",
};
static const struct sql applied_add = {
        .name = "schema_migration_add", .args = "ssi", .cols = "", .write = true, .index = -1,
        .text = "INSERT INTO schema_migration (name, sha256, applied_at) VALUES ($1, $2, $3)",
};

static str sum_of(struct ctx *cx, str text)
{
        struct digest d = hash(HASH_SHA256, text);
        return digest_hex(cx->arena, &d);
}

static int place_of(str name)
{
        for (int i = 0; i < n_migrations; i++)
                if (str_is(name, migrations[i].name))
                        return i;
        return -1;
}

static const struct fail *check_applied(struct ctx *cx, str name, str sum, bool *applied)
{
        int i = place_of(name);
        if (i < 0)
                return fail(cx, INVALID, "数据库比程序新：其中有这个程序不认识的结构版本 %.*s，请使用新版程序", STR(name));
        if (!str_eq(sum, sum_of(cx, migrations[i].text)))
                return fail(cx, INVALID, "结构文件 %.*s 在使用之后被改动过，拒绝继续", STR(name));
        applied[i] = true;
        return NULL;
}

/* Which are applied; all false on an empty database. */
static const struct fail *read_applied(struct ctx *cx, bool *applied)
{
        struct query q;
        bool there = false;
        query_open(&q, cx, &table_there, NULL);
        if (query_next(&q))
                there = query_int(&q, 0) > 0;
        const struct fail *f = query_end(&q);
        if (f || !there)
                return f;
        query_open(&q, cx, &applied_list, NULL);
        while (!f && query_next(&q)) {
                str name = query_str(&q, 0);
                f = check_applied(cx, name, query_str(&q, 1), applied);
        }
        const struct fail *end = query_end(&q);
        if (f || end)
                return f ? f : end;
        /* Files are added at the end only: a gap means that someone renumbered. */
        for (int i = 1; i < n_migrations; i++)
                if (applied[i] && !applied[i - 1])
                        return fail(cx, INVALID, "结构文件 %s 没有使用过，而它后面的已经使用，拒绝继续", migrations[i - 1].name);
        return NULL;
}

/* "{autoid}" in the engine's own words. */
static str engine_text(struct ctx *cx, str text)
{
        static const str mark = S_C("{autoid}");
        struct buf b = buf_new(cx->arena, 2 * text.n + 4096);
        for (ptrdiff_t at; (at = str_find(text, mark)) >= 0; text = str_from(text, (size_t)at + mark.n)) {
                buf_put(&b, str_head(text, (size_t)at));
                buf_put(&b, str_of(cx->db->driver->autoid));
        }
        buf_put(&b, text);
        must(!b.broken);
        return buf_str(&b);
}

/* The row comes first: of two processes that start together one waits there and then fails. */
static const struct fail *apply(struct ctx *cx, const struct migration *m)
{
        struct arg args[] = {
                { .type = ARG_STR, .s = str_of(m->name) },
                { .type = ARG_STR, .s = sum_of(cx, m->text) },
                { .type = ARG_INT, .i = cx->now },
        };
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        query_write(cx, &applied_add, args);
        if (cx->db->broken)
                return tx_commit(&tx);
        const struct fail *f = db_script(cx, engine_text(cx, m->text));
        if (f && !f->again && f->kind != FAIL_FULL)
                return fail_engine(cx, HERE, FAIL_BROKEN, false,
                                   str_f(cx->arena, "migration %s: %.*s", m->name, STR(f->log)).p);
        f = tx_commit(&tx);
        return f ? f : db_wait(cx);
}

/* Two processes that start together may both make it; the loser asks again. */
static const struct fail *ensure_table(struct ctx *cx)
{
        const struct fail *f = NULL;
        for (int attempt = 0; attempt < 5; attempt++) {
                f = db_script(cx, str_of(make_table));
                if (!f || (f->kind != FAIL_CONFLICT && !f->again))
                        break;
        }
        return f;
}

const struct fail *migrate_pending(struct ctx *cx, int *ret_n)
{
        bool *applied = NEW_ARRAY(cx->arena, bool, (size_t)n_migrations + 1);
        const struct fail *f = read_applied(cx, applied);
        int n = 0;
        for (int i = 0; i < n_migrations; i++)
                n += !applied[i];
        if (!f)
                *ret_n = n;
        return f;
}

const struct fail *migrate(struct ctx *cx, int *ret_applied)
{
        bool *applied = NEW_ARRAY(cx->arena, bool, (size_t)n_migrations + 1);
        const struct fail *f = read_applied(cx, applied);
        bool empty = true;
        int n = 0, again = 0;
        for (int i = 0; i < n_migrations; i++)
                empty = empty && !applied[i];
        if (!f && empty && n_migrations > 0)
                f = ensure_table(cx);
        if (!f && empty)
                f = read_applied(cx, applied);
        for (int i = 0; i < n_migrations && !f; ) {
                if (applied[i]) {
                        i++;
                        continue;
                }
                f = apply(cx, &migrations[i]);
                if (!f) {
                        applied[i] = true;
                        n++;
                } else if ((f->kind == FAIL_CONFLICT || f->again) && again++ < 20) {
                        f = read_applied(cx, applied);  /* another process was quicker: go on from there */
                        if (!f && applied[i])
                                again = 0;      /* only rounds that bring nobody further are counted */
                }
        }
        if (!f && ret_applied)
                *ret_applied = n;
        return f;
}
