-- one person_by_login(login str) -> person int, name str, staff_no str?, sort int, version int
SELECT p.id AS person, p.name, p.staff_no, p.sort, p.version
  FROM account a JOIN person p ON p.id = a.person
 WHERE a.login = :login;

-- one person_by_staff_no(staff_no str) -> person int, name str
SELECT id AS person, name FROM person WHERE staff_no = :staff_no;

-- write person_set(id int, name str, staff_no str?, sort int)
UPDATE person SET name = :name, staff_no = :staff_no, sort = :sort, version = version + 1 WHERE id = :id;

-- one post_held(person int, unit int, role str, today day) -> id int, title str?, since day
-- This very post, if the person holds it today or will.
SELECT id, title, since FROM post
 WHERE person = :person AND unit = :unit AND role = :role AND acts_for IS NULL
   AND (until IS NULL OR until >= :today)
 ORDER BY id
 LIMIT 1;

-- many units_open() -> id int, code str, name str
SELECT id, code, name FROM unit WHERE closed IS NULL ORDER BY path, id;
