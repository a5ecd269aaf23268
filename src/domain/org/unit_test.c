/* domain/org/unit_test.c - the tree of units: what may stand where, and all or nothing. */
#include "core/audit/audit.sql.h"
#include "core/auth/account.h"
#include "core/auth/account.sql.h"
#include "core/auth/session.h"
#include "domain/org/org.h"
#include "domain/org/unit.sql.h"
#include "tests/faults.h"
#include "tests/fixture_demo.h"

static int64_t id_of(struct ctx *cx, const char *code)
{
        struct org_unit u = { 0 };
        done(org_unit_by_code(cx, str_of(code), &u));
        return u.id;
}

static enum fail_kind kind(const struct fail *f) { return f ? f->kind : FAIL_NONE; }

static const struct org_wish station = { ORG_SUBORDINATE, S_C("test-station"), S_C("测试站"), S_C(""), S_C(""), 5 };

TEST_DB(org_demo_is_a_tree_whose_paths_are_true)
{
        struct unit_tree it;
        int n = 0;
        demo_units(cx);
        unit_tree(&it, cx);
        while (unit_tree_next(&it)) {
                str end = str_f(cx->arena, "/%ld/", it.id);
                struct org_unit above = { .path = S("/") };
                if (it.has_parent)
                        done(org_unit_by_id(cx, it.parent, &above));
                ok(str_eq(it.path, str_f(cx->arena, "%.*s%ld/", STR(above.path), it.id)));
                ok(str_ends(it.path, end));
                n++;
        }
        done(unit_tree_end(&it));
        ok(n >= 12);
        struct org_unit seed;
        done(org_unit_by_code(cx, S("wusheng-mbjx"), &seed));
        same_str(seed.name, "中共武胜县委目标绩效管理办公室");
}

TEST_DB(org_unit_add_keeps_code_path_and_trail)
{
        struct org_unit u;
        int64_t id = 0;
        struct audit_count trail;
        demo_units(cx);
        done(org_unit_add(cx, id_of(cx, "shili-shuiwu"), &station, &id));
        done(org_unit_by_id(cx, id, &u));
        same_str(u.brief, "测试站");            /* without a short name, the name */
        ok(!u.group.p);
        same_int(u.version, 1);
        done(audit_count(cx, S("unit"), id, &trail));
        same_int(trail.n, 1);
        same_int(kind(org_unit_add(cx, id_of(cx, "shili"), &station, &id)), FAIL_INVALID);
        same_int(kind(org_unit_add(cx, 987654, &station, &id)), FAIL_NOT_FOUND);

        struct org_wish wish = station;
        wish.code = S("test-two");
        same_int(kind(org_unit_add(cx, id_of(cx, "shili-mbb-zh"), &wish, &id)), FAIL_INVALID);
        wish.kind = ORG_COUNTY;
        same_int(kind(org_unit_add(cx, id_of(cx, "shili-mbb"), &wish, &id)), FAIL_INVALID);
}

/* One county, the root: not another one below it, nor by a change of kind, nor away from it. */
TEST_DB(a_second_county_cannot_be_made)
{
        struct org_wish w = { ORG_COUNTY, S("test-county"), S("又一个县"), S(""), S(""), 7 };
        struct org_unit u;
        int64_t id = 0;
        demo_units(cx);
        const struct fail *f = org_unit_add(cx, id_of(cx, "shili"), &w, &id);
        ok(f && str_is(f->field, "kind") && str_find(f->say, S("示例县")) > 0);
        done(org_unit_by_code(cx, S("shili-liuxi"), &u));
        w.name = u.name;
        f = org_unit_edit(cx, u.id, u.version, &w);
        ok(f && str_is(f->field, "kind"));
        done(org_unit_by_code(cx, S("shili"), &u));
        w.name = u.name;
        done(org_unit_edit(cx, u.id, u.version, &w));
        w.kind = ORG_DEPARTMENT;
        f = org_unit_edit(cx, u.id, u.version + 1, &w);
        ok(f && str_is(f->field, "kind"));
}

TEST_DB(org_unit_names_are_one_units)
{
        struct org_unit water, u;
        struct org_wish w = { ORG_DEPARTMENT, S("test-twin"), S(""), S(""), S(""), 7 };
        int64_t id = 0;
        demo_units(cx);
        done(org_unit_by_code(cx, S("shili-shuiwu"), &water));
        w.name = w.brief = water.name;
        const struct fail *f = org_unit_add(cx, id_of(cx, "shili"), &w, &id);
        ok(f && str_is(f->field, "name") && str_find(f->say, S("shili-shuiwu")) > 0);
        same_int(kind(org_unit_add(cx, id_of(cx, "shili-mbb"), &w, &id)), FAIL_INVALID);       /* nor elsewhere */
        w.kind = ORG_SECTION;                   /* every unit may have its 办公室, but one */
        w.name = w.brief = S("测试科");
        done(org_unit_add(cx, id_of(cx, "shili-mbb"), &w, &id));
        w.code = S("test-twin-two");
        same_int(kind(org_unit_add(cx, id_of(cx, "shili-mbb"), &w, &id)), FAIL_INVALID);
        done(org_unit_add(cx, id_of(cx, "shili-shuiwu"), &w, &id));
        /* Neither by changing a name; one's own stays free. */
        done(org_unit_by_code(cx, S("shili-liuxi"), &u));
        struct org_wish town = { u.kind, u.code, water.name, u.brief, u.group, u.sort };
        same_int(kind(org_unit_edit(cx, u.id, u.version, &town)), FAIL_INVALID);
        town.name = u.name;
        done(org_unit_edit(cx, u.id, u.version, &town));
}

TEST_DB(org_unit_edit_needs_the_version_that_was_seen)
{
        struct org_unit u;
        struct org_wish w = { ORG_TOWN, S_C(""), S_C("柳溪镇"), S_C("柳溪"), S_C("乡镇一组"), 7 };
        demo_units(cx);
        int64_t id = id_of(cx, "shili-liuxi");
        done(org_unit_edit(cx, id, 1, &w));
        same_int(kind(org_unit_edit(cx, id, 1, &w)), FAIL_CONFLICT);
        done(org_unit_by_id(cx, id, &u));
        same_str(u.name, "柳溪镇");
        same_str(u.code, "shili-liuxi");
        same_int(u.version, 2);
}

TEST_DB(org_unit_move_takes_all_below_along)
{
        struct org_unit park, child, bureau;
        demo_units(cx);
        done(org_unit_by_code(cx, S("shili-shuiwu"), &bureau));
        done(org_unit_by_code(cx, S("shili-yq"), &park));
        done(org_unit_move(cx, bureau.id, 1, park.id));
        done(org_unit_by_code(cx, S("shili-hedao"), &child));
        ok(str_eq(child.path, str_f(cx->arena, "%.*s%ld/%ld/", STR(park.path), bureau.id, child.id)));
        same_int(kind(org_unit_move(cx, bureau.id, 1, park.id)), FAIL_CONFLICT);
        same_int(kind(org_unit_move(cx, park.id, park.version, child.id)), FAIL_INVALID);
        same_int(kind(org_unit_move(cx, park.id, park.version, park.id)), FAIL_INVALID);
        /* and back again: the paths are what they were */
        done(org_unit_move(cx, bureau.id, 2, bureau.parent));
        str before = child.path;
        done(org_unit_by_code(cx, S("shili-hedao"), &child));
        ok(!str_eq(child.path, before));
        ok(str_eq(child.path, str_f(cx->arena, "%.*s%ld/", STR(bureau.path), child.id)));
}

/* A move changes what a scope reaches, at once. */
TEST_DB(a_moved_unit_is_in_the_scope_of_its_new_place)
{
        demo_units(cx);
        struct ctx who = *cx;
        int64_t town = id_of(cx, "shili-liuxi"), bureau = id_of(cx, "shili-shuiwu");
        struct visitor v = { .unit = bureau, .unit_path = (str){ 0 } };
        struct org_unit u;
        done(org_unit_by_id(cx, bureau, &u));
        v.unit_path = u.path;
        perms_add(&v.may, MAY_BUDGET_VIEW);
        v.see[MAY_BUDGET_VIEW] = SCOPE_SUBTREE;
        who.visitor = &v;
        who.may = v.may;
        who.unit = bureau;
        same_int(kind(auth_see(&who, MAY_BUDGET_VIEW, town)), FAIL_NOT_FOUND);
        done(org_unit_move(cx, town, 1, bureau));
        same_int(kind(auth_see(&who, MAY_BUDGET_VIEW, town)), FAIL_NONE);
}

static void county(struct ctx *cx) { demo_units(cx); }

static const struct fail *run_revoke(struct ctx *cx)
{
        struct posts_of it;
        int64_t post = 0, person = 0;
        for (int64_t p = 1; p < 20 && !post; p++) {
                posts_of(&it, cx, p, cx->today);
                if (posts_of_next(&it) && str_is(it.role, "inspector")) {
                        post = it.id;
                        person = p;
                }
                const struct fail *f = posts_of_end(&it);
                if (f)
                        return f;
        }
        return account_revoke(cx, person, post, 1);
}
FAULTS(account_revoke, county, run_revoke)
