-- 0005: second factors, half-way sign-ins, past passwords, the draft of the first set-up.
ALTER TABLE account ADD COLUMN made BIGINT;         -- when the account was made; NULL: before 0005

-- Hashes of passwords that were replaced: the newest few may not come back.
CREATE TABLE password_past (
    id       {autoid},
    person   BIGINT  NOT NULL REFERENCES person (id),
    at       BIGINT  NOT NULL,
    hash     TEXT    NOT NULL                       -- argon2id
);
CREATE INDEX password_past_person ON password_past (person);

-- A second factor (TOTP, RFC 6238).
CREATE TABLE factor (
    person   BIGINT  NOT NULL PRIMARY KEY REFERENCES person (id),
    secret   BYTEA   NOT NULL,                      -- 20 bytes
    step     BIGINT  NOT NULL,                      -- of the last code taken: none is taken twice
    since    BIGINT                                 -- NULL: shown, and not yet confirmed by a code
);
CREATE TABLE factor_code (                          -- recovery codes
    id       {autoid},
    person   BIGINT  NOT NULL REFERENCES person (id),
    hash     BYTEA   NOT NULL UNIQUE,               -- SHA-256 of 80 random bits
    used     BIGINT
);
CREATE INDEX factor_code_person ON factor_code (person);
CREATE TABLE role_factor (                          -- roles that must bring a second factor
    role     TEXT    NOT NULL PRIMARY KEY REFERENCES role (code)
);

-- Somebody half-way in: the password was right, and a code, a new password or the rest of the
-- first set-up is still to come. Never a session.
CREATE TABLE entry (
    id       {autoid},
    token    BYTEA   NOT NULL UNIQUE,               -- SHA-256 of the cookie
    stage    INTEGER NOT NULL,                      -- enum entry_stage
    person   BIGINT  REFERENCES person (id),        -- NULL: the first set-up
    link     BIGINT  REFERENCES link (id),          -- of the first set-up
    expires  BIGINT  NOT NULL,
    ended    BIGINT
);

-- What the wizard of the first set-up has been told so far; emptied when it is done.
CREATE TABLE setup_draft (
    name     TEXT    NOT NULL PRIMARY KEY,
    value    TEXT    NOT NULL
);

CREATE INDEX session_live ON session (seen) WHERE ended IS NULL;
CREATE INDEX lockout_last ON lockout (last);
