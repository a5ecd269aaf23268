-- one role_head(code str) -> code str, name str, kind int, sort int, version int
SELECT code, name, kind, sort, version FROM role WHERE code = :code;

-- write1 role_touch(code str, version int)
UPDATE role SET version = version + 1 WHERE code = :code AND version = :version;

-- one role_perm_row(role str, perm str) -> see int, see_years int, change int, change_years int
SELECT see, see_years, change, change_years FROM role_perm WHERE role = :role AND perm = :perm;

-- write role_perm_put(role str, perm str, see int, see_years int, change int, change_years int)
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
VALUES (:role, :perm, :see, :see_years, :change, :change_years)
    ON CONFLICT (role, perm) DO UPDATE SET see = excluded.see, see_years = excluded.see_years,
       change = excluded.change, change_years = excluded.change_years;

-- write role_perm_drop(role str, perm str)
DELETE FROM role_perm WHERE role = :role AND perm = :perm;

-- one role_is_held(role str, person int, today day) -> n int
-- Does the person hold it today or later, in any unit?
SELECT COUNT(*) AS n FROM post
 WHERE role = :role AND person = :person AND (until IS NULL OR until >= :today);

-- many role_kind_people(kind int, today day) -> person int
-- Whoever holds a role of this kind today.
SELECT DISTINCT po.person
  FROM post po
  JOIN role r ON r.code = po.role
 WHERE r.kind = :kind AND po.since <= :today AND (po.until IS NULL OR po.until >= :today)
 ORDER BY po.person;
