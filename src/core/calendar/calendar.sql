-- many calendar_years() -> year int, notice str, number str?, issued day?, source int, who_name str?, at int, version int
-- The years that have a notice, oldest first.
SELECT y.year, y.notice, y.number, y.issued, y.source, p.name AS who_name, y.at, y.version
  FROM calendar_year y
  LEFT JOIN person p ON p.id = y.who
 ORDER BY y.year;

-- one calendar_year_of(year int) -> notice str, number str?, issued day?, source int, who int, who_name str?, at int, version int
SELECT y.notice, y.number, y.issued, y.source, y.who, p.name AS who_name, y.at, y.version
  FROM calendar_year y
  LEFT JOIN person p ON p.id = y.who
 WHERE y.year = :year;

-- many calendar_days() -> on_day day, year int, kind int, name str
-- Every day that a notice names, in order.
SELECT on_day, year, kind, name FROM calendar_day ORDER BY on_day;

-- one calendar_day_at(on_day day) -> year int, kind int, name str
SELECT year, kind, name FROM calendar_day WHERE on_day = :on_day;

-- write calendar_year_add(year int, notice str, number str?, issued day?, source int, who int, at int)
INSERT INTO calendar_year (year, notice, number, issued, source, who, at, version)
VALUES (:year, :notice, :number, :issued, :source, :who, :at, 1);

-- write1 calendar_year_set(year int, seen int, notice str, number str?, issued day?, source int, who int, at int)
UPDATE calendar_year
   SET notice = :notice, number = :number, issued = :issued, source = :source, who = :who, at = :at,
       version = version + 1
 WHERE year = :year AND version = :seen;

-- write1 calendar_year_touch(year int, seen int, who int, at int)
UPDATE calendar_year SET who = :who, at = :at, version = version + 1
 WHERE year = :year AND version = :seen;

-- write calendar_year_drop(year int)
DELETE FROM calendar_year WHERE year = :year;

-- write calendar_day_put(on_day day, year int, kind int, name str)
INSERT INTO calendar_day (on_day, year, kind, name) VALUES (:on_day, :year, :kind, :name)
ON CONFLICT (on_day) DO UPDATE SET kind = excluded.kind, name = excluded.name, year = excluded.year;

-- write1 calendar_day_drop(on_day day, year int)
DELETE FROM calendar_day WHERE on_day = :on_day AND year = :year;

-- write calendar_days_drop(year int)
DELETE FROM calendar_day WHERE year = :year;
