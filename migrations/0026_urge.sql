-- 0026: warning letters (目标绩效督促通知单): what lags, what is required, the unit's answer.
CREATE TABLE urge (
    id          {autoid},
    scheme      BIGINT  NOT NULL REFERENCES scheme (id),
    number      INTEGER NOT NULL,                   -- 第 n 号 of the scheme
    unit        BIGINT  NOT NULL REFERENCES unit (id),  -- who answers
    stem        BIGINT  REFERENCES scheme_node (id),    -- the indicator; NULL: reporting as such
    period      INTEGER NOT NULL CHECK (period BETWEEN 0 AND 11),
    state       INTEGER NOT NULL,                   -- enum urge_state
    gap         TEXT    NOT NULL,                   -- 存在的差距
    requirement TEXT    NOT NULL,                   -- 要求
    issued      TEXT,                               -- day
    due         TEXT,                               -- 10 working days after it
    reply       TEXT,
    replied_at  BIGINT,
    replied_by  BIGINT  REFERENCES person (id),
    words       TEXT,                               -- of the last step: why not accepted, how it was closed
    who         BIGINT  NOT NULL,
    at          BIGINT  NOT NULL,
    version     INTEGER NOT NULL,
    UNIQUE (scheme, number)
);
CREATE INDEX urge_unit ON urge (unit, state);
