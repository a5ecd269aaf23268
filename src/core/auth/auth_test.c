/* core/auth/auth_test.c - what each scope reaches, for reading and writing apart. */
#include "core/auth/auth.h"
#include "core/auth/session.h"
#include "core/auth/account.sql.h"
#include "core/auth/auth.sql.h"
#include "tests/story.h"

/* county ─┬─ own ── child      other (a second root)
 *         ├─ sibling (same assessment group as own)
 *         └─ stranger */
enum place { COUNTY, OWN, CHILD, SIBLING, STRANGER, OTHER, PLACES };
static const char *const scripts[] = {
        "INSERT INTO unit (id, parent, kind, code, name, short, grp, sort, path, version) VALUES "
        "(101, NULL, 0, 'a', 'a', 'a', NULL, 1, '/101/', 1),"
        "(102, 101, 2, 'b', 'b', 'b', 'G', 1, '/101/102/', 1),"
        "(103, 102, 4, 'c', 'c', 'c', NULL, 1, '/101/102/103/', 1),"
        "(104, 101, 2, 'd', 'd', 'd', 'G', 2, '/101/104/', 1),"
        "(1020, 101, 2, 'e', 'e', 'e', NULL, 3, '/101/1020/', 1),"
        "(106, NULL, 0, 'f', 'f', 'f', NULL, 1, '/106/', 1)",
};
static const int64_t ids[PLACES] = { 101, 102, 103, 104, 1020, 106 };

static void wear(struct ctx *cx, enum scope see, enum scope change)
{
        struct visitor *v = NEW(cx->arena, struct visitor);
        v->unit = cx->unit = ids[OWN];
        v->unit_path = S("/101/102/");
        v->unit_group = S("G");
        v->see[MAY_BUDGET_VIEW] = (uint8_t)see;
        v->change[MAY_BUDGET_VIEW] = (uint8_t)change;
        perms_add(&v->may, MAY_BUDGET_VIEW);
        cx->may = v->may;
        cx->visitor = v;
}

static enum fail_kind kind(const struct fail *f) { return f ? f->kind : FAIL_NONE; }

TEST_DB(scopes_reach_exactly_what_they_name)
{
        static const bool reach[SCOPE_END][PLACES] = {
                /*                  county own    child  sibling stranger other */
                [SCOPE_NONE]    = { false, false, false, false,  false,   false },
                [SCOPE_OWN]     = { false, true,  false, false,  false,   false },
                [SCOPE_SUBTREE] = { false, true,  true,  false,  false,   false },
                [SCOPE_GROUP]   = { false, true,  false, true,   false,   false },
                [SCOPE_ALL]     = { true,  true,  true,  true,   true,    true },
        };
        done(db_script(cx, str_of(scripts[0])));
        for (int s = SCOPE_NONE; s < SCOPE_END; s++)
                for (int p = 0; p < PLACES; p++) {
                        wear(cx, (enum scope)s, SCOPE_NONE);
                        same_int(kind(auth_see(cx, MAY_BUDGET_VIEW, ids[p])),
                                 reach[s][p] ? FAIL_NONE : FAIL_NOT_FOUND);
                        same_int(kind(auth_change(cx, MAY_BUDGET_VIEW, ids[p])), FAIL_DENIED);
                        wear(cx, SCOPE_NONE, (enum scope)s);
                        same_int(kind(auth_change(cx, MAY_BUDGET_VIEW, ids[p])),
                                 reach[s][p] ? FAIL_NONE : FAIL_DENIED);
                        same_int(kind(auth_see(cx, MAY_BUDGET_VIEW, ids[p])), FAIL_NOT_FOUND);
                }
}

TEST_DB(a_missing_permission_or_unit_reaches_nothing)
{
        done(db_script(cx, str_of(scripts[0])));
        wear(cx, SCOPE_ALL, SCOPE_ALL);
        same_int(kind(auth_see(cx, MAY_BUDGET_EDIT, ids[OWN])), FAIL_NOT_FOUND);
        same_int(kind(auth_change(cx, MAY_BUDGET_EDIT, ids[OWN])), FAIL_DENIED);
        wear(cx, SCOPE_SUBTREE, SCOPE_GROUP);
        same_int(kind(auth_see(cx, MAY_BUDGET_VIEW, 987654)), FAIL_NOT_FOUND);
        same_int(kind(auth_change(cx, MAY_BUDGET_VIEW, 987654)), FAIL_DENIED);
        auth_as_nobody(cx);
        same_int(kind(auth_see(cx, MAY_BUDGET_VIEW, ids[OWN])), FAIL_NOT_FOUND);
        same_str(auth_reach(cx, MAY_BUDGET_VIEW).prefix, "-");
        same_int(auth_reach(cx, MAY_BUDGET_VIEW).scope, SCOPE_NONE);
}

/* The condition that lists are filtered with must let through what auth_see lets through. */
TEST_DB(lists_reach_what_single_records_reach)
{
        done(db_script(cx, str_of(scripts[0])));
        for (int s = SCOPE_NONE; s < SCOPE_END; s++) {
                wear(cx, (enum scope)s, SCOPE_NONE);
                struct auth_reach r = auth_reach(cx, MAY_BUDGET_VIEW);
                bool listed[PLACES] = { false };
                struct units_in_reach it;
                units_in_reach(&it, cx, r.prefix, r.unit, r.group);
                while (units_in_reach_next(&it))
                        for (int p = 0; p < PLACES; p++)
                                listed[p] |= ids[p] == it.id;
                done(units_in_reach_end(&it));
                for (int p = 0; p < PLACES; p++)
                        same_int(listed[p], !auth_see(cx, MAY_BUDGET_VIEW, ids[p]));
                wear(cx, SCOPE_NONE, (enum scope)s);
                same_int(auth_reach_change(cx, MAY_BUDGET_VIEW).scope, s);
                same_int(auth_reach(cx, MAY_BUDGET_VIEW).scope, SCOPE_NONE);
        }
}

TEST_DB(years_are_counted_from_the_working_year)
{
        static const struct { enum years word; int year; bool in; } rows[] = {
                { YEARS_ALL,        1999, true },  { YEARS_ALL,        2031, true },
                { YEARS_SINCE_LAST, 2022, false }, { YEARS_SINCE_LAST, 2023, true },
                { YEARS_SINCE_LAST, 2030, true },  { YEARS_SINCE_THIS, 2023, false },
                { YEARS_SINCE_THIS, 2024, true },  { YEARS_SINCE_THIS, 2025, true },
                { YEARS_THIS,       2023, false }, { YEARS_THIS,       2024, true },
                { YEARS_THIS,       2025, false }, { YEARS_THIS,       0,    true },
                { YEARS_END,        2024, false },
        };
        done(db_script(cx, str_of(scripts[0])));
        for (size_t i = 0; i < COUNT_OF(rows); i++)
                for (int write = 0; write < 2; write++) {
                        wear(cx, SCOPE_ALL, SCOPE_ALL);
                        struct visitor *v = (struct visitor *)cx->visitor;
                        v->year = 2024;
                        v->see_years[MAY_BUDGET_VIEW] = write ? YEARS_ALL : rows[i].word;
                        v->change_years[MAY_BUDGET_VIEW] = write ? rows[i].word : YEARS_ALL;
                        enum fail_kind see = kind(auth_see_year(cx, MAY_BUDGET_VIEW, ids[OWN],
                                                                rows[i].year));
                        enum fail_kind put = kind(auth_change_year(cx, MAY_BUDGET_VIEW, ids[OWN],
                                                                   rows[i].year));
                        same_int(see, write || rows[i].in ? FAIL_NONE : FAIL_NOT_FOUND);
                        same_int(put, !write || rows[i].in ? FAIL_NONE : FAIL_DENIED);
                        struct year_range r = auth_reach(cx, MAY_BUDGET_VIEW).years;
                        if (!write && rows[i].year)
                                same_int(rows[i].year >= r.first && rows[i].year <= r.last,
                                         rows[i].in);
                }
}

TEST_DB(the_working_year_is_the_database_s_else_the_calendar_s)
{
        int year = 0;
        done(working_year(cx, &year));
        same_int(year, 2024);
        static const struct { const char *text; int year; } rows[] = {
                { "2023", 2023 }, { "2025", 2025 }, { "x", 2024 }, { "99999", 2024 }, { "", 2024 } };
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                setting_put(cx, S("year"), str_of(rows[i].text));
                done(tx_commit(&tx));
                done(working_year(cx, &year));
                same_int(year, rows[i].year);
        }
}

/* 等保 三员: no administrator holds a business permission or another's; no business role holds
 * an administrator's. */
TEST(three_administrators_are_apart)
{
        static const enum role_kind admins[] = { ROLE_SYSTEM, ROLE_SECURITY, ROLE_AUDITOR };
        for (int p = MAY_SIGNED_IN + 1; p < MAY_END; p++) {
                int n = 0;
                for (size_t k = 0; k < COUNT_OF(admins); k++)
                        n += role_may_have(admins[k], (enum perm)p);
                /* one office, or business; shared are the tree of units, and stand-ins between
                 * business and whoever grants */
                same_int(n + role_may_have(ROLE_BUSINESS, (enum perm)p),
                         p == MAY_ORG_VIEW ? 4 : p == MAY_POST_DELEGATE ? 2 : 1);
                ok(!role_may_have(ROLE_OPEN, (enum perm)p));
        }
        ok(role_may_have(ROLE_SYSTEM, MAY_ACCOUNT_EDIT) && role_may_have(ROLE_SYSTEM, MAY_SETTING_EDIT));
        ok(role_may_have(ROLE_SECURITY, MAY_ROLE_GRANT) && role_may_have(ROLE_AUDITOR, MAY_AUDIT_VIEW));
        for (int i = 0; i < n_role_perms; i++) {
                const struct role_perm_info *row = &role_perm_info[i];
                const struct role_info *role = NULL;
                for (int r = 0; r < n_roles; r++)
                        if (!strcmp(role_info[r].code, row->role))
                                role = &role_info[r];
                if (!ok(role))
                        continue;
                if (!ok(role_may_have(role->kind, row->perm)))
                        test_note("%s may not have %s; an administrator's permission is a row in role.c",
                                  row->role, perm_info[row->perm].name);
                ok(role->kind != ROLE_OPEN);
                ok(row->see != SCOPE_NONE || row->change != SCOPE_NONE);
        }
}

TEST_DB(every_role_of_people_has_a_demonstration_post)
{
        story_county(cx);
        for (int r = 0; r < n_roles; r++) {
                struct posts_demo it;
                bool held = false;
                posts_demo(&it, cx, cx->today);
                while (posts_demo_next(&it))
                        held |= str_is(it.role_name, role_info[r].name);
                done(posts_demo_end(&it));
                if (!ok(held == (role_info[r].kind < ROLE_OPEN)))
                        test_note("role %s", role_info[r].code);
        }
}
