-- insert import_batch_add(code str, who int, unit int, about str, title str, filename str, size int, at int, lang int, state int, revision int)
-- A file has come; nothing of it is read yet.
INSERT INTO import_batch (code, who, unit, about, title, filename, size, parts, at, lang, state,
       tries, beat, done, expected, took, n_rows, n_warned, n_bad, n_bad_cells, n_new, n_changed,
       n_same, sum_fen, revision)
VALUES (:code, :who, :unit, :about, :title, :filename, :size, 1, :at, :lang, :state,
       0, :at, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, :revision)
RETURNING id;

-- one import_batch_of(id int) -> id int, code str, who int, unit int, about str, title str,
--   filename str, size int, parts int, tries int, at int, lang int, state int, done int, expected int,
--   took int, heads str?, said str?, n_rows int, n_warned int, n_bad int, n_bad_cells int,
--   n_new int, n_changed int, n_same int, sum_fen int, most_fen int, revision int, fail str?, see str?,
--   applied_at int?, undone_at int?
-- One batch, without what only an undo reads.
SELECT id, code, who, unit, about, title, filename, size, parts, tries, at, lang, state, done, expected,
       took, heads, said, n_rows, n_warned, n_bad, n_bad_cells, n_new, n_changed, n_same, sum_fen,
       most_fen, revision, fail, see, applied_at, undone_at
  FROM import_batch WHERE id = :id;

-- one import_kept(id int) -> kept bytes?
-- What an undo needs.
SELECT kept FROM import_batch WHERE id = :id;

-- many import_batches(code str, prefix str, unit int, grp str?, who int, before int, limit int) -> id int,
--   code str, title str, filename str, at int, state int, n_rows int, n_bad int, n_new int,
--   n_changed int, n_same int, applied_at int?, undone_at int?, who_id int, who_name str?
-- Newest first, older than the batch `before`: one's own, and those about units in one's reach.
SELECT b.id, b.code, b.title, b.filename, b.at, b.state, b.n_rows, b.n_bad, b.n_new, b.n_changed,
       b.n_same, b.applied_at, b.undone_at, b.who AS who_id, p.name AS who_name
  FROM import_batch b
  LEFT JOIN person p ON p.id = b.who
  LEFT JOIN unit u ON u.id = b.unit
 WHERE b.id < :before AND b.code = :code AND b.state <> 0
   AND (b.who = :who OR u.path LIKE :prefix || '%' OR u.id = :unit OR u.grp = :grp)
 ORDER BY b.id DESC
 LIMIT :limit;

-- write1 import_batch_move(id int, was int, state int, at int)
-- From one state to the next; CONFLICT when somebody else was quicker.
UPDATE import_batch SET state = :state, beat = :at WHERE id = :id AND state = :was;

-- write1 import_batch_try(id int, was int, state int, at int)
-- As import_batch_move(), beginning anew.
UPDATE import_batch SET state = :state, beat = :at, tries = tries + 1, done = 0, fail = NULL
 WHERE id = :id AND state = :was;

-- write1 import_batch_part(id int, was int, state int, size int, at int)
-- One more file of the same batch, with mended rows.
UPDATE import_batch SET parts = parts + 1, state = :state, size = size + :size, beat = :at, tries = 0
 WHERE id = :id AND state = :was;

-- write1 import_batch_again(id int, was int, state int, revision int, at int)
-- To be read anew, over what stands there now.
UPDATE import_batch SET state = :state, revision = :revision, beat = :at, tries = 0
 WHERE id = :id AND state = :was;

-- write import_batch_beat(id int, done int, expected int, at int)
-- Progress, and that somebody lives.
UPDATE import_batch SET done = :done, expected = :expected, beat = :at WHERE id = :id;

-- write1 import_batch_step(id int, was int, done int, expected int, at int)
-- The same, as long as the batch is in that state; CONFLICT when somebody else was quicker.
UPDATE import_batch SET done = :done, expected = :expected, beat = :at WHERE id = :id AND state = :was;

-- write1 import_batch_read(id int, was int, state int, heads str, said str, took int, n_rows int,
--   n_warned int, n_bad int, n_bad_cells int, n_new int, n_changed int, n_same int, sum_fen int, most_fen int, at int)
-- What came of the reading.
UPDATE import_batch
   SET state = :state, heads = :heads, said = :said, took = :took, n_rows = :n_rows,
       n_warned = :n_warned, n_bad = :n_bad, n_bad_cells = :n_bad_cells, n_new = :n_new,
       n_changed = :n_changed, n_same = :n_same, sum_fen = :sum_fen, most_fen = :most_fen, done = :n_rows,
       expected = :n_rows, beat = :at, fail = NULL
 WHERE id = :id AND state = :was;

-- write1 import_batch_fail(id int, was int, state int, fail str, at int)
-- It cannot go on, and why.
UPDATE import_batch SET state = :state, fail = :fail, beat = :at WHERE id = :id AND state = :was;

-- write1 import_batch_applied(id int, was int, state int, at int, who int, see str?, kept bytes?)
-- The flip: from here on its rows are there for everybody.
UPDATE import_batch SET state = :state, applied_at = :at, applied_by = :who, see = :see, kept = :kept, beat = :at
 WHERE id = :id AND state = :was;

-- write1 import_batch_undone(id int, was int, state int, at int, who int)
-- The flip back.
UPDATE import_batch SET state = :state, undone_at = :at, undone_by = :who, beat = :at
 WHERE id = :id AND state = :was;

-- one import_next(state int) -> id int, code str
-- The batch that has waited longest.
SELECT id, code FROM import_batch WHERE state = :state ORDER BY beat, id LIMIT 1;

-- many import_stale(uploading int, reading int, writing int, before int) -> id int, code str, state int, tries int, n_rows int
-- Work whose worker is dead.
SELECT id, code, state, tries, n_rows FROM import_batch
 WHERE state IN (:uploading, :reading, :writing) AND beat < :before ORDER BY id;

-- many import_old(ready int, columns int, failed int, before int, applied int, applied_before int, undone int, dropped int) -> id int, state int
-- Batches whose rows nobody needs any more and that still have some.
SELECT id, state FROM import_batch b
 WHERE ((state IN (:ready, :columns, :failed) AND at < :before) OR
        (state = :applied AND applied_at < :applied_before) OR state IN (:undone, :dropped))
   AND (EXISTS (SELECT 1 FROM import_row r WHERE r.batch = b.id) OR
        EXISTS (SELECT 1 FROM import_file f WHERE f.batch = b.id))
 ORDER BY id LIMIT 100;

-- write import_file_add(batch int, part int, no int, filename str, bytes bytes)
-- One piece of a file.
INSERT INTO import_file (batch, part, no, filename, bytes) VALUES (:batch, :part, :no, :filename, :bytes);

-- one import_file_piece(batch int, part int, no int) -> filename str, bytes bytes
-- One piece of a file.
SELECT filename, bytes FROM import_file WHERE batch = :batch AND part = :part AND no = :no;

-- one import_file_size(batch int, part int) -> n int
-- How long a file is.
SELECT CAST(COALESCE(SUM(LENGTH(bytes)), 0) AS BIGINT) AS n FROM import_file WHERE batch = :batch AND part = :part;

-- one import_file_last(batch int) -> part int, no int
SELECT part, no FROM import_file WHERE batch = :batch ORDER BY part DESC, no DESC LIMIT 1;

-- write import_file_wipe(batch int, part int, from_no int)
-- Pieces of a file from there on.
DELETE FROM import_file WHERE batch = :batch AND part = :part AND no >= :from_no;

-- write import_row_add(batch int, no int, head int, line int, grade int, fate int, key str?, raw str?,
--   notes str?, before str?,
--   c00 str?, c01 str?, c02 str?, c03 str?, c04 str?, c05 str?, c06 str?, c07 str?,
--   c08 str?, c09 str?, c10 str?, c11 str?, c12 str?, c13 str?, c14 str?, c15 str?,
--   c16 str?, c17 str?, c18 str?, c19 str?, c20 str?, c21 str?, c22 str?, c23 str?,
--   c24 str?, c25 str?, c26 str?, c27 str?, c28 str?, c29 str?, c30 str?, c31 str?,
--   c32 str?, c33 str?, c34 str?, c35 str?)
-- One staged row.
INSERT INTO import_row (batch, no, head, line, grade, fate, key, raw, notes, before,
       c00, c01, c02, c03, c04, c05, c06, c07, c08, c09, c10, c11, c12, c13, c14, c15, c16,
       c17, c18, c19, c20, c21, c22, c23, c24, c25, c26, c27, c28, c29, c30, c31, c32, c33,
       c34, c35)
VALUES (:batch, :no, :head, :line, :grade, :fate, :key, :raw, :notes, :before,
       :c00, :c01, :c02, :c03, :c04, :c05, :c06, :c07, :c08, :c09, :c10, :c11, :c12, :c13,
       :c14, :c15, :c16, :c17, :c18, :c19, :c20, :c21, :c22, :c23, :c24, :c25, :c26, :c27,
       :c28, :c29, :c30, :c31, :c32, :c33, :c34, :c35);

-- many import_rows(batch int, after int, least int, most int, with_raw int, limit int) -> no int,
--   head int, line int, grade int, fate int, same_as int?, same_head int?, raw str?, notes str?, before str?,
--   c00 str?, c01 str?, c02 str?, c03 str?, c04 str?, c05 str?, c06 str?, c07 str?,
--   c08 str?, c09 str?, c10 str?, c11 str?, c12 str?, c13 str?, c14 str?, c15 str?,
--   c16 str?, c17 str?, c18 str?, c19 str?, c20 str?, c21 str?, c22 str?, c23 str?,
--   c24 str?, c25 str?, c26 str?, c27 str?, c28 str?, c29 str?, c30 str?, c31 str?,
--   c32 str?, c33 str?, c34 str?, c35 str?
-- Staged rows in order behind the row `after`, of a grade, or those a person may want to look at.
SELECT no, head, line, grade, fate, same_as, same_head, raw, notes, before,
       c00, c01, c02, c03, c04, c05, c06, c07, c08, c09, c10, c11, c12, c13, c14, c15, c16,
       c17, c18, c19, c20, c21, c22, c23, c24, c25, c26, c27, c28, c29, c30, c31, c32, c33,
       c34, c35
  FROM import_row
 WHERE batch = :batch AND no > :after AND grade >= :least AND grade <= :most
   AND (:with_raw = 0 OR raw IS NOT NULL)
 ORDER BY no
 LIMIT :limit;

-- write import_rows_wipe(batch int, from_no int, to_no int)
-- A stretch of staging.
DELETE FROM import_row WHERE batch = :batch AND no >= :from_no AND no <= :to_no;

-- write import_mended_add(batch int, part int, from_no int, to_no int)
-- The bad rows of a stretch: that file with mended ones takes their place.
INSERT INTO import_mended (batch, part, no)
SELECT batch, :part, no FROM import_row WHERE batch = :batch AND no >= :from_no AND no <= :to_no AND grade = 2
    ON CONFLICT (batch, no) DO NOTHING;

-- many import_mended_rows(batch int) -> no int
-- Rows that later files take the place of.
SELECT no FROM import_mended WHERE batch = :batch ORDER BY no;

-- one import_mended_last(batch int) -> no int
-- The last of them; 0: none.
SELECT CAST(COALESCE(MAX(no), 0) AS BIGINT) AS no FROM import_mended WHERE batch = :batch;

-- one import_mended_count(batch int, part int) -> n int
-- How many rows that file takes the place of.
SELECT COUNT(*) AS n FROM import_mended WHERE batch = :batch AND part = :part;

-- write import_mended_wipe(batch int, part int, from_no int, to_no int)
-- A stretch of them, of that file and later ones.
DELETE FROM import_mended WHERE batch = :batch AND part >= :part AND no >= :from_no AND no <= :to_no;

-- one import_rows_last(batch int) -> no int
-- The last number in use.
SELECT CAST(COALESCE(MAX(no), 0) AS BIGINT) AS no FROM import_row WHERE batch = :batch;

-- one import_rows_count(batch int) -> n int, n_warned int, n_bad int, n_new int, n_changed int, n_same int
-- What stands in staging.
SELECT COUNT(*) AS n,
       CAST(COALESCE(SUM(CASE WHEN grade = 1 THEN 1 ELSE 0 END), 0) AS BIGINT) AS n_warned,
       CAST(COALESCE(SUM(CASE WHEN grade = 2 THEN 1 ELSE 0 END), 0) AS BIGINT) AS n_bad,
       CAST(COALESCE(SUM(CASE WHEN grade < 2 AND fate = 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS n_new,
       CAST(COALESCE(SUM(CASE WHEN grade < 2 AND fate = 1 THEN 1 ELSE 0 END), 0) AS BIGINT) AS n_changed,
       CAST(COALESCE(SUM(CASE WHEN grade < 2 AND fate = 2 THEN 1 ELSE 0 END), 0) AS BIGINT) AS n_same
  FROM import_row WHERE batch = :batch;

-- many import_doubles(batch int) -> no int, first int
-- Rows that repeat an earlier one.
SELECT r.no, r.first
  FROM (SELECT no, MIN(no) OVER (PARTITION BY key) AS first
          FROM import_row WHERE batch = :batch AND key IS NOT NULL) r
 WHERE r.first < r.no
 ORDER BY r.no;

-- write import_row_same(batch int, no int, first int, grade int)
-- This row repeats that one; `grade`: at least so bad is that.
UPDATE import_row
   SET same_as = (SELECT line FROM import_row f WHERE f.batch = :batch AND f.no = :first),
       same_head = (SELECT head FROM import_row f WHERE f.batch = :batch AND f.no = :first),
       grade = CASE WHEN grade > :grade THEN grade ELSE :grade END
 WHERE batch = :batch AND no = :no;

-- write import_row_marked(batch int, no int, grade int, notes str)
-- All that is said of a row, once the whole file is known; `grade`: at least so bad is that.
UPDATE import_row
   SET notes = :notes, grade = CASE WHEN grade > :grade THEN grade ELSE :grade END
 WHERE batch = :batch AND no = :no;

-- write import_mapping_put(code str, heads str, mapping str, who int, at int)
-- What the columns of such a file mean from now on.
INSERT INTO import_mapping (code, heads, mapping, who, at)
VALUES (:code, :heads, :mapping, :who, :at)
ON CONFLICT (code, heads) DO UPDATE SET mapping = excluded.mapping, who = excluded.who, at = excluded.at;

-- write import_mapping_drop(code str, heads str)
-- Such a row is no heads after all.
DELETE FROM import_mapping WHERE code = :code AND heads = :heads;

-- many import_mappings(code str) -> heads str, mapping str
-- What was said of files of one import.
SELECT heads, mapping FROM import_mapping WHERE code = :code ORDER BY heads;

-- write import_batch_writer(id int, who int)
-- Who had it written, for the work in the background.
UPDATE import_batch SET applied_by = :who WHERE id = :id;

-- one import_batch_writer_of(id int) -> who int
-- The same, read.
SELECT COALESCE(applied_by, who) AS who FROM import_batch WHERE id = :id;
