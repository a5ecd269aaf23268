-- 0043: the register of official documents (公文登记): numbering series, numbers given, documents as
-- drafted and as issued. The files as issued are attachments of the kind "document" (0017).

-- 文号系列: a 机关代字 and whose it is. The red mark and the signature are the office's own words.
CREATE TABLE document_series (
    id       {autoid},
    unit     BIGINT  NOT NULL REFERENCES unit (id),     -- who issues by it
    name     TEXT    NOT NULL,
    prefix   TEXT    NOT NULL,                          -- 机关代字: 示目绩办
    mark     TEXT    NOT NULL,                          -- 发文机关标志: …文件
    agency   TEXT    NOT NULL,                          -- 发文机关署名
    kind     TEXT    NOT NULL,                          -- code of kinds.def; '': every kind
    closed   INTEGER NOT NULL CHECK (closed IN (0, 1)),
    version  INTEGER NOT NULL,
    UNIQUE (unit, prefix)
);

-- The last number given in a year. A row moves up by one inside the transaction that gives the number.
CREATE TABLE document_count (
    id       {autoid},
    series   BIGINT  NOT NULL REFERENCES document_series (id),
    year     INTEGER NOT NULL,
    last     BIGINT  NOT NULL CHECK (last >= 0),
    UNIQUE (series, year)
);

CREATE TABLE document (
    id       {autoid},
    unit     BIGINT  NOT NULL REFERENCES unit (id),     -- of its series: who issues it
    series   BIGINT  NOT NULL REFERENCES document_series (id),
    kind     TEXT    NOT NULL,                          -- code of kinds.def
    form     INTEGER NOT NULL,                          -- enum gongwen_form
    state    INTEGER NOT NULL,                          -- enum document_state
    year     INTEGER NOT NULL,                          -- of its number
    number   BIGINT  CHECK (number > 0),                -- NULL: not given yet; never given twice
    title    TEXT    NOT NULL,
    addressee TEXT   NOT NULL,                          -- 主送机关
    copies   TEXT    NOT NULL,                          -- 抄送机关, '': none
    urgency  TEXT    NOT NULL,                          -- '', 加急, 特急
    secrecy  TEXT    NOT NULL,                          -- '': none
    copy_no  TEXT    NOT NULL,                          -- 份号, with a secrecy
    note     TEXT    NOT NULL,                          -- 附注
    body     TEXT    NOT NULL,                          -- text as typed; '': its parts came from a record
    source   TEXT,                                      -- code of the record it belongs to, as in sources.def
    record   BIGINT,
    signer   TEXT    NOT NULL,                          -- 签发: the post that signed
    signed   TEXT,                                      -- 成文日期
    sent     TEXT,                                      -- 印发日期
    words    TEXT    NOT NULL,                          -- of the last step: why returned, why void
    who      BIGINT  NOT NULL,
    at       BIGINT  NOT NULL,
    version  INTEGER NOT NULL,
    UNIQUE (series, year, number)
);
CREATE INDEX document_unit ON document (unit, state, id);
CREATE INDEX document_record ON document (source, record);
-- A record has one living document (states 5 and 6 are 作废 and 不发).
CREATE UNIQUE INDEX document_living ON document (source, record) WHERE state < 5 AND source IS NOT NULL;

-- Units that it goes to and that have an account here: they see it once it is sent.
CREATE TABLE document_to (
    document BIGINT  NOT NULL REFERENCES document (id),
    unit     BIGINT  NOT NULL REFERENCES unit (id),
    PRIMARY KEY (document, unit)
);
CREATE INDEX document_to_unit ON document_to (unit, document);

-- Blocks (core/doc/pack.c): part 0 the text, 1 and on the appendices.
CREATE TABLE document_part (
    document BIGINT  NOT NULL REFERENCES document (id),
    n        INTEGER NOT NULL,
    title    TEXT    NOT NULL,
    blocks   BYTEA   NOT NULL,
    PRIMARY KEY (document, n)
);

-- Each step of a document: when, who, what was said.
CREATE TABLE document_move (
    id       {autoid},
    document BIGINT  NOT NULL REFERENCES document (id),
    event    TEXT    NOT NULL,
    to_state INTEGER NOT NULL,
    words    TEXT    NOT NULL,
    who      BIGINT  NOT NULL,
    at       BIGINT  NOT NULL
);
CREATE INDEX document_move_of ON document_move (document, id);

INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'DOCUMENT_VIEW', 4, 0, 0, 0 FROM role
 WHERE code IN ('county-leader', 'office-director', 'office-business', 'office-general', 'service-centre', 'inspector');
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'DOCUMENT_VIEW', 2, 0, 0, 0 FROM role
 WHERE code IN ('lead-handler', 'lead-reviewer', 'supporting-unit', 'town', 'scorer');
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'DOCUMENT_DRAFT', 2, 0, 2, 0 FROM role WHERE code IN ('office-business', 'office-general');
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'DOCUMENT_SIGN', 2, 0, 2, 0 FROM role WHERE code = 'office-director';
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'DOCUMENT_SEND', 2, 0, 2, 0 FROM role WHERE code = 'office-general';
