-- 0039: half-year checks and self-assessments: rounds, a unit's paper in each, a line for each indicator.

-- 轮次: what the office asks of which units, once.
CREATE TABLE check_round (
    id      {autoid},
    scheme  BIGINT  NOT NULL REFERENCES scheme (id),
    number  INTEGER NOT NULL,                       -- 第 n 轮 of the scheme
    kind    INTEGER NOT NULL,                       -- enum check_kind
    edition BIGINT  NOT NULL REFERENCES scheme_edition (id),    -- in force when it was opened
    period  INTEGER NOT NULL CHECK (period BETWEEN 0 AND 11),   -- figures up to this month
    grp     TEXT,                                   -- name of the group asked; NULL: all
    lagging INTEGER NOT NULL CHECK (lagging IN (0, 1)),         -- only indicators behind the line
    line    INTEGER NOT NULL,                       -- percent of the schedule below which one is behind
    sample  INTEGER NOT NULL,                       -- percent of agreed figures drawn for verification
    seed    BIGINT  NOT NULL,                       -- of the draw, fixed at the opening
    state   INTEGER NOT NULL,                       -- enum check_state
    opened  TEXT    NOT NULL,
    due     TEXT    NOT NULL,
    note    TEXT,                                   -- what the office asks for
    words   TEXT,                                   -- of the last step
    who     BIGINT  NOT NULL,
    at      BIGINT  NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (scheme, number)
);
-- 自查表、自评表: one page of one unit in one round.
CREATE TABLE check_paper (
    id           {autoid},
    round        BIGINT  NOT NULL REFERENCES check_round (id),
    unit         BIGINT  NOT NULL REFERENCES unit (id),
    state        INTEGER NOT NULL,                  -- enum paper_state
    due          TEXT    NOT NULL,                  -- later than the round's after a return
    opinion      TEXT,                              -- why it was returned
    submitted    TEXT,                              -- day of the last submission
    submitted_by BIGINT,
    version      INTEGER NOT NULL,
    UNIQUE (round, unit)
);
CREATE INDEX check_paper_unit ON check_paper (unit, round);
CREATE TABLE check_line (
    id           {autoid},
    paper        BIGINT  NOT NULL REFERENCES check_paper (id),
    stem         BIGINT  NOT NULL REFERENCES scheme_node (id),
    words        TEXT,                              -- 进展: of a qualitative indicator
    reason       TEXT,                              -- why it is behind
    measure      TEXT,                              -- what is done about it
    until        TEXT,                              -- day by which it will be reached
    input        TEXT,                              -- the claim is about this input …
    claim        TEXT,                              -- … as it was typed; NULL: the figure is accepted
    ground       TEXT,                              -- why
    basis        TEXT,                              -- by which document
    -- as the unit saw it when it submitted
    light        INTEGER,                           -- enum check_light; NULL: not submitted yet
    figure       BIGINT  REFERENCES figure (id),    -- of the main input, or of the one claimed about
    shown        TEXT,                              -- all its inputs in words
    plan         BIGINT,                            -- schedule at the figure's month, places as the figure
    target       BIGINT,
    places       INTEGER NOT NULL,
    -- 核验
    verdict      INTEGER NOT NULL,                  -- enum check_verdict
    verified     TEXT,
    finding      TEXT,
    data_version TEXT,
    correction   BIGINT  REFERENCES figure (id),    -- what came of it
    verified_by  BIGINT,
    verified_at  BIGINT,
    version      INTEGER NOT NULL,
    UNIQUE (paper, stem)
);
