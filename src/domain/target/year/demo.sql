-- many figure_demo_targets(scheme int) -> unit int, stem int, value int, places int
-- The year's targets of the newest books.
SELECT b.unit, g.stem, g.value, g.places
  FROM goal_book b
  JOIN goal g ON g.book = b.id AND g.input = 'target' AND g.has_value = 1
 WHERE b.scheme = :scheme AND b.number = (SELECT MAX(x.number) FROM goal_book x WHERE x.scheme = b.scheme AND
       x.unit = b.unit AND x.since IS NOT NULL)
 ORDER BY b.unit, g.stem;

-- write figure_demo_rows(scheme int, stem int, period int, input str, live int, state int, places int, giver int,
--      at int, first_at int?, reviewed_at int?, reviewer int, opinion str?,
--      u1 int, v1 int, r1 str, u2 int, v2 int, r2 str, u3 int, v3 int, r3 str, u4 int, v4 int, r4 str,
--      u5 int, v5 int, r5 str, u6 int, v6 int, r6 str, u7 int, v7 int, r7 str, u8 int, v8 int, r8 str,
--      u9 int, v9 int, r9 str, u10 int, v10 int, r10 str)
-- Ten units' figures of one input of one indicator in one month; unit 0 fills up the last ones. Whoever has a post of the
-- giver's that enters figures has entered them, else the program.
INSERT INTO figure (scheme, stem, unit, period, input, no, live, state, na, value, places, raw, source, giver, who, at,
                    reviewed_by, reviewed_at, first_at, submitted_at, opinion, late, version)
WITH v(unit, value, raw) AS (VALUES
     (CAST(:u1 AS BIGINT), CAST(:v1 AS BIGINT), CAST(:r1 AS TEXT)), (:u2, :v2, :r2), (:u3, :v3, :r3), (:u4, :v4, :r4),
     (:u5, :v5, :r5), (:u6, :v6, :r6), (:u7, :v7, :r7), (:u8, :v8, :r8), (:u9, :v9, :r9), (:u10, :v10, :r10))
SELECT CAST(:scheme AS BIGINT), CAST(:stem AS BIGINT), v.unit, CAST(:period AS BIGINT), CAST(:input AS TEXT), 1,
       CAST(:live AS BIGINT), CAST(:state AS BIGINT), 0, v.value, CAST(:places AS BIGINT), v.raw, 0,
       CASE WHEN :giver = 0 THEN v.unit ELSE :giver END, COALESCE(p.person, 0), CAST(:at AS BIGINT),
       CASE WHEN CAST(:reviewed_at AS BIGINT) IS NULL THEN NULL ELSE CAST(:reviewer AS BIGINT) END,
       CAST(:reviewed_at AS BIGINT), CAST(:first_at AS BIGINT), CAST(:first_at AS BIGINT), CAST(:opinion AS TEXT), 0, 1
  FROM v
  LEFT JOIN (SELECT unit, MIN(person) AS person
               FROM post
              WHERE role IN ('lead-handler', 'supporting-unit', 'town', 'scorer', 'office-general')
              GROUP BY unit) p
    ON p.unit = CASE WHEN :giver = 0 THEN v.unit ELSE :giver END
 WHERE v.unit > 0;
