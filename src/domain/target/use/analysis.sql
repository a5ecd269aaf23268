-- many analysis_bounds(scheme int) -> finding str, bound int, version int
SELECT finding, bound, version FROM analysis_bound WHERE scheme = :scheme ORDER BY finding;

-- write analysis_bound_insert(scheme int, finding str, bound int)
INSERT INTO analysis_bound (scheme, finding, bound, version) VALUES (:scheme, :finding, :bound, 1);

-- write1 analysis_bound_update(scheme int, finding str, version int, bound int)
UPDATE analysis_bound SET bound = :bound, version = version + 1
 WHERE scheme = :scheme AND finding = :finding AND version = :version;

-- many analysis_ranks_before(county int, year int) -> unit int, rank int
-- Imported ranks of a year; a published one is asked for by its run.
SELECT unit, rank FROM result_history WHERE county = :county AND year = :year ORDER BY unit;

-- many analysis_ranks_of(run int) -> unit int, rank int
SELECT unit, rank FROM result_unit WHERE run = :run ORDER BY unit;

-- many analysis_revised(scheme int, reviewed int, by_hand int, by_file int) -> stem int, unit int, period int, raw str, before str
-- Figures that stand otherwise than people reported them.
SELECT f.stem, f.unit, f.period, f.raw, b.raw AS before
  FROM figure f
  JOIN figure b ON b.scheme = f.scheme AND b.stem = f.stem AND b.unit = f.unit AND b.period = f.period
                AND b.input = f.input AND b.no = f.no - 1
 WHERE f.scheme = :scheme AND f.live = 1 AND f.no > 1 AND f.state = :reviewed AND f.source IN (:by_hand, :by_file) AND
       b.source IN (:by_hand, :by_file)
 ORDER BY f.stem, f.unit, f.period;

-- many analysis_claims(scheme int, submitted int, accepted int, unverified int) -> paper int, round int, kind int, unit int, stem int,
--      shown str?, claim str?, verdict int, verified str?, finding str?
-- What units claimed otherwise than the figures say, and what verification found, of papers that were handed in.
SELECT p.id AS paper, r.id AS round, r.kind, p.unit, l.stem, l.shown, l.claim, l.verdict, l.verified, l.finding
  FROM check_line l
  JOIN check_paper p ON p.id = l.paper
  JOIN check_round r ON r.id = p.round
 WHERE r.scheme = :scheme AND p.state IN (:submitted, :accepted) AND (l.claim IS NOT NULL OR l.verdict <> :unverified)
 ORDER BY r.id, l.stem, p.unit;

-- many analysis_appeals(scheme int, approved int) -> id int, unit int, node int?
SELECT a.id, a.unit, a.node
  FROM result_appeal a JOIN result_run r ON r.id = a.run
 WHERE r.scheme = :scheme AND a.state = :approved
 ORDER BY a.id;

-- many advices(run int) -> id int, run int, year int, finding str, subject str, name str, said str, words str, state int, reason str?,
--      decided day?, version int
SELECT a.id, a.run, s.year, a.finding, a.subject, a.name, a.said, a.words, a.state, a.reason, a.decided, a.version
  FROM analysis_advice a JOIN result_run r ON r.id = a.run JOIN scheme s ON s.id = r.scheme
 WHERE a.run = :run
 ORDER BY a.id;

-- one advice_by_id(id int) -> id int, run int, year int, finding str, subject str, name str, said str, words str, state int, reason str?,
--      decided day?, version int
SELECT a.id, a.run, s.year, a.finding, a.subject, a.name, a.said, a.words, a.state, a.reason, a.decided, a.version
  FROM analysis_advice a JOIN result_run r ON r.id = a.run JOIN scheme s ON s.id = r.scheme
 WHERE a.id = :id;

-- many advices_adopted(county int, year int, adopted int) -> id int, run int, year int, finding str, subject str, name str, said str,
--      words str, state int, reason str?, decided day?, version int
-- What was adopted before a year, the newest year first.
SELECT a.id, a.run, s.year, a.finding, a.subject, a.name, a.said, a.words, a.state, a.reason, a.decided, a.version
  FROM analysis_advice a JOIN result_run r ON r.id = a.run JOIN scheme s ON s.id = r.scheme
 WHERE s.unit = :county AND s.year < :year AND a.state = :adopted
 ORDER BY s.year DESC, a.id;

-- insert advice_insert(run int, finding str, subject str, name str, said str, words str, who int, at int)
INSERT INTO analysis_advice (run, finding, subject, name, said, words, state, who, at, version)
VALUES (:run, :finding, :subject, :name, :said, :words, 0, :who, :at, 1);

-- write1 advice_update(id int, version int, said str, words str, draft int, who int, at int)
UPDATE analysis_advice SET said = :said, words = :words, who = :who, at = :at, version = version + 1
 WHERE id = :id AND version = :version AND state = :draft;

-- write1 advice_step(id int, version int, from_state int, to_state int, reason str?, decided day, by int?)
UPDATE analysis_advice SET state = :to_state, reason = :reason, decided = :decided, decided_by = :by, version = version + 1
 WHERE id = :id AND version = :version AND state = :from_state;
