-- 0002: account lists by edition, and department budgets with all that a disclosure needs.
-- Rows of one budget refer to each other by `no`, their order within the budget (0, 1, …);
-- -1 stands for "not known or none", as in domain/budget/model.h. Money is fen.

CREATE TABLE account_edition (
    id         {autoid},
    list       TEXT    NOT NULL,            -- function, economic, government
    name       TEXT    NOT NULL,            -- 2024
    valid_from TEXT    NOT NULL,
    valid_to   TEXT,                        -- NULL: still in force
    source     TEXT    NOT NULL,
    UNIQUE (list, name)
);

CREATE TABLE account_code (
    edition         BIGINT  NOT NULL REFERENCES account_edition (id),
    code            TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    budget          TEXT    NOT NULL,       -- general, fund, capital, social; any: economic lists
    gov_organ       TEXT,                   -- government account in an organ …
    gov_institution TEXT,                   -- … and in a public institution
    basis           TEXT    NOT NULL,       -- how far to trust the row
    definition      TEXT,                   -- 名词解释
    PRIMARY KEY (edition, code, budget)
);

CREATE TABLE budget (
    id             {autoid},
    dept           BIGINT  NOT NULL REFERENCES unit (id),
    code           TEXT    NOT NULL,
    year           INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2200),
    version        INTEGER NOT NULL,        -- 1, and one more for each correction
    revision       INTEGER NOT NULL,        -- optimistic lock
    state          INTEGER NOT NULL,        -- enum budget_state
    profile        TEXT    NOT NULL,
    dept_name      TEXT    NOT NULL,
    short_name     TEXT    NOT NULL,
    voice          TEXT    NOT NULL,
    exact          INTEGER NOT NULL CHECK (exact IN (0, 1)),
    correction     TEXT,
    congress       TEXT,
    approved       TEXT,
    published      TEXT,
    passed_on      TEXT,
    approval_no    TEXT,
    published_url  TEXT,
    fictional      INTEGER NOT NULL CHECK (fictional IN (0, 1)),
    note           TEXT,
    procurement_known INTEGER NOT NULL,
    goods          BIGINT  NOT NULL,
    works          BIGINT  NOT NULL,
    services       BIGINT  NOT NULL,
    for_small      BIGINT  NOT NULL,
    big_equipment  INTEGER NOT NULL,
    big_equipment_planned INTEGER NOT NULL,
    UNIQUE (dept, year, version)
);
CREATE INDEX budget_year ON budget (year, dept, version);
CREATE INDEX budget_code ON budget (code, year, version);

CREATE TABLE budget_unit (
    id       {autoid},
    budget   BIGINT  NOT NULL REFERENCES budget (id),
    no       INTEGER NOT NULL,
    org      BIGINT  NOT NULL,              -- unit in the tree; 0: not linked
    code     TEXT    NOT NULL,
    name     TEXT    NOT NULL,
    kind     INTEGER NOT NULL,
    staff_organ       INTEGER NOT NULL,
    staff_institution INTEGER NOT NULL,
    retired  INTEGER NOT NULL,
    UNIQUE (budget, no)
);

CREATE TABLE budget_section (
    id          {autoid},
    budget      BIGINT  NOT NULL REFERENCES budget (id),
    no          INTEGER NOT NULL,
    name        TEXT    NOT NULL,
    subordinate INTEGER NOT NULL,
    UNIQUE (budget, no)
);

CREATE TABLE budget_line (
    id           {autoid},
    budget       BIGINT  NOT NULL REFERENCES budget (id),
    no           INTEGER NOT NULL,
    unit_no      INTEGER NOT NULL,
    fund         INTEGER NOT NULL,
    source       INTEGER NOT NULL,
    function     TEXT    NOT NULL,
    economic     TEXT,
    project_no   INTEGER NOT NULL,
    nature       INTEGER NOT NULL,
    procurement  INTEGER NOT NULL,
    amount       BIGINT  NOT NULL,
    basis        INTEGER NOT NULL,
    nature_basis INTEGER NOT NULL,
    note         TEXT,
    UNIQUE (budget, no)
);

CREATE TABLE budget_income (
    id      {autoid},
    budget  BIGINT  NOT NULL REFERENCES budget (id),
    no      INTEGER NOT NULL,
    unit_no INTEGER NOT NULL,
    kind    INTEGER NOT NULL,
    fund    INTEGER NOT NULL,
    amount  BIGINT  NOT NULL,
    basis   INTEGER NOT NULL,
    UNIQUE (budget, no)
);

CREATE TABLE budget_fact (
    id     {autoid},
    budget BIGINT  NOT NULL REFERENCES budget (id),
    prior  INTEGER NOT NULL CHECK (prior IN (0, 1)),    -- 1: the same figure of the year before
    key    TEXT    NOT NULL,
    value  BIGINT  NOT NULL,
    basis  INTEGER NOT NULL,
    note   TEXT,
    UNIQUE (budget, prior, key)
);

CREATE TABLE budget_mention (
    id       {autoid},
    budget   BIGINT  NOT NULL REFERENCES budget (id),
    no       INTEGER NOT NULL,
    list     TEXT    NOT NULL,
    economic TEXT    NOT NULL,
    UNIQUE (budget, no)
);

CREATE TABLE budget_text (
    id        {autoid},
    budget    BIGINT  NOT NULL REFERENCES budget (id),
    key       TEXT    NOT NULL,
    n         INTEGER NOT NULL,
    body      TEXT    NOT NULL,
    author    TEXT,
    at        BIGINT  NOT NULL,
    confirmed INTEGER NOT NULL,
    UNIQUE (budget, key, n)
);

CREATE TABLE budget_purpose (
    id       {autoid},
    budget   BIGINT  NOT NULL REFERENCES budget (id),
    function TEXT    NOT NULL,
    body     TEXT    NOT NULL,
    UNIQUE (budget, function)
);

CREATE TABLE budget_project (
    id       {autoid},
    budget   BIGINT  NOT NULL REFERENCES budget (id),
    no       INTEGER NOT NULL,
    unit_no  INTEGER NOT NULL,
    code     TEXT    NOT NULL,
    name     TEXT    NOT NULL,
    category INTEGER NOT NULL,
    goal     TEXT,
    has_goal INTEGER NOT NULL,
    UNIQUE (budget, no)
);

CREATE TABLE budget_indicator (
    id         {autoid},
    budget     BIGINT  NOT NULL REFERENCES budget (id),
    no         INTEGER NOT NULL,
    project_no INTEGER NOT NULL,
    level1     TEXT    NOT NULL,
    level2     TEXT    NOT NULL,
    level3     TEXT    NOT NULL,
    compare    INTEGER NOT NULL,
    target     TEXT    NOT NULL,
    measure    TEXT,
    weight     INTEGER NOT NULL,
    lower_is_better INTEGER NOT NULL,
    UNIQUE (budget, no)
);

CREATE TABLE budget_task (
    id      {autoid},
    budget  BIGINT  NOT NULL REFERENCES budget (id),
    no      INTEGER NOT NULL,
    name    TEXT    NOT NULL,
    content TEXT    NOT NULL,
    amount  BIGINT  NOT NULL,
    UNIQUE (budget, no)
);

CREATE TABLE budget_vehicle (
    id           {autoid},
    budget       BIGINT  NOT NULL REFERENCES budget (id),
    no           INTEGER NOT NULL,
    class_code   TEXT    NOT NULL,
    held         INTEGER NOT NULL,
    planned      INTEGER NOT NULL,
    planned_cost BIGINT  NOT NULL,
    UNIQUE (budget, no)
);

CREATE TABLE budget_move (
    id         {autoid},
    budget     BIGINT  NOT NULL REFERENCES budget (id),
    event      TEXT    NOT NULL,
    from_state INTEGER NOT NULL,
    to_state   INTEGER NOT NULL,
    who        BIGINT  NOT NULL,
    at         BIGINT  NOT NULL,
    reason     TEXT,
    dated      TEXT,
    number     TEXT,
    url        TEXT
);
CREATE INDEX budget_move_of ON budget_move (budget, id);

-- What was published, byte for byte; never changed afterwards.
CREATE TABLE budget_file (
    id      {autoid},
    budget  BIGINT  NOT NULL REFERENCES budget (id),
    kind    TEXT    NOT NULL,               -- docx, pdf, xlsx, html, txt, datapackage
    name    TEXT    NOT NULL,
    sha256  TEXT    NOT NULL,
    size    BIGINT  NOT NULL,
    at      BIGINT  NOT NULL,
    bytes   BYTEA   NOT NULL,
    UNIQUE (budget, kind)
);

-- A file brought for import, kept until it is applied or a day old.
CREATE TABLE budget_upload (
    id       {autoid},
    who      BIGINT  NOT NULL,
    at       BIGINT  NOT NULL,
    unit     TEXT    NOT NULL,              -- whose budget it is for
    year     INTEGER NOT NULL,
    filename TEXT    NOT NULL,
    bytes    BYTEA   NOT NULL,
    applied  INTEGER NOT NULL
);
CREATE INDEX budget_upload_at ON budget_upload (at);
