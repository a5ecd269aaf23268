-- insert reform_add(kind int, on_day day, document str, who int, at int)
INSERT INTO unit_reform (kind, on_day, document, who, at)
VALUES (:kind, :on_day, :document, :who, :at) RETURNING id;

-- write reform_part_add(reform int, unit int, part int, parent int?)
INSERT INTO unit_reform_part (reform, unit, part, parent) VALUES (:reform, :unit, :part, :parent);

-- many reforms_of(unit int) -> reform int, kind int, on_day day, document str, mine int, other int, other_name str, part int
-- What a unit went through, the latest first; a row for every other unit of the reform, under the name
-- it had when the reform began.
SELECT r.id AS reform, r.kind, r.on_day, r.document, m.part AS mine, o.unit AS other,
       COALESCE((SELECT n.name FROM unit_name n
                  WHERE n.unit = u.id AND n.until >= r.on_day ORDER BY n.until LIMIT 1), u.name) AS other_name,
       o.part
  FROM unit_reform_part m
  JOIN unit_reform r ON r.id = m.reform
  JOIN unit_reform_part o ON o.reform = r.id AND o.unit <> m.unit
  JOIN unit u ON u.id = o.unit
 WHERE m.unit = :unit
 ORDER BY r.on_day DESC, r.id DESC, o.part, o.unit;

-- many reform_posts(unit int, last day) -> id int, person int, person_name str, role str, role_name str, title str?, since day, until day?, acts_for int?, version int
-- The posts of a unit that reach beyond a day.
SELECT po.id, po.person, p.name AS person_name, po.role, r.name AS role_name, po.title, po.since, po.until,
       po.acts_for, po.version
  FROM post po
  JOIN person p ON p.id = po.person
  JOIN role r ON r.code = po.role
 WHERE po.unit = :unit AND (po.until IS NULL OR po.until > :last)
 ORDER BY r.sort, po.id;

-- many reform_below(parent int) -> id int, name str, code str, kind int, path str, version int
-- The units right below that stand.
SELECT id, name, code, kind, path, version FROM unit WHERE parent = :parent AND closed IS NULL ORDER BY sort, id;

-- write1 unit_close(id int, version int, closed day, parent int)
UPDATE unit SET closed = :closed, parent = :parent, version = version + 1
 WHERE id = :id AND version = :version;

-- write unit_opened(id int, opened day)
UPDATE unit SET opened = :opened WHERE id = :id;

-- insert post_moved(person int, unit int, role str, title str?, since day, until day?)
INSERT INTO post (person, unit, role, title, since, until, version)
VALUES (:person, :unit, :role, :title, :since, :until, 1) RETURNING id;
