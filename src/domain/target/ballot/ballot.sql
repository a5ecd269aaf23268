-- many polls(id int) -> id int, scheme int, edition int, unit int, year int, scheme_name str, stem int?, leaf_name str?, period int,
--      name str, basis str, rule int, secret int, opens day, closes day, full_mark int, rank_step int,
--      low_grades int, half_counts int, even_way int, step int, mode int, state int, reason str?, ballots int,
--      who int, at int, version int
-- Every session, or one; the newest first. The indicator is called as the newest edition that has it calls it.
SELECT p.id, p.scheme, p.edition, s.unit, s.year, s.name AS scheme_name, p.stem,
       (SELECT n.name FROM scheme_node n WHERE n.id = (SELECT MAX(x.id) FROM scheme_node x
         WHERE x.id = p.stem OR x.stem = p.stem)) AS leaf_name,
       p.period, p.name, p.basis, p.rule, p.secret, p.opens, p.closes, p.full_mark, p.rank_step, p.low_grades,
       p.half_counts, p.even_way, p.step, p.mode, p.state, p.reason, p.ballots, p.who, p.at, p.version
  FROM poll p
  JOIN scheme s ON s.id = p.scheme
 WHERE 1 = 1
-- when id: AND p.id = :id
 ORDER BY s.year DESC, p.id DESC;

-- insert poll_insert(scheme int, edition int, stem int?, period int, name str, basis str, rule int, secret int,
--      opens day, closes day, full_mark int, rank_step int, low_grades int, half_counts int, even_out int, even_way int,
--      step int, mode int, who int, at int)
INSERT INTO poll (scheme, edition, stem, period, name, basis, rule, secret, opens, closes, full_mark, rank_step,
                  low_grades, half_counts, even_out, even_way, step, mode, state, ballots, who, at, version)
VALUES (:scheme, :edition, :stem, :period, :name, :basis, :rule, :secret, :opens, :closes, :full_mark, :rank_step,
        :low_grades, :half_counts, :even_out, :even_way, :step, :mode, 0, 0, :who, :at, 1);

-- write1 poll_update(id int, version int, draft int, edition int, stem int?, period int, name str, basis str, rule int,
--      secret int, opens day, closes day, full_mark int, rank_step int, low_grades int, half_counts int, even_out int,
--      even_way int, step int, mode int)
UPDATE poll
   SET edition = :edition, stem = :stem, period = :period, name = :name, basis = :basis, rule = :rule,
       secret = :secret, opens = :opens, closes = :closes, full_mark = :full_mark, rank_step = :rank_step,
       low_grades = :low_grades, half_counts = :half_counts, even_out = :even_out, even_way = :even_way,
       step = :step, mode = :mode,
       version = version + 1
 WHERE id = :id AND version = :version AND state = :draft;

-- write1 poll_step_to(id int, version int, from_state int, to_state int, reason str?, closes day)
UPDATE poll SET state = :to_state, reason = COALESCE(CAST(:reason AS TEXT), reason), closes = :closes,
       version = version + 1
 WHERE id = :id AND version = :version AND state = :from_state;

-- write poll_parts_drop_source(poll int)
DELETE FROM poll_source WHERE poll = :poll;
-- write poll_parts_drop_aspect(poll int)
DELETE FROM poll_aspect WHERE poll = :poll;
-- write poll_parts_drop_grade(poll int)
DELETE FROM poll_grade WHERE poll = :poll;
-- write poll_parts_drop_row(poll int)
DELETE FROM poll_row WHERE poll = :poll;
-- write poll_parts_drop_unit(poll int)
DELETE FROM poll_unit WHERE poll = :poll;

-- write poll_source_add(poll int, no int, name str, weight int, way int, outside int, per_unit int, role str?)
INSERT INTO poll_source (poll, no, name, weight, way, outside, per_unit, role, ballots)
VALUES (:poll, :no, :name, :weight, :way, :outside, :per_unit, :role, 0);

-- write poll_aspect_add(poll int, no int, name str, weight int)
INSERT INTO poll_aspect (poll, no, name, weight) VALUES (:poll, :no, :name, :weight);

-- write poll_grade_add(poll int, no int, name str, weight int)
INSERT INTO poll_grade (poll, no, name, weight) VALUES (:poll, :no, :name, :weight);

-- write poll_row_add(poll int, no int, bounds str, bounds2 str, mark int)
INSERT INTO poll_row (poll, no, bounds, bounds2, mark) VALUES (:poll, :no, :bounds, :bounds2, :mark);

-- write poll_unit_add(poll int, no int, unit int)
INSERT INTO poll_unit (poll, no, unit) VALUES (:poll, :no, :unit);

-- many poll_sources_of(poll int) -> no int, name str, weight int, way int, outside int, per_unit int, role str?, ballots int, voters int
SELECT s.no, s.name, s.weight, s.way, s.outside, s.per_unit, s.role, s.ballots,
       (SELECT COUNT(*) FROM poll_voter v WHERE v.poll = s.poll AND v.source = s.no) AS voters
  FROM poll_source s
 WHERE s.poll = :poll
 ORDER BY s.no;

-- many poll_aspects_of(poll int) -> name str, weight int
SELECT name, weight FROM poll_aspect WHERE poll = :poll ORDER BY no;

-- many poll_grades_of(poll int) -> name str, weight int
SELECT name, weight FROM poll_grade WHERE poll = :poll ORDER BY no;

-- many poll_rows_of(poll int) -> bounds str, bounds2 str, mark int
SELECT bounds, bounds2, mark FROM poll_row WHERE poll = :poll ORDER BY no;

-- many poll_units_of(poll int) -> unit int, code str, name str
SELECT p.unit, u.code, u.short AS name FROM poll_unit p JOIN unit u ON u.id = p.unit WHERE p.poll = :poll ORDER BY p.no;

-- many poll_sizes() -> poll int, members int, units int
-- Members of every session: of sources by code or on paper, and voters drawn.
SELECT p.id AS poll,
       COALESCE((SELECT CAST(SUM(s.outside + s.per_unit * (SELECT COUNT(*) FROM poll_unit u WHERE u.poll = p.id)) AS BIGINT)
                   FROM poll_source s WHERE s.poll = p.id AND s.role IS NULL), 0)
         + (SELECT COUNT(*) FROM poll_voter v WHERE v.poll = p.id) AS members,
       (SELECT COUNT(*) FROM poll_unit u WHERE u.poll = p.id) AS units
  FROM poll p;

-- many poll_votes_of(person int) -> poll int, voted int
-- Sessions that have a vote of this person.
SELECT poll, voted FROM poll_voter WHERE person = :person;

-- many poll_units_in_reach(prefix str, own int, grp str) -> poll int
-- Sessions that rate a unit in reach.
SELECT DISTINCT p.poll
  FROM poll_unit p
  JOIN unit u ON u.id = p.unit
 WHERE (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp);

-- ---- votes ---------------------------------------------------------------------------------------

-- write1 poll_take_ballot(id int, open int, today day)
-- One more has come in, if it may today. Holds the session until the end of the transaction.
UPDATE poll SET ballots = ballots + 1 WHERE id = :id AND state = :open AND opens <= :today AND closes >= :today;

-- write1 poll_hold(id int, open int, closed int)
-- Nobody votes, steps or counts until the transaction ends.
UPDATE poll SET ballots = ballots WHERE id = :id AND (state = :open OR state = :closed);

-- write1 poll_take_paper(id int, open int, closed int, n int)
UPDATE poll SET ballots = ballots + :n WHERE id = :id AND (state = :open OR state = :closed);

-- write1 poll_source_take(poll int, no int, n int, members int)
-- CONFLICT: more ballots than members.
UPDATE poll_source SET ballots = ballots + :n WHERE poll = :poll AND no = :no AND ballots + :n <= :members;

-- write poll_tally_add(poll int, source int, unit int, aspect int, state int, value int, n int)
INSERT INTO poll_tally (poll, source, unit, aspect, state, value, n)
VALUES (:poll, :source, :unit, :aspect, :state, :value, :n)
    ON CONFLICT (poll, source, unit, aspect, state, value) DO UPDATE SET n = poll_tally.n + excluded.n;

-- many poll_tallies(poll int) -> source int, unit int, aspect int, state int, value int, n int
SELECT source, unit, aspect, state, value, n
  FROM poll_tally
 WHERE poll = :poll
 ORDER BY source, unit, aspect, state, value;

-- write poll_code_add(hash bytes, poll int, source int, unit int?)
INSERT INTO poll_code (hash, poll, source, unit) VALUES (:hash, :poll, :source, :unit);

-- one poll_code_by_hash(hash bytes) -> poll int, source int, unit int?
SELECT poll, source, unit FROM poll_code WHERE hash = :hash;

-- write1 poll_code_spend(hash bytes)
-- Gone: the second of two at once gets CONFLICT.
DELETE FROM poll_code WHERE hash = :hash;

-- write poll_codes_drop(poll int, source int)
DELETE FROM poll_code WHERE poll = :poll AND source = :source;

-- many poll_codes_left(poll int, source int) -> unit int?, n int
SELECT unit, COUNT(*) AS n FROM poll_code WHERE poll = :poll AND source = :source GROUP BY unit ORDER BY unit NULLS FIRST;

-- many poll_people(role str, prefix str, today day) -> person int, unit int, path str
-- Who holds a post of this role today, below a unit.
SELECT po.person, po.unit, u.path
  FROM post po
  JOIN unit u ON u.id = po.unit
 WHERE po.role = :role AND u.path LIKE :prefix || '%' AND po.acts_for IS NULL AND po.since <= :today
   AND (po.until IS NULL OR po.until >= :today)
 ORDER BY po.person, po.id;

-- write poll_voter_add(poll int, source int, person int, unit int?)
-- A person votes once, in the first source that drew them.
INSERT INTO poll_voter (poll, source, person, unit, voted) VALUES (:poll, :source, :person, :unit, 0)
    ON CONFLICT (poll, person) DO NOTHING;

-- one poll_voter_of(poll int, person int) -> id int, source int, unit int?, voted int
SELECT id, source, unit, voted FROM poll_voter WHERE poll = :poll AND person = :person;

-- write1 poll_voter_spend(id int)
UPDATE poll_voter SET voted = 1 WHERE id = :id AND voted = 0;

-- write poll_mark_add(voter int, unit int, aspect int, state int, value int)
INSERT INTO poll_mark (voter, unit, aspect, state, value) VALUES (:voter, :unit, :aspect, :state, :value);

-- many poll_marks(poll int) -> voter int, source int, own int?, name str, unit int, aspect int, state int, value int
SELECT m.voter, v.source, v.unit AS own, p.name, m.unit, m.aspect, m.state, m.value
  FROM poll_mark m
  JOIN poll_voter v ON v.id = m.voter
  JOIN person p ON p.id = v.person
 WHERE v.poll = :poll
 ORDER BY m.voter, m.unit, m.aspect;

-- part voter_keeps_out
-- Of a voter v and a rated unit u (x of the session): the one of the post that drew them, or of any other post of the
-- own, on the first day of the session or today.
(x.unit = v.unit OR EXISTS (
        SELECT 1
          FROM post po
          JOIN unit w ON w.id = po.unit
         WHERE po.person = v.person AND po.acts_for IS NULL AND w.path LIKE u.path || '%'
           AND ((po.since <= :opens AND (po.until IS NULL OR po.until >= :opens)) OR
                (po.since <= :today AND (po.until IS NULL OR po.until >= :today)))))
-- end

-- many poll_voter_own(voter int, opens day, today day) -> unit int
-- The rated units that a voter keeps out of.
SELECT x.unit
  FROM poll_voter v
  JOIN poll_unit x ON x.poll = v.poll
  JOIN unit u ON u.id = x.unit
 WHERE v.id = :voter AND
-- use voter_keeps_out
 ORDER BY x.no;

-- many poll_voters_silent(poll int) -> source int, n int
-- Voters of whom there is no mark.
SELECT v.source, COUNT(*) AS n
  FROM poll_voter v
 WHERE v.poll = :poll AND NOT EXISTS (SELECT 1 FROM poll_mark m WHERE m.voter = v.id)
 GROUP BY v.source
 ORDER BY v.source;

-- many poll_voters_silent_own(poll int, opens day, today day) -> source int, unit int, n int
-- How many of them keep out of a rated unit; with `today` the session's first day, for good.
SELECT v.source, x.unit, COUNT(*) AS n
  FROM poll_voter v
  JOIN poll_unit x ON x.poll = v.poll
  JOIN unit u ON u.id = x.unit
 WHERE v.poll = :poll AND NOT EXISTS (SELECT 1 FROM poll_mark m WHERE m.voter = v.id) AND
-- use voter_keeps_out
 GROUP BY v.source, x.unit
 ORDER BY v.source, x.unit;

-- many poll_voters_left(poll int, opens day) -> source int, name str, unit str?
-- Named: who has not voted yet, with the place of the post of that role that they held on the session's first day.
SELECT v.source, p.name,
       (SELECT u.short FROM post po JOIN unit u ON u.id = po.unit
         WHERE po.person = v.person AND po.role = s.role AND po.acts_for IS NULL
           AND po.since <= :opens AND (po.until IS NULL OR po.until >= :opens)
         ORDER BY po.id LIMIT 1) AS unit
  FROM poll_voter v
  JOIN person p ON p.id = v.person
  JOIN poll_source s ON s.poll = v.poll AND s.no = v.source
 WHERE v.poll = :poll AND v.voted = 0
 ORDER BY v.source, v.id;

-- ---- paper ---------------------------------------------------------------------------------------

-- many poll_batches_of(poll int) -> id int, source int, no int, ballots int, state int, first_by int?, second_by int?, third_by int?, reason str?, version int
SELECT id, source, no, ballots, state, first_by, second_by, third_by, reason, version
  FROM poll_batch
 WHERE poll = :poll
 ORDER BY no;

-- one poll_batch_by_id(id int) -> poll int, source int, no int, ballots int, state int, first_by int?, second_by int?, third_by int?, reason str?, version int
SELECT poll, source, no, ballots, state, first_by, second_by, third_by, reason, version FROM poll_batch WHERE id = :id;

-- insert poll_batch_insert(poll int, source int, no int, ballots int)
INSERT INTO poll_batch (poll, source, no, ballots, state, version) VALUES (:poll, :source, :no, :ballots, 0, 1);

-- write1 poll_batch_update(id int, version int, state int, first_by int?, second_by int?, third_by int?, reason str?)
UPDATE poll_batch
   SET state = :state, first_by = :first_by, second_by = :second_by, third_by = :third_by, reason = :reason,
       version = version + 1
 WHERE id = :id AND version = :version;

-- write poll_entry_add(batch int, round int, unit int, aspect int, state int, value int, n int)
INSERT INTO poll_entry (batch, round, unit, aspect, state, value, n)
VALUES (:batch, :round, :unit, :aspect, :state, :value, :n);

-- many poll_entries_of(batch int) -> round int, unit int, aspect int, state int, value int, n int
SELECT round, unit, aspect, state, value, n
  FROM poll_entry
 WHERE batch = :batch
 ORDER BY round, unit, aspect, state, value DESC;

-- many poll_schemes() -> id int, unit int, year int, name str, edition int
-- Schemes with an issued edition, and the newest of it.
SELECT s.id, s.unit, s.year, s.name, e.id AS edition
  FROM scheme s
  JOIN scheme_edition e ON e.scheme = s.id AND e.number =
       (SELECT MAX(x.number) FROM scheme_edition x WHERE x.scheme = s.id AND x.since IS NOT NULL)
 ORDER BY s.year DESC, s.id;

-- many polls_to_vote(person int, open int, today day) -> id int, name str, closes day
-- Named sessions that wait for this person's vote.
SELECT p.id, p.name, p.closes
  FROM poll_voter v
  JOIN poll p ON p.id = v.poll
 WHERE v.person = :person AND v.voted = 0 AND p.state = :open AND p.opens <= :today AND p.closes >= :today
 ORDER BY p.closes, p.id
 LIMIT 300;

-- many poll_waiting(state int, prefix str, own int, grp str?, first int, last int) -> id int, name str, closes day
-- Sessions in a state.
SELECT p.id, p.name, p.closes
  FROM poll p
  JOIN scheme s ON s.id = p.scheme
  JOIN unit u ON u.id = s.unit
 WHERE p.state = :state AND s.year BETWEEN :first AND :last
   AND (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp)
 ORDER BY p.closes, p.id
 LIMIT 300;
