/* domain/target/ballot/secret_test.c - what a secret session does not tell of those who voted. */
#include "domain/org/org.h"
#include "domain/target/ballot/ballot.sql.h"
#include "tests/fixture_ballot.h"
#include "tests/story.h"
#include "tests/test.h"

/* Thirty could vote, and two did on this unit: each of the two would read the other's vote out of a mean. */
TEST_DB(ballot_secret_sources_of_a_unit_that_two_voted_on_are_not_told_apart)
{
        static const char *const names[] = { "优", "良", "中", "差" };
        static const int marks[] = { 100, 80, 60, 40 }, many[] = { 20, 5, 0, 0 }, two[] = { 1, 0, 0, 1 };
        struct poll p;
        struct poll_count c;
        struct visit office = { .cx = cx };
        story_county(cx);
        struct poll w = fixture_poll(cx, 2);
        w.rule = RATING_GRADES, w.n_sources = 2;
        for (int s = 0; s < 2; s++)
                w.sources[s] = (struct poll_source){ .name = s ? S("代表") : S("领导"), .weight = 500000,
                                                     .way = POLL_BY_CODE, .outside = 30 };
        fixture_grades(&w, names, marks, 4);
        int64_t id = fixture_poll_opened(cx, &w);
        for (int u = 0; u < 2; u++) {
                fixture_votes(cx, id, 0, w.units[u].unit, 0, many, 4);
                fixture_votes(cx, id, 1, w.units[u].unit, 0, u ? many : two, 4);
        }
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        poll_source_take(cx, id, 0, 25, 30), poll_source_take(cx, id, 1, 25, 30);
        done(tx_commit(&tx));
        fixture_counted(cx, id, &p, &c);
        ok(poll_parts_shown(&p) && !c.apart[0] && c.apart[1]);
        str told = fixture_explained(cx, &p, &c, 0, true);
        ok(str_find(told, S("为不暴露投票人")) >= 0 && str_find(told, S("÷")) < 0);
        told = fixture_explained(cx, &p, &c, 1, true);
        ok(str_find(told, S("领导：（100 × 20 + 80 × 5）÷ 25 = 96")) >= 0);
        same_int(c.rated[0].score.micro, 83000000);     /* (96 + 70) / 2: with the votes by answer it could be solved */
        ok(str_find(fixture_explained(cx, &p, &c, 0, true), S("优")) < 0);
        ok(visit_as(&office, "office-business", "shili-mbb"));
        same_int(visit_get(&office, str_f(cx->arena, "/ratings/%ld/units/%ld", id, w.units[0].unit)), 200);
        ok(visit_sees(&office, "全部来源") && visit_sees(&office, "为不暴露投票人") &&
           !visit_sees(&office, "<th scope=\"row\">代表") && !visit_sees(&office, ">优</th>"));
        same_int(visit_get(&office, str_f(cx->arena, "/ratings/%ld/units/%ld", id, w.units[1].unit)), 200);
        ok(visit_sees(&office, "<th scope=\"row\">代表"));
}

/* One source, and two of its thirty knew the unit: their mean is the score, so there is none, and nothing is told. */
TEST_DB(ballot_secret_unit_that_two_of_one_source_voted_on_has_no_score)
{
        static const char *const names[] = { "优", "良", "中", "差" };
        static const int marks[] = { 100, 80, 60, 40 }, two[] = { 1, 0, 0, 1 }, three[] = { 2, 0, 0, 1 };
        struct poll p;
        struct poll_count c;
        struct visit office = { .cx = cx };
        story_county(cx);
        struct poll w = fixture_poll(cx, 2);
        w.rule = RATING_GRADES, w.sources[0].outside = 30;
        fixture_grades(&w, names, marks, 4);
        int64_t id = fixture_poll_opened(cx, &w);
        fixture_votes(cx, id, 0, w.units[0].unit, 0, two, 4);
        fixture_votes(cx, id, 0, w.units[1].unit, 0, three, 4);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        poll_source_take(cx, id, 0, 30, 30);
        done(tx_commit(&tx));
        fixture_counted(cx, id, &p, &c);
        ok(c.rated[0].none && c.rated[0].held && !c.apart[0] && !c.rank[0]);
        ok(!c.rated[1].none && c.apart[1]);
        same_int(c.rated[1].score.micro, 80000000);
        str told = fixture_explained(cx, &p, &c, 0, true);
        ok(str_find(told, S("有效票不足 3 张，算出得分会认出是谁投的")) >= 0);
        ok(str_find(told, S("= 70")) < 0 && str_find(told, S("优")) < 0);
        ok(visit_as(&office, "office-business", "shili-mbb"));
        same_int(visit_get(&office, str_f(cx->arena, "/ratings/%ld/units/%ld", id, w.units[0].unit)), 200);
        ok(visit_sees(&office, "得分：—") && !visit_sees(&office, ">优</th>") && !visit_sees(&office, "70.00"));
        same_int(visit_get(&office, str_f(cx->arena, "/ratings/%ld/units/%ld", id, w.units[1].unit)), 200);
        ok(visit_sees(&office, "得分：80") && visit_sees(&office, ">优</th>"));
        same_int(visit_get(&office, str_f(cx->arena, "/ratings/%ld/results", id)), 200);
        ok(visit_sees(&office, "县水务局的有效票太少") && !visit_sees(&office, "70.00"));
        same_int(visit_get(&office, str_f(cx->arena, "/ratings/%ld/results/txt", id)), 200);
        ok(visit_sees(&office, "县水务局的有效票太少") && !visit_sees(&office, "70.00"));
}

/* A trimmed mean of three is one person's mark, of four the mean of two: five it takes, and of each source. */
TEST_DB(ballot_secret_trimmed_mean_wants_three_marks_that_remain)
{
        static const int64_t marks[] = { 60000000, 88300000, 95000000, 70000000, 90000000 };
        struct poll p;
        struct poll_count c;
        story_county(cx);
        struct poll w = fixture_poll(cx, 3);
        w.rule = RATING_TRIMMED, w.sources[0].outside = 4;
        int64_t id = 0;
        ok(fixture_says(poll_save(cx, 0, 0, &w, &id), FAIL_INVALID, "不到 5 人"));
        w.sources[0].outside = 9;
        id = fixture_poll_opened(cx, &w);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        for (int u = 0; u < 3; u++)
                for (int i = 0; i < 3 + u; i++)
                        poll_tally_add(cx, id, 0, w.units[u].unit, 0, BALLOT_VALID, marks[i], 1);
        poll_take_paper(cx, id, POLL_OPEN, POLL_CLOSED, 4), poll_source_take(cx, id, 0, 4, 9);
        done(tx_commit(&tx));
        done(fixture_poll_step(cx, id, "close"));
        ok(fixture_says(fixture_poll_step(cx, id, "count"), FAIL_CONFLICT, "不足 5 张"));
        struct tx more CLEANUP(tx_end) = tx_begin(cx);
        poll_take_paper(cx, id, POLL_OPEN, POLL_CLOSED, 1), poll_source_take(cx, id, 0, 1, 9);
        done(tx_commit(&more));
        done(fixture_poll_step(cx, id, "count"));
        done(poll_read(cx, id, &p));
        done(poll_tally(cx, &p, &c));
        for (int u = 0; u < 2; u++) {           /* three marks, and four */
                ok(c.rated[u].held && c.rated[u].none && !c.apart[u]);
                str told = fixture_explained(cx, &p, &c, u, true);
                ok(str_find(told, S("去掉最高分和最低分后有效票不足 3 张")) >= 0);
                ok(str_find(told, S("88.3")) < 0 && str_find(told, S("÷")) < 0);
        }
        ok(!c.rated[2].none && c.apart[2]);
        same_int(c.rated[2].score.micro, 82770000);     /* (88.3 + 70 + 90) / 3 */
        ok(str_find(fixture_explained(cx, &p, &c, 2, true), S("其余 3 个合计 248.3 ÷ 3")) >= 0);
}

/* Of two sources, one gave four marks: the other's ten make a score of both, and neither mean is told. */
TEST_DB(ballot_secret_trimmed_source_of_four_marks_is_not_told_apart)
{
        struct poll p;
        struct poll_count c;
        story_county(cx);
        struct poll w = fixture_poll(cx, 1);
        w.rule = RATING_TRIMMED, w.n_sources = 2;
        for (int s = 0; s < 2; s++)
                w.sources[s] = (struct poll_source){ .name = s ? S("代表") : S("领导"), .weight = 500000,
                                                     .way = POLL_BY_CODE, .outside = 12 };
        int64_t id = fixture_poll_opened(cx, &w);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        for (int i = 0; i < 14; i++)
                poll_tally_add(cx, id, i >= 10, w.units[0].unit, 0, BALLOT_VALID, (80 + i) * 1000000, 1);
        poll_take_paper(cx, id, POLL_OPEN, POLL_CLOSED, 14);
        poll_source_take(cx, id, 0, 10, 12), poll_source_take(cx, id, 1, 4, 12);
        done(tx_commit(&tx));
        fixture_counted(cx, id, &p, &c);
        ok(!poll_parts_shown(&p) && !c.apart[0] && !c.rated[0].none);
        str told = fixture_explained(cx, &p, &c, 0, true);
        ok(str_find(told, S("有的来源的有效票不足 5 张")) >= 0 && str_find(told, S("÷")) < 0);
}

TEST_DB(ballot_secret_marks_on_paper_have_one_decimal)
{
        int64_t id = 0;
        enum batch_state state;
        story_county(cx);
        struct poll w = fixture_poll(cx, 1);
        w.rule = RATING_MEAN, w.sources[0].way = POLL_BY_PAPER;
        int64_t poll = fixture_poll_opened(cx, &w);
        done(poll_batch_begin(cx, poll, 0, 3, &id));
        cx->user = 101;
        struct poll_entry e[] = { { w.units[0].unit, 0, BALLOT_VALID, 37130000, 1 },
                                  { w.units[0].unit, 0, BALLOT_VALID, 90000000, 2 } };
        ok(fixture_says(poll_batch_enter(cx, id, 1, e, 2, &state), FAIL_INVALID, "“县水务局”有一票的分数多于一位小数"));
        e[0].value = 37100000;
        done(poll_batch_enter(cx, id, 1, e, 2, &state));
        cx->user = 0;
}
