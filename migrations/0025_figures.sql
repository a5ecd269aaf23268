-- 0025: figures at work: when they came, what was said of them, months that are locked, when they are due.
ALTER TABLE figure ADD COLUMN first_at BIGINT;          -- first submitted, of the place: for the on-time rate
ALTER TABLE figure ADD COLUMN submitted_at BIGINT;      -- this row submitted
ALTER TABLE figure ADD COLUMN opinion TEXT;             -- of the last return or withdrawal of the review
ALTER TABLE figure ADD COLUMN data_version TEXT;        -- of a late revision: where the new value comes from
ALTER TABLE figure ADD COLUMN late INTEGER NOT NULL DEFAULT 0;  -- 1: corrected after the month was locked

-- All that a computation reads, in its order, without touching the table.
CREATE INDEX figure_read ON figure (scheme, stem, unit, period, input, state, na, value, places, no, id)
 WHERE live = 1;
-- Corrections that wait beside a live row, and the review's work.
CREATE INDEX figure_waits ON figure (scheme, state, live);

CREATE TABLE figure_period (
    scheme   BIGINT  NOT NULL REFERENCES scheme (id),
    period   INTEGER NOT NULL CHECK (period BETWEEN 0 AND 11),
    state    INTEGER NOT NULL,                      -- enum period_state
    reason   TEXT,                                  -- of the last unlocking
    at       BIGINT  NOT NULL,
    who      BIGINT  NOT NULL,
    version  INTEGER NOT NULL,
    PRIMARY KEY (scheme, period)
);

CREATE TABLE figure_rule (
    scheme       BIGINT  PRIMARY KEY REFERENCES scheme (id),
    unit_day     INTEGER NOT NULL CHECK (unit_day BETWEEN 1 AND 28),   -- of the month after; moved on to a working day
    stats_day    INTEGER NOT NULL CHECK (stats_day BETWEEN 1 AND 28),  -- of data providers
    inner_review INTEGER NOT NULL CHECK (inner_review IN (0, 1)),      -- a unit's own reviewer submits
    version      INTEGER NOT NULL
);

-- Roles of databases that exist. 2 SUBTREE, 4 ALL (core/auth/auth.h).
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'FIGURE_EDIT', 2, 0, 2, 0
  FROM role
 WHERE code IN ('office-business', 'office-general', 'lead-handler', 'lead-reviewer', 'supporting-unit', 'town', 'scorer');
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'FIGURE_REVIEW', CASE WHEN code = 'lead-reviewer' THEN 2 ELSE 4 END, 0,
       CASE WHEN code = 'lead-reviewer' THEN 2 ELSE 4 END, 0
  FROM role
 WHERE code IN ('office-director', 'office-business', 'lead-reviewer');
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'PERIOD_LOCK', 4, 0, 4, 0 FROM role WHERE code IN ('office-director', 'office-business');
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'PERIOD_UNLOCK', 4, 0, 4, 0 FROM role WHERE code = 'office-director';
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'SCORE_GIVE', 2, 0, 2, 0
  FROM role
 WHERE code IN ('office-business', 'lead-handler', 'supporting-unit', 'scorer');
