/* tests/long/edits.c - many who change the same records: edits [EDITORS [EDITS]], on both
 * databases.
 *
 * Each editor reads a record, or two, in a snapshot, as a form does, and saves with the versions
 * that it saw: a step of the version, an amount on one line and on the total, a row of the history.
 * Reliability test 8 wants that no save that was answered as done is lost and none is there that
 * was not; that in every snapshot the lines make up the total and no version goes back; and that
 * the saves have an order: the histories of all records, put together, run in no circle. */
#include <pthread.h>

#include "tests/long/long.h"

enum { RECORDS = 8, LINES = 4, EDITORS_MOST = 64, EDITS_MOST = 20000 };

#define SQL(id, a, c, w, t) \
        static const struct sql id = { .name = #id, .args = a, .cols = c, .write = w, .index = -1, .text = t }
SQL(record_read, "i", "iiii", false,
    "SELECT r.version, r.total, (SELECT CAST(SUM(l.amount) AS BIGINT) FROM edit_line l WHERE l.record = r.id),"
    " (SELECT MAX(h.version) FROM edit_history h WHERE h.record = r.id) FROM edit_record r WHERE r.id = $1");
SQL(record_save, "iii", "", true,
    "UPDATE edit_record SET version = version + 1, total = total + $3 WHERE id = $1 AND version = $2");
SQL(line_save, "iii", "", true, "UPDATE edit_line SET amount = amount + $3 WHERE record = $1 AND no = $2");
SQL(history_add, "iiii", "", true, "INSERT INTO edit_history (record, version, who, n) VALUES ($1, $2, $3, $4)");
SQL(history_all, "", "iiii", false, "SELECT record, version, who, n FROM edit_history ORDER BY record, version");

static const char tables[] =
        "CREATE TABLE edit_record (id BIGINT PRIMARY KEY, version BIGINT NOT NULL, total BIGINT NOT NULL);"
        "CREATE TABLE edit_line (record BIGINT NOT NULL, no BIGINT NOT NULL, amount BIGINT NOT NULL,"
        " PRIMARY KEY (record, no));"
        "CREATE TABLE edit_history (record BIGINT NOT NULL, version BIGINT NOT NULL, who BIGINT NOT NULL,"
        " n BIGINT NOT NULL, PRIMARY KEY (record, version));";

/* One save that was answered as done: the records, and the versions that it made. */
struct save { int record[2], n_records; int64_t version[2]; };

struct editor {
        pthread_t    thread;
        struct db    db;
        struct arena arena;
        uint64_t     seed;
        int          who, edits, won, lost, other, broken, back;
        int64_t      seen[RECORDS];     /* the newest version of each that this one has seen or made */
        struct save *saves;             /* by the number of the edit; no records: it was not done */
};

static const struct fail *look(struct ctx *cx, struct editor *e, struct save *s)
{
        const struct fail *f = db_snapshot_begin(cx);
        for (int i = 0; !f && i < s->n_records; i++) {
                struct query q;
                query_open(&q, cx, &record_read, &(struct arg){ .type = ARG_INT, .i = s->record[i] });
                bool there = query_next(&q);
                if (there) {
                        s->version[i] = query_int(&q, 0) + 1;
                        e->broken += query_int(&q, 1) != query_int(&q, 2) || query_int(&q, 0) != query_int(&q, 3);
                        e->back += query_int(&q, 0) < e->seen[s->record[i]];
                        e->seen[s->record[i]] = query_int(&q, 0);
                }
                f = query_one_end(&q, there);
        }
        db_snapshot_end(cx);
        return f;
}

static const struct fail *save(struct ctx *cx, struct editor *e, const struct save *s, int n)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        for (int i = 0; i < s->n_records; i++) {
                int64_t more = (int64_t)(long_random(&e->seed) % 1000);
                struct arg a[4];
                for (int k = 0; k < 4; k++)
                        a[k] = (struct arg){ .type = ARG_INT };
                a[0].i = s->record[i], a[1].i = s->version[i] - 1, a[2].i = more;
                query_write1(cx, &record_save, a);
                a[1].i = (int64_t)(long_random(&e->seed) % LINES);
                query_write1(cx, &line_save, a);
                a[1].i = s->version[i], a[2].i = e->who, a[3].i = n;
                query_write1(cx, &history_add, a);
        }
        const struct fail *f = tx_commit(&tx);
        return f ? f : db_wait(cx);
}

static void *edit(void *arg)
{
        struct editor *e = arg;
        for (int n = 0; n < e->edits; n++) {
                struct save s = { .n_records = n % 4 ? 1 : 2 };
                s.record[0] = (int)(long_random(&e->seed) % (RECORDS - 1));
                s.record[1] = s.record[0] + 1;
                const struct fail *f;
                do {                    /* 40001 and a lost group: nothing was kept, the request runs once more */
                        struct ctx cx = { .arena = &e->arena, .db = &e->db };
                        arena_reset(&e->arena);
                        db_begin(&e->db);
                        f = look(&cx, e, &s);
                        if (!f)
                                f = save(&cx, e, &s, n);
                } while (f && f->again);
                e->won += !f;
                e->lost += f && f->kind == FAIL_CONFLICT;
                e->other += f && f->kind != FAIL_CONFLICT;
                for (int i = 0; !f && i < s.n_records; i++)
                        e->seen[s.record[i]] = s.version[i];
                if (!f)
                        e->saves[n] = s;
        }
        return NULL;
}

/* ---- the history -------------------------------------------------------------------------------- */

struct history { int64_t *save; int n; };       /* of a record, by its versions from 2: who * EDITS_MOST + n */

static int wrong(bool bad, const char *what, int64_t n)
{
        if (bad)
                printf("# FAULT: %s (%ld)\n", what, n);
        return bad;
}

/* Read the histories: each save answered as done stands where it was told, and nothing else
 * does. */
static int history_read(struct ctx *cx, const struct editor *all, int editors,
                        struct history ret[RECORDS])
{
        int faults = 0, rows = 0, done = 0;
        struct query q;
        query_open(&q, cx, &history_all, NULL);
        while (query_next(&q)) {
                struct history *h = &ret[query_int(&q, 0)];
                int64_t version = query_int(&q, 1), who = query_int(&q, 2), n = query_int(&q, 3);
                if (version == 1)
                        continue;
                rows++;
                faults += wrong(version != h->n + 2, "a version is missing", version);
                h->save[h->n++] = who * EDITS_MOST + n;
                const struct save *s = &all[who].saves[n];
                bool told = false;
                for (int i = 0; i < s->n_records; i++)
                        told |= s->record[i] == query_int(&q, 0) && s->version[i] == version;
                faults += wrong(!told, "a save that was not answered as done is there", version);
        }
        faults += wrong(query_end(&q) != NULL, "the history cannot be read", 0);
        for (int i = 0; i < editors; i++)
                for (int n = 0; n < all[i].edits; n++)
                        done += all[i].saves[n].n_records;
        return faults + wrong(rows != done, "a save that was answered as done is lost", done - rows);
}

/* A save comes behind those whose versions it saw: take away what waits for nothing until nothing
 * is left. */
static int history_circles(const struct history h[RECORDS], const struct editor *all, int editors)
{
        int at[RECORDS] = { 0 }, left = 0;
        bool moved = true;
        for (int i = 0; i < editors; i++)
                left += all[i].won;
        while (moved) {
                moved = false;
                for (int r = 0; r < RECORDS; r++) {
                        bool first = at[r] < h[r].n;
                        if (!first)
                                continue;
                        const struct save *s = &all[h[r].save[at[r]] / EDITS_MOST].saves[h[r].save[at[r]] % EDITS_MOST];
                        for (int i = 0; i < s->n_records; i++)
                                first &= at[s->record[i]] == s->version[i] - 2;
                        for (int i = 0; first && i < s->n_records; i++)
                                at[s->record[i]]++;
                        left -= first;
                        moved |= first;
                }
        }
        return wrong(left != 0, "saves run in a circle", left);
}

static int run(const char *name, const char *url, int editors, int edits)
{
        static struct editor all[EDITORS_MOST];
        struct history h[RECORDS];
        struct long_db d;
        int won = 0, lost = 0, other = 0, broken = 0, back = 0, faults = 0;
        const struct fail *f = long_open(&d, url);
        if (!f)
                f = db_script(&d.cx, str_of(tables));
        for (int r = 0; !f && r < RECORDS; r++) {
                f = db_script(&d.cx, str_f(&d.arena, "INSERT INTO edit_record (id, version, total) VALUES (%d, 1, 0);"
                                           "INSERT INTO edit_history (record, version, who, n) VALUES (%d, 1, 0, 0)",
                                           r, r));
                for (int l = 0; !f && l < LINES; l++)
                        f = db_script(&d.cx, str_f(&d.arena, "INSERT INTO edit_line (record, no, amount)"
                                                   " VALUES (%d, %d, 0)", r, l));
        }
        for (int i = 0; !f && i < editors; i++) {
                all[i] = (struct editor){ .who = i, .edits = edits, .seed = (uint64_t)i + 1 };
                all[i].saves = calloc((size_t)edits, sizeof(*all[i].saves));
                must(all[i].saves);
                arena_init(&all[i].arena, (size_t)16 << 20);
                f = db_connect(&d.cx, d.store, &all[i].db);
        }
        if (f) {
                printf("# FAULT: %.*s %.*s\n", STR(f->say), STR(f->log));
                return 1;
        }
        int64_t began = long_ms();
        for (int i = 0; i < editors; i++)
                must(!pthread_create(&all[i].thread, NULL, edit, &all[i]));
        for (int i = 0; i < editors; i++) {
                must(!pthread_join(all[i].thread, NULL));
                won += all[i].won, lost += all[i].lost, other += all[i].other;
                broken += all[i].broken, back += all[i].back;
                db_close(&all[i].db);
                arena_done(&all[i].arena);
        }
        for (int r = 0; r < RECORDS; r++) {
                h[r] = (struct history){ .save = calloc((size_t)won + 1, sizeof(*h[r].save)) };
                must(h[r].save);
        }
        faults += history_read(&d.cx, all, editors, h);
        faults += history_circles(h, all, editors);
        faults += wrong(other != 0, "edits that ended otherwise than done or CONFLICT", other);
        faults += wrong(broken != 0, "snapshots in which the lines are not the total", broken);
        faults += wrong(back != 0, "versions that went back", back);
        faults += wrong(won < edits, "fewer saves than one editor alone would have", won);
        printf("# %s: %d editors, %d edits each, in %ld ms: %d saved, %d told that another was first\n", name, editors,
               edits, long_ms() - began, won, lost);
        for (int r = 0; r < RECORDS; r++)
                free(h[r].save);
        for (int i = 0; i < editors; i++)
                free(all[i].saves);
        long_close(&d);
        return faults;
}

int main(int argc, char **argv)
{
        int editors = (int)long_argument(argc, argv, 1, 16), edits = (int)long_argument(argc, argv, 2, 50);
        const char *folder = long_folder(true);         /* what is on the disk is not asked here */
        char file[256];
        struct arena a;
        arena_init(&a, 1 << 20);
        must(editors >= 1 && editors <= EDITORS_MOST && edits >= 1 && edits <= EDITS_MOST);
        snprintf(file, sizeof(file), "%s/edits.db", folder);
        int faults = run("SQLite", file, editors, edits);
        long_file_remove(file);
        if (getenv("LUOSHI_PG"))
                faults += run("PostgreSQL", long_postgres(&a, "luoshi_edits"), editors, edits);
        printf("%s 1 - edits: of %d at the same records none lost, none twice, no circle\n1..1\n",
               faults ? "not ok" : "ok", editors);
        long_folder_remove(folder);
        arena_done(&a);
        return faults != 0;
}
