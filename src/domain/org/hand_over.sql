-- insert hand_over_add(person int, successor int, on_day day, document str?, who int, at int)
INSERT INTO hand_over (person, successor, on_day, document, who, at)
VALUES (:person, :successor, :on_day, :document, :who, :at) RETURNING id;

-- write hand_over_item_add(hand_over int, no int, kind str, label str, record int, title str, outcome str)
INSERT INTO hand_over_item (hand_over, no, kind, label, record, title, outcome)
VALUES (:hand_over, :no, :kind, :label, :record, :title, :outcome);

-- one person_changes(person int, unit int, today day, perm str, own int, subtree int, same int, everywhere int) -> n int
-- Posts of a person that may change records of a unit by a permission.
SELECT COUNT(*) AS n
  FROM post po
  JOIN role_perm rp ON rp.role = po.role AND rp.perm = :perm
  JOIN unit m ON m.id = po.unit
  JOIN unit u ON u.id = :unit
 WHERE po.person = :person AND po.since <= :today AND (po.until IS NULL OR po.until >= :today)
   AND (rp.change = :everywhere OR (rp.change = :subtree AND u.path LIKE m.path || '%')
        OR (rp.change = :own AND u.id = m.id) OR (rp.change = :same AND u.grp = m.grp));

-- many hand_overs(person int) -> id int, on_day day, successor str, n int
SELECT h.id, h.on_day, p.name AS successor,
       (SELECT COUNT(*) FROM hand_over_item i WHERE i.hand_over = h.id) AS n
  FROM hand_over h
  JOIN person p ON p.id = h.successor
 WHERE h.person = :person OR h.successor = :person
 ORDER BY h.id DESC
 LIMIT 50;

-- one hand_over_by_id(id int) -> person int, person_name str, successor int, successor_name str, on_day day, document str?, who_name str?, at int
SELECT h.person, p.name AS person_name, h.successor, s.name AS successor_name, h.on_day, h.document,
       w.name AS who_name, h.at
  FROM hand_over h
  JOIN person p ON p.id = h.person
  JOIN person s ON s.id = h.successor
  LEFT JOIN person w ON w.id = h.who
 WHERE h.id = :id;

-- many hand_over_items(hand_over int) -> no int, kind str, label str, title str, outcome str
SELECT no, kind, label, title, outcome FROM hand_over_item WHERE hand_over = :hand_over ORDER BY no;

-- many successors(person int, today day) -> id int, name str, role_name str, title str?, unit_name str
-- Who may take over: who serves, in no administrator's post, in the department where the person serves, will serve or
-- served last, with all that stands below it; beside who serves for the county itself, others who do.
SELECT p.id, p.name, r.name AS role_name, po.title, u.short AS unit_name
  FROM post po
  JOIN person p ON p.id = po.person
  JOIN account a ON a.person = p.id AND a.disabled = 0
  JOIN role r ON r.code = po.role AND r.kind = 0
  JOIN unit u ON u.id = po.unit
 WHERE po.person <> :person AND po.acts_for IS NULL
   AND po.since <= :today AND (po.until IS NULL OR po.until >= :today)
   AND EXISTS (SELECT 1 FROM post mine JOIN unit m ON m.id = mine.unit
                WHERE mine.person = :person AND mine.acts_for IS NULL
                  AND (mine.until IS NULL OR mine.until >= :today
                       OR mine.id = (SELECT x.id FROM post x
                                      WHERE x.person = :person AND x.acts_for IS NULL AND x.until < :today
                                      ORDER BY x.until DESC, x.id DESC LIMIT 1))
                  AND (u.id = m.id
                       OR EXISTS (SELECT 1 FROM unit d JOIN unit top ON top.id = d.parent AND top.parent IS NULL
                                   WHERE m.path LIKE d.path || '%' AND u.path LIKE d.path || '%')))
 ORDER BY u.by_rank, r.sort, p.id
 LIMIT 500;

-- write delegations_ask_by(id int, who int)
UPDATE delegation SET asked_by = :who, version = version + 1 WHERE id = :id;
