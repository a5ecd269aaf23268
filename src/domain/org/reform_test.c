/* domain/org/reform_test.c - mergers and splits: all or nothing, and nothing is lost. */
#include "core/auth/account.sql.h"
#include "core/auth/session.h"
#include "domain/org/group.h"
#include "domain/org/reform.h"
#include "domain/org/unit.sql.h"
#include "tests/faults.h"
#include "tests/story.h"

static struct reform_wish wish;

static int64_t id_of(struct ctx *cx, const char *code)
{
        struct org_unit u = { 0 };
        done(org_unit_by_code(cx, str_of(code), &u));
        return u.id;
}

static void merger(struct ctx *cx)
{
        struct reform_plan p;
        story_county(cx);
        wish = (struct reform_wish){ .kind = REFORM_MERGE, .on = cx->today,
                                     .document = S("改革方案"),
                                     .from = { id_of(cx, "shili-shuiwu"), id_of(cx, "shili-nyj") },
                                     .fresh = { { .name = S("示例县农水局"),
                                                  .code = S("shili-nongshui") } } };
        done(reform_plan(cx, &wish, &p));
        wish.seen = p.mark;
}

static const struct fail *run_merger(struct ctx *cx)
{
        int64_t id;
        return reform_carry_out(cx, &wish, &id);
}
FAULTS(reform_carry_out, merger, run_merger)

/* Every path is that of its place, whatever was moved. */
static void paths_are_true(struct ctx *cx)
{
        struct unit_tree it;
        unit_tree(&it, cx);
        while (unit_tree_next(&it)) {
                struct org_unit above = { .path = S("/") };
                if (it.has_parent)
                        done(org_unit_by_id(cx, it.parent, &above));
                ok(str_eq(it.path, str_f(cx->arena, "%.*s%ld/", STR(above.path), it.id)));
        }
        done(unit_tree_end(&it));
}

TEST_DB(a_merger_closes_the_old_and_keeps_their_paths)
{
        struct org_unit u;
        const struct reform_row *rows;
        int n;
        merger(cx);
        done(run_merger(cx));
        paths_are_true(cx);
        done(org_unit_by_code(cx, S("shili-shuiwu"), &u));
        ok(u.closed.n == cx->today.n);
        same_int(u.parent, id_of(cx, "shili-nongshui"));
        done(org_unit_by_code(cx, S("shili-hedao"), &u));
        same_int(u.parent, id_of(cx, "shili-nongshui"));
        ok(!day_is(u.closed));
        /* the new unit stands in the group of the first, this year too */
        done(org_groups_now(cx));
        done(org_unit_by_code(cx, S("shili-nongshui"), &u));
        same_str(u.group, "综合经济部门");
        done(reforms_of_unit(cx, id_of(cx, "shili-shuiwu"), &rows, &n));
        same_int(n, 2);                         /* the other that ended, and the successor */
        /* the same again is refused: they no longer stand */
        const struct fail *f = run_merger(cx);
        ok(f && f->kind == FAIL_INVALID);
}

/* A person's post ends the day before and goes on in the new unit, with its role. */
TEST_DB(a_post_moves_without_a_gap)
{
        int64_t person;
        struct posts_of it;
        merger(cx);
        story_post(cx, "lead-handler", "shili-shuiwu", &person);
        done(run_merger(cx));
        for (int day_of = -1; day_of <= 0; day_of++) {
                int n = 0;
                posts_of(&it, cx, person, day_add(cx->today, day_of));
                while (posts_of_next(&it)) {
                        n++;
                        same_int(it.unit, id_of(cx, day_of ? "shili-shuiwu" : "shili-nongshui"));
                        same_str(it.role, "lead-handler");
                }
                done(posts_of_end(&it));
                same_int(n, 1);
        }
}

TEST_DB(a_split_sends_each_where_it_was_sent)
{
        struct reform_plan p;
        struct org_unit u;
        int64_t id;
        story_county(cx);
        struct reform_choice below[] = { { id_of(cx, "shili-gongshui"), FATE_SECOND } };
        struct reform_wish w = { .kind = REFORM_SPLIT, .on = cx->today, .document = S("方案"),
                                 .from = { id_of(cx, "shili-shuiwu") },
                                 .fresh = { { .name = S("示例县水利局"), .code = S("shili-slj") },
                                            { .name = S("示例县供水局"), .code = S("shili-gsj") } },
                                 .below = below, .n_below = 1 };
        done(reform_plan(cx, &w, &p));
        same_int(p.n_to, 2);
        w.seen = p.mark;
        done(reform_carry_out(cx, &w, &id));
        paths_are_true(cx);
        done(org_unit_by_code(cx, S("shili-gongshui"), &u));
        same_int(u.parent, id_of(cx, "shili-gsj"));
        done(org_unit_by_code(cx, S("shili-hedao"), &u));
        same_int(u.parent, id_of(cx, "shili-slj"));
        done(org_unit_by_code(cx, S("shili-shuiwu"), &u));
        same_int(u.parent, id_of(cx, "shili-slj"));     /* the first keeps the files */
}

TEST_DB(a_plan_that_changed_is_not_carried_out)
{
        struct org_unit u;
        merger(cx);
        done(org_unit_by_code(cx, S("shili-hedao"), &u));
        struct org_wish w = { u.kind, S_C(""), S_C("示例县河道所"), S_C(""), S_C(""), 5 };
        done(org_unit_edit(cx, u.id, u.version, &w));
        const struct fail *f = run_merger(cx);
        ok(f && f->kind == FAIL_CONFLICT);
        done(org_unit_by_code(cx, S("shili-shuiwu"), &u));
        ok(!day_is(u.closed));
}
