-- How a rating evens its raters out (enum rating_even): 0 not at all, 1 by their means, 2 by T-scores. even_out stays as
-- "at all", for its rule with secret votes.
ALTER TABLE poll ADD COLUMN even_way INTEGER NOT NULL DEFAULT 0 CHECK (even_way IN (0, 1, 2));
UPDATE poll SET even_way = even_out;
