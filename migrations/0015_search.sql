-- 0015: full text: what can be found, and every one and two neighbouring characters of it.
CREATE TABLE search_doc (
    id       {autoid},
    kind     TEXT    NOT NULL,                      -- unit, person
    record   BIGINT  NOT NULL,
    version  BIGINT  NOT NULL,                      -- of the record when it was read
    body     TEXT    NOT NULL,                      -- folded: NFKC, case, blanks (core/search/search.h)
    UNIQUE (kind, record)
);
CREATE TABLE search_gram (
    gram     TEXT    NOT NULL,                      -- one or two characters of a body
    doc      BIGINT  NOT NULL REFERENCES search_doc (id),
    PRIMARY KEY (gram, doc)
);
CREATE INDEX search_gram_doc ON search_gram (doc);

ALTER TABLE person ADD COLUMN pinyin TEXT;          -- the key of the pinyin order; NULL: not yet computed
