-- 0011: the working calendar: what a year's notice of holidays makes of its days.
-- A year without a row here has no data: its weekends alone are off, and who reckons with it is told.
CREATE TABLE calendar_year (
    year     INTEGER NOT NULL PRIMARY KEY CHECK (year BETWEEN 2000 AND 2100),
    notice   TEXT    NOT NULL,                      -- its title
    number   TEXT,                                  -- 国办发明电〔2025〕7号
    issued   TEXT,                                  -- day of the notice
    source   INTEGER NOT NULL,                      -- enum calendar_source: with the program, file, by hand
    who      BIGINT  NOT NULL,                      -- person; 0: the program
    at       BIGINT  NOT NULL,
    version  INTEGER NOT NULL
);
-- Days on which the week alone would say otherwise, or that a notice names.
CREATE TABLE calendar_day (
    on_day   TEXT    NOT NULL PRIMARY KEY,
    year     INTEGER NOT NULL REFERENCES calendar_year (year),  -- of the notice; the day may lie in
                                                                -- the last week of the year before
    kind     INTEGER NOT NULL CHECK (kind IN (0, 1)),           -- 0 off, 1 make-up workday (调休上班)
    name     TEXT    NOT NULL                                   -- 春节
);
CREATE INDEX calendar_day_year ON calendar_day (year, on_day);

INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'CALENDAR_EDIT', 4, 0, 4, 0 FROM role WHERE code IN ('office-director', 'office-general');
