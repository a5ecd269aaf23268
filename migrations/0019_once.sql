-- 0019: requests that were done, so that one sent again is not done again (door/web/once.h). A row is
-- written in the transaction of what it did, with its answer, and goes after ONCE_HOURS.
CREATE TABLE request_once (
    person   BIGINT  NOT NULL REFERENCES person (id),
    name     BYTEA   NOT NULL,                      -- SHA-256 of the key
    route    TEXT    NOT NULL,                      -- pattern, for people
    body     BYTEA   NOT NULL,                      -- SHA-256 of address and fields
    at       BIGINT  NOT NULL,
    status   INTEGER,                               -- NULL: no answer was kept
    answer   BYTEA,                                 -- sealed by the key itself
    PRIMARY KEY (person, name)
);
CREATE INDEX request_once_at ON request_once (at);
