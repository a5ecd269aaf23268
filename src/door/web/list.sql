-- many list_own(person int, list str) -> id int, kind int, name str, value str, cols str?, shared int, mine int, version int
-- A person's columns and views of a list, and the views shared with everyone.
SELECT id, kind, name, value, cols, shared, CASE WHEN person = :person THEN 1 ELSE 0 END AS mine, version
  FROM list_view
 WHERE list = :list AND person = :person
UNION ALL
SELECT id, kind, name, value, cols, shared, 0 AS mine, version
  FROM list_view
 WHERE list = :list AND shared = 1 AND kind = 0 AND person <> :person
 ORDER BY 6, 3, 1;

-- write list_columns_put(person int, list str, value str)
INSERT INTO list_view (person, list, kind, name, value, shared, version)
VALUES (:person, :list, 1, '', :value, 0, 1)
    ON CONFLICT (person, list, kind, name) DO UPDATE SET value = excluded.value, version = list_view.version + 1;

-- write list_columns_drop(person int, list str)
DELETE FROM list_view WHERE person = :person AND list = :list AND kind = 1;

-- insert list_view_add(person int, list str, name str, value str, cols str, shared int)
INSERT INTO list_view (person, list, kind, name, value, cols, shared, version)
VALUES (:person, :list, 0, :name, :value, :cols, :shared, 1) RETURNING id;

-- one list_view_by_id(id int) -> id int, person int, list str, name str, value str, shared int, version int
SELECT id, person, list, name, value, shared, version FROM list_view WHERE id = :id AND kind = 0;

-- one list_view_named(person int, list str, name str) -> n int
SELECT COUNT(*) AS n FROM list_view WHERE person = :person AND list = :list AND kind = 0 AND name = :name;

-- one list_view_count(person int, list str) -> n int
SELECT COUNT(*) AS n FROM list_view WHERE person = :person AND list = :list AND kind = 0;

-- write1 list_view_set(id int, version int, name str, shared int)
UPDATE list_view SET name = :name, shared = :shared, version = version + 1
 WHERE id = :id AND version = :version AND kind = 0;

-- write1 list_view_end(id int, version int)
DELETE FROM list_view WHERE id = :id AND version = :version AND kind = 0;

-- many list_unit_keys(by int) -> id int, place str
-- Where each unit stands in an order, by id.
SELECT id, CASE :by WHEN 2 THEN by_sound ELSE by_rank END AS place FROM unit ORDER BY id;

-- many list_person_keys(by int, today day) -> id int, place str?
-- The same of people: in the official order with the first of their units, those without a post last.
SELECT p.id, CASE :by WHEN 2 THEN p.by_sound
                      ELSE (SELECT MIN(u.by_rank) FROM post x JOIN unit u ON u.id = x.unit
                             WHERE x.person = p.id AND (x.until IS NULL OR x.until >= :today)) END AS place
  FROM person p
 ORDER BY p.id;
