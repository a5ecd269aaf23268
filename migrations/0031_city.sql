-- 0031: the city assesses the county (市对县考核): its indicators, what is estimated month by month,
-- and what came of it in the end.
CREATE TABLE city_book (
    id          {autoid},
    unit        BIGINT  NOT NULL REFERENCES unit (id),      -- the county
    year        INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2999),
    title       TEXT    NOT NULL,
    basis       TEXT,                                       -- the city's document
    league      INTEGER NOT NULL CHECK (league BETWEEN 1 AND 999),  -- counties that the city ranks
    final_score BIGINT,                                     -- millionths; NULL: not published yet
    final_rank  INTEGER,
    version     INTEGER NOT NULL,
    UNIQUE (unit, year)
);
CREATE TABLE city_item (
    id          {autoid},
    book        BIGINT  NOT NULL REFERENCES city_book (id),
    code        TEXT    NOT NULL,
    block       TEXT,                                       -- 经济发展, 民生 …: heading it stands under
    name        TEXT    NOT NULL,
    sort        INTEGER NOT NULL,
    full_mark   BIGINT  NOT NULL CHECK (full_mark > 0),     -- millionths of a point
    rule        TEXT,                                       -- the city's scoring rule, as it is written
    department  TEXT,                                       -- 市级考核部门
    leader      TEXT,                                       -- 县级牵头领导: a post's title
    lead        BIGINT  NOT NULL REFERENCES unit (id),      -- 牵头单位
    source      TEXT,                                       -- where its figures come from
    measure     TEXT,                                       -- %, 亿元
    down        INTEGER NOT NULL CHECK (down IN (0, 1)),    -- 1: less is better
    target      TEXT,                                       -- what the city wants, a figure
    method      TEXT,                                       -- F1 …: its rule as one of our methods; NULL: in words only
    params      TEXT,                                       -- "cap=100"
    last_score  BIGINT,                                     -- of the year before
    last_rank   INTEGER,
    stem        BIGINT  REFERENCES scheme_node (id),        -- the county's own indicator that carries it
    final_score BIGINT,
    final_rank  INTEGER,
    version     INTEGER NOT NULL,
    UNIQUE (book, code)
);
CREATE INDEX city_item_lead ON city_item (lead);
CREATE INDEX city_item_stem ON city_item (stem);
CREATE TABLE city_share (
    item        BIGINT  NOT NULL REFERENCES city_item (id),
    unit        BIGINT  NOT NULL REFERENCES unit (id),      -- 责任单位 beside the lead
    PRIMARY KEY (item, unit)
);
CREATE INDEX city_share_unit ON city_share (unit);
CREATE TABLE city_estimate (
    item        BIGINT  NOT NULL REFERENCES city_item (id),
    month       INTEGER NOT NULL CHECK (month BETWEEN 0 AND 11),
    actual      TEXT,                                       -- as it was written; NULL: no figure yet
    mean        TEXT,                                       -- of all counties of the city
    rank        INTEGER,                                    -- among them
    score       BIGINT  NOT NULL,                           -- millionths
    cause       TEXT,                                       -- why points are lost
    measure     TEXT,                                       -- what is done about it
    evidence    TEXT,                                       -- 通报, 文号, 网址
    who         BIGINT  NOT NULL,
    at          BIGINT  NOT NULL,
    version     INTEGER NOT NULL,
    PRIMARY KEY (item, month)
);

INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'CITY_VIEW', CASE WHEN code IN ('lead-handler', 'lead-reviewer', 'supporting-unit', 'town') THEN 2 ELSE 4 END,
       0, 0, 0
  FROM role
 WHERE code IN ('county-leader', 'office-director', 'office-business', 'office-general', 'service-centre', 'inspector',
                'lead-handler', 'lead-reviewer', 'supporting-unit', 'town', 'scorer');
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'CITY_EDIT', CASE WHEN code = 'office-business' THEN 4 ELSE 2 END, 0,
       CASE WHEN code = 'office-business' THEN 4 ELSE 2 END, 0
  FROM role
 WHERE code IN ('office-business', 'lead-handler', 'lead-reviewer');
