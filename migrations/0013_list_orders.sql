-- 0013: the two orders of every list of units and people, stored so that both databases sort alike whatever
-- their collation: digits and small letters only. Filled at each start, and with each change (org/find.c).
ALTER TABLE unit ADD COLUMN by_rank    TEXT NOT NULL DEFAULT '';    -- 建制顺序: the place in the tree, from the root
ALTER TABLE unit ADD COLUMN by_sound   TEXT NOT NULL DEFAULT '';    -- 拼音, by rule or as a person gave it (sound)
ALTER TABLE person ADD COLUMN sound    TEXT;                        -- pinyin as a person gave it (多音字); NULL: by rule
ALTER TABLE person ADD COLUMN by_sound TEXT NOT NULL DEFAULT '';
