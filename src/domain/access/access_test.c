/* domain/access/access_test.c - the change of a role's row: all or nothing, and who it refuses. */
#include "core/auth/role.sql.h"
#include "core/auth/session.h"
#include "domain/access/rights.h"
#include "tests/faults.h"
#include "tests/story.h"

static const struct fail *widen(struct ctx *cx)
{
        struct role_head r;
        const struct role_grant g = { MAY_BUDGET_VIEW, SCOPE_ALL, SCOPE_NONE, YEARS_THIS, YEARS_ALL };
        const struct fail *f = role_head(cx, S("inspector"), &r);
        return f ? f : role_grant_put(cx, S("inspector"), r.version, &g);
}

FAULTS(role_grant_put, story_county, widen)

TEST_DB(a_role_is_changed_for_the_next_request_of_its_people)
{
        story_county(cx);
        struct visit v = { .cx = cx };
        ok(visit_as(&v, "budget-editor", "shili-shuiwu"));
        same_int(visit_get(&v, S("/budget/import")), 200);
        const struct role_grant none = { .perm = MAY_BUDGET_EDIT };
        done(role_grant_put(cx, S("budget-editor"), 1, &none));
        same_int(visit_get(&v, S("/budget/import")), 403);
}

TEST(permission_keys_go_there_and_back)
{
        const char *const *keys = rights_keys(cx);
        for (int p = MAY_SIGNED_IN + 1; p < MAY_END; p++)
                same_int(perm_of_key(str_of(keys[p])), p);
        static const char *const wrong[] = { "", "none", "signed_in", "BUDGET_EDIT", "budget_edi",
                                             "budget_editt", "budget-edit" };
        for (size_t i = 0; i < COUNT_OF(wrong); i++)
                same_int(perm_of_key(str_of(wrong[i])), MAY_END);
}

TEST(a_scope_is_said_with_its_unit_and_years)
{
        same_str(scope_at(cx, SCOPE_OWN, YEARS_ALL, S("水务局"), (str){ 0 }), "水务局");
        same_str(scope_at(cx, SCOPE_SUBTREE, YEARS_THIS, S("水务局"), (str){ 0 }), "水务局及下级 · 仅本年");
        same_str(scope_at(cx, SCOPE_GROUP, YEARS_ALL, S("柳溪镇"), S("乡镇一组")), "乡镇一组（考核组）");
        same_str(scope_at(cx, SCOPE_GROUP, YEARS_ALL, S("柳溪镇"), (str){ 0 }), "本考核组");
        same_str(scope_at(cx, SCOPE_NONE, YEARS_THIS, S("x"), (str){ 0 }), "无");
}

TEST(a_row_of_a_later_version_gives_nothing)
{
        struct right r = right_of(MAY_BUDGET_VIEW, SCOPE_END, 0, SCOPE_ALL, YEARS_END);
        ok(!right_is(&r));
        r = right_of(MAY_BUDGET_VIEW, SCOPE_OWN, YEARS_THIS, SCOPE_NONE, 0);
        ok(right_is(&r) && r.see_years == YEARS_THIS);
}
