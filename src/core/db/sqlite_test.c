/* core/db/sqlite_test.c - the embedded database: what it refuses to open, and the hard cases of
 * group commit, each in the middle of a group of eight. */
#include "core/audit/audit.h"
#include "core/audit/verify.h"
#include "core/db/driver.h"
#include "core/db/file.h"
#include "core/db/migrate.h"
#include "tests/fixture_vfs.h"
#include "tests/test.h"
#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <sched.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct sql put = {
        .name = "put", .args = "isi", .cols = "", .write = true, .index = -1,
        .text = "INSERT INTO thing (id, name, n) VALUES ($1, $2, $3)",
};
static const struct sql put_big = {
        .name = "put_big", .args = "ii", .cols = "", .write = true, .index = -1,
        .text = "INSERT INTO thing (id, name, n, b) VALUES ($1, 'big' || $1, 0, zeroblob($2))",
};
static const struct sql set_n = {
        .name = "set_n", .args = "ii", .cols = "", .write = true, .index = -1,
        .text = "UPDATE thing SET n = n + 1, version = version + 1 WHERE id = $1 AND version = $2",
};
static const struct sql count_all = {
        .name = "count_all", .args = "", .cols = "i", .index = -1, .text = "SELECT count(*) FROM thing WHERE id > 0",
};
/* Half a million steps of the machine. */
static const struct sql count_far = {
        .name = "count_far", .args = "i", .cols = "i", .index = -1,
        .text = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < $1) SELECT count(*) FROM c",
};
static const struct sql check_file = {
        .name = "check_file", .args = "", .cols = "s", .index = -1, .text = "PRAGMA integrity_check",
};

#define INT(v)  { .type = ARG_INT, .i = (v) }
#define TEXT(v) { .type = ARG_STR, .s = (v) }

static void expect(const struct fail *f, enum fail_kind kind)
{
        if (ok(f != NULL))
                same_str(str_of(fail_name(f->kind)), fail_name(kind));
}

/* A database of this test's own, with one row 0 of version 1. */
struct house { struct ctx cx; struct store *store; struct db db; str path; bool chained; };

static void house_open(struct house *h)
{
        done(store_open(&h->cx, h->path.p, NULL, &h->store));
        done(db_connect(&h->cx, h->store, &h->db));
        h->cx.db = &h->db;
}

static void house_build(struct house *h, const struct ctx *cx, str dir)
{
        *h = (struct house){ .cx = *cx, .path = str_f(cx->arena, "%.*s/h.db", STR(dir)) };
        house_open(h);
        done(db_script(&h->cx, S("CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
                                 " n BIGINT NOT NULL, b BYTEA, version INTEGER NOT NULL DEFAULT 1);"
                                 "INSERT INTO thing (id, name, n) VALUES (0, 'zero', 0)")));
}

/* The same with the trail, which each write is a link of. */
static void house_build_chained(struct house *h, const struct ctx *cx, str dir)
{
        house_build(h, cx, dir);
        done(migrate(&h->cx, NULL));
        done(audit_prepare(&h->cx, true));
        h->chained = true;
}

static void house_close(struct house *h)
{
        db_close(&h->db);
        store_close(h->store);
        h->store = NULL;
}

static int64_t rows_of(struct house *h)
{
        struct query q;
        query_open(&q, &h->cx, &count_all, NULL);
        int64_t n = query_next(&q) ? query_int(&q, 0) : -1;
        return query_end(&q) ? -2 : n;
}

static void is_whole(struct house *h)
{
        struct query q;
        query_open(&q, &h->cx, &check_file, NULL);
        ok(query_next(&q));
        same_str(query_str(&q, 0), "ok");
        done(query_end(&q));
        if (!h->chained)
                return;
        /* Each row of `thing` but the first brought one link; what was undone left no gap. */
        struct audit_report r;
        done(audit_verify(&h->cx, 0, &r));
        same_int(r.n_breaks, 0);
        same_int(r.tail, 0);
        same_int(r.last, 1 + rows_of(h));
}

static struct store_stats stats_of(struct house *h)
{
        struct store_stats s;
        store_stats(h->store, &s);
        return s;
}

/* ---- opening ------------------------------------------------------------------ */

TEST(sqlite_older_than_the_wal_reset_fix_is_refused)
{
        static const struct { int version; bool good; } cases[] = {
                { 3040001, false }, { 3050007, false }, { 3051002, false }, { 3051003, true },
                { 3052000, true }, { 3054001, true }, { 4000000, true },
        };
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                const struct fail *f = sqlite_version_check(cx, cases[i].version);
                ok((f == NULL) == cases[i].good);
                if (f)
                        expect(f, FAIL_INVALID);
        }
}

TEST(sqlite_network_file_systems_are_known)
{
        same_str(str_of(network_file_system(0x6969)), "NFS");
        same_str(str_of(network_file_system(0xFF534D42)), "CIFS");
        same_str(str_of(network_file_system((uint64_t)(int32_t)0xFF534D42)), "CIFS");   /* sign-extended */
        ok(!network_file_system(0xEF53));       /* ext4 */
        ok(!network_file_system(0x58465342));   /* XFS */
        ok(!network_file_system(0x01021994));   /* tmpfs */
}

TEST(sqlite_new_file_is_private_and_closes_whole)
{
        struct house h;
        struct stat st;
        house_build(&h, cx, test_dir(cx));
        ok(!stat(h.path.p, &st));
        same_int(st.st_mode & 0777, 0600);
        ok(!stat(str_f(cx->arena, "%s-wal", h.path.p).p, &st));
        same_int(st.st_mode & 0777, 0600);
        ok(stat(str_f(cx->arena, "%s.new", h.path.p).p, &st) != 0);
        house_close(&h);
        ok(stat(str_f(cx->arena, "%s-wal", h.path.p).p, &st) != 0);    /* all is in the one file */
        house_open(&h);
        same_int(rows_of(&h), 0);
        house_close(&h);
}

TEST(sqlite_second_process_is_refused_with_a_sentence)
{
        struct house h;
        house_build(&h, cx, test_dir(cx));
        str linked = str_f(cx->arena, "%.*s/other-name.db", STR(test_dir(cx)));
        ok(!symlink(h.path.p, linked.p));
        const char *names[] = { h.path.p, linked.p };
        for (size_t i = 0; i < COUNT_OF(names); i++) {
                pid_t child = fork();
                must(child >= 0);
                if (!child) {
                        struct store *s;
                        const struct fail *f = store_open(cx, names[i], NULL, &s);
                        str pid = str_f(cx->arena, "进程号 %ld", (long)getppid());
                        _exit(f && f->kind == FAIL_INVALID && str_find(f->say, pid) >= 0 ? 7 : 1);
                }
                int status = 0;
                must(waitpid(child, &status, 0) == child);
                ok(WIFEXITED(status) && WEXITSTATUS(status) == 7);
        }
        house_close(&h);
        house_open(&h);                 /* and afterwards it may be opened again */
        house_close(&h);
}

TEST(sqlite_reading_takes_no_lock_and_cannot_write)
{
        struct house h;
        house_build(&h, cx, test_dir(cx));
        struct store *s = NULL;
        struct db db;
        struct ctx cy = *cx;
        done(store_open(&cy, h.path.p, &(struct store_options){ .readonly = true }, &s));
        done(db_connect(&cy, s, &db));
        cy.db = &db;
        struct query q;
        query_open(&q, &cy, &count_all, NULL);
        ok(query_next(&q));
        done(query_end(&q));
        {
                struct arg a[] = { INT(1), TEXT(S("一")), INT(1) };
                struct tx tx CLEANUP(tx_end) = tx_begin(&cy);
                query_write(&cy, &put, a);
                expect(tx_commit(&tx), FAIL_DENIED);
        }
        done(db_wait(&cy));
        db_close(&db);
        store_close(s);
        house_close(&h);
}

static void write_file(const char *path, str bytes)
{
        int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        must(fd >= 0 && write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n);
        close(fd);
}

TEST(sqlite_never_makes_a_new_database_where_one_is_expected)
{
        str dir = test_dir(cx);
        static const struct { const char *name; str bytes, wal; bool file; } cases[] = {
                { "empty.db",   S_C(""),            { 0 },        true },
                { "text.db",    S_C("这不是数据库，只是一段文字。这不是数据库，只是一段文字。这不是数据库，只是一段文字。"), { 0 }, true },
                { "half.db",    S_C("SQLite format 3\0"), { 0 },  true },
                { "lost.db",    { 0 },              S_C("wal!"),  false },
        };
        struct store *s = NULL;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                str path = str_f(cx->arena, "%.*s/%s", STR(dir), cases[i].name);
                struct stat before, after;
                if (cases[i].file)
                        write_file(path.p, cases[i].bytes);
                if (cases[i].wal.p)
                        write_file(str_f(cx->arena, "%s-wal", path.p).p, cases[i].wal);
                bool had = !stat(path.p, &before);
                expect(store_open(cx, path.p, NULL, &s), FAIL_INVALID);
                ok(had == !stat(path.p, &after));
                if (had)
                        same_int(after.st_size, before.st_size);
        }
        expect(store_open(cx, str_f(cx->arena, "%.*s/no/such/folder/a.db", STR(dir)).p, NULL, &s), FAIL_INVALID);
        expect(store_open(cx, dir.p, NULL, &s), FAIL_INVALID);
        expect(store_open(cx, "", NULL, &s), FAIL_INVALID);
        expect(store_open(cx, "sqlite:", NULL, &s), FAIL_INVALID);
        expect(store_open(cx, "/dev/null", NULL, &s), FAIL_INVALID);
        expect(store_open(cx, str_f(cx->arena, "%.*s/none.db", STR(dir)).p,
                          &(struct store_options){ .readonly = true }, &s), FAIL_INVALID);
}

TEST(sqlite_database_of_another_program_is_refused)
{
        str path = str_f(cx->arena, "%.*s/other.db", STR(test_dir(cx)));
        struct store *s = NULL;
        disk_make_foreign(path.p);
        expect(store_open(cx, path.p, NULL, &s), FAIL_INVALID);
        expect(store_open(cx, path.p, &(struct store_options){ .readonly = true }, &s), FAIL_INVALID);
}

/* A crash while the file was being made leaves a draft; the next start makes a good one. */
TEST(sqlite_draft_of_a_crash_is_replaced)
{
        struct house h;
        str dir = test_dir(cx);
        write_file(str_f(cx->arena, "%.*s/h.db.new", STR(dir)).p, S("half"));
        house_build(&h, cx, dir);
        is_whole(&h);
        house_close(&h);
}

TEST(sqlite_settings_hold)
{
        struct house h;
        house_build(&h, cx, test_dir(cx));
        static const struct { const char *ask; int64_t want; } cases[] = {
                { "SELECT query_only FROM pragma_query_only", 1 },
                { "SELECT foreign_keys FROM pragma_foreign_keys", 1 },
                { "SELECT trusted_schema FROM pragma_trusted_schema", 0 },
                { "SELECT cell_size_check FROM pragma_cell_size_check", 1 },
                { "SELECT application_id FROM pragma_application_id", 0x4C756F73 },
                { "SELECT 'a' LIKE 'A'", 0 },      { "SELECT '' IS NULL", 0 },
        };
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct sql s = { .name = "ask", .args = "", .cols = "i", .index = -1, .text = cases[i].ask };
                struct query q;
                query_open(&q, &h.cx, &s, NULL);
                if (ok(query_next(&q)))
                        same_int(query_int(&q, 0), cases[i].want);
                done(query_end(&q));
        }
        str file = test_file(cx->arena, h.path.p, false);
        ok(file.n > 20 && file.p[18] == 2 && file.p[19] == 2);  /* the header's words for WAL */
        house_close(&h);
}

TEST(sqlite_wal_is_copied_back_and_starts_anew)
{
        struct house h;
        house_build(&h, cx, test_dir(cx));
        int highest = 0;
        for (int i = 1; i <= 300; i++) {        /* about 16 pages each */
                struct arg a[] = { INT(i), INT(60000) };
                struct tx tx CLEANUP(tx_end) = tx_begin(&h.cx);
                query_write(&h.cx, &put_big, a);
                done(tx_commit(&tx));
                done(db_wait(&h.cx));
                int pages = stats_of(&h).wal_pages;
                highest = pages > highest ? pages : highest;
        }
        ok(highest >= 1000);
        ok(highest < 1500);             /* 4,800 pages were written */
        same_int(rows_of(&h), 300);
        is_whole(&h);
        house_close(&h);
}

/* ---- a group of eight ----------------------------------------------------------- */

enum { EIGHT = 8, BAD = 4 };

enum trouble { NO_TROUBLE, DUPLICATE, STALE, REFUSAL, BIG };

struct member {
        struct house       *h;
        struct ctx          cx;
        struct arena        arena;
        struct db           db;
        int                 place;
        enum trouble        trouble;
        const struct fail  *f;          /* what the transaction said, or else what db_wait said */
        bool                refused;    /* by the transaction itself */
        uint64_t            ticket;
};

static void *take_part(void *arg)
{
        struct member *m = arg;
        struct ctx *cx = &m->cx;
        struct arg row[] = { INT(m->place + 1), TEXT(str_f(cx->arena, "m%d", m->place)), INT(m->place) };
        struct arg twin[] = { INT(1000), TEXT(S("m0")), INT(0) };
        struct arg stale[] = { INT(0), INT(77) };
        struct arg big[] = { INT(1000), INT(20000000) };
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        query_write(cx, &put, row);
        if (m->h->chained)
                audit_log(cx, "unit.edit", "unit", m->place + 1, S("{}"));
        switch (m->trouble) {
        case NO_TROUBLE:                                                break;
        case DUPLICATE: query_write(cx, &put, twin);                    break;
        case STALE:     query_write1(cx, &set_n, stale);                break;
        case REFUSAL:   tx_refuse(cx, fail(cx, DENIED, "%s", ""));      break;
        case BIG:       query_write(cx, &put_big, big);                 break;
        }
        m->f = tx_commit(&tx);
        m->refused = m->f != NULL;
        m->ticket = cx->db->ticket;
        if (!m->f)
                m->f = db_wait(cx);
        return NULL;
}

/* Eight writers in the order 0…7, all in one group: they queue while a ninth holds the turn,
 * and `before` (may be NULL) breaks the disk just before it lets go. */
static void eight(struct house *h, struct member m[EIGHT], enum trouble trouble,
                  void (*before)(void))
{
        pthread_t thread[EIGHT];
        struct tx gate CLEANUP(tx_end) = tx_begin(&h->cx);
        for (int i = 0; i < EIGHT; i++) {
                m[i] = (struct member){ .h = h, .cx = h->cx, .place = i, .trouble = i == BAD ? trouble : NO_TROUBLE };
                arena_init(&m[i].arena, 1 << 26);
                m[i].cx.arena = &m[i].arena;
                done(db_connect(&m[i].cx, h->store, &m[i].db));
                m[i].cx.db = &m[i].db;
                must(!pthread_create(&thread[i], NULL, take_part, &m[i]));
                while (stats_of(h).waiting != i + 1)
                        sched_yield();
        }
        if (before)
                before();
        tx_end(&gate);
        for (int i = 0; i < EIGHT; i++)
                pthread_join(thread[i], NULL);
}

static void eight_done(struct member m[EIGHT])
{
        for (int i = 0; i < EIGHT; i++) {
                db_close(&m[i].db);
                arena_done(&m[i].arena);
        }
}

/* One more write goes through. */
static void goes_on(struct house *h, int id)
{
        struct arg a[] = { INT(id), TEXT(str_f(h->cx.arena, "after%d", id)), INT(1) };
        struct tx tx CLEANUP(tx_end) = tx_begin(&h->cx);
        query_write(&h->cx, &put, a);
        if (h->chained)
                audit_log(&h->cx, "unit.edit", "unit", id, (str){ 0 });
        done(tx_commit(&tx));
        done(db_wait(&h->cx));
}

static void only_the_bad_one_fails(struct ctx *cx, enum trouble trouble, enum fail_kind kind)
{
        struct house h;
        struct member m[EIGHT];
        house_build_chained(&h, cx, test_dir(cx));
        uint64_t groups = stats_of(&h).groups;
        eight(&h, m, trouble, NULL);
        for (int i = 0; i < EIGHT; i++) {
                if (i == BAD)
                        expect(m[i].f, kind);
                else
                        done(m[i].f);
                same_int((int64_t)m[i].ticket, (int64_t)groups + 1);    /* the refused one waits too */
        }
        same_int((int64_t)stats_of(&h).groups, (int64_t)groups + 1);
        same_int(rows_of(&h), EIGHT - 1);
        goes_on(&h, 50);
        eight_done(m);
        house_close(&h);
        house_open(&h);
        same_int(rows_of(&h), EIGHT);
        is_whole(&h);
        house_close(&h);
}

TEST(sqlite_constraint_fault_in_a_group_of_eight) { only_the_bad_one_fails(cx, DUPLICATE, FAIL_CONFLICT); }
TEST(sqlite_stale_version_in_a_group_of_eight)    { only_the_bad_one_fails(cx, STALE, FAIL_CONFLICT); }
TEST(sqlite_refusal_in_a_group_of_eight)          { only_the_bad_one_fails(cx, REFUSAL, FAIL_DENIED); }

static void no_space(void)       { disk_fail(DISK_WRITE, 1, DISK_FULL, true); }
static void no_write(void)       { disk_fail(DISK_WRITE, 1, DISK_IO, false); }
static void no_sync(void)        { disk_fail(DISK_SYNC, 1, DISK_IO, false); }

/* The COMMIT itself fails: nobody was answered, nothing is kept. */
static void all_are_lost(struct ctx *cx, void (*before)(void), enum fail_kind kind, bool again)
{
        struct house h;
        struct member m[EIGHT];
        disk_on();
        house_build_chained(&h, cx, test_dir(cx));
        goes_on(&h, 40);
        eight(&h, m, NO_TROUBLE, before);
        ok(disk_failed());
        disk_heal();
        for (int i = 0; i < EIGHT; i++) {
                expect(m[i].f, kind);
                ok(m[i].f && m[i].f->again == again);
                ok(!m[i].refused);              /* the transaction was good, its group was not */
        }
        same_int((int64_t)stats_of(&h).lost, 1);
        same_int(rows_of(&h), 1);               /* reads go on */
        ok(stats_of(&h).stopped == !again);
        if (again) {
                goes_on(&h, 50);                /* and so does writing, without a restart */
        } else {
                struct arg a[] = { INT(50), TEXT(S("late")), INT(1) };
                struct tx tx CLEANUP(tx_end) = tx_begin(&h.cx);
                query_write(&h.cx, &put, a);
                expect(tx_commit(&tx), FAIL_BROKEN);
        }
        is_whole(&h);
        eight_done(m);
        house_close(&h);
        house_open(&h);
        same_int(rows_of(&h), again ? 2 : 1);
        goes_on(&h, 60);
        is_whole(&h);
        house_close(&h);
        disk_off();
}

TEST(sqlite_full_disk_at_the_commit_of_eight)   { all_are_lost(cx, no_space, FAIL_FULL, true); }
TEST(sqlite_write_error_at_the_commit_of_eight) { all_are_lost(cx, no_write, FAIL_BROKEN, true); }
TEST(sqlite_fsync_error_stops_writing)          { all_are_lost(cx, no_sync, FAIL_BROKEN, false); }

/* The fourth member's row does not fit the cache, so its pages are written in the middle of
 * the group, and the disk refuses: SQLite rolls back all of it, the neighbours' rows too. */
static void lost_in_the_middle(struct ctx *cx, void (*before)(void), enum fail_kind kind)
{
        struct house h;
        struct member m[EIGHT];
        disk_on();
        house_build_chained(&h, cx, test_dir(cx));
        goes_on(&h, 40);
        eight(&h, m, BIG, before);
        ok(disk_failed());
        disk_heal();
        for (int i = 0; i < EIGHT; i++) {
                bool culprit = i == BAD;
                if (before == no_write && i > BAD) {    /* a new group, after the fault is over */
                        done(m[i].f);
                        continue;
                }
                expect(m[i].f, kind);
                ok(m[i].f && m[i].f->again == !culprit);
                ok(m[i].refused == culprit);
        }
        int64_t kept = before == no_write ? EIGHT - 1 - BAD : 0;
        same_int(rows_of(&h), 1 + kept);
        goes_on(&h, 50);
        is_whole(&h);
        eight_done(m);
        house_close(&h);
        house_open(&h);
        same_int(rows_of(&h), 2 + kept);
        is_whole(&h);
        house_close(&h);
        disk_off();
}

TEST(sqlite_full_disk_inside_a_group_of_eight) { lost_in_the_middle(cx, no_space, FAIL_FULL); }
TEST(sqlite_io_error_inside_a_group_of_eight)  { lost_in_the_middle(cx, no_write, FAIL_BROKEN); }

/* Full by SQLite's own limit: it gives up the group; those behind make a new one. */
TEST(sqlite_page_limit_inside_a_group_of_eight)
{
        struct house h;
        struct member m[EIGHT];
        house_build_chained(&h, cx, test_dir(cx));
        done(db_script(&h.cx, S("PRAGMA max_page_count=2000")));
        eight(&h, m, BIG, NULL);
        for (int i = 0; i < EIGHT; i++) {
                if (i > BAD) {
                        done(m[i].f);
                        continue;
                }
                expect(m[i].f, FAIL_FULL);
                ok(m[i].f && m[i].f->again == (i != BAD));
        }
        same_int(rows_of(&h), EIGHT - 1 - BAD);
        is_whole(&h);
        eight_done(m);
        house_close(&h);
}

/* One request, two transactions; the first one's group is lost. The second must not pass. */
TEST(sqlite_second_transaction_of_a_lost_request_fails)
{
        struct house h;
        disk_on();
        house_build(&h, cx, test_dir(cx));
        no_space();
        struct arg a[] = { INT(1), TEXT(S("一")), INT(1) }, b[] = { INT(2), TEXT(S("二")), INT(1) };
        struct query q;
        {
                struct tx tx CLEANUP(tx_end) = tx_begin(&h.cx);
                query_write(&h.cx, &put, a);
                done(tx_commit(&tx));
        }
        query_open(&q, &h.cx, &count_all, NULL);        /* waits for the group, and hears of it */
        ok(!query_next(&q));
        expect(query_end(&q), FAIL_FULL);
        expect(db_snapshot_begin(&h.cx), FAIL_FULL);
        disk_heal();
        {
                struct tx tx CLEANUP(tx_end) = tx_begin(&h.cx);
                query_write(&h.cx, &put, b);
                const struct fail *f = tx_commit(&tx);
                expect(f, FAIL_FULL);
                ok(f && f->again);
        }
        h.cx.db->ticket = 0;                            /* the next request */
        same_int(rows_of(&h), 0);
        goes_on(&h, 3);
        house_close(&h);
        disk_off();
}

struct told { int n; enum fail_kind kind; bool again; };

static void hear(void *arg, const struct fail *why)
{
        struct told *t = arg;
        t->n++;
        t->kind = why ? why->kind : FAIL_NONE;
        t->again = why && why->again;
}

TEST(sqlite_listener_hears_of_both_ends)
{
        struct house h;
        struct told told = { 0 };
        disk_on();
        house_build(&h, cx, test_dir(cx));
        for (int bad = 0; bad < 2; bad++) {
                struct arg a[] = { INT(1 + bad), TEXT(str_f(cx->arena, "r%d", bad)), INT(1) };
                h.cx.db->ticket = 0;
                if (bad)
                        no_space();
                struct tx tx CLEANUP(tx_end) = tx_begin(&h.cx);
                query_write(&h.cx, &put, a);
                done(tx_commit(&tx));
                store_when_durable(h.store, h.cx.db->ticket, hear, &told);
                const struct fail *f = db_wait(&h.cx);
                ok((f != NULL) == bad);
                if (!bad)
                        store_when_durable(h.store, 0, hear, &told);    /* nothing to wait for */
        }
        db_close(&h.db);
        store_close(h.store);           /* joins the committer: all have been told */
        disk_off();
        same_int(told.n, 3);
        same_int(told.kind, FAIL_FULL);
        ok(told.again);
}

/* A checkpoint that cannot sync: the log still holds all, writing stops, a restart recovers. */
TEST(sqlite_checkpoint_fsync_error_stops_writing)
{
        struct house h;
        disk_on();
        house_build(&h, cx, test_dir(cx));
        const struct fail *f = NULL;
        int good = 0;
        for (int i = 1; i <= 200 && !f; i++) {
                struct arg a[] = { INT(i), INT(60000) };
                if (stats_of(&h).wal_pages > 980)       /* the commit's own fsync passes, the next one fails */
                        disk_fail(DISK_SYNC, 2, DISK_IO, false);
                struct tx tx CLEANUP(tx_end) = tx_begin(&h.cx);
                query_write(&h.cx, &put_big, a);
                f = tx_commit(&tx);
                if (!f)
                        f = db_wait(&h.cx);
                good += !f;
        }
        expect(f, FAIL_BROKEN);
        ok(stats_of(&h).stopped);
        disk_heal();
        h.cx.db->ticket = 0;
        same_int(rows_of(&h), good);
        house_close(&h);
        house_open(&h);
        same_int(rows_of(&h), good);
        is_whole(&h);
        goes_on(&h, 500);
        house_close(&h);
        disk_off();
}

/* Counts to n; the failure, if there is one. */
static const struct fail *count_to(struct house *h, int64_t n)
{
        struct query q;
        query_open(&q, &h->cx, &count_far, (struct arg[]){ INT(n) });
        if (query_next(&q))
                same_int(query_int(&q, 0), n);
        return query_end(&q);
}

/* What is being read goes on; all else is made again when it is asked for. */
#if defined(__SANITIZE_ADDRESS__)       /* libasan's; its header is not everywhere */
size_t __sanitizer_get_current_allocated_bytes(void);
#endif

/* What is allocated now; mallinfo2() sees nothing of what the sanitizer hands out. */
static size_t allocated(void)
{
#if defined(__SANITIZE_ADDRESS__)
        return __sanitizer_get_current_allocated_bytes();
#else
        return mallinfo2().uordblks;
#endif
}

TEST(sqlite_at_rest_gives_back_its_memory_and_goes_on)
{
        struct house h;
        struct query q;
        house_build(&h, cx, test_dir(cx));
        struct arg a[] = { INT(7), TEXT(S("七")), INT(1) };
        {
                struct tx tx CLEANUP(tx_end) = tx_begin(&h.cx);
                query_write(&h.cx, &put, a);
                done(tx_commit(&tx));
        }
        done(db_wait(&h.cx));
        same_int(rows_of(&h), 1);
        query_open(&q, &h.cx, &count_far, (struct arg[]){ INT(3) });
        size_t before = allocated();
        db_rest(&h.cx);
        ok(allocated() + 4096 < before);
        ok(query_next(&q) && query_int(&q, 0) == 3);
        done(query_end(&q));
        same_int(rows_of(&h), 1);
        {
                struct tx tx CLEANUP(tx_end) = tx_begin(&h.cx);
                a[0].i = 8, a[1].s = S("八");
                query_write(&h.cx, &put, a);
                done(tx_commit(&tx));
        }
        same_int(rows_of(&h), 2);
        house_close(&h);
}

TEST(sqlite_a_hurried_way_in_puts_off_what_takes_long_or_writes)
{
        struct house h;
        house_build(&h, cx, test_dir(cx));
        done(count_to(&h, 50000));
        ok(db_hurry(&h.db));
        db_begin(&h.db);
        done(count_to(&h, 1000));
        same_int(rows_of(&h), 0);
        ok(!h.db.put_off);

        done(db_snapshot_begin(&h.cx));
        const struct fail *f = count_to(&h, 50000);
        expect(f, FAIL_BUSY);
        ok(f && f->again && h.db.put_off);
        expect(count_to(&h, 1000), FAIL_BUSY);          /* what is put off stays so: no half of a page */
        db_snapshot_end(&h.cx);

        db_begin(&h.db);                                /* the next request */
        done(count_to(&h, 1000));
        ok(!h.db.put_off);
        struct arg a[] = { INT(7), TEXT(S("七")), INT(1) };
        {
                struct tx tx CLEANUP(tx_end) = tx_begin(&h.cx);
                query_write(&h.cx, &put, a);
                f = tx_commit(&tx);
                expect(f, FAIL_BUSY);
                ok(f && f->again && h.db.put_off);
        }
        db_begin(&h.db);
        same_int(rows_of(&h), 0);
        house_close(&h);
}
