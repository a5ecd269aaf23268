-- 0003: the trail becomes a chain keyed by HMAC-SM3 (GB/T 22239-2019 安全审计, GB/T 39786-2021
-- 8.4 g), and the first personal field is kept sealed (8.4 e).
ALTER TABLE audit ADD COLUMN seal BIGINT;           -- place in the chain, from 1; NULL: not linked yet
ALTER TABLE audit ADD COLUMN mac  BYTEA;            -- of the row's content; NULL: from before the chain
ALTER TABLE audit ADD COLUMN link BYTEA;            -- of the link before, the place and the mac
CREATE UNIQUE INDEX audit_seal ON audit (seal);
CREATE INDEX audit_unsealed ON audit (id) WHERE seal IS NULL;

-- One row: who links (PostgreSQL), and up to where rows were archived and removed.
CREATE TABLE audit_chain (
    id          INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    holder      TEXT    NOT NULL,                   -- process that holds the lease
    until       BIGINT  NOT NULL,                   -- instant until which it does
    anchor      BIGINT  NOT NULL,                   -- last place that was removed; 0: none yet
    anchor_at   BIGINT  NOT NULL,
    anchor_link BYTEA,                              -- the link of that place
    anchor_mac  BYTEA                               -- of the three
);
INSERT INTO audit_chain (id, holder, until, anchor, anchor_at) VALUES (1, '', 0, 0, 0);

ALTER TABLE person ADD COLUMN phone       BYTEA;    -- sealed, see core/crypto/fields.def
ALTER TABLE person ADD COLUMN phone_index BYTEA;    -- keyed hash of the number: equal numbers, equal bytes
CREATE INDEX person_phone ON person (phone_index);

-- See personal data in full: for the roles that keep the register of people (4: all units).
INSERT INTO role_perm (role, perm, see, change)
SELECT code, 'PERSON_UNMASK', 4, 0 FROM role WHERE code IN ('office-director', 'office-general');
