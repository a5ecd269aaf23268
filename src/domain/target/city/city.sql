-- many city_books() -> id int, unit int, year int, title str, basis str?, league int, final_score int?, final_rank int?,
--      told_source str?, told day?, version int
SELECT id, unit, year, title, basis, league, final_score, final_rank, told_source, told, version
  FROM city_book ORDER BY year DESC, id;

-- insert city_book_insert(unit int, year int, title str, basis str?, league int)
INSERT INTO city_book (unit, year, title, basis, league, version) VALUES (:unit, :year, :title, :basis, :league, 1);

-- write1 city_book_update(id int, version int, title str, basis str?, league int, final_score int?, final_rank int?)
UPDATE city_book
   SET title = :title, basis = :basis, league = :league, final_score = :final_score, final_rank = :final_rank,
       version = version + 1
 WHERE id = :id AND version = :version;

-- many city_standings_of(book int) -> name str, score int
SELECT name, score FROM city_standing WHERE book = :book ORDER BY score DESC, name;

-- write city_book_told(id int, source str?, told day?)
UPDATE city_book SET told_source = :source, told = :told WHERE id = :id;

-- many city_peers_of_book(book int) -> item int, month int, name str, actual str?, score int?, source str, told day
-- The newest month of each item that the city told of.
SELECT p.item, p.month, p.name, p.actual, p.score, p.source, p.told
  FROM city_peer p
  JOIN city_item i ON i.id = p.item
 WHERE i.book = :book AND p.month = (SELECT MAX(x.month) FROM city_peer x WHERE x.item = p.item)
 ORDER BY p.item, p.name;

-- many city_peers_month(item int, month int) -> name str, actual str?, score int?, source str, told day, who int, at int
SELECT name, actual, score, source, told, who, at FROM city_peer WHERE item = :item AND month = :month ORDER BY name;

-- write city_peers_drop(item int, month int)
DELETE FROM city_peer WHERE item = :item AND month = :month;

-- write city_peer_put(item int, month int, name str, actual str?, score int?, source str, told day, who int, at int)
INSERT INTO city_peer (item, month, name, actual, score, source, told, who, at)
VALUES (:item, :month, :name, :actual, :score, :source, :told, :who, :at);

-- write1 city_item_touch(id int, version int)
UPDATE city_item SET version = version + 1 WHERE id = :id AND version = :version;

-- write city_standings_drop(book int)
DELETE FROM city_standing WHERE book = :book;

-- write city_standing_put(book int, name str, score int)
INSERT INTO city_standing (book, name, score) VALUES (:book, :name, :score);

-- many city_items_of(book int) -> id int, code str, block str?, name str, sort int, full_mark int, rule str?, department str?,
--      leader str?, lead int, lead_name str, lead_path str, source str?, measure str?, down int, target str?, method str?,
--      params str?, last_score int?, last_rank int?, stem int?, stem_name str?, final_score int?, final_rank int?, version int
SELECT i.id, i.code, i.block, i.name, i.sort, i.full_mark, i.rule, i.department, i.leader, i.lead, u.short AS lead_name,
       u.path AS lead_path, i.source, i.measure, i.down, i.target, i.method, i.params, i.last_score, i.last_rank, i.stem,
       n.name AS stem_name, i.final_score, i.final_rank, i.version
  FROM city_item i
  JOIN unit u ON u.id = i.lead
  LEFT JOIN scheme_node n ON n.id = i.stem
 WHERE i.book = :book
 ORDER BY i.sort, i.id;

-- one city_item_book(id int) -> book int, lead int, version int
SELECT book, lead, version FROM city_item WHERE id = :id;

-- insert city_item_insert(book int, code str, block str?, name str, sort int, full_mark int, rule str?, department str?,
--      leader str?, lead int, source str?, measure str?, down int, target str?, method str?, params str?, last_score int?,
--      last_rank int?, stem int?)
INSERT INTO city_item (book, code, block, name, sort, full_mark, rule, department, leader, lead, source, measure, down, target,
                       method, params, last_score, last_rank, stem, version)
VALUES (:book, :code, :block, :name, :sort, :full_mark, :rule, :department, :leader, :lead, :source, :measure, :down, :target,
        :method, :params, :last_score, :last_rank, :stem, 1);

-- write1 city_item_update(id int, version int, block str?, name str, sort int, full_mark int, rule str?, department str?,
--      leader str?, lead int, source str?, measure str?, down int, target str?, method str?, params str?, last_score int?,
--      last_rank int?, stem int?)
UPDATE city_item
   SET block = :block, name = :name, sort = :sort, full_mark = :full_mark, rule = :rule, department = :department,
       leader = :leader, lead = :lead, source = :source, measure = :measure, down = :down, target = :target,
       method = :method, params = :params, last_score = :last_score, last_rank = :last_rank, stem = :stem,
       version = version + 1
 WHERE id = :id AND version = :version;

-- write1 city_item_final(id int, version int, final_score int?, final_rank int?)
UPDATE city_item SET final_score = :final_score, final_rank = :final_rank, version = version + 1
 WHERE id = :id AND version = :version;

-- many city_shares_of(book int) -> item int, unit int, name str, path str
SELECT s.item, s.unit, u.short AS name, u.path
  FROM city_share s
  JOIN city_item i ON i.id = s.item
  JOIN unit u ON u.id = s.unit
 WHERE i.book = :book
 ORDER BY s.item, u.sort, s.unit;

-- write city_share_drop(item int)
DELETE FROM city_share WHERE item = :item;

-- write city_share_put(item int, unit int)
INSERT INTO city_share (item, unit) VALUES (:item, :unit);

-- many city_estimates_of(book int) -> item int, month int, actual str?, mean str?, rank int?, score int, cause str?,
--      measure str?, evidence str?, who int, at int, version int
SELECT e.item, e.month, e.actual, e.mean, e.rank, e.score, e.cause, e.measure, e.evidence, e.who, e.at, e.version
  FROM city_estimate e
  JOIN city_item i ON i.id = e.item
 WHERE i.book = :book
 ORDER BY e.item, e.month;

-- write city_estimate_insert(item int, month int, actual str?, mean str?, rank int?, score int, cause str?, measure str?,
--      evidence str?, who int, at int)
INSERT INTO city_estimate (item, month, actual, mean, rank, score, cause, measure, evidence, who, at, version)
VALUES (:item, :month, :actual, :mean, :rank, :score, :cause, :measure, :evidence, :who, :at, 1);

-- write1 city_estimate_update(item int, month int, version int, actual str?, mean str?, rank int?, score int, cause str?,
--      measure str?, evidence str?, who int, at int)
UPDATE city_estimate
   SET actual = :actual, mean = :mean, rank = :rank, score = :score, cause = :cause, measure = :measure,
       evidence = :evidence, who = :who, at = :at, version = version + 1
 WHERE item = :item AND month = :month AND version = :version;

-- write city_estimate_drop(item int, month int)
DELETE FROM city_estimate WHERE item = :item AND month = :month;

-- write1 city_item_drop(id int, version int)
DELETE FROM city_item WHERE id = :id AND version = :version;

-- many city_goals_of(book int) -> item int, unit int, name str
-- Which units carry the county's own indicator behind an item, in an issued target book.
SELECT DISTINCT i.id AS item, b.unit, u.short AS name
  FROM city_item i
  JOIN goal g ON g.stem = i.stem
  JOIN goal_book b ON b.id = g.book AND b.since IS NOT NULL AND b.until IS NULL
  JOIN unit u ON u.id = b.unit
 WHERE i.book = :book
 ORDER BY item, name, unit;

