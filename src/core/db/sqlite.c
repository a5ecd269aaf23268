/* core/db/sqlite.c - the embedded engine: one writer connection under group commit, a read-only
 * connection for each worker. The only file that includes sqlite3.h.
 *
 * The library is built for one thread per connection at a time (SQLITE_THREADSAFE=2). The
 * writer connection is used only by whoever holds the group's turn; its mutex orders memory. */
#include "core/db/driver.h"
#include "core/db/file.h"
#include "core/db/group.h"
#include "core/log/log.h"
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
        VERSION_LEAST     = 3051003,    /* 3.51.3: before it the WAL-reset bug loses commits */
        APPLICATION       = 0x4C756F73, /* "Luos" in the file's header */
        MAX_GROUP         = 64,
        BUSY_MS           = 5000,
        CHECKPOINT_PAGES  = 1000,       /* of 4 KiB: while busy, a checkpoint for each so many new ones */
        RESTART_PAGES     = 16000,      /* the WAL never shrank this long: wait for readers */
        RESTART_MS        = 500,
        SPAN_OPS          = 2000,       /* of the virtual machine; a list page of 50 rows takes some 10,000 */
        SPANS_MOST        = 100,        /* of a hurried request: about 5 ms */
};

/* A prepared statement and where its $1, $2 … stand. */
struct slot {
        sqlite3_stmt *st;
        bool          busy;
        bool          once;                     /* not in the cache */
        unsigned char arg_of[SQL_MAX_ARGS];     /* parameter k (from 1) is argument arg_of[k - 1] */
        int           n_params;
};

struct conn;
struct cursor { struct cursor *next; struct conn *conn; struct slot *slot; };

struct conn {
        sqlite3       *c;
        struct slot   *slots;   /* sql_count of them */
        struct cursor *open;    /* cursors not yet closed, newest first */
};

struct lite_store {
        struct store  base;
        char         *name;
        int           lock_fd;
        bool          readonly;
        struct group *group;
        /* All below belongs to the holder of the turn. */
        struct conn   writer;
        sqlite3_stmt *begin, *savepoint, *release, *rollback_to, *commit, *rollback;
        _Atomic bool  stopped;          /* the disk cannot be trusted: no more writes (stats read it) */
        char          stopped_why[200];
        int64_t       lost_in_a_row;    /* groups since the last one that was kept */
        _Atomic int   wal_pages;        /* in the WAL now (stats read it) */
        int           wal_next;         /* at which count to checkpoint */
        struct chain_tip tip;           /* with the rows of the open group */
};

/* What a db's `conn` points at. */
struct lite {
        struct conn   read;
        sqlite3_stmt *begin, *commit;
        bool          turn, joined, lost;       /* of the transaction under way */
        uint64_t      group;
        struct chain_tip before;                /* the tip when it began */
};

static struct lite_store *store_of(const struct ctx *cx) { return (struct lite_store *)cx->db->store; }
static struct lite *lite_of(const struct ctx *cx) { return cx->db->conn; }

static struct conn *conn_of(const struct ctx *cx)
{
        return db_writes(cx->db) ? &store_of(cx)->writer : &lite_of(cx)->read;
}

/* ---- what an error code means ----------------------------------------------- */

/* After these the file on disk may differ from what SQLite believes: "fsyncgate", damage. */
static bool untrustworthy(int rc)
{
        return rc == SQLITE_IOERR_FSYNC || rc == SQLITE_IOERR_DIR_FSYNC ||
               (rc & 0xFF) == SQLITE_CORRUPT || (rc & 0xFF) == SQLITE_NOTADB;
}

static bool no_space(sqlite3 *c, int rc)
{
        if ((rc & 0xFF) == SQLITE_FULL)
                return true;
        int e = (rc & 0xFF) == SQLITE_IOERR ? sqlite3_system_errno(c) : 0;
        return e == ENOSPC || e == EDQUOT || e == EFBIG;
}

static enum fail_kind kind_of(sqlite3 *c, int rc)
{
        /* As the arena: without memory there is nothing to do but start again. */
        must((rc & 0xFF) != SQLITE_NOMEM);
        if (no_space(c, rc))
                return FAIL_FULL;
        int primary = rc & 0xFF;
        return primary == SQLITE_BUSY || primary == SQLITE_LOCKED || primary == SQLITE_INTERRUPT
             ? FAIL_BUSY : FAIL_BROKEN;
}

static const struct fail *fail_lite(struct ctx *cx, sqlite3 *c, int rc, const char *what)
{
        const char *log = str_f(cx->arena, "%s: %s (%d)", what, sqlite3_errmsg(c), rc).p;
        switch (rc) {
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY:
        case SQLITE_CONSTRAINT_ROWID:
                return fail_breach(cx, HERE, BREACH_UNIQUE, log);
        case SQLITE_CONSTRAINT_FOREIGNKEY:
                return fail_breach(cx, HERE, BREACH_REFERENCE, log);
        }
        if ((rc & 0xFF) == SQLITE_CONSTRAINT)
                return fail_breach(cx, HERE, BREACH_CHECK, log);
        if ((rc & 0xFF) == SQLITE_TOOBIG)
                return fail(cx, TOO_LARGE, "%s", "");
        enum fail_kind kind = kind_of(c, rc);
        return fail_engine(cx, HERE, kind, kind == FAIL_BUSY, log);
}

/* The turn is held. No more writes until the program is started again and has recovered the
 * file: after a failed fsync the kernel may have dropped the pages it could not write. */
static void stop_writing(struct lite_store *s, int rc, const char *what)
{
        if (s->stopped || !untrustworthy(rc))
                return;
        s->stopped = true;
        snprintf(s->stopped_why, sizeof(s->stopped_why), "%s: %s (%d); writing is stopped until a restart",
                 what, sqlite3_errmsg(s->writer.c), rc);
        log_event(LOG_ERROR, NULL, "%s", s->stopped_why);
}

/* The turn is held and the engine has rolled back the whole group. `again`: nothing of it can
 * come back after a crash. */
static void lose_group(struct lite_store *s, int rc, const char *what, struct group_loss *ret)
{
        *ret = (struct group_loss){ .kind = kind_of(s->writer.c, rc), .again = !untrustworthy(rc) };
        snprintf(ret->log, sizeof(ret->log), "%s: group lost: %s (%d)", what, sqlite3_errmsg(s->writer.c), rc);
        s->tip.known = false;           /* its links went with the group: ask the file */
        stop_writing(s, rc, what);
        /* A disk that stays full for an hour is one line, and one try to give the WAL's room
         * back. */
        if (s->lost_in_a_row++ == 0) {
                log_event(LOG_WARN, NULL, "%s", ret->log);
                if (ret->kind == FAIL_FULL)
                        s->wal_next = 0;
        }
}

/* A statement failed. On the writer ask whether only it was undone, or the whole group. */
static const struct fail *statement_failed(struct ctx *cx, struct conn *conn, int rc,
                                           const char *what)
{
        const struct fail *f = fail_lite(cx, conn->c, rc, what);
        struct lite_store *s = store_of(cx);
        if (conn != &s->writer)
                return f;
        struct lite *l = lite_of(cx);
        if (sqlite3_get_autocommit(conn->c) && !l->lost) {
                struct group_loss why;
                lose_group(s, rc, what, &why);
                group_lose(s->group, &why);
                l->lost = true;
        } else {
                stop_writing(s, rc, what);
        }
        return f;
}

/* ---- statements -------------------------------------------------------------- */

static void slot_close(struct slot *slot)
{
        if (slot->once) {
                sqlite3_finalize(slot->st);
                slot->st = NULL;
                return;
        }
        sqlite3_reset(slot->st);
        sqlite3_clear_bindings(slot->st);
        slot->busy = false;
}

static int slot_prepare(sqlite3 *c, const struct sql *sql, struct slot *slot)
{
        int rc = sqlite3_prepare_v3(c, sql->text, -1, slot->once ? 0 : SQLITE_PREPARE_PERSISTENT, &slot->st, NULL);
        if (rc != SQLITE_OK)
                return rc;
        slot->n_params = sqlite3_bind_parameter_count(slot->st);
        must(slot->n_params <= SQL_MAX_ARGS);
        int n_args = (int)strlen(sql->args);
        for (int k = 1; k <= slot->n_params; k++) {
                const char *name = sqlite3_bind_parameter_name(slot->st, k);
                int n = 0;
                must(name && *name == '$');
                for (const char *p = name + 1; *p; p++)
                        n = n * 10 + (*p - '0');
                must(n >= 1 && n <= n_args);
                slot->arg_of[k - 1] = (unsigned char)(n - 1);
        }
        return SQLITE_OK;
}

/* The statement ready to bind. One that is already being read is prepared a second time. */
static const struct fail *slot_take(struct ctx *cx, struct conn *conn, const struct sql *sql,
                                    struct slot **ret)
{
        struct slot *slot = sql->index >= 0 && sql->index < sql_count ? &conn->slots[sql->index] : NULL;
        if (!slot || slot->busy) {
                slot = NEW(cx->arena, struct slot);
                slot->once = true;
        }
        if (!slot->st) {
                int rc = slot_prepare(conn->c, sql, slot);
                if (rc != SQLITE_OK)
                        return statement_failed(cx, conn, rc, sql->name);
        }
        slot->busy = true;
        if (!sql->write && !sqlite3_stmt_readonly(slot->st)) {
                slot_close(slot);
                return fail(cx, BROKEN, "%s: writes but is declared as a read", sql->name);
        }
        *ret = slot;
        return NULL;
}

/* Text stays the caller's until the statement is closed, or is copied for a cursor that
 * outlives the call. */
static int slot_bind(struct ctx *cx, const struct slot *slot, const struct arg *args, bool copy)
{
        int rc = SQLITE_OK;
        for (int k = 1; k <= slot->n_params && rc == SQLITE_OK; k++) {
                const struct arg *a = &args[slot->arg_of[k - 1]];
                str s = a->s;
                if (a->null)
                        continue;
                if (a->type == ARG_INT) {
                        rc = sqlite3_bind_int64(slot->st, k, a->i);
                        continue;
                }
                if (!s.p)               /* absent text is NULL on both engines */
                        continue;
                if (copy)
                        s = str_copy(cx->arena, s);
                rc = a->type == ARG_STR
                   ? sqlite3_bind_text64(slot->st, k, s.p, s.n, SQLITE_STATIC, SQLITE_UTF8)
                   : sqlite3_bind_blob64(slot->st, k, s.p, s.n, SQLITE_STATIC);
        }
        return rc;
}

static const struct fail *lite_run(struct query *q, const struct sql *sql, const struct arg *args)
{
        struct ctx  *cx = q->cx;
        struct conn *conn = conn_of(cx);
        struct slot *slot = NULL;
        const struct fail *f = slot_take(cx, conn, sql, &slot);
        if (f)
                return f;
        bool rows = sqlite3_column_count(slot->st) > 0;
        int rc = slot_bind(cx, slot, args, rows);
        if (rc == SQLITE_OK && !rows) {
                rc = sqlite3_step(slot->st);
                if (rc == SQLITE_DONE) {
                        q->changed = sqlite3_changes64(conn->c);
                        rc = SQLITE_OK;
                }
        }
        if (rc != SQLITE_OK)
                f = statement_failed(cx, conn, rc, sql->name);
        if (f || !rows) {
                slot_close(slot);
                return f;
        }
        struct cursor *cursor = NEW(cx->arena, struct cursor);
        *cursor = (struct cursor){ .next = conn->open, .conn = conn, .slot = slot };
        conn->open = cursor;
        q->rows = cursor;
        return NULL;
}

static sqlite3_stmt *stmt_of(struct query *q)
{
        struct slot *slot = ((struct cursor *)q->rows)->slot;
        must(slot);             /* NULL: its transaction or snapshot is over */
        return slot->st;
}

static const struct fail *lite_next(struct query *q, bool *ret_more)
{
        struct conn *conn = ((struct cursor *)q->rows)->conn;
        int rc = sqlite3_step(stmt_of(q));
        *ret_more = rc == SQLITE_ROW;
        if (rc == SQLITE_DONE)
                q->changed = sqlite3_changes64(conn->c);
        return rc == SQLITE_ROW || rc == SQLITE_DONE ? NULL : statement_failed(q->cx, conn, rc, "step");
}

static bool lite_is_null(struct query *q, int col) { return sqlite3_column_type(stmt_of(q), col) == SQLITE_NULL; }
static int64_t lite_int_at(struct query *q, int col) { return sqlite3_column_int64(stmt_of(q), col); }

static str lite_bytes_at(struct query *q, int col)
{
        /* The value itself, looked up once: with a connection for one thread it is as good as a
         * copy. */
        sqlite3_value *v = sqlite3_column_value(stmt_of(q), col);
        const char *p = sqlite3_value_blob(v);
        if (p)
                return (str){ p, (size_t)sqlite3_value_bytes(v) };
        return sqlite3_value_type(v) == SQLITE_NULL ? (str){ 0 } : S("");
}

static bool lite_is_typed(struct query *q)
{
        sqlite3_stmt *st = stmt_of(q);
        for (int col = 0; col < sqlite3_column_count(st); col++) {
                const char *declared = sqlite3_column_decltype(st, col);
                int is = sqlite3_column_type(st, col);
                int want = !declared ? is
                           : strstr(declared, "INT") ? SQLITE_INTEGER
                           : strstr(declared, "BYTEA") ? SQLITE_BLOB
                                                       : SQLITE_TEXT;
                if (is != SQLITE_NULL && is != want)
                        return false;
        }
        return true;
}

static void lite_done(struct query *q)
{
        struct cursor *cursor = q->rows;
        if (!cursor->slot)
                return;
        for (struct cursor **p = &cursor->conn->open; *p; p = &(*p)->next)
                if (*p == cursor) {
                        *p = cursor->next;
                        break;
                }
        slot_close(cursor->slot);
        cursor->slot = NULL;
}

/* A rule that returned in the middle of its rows leaves cursors open; they end here. */
static void close_cursors(struct conn *conn)
{
        for (struct cursor *cursor = conn->open; cursor; cursor = cursor->next) {
                slot_close(cursor->slot);
                cursor->slot = NULL;
        }
        conn->open = NULL;
}

static const struct fail *lite_check(struct ctx *cx, const struct sql *sql)
{
        struct conn *conn = conn_of(cx);
        struct slot  slot = { .once = true };
        if (slot_prepare(conn->c, sql, &slot) != SQLITE_OK)
                return fail(cx, BROKEN, "%s: %s", sql->name, sqlite3_errmsg(conn->c));
        int  columns = sqlite3_column_count(slot.st);
        bool readonly = sqlite3_stmt_readonly(slot.st);
        slot_close(&slot);
        if (columns != (int)strlen(sql->cols))
                return fail(cx, BROKEN, "%s: %d columns, the signature has %d",
                            sql->name, columns, (int)strlen(sql->cols));
        if (readonly == sql->write)
                return fail(cx, BROKEN, "%s: the signature says it %s", sql->name, sql->write ? "writes" : "reads");
        return NULL;
}

static const struct fail *lite_script(struct ctx *cx, const char *text)
{
        struct conn *conn = conn_of(cx);
        int rc = sqlite3_exec(conn->c, text, NULL, NULL, NULL);
        return rc == SQLITE_OK ? NULL : statement_failed(cx, conn, rc, "script");
}

/* One of the fixed statements of transactions; an extended result code. */
static int step_fixed(sqlite3_stmt *st)
{
        int rc = sqlite3_step(st);
        int reset = sqlite3_reset(st);
        return rc == SQLITE_DONE ? SQLITE_OK : reset != SQLITE_OK ? reset : rc;
}

/* ---- group commit -------------------------------------------------------------- */

/* SQLite has committed; `pages` stand in the WAL. Fewer than before: it was started anew. */
static int on_wal(void *arg, sqlite3 *c UNUSED, const char *schema UNUSED, int pages)
{
        struct lite_store *s = arg;
        if (pages < s->wal_pages)
                s->wal_next = CHECKPOINT_PAGES;
        s->wal_pages = pages;
        return SQLITE_OK;
}

static bool op_commit(void *arg, struct group_loss *ret)
{
        struct lite_store *s = arg;
        int rc = step_fixed(s->commit);
        if (rc == SQLITE_OK) {
                if (s->lost_in_a_row)
                        log_event(LOG_NOTE, NULL, "commits work again; %ld groups were lost", s->lost_in_a_row);
                s->lost_in_a_row = 0;
                return true;
        }
        lose_group(s, rc, "commit", ret);
        if (!sqlite3_get_autocommit(s->writer.c))
                step_fixed(s->rollback);
        return false;
}

static bool op_chore_due(void *arg, bool idle)
{
        const struct lite_store *s = arg;
        return !s->stopped && (idle ? s->wal_next > 0 && s->wal_pages > s->wal_next - CHECKPOINT_PAGES
                                    : s->wal_pages >= s->wal_next);
}

/* Copy the WAL into the file, so that it can start anew and reads stay quick. A reader that
 * holds an old snapshot only delays it. */
static void op_chore(void *arg)
{
        struct lite_store *s = arg;
        int in_wal = 0, copied = 0;
        bool restart = s->wal_pages >= RESTART_PAGES;
        if (restart)
                sqlite3_busy_timeout(s->writer.c, RESTART_MS);
        int rc = sqlite3_wal_checkpoint_v2(s->writer.c, NULL, restart ? SQLITE_CHECKPOINT_RESTART
                                           : SQLITE_CHECKPOINT_PASSIVE, &in_wal, &copied);
        if (restart)
                sqlite3_busy_timeout(s->writer.c, BUSY_MS);
        if (rc != SQLITE_OK && rc != SQLITE_BUSY) {
                log_event(LOG_WARN, NULL, "checkpoint: %s (%d)", sqlite3_errmsg(s->writer.c), rc);
                stop_writing(s, rc, "checkpoint");
        }
        s->wal_next = s->wal_pages + CHECKPOINT_PAGES;
}

static const struct group_ops ops = { .commit = op_commit, .chore_due = op_chore_due, .chore = op_chore };

static const struct fail *fail_loss(struct ctx *cx, const struct group_loss *why)
{
        return fail_engine(cx, HERE, why->kind, why->again, why->log);
}

static const struct fail *lite_wait(struct ctx *cx)
{
        struct lite_store *s = store_of(cx);
        struct group_loss why;
        if (!cx->db->ticket || !s->group || group_wait(s->group, cx->db->ticket, &why))
                return NULL;
        return fail_loss(cx, &why);
}

static void lite_when_durable(struct store *base, uint64_t ticket, store_durable *done, void *arg)
{
        struct lite_store *s = (struct lite_store *)base;
        if (s->group)
                group_when(s->group, ticket, done, arg);
        else
                done(arg, NULL);
}

static void lite_stats(struct store *base, struct store_stats *ret)
{
        struct lite_store *s = (struct lite_store *)base;
        if (!s->group)
                return;
        group_stats(s->group, ret);
        ret->wal_pages = atomic_load(&s->wal_pages);
        ret->stopped = atomic_load(&s->stopped);
}

static const struct fail *lite_tx_begin(struct ctx *cx)
{
        struct lite_store *s = store_of(cx);
        struct lite *l = lite_of(cx);
        struct group_loss why;
        bool first;
        l->turn = l->joined = l->lost = false;
        if (s->readonly)
                return fail(cx, DENIED, "数据库以只读方式打开，不能写入");
        group_enter(s->group);
        l->turn = true;
        if (s->stopped)
                return fail_engine(cx, HERE, FAIL_BROKEN, false, s->stopped_why);
        /* One request, two transactions, and the first one's group was lost: so is the request. */
        if (group_lost(s->group, cx->db->ticket, &why))
                return fail_loss(cx, &why);
        l->group = group_join(s->group, &first);
        l->joined = true;
        l->before = s->tip;
        int rc = first ? step_fixed(s->begin) : SQLITE_OK;
        if (rc == SQLITE_OK)
                rc = step_fixed(s->savepoint);
        return rc == SQLITE_OK ? NULL : statement_failed(cx, &s->writer, rc, "begin");
}

static const struct fail *lite_tx_commit(struct ctx *cx)
{
        struct lite_store *s = store_of(cx);
        struct lite *l = lite_of(cx);
        must(l->turn && l->joined && !l->lost);
        close_cursors(&s->writer);
        int rc = step_fixed(s->release);
        if (rc != SQLITE_OK)
                return statement_failed(cx, &s->writer, rc, "release");
        cx->db->ticket = l->group;
        l->turn = false;
        group_leave(s->group, true);
        return NULL;
}

static void lite_tx_rollback(struct ctx *cx)
{
        struct lite_store *s = store_of(cx);
        struct lite *l = lite_of(cx);
        if (!l->turn)
                return;
        close_cursors(&s->writer);
        if (l->joined && !l->lost) {
                s->tip = l->before;     /* lose_group below forgets it again */
                int rc = step_fixed(s->rollback_to);
                if (rc == SQLITE_OK)
                        rc = step_fixed(s->release);
                if (rc != SQLITE_OK) {          /* then none of the group can be trusted */
                        struct group_loss why;
                        lose_group(s, rc, "rollback", &why);
                        if (!sqlite3_get_autocommit(s->writer.c))
                                step_fixed(s->rollback);
                        group_lose(s->group, &why);
                } else if (group_members(s->group) > 0) {
                        cx->db->ticket = l->group;      /* what was refused may rest on their rows */
                }
        }
        l->turn = false;
        group_leave(s->group, false);
}

static struct chain_tip *lite_chain(struct ctx *cx)
{
        must(lite_of(cx)->turn);
        return &store_of(cx)->tip;
}

/* ---- connections ---------------------------------------------------------------- */

static const char read_settings[] =
        "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;"
        "PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY; PRAGMA case_sensitive_like=ON;";

static void conn_close(struct conn *conn)
{
        for (int i = 0; conn->slots && i < sql_count; i++)
                sqlite3_finalize(conn->slots[i].st);
        free(conn->slots);
        sqlite3_close_v2(conn->c);
        *conn = (struct conn){ 0 };
}

static const struct fail *conn_open(struct ctx *cx, const char *name, bool writer, struct conn *ret)
{
        int flags = (writer ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_NOMUTEX |
                    SQLITE_OPEN_EXRESCODE;
        struct conn conn = { .slots = calloc((size_t)sql_count + 1, sizeof(struct slot)) };
        must(conn.slots);
        int rc = sqlite3_open_v2(name, &conn.c, flags, NULL);
        if (rc == SQLITE_OK) {
                sqlite3_busy_timeout(conn.c, BUSY_MS);
                sqlite3_db_config(conn.c, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
                /* Plans do not look at bound values: else a statement on a table with a partial
                 * index is compiled anew whenever a value is bound. */
                sqlite3_db_config(conn.c, SQLITE_DBCONFIG_ENABLE_QPSG, 1, NULL);
                rc = sqlite3_exec(conn.c, read_settings, NULL, NULL, NULL);
        }
        if (rc == SQLITE_OK && !writer)
                rc = sqlite3_exec(conn.c, "PRAGMA query_only=ON", NULL, NULL, NULL);
        if (rc == SQLITE_OK)    /* the first look into the file */
                rc = sqlite3_exec(conn.c, "SELECT count(*) FROM sqlite_master", NULL, NULL, NULL);
        if (rc != SQLITE_OK) {
                const struct fail *f = (rc & 0xFF) == SQLITE_NOTADB
                        ? fail(cx, INVALID, "%s 不是落实的数据库", name) : fail_lite(cx, conn.c, rc, "open");
                conn_close(&conn);
                return f;
        }
        *ret = conn;
        return NULL;
}

/* One number from a fixed question; -1 when it cannot be asked. */
static int64_t ask(sqlite3 *c, const char *text)
{
        sqlite3_stmt *st = NULL;
        int64_t n = sqlite3_prepare_v2(c, text, -1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW
                  ? sqlite3_column_int64(st, 0) : -1;
        sqlite3_finalize(st);
        return n;
}

static bool prepare_fixed(sqlite3 *c, const char *text, sqlite3_stmt **ret)
{
        return sqlite3_prepare_v3(c, text, -1, SQLITE_PREPARE_PERSISTENT, ret, NULL) == SQLITE_OK;
}

static const struct fail *lite_connect(struct ctx *cx, struct store *base, struct db *db)
{
        struct lite_store *s = (struct lite_store *)base;
        struct lite *l = calloc(1, sizeof(*l));
        must(l);
        const struct fail *f = conn_open(cx, s->name, false, &l->read);
        if (f) {
                free(l);
                return f;
        }
        must(prepare_fixed(l->read.c, "BEGIN", &l->begin) && prepare_fixed(l->read.c, "COMMIT", &l->commit));
        db->conn = l;
        return NULL;
}

static int on_span(void *arg)
{
        struct db *db = arg;
        db->put_off |= ++db->n_spans > SPANS_MOST;
        return db->put_off;
}

static bool lite_hurry(struct db *db)
{
        struct lite *l = db->conn;
        sqlite3_progress_handler(l->read.c, SPAN_OPS, on_span, db);
        return true;
}

static void conn_rest(struct conn *conn)
{
        for (int i = 0; i < sql_count; i++)
                if (!conn->slots[i].busy) {
                        sqlite3_finalize(conn->slots[i].st);
                        conn->slots[i].st = NULL;
                }
        sqlite3_db_release_memory(conn->c);
}

static void lite_rest(struct ctx *cx)
{
        struct lite_store *s = store_of(cx);
        conn_rest(&lite_of(cx)->read);
        if (!s->group)
                return;
        group_enter(s->group);
        conn_rest(&s->writer);
        group_leave(s->group, false);
}

static void lite_close(struct db *db)
{
        struct lite *l = db->conn;
        close_cursors(&l->read);
        sqlite3_finalize(l->begin);
        sqlite3_finalize(l->commit);
        conn_close(&l->read);
        free(l);
}

static const struct fail *lite_snapshot_begin(struct ctx *cx)
{
        struct lite *l = lite_of(cx);
        int rc = step_fixed(l->begin);
        return rc == SQLITE_OK ? NULL : fail_lite(cx, l->read.c, rc, "snapshot");
}

static void lite_snapshot_end(struct ctx *cx)
{
        struct lite *l = lite_of(cx);
        close_cursors(&l->read);
        if (!sqlite3_get_autocommit(l->read.c) && step_fixed(l->commit) != SQLITE_OK)
                sqlite3_exec(l->read.c, "ROLLBACK", NULL, NULL, NULL);
}

/* ---- the store -------------------------------------------------------------------- */

const struct fail *sqlite_version_check(struct ctx *cx, int version)
{
        if (version >= VERSION_LEAST)
                return NULL;
        return fail(cx, INVALID, "SQLite %d.%d.%d 太旧，在 WAL 方式下可能丢失已经确认的写入；需要 %d.%d.%d 或更新的版本",
                    version / 1000000, version / 1000 % 1000, version % 1000,
                    VERSION_LEAST / 1000000, VERSION_LEAST / 1000 % 1000, VERSION_LEAST % 1000);
}

/* A new database is made under another name and renamed when whole: a crash leaves either none
 * or a good one, and an empty file never passes for a database. */
static const struct fail *make_file(struct ctx *cx, const char *name)
{
        const char *draft = str_f(cx->arena, "%s.new", name).p;
        char settings[160];
        sqlite3 *c = NULL;
        snprintf(settings, sizeof(settings), "PRAGMA page_size=4096; PRAGMA application_id=%d; PRAGMA journal_mode=WAL;"
                 "PRAGMA user_version=1;", APPLICATION);
        unlink(draft);
        int fd = open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd < 0)
                return fail(cx, INVALID, "不能建立 %s：%s", draft, strerror(errno));
        close(fd);
        int rc = sqlite3_open_v2(draft, &c, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
        if (rc == SQLITE_OK)
                rc = sqlite3_exec(c, settings, NULL, NULL, NULL);
        const struct fail *f = rc == SQLITE_OK ? NULL : fail_lite(cx, c, rc, "make");
        sqlite3_close_v2(c);
        if (!f && (rename(draft, name) || !file_sync_folder(cx, name)))
                f = fail(cx, INVALID, "不能建立 %s：%s", name, strerror(errno));
        return f;
}

static bool is_there(struct ctx *cx, const char *name, const char *suffix)
{
        struct stat st;
        return !stat(str_f(cx->arena, "%s%s", name, suffix).p, &st) && st.st_size > 0;
}

/* Never a silent new database where one is expected. */
static const struct fail *check_file(struct ctx *cx, const char *name, enum file_state state,
                                     bool readonly)
{
        switch (state) {
        case FILE_THERE:
                return NULL;
        case FILE_EMPTY:
                return fail(cx, INVALID, "%s 是空文件，不是数据库；如果要新建，请先删除它", name);
        case FILE_MISSING:
                if (readonly)
                        return fail(cx, INVALID, "数据库 %s 不存在", name);
                if (is_there(cx, name, "-wal"))
                        return fail(cx, INVALID, "找到 %s-wal，但没有数据库文件 %s；请先恢复它，或者移走 -wal 文件", name, name);
                return make_file(cx, name);
        }
        must(!"file state");
}

/* Ours, and not some other program's. A dump that was read back has lost its number. */
static const struct fail *check_owner(struct ctx *cx, sqlite3 *c, const char *name)
{
        int64_t id = ask(c, "PRAGMA application_id");
        if (id == APPLICATION ||
            (id == 0 && ask(c, "SELECT count(*) FROM sqlite_master WHERE name = 'schema_migration'") == 1))
                return NULL;
        return fail(cx, INVALID, "%s 不是落实的数据库", name);
}

static const struct fail *open_writer(struct ctx *cx, struct lite_store *s)
{
        const struct fail *f = conn_open(cx, s->name, true, &s->writer);
        if (!f)
                f = check_owner(cx, s->writer.c, s->name);
        if (f)
                return f;
        sqlite3 *c = s->writer.c;
        int rc = sqlite3_exec(c, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-8000;"
                              "PRAGMA wal_autocheckpoint=0;", NULL, NULL, NULL);
        if (rc != SQLITE_OK)
                return fail_lite(cx, c, rc, "settings");
        if (ask(c, "PRAGMA synchronous") != 2 || ask(c, "PRAGMA foreign_keys") != 1)
                return fail(cx, BROKEN, "SQLite did not take its settings");
        if (ask(c, "SELECT '' IS NULL") != 0)
                return fail(cx, INVALID, "这个数据库把空文字当作空值，不能使用");
        s->wal_next = CHECKPOINT_PAGES;
        sqlite3_wal_hook(c, on_wal, s);
        must(prepare_fixed(c, "BEGIN IMMEDIATE", &s->begin) && prepare_fixed(c, "COMMIT", &s->commit) &&
             prepare_fixed(c, "ROLLBACK", &s->rollback) && prepare_fixed(c, "SAVEPOINT member", &s->savepoint) &&
             prepare_fixed(c, "RELEASE member", &s->release) &&
             prepare_fixed(c, "ROLLBACK TO member", &s->rollback_to));
        return NULL;
}

static void lite_store_close(struct store *base)
{
        struct lite_store *s = (struct lite_store *)base;
        if (s->group) {
                group_free(s->group);
                if (!s->stopped)
                        sqlite3_wal_checkpoint_v2(s->writer.c, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
        }
        sqlite3_stmt *fixed[] = { s->begin, s->savepoint, s->release, s->rollback_to, s->commit, s->rollback };
        for (size_t i = 0; i < COUNT_OF(fixed); i++)
                sqlite3_finalize(fixed[i]);
        conn_close(&s->writer);
        if (s->lock_fd >= 0)
                close(s->lock_fd);
        free(s->name);
        free(s->base.url_shown);
        free(s);
}

static char *copy_of(const char *s)
{
        size_t n = strlen(s) + 1;
        char *p = malloc(n);
        must(p);
        return memcpy(p, s, n);
}

const struct fail *sqlite_store_open(struct ctx *cx, const char *path,
                                     const struct store_options *o, struct store **ret)
{
        const char *name = NULL;
        enum file_state state = FILE_MISSING;
        int lock_fd = -1;
        const struct fail *f = sqlite_version_check(cx, sqlite3_libversion_number());
        if (!f)
                f = file_find(cx, path, &name, &state);
        if (!f)
                f = file_refuse_network(cx, name);
        if (!f && !o->readonly) {
                f = file_lock(cx, name, &lock_fd);
                if (!f)         /* it may have come while we waited for the lock */
                        f = file_find(cx, path, &name, &state);
        }
        if (!f)
                f = check_file(cx, name, state, o->readonly);
        if (f) {
                if (lock_fd >= 0)
                        close(lock_fd);
                return f;
        }
        struct lite_store *s = calloc(1, sizeof(*s));
        must(s);
        s->base = (struct store){ .driver = &db_sqlite, .url_shown = copy_of(path) };
        s->name = copy_of(name);
        s->lock_fd = lock_fd;
        s->readonly = o->readonly;
        if (!o->readonly) {
                f = open_writer(cx, s);
        } else {
                struct conn look = { 0 };
                f = conn_open(cx, name, false, &look);
                if (!f) {
                        f = check_owner(cx, look.c, name);
                        conn_close(&look);
                }
        }
        if (f) {
                lite_store_close((struct store *)s);
                return f;
        }
        if (!o->readonly)
                s->group = group_new(&ops, s, o->max_group > 0 ? o->max_group : MAX_GROUP);
        *ret = (struct store *)s;       /* not &s->base: gcc -fanalyzer loses s in it */
        return NULL;
}

const struct db_driver db_sqlite = {
        .autoid = "INTEGER PRIMARY KEY AUTOINCREMENT",
        .store_close = lite_store_close, .when_durable = lite_when_durable, .wait = lite_wait,
        .stats = lite_stats,
        .connect = lite_connect, .close = lite_close, .hurry = lite_hurry, .rest = lite_rest,
        .snapshot_begin = lite_snapshot_begin, .snapshot_end = lite_snapshot_end,
        .tx_begin = lite_tx_begin, .tx_commit = lite_tx_commit, .tx_rollback = lite_tx_rollback,
        .chain = lite_chain,
        .run = lite_run, .next = lite_next, .is_null = lite_is_null, .int_at = lite_int_at,
        .bytes_at = lite_bytes_at, .is_typed = lite_is_typed, .done = lite_done, .check = lite_check,
        .script_needs_tx = true, .script = lite_script,
};
