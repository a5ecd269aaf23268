-- 0032: bonuses of the monthly evaluation: who comes first in a month gets so many points, if the gates hold.
CREATE TABLE award_rule (
    id       {autoid},
    scheme   BIGINT  NOT NULL REFERENCES scheme (id),
    name     TEXT    NOT NULL,
    class    TEXT,                                      -- code of a bonus class of the scheme; NULL: none
    since    INTEGER NOT NULL,                          -- months that it is for, 0 … 11
    until    INTEGER NOT NULL,
    stopped  INTEGER NOT NULL CHECK (stopped IN (0, 1)),
    version  INTEGER NOT NULL,
    UNIQUE (scheme, name)
);

CREATE TABLE award_step (
    rule     BIGINT  NOT NULL REFERENCES award_rule (id),
    rank     INTEGER NOT NULL,                          -- 1 …
    amount   BIGINT  NOT NULL,                          -- points, millionths
    PRIMARY KEY (rule, rank)
);

CREATE TABLE award_gate (
    rule     BIGINT  NOT NULL REFERENCES award_rule (id),
    no       INTEGER NOT NULL,                          -- 0 …
    stem     BIGINT  NOT NULL REFERENCES scheme_node (id),
    input    TEXT    NOT NULL,
    bound    BIGINT  NOT NULL,                          -- 10^-places
    places   INTEGER NOT NULL,
    less     INTEGER NOT NULL CHECK (less IN (0, 1)),   -- 1: at most
    PRIMARY KEY (rule, no)
);

-- A month that was settled, by the monitoring result whose ranks it took.
CREATE TABLE award_month (
    rule     BIGINT  NOT NULL REFERENCES award_rule (id),
    period   INTEGER NOT NULL,
    run      BIGINT  NOT NULL REFERENCES result_run (id),
    who      BIGINT  NOT NULL,
    at       BIGINT  NOT NULL,
    PRIMARY KEY (rule, period)
);

CREATE TABLE award (
    id       {autoid},
    rule     BIGINT  NOT NULL REFERENCES award_rule (id),
    period   INTEGER NOT NULL,
    unit     BIGINT  NOT NULL REFERENCES unit (id),
    rank     INTEGER NOT NULL,
    total    BIGINT  NOT NULL,                          -- of the run, millionths
    amount   BIGINT  NOT NULL,                          -- 0: a gate did not hold
    failed   INTEGER,                                   -- the first gate that did not
    effect   BIGINT  REFERENCES effect (id),            -- what it became; NULL: nothing
    UNIQUE (rule, period, unit)
);

-- The figures that its gates were judged by; none: there was no reviewed one.
CREATE TABLE award_seen (
    award    BIGINT  NOT NULL REFERENCES award (id),
    no       INTEGER NOT NULL,
    asked    INTEGER NOT NULL CHECK (asked IN (0, 1)),  -- 0: the scheme does not ask it of the unit; it holds
    figure   BIGINT  REFERENCES figure (id),
    PRIMARY KEY (award, no)
);
