/* domain/target/ballot/named_test.c - who may not rate whom in a session by name. */
#include "domain/target/ballot/ballot.h"
#include "tests/story.h"
#include "tests/test.h"

static bool says(const struct fail *f, const char *part)
{
        return f && f->kind == FAIL_INVALID && str_find(f->say, str_of(part)) >= 0;
}

/* The head of two departments rates neither, and is no voter that one of them waits for. */
TEST_DB(ballot_named_voter_rates_none_of_two_own_units)
{
        int64_t person = 0, id = 0;
        struct poll_right r;
        struct poll p;
        struct poll_count before, after;
        story_county(cx);
        int64_t water = story_unit(cx, "shili-shuiwu"), finance = story_unit(cx, "shili-czj"),
                office = story_unit(cx, "shili-mbb");
        (void)story_post(cx, "lead-reviewer", "shili-shuiwu", &person);
        {
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                done(db_script(cx, str_f(cx->arena, "INSERT INTO post (person, unit, role, since, version)"
                                         " VALUES (%ld, %ld, 'scorer', '2024-01-01', 1)",
                                         person, finance)));
                done(tx_commit(&tx));
        }
        struct poll_unit units[] = { { .unit = water }, { .unit = finance }, { .unit = office } };
        struct poll w = { .scheme = story_scheme(cx, 2024), .period = 11, .name = S("测试评议"),
                          .basis = S(""), .rule = RATING_FIVE, .opens = cx->today,
                          .closes = day_add(cx->today, 5), .half_counts = true,
                          .units = units, .n_units = 3, .n_sources = 1,
                          .sources = { { .name = S("部门"), .weight = 1000000,
                                         .way = POLL_BY_POST, .role = S("lead-reviewer") } } };
        done(poll_save(cx, 0, 0, &w, &id));
        done(poll_move(cx, id, &(struct flow_wish){ .event = S("open"), .version = 1,
                                                    .day = DAY_NONE }));
        done(poll_read(cx, id, &p));
        done(poll_tally(cx, &p, &before));
        same_int(before.able[0], before.able[2]);       /* each without its own reviewer, … */
        same_int(before.able[1], before.able[0] - 1);   /* … finance without this one, too */
        cx->user = person;
        done(poll_right_of_post(cx, id, &r));
        ok(r.own[0] && r.own[1] && !r.own[2]);
        const struct poll_mark m[] = { { 1, 0, BALLOT_VALID, 5 }, { 2, 0, BALLOT_VALID, 4 } };
        ok(says(poll_cast_post(cx, id, m, 2), "“县财政局”是您所在的单位，不能由您评议"));
        done(poll_cast_post(cx, id, &m[1], 1));
        cx->user = 0;
        done(poll_read(cx, id, &p));
        done(poll_tally(cx, &p, &after));
        for (int u = 0; u < 3; u++)                     /* who voted is as many as who could */
                same_int(after.able[u], before.able[u]);
        same_int(after.rated[2].absent, before.rated[2].absent - 1);
}

/* Who has not voted stands with the post that drew them, not with one that ended the year before. */
TEST_DB(ballot_named_silent_voter_stands_with_the_post_of_the_day)
{
        int64_t person = 0, id = 0;
        struct visit office = { .cx = cx };
        story_county(cx);
        int64_t water = story_unit(cx, "shili-shuiwu"), finance = story_unit(cx, "shili-czj"),
                other = story_unit(cx, "shili-rd");
        (void)story_post(cx, "lead-reviewer", "shili-shuiwu", &person);
        {
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                done(db_script(cx, str_f(cx->arena, "INSERT INTO post (person, unit, role, since, until, version)"
                                         " VALUES (%ld, %ld, 'county-leader', '2023-01-01', '2023-12-31', 1),"
                                         " (%ld, %ld, 'county-leader', '2024-01-01', NULL, 1)",
                                         person, water, person, finance)));
                done(tx_commit(&tx));
        }
        struct poll_unit units[] = { { .unit = other } };
        struct poll w = { .scheme = story_scheme(cx, 2024), .period = 11, .name = S("测试评议"),
                          .basis = S(""), .rule = RATING_FIVE, .opens = cx->today,
                          .closes = day_add(cx->today, 5), .half_counts = true,
                          .units = units, .n_units = 1, .n_sources = 1,
                          .sources = { { .name = S("领导"), .weight = 1000000,
                                         .way = POLL_BY_POST, .role = S("county-leader") } } };
        done(poll_save(cx, 0, 0, &w, &id));
        done(poll_move(cx, id, &(struct flow_wish){ .event = S("open"), .version = 1,
                                                    .day = DAY_NONE }));
        ok(visit_as(&office, "office-business", "shili-mbb"));
        same_int(visit_get(&office, str_f(cx->arena, "/ratings/%ld", id)), 200);
        ok(visit_sees(&office, "还没有投票的人") && visit_sees(&office, "（县财政局）"));
        ok(!visit_sees(&office, "（县水务局）"));
}

/* The deputy head of the county who heads a department keeps off that department. */
TEST_DB(ballot_named_voter_does_not_rate_a_unit_of_another_post)
{
        int64_t leader = 0, id = 0;
        story_county(cx);
        int64_t water = story_unit(cx, "shili-shuiwu"), finance = story_unit(cx, "shili-czj");
        (void)story_post(cx, "county-leader", "shili", &leader);
        {
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                done(db_script(cx, str_f(cx->arena, "INSERT INTO post (person, unit, role, since, version)"
                                         " VALUES (%ld, %ld, 'lead-reviewer', '2024-01-01', 1)",
                                         leader, water)));
                done(tx_commit(&tx));
        }
        struct poll_unit units[] = { { .unit = water }, { .unit = finance } };
        struct poll w = { .scheme = story_scheme(cx, 2024), .period = 11, .name = S("测试评议"),
                          .basis = S(""), .rule = RATING_FIVE, .opens = cx->today,
                          .closes = day_add(cx->today, 5), .half_counts = true,
                          .units = units, .n_units = 2, .n_sources = 1,
                          .sources = { { .name = S("县领导"), .weight = 1000000,
                                         .way = POLL_BY_POST, .role = S("county-leader") } } };
        done(poll_save(cx, 0, 0, &w, &id));
        done(poll_move(cx, id, &(struct flow_wish){ .event = S("open"), .version = 1,
                                                    .day = DAY_NONE }));
        const struct poll_mark both[] = { { 0, 0, BALLOT_VALID, 5 }, { 1, 0, BALLOT_VALID, 4 } };
        cx->user = leader;
        ok(says(poll_cast_post(cx, id, both, 2), "“县水务局”是您所在的单位，不能由您评议"));
        done(poll_cast_post(cx, id, &both[1], 1));
        cx->user = 0;
}
