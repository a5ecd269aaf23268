-- write audit_add(at int, who int?, unit int?, request str?, event str, entity str, record int, detail str?)
-- One row of the trail. Nothing ever changes or deletes one.
INSERT INTO audit (at, who, unit, request, event, entity, record, detail)
VALUES (:at, :who, :unit, :request, :event, :entity, :record, :detail);

-- many audit_list(event str?, before int, limit int) -> id int, at int, who str?, unit str?, request str?, event str, entity str, record int, detail str?
-- The trail, newest first, older than the row `before`.
SELECT a.id, a.at, p.name AS who, u.short AS unit, a.request, a.event, a.entity, a.record, a.detail
  FROM audit a
  LEFT JOIN person p ON p.id = a.who
  LEFT JOIN unit u ON u.id = a.unit
 WHERE a.id < :before
-- when event: AND a.event = :event
 ORDER BY a.id DESC
 LIMIT :limit;

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
