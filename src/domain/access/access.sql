-- many access_roles(today day) -> code str, name str, kind int, perms int, holders int
-- Every role with how much it may and how many stand in it.
SELECT r.code, r.name, r.kind,
       (SELECT COUNT(*) FROM role_perm rp WHERE rp.role = r.code) AS perms,
       (SELECT COUNT(*) FROM post po
         WHERE po.role = r.code AND po.since <= :today AND (po.until IS NULL OR po.until >= :today)) AS holders
  FROM role r
 ORDER BY r.sort, r.code;

-- many access_rows() -> role str, perm str, see int, see_years int, change int, change_years int
-- Every permission row there is.
SELECT role, perm, see, see_years, change, change_years FROM role_perm ORDER BY role, perm;

-- many access_holders(role str, today day) -> person int, name str, unit str, disabled int?
-- Who stands in a role today.
SELECT po.person, p.name, u.name AS unit, a.disabled
  FROM post po
  JOIN person p ON p.id = po.person
  JOIN unit u ON u.id = po.unit
  LEFT JOIN account a ON a.person = po.person
 WHERE po.role = :role AND po.since <= :today AND (po.until IS NULL OR po.until >= :today)
 ORDER BY u.by_rank, p.sort, p.id
 LIMIT 500;

-- one access_person(person int) -> name str, disabled int?
SELECT p.name, a.disabled
  FROM person p
  LEFT JOIN account a ON a.person = p.id
 WHERE p.id = :person;

-- many access_posts(person int, today day) -> id int, role str, role_name str, unit str, grp str?, until day?
-- The posts a person may act in today.
SELECT po.id, po.role, r.name AS role_name, u.name AS unit, u.grp, po.until
  FROM post po
  JOIN role r ON r.code = po.role
  JOIN unit u ON u.id = po.unit
 WHERE po.person = :person AND po.since <= :today AND (po.until IS NULL OR po.until >= :today)
 ORDER BY po.id
 LIMIT 50;

-- one access_reviewed() -> at int, who str?
-- When the rights were last looked through, and by whom.
SELECT a.at, p.name AS who
  FROM audit a
  LEFT JOIN person p ON p.id = a.who
 WHERE a.event = 'role.review'
 ORDER BY a.id DESC
 LIMIT 1;

-- one access_changed(since int) -> roles int, posts int
-- What has changed since: rows of roles, and posts given or taken.
SELECT COUNT(*) FILTER (WHERE event IN ('role.edit', 'role.seed')) AS roles,
       COUNT(*) FILTER (WHERE event IN ('post.grant', 'post.revoke')) AS posts
  FROM audit
 WHERE at > :since;
