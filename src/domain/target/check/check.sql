-- one check_round_by_id(id int) -> id int, scheme int, number int, kind int, edition int, period int, grp str?, lagging int, line int,
--      sample int, seed int, state int, opened day, due day, note str?, words str?, version int, year int, name str, county int
SELECT r.id, r.scheme, r.number, r.kind, r.edition, r.period, r.grp, r.lagging, r.line, r.sample, r.seed, r.state,
       r.opened, r.due, r.note, r.words, r.version, s.year, s.name, s.unit AS county
  FROM check_round r
  JOIN scheme s ON s.id = r.scheme
 WHERE r.id = :id;

-- many check_rounds_seen(prefix str, own int, grp str?, year int, kind int, state int, word str, above int, below int,
--      limit int) -> id int, scheme int, number int, kind int, period int, state int, due day,
--      year int, name str, paper int, papers int, submitted int, accepted int
-- Rounds with ids between two, in which a unit in reach has a paper; paper: one of them.
SELECT r.id, r.scheme, r.number, r.kind, r.period, r.state, r.due, s.year, s.name, MIN(p.id) AS paper,
       COUNT(*) AS papers, SUM(CASE WHEN p.state IN (1, 3) THEN 1 ELSE 0 END) AS submitted,
       SUM(CASE WHEN p.state = 3 THEN 1 ELSE 0 END) AS accepted
  FROM check_round r
  JOIN scheme s ON s.id = r.scheme
  JOIN check_paper p ON p.round = r.id
  JOIN unit u ON u.id = p.unit
 WHERE r.id > :above AND r.id < :below AND (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp)
-- when year: AND s.year = :year
-- when kind: AND r.kind = :kind
-- when state: AND r.state = :state
-- when word: AND lower(s.name) LIKE '%' || lower(:word) || '%' ESCAPE '!'
 GROUP BY r.id, r.scheme, r.number, r.kind, r.period, r.state, r.due, s.year, s.name
-- order new: r.id DESC
-- order old: r.id
 LIMIT :limit;

-- one check_rounds_open(scheme int, kind int, open int) -> n int, last int
SELECT COUNT(*) FILTER (WHERE kind = :kind AND state = :open) AS n, CAST(COALESCE(MAX(number), 0) AS BIGINT) AS last
  FROM check_round
 WHERE scheme = :scheme;

-- insert check_round_insert(scheme int, number int, kind int, edition int, period int, grp str?, lagging int, line int, sample int,
--      seed int, opened day, due day, note str?, who int, at int)
INSERT INTO check_round (scheme, number, kind, edition, period, grp, lagging, line, sample, seed, state, opened, due, note, who, at, version)
VALUES (:scheme, :number, :kind, :edition, :period, :grp, :lagging, :line, :sample, :seed, 0, :opened, :due, :note, :who, :at, 1);

-- write1 check_round_step(id int, version int, from_state int, to_state int, due day, words str?)
UPDATE check_round SET state = :to_state, due = :due, words = :words, version = version + 1
 WHERE id = :id AND version = :version AND state = :from_state;

-- write check_papers_extend(round int, due day, draft int, returned int)
UPDATE check_paper SET due = :due WHERE round = :round AND state IN (:draft, :returned) AND due < :due;

-- insert check_paper_insert(round int, unit int, due day)
INSERT INTO check_paper (round, unit, state, due, version) VALUES (:round, :unit, 0, :due, 1);

-- one check_paper_by_id(id int) -> id int, round int, unit int, state int, due day, opinion str?, submitted day?, submitted_by int?, version int,
--      name str, brief str, code str
SELECT p.id, p.round, p.unit, p.state, p.due, p.opinion, p.submitted, p.submitted_by, p.version, u.name, u.short AS brief, u.code
  FROM check_paper p
  JOIN unit u ON u.id = p.unit
 WHERE p.id = :id;

-- many check_papers_of(round int, unit int, prefix str, own int, grp str?) -> id int, round int, unit int, state int, due day, opinion str?,
--      submitted day?, submitted_by int?, submitter str?, version int, name str, brief str, code str
SELECT p.id, p.round, p.unit, p.state, p.due, p.opinion, p.submitted, p.submitted_by, w.name AS submitter, p.version,
       u.name, u.short AS brief, u.code
  FROM check_paper p
  JOIN unit u ON u.id = p.unit
  LEFT JOIN person w ON w.id = p.submitted_by
 WHERE p.round = :round AND (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp)
-- when unit: AND p.unit = :unit
 ORDER BY p.id;

-- write1 check_paper_step(id int, version int, from_state int, to_state int, due day, opinion str?, submitted day?, submitted_by int?)
UPDATE check_paper
   SET state = :to_state, due = :due, opinion = :opinion, submitted = :submitted, submitted_by = :submitted_by,
       version = version + 1
 WHERE id = :id AND version = :version AND state = :from_state;

-- write1 check_paper_touch(id int, version int, draft int, returned int)
UPDATE check_paper SET version = version + 1 WHERE id = :id AND version = :version AND state IN (:draft, :returned);

-- many check_lines_of(round int, unit int) -> id int, paper int, stem int, words str?, reason str?, measure str?, until day?, input str?,
--      claim str?, ground str?, basis str?, light int?, figure int?, shown str?, plan int?, target int?, places int, verdict int, verified str?,
--      finding str?, data_version str?, correction int?, verified_by int?, verified_at int?, version int
SELECT l.id, l.paper, l.stem, l.words, l.reason, l.measure, l.until, l.input, l.claim, l.ground, l.basis, l.light, l.figure, l.shown, l.plan, l.target,
       l.places, l.verdict, l.verified, l.finding, l.data_version, l.correction, l.verified_by, l.verified_at, l.version
  FROM check_paper p
  JOIN check_line l ON l.paper = p.id
 WHERE p.round = :round
-- when unit: AND p.unit = :unit
 ORDER BY l.paper, l.stem;

-- write check_line_put(paper int, stem int, words str?, reason str?, measure str?, until day?, input str?, claim str?, ground str?, basis str?)
-- What the unit writes; a line is made where there is none.
INSERT INTO check_line (paper, stem, words, reason, measure, until, input, claim, ground, basis, places, verdict, version)
VALUES (:paper, :stem, :words, :reason, :measure, :until, :input, :claim, :ground, :basis, 0, 0, 1)
ON CONFLICT (paper, stem) DO UPDATE
   SET words = excluded.words, reason = excluded.reason, measure = excluded.measure, until = excluded.until, input = excluded.input,
       claim = excluded.claim, ground = excluded.ground, basis = excluded.basis, verdict = 0, verified = NULL, finding = NULL,
       data_version = NULL, verified_by = NULL, verified_at = NULL, version = check_line.version + 1;

-- write check_line_freeze(paper int, stem int, light int, figure int?, shown str, plan int?, target int?, places int)
INSERT INTO check_line (paper, stem, light, figure, shown, plan, target, places, verdict, version)
VALUES (:paper, :stem, :light, :figure, :shown, :plan, :target, :places, 0, 1)
ON CONFLICT (paper, stem) DO UPDATE
   SET light = excluded.light, figure = excluded.figure, shown = excluded.shown, plan = excluded.plan, target = excluded.target, places = excluded.places,
       version = check_line.version + 1;

-- write check_lines_thaw(paper int)
-- Back in the unit's hands: what it sees is again what stands now; what was verified is to be verified again.
UPDATE check_line
   SET light = NULL, verdict = 0, verified = NULL, finding = NULL, data_version = NULL, verified_by = NULL, verified_at = NULL,
       version = version + 1
 WHERE paper = :paper;

-- one check_verified_count(paper int, none int) -> done int, claims_open int
SELECT COUNT(*) FILTER (WHERE verdict <> :none) AS done,
       COUNT(*) FILTER (WHERE verdict = :none AND claim IS NOT NULL) AS claims_open
  FROM check_line
 WHERE paper = :paper;

-- write1 check_line_verify(id int, version int, verdict int, verified str, finding str?, data_version str?, correction int?, by int, at int)
UPDATE check_line
   SET verdict = :verdict, verified = :verified, finding = :finding, data_version = :data_version, correction = :correction,
       verified_by = :by, verified_at = :at, version = version + 1
 WHERE id = :id AND version = :version;

-- many check_figures(scheme int, through int, submitted int, reviewed int, unit int) -> unit int, stem int, period int, input str, id int,
--      value int, places int, na int, state int
-- Live figures up to a month, the newest first.
SELECT unit, stem, period, input, id, value, places, na, state
  FROM figure
 WHERE scheme = :scheme AND live = 1 AND period <= :through AND state IN (:submitted, :reviewed)
-- when unit: AND unit = :unit
 ORDER BY unit, stem, period DESC, input;

-- many check_figures_kept(round int, unit int) -> id int, stem int, unit int, period int, input str, value int, places int, na int, state int
-- The figures that submitted papers rest on.
SELECT f.id, f.stem, f.unit, f.period, f.input, f.value, f.places, f.na, f.state
  FROM check_paper p
  JOIN check_line l ON l.paper = p.id
  JOIN figure f ON f.id = l.figure
 WHERE p.round = :round
-- when unit: AND p.unit = :unit
 ORDER BY f.id;

-- one check_unit_inside(unit int, of int) -> n int
-- Is the unit `of`, or below it?
SELECT COUNT(*) AS n FROM unit u JOIN unit o ON o.id = :of WHERE u.id = :unit AND u.path LIKE o.path || '%';

-- many check_waiting(state int, open int, prefix str, own int, grp str?, first int, last int) -> id int, brief str, kind int, due day
-- Papers of open rounds in a state, the first due first.
SELECT p.id, u.short AS brief, r.kind, p.due
  FROM check_paper p
  JOIN check_round r ON r.id = p.round AND r.state = :open
  JOIN scheme s ON s.id = r.scheme
  JOIN unit u ON u.id = p.unit
 WHERE p.state = :state AND s.year BETWEEN :first AND :last
   AND (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp)
 ORDER BY p.due, u.by_rank, p.id
 LIMIT 300;
