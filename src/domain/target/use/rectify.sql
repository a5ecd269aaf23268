-- many rectify_effects(scheme int, approved int, penalty int, ceiling int, veto int) -> id int, unit int, kind int, title str,
--      basis str, amount int, grade str?
SELECT id, unit, kind, title, basis, amount, grade
  FROM effect
 WHERE scheme = :scheme AND state = :approved AND kind IN (:penalty, :ceiling, :veto) AND lifted IS NULL
 ORDER BY unit, id;

-- many rectify_appeals(scheme int, approved int, reviewed int) -> id int, unit int, unit_name str, node int?, body str, answer str?, gave int?
-- Appeals that led to another result; who had given the figure that was corrected after it was filed, where one was.
SELECT a.id, a.unit, u.short AS unit_name, a.node, a.text AS body, a.answer,
       (SELECT b.giver FROM figure f JOIN figure b ON b.scheme = f.scheme AND b.stem = f.stem AND b.unit = f.unit AND
               b.period = f.period AND b.input = f.input AND b.no = f.no - 1
         WHERE f.scheme = r.scheme AND f.unit = a.unit AND f.stem = COALESCE(n.stem, n.id) AND f.live = 1 AND f.no > 1 AND
               f.state = :reviewed AND f.reviewed_at >= a.filed_at
         ORDER BY f.reviewed_at DESC, f.id DESC LIMIT 1) AS gave
  FROM result_appeal a JOIN result_run r ON r.id = a.run JOIN unit u ON u.id = a.unit
  LEFT JOIN scheme_node n ON n.id = a.node
 WHERE r.scheme = :scheme AND a.state = :approved
 ORDER BY a.unit, a.id;

-- many rectify_figures(scheme int, reviewed int, by_hand int, by_file int) -> id int, unit int, unit_name str, stem int, period int, reason str?, raw str, before str, gave int
-- Figures that people corrected after they had been reviewed, and who had given the wrong one; what the program counted
-- anew is nobody's mistake.
SELECT f.id, f.unit, u.short AS unit_name, f.stem, f.period, f.reason, f.raw, b.raw AS before, b.giver AS gave
  FROM figure f
  JOIN figure b ON b.scheme = f.scheme AND b.stem = f.stem AND b.unit = f.unit AND b.period = f.period
                AND b.input = f.input AND b.no = f.no - 1
  JOIN unit u ON u.id = f.unit
 WHERE f.scheme = :scheme AND f.live = 1 AND f.no > 1 AND f.state = :reviewed AND f.source IN (:by_hand, :by_file) AND
       b.source IN (:by_hand, :by_file)
 ORDER BY f.unit, f.id;

-- many rectify_keys_of(run int) -> kind int, unit int, ref int
SELECT kind, unit, ref FROM rectify_item WHERE run = :run ORDER BY id;

-- one rectify_next_no(scheme int) -> no int
SELECT CAST(COALESCE(MAX(no), 0) + 1 AS BIGINT) AS no FROM rectify_item WHERE scheme = :scheme;

-- insert rectify_insert(run int, scheme int, no int, unit int, kind int, ref int, node int?, title str, problem str, lost int,
--      due day, who int, at int)
INSERT INTO rectify_item (run, scheme, no, unit, kind, ref, node, title, problem, lost, due, state, who, at, version)
VALUES (:run, :scheme, :no, :unit, :kind, :ref, :node, :title, :problem, :lost, :due, 0, :who, :at, 1);

-- insert rectify_move_insert(item int, event str, state int, words str?, who int, at int)
INSERT INTO rectify_move (item, event, state, words, who, at) VALUES (:item, :event, :state, :words, :who, :at);

-- many rectify_items(prefix str, own int, grp str?, run int, state int, after int, take int) -> id int, run int, scheme int, no int,
--      year int, unit int, unit_name str, kind int, ref int, node int?, title str, problem str, lost int, cause str?,
--      measure str?, section str?, due day, state int, version int, book int?
SELECT i.id, i.run, i.scheme, i.no, s.year, i.unit, u.short AS unit_name, i.kind, i.ref, i.node, i.title, i.problem, i.lost,
       i.cause, i.measure, i.section, i.due, i.state, i.version, g.book
  FROM rectify_item i
  JOIN scheme s ON s.id = i.scheme
  JOIN unit u ON u.id = i.unit
  LEFT JOIN rectify_goal g ON g.item = i.id
 WHERE (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp)
-- when run: AND i.run = :run
-- when state: AND i.state = :state
-- when after: AND i.id > :after
 ORDER BY i.id
 LIMIT :take;

-- one rectify_by_id(id int) -> id int, run int, scheme int, no int, year int, unit int, unit_name str, kind int, ref int, node int?,
--      title str, problem str, lost int, cause str?, measure str?, section str?, due day, state int, version int, book int?
SELECT i.id, i.run, i.scheme, i.no, s.year, i.unit, u.short AS unit_name, i.kind, i.ref, i.node, i.title, i.problem, i.lost,
       i.cause, i.measure, i.section, i.due, i.state, i.version, g.book
  FROM rectify_item i
  JOIN scheme s ON s.id = i.scheme
  JOIN unit u ON u.id = i.unit
  LEFT JOIN rectify_goal g ON g.item = i.id
 WHERE i.id = :id;

-- many rectify_in_book(book int) -> id int, run int, scheme int, no int, year int, unit int, unit_name str, kind int, ref int,
--      node int?, title str, problem str, lost int, cause str?, measure str?, section str?, due day, state int, version int, book int?
SELECT i.id, i.run, i.scheme, i.no, s.year, i.unit, u.short AS unit_name, i.kind, i.ref, i.node, i.title, i.problem, i.lost,
       i.cause, i.measure, i.section, i.due, i.state, i.version, g.book
  FROM rectify_goal g
  JOIN rectify_item i ON i.id = g.item
  JOIN scheme s ON s.id = i.scheme
  JOIN unit u ON u.id = i.unit
 WHERE g.book = :book
 ORDER BY i.id;

-- many rectify_moves_of(item int) -> event str, state int, words str?, who str?, at int
SELECT m.event, m.state, m.words, p.name AS who, m.at
  FROM rectify_move m LEFT JOIN person p ON p.id = m.who
 WHERE m.item = :item
 ORDER BY m.id;

-- many rectify_terms(finish str, dropped int, from_day day, to_day day) -> unit int, due day, state int, done_at int?
-- Items with a term in a period, and when each was last reported done: notes and plans are moves, too.
SELECT i.unit, i.due, i.state,
       (SELECT MAX(m.at) FROM rectify_move m WHERE m.item = i.id AND m.event = :finish) AS done_at
  FROM rectify_item i
 WHERE i.state <> :dropped AND i.due >= :from_day AND i.due <= :to_day
 ORDER BY i.id;

-- write1 rectify_plan_put(id int, version int, cause str?, measure str?, section str?, due day, last int)
-- While it is open: in a state up to `last`.
UPDATE rectify_item SET cause = :cause, measure = :measure, section = :section, due = :due, version = version + 1
 WHERE id = :id AND version = :version AND state <= :last;

-- write1 rectify_step(id int, version int, from_state int, to_state int)
UPDATE rectify_item SET state = :to_state, version = version + 1
 WHERE id = :id AND version = :version AND state = :from_state;

-- write1 rectify_bump(id int, version int)
UPDATE rectify_item SET version = version + 1 WHERE id = :id AND version = :version;

-- write rectify_goal_insert(item int, book int, stem int, at int)
INSERT INTO rectify_goal (item, book, stem, at) VALUES (:item, :book, :stem, :at);

-- many rectify_waiting(state int, prefix str, own int, grp str?, first int, last int) -> id int, brief str, title str, due day
-- Items in a state, the first due first.
SELECT i.id, u.short AS brief, i.title, i.due
  FROM rectify_item i
  JOIN scheme s ON s.id = i.scheme
  JOIN unit u ON u.id = i.unit
 WHERE i.state = :state AND s.year BETWEEN :first AND :last
   AND (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp)
 ORDER BY i.due, u.by_rank, i.id
 LIMIT 300;
