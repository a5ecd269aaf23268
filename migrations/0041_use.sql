-- 0041: what comes after the result of a year: results of earlier years, proposals and rewards that
-- rest on it (结果运用), the rectification list (整改清单), and the office's analysis (考核分析).

-- Results that were published before the program was here: one a unit and year, marked 历史导入.
CREATE TABLE result_history (
    id       {autoid},
    county   BIGINT  NOT NULL REFERENCES unit (id),
    unit     BIGINT  NOT NULL REFERENCES unit (id),
    year     INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2999),
    grp      TEXT    NOT NULL,
    total    BIGINT  NOT NULL,                      -- millionths
    rank     INTEGER NOT NULL,                      -- in the group; 0: not ranked
    ranked   INTEGER NOT NULL,                      -- units ranked in it; 0: the file does not say
    grade    TEXT,
    note     TEXT,                                  -- ceilings and vetoes, as the file has them
    source   TEXT    NOT NULL,                      -- the document that published it
    batch    BIGINT  NOT NULL,                      -- import batch; 0: none
    who      BIGINT  NOT NULL,
    at       BIGINT  NOT NULL,
    UNIQUE (unit, year)
);
CREATE INDEX result_history_county ON result_history (county, year);
CREATE INDEX result_history_batch ON result_history (batch);

-- A proposal that a rule of use/rules.def makes of a unit's years; the leading body confirms or not.
CREATE TABLE use_proposal (
    id       {autoid},
    run      BIGINT  NOT NULL REFERENCES result_run (id),
    unit     BIGINT  NOT NULL REFERENCES unit (id),
    rule     TEXT    NOT NULL,
    years    TEXT    NOT NULL,                      -- that made it: "2022、2023"
    state    INTEGER NOT NULL,                      -- enum use_state
    reason   TEXT,                                  -- why not
    basis    TEXT,                                  -- meeting or document of the decision
    decided  TEXT,                                  -- day
    decided_by BIGINT,
    who      BIGINT  NOT NULL,
    at       BIGINT  NOT NULL,
    version  INTEGER NOT NULL,
    UNIQUE (run, unit, rule)
);

-- 奖励测算: parameters of the year, each with its document; the county sets the amounts.
CREATE TABLE reward_plan (
    scheme   BIGINT  NOT NULL PRIMARY KEY REFERENCES scheme (id),
    basis    TEXT    NOT NULL,
    per_head BIGINT  NOT NULL,                      -- fen, what a multiplier of 1 is worth a head
    who      BIGINT  NOT NULL,
    at       BIGINT  NOT NULL,
    version  INTEGER NOT NULL
);
CREATE TABLE reward_grade (
    scheme   BIGINT  NOT NULL REFERENCES reward_plan (scheme),
    grade    TEXT    NOT NULL,
    amount   BIGINT  NOT NULL,                      -- fen, of the unit as a whole
    factor   BIGINT  NOT NULL,                      -- millionths of per_head, each head
    PRIMARY KEY (scheme, grade)
);
CREATE TABLE reward_unit (
    scheme   BIGINT  NOT NULL REFERENCES reward_plan (scheme),
    unit     BIGINT  NOT NULL REFERENCES unit (id),
    heads    INTEGER NOT NULL CHECK (heads >= 0),
    PRIMARY KEY (scheme, unit)
);

-- 整改清单: what a unit has to put right, from a published result.
CREATE TABLE rectify_item (
    id       {autoid},
    run      BIGINT  NOT NULL REFERENCES result_run (id),
    scheme   BIGINT  NOT NULL REFERENCES scheme (id),
    no       INTEGER NOT NULL,                      -- 整改 2024-12
    unit     BIGINT  NOT NULL REFERENCES unit (id),
    kind     INTEGER NOT NULL,                      -- enum rectify_kind
    ref      BIGINT  NOT NULL,                      -- node, effect, appeal; 0: the result as a whole
    node     BIGINT  REFERENCES scheme_node (id),   -- the indicator, where it is about one
    title    TEXT    NOT NULL,
    problem  TEXT    NOT NULL,
    lost     BIGINT  NOT NULL,                      -- millionths of a point, as the total has them
    cause    TEXT,
    measure  TEXT,
    section  TEXT,                                  -- 责任股室: who answers within the unit
    due      TEXT    NOT NULL,
    state    INTEGER NOT NULL,                      -- enum rectify_state
    who      BIGINT  NOT NULL,
    at       BIGINT  NOT NULL,
    version  INTEGER NOT NULL,
    UNIQUE (scheme, no),
    UNIQUE (run, unit, kind, ref)
);
CREATE INDEX rectify_item_unit ON rectify_item (unit, state);
-- Steps and progress, in order.
CREATE TABLE rectify_move (
    id       {autoid},
    item     BIGINT  NOT NULL REFERENCES rectify_item (id),
    event    TEXT    NOT NULL,                      -- of the flow; list, plan, note, goal
    state    INTEGER NOT NULL,
    words    TEXT,
    who      BIGINT  NOT NULL,
    at       BIGINT  NOT NULL
);
CREATE INDEX rectify_move_item ON rectify_move (item, id);
-- Which target book of a later year took it up, and at which indicator.
CREATE TABLE rectify_goal (
    item     BIGINT  NOT NULL REFERENCES rectify_item (id),
    book     BIGINT  NOT NULL REFERENCES goal_book (id),
    stem     BIGINT  NOT NULL,                      -- 0: the book as a whole
    at       BIGINT  NOT NULL,
    PRIMARY KEY (item, book)
);
CREATE INDEX rectify_goal_book ON rectify_goal (book);

-- 考核分析: another bound than a finding's usual one, and what the office proposes about a finding.
CREATE TABLE analysis_bound (
    scheme   BIGINT  NOT NULL REFERENCES scheme (id),
    finding  TEXT    NOT NULL,
    bound    BIGINT  NOT NULL,                      -- millionths
    version  INTEGER NOT NULL,
    PRIMARY KEY (scheme, finding)
);
CREATE TABLE analysis_advice (
    id       {autoid},
    run      BIGINT  NOT NULL REFERENCES result_run (id),
    finding  TEXT    NOT NULL,
    subject  TEXT    NOT NULL,                      -- code of the indicator, group or unit
    name     TEXT    NOT NULL,
    said     TEXT    NOT NULL,                      -- the finding's sentence when it was written
    words    TEXT    NOT NULL,                      -- 改进建议
    state    INTEGER NOT NULL,                      -- enum advice_state
    reason   TEXT,
    decided  TEXT,                                  -- day
    decided_by BIGINT,
    who      BIGINT  NOT NULL,
    at       BIGINT  NOT NULL,
    version  INTEGER NOT NULL,
    UNIQUE (run, finding, subject)
);
