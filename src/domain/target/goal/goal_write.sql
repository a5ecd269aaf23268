-- insert goal_book_insert(scheme int, unit int, number int, base int?, reason_kind int, reason str?, evidence str?)
INSERT INTO goal_book (scheme, unit, number, state, base, reason_kind, reason, evidence, version)
VALUES (:scheme, :unit, :number, 0, :base, :reason_kind, :reason, :evidence, 1);

-- write1 goal_book_bump(id int, version int, draft int, returned int)
-- Its lines are written only over the version one has seen, and only while they may be.
UPDATE goal_book SET version = version + 1
 WHERE id = :id AND version = :version AND state IN (:draft, :returned);

-- write1 goal_book_move(id int, version int, from_state int, to_state int, opinion str?)
UPDATE goal_book SET state = :to_state, opinion = :opinion, version = version + 1
 WHERE id = :id AND version = :version AND state = :from_state;

-- write1 goal_book_approve(id int, version int, from_state int, to_state int, on day, approval str)
UPDATE goal_book SET state = :to_state, approved_on = :on, approval = :approval, version = version + 1
 WHERE id = :id AND version = :version AND state = :from_state;

-- write1 goal_book_issue(id int, version int, from_state int, to_state int, since day, basis str, digest bytes)
UPDATE goal_book SET state = :to_state, since = :since, basis = :basis, digest = :digest, version = version + 1
 WHERE id = :id AND version = :version AND state = :from_state;

-- write goal_book_replace(scheme int, unit int, id int, issued int, sealed int, replaced int, until day)
-- The number before ends the day before this one begins.
UPDATE goal_book SET state = :replaced, until = :until, version = version + 1
 WHERE scheme = :scheme AND unit = :unit AND id <> :id AND state IN (:issued, :sealed);

-- write1 goal_book_sign(id int, version int, from_state int, to_state int, at int, who int?)
UPDATE goal_book SET state = :to_state, signed_at = :at, signed_by = :who, version = version + 1
 WHERE id = :id AND version = :version AND state = :from_state;

-- write1 goal_book_special(id int, version int, words str?)
UPDATE goal_book SET special = :words, version = version + 1 WHERE id = :id AND version = :version;

-- insert goal_put(book int, stem int, input str, has_value int, value int, places int, course int, words str?, leader str?,
--      section int?, note str?)
INSERT INTO goal (book, stem, input, has_value, value, places, course, words, leader, section, note)
VALUES (:book, :stem, :input, :has_value, :value, :places, :course, :words, :leader, :section, :note)
ON CONFLICT (book, stem, input) DO UPDATE
   SET has_value = excluded.has_value, value = excluded.value, places = excluded.places, course = excluded.course,
       words = excluded.words, leader = excluded.leader, section = excluded.section, note = excluded.note;

-- write goal_drop(id int)
DELETE FROM goal WHERE id = :id;

-- write goal_parts_drop(goal int, kind int)
DELETE FROM goal_part WHERE goal = :goal AND kind = :kind;

-- write goal_part_put(goal int, kind int, part int, value int)
INSERT INTO goal_part (goal, kind, part, value) VALUES (:goal, :kind, :part, :value);

-- write goals_copy(source int, target int)
INSERT INTO goal (book, stem, input, has_value, value, places, course, words, leader, section, note)
SELECT CAST(:target AS BIGINT), stem, input, has_value, value, places, course, words, leader, section, note
  FROM goal
 WHERE book = :source
 ORDER BY id;

-- write goal_parts_copy(source int, target int)
INSERT INTO goal_part (goal, kind, part, value)
SELECT fresh.id, p.kind, p.part, p.value
  FROM goal old
  JOIN goal_part p ON p.goal = old.id
  JOIN goal fresh ON fresh.book = :target AND fresh.stem = old.stem AND fresh.input = old.input
 WHERE old.book = :source;

-- insert goal_move_add(book int, event str, state int, stem int?, who int, at int, words str?)
INSERT INTO goal_move (book, event, state, stem, who, at, words)
VALUES (:book, :event, :state, :stem, :who, :at, :words);

-- one goal_submitted(book int, event str, person int, today day) -> who int, own int
-- Who took a step last (0: nobody by hand); does the person serve in the book's unit today?
SELECT CAST(COALESCE((SELECT m.who FROM goal_move m WHERE m.book = b.id AND m.event = :event ORDER BY m.id DESC LIMIT 1),
       0) AS BIGINT) AS who,
       (SELECT COUNT(*) FROM post p WHERE p.person = :person AND p.unit = b.unit
           AND p.since <= :today AND (p.until IS NULL OR p.until >= :today)) AS own
  FROM goal_book b WHERE b.id = :book;

-- many goal_moves_of(book int) -> event str, state int, stem int?, who str?, unit str?, at int, words str?
SELECT m.event, m.state, m.stem, p.name AS who,
       (SELECT u.short FROM post po JOIN unit u ON u.id = po.unit WHERE po.person = m.who ORDER BY po.id LIMIT 1) AS unit,
       m.at, m.words
  FROM goal_move m
  LEFT JOIN person p ON p.id = m.who
 WHERE m.book = :book
 ORDER BY m.id;

-- many goal_units_without(edition int, scheme int, unit int) -> unit int
-- Units of an edition that have no book yet.
SELECT x.unit
  FROM scheme_unit x
 WHERE x.edition = :edition AND NOT EXISTS (SELECT 1 FROM goal_book b WHERE b.scheme = :scheme AND b.unit = x.unit)
-- when unit: AND x.unit = :unit
 ORDER BY x.sort, x.unit;

-- many goal_books_ready(scheme int, edition int, grp int, reviewed int, approved int) -> id int
-- Reviewed books of the units of a group and of its sub-groups.
SELECT b.id
  FROM goal_book b
  JOIN scheme_unit x ON x.edition = :edition AND x.unit = b.unit
  JOIN scheme_group g ON g.id = x.grp
 WHERE b.scheme = :scheme AND b.state IN (:reviewed, :approved)
-- when grp: AND (x.grp = :grp OR g.parent = :grp)
 ORDER BY x.sort, b.id;

-- many county_goals_of(scheme int) -> id int, stem int, value int, places int, adds int, basis str?, gap int?, gap_reason str?,
--      gap_who str?, gap_at int?, version int
SELECT c.id, c.stem, c.value, c.places, c.adds, c.basis, c.gap, c.gap_reason, p.name AS gap_who, c.gap_at, c.version
  FROM county_goal c
  LEFT JOIN person p ON p.id = c.gap_by
 WHERE c.scheme = :scheme
 ORDER BY c.stem;

-- many goal_shares_of(scheme int, dropped int) -> unit int, brief str, book int, state int, stem int, has_value int, value int,
--      places int
-- The target of each indicator in the newest number of every unit's book.
SELECT b.unit, u.short AS brief, b.id AS book, b.state, g.stem, g.has_value, g.value, g.places
  FROM goal_book b
  JOIN unit u ON u.id = b.unit
  JOIN goal g ON g.book = b.id AND g.input = 'target'
 WHERE b.scheme = :scheme AND b.state <> :dropped
   AND b.number = (SELECT MAX(n.number) FROM goal_book n
                    WHERE n.scheme = b.scheme AND n.unit = b.unit AND n.state <> :dropped)
 ORDER BY g.stem, u.sort, b.unit;

-- insert county_goal_insert(scheme int, stem int, value int, places int, adds int, basis str?)
INSERT INTO county_goal (scheme, stem, value, places, adds, basis, version)
VALUES (:scheme, :stem, :value, :places, :adds, :basis, 1);

-- write1 county_goal_update(id int, version int, value int, places int, adds int, basis str?)
UPDATE county_goal SET value = :value, places = :places, adds = :adds, basis = :basis, version = version + 1
 WHERE id = :id AND version = :version;

-- write1 county_goal_delete(id int, version int)
DELETE FROM county_goal WHERE id = :id AND version = :version;

-- write1 county_goal_explain(id int, version int, gap int, reason str, who int, at int)
UPDATE county_goal SET gap = :gap, gap_reason = :reason, gap_by = :who, gap_at = :at, version = version + 1
 WHERE id = :id AND version = :version;

-- one goal_post_fits(post int, unit int) -> n int
-- Is the post one of the unit or of a section or body below it?
SELECT COUNT(*) AS n
  FROM post p
  JOIN unit pu ON pu.id = p.unit
  JOIN unit u ON u.id = :unit
 WHERE p.id = :post AND pu.path LIKE u.path || '%';
