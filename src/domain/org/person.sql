-- many people_listed(key str, after int, first str, last str, like str, like2 str, like3 str, today day, now int,
--   within str, role str, state str, idle int, prefix str, own int, grp str?, part str, next str, take int) ->
--   id int, name str, left_on day?, login str?, demo int?, disabled int?, keyed int, linked int, locked int, barred int,
--   posts int, held str?
-- People with their accounts, behind a place of the order. rank: with the first of the units where they serve, or
-- will (CROSS: SQLite reads the units first); rest: who serves in none; sound: all, by pinyin. `reach`: who serves, or
-- will, in a unit of it; `ask`: who serves today in a unit below `within`, and as `role`, where those are not empty, and
-- is in `state` (state_of() has the same order; never: had no session; idle: none since then), where that is not.
-- held: the posts of today, `next` between them and `part` between what they say: the unit's rank, kind, short name and
-- its superior's, title, role, 1 for one that stands in. keyed: has a password; linked: a link that is good is out;
-- locked: by failed attempts; barred: an absence locks it.
SELECT p.id, p.name, p.left_on, a.login, a.demo, a.disabled,
       CAST(CASE WHEN a.password IS NULL THEN 0 ELSE 1 END AS BIGINT) AS keyed,
       CASE WHEN a.password IS NULL THEN (SELECT CAST(COUNT(*) AS BIGINT) FROM link k
          WHERE k.person = p.id AND k.used IS NULL AND k.expires > :now) ELSE 0 END AS linked,
       (SELECT CAST(COUNT(*) AS BIGINT) FROM lockout o WHERE o.name = 'a:' || a.login AND o.until > :now) AS locked,
       (SELECT CAST(COUNT(*) AS BIGINT) FROM absence b WHERE b.person = p.id AND b.locks = 1 AND b.since <= :today
           AND (b.until IS NULL OR b.until >= :today)) AS barred,
       (SELECT CAST(COUNT(*) AS BIGINT) FROM post po WHERE po.person = p.id AND po.until IS NULL) AS posts,
       (SELECT string_agg(m.by_rank || :part || CAST(m.kind AS TEXT) || :part || m.short || :part || COALESCE(n.short, '') ||
                          :part || COALESCE(h.title, '') || :part || r.name || :part ||
                          CASE WHEN h.acts_for IS NULL THEN '0' ELSE '1' END, :next)
          FROM post h
          JOIN unit m ON m.id = h.unit
          JOIN role r ON r.code = h.role
          LEFT JOIN unit n ON n.id = m.parent
         WHERE h.person = p.id AND h.since <= :today AND (h.until IS NULL OR h.until >= :today)) AS held
-- by rank: FROM unit u CROSS JOIN post y CROSS JOIN person p
-- by rest: FROM person p
-- by sound: FROM person p
  LEFT JOIN account a ON a.person = p.id
-- by rank: WHERE y.unit = u.id AND p.id = y.person AND u.by_rank >= :key AND (u.by_rank > :key OR y.person > :after)
-- by rank:   AND (y.until IS NULL OR y.until >= :today)
-- by rank:   AND NOT EXISTS (SELECT 1 FROM post z JOIN unit v ON v.id = z.unit
-- by rank:                    WHERE z.person = y.person AND (z.until IS NULL OR z.until >= :today)
-- by rank:                      AND (v.by_rank, z.id) < (u.by_rank, y.id))
-- by rest: WHERE p.id > :after
-- by rest:   AND NOT EXISTS (SELECT 1 FROM post z WHERE z.person = p.id AND (z.until IS NULL OR z.until >= :today))
-- by sound: WHERE (p.by_sound, p.id) > (:key, :after)
-- when word: AND p.id IN (SELECT d.record FROM search_doc d
-- when word:   WHERE d.kind = 'person'
-- when word:     AND d.id IN (SELECT g.doc FROM search_gram g WHERE g.gram = :first)
-- when word:     AND d.id IN (SELECT h.doc FROM search_gram h WHERE h.gram = :last)
-- when word:     AND d.body LIKE :like ESCAPE '!'
-- when word:     AND d.body LIKE :like2 ESCAPE '!' AND d.body LIKE :like3 ESCAPE '!')
-- when reach: AND EXISTS (SELECT 1 FROM post x JOIN unit w ON w.id = x.unit WHERE x.person = p.id
-- when reach:   AND (x.until IS NULL OR x.until >= :today) AND (w.path LIKE :prefix || '%' OR w.id = :own OR w.grp = :grp))
-- when ask: AND ((:within = '' AND :role = '') OR EXISTS (SELECT 1 FROM post e JOIN unit f ON f.id = e.unit
-- when ask:   WHERE e.person = p.id AND e.since <= :today AND (e.until IS NULL OR e.until >= :today)
-- when ask:     AND (:within = '' OR f.path LIKE :within || '%') AND (:role = '' OR e.role = :role)))
-- when ask: AND (:state = '' OR CASE
-- when ask:   WHEN :state = 'never' THEN CASE WHEN a.person IS NULL THEN '' WHEN EXISTS (SELECT 1 FROM session s
-- when ask:     WHERE s.person = p.id) THEN '' ELSE :state END
-- when ask:   WHEN :state = 'idle' THEN CASE WHEN a.disabled = 0 AND
-- when ask:     (SELECT MAX(s.began) FROM session s WHERE s.person = p.id) < :idle THEN :state ELSE '' END
-- when ask:   WHEN p.left_on IS NOT NULL THEN 'left'
-- when ask:   WHEN a.person IS NULL THEN 'none'
-- when ask:   WHEN a.disabled = 1 THEN 'disabled'
-- when ask:   WHEN EXISTS (SELECT 1 FROM lockout o WHERE o.name = 'a:' || a.login AND o.until > :now) THEN 'locked'
-- when ask:   WHEN EXISTS (SELECT 1 FROM absence b WHERE b.person = p.id AND b.locks = 1 AND b.since <= :today
-- when ask:     AND (b.until IS NULL OR b.until >= :today)) THEN 'away'
-- when ask:   WHEN NOT EXISTS (SELECT 1 FROM post h WHERE h.person = p.id AND h.since <= :today
-- when ask:     AND (h.until IS NULL OR h.until >= :today)) THEN 'postless'
-- when ask:   WHEN a.demo = 1 THEN 'demo'
-- when ask:   WHEN a.password IS NOT NULL THEN 'ready'
-- when ask:   WHEN EXISTS (SELECT 1 FROM link k WHERE k.person = p.id AND k.used IS NULL AND k.expires > :now)
-- when ask:     THEN 'linked'
-- when ask:   ELSE 'keyless' END = :state)
-- order rank: u.by_rank, y.person
-- order rest: p.id
-- order sound: p.by_sound, p.id
 LIMIT :take;

-- one person_place(id int, today day) -> rank str?, sound str
-- Where a person stands in the two orders; rank NULL: with the rest.
SELECT (SELECT MIN(u.by_rank) FROM post x JOIN unit u ON u.id = x.unit
         WHERE x.person = p.id AND (x.until IS NULL OR x.until >= :today)) AS rank,
       p.by_sound AS sound
  FROM person p
 WHERE p.id = :id;

-- one person_in_reach(person int, today day, prefix str, own int, grp str?) -> n int
-- Posts of a person, of today or later, in the units of a reach.
SELECT COUNT(*) AS n
  FROM post x
  JOIN unit u ON u.id = x.unit
 WHERE x.person = :person AND (x.until IS NULL OR x.until >= :today)
   AND (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp);

-- one person_by_id(id int) -> id int, name str, sound str?, version int
SELECT id, name, sound, version FROM person WHERE id = :id;

-- write1 person_rename(id int, version int, name str)
UPDATE person SET name = :name, version = version + 1 WHERE id = :id AND version = :version;
