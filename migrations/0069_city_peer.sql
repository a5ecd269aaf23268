-- 0069: what the city published of the other counties (市里通报的其他县的数): each one's figure of an indicator, its points
-- there, or both; where that stands and of which day. The same two for what was told of the totals.
CREATE TABLE city_peer (
    item   BIGINT  NOT NULL REFERENCES city_item (id),
    month  INTEGER NOT NULL CHECK (month BETWEEN 0 AND 11),
    name   TEXT    NOT NULL,                            -- of the county
    actual TEXT,                                        -- as it was published; NULL: not
    score  BIGINT,                                      -- millionths; NULL: not
    source TEXT    NOT NULL,                            -- 通报、文号、网址
    told   TEXT    NOT NULL,                            -- day
    who    BIGINT  NOT NULL,
    at     BIGINT  NOT NULL,
    PRIMARY KEY (item, month, name)
);
ALTER TABLE city_book ADD COLUMN told_source TEXT;
ALTER TABLE city_book ADD COLUMN told        TEXT;      -- day
