/* domain/org/group_test.c - assessment groups by year. */
#include "domain/org/group.h"
#include "domain/org/group.sql.h"
#include "tests/faults.h"
#include "tests/story.h"

static struct org_group_row town;
static int64_t mark;

static void county(struct ctx *cx)
{
        const struct org_group_row *rows;
        struct org_unit u;
        int n;
        story_county(cx);
        done(org_unit_by_code(cx, S("shili-liuxi"), &u));
        town = (struct org_group_row){ .unit = u.id, .group = S("乡镇三组"), .sort = 1,
                                       .competes = false };
        done(org_groups(cx, 2024, &rows, &n, &mark));
        ok(n > 80);
}

static const struct fail *run_put(struct ctx *cx) { return org_groups_put(cx, 2024, mark, &town, 1); }
FAULTS(org_groups_put, county, run_put)

static const struct fail *run_copy(struct ctx *cx) { return org_groups_copy(cx, 2025); }
FAULTS(org_groups_copy, county, run_copy)

/* Scopes by group go by the present year, and change when the year does. */
TEST_DB(a_new_year_brings_its_groups)
{
        const struct org_group_row *rows;
        struct org_unit u;
        int n;
        county(cx);
        done(org_groups_copy(cx, 2025));
        done(org_groups(cx, 2025, &rows, &n, &mark));
        done(org_groups_put(cx, 2025, mark, &town, 1));
        done(org_unit_by_code(cx, S("shili-liuxi"), &u));
        same_str(u.group, "乡镇一组");
        cx->today = day_make(2025, 1, 1);
        done(org_groups_now(cx));
        done(org_unit_by_code(cx, S("shili-liuxi"), &u));
        same_str(u.group, "乡镇三组");
        /* a year that nobody laid out changes nothing */
        cx->today = day_make(2026, 1, 1);
        done(org_groups_now(cx));
        done(org_unit_by_code(cx, S("shili-liuxi"), &u));
        same_str(u.group, "乡镇三组");
}

/* The official order is that of unit.by_rank, not of the numbers in the path. */
TEST_DB(groups_are_laid_out_in_the_official_order)
{
        const struct org_group_row *rows;
        struct org_unit a, b;
        int n, first = -1, second = -1;
        county(cx);
        done(org_unit_by_code(cx, S("shili-mbb"), &a));         /* sort 70, and 10 towns stand in the tree before it */
        done(org_unit_by_code(cx, S("shili-liuxi"), &b));       /* sort 150 */
        done(org_groups(cx, 2024, &rows, &n, &mark));
        for (int i = 0; i < n; i++) {
                first = rows[i].unit == a.id ? i : first;
                second = rows[i].unit == b.id ? i : second;
        }
        ok(first >= 0 && first < second);
}
