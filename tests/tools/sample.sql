-- tests/tools/sample.sql - every kind, type and option that sqlgen knows; run by sqlgen_test.c

-- insert sample_add(place int, title str, note str?, raw bytes?, due day?, worth money,
--   bonus money?, mark points?)
-- A row with all types.
INSERT INTO sample (place, title, note, raw, due, worth, bonus, mark)
VALUES (:place, :title, :note, :raw, :due, :worth, :bonus, :mark);

-- one sample_by_id(id int) -> id int, title str, note str?, raw bytes?, due day?, worth money,
--   bonus money?, mark points?, place int?
SELECT id, title, note, raw, due, worth, bonus, mark, place     -- a note; not the end
  FROM sample
 WHERE id = :id AND title <> 'a;:id--''b';

-- many sample_find(place int, bonus money?, text str) -> id int, title str
-- Filters and orders where they stand.
SELECT id, title
  FROM sample
 WHERE id > 0
-- when place: AND place = :place
-- when bonus: AND bonus IS NOT DISTINCT FROM CAST(:bonus AS BIGINT)
-- when text: AND (title LIKE :text OR note LIKE :text)
-- order title: title, id
-- order newest: ORDER BY id DESC
 LIMIT 100;

-- many sample_after(key str, after int) -> id int
-- What comes behind a row, in one order or the other.
SELECT id
  FROM sample
-- by title: WHERE (title, id) > (:key, :after)
-- by newest: WHERE id < :after
-- order title: title, id
-- order newest: id DESC
 LIMIT 2;

-- many sample_totals(least int) -> place int, total int
-- when least: AND worth >= :least
SELECT place, CAST(SUM(worth) AS BIGINT)
  FROM sample
 WHERE id > 0
 GROUP BY place
 ORDER BY place;

-- part sample_here
-- What a place has.
(place = :place
 OR place IS NULL)
-- end

-- one sample_here_count(place int) -> n int
SELECT COUNT(*) FROM sample WHERE
-- use sample_here
;

-- many sample_here_ids(place int) -> id int
SELECT id FROM sample WHERE id > 0 AND
-- use sample_here
 ORDER BY id;

-- write sample_clear(place int)
DELETE FROM sample WHERE place = :place;

-- write1 sample_rename(id int, title str)
UPDATE sample SET title = :title WHERE id = :id;

-- one sample_engine@sqlite(b int, a int) -> engine str, sum int
SELECT 'sqlite', CAST(:a AS BIGINT) - CAST(:b AS BIGINT);

-- one sample_engine@pgsql(b int, a int) -> engine str, sum int
SELECT 'pgsql', CAST(0 AS BIGINT) - :b + :a;
