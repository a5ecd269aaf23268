-- 0006: what a reform of the organs leaves behind, groups by year, acting posts, absences and
-- the hand-over of open work.
ALTER TABLE unit ADD COLUMN opened   TEXT;              -- first day it stood; NULL: before the records
ALTER TABLE unit ADD COLUMN named    TEXT;              -- first day of its present name; NULL: as opened
ALTER TABLE unit ADD COLUMN named_by TEXT;              -- the document that gave it the name
ALTER TABLE unit ADD COLUMN sound    TEXT;              -- pinyin as a person gave it (多音字); NULL: by rule
ALTER TABLE unit ADD COLUMN pinyin   TEXT;              -- the key of the pinyin order: chong qing
ALTER TABLE unit ADD COLUMN initials TEXT;              -- cq

-- Former names. The present one stands in `unit`; on a day the name is that of the first row
-- whose last day is not before it, and the present one where there is none.
CREATE TABLE unit_name (
    id       {autoid},
    unit     BIGINT  NOT NULL REFERENCES unit (id),
    name     TEXT    NOT NULL,
    short    TEXT    NOT NULL,
    since    TEXT,                                      -- NULL: as far back as the records go
    until    TEXT    NOT NULL,                          -- its last day
    document TEXT,                                      -- that gave it this name; NULL: not known
    UNIQUE (unit, until)
);

-- A reform: units that ended or began on a day, by a document (机构改革).
CREATE TABLE unit_reform (
    id       {autoid},
    kind     INTEGER NOT NULL,                          -- enum reform_kind: merge, absorb, split, close
    on_day   TEXT    NOT NULL,
    document TEXT    NOT NULL,
    who      BIGINT  NOT NULL,
    at       BIGINT  NOT NULL
);
CREATE TABLE unit_reform_part (
    reform   BIGINT  NOT NULL REFERENCES unit_reform (id),
    unit     BIGINT  NOT NULL REFERENCES unit (id),
    part     INTEGER NOT NULL,                          -- 0 ended, 1 its successor, 2 the one that keeps its files
    parent   BIGINT,                                    -- of one that ended: where it stood before
    PRIMARY KEY (reform, unit)
);
CREATE INDEX unit_reform_of ON unit_reform_part (unit, reform);

-- Assessment groups stand for a year. unit.grp is that of the present year (a job keeps it).
CREATE TABLE unit_group (
    unit     BIGINT  NOT NULL REFERENCES unit (id),
    year     INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2200),
    grp      TEXT    NOT NULL,
    sort     INTEGER NOT NULL,
    competes INTEGER NOT NULL CHECK (competes IN (0, 1)),   -- 0: scored, but not ranked
    PRIMARY KEY (year, unit)
);

ALTER TABLE person ADD COLUMN staff_no TEXT;            -- 工号
CREATE UNIQUE INDEX person_staff_no ON person (staff_no);

ALTER TABLE post ADD COLUMN title    TEXT;              -- 职务, as the appointment says; NULL: the role's name
ALTER TABLE post ADD COLUMN acts_for BIGINT REFERENCES post (id);   -- the post it stands in for (代理)
CREATE INDEX post_acts_for ON post (acts_for);

-- 代理: the rights of a post for a period, in another's hands.
CREATE TABLE delegation (
    id         {autoid},
    post       BIGINT  NOT NULL REFERENCES post (id),
    deputy     BIGINT  NOT NULL REFERENCES person (id),
    since      TEXT    NOT NULL,
    until      TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    document   TEXT,
    state      INTEGER NOT NULL,                        -- enum delegation_state
    asked_by   BIGINT  NOT NULL REFERENCES person (id),
    asked_at   BIGINT  NOT NULL,
    decided_by BIGINT  REFERENCES person (id),
    decided_at BIGINT,
    answer     TEXT,
    acting     BIGINT  REFERENCES post (id),            -- the deputy's post, once granted
    version    INTEGER NOT NULL
);
CREATE INDEX delegation_post   ON delegation (post);
CREATE INDEX delegation_deputy ON delegation (deputy);

-- 请假、离任. While a row that locks covers the day, the person has no session.
CREATE TABLE absence (
    id       {autoid},
    person   BIGINT  NOT NULL REFERENCES person (id),
    kind     INTEGER NOT NULL,                          -- enum absence_kind
    since    TEXT    NOT NULL,
    until    TEXT,                                      -- last day; NULL: for good
    document TEXT,
    locks    INTEGER NOT NULL CHECK (locks IN (0, 1)),
    who      BIGINT  NOT NULL,
    at       BIGINT  NOT NULL,
    version  INTEGER NOT NULL
);
CREATE INDEX absence_person ON absence (person, since);

-- 交接清单: what went from whom to whom, as it was on that day.
CREATE TABLE hand_over (
    id        {autoid},
    person    BIGINT  NOT NULL REFERENCES person (id),
    successor BIGINT  NOT NULL REFERENCES person (id),
    on_day    TEXT    NOT NULL,
    document  TEXT,
    who       BIGINT  NOT NULL,
    at        BIGINT  NOT NULL
);
CREATE INDEX hand_over_person ON hand_over (person);
CREATE TABLE hand_over_item (
    hand_over BIGINT  NOT NULL REFERENCES hand_over (id),
    no        INTEGER NOT NULL,
    kind      TEXT    NOT NULL,                         -- code of the module's works row
    label     TEXT    NOT NULL,
    record    BIGINT  NOT NULL,
    title     TEXT    NOT NULL,
    outcome   TEXT    NOT NULL,
    PRIMARY KEY (hand_over, no)
);

-- Who decides on a stand-in: the head of the unit, whoever leads the county, and the security
-- administrator for the posts of the other administrators.
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'POST_DELEGATE', CASE WHEN code IN ('county-leader', 'security-admin') THEN 4 ELSE 2 END, 0,
       CASE WHEN code IN ('county-leader', 'security-admin') THEN 4 ELSE 2 END, 0
  FROM role
 WHERE code IN ('county-leader', 'office-director', 'lead-reviewer', 'security-admin');
