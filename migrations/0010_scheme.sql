-- 0010: a year's assessment scheme (考核方案): editions, groups, units in them, the indicator tree.

-- One scheme of a year. What counts stands in its editions; an issued edition is never changed:
-- a change is a new edition with a reason (performance.md 2.10).
CREATE TABLE scheme (
    id       {autoid},
    unit     BIGINT  NOT NULL REFERENCES unit (id),  -- the county whose units it assesses
    year     INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2999),
    name     TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    version  INTEGER NOT NULL,
    UNIQUE (unit, year, name)
);

CREATE TABLE scheme_edition (
    id         {autoid},
    scheme     BIGINT  NOT NULL REFERENCES scheme (id),
    number     INTEGER NOT NULL,                    -- 第 n 版, from 1
    state      INTEGER NOT NULL,                    -- enum edition_state
    base       BIGINT  REFERENCES scheme_edition (id),  -- what it was copied from; NULL: begun empty
    since      TEXT,                                -- first day in force; NULL: not issued
    until      TEXT,                                -- last day in force; NULL: still, or never
    basis      TEXT,                                -- document by which it was issued: title and number
    reason     TEXT,                                -- why this edition after the one before
    total      BIGINT  NOT NULL,                    -- what every group is folded to, 100 points; 0: not folded
    step       BIGINT  NOT NULL,                    -- blocks and totals are rounded to multiples of it, millionths
    mode       INTEGER NOT NULL,                    -- enum round_mode of that
    tie        TEXT    NOT NULL,                    -- how equal totals are told apart: codes in order, "key penalty rating"
    grade_round INTEGER NOT NULL,                   -- enum quota_round
    remainder  INTEGER NOT NULL CHECK (remainder IN (0, 1)),        -- places that rounding leaves go to the largest group
    cut        INTEGER NOT NULL,                    -- enum cut_rule: equal totals at the line between grades
    bonus_most BIGINT  NOT NULL,                    -- of a unit, millionths; 0: no cap
    penalty_most BIGINT NOT NULL,
    floor_zero INTEGER NOT NULL CHECK (floor_zero IN (0, 1)),       -- 扣完为止
    publicity  INTEGER NOT NULL,                    -- working days of 公示, first day counted
    appeal     INTEGER NOT NULL,                    -- working days to appeal
    review     INTEGER NOT NULL,                    -- working days to decide on one
    digest     BYTEA,                               -- SM3 of the edition as text when it was issued
    version    INTEGER NOT NULL,                    -- grows with every change of anything in it
    UNIQUE (scheme, number)
);

CREATE TABLE scheme_group (
    id       {autoid},
    edition  BIGINT  NOT NULL REFERENCES scheme_edition (id),
    parent   BIGINT  REFERENCES scheme_group (id),  -- a sub-group (衡东: 政府序列 has three)
    code     TEXT    NOT NULL,
    name     TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    sort     INTEGER NOT NULL,
    version  INTEGER NOT NULL,
    UNIQUE (edition, code)
);

-- The grades, best first; and where a group has a fixed number of places instead of a share.
CREATE TABLE scheme_grade (
    id       {autoid},
    edition  BIGINT  NOT NULL REFERENCES scheme_edition (id),
    rank     INTEGER NOT NULL,                      -- 0 the best
    name     TEXT    NOT NULL,                      -- 优秀
    share    BIGINT  NOT NULL,                      -- millionths of the competing units; -1: no quota
    floor_mark BIGINT NOT NULL,                     -- points needed, millionths; 0: none
    UNIQUE (edition, rank)
);
CREATE TABLE scheme_quota (
    grp      BIGINT  NOT NULL REFERENCES scheme_group (id),
    rank     INTEGER NOT NULL,                      -- of the grade
    places   INTEGER NOT NULL,
    PRIMARY KEY (grp, rank)
);

CREATE TABLE scheme_unit (
    edition  BIGINT  NOT NULL REFERENCES scheme_edition (id),
    unit     BIGINT  NOT NULL REFERENCES unit (id),
    grp      BIGINT  NOT NULL REFERENCES scheme_group (id),
    sort     INTEGER NOT NULL,
    ranked   INTEGER NOT NULL CHECK (ranked IN (0, 1)),     -- 0: scored, not ranked (新设单位)
    competes INTEGER NOT NULL CHECK (competes IN (0, 1)),   -- 0: takes no place of the quota (衡东)
    factor   BIGINT  NOT NULL,                              -- difficulty, millionths; 1000000: none
    note     TEXT,
    PRIMARY KEY (edition, unit)
);
CREATE INDEX scheme_unit_grp ON scheme_unit (grp, sort);

-- A node of the indicator tree: a block or inner indicator, or a leaf that a method scores.
CREATE TABLE scheme_node (
    id        {autoid},
    edition   BIGINT  NOT NULL REFERENCES scheme_edition (id),
    parent    BIGINT  REFERENCES scheme_node (id),
    stem      BIGINT,                               -- first node of its line through editions and years; NULL: itself
    leaf      INTEGER NOT NULL CHECK (leaf IN (0, 1)),
    code      TEXT    NOT NULL,
    name      TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    sort      INTEGER NOT NULL,
    kind      INTEGER NOT NULL,                     -- enum node_kind: 共性 职能 重点 党建 单项 …
    quality   INTEGER NOT NULL CHECK (quality IN (0, 1)),   -- 1 定性, 0 定量
    process   INTEGER NOT NULL CHECK (process IN (0, 1)),   -- 1 过程, 0 结果
    key_work  INTEGER NOT NULL CHECK (key_work IN (0, 1)),  -- 重点工作: parts equal totals first
    full_mark BIGINT  NOT NULL,                     -- full score, millionths of a point
    folded    INTEGER NOT NULL CHECK (folded IN (0, 1)),    -- inner node: what is below is folded to its full score (双百分制)
    method    TEXT,                                 -- leaf: code of the method table, F11
    method_version INTEGER NOT NULL,                -- of that method's rule; 0 for inner nodes
    params    TEXT    NOT NULL,                     -- leaf: "base=60;step=0.5", keys and texts of the method
    down      INTEGER NOT NULL CHECK (down IN (0, 1)),      -- 1: less is better (登记失业率)
    measure   TEXT,                                 -- unit of measure: %, 万元, 个
    places    INTEGER NOT NULL,                     -- decimals of its figures
    step      BIGINT  NOT NULL,                     -- points are rounded to multiples of it, millionths
    mode      INTEGER NOT NULL,                     -- enum round_mode of that
    cycle     INTEGER NOT NULL,                     -- enum node_cycle: month quarter half year
    year_rule INTEGER NOT NULL,                     -- enum year_rule: last, mean, sum of its periods
    evidence  INTEGER NOT NULL,                     -- enum node_evidence: none, wished, wanted
    missing   INTEGER NOT NULL,                     -- enum missing_policy: no figure came (缺数)
    na        INTEGER NOT NULL,                     -- enum na_policy: it does not concern the unit (缺项)
    na_share  BIGINT  NOT NULL,                     -- base share of either, millionths
    scorer    BIGINT  REFERENCES unit (id),         -- 考核部门
    provider  BIGINT  REFERENCES unit (id),         -- 数据提供单位; NULL: the assessed unit itself
    source    TEXT,                                 -- figure of another domain that arrives by itself
    rule      TEXT,                                 -- 评分标准 in words
    basis     TEXT,                                 -- where it comes from: document, article, upward indicator
    version   INTEGER NOT NULL,
    UNIQUE (edition, code)
);
CREATE INDEX scheme_node_parent ON scheme_node (parent, sort);
CREATE INDEX scheme_node_stem   ON scheme_node (stem);

-- Rows of a leaf's bracket table, or its kinds of events with their points.
CREATE TABLE scheme_node_row (
    node      BIGINT  NOT NULL REFERENCES scheme_node (id),
    sort      INTEGER NOT NULL,
    name      TEXT    NOT NULL,
    bounds    TEXT,                                 -- [80,90): values it holds; NULL: an event
    bounds2   TEXT,                                 -- of the second value
    mark      BIGINT  NOT NULL,                     -- the score, or of each event; millionths
    share     BIGINT  NOT NULL,                     -- of the full score instead, millionths; -1: points count
    most      BIGINT  NOT NULL,                     -- cap of this kind of event, millionths; 0: none
    PRIMARY KEY (node, sort)
);

-- The same indicator weighted differently by group, or not there at all.
CREATE TABLE scheme_node_group (
    node      BIGINT  NOT NULL REFERENCES scheme_node (id),
    grp       BIGINT  NOT NULL REFERENCES scheme_group (id),
    applies   INTEGER NOT NULL CHECK (applies IN (0, 1)),
    full_mark BIGINT  NOT NULL,
    PRIMARY KEY (node, grp)
);
-- 缺项: this leaf does not concern this unit.
CREATE TABLE scheme_node_unit (
    node      BIGINT  NOT NULL REFERENCES scheme_node (id),
    unit      BIGINT  NOT NULL REFERENCES unit (id),
    reason    TEXT    NOT NULL,
    PRIMARY KEY (node, unit)
);

-- Classes of bonus and penalty with their caps (表彰奖励 at most 5).
CREATE TABLE scheme_effect_class (
    id       {autoid},
    edition  BIGINT  NOT NULL REFERENCES scheme_edition (id),
    code     TEXT    NOT NULL,
    name     TEXT    NOT NULL,
    penalty  INTEGER NOT NULL CHECK (penalty IN (0, 1)),
    most     BIGINT  NOT NULL,                      -- of a unit and year, millionths; 0: no cap
    rule     TEXT,
    sort     INTEGER NOT NULL,
    UNIQUE (edition, code)
);
