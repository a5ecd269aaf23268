/* core/db/pgsql.c - PostgreSQL through libpq, one connection a worker. The only file that
 * includes libpq-fe.h.
 *
 * Values travel in binary both ways: int8, text, bytea. A connection that was lost is made
 * again before the next read, snapshot or transaction; what was under way fails with BUSY and
 * `again`. Only a COMMIT whose answer never came needs care: the new connection asks the server
 * what became of the transaction (txid_status). */
#include "core/db/driver.h"
#include "core/log/log.h"
#include <libpq-fe.h>
#include <time.h>

enum { OID_BYTEA = 17, OID_INT8 = 20, OID_INT2 = 21, OID_INT4 = 23, OID_TEXT = 25, OID_VARCHAR = 1043 };

struct pg_store { struct store base; char *url; };

/* A cursor: all rows of one answer. */
struct rows { struct rows *next; PGresult *res; int at, n; };

/* What a db's `conn` points at. */
struct pg {
        PGconn        *c;
        unsigned char *prepared;        /* by sql->index */
        bool           stale;           /* make the connection again before using it */
        int            sent;            /* streamed writes whose answers have not been read */
        struct rows   *open;            /* cursors not yet closed, newest first */
        char           txid[24];        /* of the transaction under way */
};


static struct pg *pg_of(const struct ctx *cx) { return cx->db->conn; }

/* ---- what an error means ------------------------------------------------------ */

static bool state_in(const char *state, const char *list)
{
        const char *at = state && strlen(state) == 5 ? strstr(list, state) : NULL;
        return at != NULL;
}

static bool class_is(const char *state, const char *class) { return state && !strncmp(state, class, 2); }

static str one_line(struct ctx *cx, const char *what, const char *message, const char *state)
{
        str s = str_f(cx->arena, "%s: %s (%s)", what, message ? message : "", state ? state : "no answer");
        for (char *p = (char *)s.p; *p; p++)
                if (*p == '\n')
                        *p = ' ';
        return s;
}

/* The failure behind a result; r may be NULL (no answer at all). */
static const struct fail *fail_pg(struct ctx *cx, const PGresult *r, const char *what)
{
        struct pg  *pg = pg_of(cx);
        const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
        /* The primary line only: the detail quotes the row, which is not for the log. */
        const char *primary = r ? PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : NULL;
        const char *log = one_line(cx, what, primary ? primary : PQerrorMessage(pg->c), state).p;
        bool lost = PQstatus(pg->c) != CONNECTION_OK;
        /* 25006 where writing was asked for: the primary became a standby. */
        bool demoted = db_writes(cx->db) && state_in(state, "25006");
        if (lost || demoted || class_is(state, "08") || state_in(state, "57P01 57P02 57P03")) {
                pg->stale = true;
                return fail_engine(cx, HERE, FAIL_BUSY, true, log);
        }
        if (state_in(state, "40001 40P01 55P03"))
                return fail_engine(cx, HERE, FAIL_BUSY, true, log);
        if (state_in(state, "0A000 26000")) {   /* the schema changed under a prepared statement */
                pg->stale = true;
                return fail_engine(cx, HERE, FAIL_BUSY, true, log);
        }
        if (state_in(state, "23505 23P01"))
                return fail_breach(cx, HERE, BREACH_UNIQUE, log);
        if (state_in(state, "23503 23001"))
                return fail_breach(cx, HERE, BREACH_REFERENCE, log);
        if (class_is(state, "23"))
                return fail_breach(cx, HERE, BREACH_CHECK, log);
        if (state_in(state, "22021 22P05"))
                return fail_breach(cx, HERE, BREACH_TEXT, log);
        if (state_in(state, "53100"))
                return fail_engine(cx, HERE, FAIL_FULL, false, log);
        if (class_is(state, "53") || state_in(state, "57014"))
                return fail_engine(cx, HERE, FAIL_BUSY, false, log);
        return fail_engine(cx, HERE, FAIL_BROKEN, false, log);
}

static bool fine(const PGresult *r)
{
        ExecStatusType s = PQresultStatus(r);
        return s == PGRES_COMMAND_OK || s == PGRES_TUPLES_OK || s == PGRES_EMPTY_QUERY;
}

/* Fixed words; no rows wanted. */
static const struct fail *say(struct ctx *cx, const char *text)
{
        PGresult *r = PQexec(pg_of(cx)->c, text);
        const struct fail *f = fine(r) ? NULL : fail_pg(cx, r, text);
        PQclear(r);
        return f;
}

/* Read the answers of all streamed writes and go back to one statement at a time. The first
 * refusal counts: the server skips what was sent after it. */
static const struct fail *settle(struct ctx *cx)
{
        struct pg *pg = pg_of(cx);
        const struct fail *f = NULL;
        if (!pg->sent)
                return NULL;
        bool over = !PQpipelineSync(pg->c), silent = false;
        if (over)
                f = fail_pg(cx, NULL, "stream");
        while (!over) {
                PGresult *r = PQgetResult(pg->c);
                over = (!r && silent) || PQresultStatus(r) == PGRES_PIPELINE_SYNC;
                if (r && !f && !over && !fine(r))
                        f = fail_pg(cx, r, "stream");
                else if (over && !r && !f)      /* two empty answers in a row: nothing comes any more */
                        f = fail_pg(cx, NULL, "stream");
                silent = !r;
                PQclear(r);
        }
        pg->sent = 0;
        if (!PQexitPipelineMode(pg->c))
                pg->stale = true;
        return f;
}

/* ---- connections ---------------------------------------------------------------- */

static void on_notice(void *arg UNUSED, const char *message)
{
        log_event(LOG_NOTE, NULL, "postgresql: %s", message);
}

/* Sessions are read-only but for transactions that say otherwise: a GET cannot write. */
static const char session[] =
        "SET client_min_messages=warning; SET default_transaction_read_only=on; SET timezone='UTC';"
        "SET standard_conforming_strings=on; SET idle_in_transaction_session_timeout='60s';"
        "SET lock_timeout='10s'";

static PGconn *pg_dial(const char *url)
{
        /* What stands in the URL comes after our wishes and overrides them; the encoding does not. */
        const char *const keys[] = { "connect_timeout", "application_name", "keepalives_idle", "tcp_user_timeout",
                                     "dbname", "client_encoding", NULL };
        const char *const values[] = { "10", "luoshi", "30", "30000", url, "UTF8", NULL };
        PGconn *c = PQconnectdbParams(keys, values, 1);
        must(c);
        PQsetNoticeProcessor(c, on_notice, NULL);
        if (PQstatus(c) == CONNECTION_OK) {
                PGresult *r = PQexec(c, session);
                if (!fine(r))           /* its reads would not be kept from writing */
                        log_event(LOG_WARN, NULL, "postgresql: session settings: %s", PQresultErrorMessage(r));
                PQclear(r);
        }
        return c;
}

static str dial_message(struct ctx *cx, PGconn *c) { return one_line(cx, "connect", PQerrorMessage(c), "08001"); }

/* Made again when it was lost. Never inside a transaction or a snapshot. */
static const struct fail *ensure(struct ctx *cx)
{
        struct pg *pg = pg_of(cx);
        if (!pg->stale && PQstatus(pg->c) == CONNECTION_OK)
                return NULL;
        PGconn *c = pg_dial(((struct pg_store *)cx->db->store)->url);
        if (PQstatus(c) != CONNECTION_OK) {
                const struct fail *f = fail_engine(cx, HERE, FAIL_BUSY, true, dial_message(cx, c).p);
                PQfinish(c);
                return f;
        }
        PQfinish(pg->c);
        pg->c = c;
        pg->stale = false;
        memset(pg->prepared, 0, (size_t)sql_count + 1);
        log_event(LOG_NOTE, cx, "postgresql: connected again");
        return NULL;
}

static const struct fail *pg_connect(struct ctx *cx, struct store *base, struct db *db)
{
        PGconn *c = pg_dial(((struct pg_store *)base)->url);
        if (PQstatus(c) != CONNECTION_OK) {
                const struct fail *f = fail(cx, BROKEN, "%s", dial_message(cx, c).p);
                PQfinish(c);
                return f;
        }
        struct pg *pg = calloc(1, sizeof(*pg));
        must(pg);
        *pg = (struct pg){ .c = c, .prepared = calloc((size_t)sql_count + 1, 1) };
        must(pg->prepared);
        db->conn = pg;
        return NULL;
}

/* A rule that returned in the middle of its rows leaves cursors open; they end here. */
static void close_cursors(struct pg *pg)
{
        for (struct rows *rows = pg->open; rows; rows = rows->next) {
                PQclear(rows->res);
                rows->res = NULL;
        }
        pg->open = NULL;
}

static void pg_close(struct db *db)
{
        struct pg *pg = db->conn;
        close_cursors(pg);
        PQfinish(pg->c);
        free(pg->prepared);
        free(pg);
}

/* ---- transactions ------------------------------------------------------------------ */

/* The first words of a transaction; a connection that died unnoticed is made again, once. */
static const struct fail *open_with(struct ctx *cx, const char *text, char *ret_txid, size_t size)
{
        const struct fail *f = ensure(cx);
        for (int attempt = 0; !f; attempt++) {
                struct pg *pg = pg_of(cx);
                PGresult *r = PQexec(pg->c, text);
                if (fine(r)) {
                        if (ret_txid)
                                snprintf(ret_txid, size, "%s", PQntuples(r) == 1 ? PQgetvalue(r, 0, 0) : "");
                        PQclear(r);
                        return NULL;
                }
                f = fail_pg(cx, r, "begin");
                PQclear(r);
                if (attempt == 0 && pg->stale)
                        f = ensure(cx);
                else
                        break;
        }
        return f;
}

static const struct fail *pg_snapshot_begin(struct ctx *cx)
{
        return open_with(cx, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", NULL, 0);
}

/* Whatever state the connection is in, it is out of a transaction after this, or stale. */
static void leave(struct ctx *cx)
{
        struct pg *pg = pg_of(cx);
        close_cursors(pg);
        (void)settle(cx);
        if (pg->stale || PQtransactionStatus(pg->c) == PQTRANS_IDLE)
                return;
        PGresult *r = PQexec(pg->c, "ROLLBACK");
        if (!fine(r))
                pg->stale = true;
        PQclear(r);
}

static void pg_snapshot_end(struct ctx *cx) { leave(cx); }

static const struct fail *pg_tx_begin(struct ctx *cx)
{
        /* The number of the transaction comes in the same round trip; see in_doubt(). */
        struct pg *pg = pg_of(cx);
        return open_with(cx, cx->db->serializable
                         ? "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE; SELECT txid_current()"
                         : "BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE; SELECT txid_current()",
                         pg->txid, sizeof(pg->txid));
}

/* The connection was lost between COMMIT and its answer. Ask on a new one what became of it. */
static const struct fail *in_doubt(struct ctx *cx, const struct fail *lost)
{
        struct pg *pg = pg_of(cx);
        for (int attempt = 0; attempt < 50; attempt++) {
                struct timespec pause = { .tv_nsec = 100 * 1000000L };
                if (!ensure(cx)) {
                        const char *value = pg->txid;
                        PGresult *r = PQexecParams(pg->c, "SELECT txid_status($1::bigint)", 1, NULL, &value,
                                                   NULL, NULL, 0);
                        bool told = PQresultStatus(r) == PGRES_TUPLES_OK && PQntuples(r) == 1 && !PQgetisnull(r, 0, 0);
                        bool kept = told && !strcmp(PQgetvalue(r, 0, 0), "committed");
                        bool gone = told && !strcmp(PQgetvalue(r, 0, 0), "aborted");
                        if (!told)
                                pg->stale = PQstatus(pg->c) != CONNECTION_OK;
                        PQclear(r);
                        if (kept)
                                return NULL;
                        if (gone)
                                return lost;
                }
                nanosleep(&pause, NULL);
        }
        /* Not known: to run it again by itself might do it twice. */
        return fail_engine(cx, HERE, FAIL_BUSY, false, str_f(cx->arena, "commit in doubt: %.*s", STR(lost->log)).p);
}

static const struct fail *pg_tx_commit(struct ctx *cx)
{
        struct pg *pg = pg_of(cx);
        close_cursors(pg);
        const struct fail *f = settle(cx);
        if (f)
                return f;
        PGresult *r = PQexec(pg->c, "COMMIT");
        if (!fine(r))
                f = fail_pg(cx, r, "commit");
        else if (strcmp(PQcmdStatus(r), "COMMIT"))
                f = fail_engine(cx, HERE, FAIL_BROKEN, false, "COMMIT answered with a rollback");
        PQclear(r);
        return f && pg->stale && *pg->txid ? in_doubt(cx, f) : f;
}

static void pg_tx_rollback(struct ctx *cx) { leave(cx); }

static const struct fail *pg_wait(struct ctx *cx UNUSED) { return NULL; }

static void pg_when_durable(struct store *s UNUSED, uint64_t ticket UNUSED, store_durable *done,
                            void *arg)
{
        done(arg, NULL);        /* COMMIT answered: it is */
}

static void pg_stats(struct store *s UNUSED, struct store_stats *ret UNUSED) { }

/* ---- statements ---------------------------------------------------------------------- */

static Oid oid_of(char type) { return type == ARG_INT ? OID_INT8 : type == ARG_BYTES ? OID_BYTEA : OID_TEXT; }

static void put_int64(unsigned char *p, int64_t v)
{
        for (int i = 0; i < 8; i++)
                p[i] = (unsigned char)((uint64_t)v >> (56 - 8 * i));
}

static const char *text_of(const struct sql *sql) { return sql->text_pgsql ? sql->text_pgsql : sql->text; }

/* Parameters as libpq wants them. */
struct params {
        int           n;
        Oid           type[SQL_MAX_ARGS];
        const char   *value[SQL_MAX_ARGS];
        int           length[SQL_MAX_ARGS], format[SQL_MAX_ARGS];
        unsigned char ints[SQL_MAX_ARGS][8];
};

static void params_fill(struct params *p, const struct sql *sql, const struct arg *args)
{
        p->n = (int)strlen(sql->args);
        must(p->n <= SQL_MAX_ARGS);
        for (int i = 0; i < p->n; i++) {
                p->type[i] = oid_of(sql->args[i]);
                p->format[i] = 1;
                p->value[i] = NULL;
                p->length[i] = 0;
                if (!args || args[i].null)
                        continue;
                if (sql->args[i] == ARG_INT) {
                        put_int64(p->ints[i], args[i].i);
                        p->value[i] = (const char *)p->ints[i];
                        p->length[i] = 8;
                } else {
                        must(args[i].s.n <= INT32_MAX);
                        p->value[i] = args[i].s.p;
                        p->length[i] = (int)args[i].s.n;
                }
        }
}

enum { NAME_SIZE = 16 };

/* NULL when the statement is prepared, under `ret_name`, else what the server said. */
static PGresult *prepare(struct pg *pg, const struct sql *sql, const struct params *p,
                         char ret_name[NAME_SIZE])
{
        snprintf(ret_name, NAME_SIZE, "s%d", sql->index);
        if (pg->prepared[sql->index])
                return NULL;
        PGresult *r = PQprepare(pg->c, ret_name, text_of(sql), p->n, p->type);
        if (!fine(r))
                return r;
        PQclear(r);
        pg->prepared[sql->index] = 1;
        return NULL;
}

static bool has_index(const struct sql *sql) { return sql->index >= 0 && sql->index < sql_count; }

static PGresult *execute(struct pg *pg, const struct sql *sql, const struct params *p)
{
        char name[NAME_SIZE];
        if (!has_index(sql))
                return PQexecParams(pg->c, text_of(sql), p->n, p->type, p->value, p->length, p->format, 1);
        PGresult *r = prepare(pg, sql, p, name);
        return r ? r : PQexecPrepared(pg->c, name, p->n, p->value, p->length, p->format, 1);
}

/* Send a write and do not wait. After so many the answers are read, so that neither side ever
 * waits for the other to read. */
static const struct fail *stream(struct ctx *cx, const struct sql *sql, const struct params *p)
{
        enum { MOST = 512 };
        struct pg *pg = pg_of(cx);
        char name[NAME_SIZE];
        const struct fail *f = pg->sent >= MOST || !pg->prepared[sql->index] ? settle(cx) : NULL;
        PGresult *r = f ? NULL : prepare(pg, sql, p, name);
        if (r)
                f = fail_pg(cx, r, sql->name);
        PQclear(r);
        if (f)
                return f;
        if ((!pg->sent && !PQenterPipelineMode(pg->c)) ||
            !PQsendQueryPrepared(pg->c, name, p->n, p->value, p->length, p->format, 1)) {
                pg->stale = true;
                return fail_pg(cx, NULL, sql->name);
        }
        pg->sent++;
        return NULL;
}

static const struct fail *pg_run(struct query *q, const struct sql *sql, const struct arg *args)
{
        struct ctx *cx = q->cx;
        struct pg  *pg = pg_of(cx);
        bool loose = !db_writes(cx->db) && !cx->db->in_snapshot;
        struct params p;
        params_fill(&p, sql, args);
        if (cx->db->streaming && q->plain && has_index(sql))
                return stream(cx, sql, &p);
        const struct fail *f = loose ? ensure(cx) : settle(cx);
        if (f)
                return f;
        PGresult *r = execute(pg, sql, &p);
        if (!fine(r) && loose) {        /* a read by itself may simply be asked again */
                f = fail_pg(cx, r, sql->name);
                if (pg->stale && !ensure(cx)) {
                        PQclear(r);
                        r = execute(pg, sql, &p);
                }
        }
        if (!fine(r)) {
                f = fail_pg(cx, r, sql->name);
                PQclear(r);
                return f;
        }
        const char *count = PQcmdTuples(r);
        q->changed = *count ? strtoll(count, NULL, 10) : 0;
        if (PQresultStatus(r) != PGRES_TUPLES_OK) {
                PQclear(r);
                return NULL;
        }
        struct rows *rows = NEW(cx->arena, struct rows);
        *rows = (struct rows){ .next = pg->open, .res = r, .at = -1, .n = PQntuples(r) };
        q->rows = pg->open = rows;
        return NULL;
}

static const struct fail *pg_next(struct query *q, bool *ret_more)
{
        struct rows *rows = q->rows;
        must(rows->res);        /* NULL: its transaction or snapshot is over */
        *ret_more = rows->at + 1 < rows->n;
        if (*ret_more)
                rows->at++;
        return NULL;
}

static bool pg_is_null(struct query *q, int col)
{
        struct rows *rows = q->rows;
        return PQgetisnull(rows->res, rows->at, col);
}

static int64_t pg_int_at(struct query *q, int col)
{
        struct rows *rows = q->rows;
        const unsigned char *p = (const unsigned char *)PQgetvalue(rows->res, rows->at, col);
        int n = PQgetlength(rows->res, rows->at, col);
        if (!n && PQgetisnull(rows->res, rows->at, col))
                return 0;
        must(n == 8 || n == 4 || n == 2);
        uint64_t v = *p & 0x80 ? UINT64_MAX : 0;
        for (int i = 0; i < n; i++)
                v = v << 8 | p[i];
        return (int64_t)v;
}

static str pg_bytes_at(struct query *q, int col)
{
        struct rows *rows = q->rows;
        size_t n = (size_t)PQgetlength(rows->res, rows->at, col);
        if (!n && PQgetisnull(rows->res, rows->at, col))
                return (str){ 0 };
        return (str){ PQgetvalue(rows->res, rows->at, col), n };
}

static void pg_done(struct query *q)
{
        struct rows *rows = q->rows;
        for (struct rows **p = &pg_of(q->cx)->open; *p; p = &(*p)->next)
                if (*p == rows) {
                        *p = rows->next;
                        break;
                }
        PQclear(rows->res);
        rows->res = NULL;
}

static bool type_fits(char want, Oid is)
{
        switch (want) {
        case ARG_INT:   return is == OID_INT8 || is == OID_INT4 || is == OID_INT2;
        case ARG_BYTES: return is == OID_BYTEA;
        default:        return is == OID_TEXT || is == OID_VARCHAR;
        }
}

static const struct fail *check_columns(struct ctx *cx, const struct sql *sql, const PGresult *r)
{
        int n = (int)strlen(sql->cols);
        if (PQnfields(r) != n)
                return fail(cx, BROKEN, "%s: %d columns, the signature has %d", sql->name, PQnfields(r), n);
        for (int i = 0; i < n; i++)
                if (!type_fits(sql->cols[i], PQftype(r, i)))
                        return fail(cx, BROKEN, "%s: column %s has type oid %u, the signature says '%c'",
                                    sql->name, PQfname(r, i), PQftype(r, i), sql->cols[i]);
        return NULL;
}

static const struct fail *pg_check(struct ctx *cx, const struct sql *sql)
{
        struct pg *pg = pg_of(cx);
        struct params p;
        params_fill(&p, sql, NULL);
        PGresult *r = PQprepare(pg->c, "", text_of(sql), p.n, p.type);
        const struct fail *f = fine(r) ? NULL
                             : fail(cx, BROKEN, "%s",
                                    one_line(cx, sql->name, PQresultErrorMessage(r),
                                             PQresultErrorField(r, PG_DIAG_SQLSTATE)).p);
        PQclear(r);
        if (f)
                return f;
        r = PQdescribePrepared(pg->c, "");
        f = fine(r) ? check_columns(cx, sql, r) : fail_pg(cx, r, sql->name);
        PQclear(r);
        return f;
}

/* Outside a transaction the script is one implicit transaction, or a single statement that
 * may not stand in one (CREATE DATABASE). */
static const struct fail *pg_script(struct ctx *cx, const char *text)
{
        const struct fail *f = db_writes(cx->db) ? settle(cx) : ensure(cx);
        if (f || db_writes(cx->db))
                return f ? f : say(cx, text);
        f = say(cx, "SET default_transaction_read_only=off");
        if (!f)
                f = say(cx, text);
        const struct fail *end = pg_of(cx)->stale ? NULL : say(cx, "SET default_transaction_read_only=on");
        return f ? f : end;
}

/* ---- the store ------------------------------------------------------------------------- */

static char *copy_of(const char *s)
{
        size_t n = strlen(s) + 1;
        char *p = malloc(n);
        must(p);
        return memcpy(p, s, n);
}

char *pgsql_url_shown(const char *url)
{
        char *shown = copy_of(url);
        char *host = strstr(shown, "://");
        host = host ? host + 3 : shown;
        size_t  authority = strcspn(host, "/?");
        char   *at = memchr(host, '@', authority);
        for (char *next; at && (next = memchr(at + 1, '@', authority - (size_t)(at + 1 - host))); )
                at = next;              /* a password may hold an '@' of its own */
        char *colon = at ? memchr(host, ':', (size_t)(at - host)) : NULL;
        if (colon)
                memmove(colon, at, strlen(at) + 1);
        for (char *p; (p = strstr(host, "password=")); ) {      /* also sslpassword= */
                char *begin = p;
                while (begin > host && begin[-1] != '?' && begin[-1] != '&')
                        begin--;
                size_t n = strcspn(begin, "&");
                memmove(begin, begin + n + (begin[n] == '&'), strlen(begin + n + (begin[n] == '&')) + 1);
        }
        size_t n = strlen(shown);
        if (n && (shown[n - 1] == '?' || shown[n - 1] == '&'))
                shown[n - 1] = '\0';
        return shown;
}

static const struct fail *refuse(struct ctx *cx, PGconn *c)
{
        if (PQserverVersion(c) < 130000)
                return fail(cx, INVALID, "PostgreSQL 版本太旧（%d），需要 13 或更新的版本", PQserverVersion(c) / 10000);
        const char *encoding = PQparameterStatus(c, "server_encoding");
        if (!encoding || strcmp(encoding, "UTF8"))
                return fail(cx, INVALID, "数据库的编码是 %s，需要 UTF8", encoding ? encoding : "?");
        PGresult *r = PQexec(c, "SELECT CASE WHEN '' IS NULL THEN 1 ELSE 0 END");
        bool empty_is_null = PQresultStatus(r) != PGRES_TUPLES_OK || strcmp(PQgetvalue(r, 0, 0), "0");
        PQclear(r);
        return empty_is_null ? fail(cx, INVALID, "这个数据库把空文字当作空值，不能使用") : NULL;
}

static void pg_store_close(struct store *base)
{
        free(((struct pg_store *)base)->url);
        free(base->url_shown);
        free(base);
}

const struct fail *pgsql_store_open(struct ctx *cx, const char *url,
                                    const struct store_options *o UNUSED, struct store **ret)
{
        PGconn *c = pg_dial(url);
        const struct fail *f = PQstatus(c) == CONNECTION_OK ? refuse(cx, c)
                             : fail(cx, INVALID, "连接不上数据库服务器：请核对地址、端口、库名和账号，看服务器是否在运行（%s）",
                                    dial_message(cx, c).p);
        PQfinish(c);
        if (f)
                return f;
        struct pg_store *s = calloc(1, sizeof(*s));
        must(s);
        *s = (struct pg_store){ .base = { .driver = &db_pgsql, .url_shown = pgsql_url_shown(url) },
                                .url = copy_of(url) };
        *ret = (struct store *)s;       /* not &s->base: gcc -fanalyzer loses s in it */
        return NULL;
}

const struct db_driver db_pgsql = {
        .autoid = "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
        .store_close = pg_store_close, .when_durable = pg_when_durable, .wait = pg_wait, .stats = pg_stats,
        .connect = pg_connect, .close = pg_close,
        .snapshot_begin = pg_snapshot_begin, .snapshot_end = pg_snapshot_end,
        .tx_begin = pg_tx_begin, .tx_commit = pg_tx_commit, .tx_rollback = pg_tx_rollback,
        .run = pg_run, .next = pg_next, .is_null = pg_is_null, .int_at = pg_int_at,
        .bytes_at = pg_bytes_at, .done = pg_done, .check = pg_check, .script = pg_script,
};
