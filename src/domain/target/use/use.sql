-- many use_runs(stage int, published int, archived int) -> id int, year int
-- Published final runs, the newest first.
SELECT r.id, s.year
  FROM result_run r JOIN scheme s ON s.id = r.scheme
 WHERE r.stage = :stage AND r.state IN (:published, :archived)
 ORDER BY s.year DESC, r.no DESC;

-- many use_years_of(unit int, stage int, published int, archived int) -> unit int, run int, edition int, year int, scheme int, name str,
--      grp str, total int, rank int, ranked int, grade str?
-- Published years of a unit, or of all units.
SELECT u.unit, r.id AS run, r.edition, s.year, s.id AS scheme, s.name, g.name AS grp, u.total, u.rank, u.ranked, u.grade
  FROM result_run r
  JOIN scheme s ON s.id = r.scheme
  JOIN result_unit u ON u.run = r.id
  JOIN scheme_group g ON g.id = u.grp
 WHERE r.stage = :stage AND r.state IN (:published, :archived)
-- when unit: AND u.unit = :unit
 ORDER BY u.unit, s.year DESC, r.no DESC;

-- many use_imported_of(unit int) -> unit int, year int, grp str, total int, rank int, ranked int, grade str?, note str?, source str
SELECT unit, year, grp, total, rank, ranked, grade, note, source
  FROM result_history
 WHERE 1 = 1
-- when unit: AND unit = :unit
 ORDER BY unit, year DESC;

-- many use_bounds_of(scheme int, unit int, approved int, ceiling int, veto int) -> kind int, title str, grade str?
-- Ceilings and vetoes that stand, of one unit in a year.
SELECT kind, title, grade
  FROM effect
 WHERE scheme = :scheme AND unit = :unit AND state = :approved AND kind IN (:ceiling, :veto) AND lifted IS NULL
 ORDER BY happened, id;

-- one use_year_published(unit int, year int, stage int, published int, archived int) -> n int
SELECT COUNT(*) AS n
  FROM result_run r JOIN scheme s ON s.id = r.scheme JOIN result_unit u ON u.run = r.id
 WHERE u.unit = :unit AND s.year = :year AND r.stage = :stage AND r.state IN (:published, :archived);

-- write history_put(county int, unit int, year int, grp str, total int, rank int, ranked int, grade str?, note str?, source str,
--      batch int, who int, at int)
INSERT INTO result_history (county, unit, year, grp, total, rank, ranked, grade, note, source, batch, who, at)
VALUES (:county, :unit, :year, :grp, :total, :rank, :ranked, :grade, :note, :source, :batch, :who, :at)
    ON CONFLICT (unit, year) DO UPDATE SET county = excluded.county, grp = excluded.grp, total = excluded.total,
       rank = excluded.rank, ranked = excluded.ranked, grade = excluded.grade, note = excluded.note,
       source = excluded.source, batch = excluded.batch, who = excluded.who, at = excluded.at;

-- many history_at(unit int, year int) -> county int, grp str, total int, rank int, ranked int, grade str?, note str?,
--      source str, batch int, who int, at int
SELECT county, grp, total, rank, ranked, grade, note, source, batch, who, at
  FROM result_history
 WHERE unit = :unit AND year = :year;

-- write history_drop_batch(batch int)
DELETE FROM result_history WHERE batch = :batch;

-- insert use_proposal_insert(run int, unit int, rule str, years str, who int, at int)
INSERT INTO use_proposal (run, unit, rule, years, state, who, at, version)
VALUES (:run, :unit, :rule, :years, 0, :who, :at, 1);

-- many use_proposals_of(run int) -> id int, run int, unit int, unit_name str, year int, rule str, years str, state int, reason str?,
--      basis str?, decided day?, version int
SELECT p.id, p.run, p.unit, u.short AS unit_name, s.year, p.rule, p.years, p.state, p.reason, p.basis, p.decided, p.version
  FROM use_proposal p
  JOIN unit u ON u.id = p.unit
  JOIN result_run r ON r.id = p.run
  JOIN scheme s ON s.id = r.scheme
 WHERE p.run = :run
 ORDER BY u.sort, u.id, p.id;

-- one use_proposal_by_id(id int) -> id int, run int, unit int, unit_name str, year int, rule str, years str, state int, reason str?,
--      basis str?, decided day?, version int
SELECT p.id, p.run, p.unit, u.short AS unit_name, s.year, p.rule, p.years, p.state, p.reason, p.basis, p.decided, p.version
  FROM use_proposal p
  JOIN unit u ON u.id = p.unit
  JOIN result_run r ON r.id = p.run
  JOIN scheme s ON s.id = r.scheme
 WHERE p.id = :id;

-- write1 use_proposal_move(id int, version int, from_state int, to_state int, reason str?, basis str?, decided day?, by int?)
UPDATE use_proposal SET state = :to_state, reason = :reason, basis = :basis, decided = :decided, decided_by = :by,
       version = version + 1
 WHERE id = :id AND version = :version AND state = :from_state;

-- one reward_plan_of(scheme int) -> basis str, per_head money, version int
SELECT basis, per_head, version FROM reward_plan WHERE scheme = :scheme;

-- many reward_grades_of(scheme int) -> grade str, amount money, factor int
SELECT grade, amount, factor FROM reward_grade WHERE scheme = :scheme ORDER BY grade;

-- many reward_units_of(scheme int) -> unit int, heads int
SELECT unit, heads FROM reward_unit WHERE scheme = :scheme ORDER BY unit;

-- write reward_plan_insert(scheme int, basis str, per_head money, who int, at int)
INSERT INTO reward_plan (scheme, basis, per_head, who, at, version) VALUES (:scheme, :basis, :per_head, :who, :at, 1);

-- write1 reward_plan_update(scheme int, version int, basis str, per_head money, who int, at int)
UPDATE reward_plan SET basis = :basis, per_head = :per_head, who = :who, at = :at, version = version + 1
 WHERE scheme = :scheme AND version = :version;

-- write1 reward_plan_bump(scheme int, version int, who int, at int)
UPDATE reward_plan SET who = :who, at = :at, version = version + 1 WHERE scheme = :scheme AND version = :version;

-- write reward_grade_put(scheme int, grade str, amount money, factor int)
INSERT INTO reward_grade (scheme, grade, amount, factor) VALUES (:scheme, :grade, :amount, :factor)
    ON CONFLICT (scheme, grade) DO UPDATE SET amount = excluded.amount, factor = excluded.factor;

-- write reward_unit_put(scheme int, unit int, heads int)
INSERT INTO reward_unit (scheme, unit, heads) VALUES (:scheme, :unit, :heads)
    ON CONFLICT (scheme, unit) DO UPDATE SET heads = excluded.heads;
