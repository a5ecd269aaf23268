-- many figure_live(scheme int, stem int, unit int, period int, input str) -> id int, no int, state int, na int,
--      value int, places int, raw str, source int, giver int, who int, first_at int?, version int
-- The live row of a place, at most one.
SELECT id, no, state, na, value, places, raw, source, giver, who, first_at, version
  FROM figure
 WHERE scheme = :scheme AND stem = :stem AND unit = :unit AND period = :period AND input = :input AND live = 1;

-- one figure_last_no(scheme int, stem int, unit int, period int, input str, submitted int) -> no int, waiting int
-- The highest number of a place (0: none), and how many corrections wait beside the live row.
SELECT CAST(COALESCE(MAX(no), 0) AS BIGINT) AS no,
       COUNT(CASE WHEN live = 0 AND state = :submitted THEN 1 END) AS waiting
  FROM figure
 WHERE scheme = :scheme AND stem = :stem AND unit = :unit AND period = :period AND input = :input;

-- one figure_by_id(id int) -> id int, scheme int, stem int, unit int, period int, input str, no int, live int,
--      state int, na int, value int, places int, raw str, source int, origin str?, reason str?, giver int, who int,
--      at int, reviewed_by int?, reviewed_at int?, first_at int?, submitted_at int?, opinion str?,
--      data_version str?, late int, version int
SELECT id, scheme, stem, unit, period, input, no, live, state, na, value, places, raw, source, origin, reason,
       giver, who, at, reviewed_by, reviewed_at, first_at, submitted_at, opinion, data_version, late, version
  FROM figure
 WHERE id = :id;

-- many figure_rows_of(scheme int, stem int, unit int, period int, input str) -> id int, no int, live int,
--      state int, na int, value int, places int, raw str, source int, origin str?, reason str?, giver int, who int,
--      who_name str?, at int, reviewed_by int?, reviewer_name str?, reviewed_at int?, submitted_at int?,
--      opinion str?, data_version str?, late int, version int
SELECT f.id, f.no, f.live, f.state, f.na, f.value, f.places, f.raw, f.source, f.origin, f.reason, f.giver, f.who,
       p.name AS who_name, f.at, f.reviewed_by, r.name AS reviewer_name, f.reviewed_at, f.submitted_at, f.opinion,
       f.data_version, f.late, f.version
  FROM figure f
  LEFT JOIN person p ON p.id = f.who
  LEFT JOIN person r ON r.id = f.reviewed_by
 WHERE f.scheme = :scheme AND f.stem = :stem AND f.unit = :unit AND f.period = :period AND f.input = :input
 ORDER BY f.no DESC;

-- insert figure_insert(scheme int, stem int, unit int, period int, input str, no int, live int, state int, na int,
--      value int, places int, raw str, source int, origin str?, reason str?, giver int, who int, at int,
--      reviewed_by int?, reviewed_at int?, first_at int?, submitted_at int?, data_version str?, late int)
INSERT INTO figure (scheme, stem, unit, period, input, no, live, state, na, value, places, raw, source, origin,
                    reason, giver, who, at, reviewed_by, reviewed_at, first_at, submitted_at, data_version, late,
                    version)
VALUES (:scheme, :stem, :unit, :period, :input, :no, :live, :state, :na, :value, :places, :raw, :source, :origin,
        :reason, :giver, :who, :at, :reviewed_by, :reviewed_at, :first_at, :submitted_at, :data_version, :late, 1);

-- write1 figure_retype(id int, version int, draft int, na int, value int, places int, raw str, source int,
--      origin str?, reason str?, who int, at int)
-- A draft is changed where it stands.
UPDATE figure
   SET na = :na, value = :value, places = :places, raw = :raw, source = :source, origin = :origin,
       reason = :reason, who = :who, at = :at, version = version + 1
 WHERE id = :id AND version = :version AND state = :draft AND live = 1;

-- write1 figure_retire(id int, version int)
-- No longer live: taken away, or another row takes its place.
UPDATE figure SET live = 0, version = version + 1 WHERE id = :id AND version = :version AND live = 1;

-- write1 figure_alive(id int, version int)
UPDATE figure SET live = 1, version = version + 1 WHERE id = :id AND version = :version AND live = 0;

-- write1 figure_step(id int, version int, from_state int, to_state int, opinion str?, reviewed_by int?,
--      reviewed_at int?, submitted_at int?)
UPDATE figure
   SET state = :to_state, opinion = :opinion, reviewed_by = :reviewed_by, reviewed_at = :reviewed_at,
       first_at = COALESCE(first_at, :submitted_at), submitted_at = COALESCE(:submitted_at, submitted_at),
       version = version + 1
 WHERE id = :id AND version = :version AND state = :from_state;

-- many figures_of_scheme(scheme int, through int, first_state int, last_state int) -> stem int, unit int,
--      period int, input str, state int, na int, value int, places int, no int, id int
-- For computing, straight off the index figure_read; the two states may be the same.
SELECT stem, unit, period, input, state, na, value, places, no, id
  FROM figure
 WHERE scheme = :scheme AND live = 1 AND period <= :through AND state IN (:first_state, :last_state)
 ORDER BY stem, unit, period, input;

-- many figures_month(scheme int, period int, giver int, unit int, stem int, state int) -> id int, stem int,
--      unit int, period int, input str, no int, state int, na int, value int, places int, raw str, source int, origin str?,
--      reason str?, giver int, who int, at int, first_at int?, submitted_at int?, opinion str?, late int,
--      version int, live int
SELECT id, stem, unit, period, input, no, state, na, value, places, raw, source, origin, reason, giver, who, at,
       first_at, submitted_at, opinion, late, version, live
  FROM figure
 WHERE scheme = :scheme AND period = :period AND live = 1
-- when giver: AND giver = :giver
-- when unit: AND unit = :unit
-- when stem: AND stem = :stem
-- when state: AND state = :state
 ORDER BY unit, stem, input;

-- many figures_waiting(scheme int, submitted int) -> id int, stem int, unit int, period int, input str, no int,
--      state int, na int, value int, places int, raw str, source int, origin str?, reason str?, giver int, who int,
--      at int, submitted_at int?, data_version str?, late int, version int, live_value int?, live_places int?
-- Corrections that wait beside a live row.
SELECT f.id, f.stem, f.unit, f.period, f.input, f.no, f.state, f.na, f.value, f.places, f.raw, f.source, f.origin,
       f.reason, f.giver, f.who, f.at, f.submitted_at, f.data_version, f.late, f.version, l.value AS live_value,
       l.places AS live_places
  FROM figure f
  LEFT JOIN figure l ON l.scheme = f.scheme AND l.stem = f.stem AND l.unit = f.unit AND l.period = f.period AND
       l.input = f.input AND l.live = 1
 WHERE f.scheme = :scheme AND f.live = 0 AND f.state = :submitted
 ORDER BY f.at, f.id;

-- many periods_of(scheme int) -> period int, state int, reason str?, at int, who int, who_name str?, version int
SELECT f.period, f.state, f.reason, f.at, f.who, p.name AS who_name, f.version
  FROM figure_period f
  LEFT JOIN person p ON p.id = f.who
 WHERE f.scheme = :scheme
 ORDER BY f.period;

-- write period_put(scheme int, period int, state int, reason str?, at int, who int)
INSERT INTO figure_period (scheme, period, state, reason, at, who, version)
VALUES (:scheme, :period, :state, :reason, :at, :who, 1)
ON CONFLICT (scheme, period) DO UPDATE SET state = excluded.state, reason = excluded.reason, at = excluded.at,
       who = excluded.who, version = figure_period.version + 1;

-- many figure_rule_of(scheme int) -> unit_day int, stats_day int, inner_review int, version int
SELECT unit_day, stats_day, inner_review, version FROM figure_rule WHERE scheme = :scheme;

-- write figure_rule_begin(scheme int, unit_day int, stats_day int, inner_review int)
INSERT INTO figure_rule (scheme, unit_day, stats_day, inner_review, version)
VALUES (:scheme, :unit_day, :stats_day, :inner_review, 1);

-- write1 figure_rule_update(scheme int, version int, unit_day int, stats_day int, inner_review int)
UPDATE figure_rule
   SET unit_day = :unit_day, stats_day = :stats_day, inner_review = :inner_review, version = version + 1
 WHERE scheme = :scheme AND version = :version;

-- one figure_edition_of(scheme int, issued int) -> id int
-- The edition in force, or that will be: the newest one issued.
SELECT id FROM scheme_edition WHERE scheme = :scheme AND state = :issued ORDER BY number DESC LIMIT 1;

-- many figure_reviewers(perm str, unit int, today day, me int, own int, subtree int, same int, everywhere int, most int) -> name str
-- Who else may review for a unit: an account in use, a post that stands today.
SELECT p.name
  FROM person p
  JOIN account a ON a.person = p.id AND a.disabled = 0
 WHERE p.id <> :me
   AND EXISTS (SELECT 1 FROM post po
                 JOIN role_perm rp ON rp.role = po.role AND rp.perm = :perm
                 JOIN unit m ON m.id = po.unit
                 JOIN unit u ON u.id = :unit
                WHERE po.person = p.id AND po.since <= :today AND (po.until IS NULL OR po.until >= :today)
                  AND (rp.change = :everywhere OR (rp.change = :subtree AND u.path LIKE m.path || '%')
                       OR (rp.change = :own AND u.id = m.id) OR (rp.change = :same AND u.grp = m.grp)))
 ORDER BY p.sort, p.id
 LIMIT :most;

-- many figure_review_roles(perm str, least int) -> name str
-- The roles whose holders review so far at least (enum scope).
SELECT r.name
  FROM role r
  JOIN role_perm rp ON rp.role = r.code AND rp.perm = :perm
 WHERE rp.change >= :least
 ORDER BY r.sort, r.code;
