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

-- one unit_group_of(unit int, year int) -> grp str
-- The group of a unit in one year.
SELECT grp FROM unit_group WHERE unit = :unit AND year = :year;

-- many unit_uses(batch int, year int) -> unit int, what int
-- What rests on units that a file brought (its rows are staged yet): every table that names a unit, by
-- the kinds of unit_import.c's use_words; their children and this year's group are asked apart.
WITH made AS (SELECT u.id FROM unit u JOIN import_row r ON r.c00 = u.code WHERE r.batch = :batch)
SELECT unit AS unit, CAST(1 AS BIGINT) AS what FROM post WHERE unit IN (SELECT id FROM made)
 UNION SELECT dept, 2 FROM budget WHERE dept IN (SELECT id FROM made)
 UNION SELECT unit, 3 FROM unit_name WHERE unit IN (SELECT id FROM made)
 UNION SELECT unit, 3 FROM unit_reform_part WHERE unit IN (SELECT id FROM made)
 UNION SELECT unit, 4 FROM unit_group WHERE unit IN (SELECT id FROM made) AND year <> :year
 UNION SELECT unit, 5 FROM scheme WHERE unit IN (SELECT id FROM made)
 UNION SELECT unit, 5 FROM scheme_unit WHERE unit IN (SELECT id FROM made)
 UNION SELECT provider, 5 FROM scheme_node WHERE provider IN (SELECT id FROM made)
 UNION SELECT scorer, 5 FROM scheme_node WHERE scorer IN (SELECT id FROM made)
 UNION SELECT unit, 5 FROM scheme_node_unit WHERE unit IN (SELECT id FROM made)
 UNION SELECT unit, 6 FROM goal_book WHERE unit IN (SELECT id FROM made)
 UNION SELECT section, 6 FROM goal WHERE section IN (SELECT id FROM made)
 UNION SELECT giver, 7 FROM figure WHERE giver IN (SELECT id FROM made)
 UNION SELECT unit, 7 FROM figure WHERE unit IN (SELECT id FROM made)
 UNION SELECT unit, 8 FROM effect WHERE unit IN (SELECT id FROM made)
 UNION SELECT unit, 8 FROM grade_decision WHERE unit IN (SELECT id FROM made)
 UNION SELECT unit, 8 FROM result_unit WHERE unit IN (SELECT id FROM made)
 UNION SELECT unit, 10 FROM urge WHERE unit IN (SELECT id FROM made)
 UNION SELECT unit, 10 FROM city_book WHERE unit IN (SELECT id FROM made)
 UNION SELECT lead, 10 FROM city_item WHERE lead IN (SELECT id FROM made)
 UNION SELECT unit, 10 FROM city_share WHERE unit IN (SELECT id FROM made)
 UNION SELECT unit, 10 FROM award WHERE unit IN (SELECT id FROM made)
 UNION SELECT unit, 8 FROM result_appeal WHERE unit IN (SELECT id FROM made)
 UNION SELECT unit, 10 FROM poll_unit WHERE unit IN (SELECT id FROM made)
 UNION SELECT unit, 10 FROM poll_code WHERE unit IN (SELECT id FROM made)
 UNION SELECT unit, 10 FROM poll_tally WHERE unit IN (SELECT id FROM made)
 UNION SELECT unit, 10 FROM poll_voter WHERE unit IN (SELECT id FROM made)
 UNION SELECT unit, 10 FROM poll_mark WHERE unit IN (SELECT id FROM made)
 UNION SELECT unit, 10 FROM poll_entry WHERE unit IN (SELECT id FROM made)
 UNION SELECT unit, 10 FROM check_paper WHERE unit IN (SELECT id FROM made)
 UNION SELECT unit, 8 FROM result_history WHERE unit IN (SELECT id FROM made)
 UNION SELECT county, 8 FROM result_history WHERE county IN (SELECT id FROM made)
 UNION SELECT unit, 10 FROM use_proposal WHERE unit IN (SELECT id FROM made)
 UNION SELECT unit, 10 FROM reward_unit WHERE unit IN (SELECT id FROM made)
 UNION SELECT unit, 10 FROM rectify_item WHERE unit IN (SELECT id FROM made)
 UNION SELECT unit, 9 FROM document_series WHERE unit IN (SELECT id FROM made)
 UNION SELECT unit, 9 FROM document WHERE unit IN (SELECT id FROM made)
 UNION SELECT unit, 9 FROM document_to WHERE unit IN (SELECT id FROM made)
 ORDER BY 1, 2;

-- write unit_remove(id int)
-- Only of a unit that nothing names: the keys of all other tables watch over it.
DELETE FROM unit WHERE id = :id;

-- many person_uses(batch int) -> person int, what int
-- What rests on people whom a file names (its rows are staged yet): every table that names a person, and what they
-- did themselves, by the kinds of people_undo.c's use_words; their account and its links go with them.
WITH made AS (SELECT a.person AS id FROM account a JOIN import_row r ON r.c00 = a.login WHERE r.batch = :batch)
SELECT person AS person, CAST(1 AS BIGINT) AS what FROM post WHERE person IN (SELECT id FROM made)
 UNION SELECT person, 2 FROM session WHERE person IN (SELECT id FROM made)
 UNION SELECT person, 2 FROM entry WHERE person IN (SELECT id FROM made)
 UNION SELECT person, 2 FROM password_past WHERE person IN (SELECT id FROM made)
 UNION SELECT person, 2 FROM factor WHERE person IN (SELECT id FROM made)
 UNION SELECT person, 2 FROM factor_code WHERE person IN (SELECT id FROM made)
 UNION SELECT COALESCE(who, 0), 3 FROM audit WHERE COALESCE(who, 0) IN (SELECT id FROM made)
 UNION SELECT person, 3 FROM request_once WHERE person IN (SELECT id FROM made)
 UNION SELECT person, 3 FROM list_view WHERE person IN (SELECT id FROM made)
 UNION SELECT made_by, 3 FROM link WHERE made_by IN (SELECT id FROM made)
 UNION SELECT deputy, 4 FROM delegation WHERE deputy IN (SELECT id FROM made)
 UNION SELECT asked_by, 4 FROM delegation WHERE asked_by IN (SELECT id FROM made)
 UNION SELECT decided_by, 4 FROM delegation WHERE decided_by IN (SELECT id FROM made)
 UNION SELECT person, 4 FROM absence WHERE person IN (SELECT id FROM made)
 UNION SELECT person, 4 FROM hand_over WHERE person IN (SELECT id FROM made)
 UNION SELECT successor, 4 FROM hand_over WHERE successor IN (SELECT id FROM made)
 UNION SELECT person, 5 FROM message WHERE person IN (SELECT id FROM made)
 UNION SELECT person, 5 FROM message_person WHERE person IN (SELECT id FROM made)
 UNION SELECT person, 5 FROM message_choice WHERE person IN (SELECT id FROM made)
 UNION SELECT signed_by, 6 FROM goal_book WHERE signed_by IN (SELECT id FROM made)
 UNION SELECT replied_by, 6 FROM urge WHERE replied_by IN (SELECT id FROM made)
 UNION SELECT person, 6 FROM result_recusal WHERE person IN (SELECT id FROM made)
 UNION SELECT person, 6 FROM poll_voter WHERE person IN (SELECT id FROM made)
 ORDER BY 1, 2;

-- one person_kept(id int) -> name str, staff_no str?, sort int, version int, login str?, account int
-- `account`: its version. For an undo.
SELECT p.name, p.staff_no, p.sort, p.version, a.login, a.version AS account
  FROM person p JOIN account a ON a.person = p.id
 WHERE p.id = :id;

-- write person_links_remove(person int)
DELETE FROM link WHERE person = :person;

-- write account_remove(person int)
DELETE FROM account WHERE person = :person;

-- write person_remove(id int)
-- Only of a person whom nothing names: the keys of all other tables watch over it.
DELETE FROM person WHERE id = :id;

-- many post_uses(batch int) -> post int, what int
-- What rests on the posts of people whom a file names: every table that names a post, by the same kinds.
WITH made AS (SELECT DISTINCT po.id FROM post po JOIN account a ON a.person = po.person
                JOIN import_row r ON r.c00 = a.login WHERE r.batch = :batch)
SELECT post AS post, CAST(2 AS BIGINT) AS what FROM session WHERE post IN (SELECT id FROM made)
 UNION SELECT post, 4 FROM delegation WHERE post IN (SELECT id FROM made)
 UNION SELECT acting, 4 FROM delegation WHERE acting IN (SELECT id FROM made)
 UNION SELECT acts_for, 4 FROM post WHERE acts_for IN (SELECT id FROM made)
 UNION SELECT part, 6 FROM goal_part WHERE kind = 1 AND part IN (SELECT id FROM made)
 ORDER BY 1, 2;

-- one post_kept(id int) -> person int, name str, title str?, until day?, version int
-- For an undo.
SELECT po.person, p.name, po.title, po.until, po.version
  FROM post po JOIN person p ON p.id = po.person
 WHERE po.id = :id;

-- write post_remove(id int)
-- Only of a post that nothing names.
DELETE FROM post WHERE id = :id;
