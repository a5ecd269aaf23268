-- many run_figures(scheme int, through int, reviewed int) -> stem int, unit int, period int, input str, na int, value int, places int, id int
-- Every live, reviewed figure up to a month, from the index figure_read alone. In no order: whoever
-- reads it has a place for each.
SELECT stem, unit, period, input, na, value, places, id
  FROM figure
 WHERE scheme = :scheme AND live = 1 AND state = :reviewed AND period <= :through;

-- many run_goals(scheme int) -> id int, unit int, since day, number int, stem int, input str, value int, places int, course int
-- The targets of every book that was issued, by unit and book.
SELECT g.id, b.unit, b.since, b.number, g.stem, g.input, g.value, g.places, g.course
  FROM goal_book b
  JOIN goal g ON g.book = b.id
 WHERE b.scheme = :scheme AND b.since IS NOT NULL AND g.has_value = 1
 ORDER BY b.unit, b.since, b.number, g.id;

-- many run_goal_quarters(scheme int) -> goal int, part int, value int
SELECT p.goal, p.part, p.value
  FROM goal_book b
  JOIN goal g ON g.book = b.id
  JOIN goal_part p ON p.goal = g.id
 WHERE b.scheme = :scheme AND b.since IS NOT NULL AND p.kind = 0
 ORDER BY p.goal, p.part;

-- many run_effects(scheme int, approved int, until day) -> id int, unit int, kind int, class str?, title str, basis str,
--      decided_by str, happened day, level int, matter str?, amount int, grade str?, lifted day?, lifted_by str?
SELECT id, unit, kind, class, title, basis, decided_by, happened, level, matter, amount, grade, lifted, lifted_by
  FROM effect
 WHERE scheme = :scheme AND state = :approved AND happened <= :until
 ORDER BY happened, id;

-- many run_decisions(scheme int) -> id int, unit int, grade str, reason str, decided_by str, decided day
SELECT id, unit, grade, reason, decided_by, decided
  FROM grade_decision
 WHERE scheme = :scheme AND revoked IS NULL
 ORDER BY decided, id;

-- one run_next_no(scheme int) -> no int
SELECT CAST(COALESCE(MAX(no), 0) + 1 AS BIGINT) AS no FROM result_run WHERE scheme = :scheme;

-- insert result_run_insert(scheme int, edition int, no int, through int, stage int, inputs bytes, digest bytes, base int?, reason str?, at int, who int)
INSERT INTO result_run (scheme, edition, no, through, stage, state, inputs, digest, base, reason, at, who, version)
VALUES (:scheme, :edition, :no, :through, :stage, 0, :inputs, :digest, :base, :reason, :at, :who, 1);

-- write result_unit_put(run int, unit int, grp int, raw int, factor int, base int, bonus int, penalty int, total int,
--      waiting int, rank int, tied int, ranked int, proposed str?, grade str?, why int)
INSERT INTO result_unit (run, unit, grp, raw, factor, base, bonus, penalty, total, waiting, rank, tied, ranked, proposed, grade, why)
VALUES (:run, :unit, :grp, :raw, :factor, :base, :bonus, :penalty, :total, :waiting, :rank, :tied, :ranked, :proposed, :grade, :why);

-- write result_node_put(run int, unit int, node int, mark int, full int, state int, trace int)
INSERT INTO result_node (run, unit, node, points, full_mark, state, trace)
VALUES (:run, :unit, :node, :mark, :full, :state, :trace);

-- write result_node_put8(run int, unit int, n1 int, p1 int, f1 int, s1 int, t1 int, n2 int, p2 int, f2 int, s2 int, t2 int,
--      n3 int, p3 int, f3 int, s3 int, t3 int, n4 int, p4 int, f4 int, s4 int, t4 int,
--      n5 int, p5 int, f5 int, s5 int, t5 int, n6 int, p6 int, f6 int, s6 int, t6 int,
--      n7 int, p7 int, f7 int, s7 int, t7 int, n8 int, p8 int, f8 int, s8 int, t8 int)
-- Eight nodes of one unit: thousands of rows a run, so few statements.
INSERT INTO result_node (run, unit, node, points, full_mark, state, trace)
VALUES (:run, :unit, :n1, :p1, :f1, :s1, :t1), (:run, :unit, :n2, :p2, :f2, :s2, :t2),
       (:run, :unit, :n3, :p3, :f3, :s3, :t3), (:run, :unit, :n4, :p4, :f4, :s4, :t4),
       (:run, :unit, :n5, :p5, :f5, :s5, :t5), (:run, :unit, :n6, :p6, :f6, :s6, :t6),
       (:run, :unit, :n7, :p7, :f7, :s7, :t7), (:run, :unit, :n8, :p8, :f8, :s8, :t8);

-- one run_by_id(id int) -> id int, scheme int, edition int, unit int, year int, name str, no int, through int, stage int, state int,
--      digest bytes, public_from day?, public_until day?, at int, who int, base int?, reason str?, notice str?, basis str?,
--      decided day?, published day?, circular str?, addressee str?, version int
SELECT r.id, r.scheme, r.edition, s.unit, s.year, s.name, r.no, r.through, r.stage, r.state, r.digest, r.public_from,
       r.public_until, r.at, r.who, r.base, r.reason, r.notice, r.basis, r.decided, r.published, r.circular, r.addressee,
       r.version
  FROM result_run r
  JOIN scheme s ON s.id = r.scheme
 WHERE r.id = :id;

-- many runs_of(scheme int) -> id int, scheme int, edition int, unit int, year int, name str, no int, through int, stage int, state int,
--      digest bytes, public_from day?, public_until day?, at int, who int, base int?, reason str?, notice str?, basis str?,
--      decided day?, published day?, circular str?, addressee str?, version int
SELECT r.id, r.scheme, r.edition, s.unit, s.year, s.name, r.no, r.through, r.stage, r.state, r.digest, r.public_from,
       r.public_until, r.at, r.who, r.base, r.reason, r.notice, r.basis, r.decided, r.published, r.circular, r.addressee,
       r.version
  FROM result_run r
  JOIN scheme s ON s.id = r.scheme
 WHERE r.scheme = :scheme
 ORDER BY r.no DESC;

-- one runs_in_state(scheme int, state int) -> n int
SELECT COUNT(*) AS n FROM result_run WHERE scheme = :scheme AND state = :state;

-- one run_inputs(id int) -> inputs bytes
SELECT inputs FROM result_run WHERE id = :id;

-- many run_units(run int, prefix str, own int, grp str?) -> unit int, grp int, code str, name str, brief str, grp_name str, grp_sort int,
--      kind int, mine int, raw int, factor int, base int, bonus int, penalty int, total int, waiting int, rank int, tied int, ranked int,
--      proposed str?, grade str?, why int
-- Units of a run by group and place; `mine`: the reader's reach holds it.
SELECT r.unit, r.grp, u.code, u.name, u.short AS brief, g.name AS grp_name, g.sort AS grp_sort, u.kind,
       CASE WHEN u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp THEN 1 ELSE 0 END AS mine,
       r.raw, r.factor, r.base, r.bonus, r.penalty, r.total, r.waiting, r.rank, r.tied, r.ranked, r.proposed, r.grade, r.why
  FROM result_unit r
  JOIN unit u ON u.id = r.unit
  JOIN scheme_group g ON g.id = r.grp
  LEFT JOIN scheme_unit x ON x.edition = g.edition AND x.unit = r.unit
 WHERE r.run = :run
 ORDER BY g.sort, g.id, CASE WHEN r.rank = 0 THEN 1 ELSE 0 END, r.rank, x.sort, r.unit;

-- many run_nodes(run int, unit int) -> unit int, node int, stem int, mark int, full_mark int, state int, trace int
SELECT r.unit, r.node, COALESCE(n.stem, n.id) AS stem, r.points AS mark, r.full_mark, r.state, r.trace
  FROM result_node r
  JOIN scheme_node n ON n.id = r.node
 WHERE r.run = :run
-- when unit: AND r.unit = :unit
 ORDER BY r.unit, r.node;

-- one run_unit_reach(run int, unit int, prefix str, own int, grp str?) -> mine int
SELECT CASE WHEN u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp THEN 1 ELSE 0 END AS mine
  FROM result_unit r
  JOIN unit u ON u.id = r.unit
 WHERE r.run = :run AND r.unit = :unit;

-- one appeals_open(scheme int, filed int, taken int) -> n int
SELECT COUNT(*) AS n FROM result_appeal a JOIN result_run r ON r.id = a.run
 WHERE r.scheme = :scheme AND a.state IN (:filed, :taken);

-- write1 run_move(id int, version int, from_state int, to_state int)
UPDATE result_run SET state = :to_state, version = version + 1
 WHERE id = :id AND version = :version AND state = :from_state;

-- write run_open(id int, from_day day, until day, notice str, addressee str)
UPDATE result_run SET public_from = :from_day, public_until = :until, notice = :notice, addressee = :addressee WHERE id = :id;

-- write run_decide(id int, decided day, basis str, reason str?)
UPDATE result_run SET decided = :decided, basis = :basis, reason = COALESCE(:reason, reason) WHERE id = :id;

-- write run_publish(id int, published day, circular str)
UPDATE result_run SET published = :published, circular = :circular WHERE id = :id;

-- write runs_replace(scheme int, id int, stage int, through int, replaced int, computed int, archived int, today day)
-- What a run takes the place of: those of its stage and month that were shown to anyone. A publicity that has not begun
-- never does: its days go, as they would open what nobody was shown.
UPDATE result_run SET state = :replaced, version = version + 1,
       public_until = CASE WHEN public_from > :today THEN NULL ELSE public_until END,
       public_from = CASE WHEN public_from > :today THEN NULL ELSE public_from END
 WHERE scheme = :scheme AND id <> :id AND stage = :stage AND through = :through
   AND state <> :replaced AND state <> :computed AND state <> :archived;

-- insert grade_decision_insert(scheme int, unit int, grade str, reason str, decided_by str, decided day, who int, at int)
INSERT INTO grade_decision (scheme, unit, grade, reason, decided_by, decided, who, at, version)
VALUES (:scheme, :unit, :grade, :reason, :decided_by, :decided, :who, :at, 1);

-- one grade_decision_by_id(id int) -> id int, scheme int, unit int, grade str, revoked day?, version int
SELECT id, scheme, unit, grade, revoked, version FROM grade_decision WHERE id = :id;

-- write1 grade_decision_revoke(id int, version int, revoked day)
UPDATE grade_decision SET revoked = :revoked, version = version + 1
 WHERE id = :id AND version = :version AND revoked IS NULL;

-- many grade_decisions_of(scheme int) -> id int, unit int, name str, grade str, reason str, decided_by str, decided day, revoked day?, version int
SELECT d.id, d.unit, u.short AS name, d.grade, d.reason, d.decided_by, d.decided, d.revoked, d.version
  FROM grade_decision d JOIN unit u ON u.id = d.unit
 WHERE d.scheme = :scheme
 ORDER BY d.decided DESC, d.id DESC;

-- insert appeal_insert(run int, unit int, node int?, body str, want str, filed day, by int, at int, due day)
INSERT INTO result_appeal (run, unit, node, text, want, state, filed, filed_by, filed_at, due, version)
VALUES (:run, :unit, :node, :body, :want, 0, :filed, :by, :at, :due, 1);

-- write appeal_recuse_figures(appeal int, scheme int, unit int, stem int?, gave int, reviewed int)
-- Who gave or reviewed the figures that are disputed.
INSERT INTO result_recusal (appeal, person, why)
SELECT :appeal, p.id, CASE WHEN EXISTS (SELECT 1 FROM figure f WHERE f.scheme = :scheme AND f.unit = :unit AND f.live = 1
       AND f.stem = COALESCE(:stem, f.stem) AND f.who = p.id) THEN :gave ELSE :reviewed END
  FROM person p
 WHERE EXISTS (SELECT 1 FROM figure f WHERE f.scheme = :scheme AND f.unit = :unit AND f.live = 1
               AND f.stem = COALESCE(:stem, f.stem) AND (f.who = p.id OR f.reviewed_by = p.id));

-- write appeal_recuse_effects(appeal int, scheme int, unit int, approved int, decided int)
-- Who registered or approved what else makes up a total or a grade: the register of bonus and penalty, decisions on grades.
INSERT INTO result_recusal (appeal, person, why)
SELECT :appeal, p.id, :decided
  FROM person p
 WHERE EXISTS (SELECT 1 FROM effect e WHERE e.scheme = :scheme AND e.unit = :unit AND e.state = :approved
                  AND e.lifted IS NULL AND (e.who = p.id OR e.decider = p.id))
    OR EXISTS (SELECT 1 FROM grade_decision g WHERE g.scheme = :scheme AND g.unit = :unit AND g.revoked IS NULL
                  AND g.who = p.id)
    ON CONFLICT (appeal, person) DO NOTHING;

-- many appeal_deciders(appeal int, perm str, unit int, today day, own int, subtree int, same int, everywhere int) -> person int,
--      name str, years int
-- Who may decide it: an account in use and not locked by an absence, a post that stands today, of whichever years, and
-- neither listed nor the one who filed it. One row for each post's years.
SELECT p.id AS person, p.name, rp.change_years AS years
  FROM person p
  JOIN account a ON a.person = p.id AND a.disabled = 0
  JOIN post po ON po.person = p.id
  JOIN role_perm rp ON rp.role = po.role AND rp.perm = :perm
  JOIN unit m ON m.id = po.unit
  JOIN unit u ON u.id = :unit
 WHERE po.since <= :today AND (po.until IS NULL OR po.until >= :today)
   AND (rp.change = :everywhere OR (rp.change = :subtree AND u.path LIKE m.path || '%')
        OR (rp.change = :own AND u.id = m.id) OR (rp.change = :same AND u.grp = m.grp))
   AND NOT EXISTS (SELECT 1 FROM absence l WHERE l.person = p.id AND l.locks = 1
                      AND l.since <= :today AND (l.until IS NULL OR l.until >= :today))
   AND NOT EXISTS (SELECT 1 FROM result_recusal r WHERE r.appeal = :appeal AND r.person = p.id)
   AND NOT EXISTS (SELECT 1 FROM result_appeal x WHERE x.id = :appeal AND x.filed_by = p.id)
 ORDER BY p.sort, p.id;

-- many recusals_of(appeal int) -> person int, name str, why int
SELECT r.person, p.name, r.why FROM result_recusal r JOIN person p ON p.id = r.person
 WHERE r.appeal = :appeal ORDER BY r.why, r.person;

-- one appeal_by_id(id int) -> id int, run int, unit int, unit_name str, node int?, node_name str?, body str, want str, state int, filed day,
--      filed_by int, due day, answer str?, decided day?, decided_by int?, approve_due day?, approved day?, approval str?, version int,
--      filer str?, decider str?, approver str?
SELECT a.id, a.run, a.unit, u.short AS unit_name, a.node, n.name AS node_name, a.text AS body, a.want, a.state, a.filed,
       a.filed_by, a.due, a.answer, a.decided, a.decided_by, a.approve_due, a.approved, a.approval, a.version,
       f.name AS filer, d.name AS decider, p.name AS approver
  FROM result_appeal a JOIN unit u ON u.id = a.unit LEFT JOIN scheme_node n ON n.id = a.node
  LEFT JOIN person f ON f.id = a.filed_by LEFT JOIN person d ON d.id = a.decided_by
  LEFT JOIN person p ON p.id = a.approved_by
 WHERE a.id = :id;

-- one appeal_in_work(scheme int, unit int, stem int, filed int, taken int) -> id int
-- The undecided appeal of a unit about an indicator (stem 0: about the whole); 0: none.
SELECT CAST(COALESCE(MIN(a.id), 0) AS BIGINT) AS id
  FROM result_appeal a JOIN result_run r ON r.id = a.run LEFT JOIN scheme_node n ON n.id = a.node
 WHERE r.scheme = :scheme AND a.unit = :unit AND COALESCE(n.stem, n.id, 0) = :stem
   AND a.state IN (:filed, :taken);

-- many appeals_of(scheme int, prefix str, own int, grp str?) -> id int, run int, unit int, unit_name str, node int?,
--      stem int?, node_name str?, body str, want str, state int, filed day, filed_by int, due day, answer str?, decided day?, decided_by int?, approve_due day?,
--      approved day?, approval str?, version int
SELECT a.id, a.run, a.unit, u.short AS unit_name, a.node, COALESCE(n.stem, n.id) AS stem, n.name AS node_name,
       a.text AS body, a.want, a.state, a.filed,
       a.filed_by, a.due, a.answer, a.decided, a.decided_by, a.approve_due, a.approved, a.approval, a.version
  FROM result_appeal a JOIN result_run r ON r.id = a.run JOIN unit u ON u.id = a.unit LEFT JOIN scheme_node n ON n.id = a.node
 WHERE r.scheme = :scheme AND (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp)
 ORDER BY a.id DESC;

-- write1 appeal_move(id int, version int, from_state int, to_state int)
UPDATE result_appeal SET state = :to_state, version = version + 1
 WHERE id = :id AND version = :version AND state = :from_state;

-- write appeal_answer(id int, answer str, decided day, by int, approve_due day?)
UPDATE result_appeal SET answer = :answer, decided = :decided, decided_by = :by, approve_due = :approve_due WHERE id = :id;

-- write appeal_approve(id int, approved day, by int, approval str)
UPDATE result_appeal SET approved = :approved, approved_by = :by, approval = :approval WHERE id = :id;

-- one run_figure_source(id int, reviewed int) -> raw str, no int, source int, origin str?, who int, who_name str?, giver_name str, at int,
--      reviewer str?, reviewed_at int?, period int, fresh int?, fresh_na int?, fresh_value int?, fresh_places int?,
--      fresh_at int?, fresh_giver str?
-- Where a figure came from, for whoever may see the score that rests on it; and the one that took its place since.
SELECT f.raw, f.no, f.source, f.origin, f.who, p.name AS who_name, u.short AS giver_name, f.at, r.name AS reviewer, f.reviewed_at, f.period,
       x.id AS fresh, x.na AS fresh_na, x.value AS fresh_value, x.places AS fresh_places, x.reviewed_at AS fresh_at,
       g.short AS fresh_giver
  FROM figure f JOIN unit u ON u.id = f.giver
  LEFT JOIN person p ON p.id = f.who LEFT JOIN person r ON r.id = f.reviewed_by
  LEFT JOIN figure x ON x.scheme = f.scheme AND x.stem = f.stem AND x.unit = f.unit AND x.period = f.period AND
       x.input = f.input AND x.live = 1 AND x.no > f.no AND x.state = :reviewed
  LEFT JOIN unit g ON g.id = x.giver
 WHERE f.id = :id;

-- one run_goal_source(id int) -> book int, number int, since day?, basis str?, value int, places int, course int
SELECT b.id, b.number, b.since, b.basis, g.value, g.places, g.course
  FROM goal g
  JOIN goal_book b ON b.id = g.book
 WHERE g.id = :id;

-- many run_goal_parts(goal int) -> part int, value int
-- What the target is by the quarters.
SELECT part, value FROM goal_part WHERE goal = :goal AND kind = 0 ORDER BY part;

-- many run_revised(scheme int, through int, reviewed int, since int, unit int) -> id int, was int, stem int, unit int, brief str,
--      period int, input str, na int, value int, places int, was_na int, was_value int, was_places int, giver_name str,
--      who_name str?, reviewed_at int, reason str?, data_version str?, late int
-- Figures that stand now where another row counted at an instant: the last one reviewed by then.
SELECT f.id, b.id AS was, f.stem, f.unit, u.short AS brief, f.period, f.input, f.na, f.value, f.places, b.na AS was_na,
       b.value AS was_value, b.places AS was_places, g.short AS giver_name, p.name AS who_name,
       COALESCE(f.reviewed_at, f.at) AS reviewed_at, f.reason, f.data_version, f.late
  FROM figure f
  JOIN figure b ON b.scheme = f.scheme AND b.stem = f.stem AND b.unit = f.unit AND b.period = f.period AND
       b.input = f.input AND b.no = (SELECT MAX(c.no) FROM figure c WHERE c.scheme = f.scheme AND c.stem = f.stem AND
       c.unit = f.unit AND c.period = f.period AND c.input = f.input AND c.state = :reviewed AND c.reviewed_at <= :since)
  JOIN unit u ON u.id = f.unit
  JOIN unit g ON g.id = f.giver
  LEFT JOIN person p ON p.id = f.who
 WHERE f.scheme = :scheme AND f.live = 1 AND f.no > 1 AND f.period <= :through AND f.state = :reviewed AND
       f.reviewed_at > :since AND b.no < f.no
-- when unit: AND f.unit = :unit
 ORDER BY u.by_rank, f.unit, f.stem, f.period, f.input;

-- one run_revised_count(scheme int, through int, reviewed int, since int) -> n int
SELECT COUNT(*) AS n
  FROM figure f
 WHERE f.scheme = :scheme AND f.live = 1 AND f.no > 1 AND f.period <= :through AND f.state = :reviewed AND
       f.reviewed_at > :since AND EXISTS (SELECT 1 FROM figure b WHERE b.scheme = f.scheme AND b.stem = f.stem AND
       b.unit = f.unit AND b.period = f.period AND b.input = f.input AND b.no < f.no AND b.state = :reviewed AND
       b.reviewed_at <= :since);

-- many run_ranks(run int) -> unit int, rank int
SELECT unit, rank FROM result_unit WHERE run = :run ORDER BY unit;

-- many runs_waiting(stage int, state int, computed int, closed int, replaced int, prefix str, own int, grp str?, first int,
--      last int) -> id int, name str, no int
-- The newest run of its stage and month in a state, where nothing later has come of it: one that took a step. What was
-- only computed, of whichever stage, answers nothing but what waits to be computed: one computed before it, and a
-- publicity that is over.
SELECT r.id, s.name, r.no
  FROM result_run r
  JOIN scheme s ON s.id = r.scheme
  JOIN unit u ON u.id = s.unit
 WHERE r.stage = :stage AND r.state = :state AND s.year BETWEEN :first AND :last
   AND (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp)
   AND NOT EXISTS (SELECT 1 FROM result_run x
                    WHERE x.scheme = r.scheme AND x.id > r.id AND x.state <> :replaced
                      AND ((x.stage > r.stage AND (x.state <> :computed OR r.state = :closed))
                           OR (x.stage = r.stage AND x.through >= r.through
                               AND (x.state <> :computed OR r.state = :computed))))
 ORDER BY r.id
 LIMIT 300;

-- many appeal_waiting(state int, prefix str, own int, grp str?, first int, last int) -> id int, brief str, name str, due day, approve_due day?
-- Appeals in a state, the first due first.
SELECT a.id, u.short AS brief, s.name, a.due, a.approve_due
  FROM result_appeal a
  JOIN result_run r ON r.id = a.run
  JOIN scheme s ON s.id = r.scheme
  JOIN unit u ON u.id = a.unit
 WHERE a.state = :state AND s.year BETWEEN :first AND :last
   AND (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp)
 ORDER BY a.due, a.id
 LIMIT 300;
