/* tests/attach_test.c - the files of a record through the door: up, listed, down, off, and who may. */
#include "core/attach/attach.h"
#include "core/embed.h"
#include "domain/budget/json.h"
#include "domain/budget/store.h"
#include "tests/story.h"

/* A draft of the water bureau's for next year. */
static int64_t draft(struct ctx *cx)
{
        struct budget b = { 0 };
        done(budget_read_json(cx, data_file("demo/shili-shuiwu-2024.json"), &b));
        b.dept = story_unit(cx, "shili-shuiwu");
        b.year = 2025;
        b.state = BUDGET_DRAFT;
        b.version = 1;
        budget_days_clear(&b);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        int64_t id = budget_store_new(cx, &b);
        done(tx_commit(&tx));
        return id;
}

TEST_DB(files_go_in_and_out_through_the_door)
{
        const struct attach_file *list;
        int n;
        story_county(cx);
        int64_t id = draft(cx);
        str page = str_f(cx->arena, "/budget/%ld", (long)id);
        str to = str_f(cx->arena, "/files/of/budget/%ld", (long)id);
        struct visit clerk = { .cx = cx }, leader = { .cx = cx }, stranger = { .cx = cx }, admin = { .cx = cx };
        ok(visit_as(&clerk, "budget-editor", "shili-shuiwu"));
        const struct upload two[] = {
                { S("files"), S("..\\..\\批复 2025.txt"), S("批复\n") },
                { S("files"), S("<img src=x onerror=alert(1)>.csv"), S("a,b\n=1+1,2\n") },
        };
        clerk.uploads = two, clerk.n_uploads = 2;
        same_int(visit_post(&clerk, to, NULL, 0), 303);
        same_str(clerk.location, page.p);
        same_int(visit_get(&clerk, page), 200);
        ok(visit_sees(&clerk, "批复 2025.txt") && !visit_sees(&clerk, "<img src=x"));
        done(attach_list(cx, "budget", id, &list, &n));
        same_int(n, 2);
        if (n != 2)
                return;
        str file = str_f(cx->arena, "/files/%ld", (long)list[0].id);
        same_int(visit_get(&clerk, file), 200);
        same_str(clerk.body, "批复\n");
        same_str(clerk.download, "批复 2025.txt");
        same_str(clerk.plain, str_f(cx->arena, "attachment-%ld-%.*s.txt", (long)list[0].id,
                                     STR(day_str(cx->arena, cx->today))).p);
        same_str(clerk.type, "text/plain");
        same_str(clerk.policy, "sandbox; default-src 'none'");

        /* One bad file among good ones: none is kept, and the page says which. */
        const struct upload mixed[] = { { S("files"), S("好.txt"), S("x\n") },
                                        { S("files"), S("坏.pdf"), S("MZ\x90") } };
        clerk.uploads = mixed, clerk.n_uploads = 2;
        same_int(visit_post(&clerk, to, NULL, 0), 422);
        ok(visit_sees(&clerk, "坏.pdf") && visit_sees(&clerk, "一个也没有存"));
        clerk.uploads = NULL, clerk.n_uploads = 0;
        same_int(visit_post(&clerk, to, NULL, 0), 422);
        ok(visit_sees(&clerk, "请选择文件"));

        /* Another unit's people and the administrators do not know of it. */
        ok(visit_as(&stranger, "town", "shili-liuxi"));
        same_int(visit_get(&stranger, file), 404);
        same_int(visit_get(&stranger, to), 404);
        same_int(visit_post(&stranger, str_f(cx->arena, "%.*s/removals", STR(file)), NULL, 0), 404);
        ok(visit_as(&admin, "system-admin", "shili"));
        same_int(visit_get(&admin, file), 404);
        /* A county leader reads and does not write. */
        ok(visit_as(&leader, "county-leader", "shili"));
        same_int(visit_get(&leader, file), 200);
        same_int(visit_post(&leader, str_f(cx->arena, "%.*s/removals", STR(file)), NULL, 0), 403);
        leader.uploads = two, leader.n_uploads = 1;
        same_int(visit_post(&leader, to, NULL, 0), 403);

        same_int(visit_post(&clerk, str_f(cx->arena, "%.*s/removals", STR(file)), NULL, 0), 303);
        same_int(visit_get(&clerk, file), 404);
        done(attach_list(cx, "budget", id, &list, &n));
        same_int(n, 1);
}
