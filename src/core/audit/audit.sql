-- write audit_add(id int, at int, who int?, unit int?, request str?, event str, entity str, record int, detail str?, seal int?, mac bytes, link bytes?)
-- One row of the trail. Nothing ever changes or deletes one, but for its place in the chain.
INSERT INTO audit (id, at, who, unit, request, event, entity, record, detail, seal, mac, link)
VALUES (:id, :at, :who, :unit, :request, :event, :entity, :record, :detail, :seal, :mac, :link);

-- one audit_next_id@sqlite() -> id int
-- The id of the next row, which its code covers. Asked once a start: the writer keeps count.
SELECT COALESCE(MAX(id), 0) + 1 AS id FROM audit;

-- one audit_next_id@pgsql() -> id int
-- The id of the next row, which its code covers.
SELECT nextval(pg_get_serial_sequence('audit', 'id')) AS id;

-- one audit_tip() -> seal int, at int, link bytes
-- The last linked row.
SELECT seal, at, link FROM audit WHERE seal IS NOT NULL ORDER BY seal DESC LIMIT 1;

-- one audit_link_at(seal int) -> link bytes
-- The link at one place.
SELECT link FROM audit WHERE seal = :seal;

-- one audit_state() -> anchor int, anchor_at int, anchor_link bytes?, anchor_mac bytes?, holder str, until int
-- Up to where rows were archived and removed, and who links.
SELECT anchor, anchor_at, anchor_link, anchor_mac, holder, until FROM audit_chain WHERE id = 1;

-- many audit_unlinked(after int, limit int) -> id int, at int, who int?, unit int?, request str?, event str, entity str, record int, detail str?, mac bytes?
-- Rows without a place, in the order of their ids.
SELECT id, at, who, unit, request, event, entity, record, detail, mac
  FROM audit
 WHERE seal IS NULL AND id > :after
 ORDER BY id
 LIMIT :limit;

-- one audit_tables@sqlite() -> n int
-- How many of the trail's two tables there are.
SELECT COUNT(*) AS n FROM sqlite_schema WHERE type = 'table' AND name IN ('audit', 'audit_chain');

-- one audit_tables@pgsql() -> n int
-- How many of the trail's two tables there are, where names are looked up.
SELECT CAST(COUNT(to_regclass('audit')) + COUNT(to_regclass('audit_chain')) AS BIGINT) AS n;

-- one audit_waiting() -> n int
-- Is there a row without a place? 0 or 1.
SELECT CAST(COUNT(*) AS BIGINT) AS n FROM (SELECT id FROM audit WHERE seal IS NULL LIMIT 1) AS w;

-- write1 audit_link(id int, seal int, mac bytes, link bytes)
-- Give a row its place.
UPDATE audit SET seal = :seal, mac = :mac, link = :link WHERE id = :id AND seal IS NULL;

-- write1 audit_lease(holder str, now int, until int)
-- Become, or stay, the one who links. CONFLICT: another process is.
UPDATE audit_chain SET holder = :holder, until = :until
 WHERE id = 1 AND (holder = :holder OR until <= :now);

-- many audit_rows(after int, limit int) -> seal int, id int, at int, who int?, unit int?, request str?, event str, entity str, record int, detail str?, mac bytes?, link bytes?
-- Linked rows in the order of the chain.
SELECT seal, id, at, who, unit, request, event, entity, record, detail, mac, link
  FROM audit
 WHERE seal > :after
 ORDER BY seal
 LIMIT :limit;

-- one audit_ends() -> n int, first int?, oldest int?, newest int?
-- How many rows, the first place, the earliest and the latest instant.
SELECT CAST(COUNT(*) AS BIGINT) AS n, CAST(MIN(seal) AS BIGINT) AS first,
       CAST(MIN(at) AS BIGINT) AS oldest, CAST(MAX(at) AS BIGINT) AS newest
  FROM audit;

-- one audit_begun() -> n int
-- Has the chain been begun: then a row without a code was not written by this program.
SELECT CAST(COUNT(*) AS BIGINT) AS n FROM audit WHERE event = 'audit.begin' AND seal IS NOT NULL;

-- one audit_key_newest() -> n int
-- The newest field key the trail speaks of; 0: none was ever rotated.
SELECT CAST(COALESCE(MAX(record), 0) AS BIGINT) AS n FROM audit WHERE event = 'key.rotate';

-- one audit_head_begun() -> n int
-- Was the end of the chain ever kept in a file?
SELECT CAST(COUNT(*) AS BIGINT) AS n FROM audit WHERE event = 'audit.head';

-- one audit_keep_from(at int) -> seal int?
-- The first place whose row is of this instant or later: it and all behind it stay.
SELECT CAST(MIN(seal) AS BIGINT) AS seal FROM audit WHERE at >= :at;

-- write audit_remove(through int)
-- Archived rows leave; only core/audit/prune.c, in the transaction that moves the anchor.
DELETE FROM audit WHERE seal <= :through;

-- write1 audit_anchor_move(anchor int, anchor_at int, anchor_link bytes, anchor_mac bytes)
-- The chain now begins behind this place.
UPDATE audit_chain SET anchor = :anchor, anchor_at = :anchor_at, anchor_link = :anchor_link,
       anchor_mac = :anchor_mac
 WHERE id = 1 AND anchor < :anchor;

-- many audit_list(event str, entity str, record int, who str, unit str, from int, until int, key int, before int,
--   limit int) -> id int, at int, who str?, unit str?, request str?, event str, entity str, record int, detail str?
-- The trail, newest first, older than the row `before`; or the rows of one unit, or person, together: behind the one
-- `key`, those of none last. A trail of millions follows its indexes, so units stand by their numbers. The event ('':
-- any) has no text of its own. Between two instants only where somebody asks: with them SQLite finds the rows by `at`
-- and sorts them all before it gives the first fifty. A person and a unit ('': any) share one.
SELECT a.id, a.at, p.name AS who, u.short AS unit, a.request, a.event, a.entity, a.record, a.detail
  FROM audit a
  LEFT JOIN person p ON p.id = a.who
  LEFT JOIN unit u ON u.id = a.unit
 WHERE
-- by new: a.id < :before
-- by unit: (COALESCE(a.unit, 0), a.id) < (:key, :before)
-- by who: (COALESCE(a.who, 0), a.id) < (:key, :before)
   AND (:event = '' OR a.event = :event)
-- when range: AND a.at >= :from AND a.at < :until
-- when record: AND a.entity = :entity AND a.record = :record
-- when whose: AND (:unit = '' OR u.code = :unit OR u.short = :unit OR u.name = :unit)
-- when whose: AND (:who = '' OR COALESCE(a.who, 0) IN (SELECT w.id FROM person w WHERE w.name = :who))
-- order new: a.id DESC
-- order unit: COALESCE(a.unit, 0) DESC, a.id DESC
-- order who: COALESCE(a.who, 0) DESC, a.id DESC
 LIMIT :limit;

-- one audit_place(id int) -> unit int, who int
-- Where a row stands in the orders by unit and by person.
SELECT COALESCE(unit, 0) AS unit, COALESCE(who, 0) AS who FROM audit WHERE id = :id;

-- one audit_count(entity str, record int) -> n int
-- How many rows speak of one record.
SELECT CAST(COUNT(*) AS BIGINT) AS n FROM audit WHERE entity = :entity AND record = :record;

-- one audit_latest(entity str, record int) -> at int, who str?, event str
-- The newest change of one record, for whoever comes too late.
SELECT a.at, p.name AS who, a.event
  FROM audit a
  LEFT JOIN person p ON p.id = a.who
 WHERE a.entity = :entity AND a.record = :record
 ORDER BY a.id DESC
 LIMIT 1;

-- one audit_unit_name(id int) -> name str
SELECT name FROM unit WHERE id = :id;

-- one audit_person_name(id int) -> name str
SELECT name FROM person WHERE id = :id;

-- one audit_post_name(id int) -> person str, unit str, role str, title str?
-- Whose post it is, where and what.
SELECT p.name AS person, u.name AS unit, r.name AS role, po.title
  FROM post po
  JOIN person p ON p.id = po.person
  JOIN unit u ON u.id = po.unit
  JOIN role r ON r.code = po.role
 WHERE po.id = :id;

-- one audit_role_name(code str, sort int) -> name str
-- By its code, or by its place, which is its number in the trail.
SELECT name FROM role WHERE code = :code OR sort = :sort ORDER BY sort LIMIT 1;
