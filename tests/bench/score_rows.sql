-- tests/bench/score_rows.sql - the same county-year from the rows of a database that score_db filled (one scheme, one
-- edition), in plain SQL: figures and targets joined, every leaf of every month by score.sql, the year as the mean
-- of its months that have a figure, and the year's leaves, totals and places kept. DIV as in score.sql; @SCORE@ stands for its text.
CREATE TEMP TABLE leaf AS
SELECT 0 AS g, p.m, n.l, c.unit AS u, c.grp, f.value AS a, COALESCE(t.value, 0) AS t
  FROM (WITH RECURSIVE s(m) AS (SELECT 0 UNION ALL SELECT m + 1 FROM s WHERE m < 11) SELECT m FROM s) p
 CROSS JOIN (SELECT id, CAST(substr(code, 2) AS BIGINT) AS l FROM scheme_node WHERE leaf = 1) n
 CROSS JOIN (SELECT unit, grp FROM scheme_unit) c
  LEFT JOIN figure f ON f.stem = n.id AND f.unit = c.unit AND f.period = p.m AND f.input = 'actual' AND f.live = 1
                    AND f.state = 3
  LEFT JOIN goal_book b ON b.unit = c.unit
  LEFT JOIN goal t ON t.book = b.id AND t.stem = n.id AND t.input = 'target';
@SCORE@
CREATE TEMP TABLE year_leaf AS
SELECT s.u, s.grp, s.l, CASE WHEN f.n = 0 THEN 0 ELSE (2 * s.p + f.n) DIV (2 * f.n) END AS p
  FROM (SELECT u, grp, l, CAST(SUM(p) AS BIGINT) AS p FROM points GROUP BY u, grp, l) s
  JOIN (SELECT u, l, COUNT(a) AS n FROM leaf GROUP BY u, l) f ON f.u = s.u AND f.l = s.l;
INSERT INTO bench_leaf (unit, leaf, points) SELECT u, l, p FROM year_leaf;
INSERT INTO bench_unit (unit, total, place)
SELECT u, total, RANK() OVER (PARTITION BY grp ORDER BY total DESC)
  FROM (SELECT u, grp, (200 * CAST(SUM(p) AS BIGINT) + 180) DIV 360 AS total FROM year_leaf GROUP BY u, grp) x;
