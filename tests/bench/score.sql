-- tests/bench/score.sql - the county of tests/fixture_county.c in plain SQL, whole numbers throughout.
-- DIV stands for the engine's whole division. Tables: leaf(g, m, l, u, grp, a, t), made by score.sh.
CREATE TABLE points AS
SELECT g, m, u, grp, l, CASE
       WHEN a IS NULL THEN 0
       WHEN k = 0 THEN CASE WHEN a >= t THEN w ELSE (2 * w * a + t) DIV (2 * t) END
       WHEN k = 1 THEN CASE WHEN a >= t THEN w ELSE 0 END
       WHEN k = 2 THEN CASE WHEN a > t THEN w + 500000 WHEN a = t THEN w
                            WHEN a * 1000000 >= t * 800000 THEN (2 * w * a + t) DIV (2 * t) ELSE 0 END
       WHEN k = 3 THEN CASE WHEN a < t THEN (2 * w * a + t) DIV (2 * t)
                            WHEN (a - t) * 100 * 500000 > t * 10000000 THEN w + 10000000
                            ELSE (2 * ((a - t) * 100 * 500000 + t * w) + t) DIV (2 * t) END
       ELSE CASE WHEN a >= 120000 THEN w WHEN a >= 100000 THEN w DIV 10 * 8 WHEN a >= 80000 THEN w DIV 10 * 6
                 WHEN a >= 60000 THEN w DIV 10 * 4 ELSE 0 END END AS p
  FROM (SELECT g, m, u, grp, l, a, t, l % 8 AS k, (1 + l % 5) * 1000000 AS w FROM leaf
         WHERE l % 8 NOT IN (4, 5, 6)) x
UNION ALL
SELECT g, m, u, grp, l, CASE WHEN a IS NULL OR (r - 1) * s >= 1000000 THEN 0 ELSE w * (1000000 - (r - 1) * s) END
  FROM (SELECT g, m, u, grp, l, a, 1 + l % 5 AS w, CASE l % 8 WHEN 4 THEN 50000 ELSE 20000 END AS s,
               RANK() OVER (PARTITION BY g, m, l, grp ORDER BY a DESC NULLS LAST) AS r
          FROM leaf WHERE l % 8 IN (4, 5)) x
UNION ALL
SELECT g, m, u, grp, l, CASE WHEN a IS NULL THEN 0 WHEN hi = lo THEN w
       ELSE (2 * w * (600000 * (hi - lo) + 400000 * (a - lo)) + 1000000 * (hi - lo)) DIV (2000000 * (hi - lo)) END
  FROM (SELECT g, m, u, grp, l, a, (1 + l % 5) * 1000000 AS w, MIN(a) OVER (PARTITION BY g, m, l, grp) AS lo,
               MAX(a) OVER (PARTITION BY g, m, l, grp) AS hi
          FROM leaf WHERE l % 8 = 6) x;
CREATE TABLE totals AS
SELECT g, m, u, total, RANK() OVER (PARTITION BY g, m, grp ORDER BY total DESC) AS place
  FROM (SELECT g, m, u, grp, (200 * CAST(SUM(p) AS BIGINT) + 180) DIV 360 AS total
          FROM points GROUP BY g, m, u, grp) x;
