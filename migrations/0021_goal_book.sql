-- 0021: what target books need beside their targets: how a target runs through the year, explained
-- differences of a decomposition, approval of an adjustment, steps taken, what was said about them.

-- How a target runs through the year: 0 it adds up to its quarters (件, 万元), 1 it holds
-- throughout (%, 分, a rank). enum goal_course; decided line by line, docs/decisions/target-year.md.
ALTER TABLE goal ADD COLUMN course INTEGER NOT NULL DEFAULT 0 CHECK (course IN (0, 1));

-- A difference that the office has explained: it holds only as long as it is exactly this one.
ALTER TABLE county_goal ADD COLUMN gap        BIGINT;   -- county less units, 10^-places; NULL: none explained
ALTER TABLE county_goal ADD COLUMN gap_reason TEXT;
ALTER TABLE county_goal ADD COLUMN gap_by     BIGINT;   -- person
ALTER TABLE county_goal ADD COLUMN gap_at     BIGINT;

ALTER TABLE goal_book ADD COLUMN evidence    TEXT;      -- the document that an adjustment rests on
ALTER TABLE goal_book ADD COLUMN special     TEXT;      -- 专项审核: why a matter is looked at apart; NULL: not
ALTER TABLE goal_book ADD COLUMN approved_on TEXT;      -- of an adjustment of key targets: day …
ALTER TABLE goal_book ADD COLUMN approval    TEXT;      -- … and document of the government or committee
CREATE INDEX goal_book_scheme ON goal_book (scheme, since);

-- Every step, and every word said between a unit and the office (衔接): never changed.
CREATE TABLE goal_move (
    id       {autoid},
    book     BIGINT  NOT NULL REFERENCES goal_book (id),
    event    TEXT    NOT NULL,                          -- of goal_flow; "talk" for an opinion without a step
    state    INTEGER NOT NULL,                          -- enum goal_state after it
    stem     BIGINT  REFERENCES scheme_node (id),       -- the indicator that an opinion is about; NULL: the book
    who      BIGINT  NOT NULL,                          -- person; 0: the program
    at       BIGINT  NOT NULL,
    words    TEXT
);
CREATE INDEX goal_move_book ON goal_move (book, id);
