/* core/db/db.c - the rules that hold on both engines: writes only inside a transaction, the
 * first failure makes the rest do nothing, rows become values in the request's arena. */
#include "core/db/driver.h"

/* ---- stores and connections ----------------------------------------------- */

static bool starts(const char *s, const char *prefix) { return !strncmp(s, prefix, strlen(prefix)); }

const struct fail *store_open(struct ctx *cx, const char *url, const struct store_options *o,
                              struct store **ret)
{
        static const struct store_options usual = { 0 };
        if (!o)
                o = &usual;
        if (starts(url, "postgresql://") || starts(url, "postgres://"))
                return pgsql_store_open(cx, url, o, ret);
        bool sqlite = starts(url, "sqlite:");
        const char *scheme_end = sqlite ? NULL : strstr(url, "://");
        if (scheme_end && !memchr(url, '/', (size_t)(scheme_end - url)))        /* never the rest: a password */
                return fail(cx, INVALID, "不认识数据库地址 %.*s://…：写文件路径、sqlite:路径或 postgresql://…",
                            (int)(scheme_end - url), url);
        return sqlite_store_open(cx, sqlite ? url + strlen("sqlite:") : url, o, ret);
}

void store_close(struct store *s)
{
        if (s)
                s->driver->store_close(s);
}

bool        store_is_sqlite(const struct store *s) { return s->driver == &db_sqlite; }
const char *store_url_shown(const struct store *s) { return s->url_shown; }

void store_when_durable(struct store *s, uint64_t ticket, store_durable *done, void *arg)
{
        s->driver->when_durable(s, ticket, done, arg);
}

void store_stats(struct store *s, struct store_stats *ret)
{
        *ret = (struct store_stats){ 0 };
        s->driver->stats(s, ret);
}

const struct fail *db_connect(struct ctx *cx, struct store *s, struct db *ret)
{
        struct db db = { .store = s, .driver = s->driver };
        const struct fail *f = s->driver->connect(cx, s, &db);
        if (!f)
                *ret = db;
        return f;
}

void db_close(struct db *db)
{
        if (!db->conn)
                return;
        must(!db->in_tx && !db->once);
        db->driver->close(db);
        *db = (struct db){ 0 };
}

/* A transaction that was held back is over now. NULL also when there was none. */
static const struct fail *held_end(struct ctx *cx)
{
        struct db_once *once = cx->db->once;
        if (!once || !once->held)
                return NULL;
        once->held = false;
        const struct fail *f = cx->db->driver->tx_commit(cx);
        if (f) {
                cx->db->driver->tx_rollback(cx);
                once->kept &= !once->here;
        }
        return f;
}

/* What one has written oneself must be kept before it is shown; inside a whole it is seen anyway. */
static const struct fail *settled(struct ctx *cx)
{
        if (cx->db->whole)
                return NULL;
        const struct fail *f = held_end(cx);
        return f ? f : cx->db->driver->wait(cx);
}

bool db_hurry(struct db *db)
{
        db->hurried = db->driver->hurry && db->driver->hurry(db);
        return db->hurried;
}

void db_rest(struct ctx *cx)
{
        must(!cx->db->in_tx && !cx->db->in_snapshot);
        if (cx->db->driver->rest && !cx->db->whole)
                cx->db->driver->rest(cx);
}

void db_begin(struct db *db)
{
        db->ticket = 0;
        db->put_off = false;
        db->n_spans = 0;
}

const struct fail *db_wait(struct ctx *cx)
{
        must(!cx->db->in_tx);
        return settled(cx);
}

const struct fail *db_snapshot_begin(struct ctx *cx)
{
        struct db *db = cx->db;
        must(!db->in_tx && !db->in_snapshot);
        const struct fail *f = settled(cx);
        if (!f && !db->whole)
                f = db->driver->snapshot_begin(cx);
        db->in_snapshot = !f;
        return f;
}

void db_snapshot_end(struct ctx *cx)
{
        if (!cx->db->in_snapshot)
                return;
        cx->db->in_snapshot = false;
        if (!cx->db->whole)
                cx->db->driver->snapshot_end(cx);
}

/* ---- transactions ---------------------------------------------------------- */

struct tx tx_begin(struct ctx *cx)
{
        struct db *db = cx->db;
        struct db_once *once = db->once;
        must(!db->in_tx && !db->in_snapshot);
        if (db->whole) {
                must(!once);
                db->in_tx = true;
                db->broken = NULL;
                tx_refuse(cx, db->whole_broken);
                return (struct tx){ .cx = cx, .open = true };
        }
        const struct fail *f = held_end(cx);
        db->in_tx = true;
        db->put_off |= db->hurried;
        db->broken = db->hurried ? fail_engine(cx, HERE, FAIL_BUSY, true, "put off: it writes")
                                 : db->driver->tx_begin(cx);
        tx_refuse(cx, f);
        if (once) {
                once->here = !once->kept;
                if (once->here && !db->broken)
                        once->first(cx, once);
        }
        return (struct tx){ .cx = cx, .open = true };
}

struct tx tx_resume(struct ctx *cx)
{
        struct db *db = cx->db;
        struct db_once *once = db->once;
        must(once && !db->in_tx && !db->in_snapshot);
        struct tx tx = { .cx = cx, .open = true };
        if (once->held)
                db->in_tx = true;
        else
                tx = tx_begin(cx);
        once->held = false;
        db->once = NULL;
        return tx;
}

static void tx_over(struct tx *tx)
{
        struct db *db = tx->cx->db;
        tx->open = false;
        db->in_tx = false;
        db->broken = NULL;
        db->serializable = false;
        db->streaming = false;
}

const struct fail *tx_commit(struct tx *tx)
{
        must(tx->open);
        struct db *db = tx->cx->db;
        if (!db->broken) {
                /* What was streamed tells only at the commit that it failed: not held back. */
                bool hold = db->once && !db->streaming;
                if (!hold && !db->whole)
                        db->broken = db->driver->tx_commit(tx->cx);
                if (!db->broken) {
                        if (db->once) {
                                db->once->kept = true;
                                db->once->held = hold;
                        }
                        tx_over(tx);
                        return NULL;
                }
        }
        const struct fail *f = db->broken;
        tx_end(tx);
        return f;
}

void tx_end(struct tx *tx)
{
        struct db *db = tx->cx->db;
        if (!tx->open)
                return;
        if (!db->whole)
                db->driver->tx_rollback(tx->cx);
        else if (!db->whole_broken)
                db->whole_broken = db->broken ? db->broken
                                              : fail(tx->cx, BROKEN, "a part of a whole was taken back");
        tx_over(tx);
}

const struct fail *db_whole_begin(struct ctx *cx)
{
        struct db *db = cx->db;
        must(!db->in_tx && !db->in_snapshot && !db->whole && !db->once && !db->hurried);
        const struct fail *f = settled(cx);
        if (!f)
                f = db->driver->tx_begin(cx);
        if (f) {
                db->driver->tx_rollback(cx);
                return f;
        }
        db->whole = true;
        db->whole_broken = NULL;
        return NULL;
}

const struct fail *db_whole_end(struct ctx *cx, const struct fail *f)
{
        struct db *db = cx->db;
        must(db->whole && !db->in_tx && !db->in_snapshot);
        if (!f)
                f = db->whole_broken;
        if (!f)
                f = db->driver->tx_commit(cx);
        if (f)
                db->driver->tx_rollback(cx);
        db->whole = false;
        db->whole_broken = NULL;
        return f ? f : db_wait(cx);
}

void tx_refuse(struct ctx *cx, const struct fail *f)
{
        must(cx->db->in_tx);
        if (f && !cx->db->broken)
                cx->db->broken = f;
}

void tx_stream(struct ctx *cx)
{
        must(cx->db->in_tx);
        cx->db->streaming = true;
}

struct chain_tip *tx_chain(struct ctx *cx)
{
        struct db *db = cx->db;
        must(db->in_tx && !db->broken);
        return db->driver->chain ? db->driver->chain(cx) : NULL;
}

/* ---- statements ------------------------------------------------------------ */

static void query_fails(struct query *q, const struct fail *f)
{
        if (!f)
                return;
        if (!q->fail)
                q->fail = f;
        if (q->cx->db->in_tx)
                tx_refuse(q->cx, f);
}

/* Both engines must refuse the same text: PostgreSQL takes neither NUL nor malformed UTF-8. */
static bool args_storable(const struct sql *sql, const struct arg *args)
{
        for (int i = 0; sql->args[i]; i++)
                if (sql->args[i] == ARG_STR && !args[i].null && args[i].s.p && !utf8_valid(args[i].s))
                        return false;
        return true;
}

static void open_as(struct query *q, struct ctx *cx, const struct sql *sql, const struct arg *args,
                    bool plain)
{
        struct db *db = cx->db;
        *q = (struct query){ .cx = cx, .plain = plain };
        must(!sql->write || db->in_tx);
        if (db->in_tx && db->broken) {
                q->fail = db->broken;
                return;
        }
        db->n_statements++;
        if (db->fault_after && --db->fault_after == 0) {
                query_fails(q, fail(cx, BROKEN, "%s: injected fault", sql->name));
                return;
        }
        if (!args_storable(sql, args)) {
                query_fails(q, fail_breach(cx, HERE, BREACH_TEXT, sql->name));
                return;
        }
        /* Outside a transaction what one has written oneself must be seen, so it must be kept. */
        if (!db->in_tx && !db->in_snapshot)
                query_fails(q, settled(cx));
        if (!q->fail)
                query_fails(q, db->driver->run(q, sql, args));
}

void query_open(struct query *q, struct ctx *cx, const struct sql *sql, const struct arg *args)
{
        open_as(q, cx, sql, args, false);
}

bool query_next(struct query *q)
{
        bool more = false;
        if (q->fail || !q->rows)
                return false;
        query_fails(q, q->cx->db->driver->next(q, &more));
        return more && !q->fail;
}

bool query_null(struct query *q, int col) { return q->cx->db->driver->is_null(q, col); }

bool query_typed(struct query *q)
{
        bool (*is_typed)(struct query *) = q->cx->db->driver->is_typed;
        return !is_typed || is_typed(q);
}

int64_t query_int(struct query *q, int col)
{
        return q->cx->db->driver->int_at(q, col);
}

str query_bytes(struct query *q, int col)
{
        return str_copy(q->cx->arena, q->cx->db->driver->bytes_at(q, col));
}

str query_str(struct query *q, int col) { return query_bytes(q, col); }

day query_day(struct query *q, int col)
{
        day d = DAY_NONE;
        str s = q->cx->db->driver->bytes_at(q, col);
        if (s.p && !day_parse(s, &d))
                query_fails(q, fail(q->cx, BROKEN, "not a date in the database: '%.*s'", STR(s)));
        return d;
}

const struct fail *query_end(struct query *q)
{
        if (q->rows)
                q->cx->db->driver->done(q);
        q->rows = NULL;
        return q->fail;
}

const struct fail *query_one_end(struct query *q, bool found)
{
        const struct fail *f = query_end(q);
        return f || found ? f : fail(q->cx, NOT_FOUND, "%s", "");
}

/* Run to the end; *ret_id is the first column of the first row where there is one. */
static int64_t run_write(struct ctx *cx, const struct sql *sql, const struct arg *args,
                         int64_t *ret_id)
{
        struct query q;
        must(cx->db->in_tx);
        query_open(&q, cx, sql, args);
        for (bool first = true; query_next(&q); first = false)
                if (first)
                        *ret_id = query_int(&q, 0);
        return query_end(&q) ? -1 : q.changed;
}

void query_write(struct ctx *cx, const struct sql *sql, const struct arg *args)
{
        struct query q;
        must(cx->db->in_tx);
        open_as(&q, cx, sql, args, !*sql->cols);
        while (query_next(&q))
                ;
        tx_refuse(cx, query_end(&q));
}

void query_write1(struct ctx *cx, const struct sql *sql, const struct arg *args)
{
        int64_t id = 0, changed = run_write(cx, sql, args, &id);
        if (changed >= 0 && changed != 1)
                tx_refuse(cx, fail(cx, CONFLICT, "%s", ""));
}

int64_t query_insert(struct ctx *cx, const struct sql *sql, const struct arg *args)
{
        int64_t id = 0;
        run_write(cx, sql, args, &id);
        return cx->db->broken ? 0 : id;
}

const struct fail *db_check(struct ctx *cx, const struct sql *sql)
{
        return cx->db->driver->check(cx, sql);
}

const struct fail *db_script(struct ctx *cx, str text)
{
        struct db *db = cx->db;
        const char *cstr = str_copy(cx->arena, text).p;
        if (db->in_tx) {
                tx_refuse(cx, db->broken ? NULL : db->driver->script(cx, cstr));
                return db->broken;
        }
        if (!db->driver->script_needs_tx)
                return db->driver->script(cx, cstr);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        tx_refuse(cx, db->broken ? NULL : db->driver->script(cx, cstr));
        const struct fail *f = tx_commit(&tx);
        return f ? f : db_wait(cx);
}

/* ---- what the engines share ------------------------------------------------- */

const struct fail *fail_breach(struct ctx *cx, const char *at, enum breach kind, const char *log)
{
        const struct fail *f = NULL;
        switch (kind) {
        case BREACH_UNIQUE:
                f = fail_at(cx, at, FAIL_CONFLICT, "已经有相同的记录（编号、名称或代码重复），请核对后重试");
                break;
        case BREACH_REFERENCE:
                f = fail_at(cx, at, FAIL_CONFLICT, "它所引用的记录已不存在，或者它仍被别的记录引用，不能这样修改");
                break;
        case BREACH_CHECK:
                f = fail_at(cx, at, FAIL_INVALID, "填写的内容超出了允许的范围，没有保存");
                break;
        case BREACH_TEXT:
                f = fail_at(cx, at, FAIL_INVALID, "文字中含有不能保存的字符，请重新输入");
                break;
        }
        must(f);
        struct fail *with_log = NEW(cx->arena, struct fail);
        *with_log = *f;
        with_log->log = str_copy(cx->arena, str_of(log));
        return with_log;
}

const struct fail *fail_engine(struct ctx *cx, const char *at, enum fail_kind kind, bool again,
                               const char *log)
{
        struct fail *f = NEW(cx->arena, struct fail);
        *f = *fail_at(cx, at, kind, "%s", log);
        f->again = again;
        return f;
}

str sql_like(struct arena *a, str word)
{
        struct buf b = buf_new(a, 2 * word.n + 1);
        for (size_t i = 0; i < word.n; i++) {
                if (word.p[i] == '%' || word.p[i] == '_' || word.p[i] == '!')
                        buf_byte(&b, '!');
                buf_byte(&b, word.p[i]);
        }
        return word.p ? str_copy(a, buf_str(&b)) : word;
}
