-- 0022: Who holds what, in databases whose roles exist already (roles.def for new ones). Scopes: 2 the
-- subtree, 4 all; years: 0 all, 2 from the working year on.
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'GOAL_EDIT', 2, 0, 2, 2 FROM role WHERE code IN ('lead-handler', 'town', 'supporting-unit');
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'GOAL_EDIT', 4, 0, 4, 2 FROM role WHERE code = 'office-business';
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'GOAL_REVIEW', 4, 0, 4, 2 FROM role WHERE code = 'office-business';
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'GOAL_ISSUE', 4, 0, 4, 2 FROM role WHERE code = 'office-director';
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'GOAL_APPROVE', 4, 0, 4, 2 FROM role WHERE code IN ('office-director', 'county-leader');
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'GOAL_SIGN', 2, 0, 2, 0 FROM role WHERE code IN ('lead-reviewer', 'town');
