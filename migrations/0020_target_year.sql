-- 0020: a target year at work: what each unit shall reach, what it reached, what is added or taken,
-- and what came of it. docs/decisions/target-year.md says how the tables hang together.
--
-- An indicator is named by its stem (scheme_node.stem, or the node's own id): the same through all
-- editions of a scheme, so that a new edition needs no figure anew.

-- What the county as a whole shall reach in an indicator, before it is decomposed to units.
CREATE TABLE county_goal (
    id       {autoid},
    scheme   BIGINT  NOT NULL REFERENCES scheme (id),
    stem     BIGINT  NOT NULL REFERENCES scheme_node (id),
    value    BIGINT  NOT NULL,                      -- 10^-places of the indicator's measure
    places   INTEGER NOT NULL CHECK (places BETWEEN 0 AND 6),
    adds     INTEGER NOT NULL CHECK (adds IN (0, 1)),   -- the units' targets must add up to it
    basis    TEXT,                                  -- 政府工作报告, 市下达目标 …
    version  INTEGER NOT NULL,
    UNIQUE (scheme, stem)
);

-- The target book (目标任务书) of a unit. An issued one is never changed: an adjustment is the next
-- number, with its reason and approval; what was in force on a day is read by since and until.
CREATE TABLE goal_book (
    id       {autoid},
    scheme   BIGINT  NOT NULL REFERENCES scheme (id),
    unit     BIGINT  NOT NULL REFERENCES unit (id),
    number   INTEGER NOT NULL,                      -- 第 n 版, from 1
    state    INTEGER NOT NULL,                      -- enum goal_state
    base     BIGINT  REFERENCES goal_book (id),     -- the one it adjusts; NULL: the first
    since    TEXT,                                  -- first day in force; NULL: not issued
    until    TEXT,                                  -- last day in force; NULL: still
    reason_kind INTEGER NOT NULL,                   -- enum goal_reason: policy, reform, force majeure, added task …
    reason   TEXT,
    basis    TEXT,                                  -- document by which it was issued
    opinion  TEXT,                                  -- of the last return
    digest   BYTEA,                                 -- SM3 of the book as text when it was issued
    signed_at BIGINT,                               -- 签收
    signed_by BIGINT  REFERENCES person (id),
    version  INTEGER NOT NULL,
    UNIQUE (scheme, unit, number)
);
CREATE INDEX goal_book_unit ON goal_book (unit, state);

-- One target: of an indicator's input ("target", "sub-target"), a figure or a requirement in words.
CREATE TABLE goal (
    id       {autoid},
    book     BIGINT  NOT NULL REFERENCES goal_book (id),
    stem     BIGINT  NOT NULL REFERENCES scheme_node (id),
    input    TEXT    NOT NULL,                      -- key of the method's input
    has_value INTEGER NOT NULL CHECK (has_value IN (0, 1)),
    value    BIGINT  NOT NULL,                      -- 10^-places; 0 without one
    places   INTEGER NOT NULL CHECK (places BETWEEN 0 AND 6),
    words    TEXT,                                  -- the requirement in words (定性)
    leader   TEXT,                                  -- 责任领导: a post's title
    section  BIGINT  REFERENCES unit (id),          -- 责任股室
    note     TEXT,
    UNIQUE (book, stem, input)
);
-- How a target is parted: to the quarters (what is reached by its end, running on), or to posts.
CREATE TABLE goal_part (
    goal     BIGINT  NOT NULL REFERENCES goal (id),
    kind     INTEGER NOT NULL CHECK (kind IN (0, 1)),   -- 0 a quarter, 1 a post
    part     BIGINT  NOT NULL,                      -- 1 … 4; post.id
    value    BIGINT  NOT NULL,
    PRIMARY KEY (goal, kind, part)
);

-- A figure that a unit, a data provider, a scoring department, a ballot or another domain gave.
-- Never overwritten: a correction is the next `no`, and exactly one of a place is live.
CREATE TABLE figure (
    id       {autoid},
    scheme   BIGINT  NOT NULL REFERENCES scheme (id),
    stem     BIGINT  NOT NULL REFERENCES scheme_node (id),
    unit     BIGINT  NOT NULL REFERENCES unit (id),     -- whom it is about
    period   INTEGER NOT NULL CHECK (period BETWEEN 0 AND 11),  -- month it closes with, 0 January; the year: 11
    input    TEXT    NOT NULL,                      -- key of the leaf's input: actual, row3
    no       INTEGER NOT NULL,                      -- 1, 2, … corrections
    live     INTEGER NOT NULL CHECK (live IN (0, 1)),
    state    INTEGER NOT NULL,                      -- enum figure_state: draft, submitted, returned, reviewed
    na       INTEGER NOT NULL CHECK (na IN (0, 1)),     -- 1: 缺项, it does not concern the unit
    value    BIGINT  NOT NULL,                      -- 10^-places
    places   INTEGER NOT NULL CHECK (places BETWEEN 0 AND 6),
    raw      TEXT    NOT NULL,                      -- as it was written
    source   INTEGER NOT NULL,                      -- enum figure_source: by hand, file, domain, ballot
    origin   TEXT,                                  -- import batch, code of a domain's figure, ballot, …
    reason   TEXT,                                  -- of a correction
    giver    BIGINT  NOT NULL REFERENCES unit (id), -- the unit that answers for it
    who      BIGINT  NOT NULL,                      -- person; 0: the program
    at       BIGINT  NOT NULL,
    reviewed_by BIGINT,
    reviewed_at BIGINT,
    version  INTEGER NOT NULL,
    UNIQUE (scheme, stem, unit, period, input, no)
);
CREATE UNIQUE INDEX figure_live ON figure (scheme, stem, unit, period, input) WHERE live = 1;
CREATE INDEX figure_giver ON figure (giver, scheme, period) WHERE live = 1;

-- Bonus, penalty, ceiling of the grade, veto: each with its document, lifted by decision.
CREATE TABLE effect (
    id       {autoid},
    scheme   BIGINT  NOT NULL REFERENCES scheme (id),
    unit     BIGINT  NOT NULL REFERENCES unit (id),
    kind     INTEGER NOT NULL,                      -- enum effect_kind
    class    TEXT,                                  -- code of scheme_effect_class; NULL: none
    title    TEXT    NOT NULL,                      -- 事由
    basis    TEXT    NOT NULL,                      -- document: title and number; '' where none is shown
    decided_by TEXT  NOT NULL,                      -- 批准
    happened TEXT    NOT NULL,                      -- day
    level    INTEGER NOT NULL,                      -- enum effect_level
    matter   TEXT,                                  -- of one matter the highest level counts once
    amount   BIGINT  NOT NULL,                      -- millionths, positive; 0 for ceiling and veto
    grade    TEXT,                                  -- ceiling, veto: name of a grade
    state    INTEGER NOT NULL,                      -- enum effect_state: proposed, approved, refused
    lifted   TEXT,                                  -- day; NULL: it counts
    lifted_by TEXT,                                 -- the decision
    who      BIGINT  NOT NULL,
    at       BIGINT  NOT NULL,
    version  INTEGER NOT NULL
);
CREATE INDEX effect_scheme ON effect (scheme, unit);

-- A decision of the leading body: this unit, this grade (常委会, 考核委员会).
CREATE TABLE grade_decision (
    id       {autoid},
    scheme   BIGINT  NOT NULL REFERENCES scheme (id),
    unit     BIGINT  NOT NULL REFERENCES unit (id),
    grade    TEXT    NOT NULL,
    reason   TEXT    NOT NULL,
    decided_by TEXT  NOT NULL,                      -- meeting or document
    decided  TEXT    NOT NULL,                      -- day
    revoked  TEXT,                                  -- day; NULL: it holds
    who      BIGINT  NOT NULL,
    at       BIGINT  NOT NULL,
    version  INTEGER NOT NULL
);

-- One computation (核算) and what came of it. Inputs are kept whole, so that any process can compute
-- it again, bit for bit, from this row, the edition and the methods' versions (luoshi target verify).
CREATE TABLE result_run (
    id       {autoid},
    scheme   BIGINT  NOT NULL REFERENCES scheme (id),
    edition  BIGINT  NOT NULL REFERENCES scheme_edition (id),
    no       INTEGER NOT NULL,                      -- 1, 2, … of the scheme
    through  INTEGER NOT NULL CHECK (through BETWEEN 0 AND 11), -- the last month that counts
    stage    INTEGER NOT NULL,                      -- enum result_stage: monitor, preliminary, final
    state    INTEGER NOT NULL,                      -- enum result_state
    inputs   BYTEA   NOT NULL,                      -- figures, targets, effects, decisions, packed
    digest   BYTEA   NOT NULL,                      -- SM3 over edition digest, inputs and results
    public_from TEXT,                               -- 公示: first and last day, both counted
    public_until TEXT,
    at       BIGINT  NOT NULL,
    who      BIGINT  NOT NULL,
    version  INTEGER NOT NULL,
    UNIQUE (scheme, no)
);
CREATE TABLE result_unit (
    run      BIGINT  NOT NULL REFERENCES result_run (id),
    unit     BIGINT  NOT NULL REFERENCES unit (id),
    grp      BIGINT  NOT NULL REFERENCES scheme_group (id),
    base     BIGINT  NOT NULL,                      -- millionths
    bonus    BIGINT  NOT NULL,
    penalty  BIGINT  NOT NULL,
    total    BIGINT  NOT NULL,
    waiting  INTEGER NOT NULL,                      -- leaves that still wait for a figure; 0: settled
    rank     INTEGER NOT NULL,                      -- in the group; 0: not ranked
    tied     INTEGER NOT NULL,
    proposed TEXT,                                  -- grade by rank, quota, minimum, ceiling, veto
    grade    TEXT,                                  -- after a decision
    why      INTEGER NOT NULL,                      -- enum grade_why
    PRIMARY KEY (run, unit)
);
CREATE INDEX result_unit_unit ON result_unit (unit, run);
CREATE TABLE result_node (
    run      BIGINT  NOT NULL,
    unit     BIGINT  NOT NULL,
    node     BIGINT  NOT NULL,                      -- scheme_node of the edition: leaves and blocks
    points   BIGINT  NOT NULL,
    full_mark BIGINT NOT NULL,                      -- as the unit's group has it
    state    INTEGER NOT NULL,                      -- enum score_state
    trace    BIGINT  NOT NULL,                      -- struct trace, packed
    PRIMARY KEY (run, unit, node)
);
