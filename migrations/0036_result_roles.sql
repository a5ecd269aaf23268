-- 0036: who computes, decides, publishes and appeals, for databases that have their
-- roles already; a new one gets the same rows from roles.def. Scopes: 2 subtree, 4 all.
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'RESULT_VIEW', CASE WHEN code IN ('county-leader', 'office-director', 'office-business', 'office-general',
       'service-centre', 'inspector') THEN 4 ELSE 2 END, 0, 0, 0
  FROM role
 WHERE code IN ('county-leader', 'office-director', 'office-business', 'office-general', 'service-centre', 'inspector',
                'lead-handler', 'lead-reviewer', 'supporting-unit', 'town', 'scorer');
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'RESULT_RUN', 4, 0, 4, 0 FROM role WHERE code IN ('office-director', 'office-business');
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'RESULT_DECIDE', 4, 0, 4, 0 FROM role WHERE code IN ('office-director', 'county-leader');
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'RESULT_PUBLISH', 4, 0, 4, 0 FROM role WHERE code = 'office-director';
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'APPEAL_DECIDE', 4, 0, 4, 0 FROM role WHERE code = 'office-director';
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'APPEAL_FILE', 2, 0, 2, 0 FROM role WHERE code IN ('lead-reviewer', 'town');
