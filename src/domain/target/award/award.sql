-- many award_rules(scheme int) -> id int, scheme int, name str, class str?, since int, until int, stopped int, version int, settled int
-- Rules of a scheme, with how many months of each were settled.
SELECT r.id, r.scheme, r.name, r.class, r.since, r.until, r.stopped, r.version,
       (SELECT COUNT(*) FROM award_month m WHERE m.rule = r.id) AS settled
  FROM award_rule r
 WHERE r.scheme = :scheme
 ORDER BY r.id;

-- one award_rule_by_id(id int) -> id int, scheme int
SELECT id, scheme FROM award_rule WHERE id = :id;

-- many award_steps(scheme int) -> rule int, rank int, amount points
SELECT s.rule, s.rank, s.amount
  FROM award_step s JOIN award_rule r ON r.id = s.rule
 WHERE r.scheme = :scheme
 ORDER BY s.rule, s.rank;

-- many award_gates(scheme int) -> rule int, no int, stem int, input str, bound int, places int, less int
SELECT g.rule, g.no, g.stem, g.input, g.bound, g.places, g.less
  FROM award_gate g JOIN award_rule r ON r.id = g.rule
 WHERE r.scheme = :scheme
 ORDER BY g.rule, g.no;

-- many award_named(scheme int, name str) -> id int
SELECT id FROM award_rule WHERE scheme = :scheme AND name = :name;

-- insert award_rule_insert(scheme int, name str, class str?, since int, until int)
INSERT INTO award_rule (scheme, name, class, since, until, stopped, version)
VALUES (:scheme, :name, :class, :since, :until, 0, 1);

-- write1 award_rule_update(id int, version int, name str, class str?, since int, until int)
UPDATE award_rule SET name = :name, class = :class, since = :since, until = :until, version = version + 1
 WHERE id = :id AND version = :version;

-- write1 award_rule_stop(id int, version int, stopped int)
UPDATE award_rule SET stopped = :stopped, version = version + 1 WHERE id = :id AND version = :version;

-- write award_steps_drop(rule int)
DELETE FROM award_step WHERE rule = :rule;

-- write award_gates_drop(rule int)
DELETE FROM award_gate WHERE rule = :rule;

-- write award_step_put(rule int, rank int, amount points)
INSERT INTO award_step (rule, rank, amount) VALUES (:rule, :rank, :amount);

-- write award_gate_put(rule int, no int, stem int, input str, bound int, places int, less int)
INSERT INTO award_gate (rule, no, stem, input, bound, places, less)
VALUES (:rule, :no, :stem, :input, :bound, :places, :less);

-- many award_months(rule int) -> period int, run int, at int, who str?, n int
-- Months that were settled, and how many units got something.
SELECT m.period, m.run, m.at, p.name AS who,
       (SELECT COUNT(*) FROM award a WHERE a.rule = m.rule AND a.period = m.period AND a.amount > 0) AS n
  FROM award_month m LEFT JOIN person p ON p.id = m.who
 WHERE m.rule = :rule
 ORDER BY m.period;

-- write award_month_put(rule int, period int, run int, who int, at int)
INSERT INTO award_month (rule, period, run, who, at) VALUES (:rule, :period, :run, :who, :at);

-- insert award_insert(rule int, period int, unit int, rank int, total points, amount points, failed int?, effect int?)
INSERT INTO award (rule, period, unit, rank, total, amount, failed, effect)
VALUES (:rule, :period, :unit, :rank, :total, :amount, :failed, :effect);

-- write award_seen_put(award int, no int, asked int, figure int?)
INSERT INTO award_seen (award, no, asked, figure) VALUES (:award, :no, :asked, :figure);

-- many awards_of(rule int, period int) -> id int, unit int, rank int, total points, amount points, failed int?, effect int?, state int?
SELECT a.id, a.unit, a.rank, a.total, a.amount, a.failed, a.effect, e.state
  FROM award a LEFT JOIN effect e ON e.id = a.effect
 WHERE a.rule = :rule AND a.period = :period
 ORDER BY a.id;

-- many awards_seen(rule int, period int) -> award int, no int, asked int, figure int?, period int?, value int?, places int?
SELECT s.award, s.no, s.asked, s.figure, f.period, f.value, f.places
  FROM award_seen s
  JOIN award a ON a.id = s.award
  LEFT JOIN figure f ON f.id = s.figure
 WHERE a.rule = :rule AND a.period = :period
 ORDER BY s.award, s.no;

-- many award_figures(scheme int, stem int, input str, through int, reviewed int) -> unit int, id int, period int, value int, places int
-- Reviewed figures of an indicator up to a month, of each unit the newest first; 缺项 is none.
SELECT unit, id, period, value, places
  FROM figure
 WHERE scheme = :scheme AND stem = :stem AND input = :input AND period <= :through AND live = 1 AND state = :reviewed
   AND na = 0
 ORDER BY unit, period DESC;
