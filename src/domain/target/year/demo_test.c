/* domain/target/year/demo_test.c - the demonstration's figures: all there, always the same. */
#include "domain/org/org.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/target.h"
#include "domain/target/year/figure.h"
#include "domain/target/year/year.h"
#include "tests/story.h"

TEST_DB(year_demo_fills_the_months_and_is_the_same_every_time)
{
        const struct figure_cell *cells;
        int n = 0, revised = 0;
        uint64_t sum = 0;
        done(org_demo(cx));
        done(target_demo(cx));
        done(year_demo(cx));
        int64_t scheme = story_scheme(cx, 2024);
        done(figures_read(cx, scheme, 11, false, &cells, &n));
        ok(n > 5000);
        bool ordered = true;
        for (int i = 0; i < n; i++) {
                sum = sum * 31 + (uint64_t)cells[i].value + (uint64_t)cells[i].period;
                revised += cells[i].no > 1;
                if (i)
                        ordered &= cells[i - 1].stem < cells[i].stem ||
                                   (cells[i - 1].stem == cells[i].stem && cells[i - 1].unit <= cells[i].unit);
                ok(cells[i].period <= 9);       /* November has not been reported on the 20th of it */
        }
        ok(ordered);
        same_int(revised, 3);
        done(figures_read(cx, scheme, 11, true, &cells, &n));
        ok(n > 5000 && sum != 0);
}

/* Behind every figure of the demonstration that somebody entered stands a person, and another one reviewed it. */
static const struct sql hands = {
        .name = "hands", .args = "", .cols = "iii", .index = -1,
        .text = "SELECT COUNT(CASE WHEN who = 0 THEN 1 END),"
                "       COUNT(CASE WHEN state = 3 AND COALESCE(reviewed_by, 0) = 0 THEN 1 END),"
                "       COUNT(CASE WHEN who = reviewed_by THEN 1 END) FROM figure WHERE source IN (0, 1)",
};

TEST_DB(year_demo_has_two_people_behind_every_figure)
{
        struct query q;
        story_county(cx);
        query_open(&q, cx, &hands, NULL);
        while (query_next(&q)) {
                same_int(query_int(&q, 0), 0);
                same_int(query_int(&q, 1), 0);
                same_int(query_int(&q, 2), 0);
        }
        done(query_end(&q));
}

/* Every step of the demonstration can be taken on the pages: somebody took it, on a day of its own. */
static const struct sql steps = {
        .name = "steps", .args = "", .cols = "iiiii", .index = -1,
        .text = "SELECT (SELECT COUNT(*) FROM goal_move WHERE who = 0),"
                "       (SELECT COUNT(*) FROM goal_book WHERE signed_at IS NOT NULL AND signed_by IS NULL),"
                "       (SELECT COUNT(*) FROM check_line WHERE verified_at IS NOT NULL AND verified_by = 0),"
                "       (SELECT COUNT(*) FROM check_round WHERE who = 0),"
                "       (SELECT COUNT(*) FROM goal_move m JOIN goal_book b ON b.id = m.book"
                "         WHERE b.number = 2 AND b.state = 6 AND b.since = '2024-07-15'"
                "           AND m.at BETWEEN 1719763200000 AND 1722441600000)",
};

TEST_DB(year_demo_has_somebody_behind_every_step)
{
        struct query q;
        story_county(cx);
        query_open(&q, cx, &steps, NULL);
        while (query_next(&q)) {
                for (int i = 0; i < 4; i++)
                        same_int(query_int(&q, i), 0);
                same_int(query_int(&q, 4), 5);  /* the adjustment of July, from application to signature, in July */
        }
        done(query_end(&q));
}
