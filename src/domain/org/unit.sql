-- one unit_by_id(id int) -> id int, parent int?, kind int, code str, name str, brief str, grp str?, sort int, path str, closed day?, version int,
--   opened day?, named day?, named_by str?, sound str?
SELECT id, parent, kind, code, name, short, grp, sort, path, closed, version,
       opened, named, named_by, sound
  FROM unit WHERE id = :id;

-- one unit_by_code(code str) -> id int, parent int?, kind int, code str, name str, brief str, grp str?, sort int, path str, closed day?, version int,
--   opened day?, named day?, named_by str?, sound str?
SELECT id, parent, kind, code, name, short, grp, sort, path, closed, version,
       opened, named, named_by, sound
  FROM unit WHERE code = :code;

-- one unit_namesake(name str, parent int, own int, id int) -> id int, code str
-- Another standing unit of that name: below the same parent; for a unit that stands for itself (own 1: not 下属单位 4,
-- 内设机构 5, of which every unit may have its 办公室), another such one anywhere.
SELECT o.id, o.code
  FROM unit o
 WHERE o.name = :name AND o.id <> :id AND o.closed IS NULL
   AND (o.parent = :parent OR (:own = 1 AND o.kind NOT IN (4, 5)))
 ORDER BY o.id
 LIMIT 1;

-- many unit_tree() -> id int, parent int?, kind int, code str, name str, brief str, grp str?, sort int, path str, closed day?
-- Every unit, parents before their children, brothers in their order. A county has a few hundred.
SELECT id, parent, kind, code, name, short, grp, sort, path, closed
  FROM unit
 ORDER BY length(path) - length(replace(path, '/', '')), sort, id;

-- many unit_tree_counted(today day) -> id int, parent int?, kind int, code str, name str, brief str, grp str?, path str, closed day?, people int
-- The same with the number of people who hold a post of their own in each.
SELECT u.id, u.parent, u.kind, u.code, u.name, u.short, u.grp, u.path, u.closed,
       (SELECT COUNT(DISTINCT po.person) FROM post po
         WHERE po.unit = u.id AND po.acts_for IS NULL AND po.since <= :today
           AND (po.until IS NULL OR po.until >= :today)) AS people
  FROM unit u
 ORDER BY length(u.path) - length(replace(u.path, '/', '')), u.sort, u.id;

-- many unit_search(first str, last str, like str, like2 str, like3 str, letters str) -> id int, kind int, code str, name str,
--   brief str, grp str?, path str, closed day?
-- Units by present or former name, short name or code, as the search folds them, or by the initials of their pinyin.
SELECT u.id, u.kind, u.code, u.name, u.short, u.grp, u.path, u.closed
  FROM unit u
 WHERE u.id IN (SELECT d.record FROM search_doc d
                 WHERE d.kind = 'unit'
                   AND d.id IN (SELECT g.doc FROM search_gram g WHERE g.gram = :first)
                   AND d.id IN (SELECT h.doc FROM search_gram h WHERE h.gram = :last)
                   AND d.body LIKE :like ESCAPE '!'
                   AND d.body LIKE :like2 ESCAPE '!' AND d.body LIKE :like3 ESCAPE '!')
-- when letters: OR u.initials LIKE '%' || :letters || '%'
 ORDER BY CASE WHEN u.closed IS NULL THEN 0 ELSE 1 END, u.path
 LIMIT 100;

-- many unit_children(parent int) -> id int, kind int, code str, name str, brief str, grp str?, closed day?
SELECT id, kind, code, name, short, grp, closed
  FROM unit
 WHERE parent = :parent
 ORDER BY sort, id;

-- insert unit_insert(parent int?, kind int, code str, name str, brief str, grp str?, sort int, path str)
INSERT INTO unit (parent, kind, code, name, short, grp, sort, path, version)
VALUES (:parent, :kind, :code, :name, :brief, :grp, :sort, :path, 1) RETURNING id;

-- write unit_set_path(id int, path str)
UPDATE unit SET path = :path WHERE id = :id;

-- write1 unit_update(id int, version int, kind int, name str, brief str, grp str?, sort int)
UPDATE unit
   SET kind = :kind, name = :name, short = :brief, grp = :grp, sort = :sort, version = version + 1
 WHERE id = :id AND version = :version;

-- write1 unit_set_parent(id int, version int, parent int)
UPDATE unit SET parent = :parent, version = version + 1 WHERE id = :id AND version = :version;

-- write unit_move_paths(old str, fresh str, n int)
-- Everything at or below a place gets its new beginning; n: characters of the old one, plus one.
UPDATE unit SET path = :fresh || substr(path, CAST(:n AS INTEGER)) WHERE path LIKE :old || '%';

-- many unit_posts(unit int, today day) -> id int, person int, name str, role_name str, since day, title str?, acts_for int?, until day?
SELECT po.id, po.person, p.name, r.name AS role_name, po.since, po.title, po.acts_for, po.until
  FROM post po
  JOIN person p ON p.id = po.person
  JOIN role r ON r.code = po.role
 WHERE po.unit = :unit AND po.since <= :today AND (po.until IS NULL OR po.until >= :today)
 ORDER BY r.sort, po.id;

-- many unit_demo_unsigned(county str, department int, park int, vertical int, role str) -> id int, brief str
-- Departments, parks and bodies of the level above, below a county in which nobody holds a role.
SELECT u.id, u.short AS brief
  FROM unit u
  JOIN unit c ON c.id = u.parent AND c.code = :county
 WHERE u.kind IN (:department, :park, :vertical) AND NOT EXISTS (SELECT 1 FROM post p WHERE p.unit = u.id AND p.role = :role)
 ORDER BY u.sort, u.id;
