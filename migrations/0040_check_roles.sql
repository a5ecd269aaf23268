-- 0040: who opens rounds, submits for a unit and verifies, for databases that have their roles
-- already; a new one gets the same rows from roles.def. Scopes: 2 subtree, 4 all.
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'CHECK_RUN', 4, 0, 4, 0 FROM role WHERE code IN ('office-director', 'office-business');
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'CHECK_SIGN', 2, 0, 2, 0 FROM role WHERE code IN ('office-director', 'lead-reviewer', 'town');
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'ASSESS_VERIFY', CASE WHEN code IN ('county-leader', 'office-director') THEN 4 ELSE 2 END, 0,
       CASE WHEN code IN ('county-leader', 'office-director') THEN 4 ELSE 2 END, 0
  FROM role
 WHERE code IN ('county-leader', 'office-director', 'office-business', 'lead-reviewer', 'scorer');
