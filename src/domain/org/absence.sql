-- many absences_of(person int) -> id int, kind int, since day, until day?, document str?, locks int, at int, version int, who str?
SELECT l.id, l.kind, l.since, l.until, l.document, l.locks, l.at, l.version, p.name AS who
  FROM absence l
  LEFT JOIN person p ON p.id = l.who
 WHERE l.person = :person
 ORDER BY l.since DESC, l.id DESC;

-- many absences_seen(today day, prefix str, own int, grp str?, take int) -> id int, person int, name str, brief str?,
--   kind int, since day, until day?, document str?, locks int
-- Absences of everybody, the latest first, with the unit of their latest post. `reach`: of who serves in a unit of it.
SELECT l.id, l.person, p.name, u.short AS brief, l.kind, l.since, l.until, l.document, l.locks
  FROM absence l
  JOIN person p ON p.id = l.person
  LEFT JOIN post y ON y.id = (SELECT x.id FROM post x JOIN unit v ON v.id = x.unit
                               WHERE x.person = l.person AND x.acts_for IS NULL
                               ORDER BY x.until DESC NULLS FIRST, v.by_rank, x.id LIMIT 1)
  LEFT JOIN unit u ON u.id = y.unit
 WHERE 1 = 1
-- when reach: AND EXISTS (SELECT 1 FROM post z JOIN unit w ON w.id = z.unit WHERE z.person = l.person
-- when reach:   AND (z.until IS NULL OR z.until >= :today) AND (w.path LIKE :prefix || '%' OR w.id = :own OR w.grp = :grp))
 ORDER BY l.since DESC, l.id DESC
 LIMIT :take;

-- many absence_deputies(granted int, take int) -> person int, deputy str, since day, until day
-- Who stood, stands or will stand in for whom, by person.
SELECT po.person, p.name AS deputy, d.since, COALESCE(c.until, d.until) AS until
  FROM delegation d
  JOIN post po ON po.id = d.post
  JOIN person p ON p.id = d.deputy
  LEFT JOIN post c ON c.id = d.acting
 WHERE d.state = :granted
 ORDER BY po.person, d.since, d.id
 LIMIT :take;

-- one absence_by_id(id int) -> person int, kind int, since day, until day?, locks int, version int
SELECT person, kind, since, until, locks, version FROM absence WHERE id = :id;

-- one absence_any(person int, since day, until day?, has_until int) -> n int
-- Other absences of the person that share a day with a period; one that was called off ends before it begins.
SELECT COUNT(*) AS n FROM absence
 WHERE person = :person AND (until IS NULL OR until >= since)
   AND (:has_until = 0 OR since <= :until) AND (until IS NULL OR until >= :since);

-- insert absence_add(person int, kind int, since day, until day?, document str?, locks int, who int, at int)
INSERT INTO absence (person, kind, since, until, document, locks, who, at, version)
VALUES (:person, :kind, :since, :until, :document, :locks, :who, :at, 1) RETURNING id;

-- write1 absence_until(id int, version int, until day)
UPDATE absence SET until = :until, version = version + 1 WHERE id = :id AND version = :version;

-- many person_posts(person int) -> id int, unit int, unit_name str, path str, role str, role_name str, role_kind int, title str?, since day, until day?, acts_for int?, acts_name str?, version int
-- Every post a person holds, held and will hold, under the name the unit had then.
SELECT po.id, po.unit,
       COALESCE((SELECT n.name FROM unit_name n
                  WHERE n.unit = u.id AND po.until IS NOT NULL AND n.until >= po.until
                  ORDER BY n.until LIMIT 1), u.name) AS unit_name,
       u.path, po.role, r.name AS role_name, r.kind AS role_kind, po.title, po.since, po.until, po.acts_for,
       h.name AS acts_name, po.version
  FROM post po
  JOIN unit u ON u.id = po.unit
  JOIN role r ON r.code = po.role
  LEFT JOIN post o ON o.id = po.acts_for
  LEFT JOIN person h ON h.id = o.person
 WHERE po.person = :person
 ORDER BY po.since DESC, po.id DESC;

-- write person_left(id int, on_day day)
UPDATE person SET left_on = :on_day, version = version + 1 WHERE id = :id;

-- write account_shut(person int)
UPDATE account SET disabled = 1, version = version + 1 WHERE person = :person AND disabled = 0;

-- many departures_due(today day, kind int) -> person int, since day
-- Departures whose day has come and that were not carried out yet.
SELECT l.person, l.since
  FROM absence l
  JOIN person p ON p.id = l.person
 WHERE l.kind = :kind AND l.until IS NULL AND l.since <= :today AND p.left_on IS NULL
 ORDER BY l.id
 LIMIT 200;

-- write post_retitle(id int, title str?)
UPDATE post SET title = :title, version = version + 1 WHERE id = :id;

-- write1 post_retitle_seen(id int, version int, title str?)
-- As the form does that began from that version.
UPDATE post SET title = :title, version = version + 1 WHERE id = :id AND version = :version;

-- one person_whole(id int) -> name str, staff_no str?, phone bytes?, left_on day?, version int
SELECT name, staff_no, phone, left_on, version FROM person WHERE id = :id;

-- write person_phone_set(id int, phone bytes?, phone_index bytes?)
UPDATE person SET phone = :phone, phone_index = :phone_index, version = version + 1 WHERE id = :id;
