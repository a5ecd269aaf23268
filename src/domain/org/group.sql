-- many unit_groups(year int) -> unit int, name str, kind int, code str, closed day?, grp str?, sort int?, competes int?
-- Every unit that may be assessed (all but sections and counties) with its group of a year, under its name of
-- the year's end, in the official order; closed ones only where they have a row.
SELECT u.id AS unit, COALESCE((SELECT n.name FROM unit_name n
                  WHERE n.unit = u.id AND n.until >= (CAST(:year AS TEXT) || '-12-31') ORDER BY n.until LIMIT 1), u.name) AS name,
       u.kind, u.code, u.closed, g.grp, g.sort, g.competes
  FROM unit u
  LEFT JOIN unit_group g ON g.unit = u.id AND g.year = :year
 WHERE g.grp IS NOT NULL OR (u.closed IS NULL AND u.kind NOT IN (0, 4, 5))
 ORDER BY u.by_rank, u.id;

-- write unit_group_put(unit int, year int, grp str, sort int, competes int)
INSERT INTO unit_group (unit, year, grp, sort, competes) VALUES (:unit, :year, :grp, :sort, :competes)
    ON CONFLICT (year, unit) DO UPDATE SET grp = excluded.grp, sort = excluded.sort, competes = excluded.competes;

-- write unit_group_name(unit int, year int, grp str, sort int)
-- The group alone, as the form of one unit gives it.
INSERT INTO unit_group (unit, year, grp, sort, competes) VALUES (:unit, :year, :grp, :sort, 1)
    ON CONFLICT (year, unit) DO UPDATE SET grp = excluded.grp;

-- write unit_group_drop(unit int, year int)
DELETE FROM unit_group WHERE unit = :unit AND year = :year;

-- write unit_groups_copy(from_year int, year int)
-- The groups of one year for another, of units that still stand; what the other has already, stays.
INSERT INTO unit_group (unit, year, grp, sort, competes)
SELECT g.unit, :year, g.grp, g.sort, g.competes
  FROM unit_group g
  JOIN unit u ON u.id = g.unit
 WHERE g.year = :from_year AND u.closed IS NULL
    ON CONFLICT (year, unit) DO NOTHING;

-- write unit_groups_from_units(year int)
-- A database from before groups had years: the groups of its units are those of this year.
INSERT INTO unit_group (unit, year, grp, sort, competes)
SELECT u.id, :year, u.grp, u.sort, 1 FROM unit u
 WHERE u.grp IS NOT NULL;

-- write unit_groups_now(year int)
-- What scopes go by: the group of the present year, where that year was laid out at all.
UPDATE unit SET grp = (SELECT g.grp FROM unit_group g WHERE g.unit = unit.id AND g.year = :year)
 WHERE EXISTS (SELECT 1 FROM unit_group g WHERE g.year = :year)
   AND grp IS DISTINCT FROM (SELECT g.grp FROM unit_group g WHERE g.unit = unit.id AND g.year = :year);

-- one unit_groups_begun() -> groups int, units int
-- Are groups laid out for any year; do units have one?
SELECT (SELECT COUNT(*) FROM unit_group) AS groups, (SELECT COUNT(*) FROM unit WHERE grp IS NOT NULL) AS units;

-- one unit_groups_count(year int) -> n int
SELECT COUNT(*) AS n FROM unit_group WHERE year = :year;

-- one unit_groups_stale(year int) -> n int
-- Units whose group is not that of the year, where the year was laid out.
SELECT COUNT(*) AS n FROM unit
 WHERE EXISTS (SELECT 1 FROM unit_group g WHERE g.year = :year)
   AND grp IS DISTINCT FROM (SELECT g.grp FROM unit_group g WHERE g.unit = unit.id AND g.year = :year);

-- many unit_groups_years(now int, next int, asked int) -> year int
-- Years that are laid out, and three more: the newest first.
SELECT year FROM unit_group
 UNION SELECT CAST(:now AS BIGINT) UNION SELECT CAST(:next AS BIGINT) UNION SELECT CAST(:asked AS BIGINT)
 ORDER BY 1 DESC;
