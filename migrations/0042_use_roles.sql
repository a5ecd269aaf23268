-- 0042: who fills in a rectification plan, for databases that have their roles already; a new one
-- gets the same rows from roles.def. Scopes: 2 subtree.
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'RECTIFY_EDIT', 2, 0, 2, 0 FROM role
 WHERE code IN ('lead-handler', 'lead-reviewer', 'supporting-unit', 'town');
