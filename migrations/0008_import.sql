-- 0008: imports: a file that somebody brought, its rows while they are looked at, what became of
-- them. The rows of a batch are staging: nobody but the import reads them, and they may go.

CREATE TABLE import_batch (
    id          {autoid},
    code        TEXT    NOT NULL,           -- which import: "budget.lines", a row of a module
    who         BIGINT  NOT NULL,           -- person; 0: the operator
    unit        BIGINT  NOT NULL,           -- whose records it is about; 0: everybody's
    about       TEXT    NOT NULL,           -- what the form said beside the file, JSON
    title       TEXT    NOT NULL,           -- the same for people: 示例县水务局 2025 年
    filename    TEXT    NOT NULL,
    size        BIGINT  NOT NULL,
    parts       INTEGER NOT NULL,           -- files: the first, then those with mended rows
    at          BIGINT  NOT NULL,
    lang        INTEGER NOT NULL,
    state       INTEGER NOT NULL,           -- enum import_state
    tries       INTEGER NOT NULL,
    beat        BIGINT  NOT NULL,           -- last sign of life of the work under way
    done        BIGINT  NOT NULL,           -- its progress, in rows
    expected    BIGINT  NOT NULL,           -- 0: not known
    took        BIGINT  NOT NULL,           -- ms that the reading took
    heads       TEXT,                       -- sheets, heads and what was made of them, JSON
    said        TEXT,                       -- remarks on the file as a whole, JSON
    n_rows      BIGINT  NOT NULL,
    n_warned    BIGINT  NOT NULL,           -- rows, not bad
    n_bad       BIGINT  NOT NULL,           -- rows
    n_bad_cells BIGINT  NOT NULL,
    n_new       BIGINT  NOT NULL,
    n_changed   BIGINT  NOT NULL,
    n_same      BIGINT  NOT NULL,
    sum_fen     BIGINT  NOT NULL,
    revision    BIGINT  NOT NULL,           -- of what it will be laid over
    fail        TEXT,
    see         TEXT,                       -- where the written rows are looked at
    kept        BYTEA,                      -- what an undo of a whole needs
    applied_at  BIGINT,
    applied_by  BIGINT,
    undone_at   BIGINT,
    undone_by   BIGINT
);
CREATE INDEX import_batch_code ON import_batch (code, id);
CREATE INDEX import_batch_state ON import_batch (state, at);

CREATE TABLE import_file (
    batch    BIGINT  NOT NULL REFERENCES import_batch (id),
    part     INTEGER NOT NULL,
    no       INTEGER NOT NULL,              -- pieces of 1 MiB
    filename TEXT    NOT NULL,
    bytes    BYTEA   NOT NULL,
    PRIMARY KEY (batch, part, no)
);

-- Cells as the import's fields have them: whole numbers, fen and choices as digits, dates as
-- YYYY-MM-DD; NULL: empty.
CREATE TABLE import_row (
    batch   BIGINT  NOT NULL,
    no      BIGINT  NOT NULL,               -- 1, 2, … in the order of the file
    head    INTEGER NOT NULL,               -- index into heads
    line    BIGINT  NOT NULL,               -- as the file shows
    grade   INTEGER NOT NULL,               -- 0 good, 1 to be looked at, 2 bad
    fate    INTEGER NOT NULL,               -- enum import_fate
    key     TEXT,                           -- equal for rows that are the same
    same_as BIGINT,                         -- the line that this one repeats
    raw     TEXT,                           -- as the file has it, JSON; not of every good row
    notes   TEXT,                           -- findings, JSON
    before  TEXT,                           -- of a changed row: the fields as they stand, JSON
    c00 TEXT, c01 TEXT, c02 TEXT, c03 TEXT, c04 TEXT, c05 TEXT, c06 TEXT, c07 TEXT, c08 TEXT,
    c09 TEXT, c10 TEXT, c11 TEXT, c12 TEXT, c13 TEXT, c14 TEXT, c15 TEXT, c16 TEXT, c17 TEXT,
    c18 TEXT, c19 TEXT, c20 TEXT, c21 TEXT, c22 TEXT, c23 TEXT, c24 TEXT, c25 TEXT, c26 TEXT,
    c27 TEXT, c28 TEXT, c29 TEXT, c30 TEXT, c31 TEXT, c32 TEXT, c33 TEXT, c34 TEXT, c35 TEXT,
    PRIMARY KEY (batch, no)
);
CREATE INDEX import_row_grade ON import_row (batch, grade, no) WHERE grade > 0;

-- What a clerk said the columns of a kind of file mean.
CREATE TABLE import_mapping (
    code    TEXT   NOT NULL,
    heads   TEXT   NOT NULL,                -- SHA-256 of the heads
    mapping TEXT   NOT NULL,                -- a field's key or nothing for each column, JSON
    who     BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (code, heads)
);
