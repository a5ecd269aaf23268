/* core/audit/tamper_test.c - reliability test 25: whatever somebody does to the trail who can write
 * the database but has no key, verify finds it. A fixed seed; 1,000 manipulations on each
 * database. */
#include "core/audit/audit.h"
#include "core/audit/verify.h"
#include "core/replace.h"
#include "tests/test.h"
#include <fcntl.h>
#include <unistd.h>

enum { ROWS = 40, OLD = 25, TIMES = 1000 };

static uint64_t dice_state;
static int64_t dice(int64_t below)
{
        dice_state = dice_state * 6364136223846793005u + 1442695040888963407u;
        return (int64_t)((dice_state >> 33) % (uint64_t)below);
}

static void write_rows(struct ctx *cx, int n)
{
        static const char *const events[] = { "unit.add", "unit.edit", "budget.lines", "session.begin" };
        for (int i = 0; i < n; i++) {
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                cx->now += 1000;
                audit_log(cx, events[i % 4], "unit", i % 7 + 1, i % 5 ? str_f(cx->arena, "{\"n\":%d}", i) : (str){ 0 });
                done(tx_commit(&tx));
                done(db_wait(cx));
        }
        int linked;
        if (!store_is_sqlite(cx->db->store))
                done(audit_link_waiting(cx, S("test"), 0, 1000, &linked));
}

static void script(struct ctx *cx, str text)
{
        if (!test_done(db_script(cx, text), "script", __FILE__, __LINE__))
                test_note("%.*s", STR(text));
}

/* A trail of ROWS rows with an older state of it beside, and the head file of the newer one. */
static void build(struct ctx *cx)
{
        enum audit_head_state head;
        audit_head_place(str_f(cx->arena, "%.*s/head", STR(test_dir(cx))));
        write_rows(cx, OLD);
        script(cx, S("CREATE TABLE old_copy AS SELECT * FROM audit"));
        write_rows(cx, ROWS - OLD);
        script(cx, S("CREATE TABLE good_copy AS SELECT * FROM audit"));
        done(audit_head_keep(cx, &head));
}

static void restore(struct ctx *cx)
{
        /* PostgreSQL would keep what is deleted, and read past it the next thousand times. */
        script(cx, str_f(cx->arena, "%s audit; INSERT INTO audit SELECT * FROM good_copy",
                         store_is_sqlite(cx->db->store) ? "DELETE FROM" : "TRUNCATE"));
}

static int64_t breaks(struct ctx *cx)
{
        struct audit_report r;
        struct arena_mark m = arena_mark(cx->arena);
        if (!test_done(audit_verify(cx, 0, &r), "verify", __FILE__, __LINE__))
                return -1;
        arena_release(cx->arena, m);
        return r.n_breaks;
}

/* ---- what somebody may do ------------------------------------------------------------------ */

static int64_t last_place(struct ctx *cx)
{
        struct audit_end end;
        done(audit_end_read(cx, &end));
        return end.seal;
}

/* Change one thing of one row; each line is another column or another way. */
static str edit(struct ctx *cx, int64_t last)
{
        static const char *const sets[] = {
                "at = at + 1", "at = at - 86400000", "who = COALESCE(who, 0) + 1", "unit = COALESCE(unit, 0) + 1",
                "who = CASE WHEN who IS NULL THEN 0 ELSE NULL END", "request = COALESCE(request, '') || 'x'",
                "event = 'unit.move'", "entity = entity || 's'", "record = record + 1",
                "detail = COALESCE(detail, '') || ' '", "detail = CASE WHEN detail IS NULL THEN '' ELSE NULL END",
                "id = id + 100000", "mac = link", "link = mac", "mac = NULL", "link = NULL",
                "request = CASE WHEN request = '' THEN NULL ELSE '' END", "record = -record",
        };
        /* SQLite alone keeps a value of another type, which reads as the same and is not found by it. */
        static const char *const types[] = {
                "who = COALESCE(who, 3) + 0.5", "unit = CAST(COALESCE(unit, 1) AS BLOB)", "record = record + 0.5",
                "event = CAST(event AS BLOB)", "entity = CAST(entity AS BLOB)", "at = at + 0.5",
                "detail = CAST(COALESCE(detail, '') AS BLOB)", "seal = seal + 0.5",
        };
        if (store_is_sqlite(cx->db->store) && !dice(3))
                return str_f(cx->arena, "UPDATE audit SET %s WHERE seal = %ld", types[dice((int64_t)COUNT_OF(types))],
                             dice(last) + 1);
        return str_f(cx->arena, "UPDATE audit SET %s WHERE seal = %ld", sets[dice((int64_t)COUNT_OF(sets))],
                     dice(last) + 1);
}

static str erase(struct ctx *cx, int64_t last)
{
        int64_t from = dice(last) + 1, n = dice(3) + 1;
        str gone = str_f(cx->arena, "DELETE FROM audit WHERE seal >= %ld AND seal < %ld", from, from + n);
        if (dice(2))            /* and close the gap, as if nothing had been there */
                return str_f(cx->arena, "%.*s; UPDATE audit SET seal = -seal WHERE seal >= %ld;"
                             " UPDATE audit SET seal = -seal - %ld WHERE seal < 0", STR(gone), from + n, n);
        return gone;
}

static str insert(struct ctx *cx, int64_t last)
{
        int64_t at = dice(last) + 1, like = dice(last) + 1;
        str row = str_f(cx->arena, "SELECT id + 100000, at, who, unit, request, event, entity, record, detail, %s"
                        " FROM audit WHERE seal = %ld",
                        dice(2) ? "NULL, mac, NULL" : str_f(cx->arena, "%ld, mac, link", last + 1).p, like);
        if (dice(2))
                return str_f(cx->arena, "INSERT INTO audit (id, at, who, unit, request, event, entity, record,"
                             " detail, seal, mac, link) %.*s", STR(row));
        return str_f(cx->arena, "UPDATE audit SET seal = -seal WHERE seal >= %ld; UPDATE audit SET seal = -seal + 1"
                     " WHERE seal < 0; INSERT INTO audit (id, at, who, unit, request, event, entity, record, detail,"
                     " seal, mac, link) SELECT id + 100000, at, who, unit, request, event, entity, record, detail, %ld,"
                     " mac, link FROM good_copy WHERE seal = %ld", at, at, like);
}

static str reorder(struct ctx *cx, int64_t last)
{
        int64_t a = dice(last) + 1, b = (a + dice(last - 1)) % last + 1;
        if (dice(2))
                return str_f(cx->arena, "UPDATE audit SET seal = 0 WHERE seal = %ld; UPDATE audit SET seal = %ld"
                             " WHERE seal = %ld; UPDATE audit SET seal = %ld WHERE seal = 0", a, a, b, b);
        /* Contents change places, chain and ids stay. */
        return str_f(cx->arena, "UPDATE audit SET at = g.at, event = g.event, record = g.record, detail = g.detail,"
                     " mac = g.mac FROM good_copy g WHERE (audit.seal = %ld AND g.seal = %ld)"
                     " OR (audit.seal = %ld AND g.seal = %ld)", a, b, b, a);
}

static str truncate_tail(struct ctx *cx, int64_t last)
{
        return str_f(cx->arena, "DELETE FROM audit WHERE seal > %ld", dice(last));
}

/* Back to the older copy, whole; or the older copy with rows of its own behind it. */
static str roll_back(struct ctx *cx, int64_t last UNUSED)
{
        str back = S("DELETE FROM audit; INSERT INTO audit SELECT * FROM old_copy");
        if (dice(2))
                return back;
        return str_f(cx->arena, "%.*s; INSERT INTO audit (id, at, request, event, entity, record, seal, mac, link)"
                     " SELECT id, at, request, 'unit.edit', entity, record, seal, mac, link FROM good_copy"
                     " WHERE seal > (SELECT MAX(seal) FROM old_copy)", STR(back));
}

static const struct sql tail_rows = {
        .name = "tail_rows", .args = "i", .cols = "iissib", .index = -1,
        .text = "SELECT seal, at, event, entity, record, mac FROM audit WHERE seal >= $1 ORDER BY seal",
};
static const struct sql put_codes = {
        .name = "put_codes", .args = "ibb", .cols = "", .write = true, .index = -1,
        .text = "UPDATE audit SET mac = $2, link = $3 WHERE seal = $1",
};
static const struct sql link_before = {
        .name = "link_before", .args = "i", .cols = "b", .index = -1, .text = "SELECT link FROM audit WHERE seal = $1",
};

/* One row is changed and every code from there to the end is made anew, consistently, with all that
 * somebody can know who reads our source: the way codes are made, and a key of his own. */
static void rehash(struct ctx *cx, int64_t last)
{
        int64_t from = dice(last) + 1;
        char own[8];
        memcpy(own, &dice_state, sizeof(own));
        script(cx, str_f(cx->arena, "UPDATE audit SET record = record + 1 WHERE seal = %ld", from));
        struct digest link = hash(HASH_SM3, S("luoshi audit chain 1"));
        struct query q;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        query_open(&q, cx, &link_before, &(struct arg){ .type = ARG_INT, .i = from - 1 });
        if (query_next(&q))
                memcpy(link.b, query_bytes(&q, 0).p, DIGEST_BYTES);
        done(query_end(&q));
        query_open(&q, cx, &tail_rows, &(struct arg){ .type = ARG_INT, .i = from });
        struct { int64_t seal; str says; } rows[ROWS + 200];
        int n = 0;
        while (query_next(&q)) {
                must(n < (int)COUNT_OF(rows));
                rows[n].seal = query_int(&q, 0);
                rows[n++].says = str_f(cx->arena, "%ld %.*s %.*s %ld", query_int(&q, 1), STR(query_str(&q, 2)),
                                       STR(query_str(&q, 3)), query_int(&q, 4));
        }
        done(query_end(&q));
        for (int i = 0; i < n; i++) {
                struct digest mac = hash_hmac(HASH_SM3, (str){ own, sizeof(own) }, rows[i].says);
                str mac_bytes = str_copy(cx->arena, (str){ (const char *)mac.b, DIGEST_BYTES });
                link = hash_hmac(HASH_SM3, (str){ own, sizeof(own) }, str_f(cx->arena, "%ld", rows[i].seal));
                struct arg args[] = { { .type = ARG_INT, .i = rows[i].seal }, { .type = ARG_BYTES, .s = mac_bytes },
                                      { .type = ARG_BYTES, .s = { (const char *)link.b, DIGEST_BYTES } } };
                query_write(cx, &put_codes, args);
        }
        done(tx_commit(&tx));
        done(db_wait(cx));
}

/* Take a row out and link what follows anew by SM3 alone, the codes of the rows as they were: what
 * an unkeyed chain would let pass. */
static void relink(struct ctx *cx, int64_t last)
{
        int64_t gone = dice(last - 1) + 1;
        script(cx, str_f(cx->arena, "DELETE FROM audit WHERE seal = %ld; UPDATE audit SET seal = -seal"
                         " WHERE seal > %ld; UPDATE audit SET seal = -seal - 1 WHERE seal < 0", gone, gone));
        struct digest link = hash(HASH_SM3, S("luoshi audit chain 1"));
        struct query q;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        query_open(&q, cx, &link_before, &(struct arg){ .type = ARG_INT, .i = gone - 1 });
        if (query_next(&q))
                memcpy(link.b, query_bytes(&q, 0).p, DIGEST_BYTES);
        done(query_end(&q));
        query_open(&q, cx, &tail_rows, &(struct arg){ .type = ARG_INT, .i = gone });
        struct { int64_t seal; str mac; } rows[ROWS + 200];
        int n = 0;
        for (; query_next(&q); n++) {
                must(n < (int)COUNT_OF(rows));
                rows[n].seal = query_int(&q, 0);
                rows[n].mac = query_bytes(&q, 5);
        }
        done(query_end(&q));
        for (int i = 0; i < n; i++) {
                struct buf b = buf_new(cx->arena, 200);
                buf_put(&b, (str){ (const char *)link.b, DIGEST_BYTES });
                buf_int(&b, rows[i].seal);
                buf_put(&b, rows[i].mac);
                link = hash(HASH_SM3, buf_str(&b));
                struct arg args[] = { { .type = ARG_INT, .i = rows[i].seal }, { .type = ARG_BYTES, .s = rows[i].mac },
                                      { .type = ARG_BYTES, .s = { (const char *)link.b, DIGEST_BYTES } } };
                query_write(cx, &put_codes, args);
        }
        done(tx_commit(&tx));
        done(db_wait(cx));
}

/* ---- the count -------------------------------------------------------------------------------- */

TEST_DB(audit_every_manipulation_is_found)
{
        static const struct {
                const char *name;
                str (*text)(struct ctx *, int64_t);
                void (*run)(struct ctx *, int64_t);
        } ways[] = {
                { "edit", edit, NULL }, { "delete", erase, NULL }, { "insert", insert, NULL },
                { "reorder", reorder, NULL }, { "truncate", truncate_tail, NULL },
                { "roll-back", roll_back, NULL }, { "re-hashed tail", NULL, rehash },
                { "re-linked tail", NULL, relink },
        };
        int found = 0, of[COUNT_OF(ways)] = { 0 };
        dice_state = 25;
        build(cx);
        int64_t last = last_place(cx);
        ok(last > ROWS);                /* what every database begins with besides */
        same_int(breaks(cx), 0);
        for (int i = 0; i < TIMES; i++) {
                struct arena_mark m = arena_mark(cx->arena);
                size_t way = (size_t)i % COUNT_OF(ways);
                str text = ways[way].text ? ways[way].text(cx, last) : (str){ 0 };
                if (text.p)
                        script(cx, text);
                else
                        ways[way].run(cx, last);
                bool seen = breaks(cx) > 0;
                found += seen;
                of[way] += seen;
                if (!ok(seen))
                        test_note("not found: %s: %.*s", ways[way].name, STR(text));
                restore(cx);
                if (i % 40 == 0)                /* nothing is found where there is nothing */
                        same_int(breaks(cx), 0);
                arena_release(cx->arena, m);
        }
        same_int(found, TIMES);
        test_note("%d of %d manipulations found: edit %d, delete %d, insert %d, reorder %d, truncate %d, roll-back %d,"
                  " re-hashed %d, re-linked %d", found, TIMES, of[0], of[1], of[2], of[3], of[4], of[5], of[6], of[7]);
        audit_head_place((str){ 0 });
}

/* ---- an old copy of the file itself ------------------------------------------------------------- */

static void file_copy(const char *from, const char *to)
{
        char part[65536];
        int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        must(in >= 0 && out >= 0);
        for (ssize_t n; (n = read(in, part, sizeof(part))) > 0;)
                must(write(out, part, (size_t)n) == n);
        close(in);
        close(out);
}

struct place { struct ctx cx; struct store *store; struct db db; };

static void place_open(struct place *p, const struct ctx *cx, const char *path)
{
        *p = (struct place){ .cx = *cx };
        done(store_open(&p->cx, path, NULL, &p->store));
        done(db_connect(&p->cx, p->store, &p->db));
        p->cx.db = &p->db;
}

static void place_close(struct place *p)
{
        db_close(&p->db);
        store_close(p->store);
}

/* The database is copied, goes on, and the copy is put back: nothing inside it is wrong. */
TEST_DB(audit_an_old_copy_of_the_file_is_found_and_stays_found)
{
        if (!store_is_sqlite(cx->db->store))
                return;
        struct place p;
        struct audit_report r;
        enum audit_head_state head;
        const char *live = str_f(cx->arena, "%.*s/live.db", STR(test_dir(cx))).p;
        const char *copy = str_f(cx->arena, "%.*s/copy.db", STR(test_dir(cx))).p;
        audit_head_place(str_f(cx->arena, "%.*s/head", STR(test_dir(cx))));
        write_rows(cx, 3);
        file_copy(test_db_url(cx).p, live);
        file_copy(str_f(cx->arena, "%.*s-wal", STR(test_db_url(cx))).p, str_f(cx->arena, "%s-wal", live).p);
        place_open(&p, cx, live);
        write_rows(&p.cx, 5);
        done(audit_head_keep(&p.cx, &head));
        place_close(&p);
        file_copy(live, copy);
        place_open(&p, cx, live);
        write_rows(&p.cx, 2);
        done(audit_head_keep(&p.cx, &head));
        done(audit_verify(&p.cx, 0, &r));
        same_int(r.n_breaks, 0);
        place_close(&p);

        file_copy(copy, live);
        place_open(&p, cx, live);
        done(audit_verify(&p.cx, 0, &r));
        same_int(r.n_breaks, 1);
        same_int(r.breaks[0].fault, AUDIT_FAULT_HEAD);
        same_int(r.head, AUDIT_HEAD_BEHIND);
        /* Going on does not heal it, neither short of the old length nor past it. */
        for (int i = 0; i < 4; i++) {
                write_rows(&p.cx, 1);
                done(audit_head_keep(&p.cx, &head));
                done(audit_verify(&p.cx, 0, &r));
                same_int(r.n_breaks, 1);
                same_int(r.head, i < 1 ? AUDIT_HEAD_BEHIND : AUDIT_HEAD_DIFFERS);
        }
        done(audit_head_accept(&p.cx));         /* until somebody says why */
        done(audit_verify(&p.cx, 0, &r));
        same_int(r.n_breaks, 0);
        place_close(&p);
        audit_head_place((str){ 0 });
}

/* Database and head file are put back together: nothing on the machine is wrong, what somebody wrote down is. */
TEST_DB(audit_a_kept_head_finds_both_put_back)
{
        struct audit_report r;
        struct audit_end end;
        struct audit_paper paper, slip;
        enum audit_head_state head;
        build(cx);
        done(audit_end_read(cx, &end));
        str text = audit_paper_text(cx, &end);
        done(audit_paper_parse(cx, text, &paper));
        done(audit_verify_past(cx, 0, &paper, &r));
        same_int(r.n_breaks, 0);
        same_int(r.paper, AUDIT_PAPER_FITS);

        script(cx, str_f(cx->arena, "%s audit; INSERT INTO audit SELECT * FROM old_copy",
                         store_is_sqlite(cx->db->store) ? "DELETE FROM" : "TRUNCATE"));
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        if (store_is_sqlite(cx->db->store))
                tx_chain(cx)->known = false;    /* what a start finds out */
        done(tx_commit(&tx));
        done(audit_head_accept(cx));            /* what a copy of the file of that day would be */
        done(audit_verify(cx, 0, &r));
        same_int(r.n_breaks, 0);                /* by itself it is whole */
        done(audit_verify_past(cx, 0, &paper, &r));
        same_int(r.n_breaks, 1);
        same_int(r.breaks[0].fault, AUDIT_FAULT_PAPER);
        same_int(r.paper, AUDIT_PAPER_BEHIND);
        write_rows(cx, ROWS);                   /* going on, past the kept place, does not hide it */
        done(audit_head_keep(cx, &head));
        done(audit_verify(cx, 0, &r));
        same_int(r.n_breaks, 0);
        done(audit_verify_past(cx, 0, &paper, &r));
        same_int(r.n_breaks, 1);
        same_int(r.paper, AUDIT_PAPER_DIFFERS);

        /* as hands write it: capitals, blanks, full stops never; one digit wrong is a slip, not a break */
        str line = audit_head_text(cx, &end), spaced = str_copy(cx->arena, text);
        char *p = (char *)spaced.p;
        for (size_t i = 0; i < spaced.n; i++)
                p[i] = p[i] == '-' ? ' ' : p[i] >= 'a' ? (char)(p[i] - 'a' + 'A') : p[i];
        done(audit_paper_parse(cx, spaced, &slip));
        same_int(slip.place, paper.place);
        ok(!memcmp(slip.link, paper.link, DIGEST_BYTES));
        done(audit_paper_parse(cx, line, &slip));
        same_int(slip.n, DIGEST_BYTES);
        for (size_t i = 0; i < spaced.n; i++) {
                char kept = p[i];
                if (kept == ' ')
                        continue;
                p[i] = kept == '7' ? '8' : '7';
                ok(audit_paper_parse(cx, spaced, &slip));
                p[i] = kept;
        }
        static const char *const none[] = { "", "x", "12", "0-0000-0000-0000-0000-0000-0000", "luoshi-audit-head 1" };
        for (size_t i = 0; i < COUNT_OF(none); i++)
                ok(audit_paper_parse(cx, str_of(none[i]), &slip));
        audit_head_place((str){ 0 });
}

/* A trail whose tables are gone is a break that is reported, and the program does not start over it. */
TEST_DB(audit_a_trail_that_was_dropped_is_a_break)
{
        struct audit_report r;
        audit_head_place(str_f(cx->arena, "%.*s/head", STR(test_dir(cx))));
        write_rows(cx, 3);
        script(cx, S("DROP TABLE audit"));
        done(audit_verify(cx, 0, &r));
        same_int(r.n_breaks, 1);
        same_int(r.breaks[0].fault, AUDIT_FAULT_TABLE);
        const struct fail *f = audit_prepare(cx, true);
        if (ok(f && f->kind == FAIL_INVALID))
                ok(str_find(f->say, S("luoshi audit verify")) >= 0);
        audit_head_place((str){ 0 });
}
