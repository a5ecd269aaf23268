/* core/audit/chain_test.c - rows are linked, adopted, pruned; what cannot be written down is not done. */
#include "core/audit/audit.h"
#include "core/audit/audit.sql.h"
#include "core/audit/keeper.h"
#include "core/audit/prune.h"
#include "core/auth/account.h"
#include "core/crypto/keys.h"
#include "core/replace.h"
#include "tests/faults.h"
#include <pthread.h>

static bool is_kind(const struct fail *f, enum fail_kind kind) { return f && f->kind == kind; }

static void log_one(struct ctx *cx, int64_t record)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        audit_log(cx, "unit.edit", "unit", record, S("{\"after\":{\"name\":\"甲\"}}"));
        done(tx_commit(&tx));
        done(db_wait(cx));
}

static void link_all(struct ctx *cx)
{
        int n;
        struct audit_waiting w = { .n = 0 };
        done(audit_waiting(cx, &w));
        if (w.n && !store_is_sqlite(cx->db->store))
                done(audit_link_waiting(cx, S("test"), 0, 100000, &n));
}

static struct audit_report report(struct ctx *cx)
{
        struct audit_report r = { 0 };
        done(audit_verify(cx, 0, &r));
        return r;
}

static void is_whole(struct ctx *cx, int64_t last)
{
        link_all(cx);
        struct audit_report r = report(cx);
        same_int(r.n_breaks, 0);
        same_int(r.tail, 0);
        same_int(r.last, last);
        if (r.n_breaks)
                test_note("%s at %ld", audit_fault_words(r.breaks[0].fault), r.breaks[0].seal);
}

static int64_t last_place(struct ctx *cx)
{
        struct audit_end end = { 0 };
        link_all(cx);
        done(audit_end_read(cx, &end));
        return end.seal;
}

/* ---- linking ---------------------------------------------------------------------------- */

TEST_DB(audit_rows_follow_their_transactions)
{
        int64_t last = last_place(cx);
        log_one(cx, 1);
        {                               /* two rows of one transaction, undone: no gap */
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                audit_log(cx, "unit.edit", "unit", 2, (str){ 0 });
                audit_log(cx, "unit.edit", "unit", 3, S(""));
        }
        {                               /* refused by a rule after its row was written */
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                audit_log(cx, "unit.edit", "unit", 4, (str){ 0 });
                tx_refuse(cx, fail(cx, DENIED, "%s", ""));
                ok(is_kind(tx_commit(&tx), FAIL_DENIED));
        }
        log_one(cx, 5);
        is_whole(cx, last + 2);
}

/* Absent and empty, and texts that join to the same bytes, are different rows. */
TEST(audit_codes_tell_rows_apart)
{
        struct audit_row rows[] = {
                { .id = 1, .event = S("ab"), .entity = S("c") }, { .id = 1, .event = S("a"), .entity = S("bc") },
                { .id = 1, .event = S("ab"), .entity = S("c"), .detail = S("") },
                { .id = 1, .event = S("ab"), .entity = S("c"), .has_who = true },
                { .id = 1, .event = S("ab"), .entity = S("c"), .has_unit = true },
                { .id = 1, .event = S("ab"), .entity = S("c"), .request = S("") },
                { .id = 2, .event = S("ab"), .entity = S("c") }, { .id = 1, .event = S("abc"), .entity = S("") },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++)
                for (size_t k = 0; k < COUNT_OF(rows); k++) {
                        struct digest a = audit_mac(&rows[i]), b = audit_mac(&rows[k]);
                        ok(digest_same(&a, &b) == (i == k));
                }
}

/* A database from before the chain: 1,300 rows, a fault in the middle, a second start. */
TEST_DB(audit_rows_from_before_are_linked_and_a_crash_goes_on)
{
        struct audit_begun begun;
        done(db_script(cx, S("DELETE FROM audit; DELETE FROM setting WHERE name = 'audit.key';"
                             "INSERT INTO audit (at, event, entity, record, detail)"
                             " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1300)"
                             " SELECT 1700000000000 + i, 'unit.edit', 'unit', i % 9, CASE WHEN i % 3 = 0 THEN NULL"
                             " ELSE '{}' END FROM n")));
        cx->db->fault_after = 900;
        ok(audit_prepare(cx, true) != NULL);
        cx->db->fault_after = 0;
        done(audit_begun(cx, &begun));
        same_int(begun.n, 0);
        struct audit_report r = report(cx);
        ok(r.last == 500 && r.tail == 800);             /* one part stands, the next was undone whole */
        done(audit_prepare(cx, true));
        is_whole(cx, 1301);
        done(audit_prepare(cx, true));                  /* and never again */
        is_whole(cx, 1301);

        /* From now on a row without a code is not ours, and no start adopts it. */
        done(db_script(cx, S("INSERT INTO audit (at, event, entity, record)"
                             " VALUES (1700000009999, 'unit.edit', 'unit', 1)")));
        done(audit_prepare(cx, true));
        link_all(cx);
        r = report(cx);
        same_int(r.n_breaks, 1);
        same_int(r.breaks[0].fault, AUDIT_FAULT_FOREIGN);
}

/* Only the chain itself may touch what was written. */
TEST(audit_no_statement_changes_or_deletes_a_row)
{
        int touching = 0;
        for (int i = 0; i < sql_count; i++) {
                const char *t = sql_all[i]->text, *name = sql_all[i]->name;
                bool touches = strstr(t, "UPDATE audit ") || strstr(t, "DELETE FROM audit ") ||
                               strstr(t, "REPLACE INTO audit ");
                bool may = !strcmp(name, "audit_link") || !strcmp(name, "audit_remove");
                touching += touches;
                if (!ok(!touches || may))
                        test_note("%s", name);
        }
        same_int(touching, 2);
}

/* 等保: where nothing can be written down, nothing is done. */
TEST_DB(audit_that_cannot_be_written_refuses_the_act)
{
        struct account_new in = { .login = S("new.admin"), .name = S("系统管理员") };
        struct query q;
        int64_t person = 0;
        static const struct sql people = {
                .name = "people", .args = "", .cols = "i", .index = -1, .text = "SELECT count(*) FROM person",
        };
        done(db_script(cx, S("ALTER TABLE audit RENAME TO audit_away")));
        const struct fail *f = account_add(cx, &in, &person);
        ok(f && f->kind != FAIL_INVALID && !person);
        query_open(&q, cx, &people, NULL);
        ok(query_next(&q) && query_int(&q, 0) == 0);
        done(query_end(&q));
        done(db_script(cx, S("ALTER TABLE audit_away RENAME TO audit")));
        done(account_add(cx, &in, &person));
}

/* ---- PostgreSQL: one links, many write --------------------------------------------------------- */

/* A transaction that took the lower id and ended later: linked behind, never left out. */
TEST_DB(audit_a_late_commit_is_linked_behind)
{
        if (store_is_sqlite(cx->db->store))
                return;
        int64_t last = last_place(cx);
        struct ctx late = *cx;
        struct db db;
        int n = 0;
        test_db_again(cx, &db);
        late.db = &db;
        struct tx tx CLEANUP(tx_end) = tx_begin(&late);
        audit_log(&late, "unit.edit", "unit", 1, (str){ 0 });
        log_one(cx, 2);
        done(audit_link_waiting(cx, S("one"), 0, 100, &n));
        same_int(n, 1);
        done(tx_commit(&tx));
        log_one(cx, 3);
        done(audit_link_waiting(cx, S("one"), 0, 100, &n));
        same_int(n, 2);
        is_whole(cx, last + 3);
        db_close(&db);
}

TEST_DB(audit_a_dead_linker_is_followed_by_the_next)
{
        int n = -1;
        if (store_is_sqlite(cx->db->store))
                return;
        int64_t last = last_place(cx);
        log_one(cx, 1);
        done(audit_link_waiting(cx, S("a:1"), AUDIT_LEASE_MS, 0, &n));          /* takes the lease, then dies */
        ok(is_kind(audit_link_waiting(cx, S("b:2"), AUDIT_LEASE_MS, 100, &n), FAIL_CONFLICT));
        cx->now += AUDIT_LEASE_MS;
        done(audit_link_waiting(cx, S("b:2"), AUDIT_LEASE_MS, 100, &n));
        same_int(n, 1);
        is_whole(cx, last + 1);
}

struct crowd { struct ctx cx; struct arena arena; struct db db; int place; int64_t wrote, linked; };

static void *crowd_run(void *arg)
{
        struct crowd *c = arg;
        for (int i = 0; i < 60; i++) {
                int n = 0;
                struct arena_mark m = arena_mark(&c->arena);
                struct tx tx CLEANUP(tx_end) = tx_begin(&c->cx);
                audit_log(&c->cx, "unit.edit", "unit", c->place, (str){ 0 });
                if (i % 7)              /* some give up */
                        c->wrote += !tx_commit(&tx);
                tx_end(&tx);
                if (!audit_link_waiting(&c->cx, str_f(&c->arena, "p%d", c->place), i % 2 ? 3 : 0, 7, &n))
                        c->linked += n;
                c->cx.now += 1;
                arena_release(&c->arena, m);
        }
        return NULL;
}

/* Each process writes and tries to link at once: every row has one place, no place has two. */
TEST_DB(audit_many_linkers_make_one_chain)
{
        enum { N = 6 };
        struct crowd c[N];
        pthread_t thread[N];
        if (store_is_sqlite(cx->db->store))
                return;
        int64_t last = last_place(cx), wrote = 0, linked = 0;
        for (int i = 0; i < N; i++) {
                c[i] = (struct crowd){ .cx = *cx, .place = i + 1 };
                arena_init(&c[i].arena, 1 << 26);
                c[i].cx.arena = &c[i].arena;
                test_db_again(cx, &c[i].db);
                c[i].cx.db = &c[i].db;
                must(!pthread_create(&thread[i], NULL, crowd_run, &c[i]));
        }
        for (int i = 0; i < N; i++) {
                pthread_join(thread[i], NULL);
                wrote += c[i].wrote;
                linked += c[i].linked;
                db_close(&c[i].db);
                arena_done(&c[i].arena);
        }
        same_int(wrote, N * 51);
        ok(linked > 0);
        cx->now += 1000;
        is_whole(cx, last + wrote);
}

/* The thread of a server: what was written is linked, and its end stands in the file, by itself. */
TEST_DB(audit_keeper_links_and_writes_the_head)
{
        struct audit_keeper *k = NULL;
        enum audit_head_state state = AUDIT_HEAD_NONE;
        struct audit_end head = { 0 }, end = { 0 };
        audit_head_place(str_f(cx->arena, "%.*s/head", STR(test_dir(cx))));
        done(audit_keeper_start(cx, cx->db->store, &k));
        for (int i = 0; i < 5; i++)
                log_one(cx, i + 1);
        for (int i = 0; i < 500 && (!end.seal || head.seal != end.seal); i++) {
                static const struct timespec pause = { .tv_nsec = 20000000 };
                nanosleep(&pause, NULL);
                struct audit_waiting w = { .n = 1 };
                done(audit_waiting(cx, &w));
                if (!w.n)
                        done(audit_end_read(cx, &end));
                done(audit_head_read(cx, &state, &head));
        }
        same_int(state, AUDIT_HEAD_FITS);
        same_int(head.seal, end.seal);
        ok(!memcmp(head.link, end.link, DIGEST_BYTES));
        log_one(cx, 6);
        audit_keeper_stop(k);           /* at stop nothing is left behind */
        done(audit_head_read(cx, &state, &head));
        same_int(head.seal, end.seal + 1);
        is_whole(cx, end.seal + 1);
        audit_head_place((str){ 0 });
}

TEST(audit_head_goes_round_and_damage_is_found)
{
        struct audit_end h = { .seal = 123456, .at = 1732065600000 }, back;
        for (int i = 0; i < DIGEST_BYTES; i++)
                h.link[i] = (unsigned char)(i * 9);
        str text = audit_head_text(cx, &h);
        done(audit_head_parse(cx, text, &back));
        ok(!memcmp(&h, &back, sizeof(h)));
        char *copy = arena_alloc(cx->arena, text.n + 1);
        for (size_t i = 0; i < text.n; i++) {
                memcpy(copy, text.p, text.n);
                copy[i] ^= 1;
                ok(audit_head_parse(cx, (str){ copy, text.n }, &back) != NULL);
                ok(audit_head_parse(cx, str_head(text, i), &back) != NULL);
        }
}

/* ---- retention ----------------------------------------------------------------------------------- */

static const int64_t DAY = 86400000;

/* One row a day for `days` days up to today. */
static void days_of_rows(struct ctx *cx, int days)
{
        int64_t now = cx->now;
        done(db_script(cx, S("DELETE FROM audit; UPDATE audit_chain SET anchor = 0")));
        {       /* the writer's memory of the end goes with the rows */
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                struct chain_tip *tip = tx_chain(cx);
                if (tip)
                        tip->known = false;
                done(tx_commit(&tx));
        }
        for (int i = days - 1; i >= 0; i--) {
                cx->now = now - i * DAY;
                log_one(cx, i + 1);
        }
        cx->now = now;
        link_all(cx);
}

TEST_DB(audit_is_kept_for_180_days_against_every_wish)
{
        struct audit_pruned p = { 0 };
        struct audit_report r;
        str path = str_f(cx->arena, "%.*s/a.jsonl", STR(test_dir(cx)));
        int64_t rows = 0;
        days_of_rows(cx, 400);
        day first = day_add(cx->today, -180);
        /* Neither a day after it, nor a setting, nor a clock set ahead. */
        ok(is_kind(audit_prune(cx, 180, day_add(first, 1), path, &p), FAIL_INVALID));
        ok(is_kind(audit_prune(cx, 1, day_add(first, 1), path, &p), FAIL_INVALID));
        ok(is_kind(audit_prune(cx, -5000, cx->today, path, &p), FAIL_INVALID));
        cx->now += 1000 * DAY;
        ok(is_kind(audit_prune(cx, 180, day_add(first, 1), path, &p), FAIL_INVALID));
        cx->now -= 1000 * DAY;
        is_whole(cx, 400);

        done(audit_prune(cx, 1, DAY_NONE, path, &p));
        same_int(p.rows, 219);                  /* 400 days but today and the 180 before */
        same_int(p.until.n, first.n);
        link_all(cx);
        r = report(cx);
        same_int(r.n_breaks, 0);
        same_int(r.anchor, 219);
        same_int(r.first, 220);
        same_int(r.last, 401);                  /* and the row that says so */
        done(audit_archive_check(cx, path, &rows));
        same_int(rows, 219);
        ok(is_kind(audit_prune(cx, 180, DAY_NONE, path, &p), FAIL_INVALID) || p.rows == 0);

        /* The anchor does not move by hand, and rows behind it do not go. */
        done(db_script(cx, S("UPDATE audit_chain SET anchor = 230")));
        ok(report(cx).n_breaks > 0);
        done(db_script(cx, S("UPDATE audit_chain SET anchor = 219; DELETE FROM audit WHERE seal < 225")));
        r = report(cx);
        same_int(r.n_breaks, 1);
        same_int(r.breaks[0].fault, AUDIT_FAULT_GAP);
}

/* With breaks in it the trail stays as it is; an archive that exists is not written over. */
TEST_DB(audit_with_breaks_is_not_pruned)
{
        struct audit_pruned p = { 0 };
        str path = str_f(cx->arena, "%.*s/a.jsonl", STR(test_dir(cx))), text;
        days_of_rows(cx, 300);
        done(db_script(cx, S("UPDATE audit SET record = 0 WHERE seal = 5")));
        ok(is_kind(audit_prune(cx, 180, DAY_NONE, path, &p), FAIL_CONFLICT));
        ok(is_kind(small_file_read(cx, path, 100, false, &text), FAIL_NOT_FOUND));
        done(db_script(cx, S("UPDATE audit SET record = 296 WHERE seal = 5")));
        done(small_file_write(cx, path, S("mine"), true));
        ok(is_kind(audit_prune(cx, 180, DAY_NONE, path, &p), FAIL_INVALID));
        is_whole(cx, 300);
}

TEST_DB(audit_archive_that_was_changed_is_refused)
{
        struct audit_pruned p = { 0 };
        str path = str_f(cx->arena, "%.*s/a.jsonl", STR(test_dir(cx))), text;
        int64_t rows;
        days_of_rows(cx, 185);
        done(audit_prune(cx, 180, DAY_NONE, path, &p));
        same_int(p.rows, 4);
        done(small_file_read(cx, path, 1 << 16, false, &text));
        char *copy = arena_alloc(cx->arena, text.n + 1);
        for (size_t i = 0; i < text.n; i += 7) {
                struct arena_mark m = arena_mark(cx->arena);
                memcpy(copy, text.p, text.n);
                copy[i] ^= 1;
                done(small_file_write(cx, path, (str){ copy, text.n }, false));
                ok(is_kind(audit_archive_check(cx, path, &rows), FAIL_INVALID));
                arena_release(cx->arena, m);
        }
        done(small_file_write(cx, path, str_head(text, text.n - 1), false));
        ok(is_kind(audit_archive_check(cx, path, &rows), FAIL_INVALID));
}

/* Stopped anywhere, the chain verifies, and the next run finishes. */
TEST_DB(audit_prune_that_is_cut_short_leaves_a_whole_chain)
{
        struct audit_pruned p = { 0 };
        int cut = 0;
        days_of_rows(cx, 190);
        for (int n = 1; n < 60; n++) {
                str path = str_f(cx->arena, "%.*s/%d.jsonl", STR(test_dir(cx)), n);
                cx->db->fault_after = n;
                const struct fail *f = audit_prune(cx, 180, DAY_NONE, path, &p);
                cx->db->fault_after = 0;
                if (!f)
                        break;
                cut++;
                link_all(cx);
                same_int(report(cx).n_breaks, 0);
        }
        ok(cut > 5);
        same_int(p.rows, 9);
        link_all(cx);
        same_int(report(cx).n_breaks, 0);
}
