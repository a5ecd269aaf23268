-- 0067: nobody passes what he submitted himself, and a small office has one person of 业务股: its head reviews target
-- books, too (roles.def for new databases). Scope 4 all; years: 0 all, 2 from the working year on.
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT r.code, 'GOAL_REVIEW', 4, 0, 4, 2
  FROM role r
 WHERE r.code = 'office-director'
   AND NOT EXISTS (SELECT 1 FROM role_perm p WHERE p.role = r.code AND p.perm = 'GOAL_REVIEW');
