-- many goals_on(scheme int, unit int, on day) -> id int, book int, unit int, stem int, input str, has_value int, value int,
--      places int, course int, words str?
-- Targets in force on a day.
SELECT g.id, g.book, b.unit, g.stem, g.input, g.has_value, g.value, g.places, g.course, g.words
  FROM goal_book b
  JOIN goal g ON g.book = b.id
 WHERE b.scheme = :scheme AND b.since <= :on AND (b.until IS NULL OR b.until >= :on)
-- when unit: AND b.unit = :unit
 ORDER BY b.unit, g.stem, g.input, g.id;

-- many goal_quarters_on(scheme int, unit int, on day) -> goal int, part int, value int
-- Their quarters, in the same order.
SELECT p.goal, p.part, p.value
  FROM goal_book b
  JOIN goal g ON g.book = b.id
  JOIN goal_part p ON p.goal = g.id AND p.kind = 0
 WHERE b.scheme = :scheme AND b.since <= :on AND (b.until IS NULL OR b.until >= :on)
-- when unit: AND b.unit = :unit
 ORDER BY b.unit, g.stem, g.input, g.id, p.part;

-- one goal_book_by_id(id int) -> id int, scheme int, scheme_name str, year int, county int, unit int, unit_name str,
--      unit_brief str, unit_code str, number int, state int, base int?, since day?, until day?, reason_kind int,
--      reason str?, basis str?, opinion str?, evidence str?, special str?, approved_on day?, approval str?, digest bytes?,
--      signed_at int?, signed_by int?, signer str?, version int
SELECT b.id, b.scheme, s.name AS scheme_name, s.year, s.unit AS county, b.unit, u.name AS unit_name, u.short AS unit_brief,
       u.code AS unit_code, b.number, b.state, b.base, b.since, b.until, b.reason_kind, b.reason, b.basis, b.opinion,
       b.evidence, b.special, b.approved_on, b.approval, b.digest, b.signed_at, b.signed_by, p.name AS signer, b.version
  FROM goal_book b
  JOIN scheme s ON s.id = b.scheme
  JOIN unit u ON u.id = b.unit
  LEFT JOIN person p ON p.id = b.signed_by
 WHERE b.id = :id;

-- one goal_book_in_force(scheme int, unit int, on day) -> id int, number int
SELECT id, number
  FROM goal_book
 WHERE scheme = :scheme AND unit = :unit AND since <= :on AND (until IS NULL OR until >= :on)
 ORDER BY number DESC
 LIMIT 1;

-- one goal_book_last(scheme int, unit int, dropped int) -> id int, number int, state int
-- The newest number that was not dropped.
SELECT id, number, state
  FROM goal_book
 WHERE scheme = :scheme AND unit = :unit AND state <> :dropped
 ORDER BY number DESC
 LIMIT 1;

-- one goal_number_most(scheme int, unit int) -> number int
-- The highest number ever given; 0: none.
SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) AS number FROM goal_book WHERE scheme = :scheme AND unit = :unit;

-- many goal_numbers(scheme int, unit int) -> id int, number int, state int, since day?, until day?, reason_kind int,
--      reason str?, basis str?
SELECT id, number, state, since, until, reason_kind, reason, basis
  FROM goal_book
 WHERE scheme = :scheme AND unit = :unit
 ORDER BY number;

-- many goal_books_newest(scheme int, unit int, dropped int) -> id int, scheme_name str, year int, county int, unit int,
--      unit_name str, unit_brief str, unit_code str, number int, state int, version int
-- The newest book of each unit, all of a scheme at once: what an import looks into.
SELECT b.id, s.name AS scheme_name, s.year, s.unit AS county, b.unit, u.name AS unit_name, u.short AS unit_brief,
       u.code AS unit_code, b.number, b.state, b.version
  FROM goal_book b
  JOIN scheme s ON s.id = b.scheme
  JOIN unit u ON u.id = b.unit
 WHERE b.scheme = :scheme AND b.state <> :dropped
   AND b.number = (SELECT MAX(n.number) FROM goal_book n
                    WHERE n.scheme = b.scheme AND n.unit = b.unit AND n.state <> :dropped)
-- when unit: AND b.unit = :unit
 ORDER BY b.id;

-- many goals_of(book int, scheme int, dropped int) -> book int, id int, stem int, input str, has_value int, value int,
--      places int, course int, words str?, leader str?, section int?, section_name str?, note str?
-- Of one book, or of the newest book of each unit.
SELECT g.book, g.id, g.stem, g.input, g.has_value, g.value, g.places, g.course, g.words, g.leader, g.section,
       s.short AS section_name, g.note
  FROM goal g
  LEFT JOIN unit s ON s.id = g.section
 WHERE 1 = 1
-- when book: AND g.book = :book
-- when scheme: AND g.book IN (SELECT b.id FROM goal_book b
-- when scheme:                 WHERE b.scheme = :scheme AND b.state <> :dropped
-- when scheme:                   AND b.number = (SELECT MAX(n.number) FROM goal_book n
-- when scheme:                                    WHERE n.scheme = b.scheme AND n.unit = b.unit AND n.state <> :dropped))
 ORDER BY g.book, g.id;

-- many goal_parts_of(book int, scheme int, dropped int) -> book int, goal int, kind int, part int, value int, title str?,
--      person str?
-- Of one book, or of the newest book of each unit.
SELECT g.book, p.goal, p.kind, p.part, p.value, COALESCE(po.title, r.name) AS title, pe.name AS person
  FROM goal g
  JOIN goal_part p ON p.goal = g.id
  LEFT JOIN post po ON p.kind = 1 AND po.id = p.part
  LEFT JOIN role r ON r.code = po.role
  LEFT JOIN person pe ON pe.id = po.person
 WHERE 1 = 1
-- when book: AND g.book = :book
-- when scheme: AND g.book IN (SELECT b.id FROM goal_book b
-- when scheme:                 WHERE b.scheme = :scheme AND b.state <> :dropped
-- when scheme:                   AND b.number = (SELECT MAX(n.number) FROM goal_book n
-- when scheme:                                    WHERE n.scheme = b.scheme AND n.unit = b.unit AND n.state <> :dropped))
 ORDER BY g.book, p.goal, p.kind, p.part;

-- many goals_before(unit int, county int, year int, on day) -> stem int, input str, value int, places int
-- Figures of the year before, as they were in force on its last day.
SELECT g.stem, g.input, g.value, g.places
  FROM goal_book b
  JOIN scheme s ON s.id = b.scheme
  JOIN goal g ON g.book = b.id
 WHERE b.unit = :unit AND s.unit = :county AND s.year = :year AND g.has_value = 1
   AND b.since <= :on AND (b.until IS NULL OR b.until >= :on)
 ORDER BY g.stem, g.input, b.id;

-- one goal_edition_newest(scheme int, issued int) -> id int
-- The newest edition that is issued.
SELECT id FROM scheme_edition WHERE scheme = :scheme AND state = :issued ORDER BY number DESC LIMIT 1;
