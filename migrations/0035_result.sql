-- 0035: what a run of results still needs: its decision and publicity, appeals with recusal.

ALTER TABLE result_run ADD COLUMN base      BIGINT REFERENCES result_run (id);  -- the run it follows: final → its preliminary
ALTER TABLE result_run ADD COLUMN reason    TEXT;       -- why it was computed again
ALTER TABLE result_run ADD COLUMN notice    TEXT;       -- 公示 document: title and number
ALTER TABLE result_run ADD COLUMN basis     TEXT;       -- of the decision: meeting or document
ALTER TABLE result_run ADD COLUMN decided   TEXT;       -- day of it
ALTER TABLE result_run ADD COLUMN published TEXT;       -- day
ALTER TABLE result_run ADD COLUMN circular  TEXT;       -- 通报 document

ALTER TABLE result_unit ADD COLUMN raw    BIGINT NOT NULL DEFAULT 0;        -- before the difficulty factor
ALTER TABLE result_unit ADD COLUMN factor BIGINT NOT NULL DEFAULT 1000000;  -- millionths
ALTER TABLE result_unit ADD COLUMN ranked INTEGER NOT NULL DEFAULT 0;       -- units ranked in its group

-- 申诉: a unit disputes a published score; the clock is of working days (performance.md 2.10).
CREATE TABLE result_appeal (
    id       {autoid},
    run      BIGINT  NOT NULL REFERENCES result_run (id),
    unit     BIGINT  NOT NULL REFERENCES unit (id),
    node     BIGINT  REFERENCES scheme_node (id),   -- the indicator disputed; NULL: the whole
    text     TEXT    NOT NULL,                      -- 事实和理由
    want     TEXT    NOT NULL,                      -- 请求
    state    INTEGER NOT NULL,                      -- enum appeal_state
    filed    TEXT    NOT NULL,                      -- day received
    filed_by BIGINT  NOT NULL,
    filed_at BIGINT  NOT NULL,
    due      TEXT    NOT NULL,                      -- last day to decide
    answer   TEXT,                                  -- the decision in words
    decided  TEXT,                                  -- day
    decided_by BIGINT,
    approve_due TEXT,                               -- a changed result is approved again by this day
    approved TEXT,                                  -- day
    approved_by BIGINT,
    approval TEXT,                                  -- meeting or document
    version  INTEGER NOT NULL
);
CREATE INDEX result_appeal_run ON result_appeal (run, unit);
-- 回避: who scored, gave, reviewed or decided what is disputed keeps out of it.
CREATE TABLE result_recusal (
    appeal   BIGINT  NOT NULL REFERENCES result_appeal (id),
    person   BIGINT  NOT NULL REFERENCES person (id),
    why      INTEGER NOT NULL,                      -- enum recusal_why
    PRIMARY KEY (appeal, person)
);
