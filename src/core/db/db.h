/* core/db/db.h - one door to SQLite and PostgreSQL. Only core/db may include their headers.
 *
 * Three objects:
 *   struct store  the database of the process: on SQLite the one writer connection, its
 *                 group commit and the committer thread; on PostgreSQL the address.
 *   struct db     one worker's own way in: a read-only connection (SQLite) or a whole
 *                 connection (PostgreSQL). Never shared between threads.
 *   struct tx     one transaction.
 *
 * Reads. Outside a transaction every statement is a read (must): the writes that sqlgen
 * makes refuse to run. A page wraps its work in db_snapshot_begin/end, so that all it shows
 * is of one moment. Inside a transaction reads see what the transaction wrote.
 *
 * Writes. `struct tx tx CLEANUP(tx_end) = tx_begin(cx);` … write statements … `return
 * tx_commit(&tx);`. Write statements return no failure: the first one that fails makes the
 * rest do nothing and tx_commit() reports it. Undone unless committed.
 *
 * On SQLite a transaction is a savepoint on the writer connection; many share one COMMIT and
 * one fsync. tx_commit() therefore returns before the data is durable and leaves a ticket in
 * the db. Nobody may be answered before the ticket is durable: the web server hands the
 * finished reply to store_when_durable(), the command line calls db_wait(). A read outside a
 * transaction after one's own commit waits for the ticket first, then takes a new snapshot.
 * A refusal decided inside a transaction leaves a ticket too, since it may rest on a
 * neighbour's rows that are not yet durable. On PostgreSQL the ticket is durable at once.
 */
#ifndef CORE_DB_DB_H
#define CORE_DB_DB_H

#include "base/base.h"

enum arg_type { ARG_INT = 'i', ARG_STR = 's', ARG_BYTES = 'b' };

struct arg {
        enum arg_type type;
        bool          null;
        int64_t       i;
        str           s;        /* ARG_STR and ARG_BYTES */
};

enum { SQL_MAX_ARGS = 48, SQL_MAX_COLS = 48 };

/* A named statement of a .sql file. The text uses $1, $2 …, which both databases accept, so
 * the same bytes go to both. */
struct sql {
        const char *name;
        const char *text;
        const char *text_pgsql; /* NULL: the same */
        const char *args;       /* one arg_type letter for each parameter */
        const char *cols;       /* and one for each column of the result */
        bool        write;
        int         index;      /* number of the statement in the whole program: its cache slot */
};

struct store;
struct db_driver;
struct db_once;

struct db {
        struct store           *store;
        const struct db_driver *driver;
        void                   *conn;           /* the driver's own */
        const struct fail      *broken;         /* sticky inside a transaction */
        bool                    in_tx, in_snapshot;
        bool                    whole;          /* inside db_whole_begin … db_whole_end */
        const struct fail      *whole_broken;   /* a part of it was not kept: nothing is */
        bool                    serializable;   /* the next tx needs it (reads a set, then writes) */
        bool                    streaming;      /* see tx_stream */
        bool                    hurried, put_off;       /* see db_hurry */
        int                     n_spans;        /* of work since db_begin, while hurried */
        uint64_t                ticket;         /* last group taken part in; 0: none to wait for */
        int                     fault_after;    /* tests: fail the n-th statement; 0: never */
        int64_t                 n_statements;   /* since the connection opened, for tests and metrics */
        struct db_once         *once;           /* see below; NULL: none. Whoever set it takes it away */
};

/**
 * Open the database of the process.
 *
 * @param url  "PATH", "sqlite:PATH" or "postgresql://…". A SQLite file that is missing is
 *             made; `readonly` opens an existing one for reading and takes no lock.
 * @return NULL, or INVALID: not a database, a library older than SQLite 3.51.3, a network
 * file system, another process has it (flock); BROKEN: cannot connect.
 */
struct store_options { bool readonly; int max_group; };
const struct fail *store_open(struct ctx *cx, const char *url, const struct store_options *o,
                              struct store **ret) MUST_USE;
void        store_close(struct store *s);               /* commits what waits, joins the committer */
bool        store_is_sqlite(const struct store *s);
const char *store_url_shown(const struct store *s);     /* without a password, for people */

/* For /metrics, doctor and tests. On PostgreSQL all zero. */
struct store_stats {
        uint64_t groups, lost;  /* commits tried so far, and those of them that were not kept */
        uint64_t members;       /* transactions that took part */
        int      waiting;       /* writers that wait for their turn now */
        int      wal_pages;     /* in the write-ahead log, as of the last commit */
        bool     stopped;       /* writing has stopped after an fsync failed */
};
void store_stats(struct store *s, struct store_stats *ret);

const struct fail *db_connect(struct ctx *cx, struct store *s, struct db *ret) MUST_USE;
void db_close(struct db *db);

/**
 * From now on this way in serves only what is over at once, for a thread that must not be held
 * up: a transaction, which may wait for its turn, and statements that go past some milliseconds
 * of work since db_begin() fail (BUSY, `again`) and set `put_off`. Whoever sees it throws away
 * what came out and runs the whole on an ordinary way in; nothing was written.
 *
 * @return false where every read waits for a network: it stays an ordinary one.
 */
bool db_hurry(struct db *db);
void db_begin(struct db *db);   /* a request or a job begins: no ticket, nothing put off */
/* Much was done and little follows: give back the memory of statements and cached pages, of this
 * way in and of the writer. All of it is made again when it is needed. Outside a transaction and a
 * snapshot. */
void db_rest(struct ctx *cx);

/* One consistent, read-only view for all reads until the end. Not nested. */
const struct fail *db_snapshot_begin(struct ctx *cx) MUST_USE;
void               db_snapshot_end(struct ctx *cx);

/* ---- durability ----------------------------------------------------------- */

/**
 * Call `done(arg, why)` once the ticket's group is durable, from the committer's thread or, if
 * it is already, at once from this one. `why` is NULL when durable, else what happened to the
 * whole group (kind FULL, BUSY or BROKEN; it lives until `done` returns). With `why->again`
 * nothing of it was kept, and the request may be run again. Without it (an fsync failed, the
 * answer to a COMMIT never came) nobody can know, and the person must look before repeating.
 * `done` must be quick and use no database: the next group waits for it.
 */
typedef void store_durable(void *arg, const struct fail *why);
void store_when_durable(struct store *s, uint64_t ticket, store_durable *done, void *arg);
/* Wait for this db's ticket; NULL when durable. For commands, jobs and tests. */
const struct fail *db_wait(struct ctx *cx) MUST_USE;

/* ---- transactions --------------------------------------------------------- */

struct tx { struct ctx *cx; bool open; };
struct tx          tx_begin(struct ctx *cx);
const struct fail *tx_commit(struct tx *tx) MUST_USE;
void               tx_end(struct tx *tx);               /* rolls back unless committed */
/* Inside a transaction: record a failure decided by a rule, so that the rest does nothing. */
void               tx_refuse(struct ctx *cx, const struct fail *f);
/* Thousands of plain writes follow (query_write): an engine over a wire may send them without
 * waiting for each answer. What the engine refuses then comes out at the next other statement or
 * at the commit, not at once, so a rule that looks at `broken` after a write does not stream. It
 * ends with the transaction. */
void               tx_stream(struct ctx *cx);

/**
 * From here to db_whole_end() every transaction is a part of one: reads between them see what they
 * wrote, and it is kept at the end or not at all, also when the process dies. For a long load into
 * a database that nobody else uses (luoshi demo). A part that is refused is not undone by itself:
 * then the whole is not kept, and every later part is refused with the same failure. Not nested.
 */
const struct fail *db_whole_begin(struct ctx *cx) MUST_USE;
/* `f` NULL: keep it and wait until it is durable; else undo it. @return `f`, or why it is not kept. */
const struct fail *db_whole_end(struct ctx *cx, const struct fail *f) MUST_USE;

/* ---- a request that may come twice ------------------------------------------ */

/* What goes along with a request whose effect must happen once, however often it is sent
 * (door/web/once.h). `first` is called inside its first transaction, before the rule's own
 * statements, and refuses it where the request was here before. A transaction that is committed is
 * then held back until the next thing the request asks of the database, or until tx_resume(), so
 * that what it answered goes into the same transaction as what it did. */
struct db_once {
        void (*first)(struct ctx *cx, struct db_once *once);
        bool   kept;            /* what `first` wrote is in a transaction that is held or committed */
        bool   held, here;      /* db.c's own: one is held back; `first` wrote in the last one */
};
/* The transaction that is held back, to write on in, or a new one; it is committed like any other,
 * and no further one is held. */
struct tx tx_resume(struct ctx *cx);

/* ---- the end of a chain ---------------------------------------------------- */

/* Where the chain of the trail ends (core/audit). On SQLite it is kept with the writer, whose
 * transactions come one after the other, so that linking a row needs no reading. It follows the
 * transactions: a rollback puts it back, and after a lost group it is not known any more. */
struct chain_tip {
        bool          known;
        int64_t       seal, id;         /* place in the chain; highest id of the table */
        unsigned char link[32];
};
/* Inside a transaction that is not broken (must): the tip, to read and to move on; NULL on
 * PostgreSQL, where transactions run beside each other. */
struct chain_tip *tx_chain(struct ctx *cx);

/* ---- what sqlgen's functions call ----------------------------------------- */

struct query {
        struct ctx        *cx;
        void              *rows;        /* the driver's cursor */
        int64_t            changed;     /* rows written; not known of a streamed write */
        bool               plain;       /* nobody asks what a write changed: it may be streamed */
        const struct fail *fail;
};

void    query_open(struct query *q, struct ctx *cx, const struct sql *sql, const struct arg *args);
bool    query_next(struct query *q);
bool    query_null(struct query *q, int col);
/* Is each value of the row of the type that its column was declared with? SQLite keeps any in any column, gives it back
 * as what is asked for, and compares what stands there: such a row reads right and is not found by what it says. */
bool    query_typed(struct query *q);
int64_t query_int(struct query *q, int col);    /* 0 for NULL */
str     query_str(struct query *q, int col);    /* copied into the request's arena; absent for NULL */
str     query_bytes(struct query *q, int col);
day     query_day(struct query *q, int col);    /* DAY_NONE for NULL */
const struct fail *query_end(struct query *q) MUST_USE;         /* closes */
/* The five kinds: see tools/sqlgen.c. */
const struct fail *query_one_end(struct query *q, bool found) MUST_USE; /* NOT_FOUND unless found */
void    query_write(struct ctx *cx, const struct sql *sql, const struct arg *args);
void    query_write1(struct ctx *cx, const struct sql *sql, const struct arg *args);
int64_t query_insert(struct ctx *cx, const struct sql *sql, const struct arg *args);

/* A word somebody seeks, for `LIKE '%' || :word || '%' ESCAPE '!'`: its own %, _ and ! mean
 * themselves. */
str sql_like(struct arena *a, str word);

/* Tests: does this database accept the text, with these types of parameters and columns? */
const struct fail *db_check(struct ctx *cx, const struct sql *sql) MUST_USE;
/* Migrations and tests only: a script of several statements, outside the typed functions. Inside
 * a transaction it is part of it; else it is durable when this returns. */
const struct fail *db_script(struct ctx *cx, str text) MUST_USE;

/* Every statement of the program, generated; NULL at the end. */
extern const struct sql *const sql_all[];
extern const int               sql_count;

#endif
