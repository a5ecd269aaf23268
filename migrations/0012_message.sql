-- 0012: messages to people, and what is to be carried out of the house for them.
-- A message belongs to one person and one event; the event's name makes a second one impossible.
CREATE TABLE message (
    id       {autoid},
    event    TEXT    NOT NULL,                      -- delegation-5-asked-1: stable, the rule's own
    person   BIGINT  NOT NULL REFERENCES person (id),
    kind     TEXT    NOT NULL,                      -- code in core/message/kinds.def
    title    TEXT    NOT NULL,
    body     TEXT,
    href     TEXT,                                  -- the record's page, a path of ours
    at       BIGINT  NOT NULL,
    read_at  BIGINT,                                -- NULL: not read
    UNIQUE (event, person)
);
CREATE INDEX message_of ON message (person, id);
CREATE INDEX message_unread ON message (person) WHERE read_at IS NULL;

-- The outbox: one row a message and way, written in the transaction of the rule. A carrier takes
-- rows by lease; what it took and never answered for comes again when the lease runs out.
CREATE TABLE message_out (
    id       {autoid},
    message  BIGINT  NOT NULL REFERENCES message (id),
    person   BIGINT  NOT NULL,
    way      INTEGER NOT NULL CHECK (way IN (1, 2)),    -- enum message_way: mail, webhook
    state    INTEGER NOT NULL,                      -- enum out_state: waits, sent, given up, dropped
    digest   INTEGER NOT NULL,                      -- 0 alone; else the day whose digest it goes with
    due      BIGINT  NOT NULL,                      -- not before
    attempts INTEGER NOT NULL,
    lease    BIGINT  NOT NULL,                      -- until; 0: nobody has it
    holder   BIGINT  NOT NULL,                      -- which taking
    fault    TEXT,                                  -- of the last attempt; never an address or a secret
    done_at  BIGINT,
    UNIQUE (message, way)
);
CREATE INDEX message_out_due ON message_out (state, due, id);
CREATE INDEX message_out_held ON message_out (holder);

-- How a person wants to be told. No row: the system's own.
CREATE TABLE message_person (
    person     BIGINT  NOT NULL PRIMARY KEY REFERENCES person (id),
    mail       BYTEA,                               -- sealed (core/crypto/fields.def)
    quiet_from INTEGER NOT NULL,                    -- minute of the day; equal to quiet_to: none
    quiet_to   INTEGER NOT NULL,
    digest_at  INTEGER NOT NULL,                    -- minute of the day
    version    INTEGER NOT NULL
);
CREATE TABLE message_choice (
    person   BIGINT  NOT NULL REFERENCES person (id),
    kind     TEXT    NOT NULL,
    mode     INTEGER NOT NULL,                      -- enum message_mail: none, at once, daily digest
    PRIMARY KEY (person, kind)
);
