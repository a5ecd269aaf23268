-- 0001: units, people, posts, roles, accounts, sessions, audit, settings of the database.
CREATE TABLE setting (
    name     TEXT    NOT NULL PRIMARY KEY,
    value    TEXT    NOT NULL
);

CREATE TABLE unit (
    id       {autoid},
    parent   BIGINT  REFERENCES unit (id),
    kind     INTEGER NOT NULL,                      -- enum unit_kind of domain/org
    code     TEXT    NOT NULL UNIQUE,               -- for people and addresses: wusheng-mbjx
    name     TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    short    TEXT    NOT NULL,                      -- 县委目标绩效办
    grp      TEXT,                                  -- assessment group; NULL: not assessed
    sort     INTEGER NOT NULL,
    path     TEXT    NOT NULL UNIQUE,               -- /1/4/9/: ids from the root to this unit
    closed   TEXT,                                  -- day it was abolished; NULL: it stands
    version  INTEGER NOT NULL
);
CREATE INDEX unit_parent ON unit (parent, sort);

CREATE TABLE person (
    id       {autoid},
    name     TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 50),
    sort     INTEGER NOT NULL,
    left_on  TEXT,                                  -- day the person left; NULL: serves
    version  INTEGER NOT NULL
);

CREATE TABLE role (
    code     TEXT    NOT NULL PRIMARY KEY,
    name     TEXT    NOT NULL,
    kind     INTEGER NOT NULL,                      -- enum role_kind: business, or one of three administrators
    sort     INTEGER NOT NULL
);
CREATE TABLE role_perm (
    role     TEXT    NOT NULL REFERENCES role (code),
    perm     TEXT    NOT NULL,                      -- name in perms.def
    see      INTEGER NOT NULL,                      -- enum scope for reading
    change   INTEGER NOT NULL,                      -- and for writing
    PRIMARY KEY (role, perm)
);

CREATE TABLE post (
    id       {autoid},
    person   BIGINT  NOT NULL REFERENCES person (id),
    unit     BIGINT  NOT NULL REFERENCES unit (id),
    role     TEXT    NOT NULL REFERENCES role (code),
    since    TEXT    NOT NULL,
    until    TEXT,                                  -- last day; NULL: open
    version  INTEGER NOT NULL
);
CREATE INDEX post_person ON post (person);
CREATE INDEX post_unit   ON post (unit);

CREATE TABLE account (
    person   BIGINT  NOT NULL PRIMARY KEY REFERENCES person (id),
    login    TEXT    UNIQUE,                        -- NULL: a demonstration account
    password TEXT,                                  -- argon2id; NULL: none set yet
    disabled INTEGER NOT NULL CHECK (disabled IN (0, 1)),
    demo     INTEGER NOT NULL CHECK (demo IN (0, 1)),
    changed  BIGINT,                                -- when the password was last set
    version  INTEGER NOT NULL
);

-- One-time links: for the first set-up (person NULL) and for a person's first password.
CREATE TABLE link (
    id       {autoid},
    hash     BYTEA   NOT NULL UNIQUE,               -- SHA-256 of the key in the address
    person   BIGINT  REFERENCES person (id),
    expires  BIGINT  NOT NULL,
    used     BIGINT
);

CREATE TABLE session (
    id       {autoid},
    token    BYTEA   NOT NULL UNIQUE,               -- SHA-256 of the cookie
    person   BIGINT  NOT NULL REFERENCES person (id),
    post     BIGINT  NOT NULL REFERENCES post (id),
    began    BIGINT  NOT NULL,
    seen     BIGINT  NOT NULL,
    ended    BIGINT,
    address  TEXT    NOT NULL,
    agent    TEXT    NOT NULL
);
CREATE INDEX session_person ON session (person);

CREATE TABLE lockout (
    name     TEXT    NOT NULL PRIMARY KEY,          -- a:login or i:address
    failures INTEGER NOT NULL,
    last     BIGINT  NOT NULL,
    until    BIGINT  NOT NULL                       -- 0: not locked
);

CREATE TABLE audit (
    id       {autoid},
    at       BIGINT  NOT NULL,
    who      BIGINT,                                -- person; NULL: the system or nobody signed in
    unit     BIGINT,                                -- of the post acted in
    request  TEXT,
    event    TEXT    NOT NULL,                      -- core/audit/events.def
    entity   TEXT    NOT NULL,
    record   BIGINT  NOT NULL,
    detail   TEXT                                   -- JSON
);
CREATE INDEX audit_record ON audit (entity, record);
CREATE INDEX audit_at     ON audit (at);
