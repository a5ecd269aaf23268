-- 0017: files that belong to records: kept once by content, linked to what they belong to.

-- Bytes, once. Removed by the sweep when nothing uses them any more.
CREATE TABLE blob (
    id       {autoid},
    sha256   BYTEA   NOT NULL UNIQUE,
    size     BIGINT  NOT NULL CHECK (size > 0),
    bytes    BYTEA   NOT NULL,
    at       BIGINT  NOT NULL                           -- last time it came in
);

-- A file of a record. Who may see the record may see the file.
CREATE TABLE attach_use (
    id       {autoid},
    kind     TEXT    NOT NULL,                          -- code of a struct attach_kind
    record   BIGINT  NOT NULL,
    blob     BIGINT  NOT NULL REFERENCES blob (id),
    name     TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    type     TEXT    NOT NULL,                          -- row of core/attach/types.def
    who      BIGINT  NOT NULL,
    at       BIGINT  NOT NULL,
    UNIQUE (kind, record, blob, name)
);
CREATE INDEX attach_use_of ON attach_use (kind, record, id);
CREATE INDEX attach_use_blob ON attach_use (blob);
