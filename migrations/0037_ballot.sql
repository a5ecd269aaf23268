-- 0037: people's ratings as sessions (测评): who rates whom, ballots, tallies. docs/decisions/secret-ballot.md
-- says why no row of a secret session ties a vote to a person, a code or a moment.

CREATE TABLE poll (
    id        {autoid},
    scheme    BIGINT  NOT NULL REFERENCES scheme (id),
    edition   BIGINT  NOT NULL REFERENCES scheme_edition (id),  -- whose units were chosen
    stem      BIGINT  REFERENCES scheme_node (id),  -- indicator whose figure the score becomes; NULL: only a result
    period    INTEGER NOT NULL CHECK (period BETWEEN 0 AND 11),
    name      TEXT    NOT NULL,
    basis     TEXT    NOT NULL,                     -- document that orders it; '' none
    rule      INTEGER NOT NULL,                     -- enum rating_rule
    secret    INTEGER NOT NULL CHECK (secret IN (0, 1)),
    opens     TEXT    NOT NULL,                     -- first and last day of voting
    closes    TEXT    NOT NULL,
    full_mark BIGINT  NOT NULL,                     -- RANK, BRACKET: millionths of a point
    rank_step BIGINT  NOT NULL,                     -- RANK: per place, millionths of full_mark
    low_grades INTEGER NOT NULL,                    -- BRACKET: how many of the last grades are "low"
    half_counts INTEGER NOT NULL CHECK (half_counts IN (0, 1)),
    even_out  INTEGER NOT NULL CHECK (even_out IN (0, 1)),      -- 宽严修正: of named votes alone
    step      BIGINT  NOT NULL,                     -- the score is rounded once, to so many millionths
    mode      INTEGER NOT NULL,                     -- enum round_mode
    state     INTEGER NOT NULL,                     -- enum poll_state
    reason    TEXT,                                 -- of the last reopening, or why it is void
    ballots   INTEGER NOT NULL,                     -- how many have come in
    who       BIGINT  NOT NULL,
    at        BIGINT  NOT NULL,
    version   INTEGER NOT NULL,
    CHECK (secret = 0 OR even_out = 0)
);
CREATE INDEX poll_scheme ON poll (scheme, id);

-- 评议来源: a kind of rater with its weight. members: outside + each * rated units, or the voters by post.
CREATE TABLE poll_source (
    poll      BIGINT  NOT NULL REFERENCES poll (id),
    no        INTEGER NOT NULL,
    name      TEXT    NOT NULL,
    weight    BIGINT  NOT NULL,                     -- millionths
    way       INTEGER NOT NULL,                     -- enum poll_way: code, paper, signed in
    outside   INTEGER NOT NULL,                     -- members of no rated unit
    per_unit  INTEGER NOT NULL,                     -- members of each rated unit
    role      TEXT,                                 -- signed in: who holds a post of this role
    ballots   INTEGER NOT NULL,
    PRIMARY KEY (poll, no)
);
CREATE TABLE poll_aspect (
    poll      BIGINT  NOT NULL REFERENCES poll (id),
    no        INTEGER NOT NULL,
    name      TEXT    NOT NULL,
    weight    BIGINT  NOT NULL,
    PRIMARY KEY (poll, no)
);
CREATE TABLE poll_grade (
    poll      BIGINT  NOT NULL REFERENCES poll (id),
    no        INTEGER NOT NULL,                     -- 0 the best
    name      TEXT    NOT NULL,
    weight    BIGINT  NOT NULL,                     -- points in millionths
    PRIMARY KEY (poll, no)
);
CREATE TABLE poll_row (
    poll      BIGINT  NOT NULL REFERENCES poll (id),
    no        INTEGER NOT NULL,
    bounds    TEXT    NOT NULL,                     -- of the share of the best grade
    bounds2   TEXT    NOT NULL,                     -- of the share of the low grades; '' any
    mark      BIGINT  NOT NULL,
    PRIMARY KEY (poll, no)
);
CREATE TABLE poll_unit (
    poll      BIGINT  NOT NULL REFERENCES poll (id),
    no        INTEGER NOT NULL,
    unit      BIGINT  NOT NULL REFERENCES unit (id),
    PRIMARY KEY (poll, no),
    UNIQUE (poll, unit)
);

-- A right to one secret vote that was not used yet. Used, its row is gone. No time, no order.
CREATE TABLE poll_code (
    hash      BYTEA   NOT NULL PRIMARY KEY,
    poll      BIGINT  NOT NULL REFERENCES poll (id),
    source    INTEGER NOT NULL,
    unit      BIGINT  REFERENCES unit (id)          -- of the member, who may not rate it; NULL: none of the rated
);
CREATE INDEX poll_code_poll ON poll_code (poll, source);
-- What a secret session keeps of its votes: how many said this. enum ballot_state.
CREATE TABLE poll_tally (
    poll      BIGINT  NOT NULL REFERENCES poll (id),
    source    INTEGER NOT NULL,
    unit      BIGINT  NOT NULL REFERENCES unit (id),
    aspect    INTEGER NOT NULL,
    state     INTEGER NOT NULL,
    value     BIGINT  NOT NULL,
    n         INTEGER NOT NULL CHECK (n > 0),
    PRIMARY KEY (poll, source, unit, aspect, state, value)
);

-- Named: who may vote, drawn when the session opens, and their marks.
CREATE TABLE poll_voter (
    id        {autoid},
    poll      BIGINT  NOT NULL REFERENCES poll (id),
    source    INTEGER NOT NULL,
    person    BIGINT  NOT NULL REFERENCES person (id),
    unit      BIGINT  REFERENCES unit (id),         -- the rated unit that they belong to; NULL: none
    voted     INTEGER NOT NULL CHECK (voted IN (0, 1)),
    UNIQUE (poll, person)
);
CREATE TABLE poll_mark (
    voter     BIGINT  NOT NULL REFERENCES poll_voter (id),
    unit      BIGINT  NOT NULL REFERENCES unit (id),
    aspect    INTEGER NOT NULL,
    state     INTEGER NOT NULL,
    value     BIGINT  NOT NULL,
    PRIMARY KEY (voter, unit, aspect)
);

-- Paper ballots: a batch is entered twice by two persons; where they differ a third decides.
CREATE TABLE poll_batch (
    id        {autoid},
    poll      BIGINT  NOT NULL REFERENCES poll (id),
    source    INTEGER NOT NULL,
    no        INTEGER NOT NULL,
    ballots   INTEGER NOT NULL,
    state     INTEGER NOT NULL,                     -- enum batch_state
    first_by  BIGINT,
    second_by BIGINT,
    third_by  BIGINT,
    reason    TEXT,
    version   INTEGER NOT NULL,
    UNIQUE (poll, no)
);
CREATE TABLE poll_entry (
    batch     BIGINT  NOT NULL REFERENCES poll_batch (id),
    round     INTEGER NOT NULL,                     -- 1, 2; 3: what was settled
    unit      BIGINT  NOT NULL REFERENCES unit (id),
    aspect    INTEGER NOT NULL,
    state     INTEGER NOT NULL,
    value     BIGINT  NOT NULL,
    n         INTEGER NOT NULL CHECK (n > 0),
    PRIMARY KEY (batch, round, unit, aspect, state, value)
);

-- Who organises and who votes; a new database gets the same rows from roles.def. Scopes: 1 own, 4 all.
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'RATING_EDIT', 4, 0, 4, 0 FROM role
 WHERE code IN ('office-director', 'office-business', 'office-general');
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'RATING_VOTE', 1, 0, 1, 0 FROM role
 WHERE code IN ('county-leader', 'office-director', 'office-business', 'office-general', 'service-centre', 'inspector',
                'lead-handler', 'lead-reviewer', 'supporting-unit', 'town', 'scorer', 'congress-deputy', 'cppcc-member');
