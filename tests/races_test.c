/* tests/races_test.c - many people at one record, at the same moment, each on a thread with its own
 * connection as the service's workers are. Long runs of the same are for tests/long. */
#include <pthread.h>

#include "core/audit/audit.h"
#include "core/auth/session.h"
#include "domain/org/org.h"
#include "tests/story.h"

enum { THREADS = 6, EDITS = 30, MOST_WON = THREADS * EDITS };

/* One editor: reads the version as a form would, and saves with it. */
struct editor {
        pthread_t    thread;
        struct db    db;
        struct arena arena;
        str          session, csrf;
        int64_t      unit, now;
        int          who, won, lost, other;
        int64_t      from[EDITS];       /* versions this one's saves began from */
};

static int save(struct ctx *cx, struct editor *e, int64_t version, int n)
{
        const struct pair fields[] = {
                { S("csrf"), e->csrf },
                { S("name"), str_f(cx->arena, "某单位%d-%d", e->who, n) },
                { S("kind"), S("department") },
                { S("sort"), S("1") },
                { S("version"), str_f(cx->arena, "%ld", version) },
        };
        struct request rq = {
                .method = POST, .path = str_f(cx->arena, "/org/%ld/edit", e->unit),
                .fields = fields, .n_fields = COUNT_OF(fields), .session = e->session,
                .host = S("localhost"), .user_agent = S("races"), .remote = S("127.0.0.1"),
                .loopback = true,
        };
        struct reply re = { 0 };
        int status;
        do {                            /* 40001 and a lost group: the server runs it once more */
                struct request again = rq;
                web_serve(cx, &again, &re);
                status = db_wait(cx) ? 503 : re.status;
        } while (re.again);
        return status;
}

static void *edit(void *arg)
{
        struct editor *e = arg;
        arena_init(&e->arena, (size_t)64 << 20);
        for (int n = 0; n < EDITS; n++) {
                struct ctx cx = { .arena = &e->arena, .db = &e->db, .now = e->now,
                                  .today = day_of_instant(e->now) };
                struct org_unit u;
                cx.db->ticket = 0;
                if (org_unit_by_id(&cx, e->unit, &u))
                        e->other++;
                else
                        switch (save(&cx, e, u.version, n)) {
                        case 303: e->from[e->won++] = u.version; break;
                        case 409: e->lost++; break;
                        default:  e->other++; break;
                        }
                arena_reset(&e->arena);
        }
        return NULL;
}

TEST_DB(edits_of_many_at_once_lose_nothing)
{
        struct editor all[THREADS] = { 0 };
        struct org_unit before, after;
        struct visit v = { .cx = cx };
        int won = 0, lost = 0, other = 0;
        story_county(cx);
        int64_t unit = story_unit(cx, "shili-liuxi");
        done(org_unit_by_id(cx, unit, &before));
        for (int i = 0; i < THREADS; i++) {
                ok(visit_as(&v, "office-general", "shili-mbb"));
                all[i].session = v.session;
                all[i].csrf = session_csrf(cx, v.session);
                all[i].unit = unit;
                all[i].now = cx->now;
                all[i].who = i;
                test_db_again(cx, &all[i].db);
        }
        for (int i = 0; i < THREADS; i++)
                must(!pthread_create(&all[i].thread, NULL, edit, &all[i]));
        for (int i = 0; i < THREADS; i++)
                must(!pthread_join(all[i].thread, NULL));
        for (int i = 0; i < THREADS; i++) {
                won += all[i].won;
                lost += all[i].lost;
                other += all[i].other;
                db_close(&all[i].db);
                arena_done(&all[i].arena);
        }
        /* Every save that was answered as done counts one version, and no two began from the same. */
        done(org_unit_by_id(cx, unit, &after));
        same_int(after.version - before.version, won);
        same_int(won + lost, THREADS * EDITS);
        same_int(other, 0);
        bool taken[MOST_WON + 1] = { false };
        for (int i = 0; i < THREADS; i++)
                for (int k = 0; k < all[i].won; k++) {
                        int64_t at = all[i].from[k] - before.version;
                        if (ok(at >= 0 && at < won && !taken[at]))
                                taken[at] = true;
                }
        test_note("%d saved, %d told that another was first", won, lost);
        ok(won >= EDITS);
}
