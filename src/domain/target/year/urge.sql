-- insert urge_insert(scheme int, number int, unit int, stem int?, period int, cause int, gap str, requirement str,
--      who int, at int)
INSERT INTO urge (scheme, number, unit, stem, period, cause, state, gap, requirement, who, at, version)
VALUES (:scheme, :number, :unit, :stem, :period, :cause, 0, :gap, :requirement, :who, :at, 1);

-- one urge_last_number(scheme int) -> number int
SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) AS number FROM urge WHERE scheme = :scheme;

-- one urge_by_id(id int) -> id int, scheme int, number int, unit int, stem int?, period int, cause int,
--      state int, gap str, requirement str, issued day?, due day?, reply str?, replied_at int?, replier str?, words str?, at int, version int
SELECT u.id, u.scheme, u.number, u.unit, u.stem, u.period, u.cause, u.state, u.gap, u.requirement, u.issued, u.due, u.reply,
       u.replied_at, p.name AS replier, u.words, u.at, u.version
  FROM urge u
  LEFT JOIN person p ON p.id = u.replied_by
 WHERE u.id = :id;

-- many urges_seen(state int, prefix str, own int, grp str) -> id int, scheme int, number int, year int, unit int, brief str,
--      stem int?, leaf str?, period int, state int, issued day?, due day?, replied_at int?
-- Letters about units in reach, the newest first.
SELECT u.id, u.scheme, u.number, s.year, u.unit, o.short AS brief, u.stem, n.name AS leaf, u.period, u.state, u.issued, u.due,
       u.replied_at
  FROM urge u
  JOIN scheme s ON s.id = u.scheme
  JOIN unit o ON o.id = u.unit
  LEFT JOIN scheme_node n ON n.id = u.stem
 WHERE (o.path LIKE :prefix || '%' OR o.id = :own OR o.grp = :grp)
-- when state: AND u.state = :state
 ORDER BY u.id DESC
 LIMIT 20000;

-- write1 urge_step(id int, version int, from_state int, to_state int, issued day?, due day?, reply str?, replied_at int?,
--      replied_by int?, words str?)
UPDATE urge
   SET state = :to_state, issued = :issued, due = :due, reply = :reply, replied_at = :replied_at,
       replied_by = :replied_by, words = :words, version = version + 1
 WHERE id = :id AND version = :version AND state = :from_state;

-- many urge_waiting(state int, prefix str, own int, grp str?, first int, last int) -> id int, brief str, number int, gap str, due day?
-- Letters in a state, the first to answer first.
SELECT g.id, u.short AS brief, g.number, g.gap, g.due
  FROM urge g
  JOIN scheme s ON s.id = g.scheme
  JOIN unit u ON u.id = g.unit
 WHERE g.state = :state AND s.year BETWEEN :first AND :last
   AND (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp)
 ORDER BY COALESCE(g.due, '9'), g.id
 LIMIT 300;
