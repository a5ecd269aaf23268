/* core/db/driver.h - what an engine brings, and what the engines share. Private to core/db.
 *
 * db.c keeps the rules that hold for both (sticky failures, write only inside a transaction,
 * faults for tests); a driver only does what it is told and says what went wrong.
 */
#ifndef CORE_DB_DRIVER_H
#define CORE_DB_DRIVER_H

#include "core/db/db.h"

struct db_driver {
        const char *autoid;     /* the engine's words for {autoid} */

        void (*store_close)(struct store *s);
        void (*when_durable)(struct store *s, uint64_t ticket, store_durable *done, void *arg);
        const struct fail *(*wait)(struct ctx *cx);     /* for db->ticket */
        void (*stats)(struct store *s, struct store_stats *ret);        /* *ret is zero before */

        const struct fail *(*connect)(struct ctx *cx, struct store *s, struct db *db);
        void (*close)(struct db *db);
        bool (*hurry)(struct db *db);                   /* NULL: the engine cannot */
        void (*rest)(struct ctx *cx);                   /* NULL: nothing to give back */

        const struct fail *(*snapshot_begin)(struct ctx *cx);
        void (*snapshot_end)(struct ctx *cx);

        /* A failed tx_begin is followed by tx_rollback all the same, a good commit is not. */
        const struct fail *(*tx_begin)(struct ctx *cx);
        const struct fail *(*tx_commit)(struct ctx *cx);
        void (*tx_rollback)(struct ctx *cx);
        struct chain_tip *(*chain)(struct ctx *cx);     /* NULL: the engine has none */

        /* Start a statement. With columns: *q->rows is the cursor; without: done, q->changed. */
        const struct fail *(*run)(struct query *q, const struct sql *sql, const struct arg *args);
        const struct fail *(*next)(struct query *q, bool *ret_more);
        bool    (*is_null)(struct query *q, int col);
        int64_t (*int_at)(struct query *q, int col);    /* 0 for NULL */
        str     (*bytes_at)(struct query *q, int col);  /* a view, valid until the next row; absent for NULL */
        bool    (*is_typed)(struct query *q);           /* NULL: the engine lets nothing else in */
        void    (*done)(struct query *q);               /* closes q->rows; the last row's q->changed */

        const struct fail *(*check)(struct ctx *cx, const struct sql *sql);
        bool script_needs_tx;   /* else it may also be run outside a transaction */
        const struct fail *(*script)(struct ctx *cx, const char *text);
};

/* Does a statement belong to a transaction, be it the one around a whole (db_whole_begin)? */
static inline bool db_writes(const struct db *db) { return db->in_tx || db->whole; }

/* The head of each driver's own store. */
struct store {
        const struct db_driver *driver;
        char                   *url_shown;
};

extern const struct db_driver db_sqlite, db_pgsql;
const struct fail *sqlite_store_open(struct ctx *cx, const char *path,
                                     const struct store_options *o, struct store **ret) MUST_USE;
const struct fail *pgsql_store_open(struct ctx *cx, const char *url, const struct store_options *o,
                                    struct store **ret) MUST_USE;

/* A breach of a rule of the schema, as a person should read it. The name of the constraint or
 * the engine's words go to the log. */
enum breach { BREACH_UNIQUE, BREACH_REFERENCE, BREACH_CHECK, BREACH_TEXT };
const struct fail *fail_breach(struct ctx *cx, const char *at, enum breach kind, const char *log);
/* A failure of the kinds FULL, BUSY, BROKEN that says whether the request may be run again. */
const struct fail *fail_engine(struct ctx *cx, const char *at, enum fail_kind kind, bool again,
                               const char *log);
#define HERE __FILE__ ":" FAIL_STR(__LINE__)

/* NULL when SQLite of this version (3051003 for 3.51.3) may write in WAL mode, else why not. */
const struct fail *sqlite_version_check(struct ctx *cx, int version);

/* The address without its password, malloc'd. */
char *pgsql_url_shown(const char *url);

#endif
