-- many units_found(first str, last str, like str, like2 str, like3 str, letters str,
--   prefix str, own int, grp str?, limit int) ->
--   id int, name str, kind int, code str, above str?, closed day?
-- Units within reach by their words, or by the initials of their pinyin; standing ones first.
SELECT u.id, u.name, u.kind, u.code, p.short AS above, u.closed
  FROM unit u
  LEFT JOIN unit p ON p.id = u.parent
 WHERE (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp)
   AND (u.id IN (SELECT d.record FROM search_doc d
                  WHERE d.kind = 'unit'
                    AND d.id IN (SELECT g.doc FROM search_gram g WHERE g.gram = :first)
                    AND d.id IN (SELECT h.doc FROM search_gram h WHERE h.gram = :last)
                    AND d.body LIKE :like ESCAPE '!'
                    AND d.body LIKE :like2 ESCAPE '!' AND d.body LIKE :like3 ESCAPE '!')
-- when letters: OR u.initials LIKE '%' || :letters || '%'
       )
 ORDER BY CASE WHEN u.closed IS NULL THEN 0 ELSE 1 END, u.by_sound, u.id
 LIMIT :limit;

-- many units_stale(id int, whole int) -> id int, name str, brief str, code str, sound str?, version int
-- One unit (0: any) whose words the index lacks or has of an earlier version.
SELECT u.id, u.name, u.short AS brief, u.code, u.sound, u.version
  FROM unit u
  LEFT JOIN search_doc d ON d.kind = 'unit' AND d.record = u.id
 WHERE (:id = 0 OR u.id = :id) AND (:whole = 1 OR d.id IS NULL OR d.version <> u.version OR u.pinyin IS NULL OR u.by_sound = '')
 ORDER BY u.id;

-- many people_found(first str, last str, like str, like2 str, like3 str, today day,
--   prefix str, own int, grp str?, limit int) ->
--   id int, name str, login str?, unit str?
-- People who serve, or will, within reach, by name or account.
SELECT p.id, p.name, a.login,
       (SELECT MIN(v.short) FROM post y JOIN unit v ON v.id = y.unit
         WHERE y.person = p.id AND (y.until IS NULL OR y.until >= :today)) AS unit
  FROM person p
  LEFT JOIN account a ON a.person = p.id
 WHERE p.id IN (SELECT d.record FROM search_doc d
                 WHERE d.kind = 'person'
                   AND d.id IN (SELECT g.doc FROM search_gram g WHERE g.gram = :first)
                   AND d.id IN (SELECT h.doc FROM search_gram h WHERE h.gram = :last)
                   AND d.body LIKE :like ESCAPE '!'
                   AND d.body LIKE :like2 ESCAPE '!' AND d.body LIKE :like3 ESCAPE '!')
-- when reach: AND EXISTS (SELECT 1 FROM post x JOIN unit u ON u.id = x.unit WHERE x.person = p.id AND (x.until IS NULL OR x.until >= :today) AND (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp))
 ORDER BY p.by_sound, p.id
 LIMIT :limit;

-- many people_stale(id int, whole int) -> id int, name str, login str?, sound str?, version int
SELECT p.id, p.name, a.login, p.sound, p.version
  FROM person p
  LEFT JOIN account a ON a.person = p.id
  LEFT JOIN search_doc d ON d.kind = 'person' AND d.record = p.id
 WHERE (:id = 0 OR p.id = :id) AND (:whole = 1 OR d.id IS NULL OR d.version <> p.version OR p.pinyin IS NULL OR p.by_sound = '')
 ORDER BY p.id;

-- write person_pinyin_set(id int, pinyin str, by_sound str)
UPDATE person SET pinyin = :pinyin, by_sound = :by_sound WHERE id = :id;

-- write person_sound_put(id int, sound str?)
-- As a person gave it, or by rule again; what is sorted by follows with search_follow().
UPDATE person SET sound = :sound, pinyin = NULL WHERE id = :id;

-- write unit_ranks()
-- The official order of the tree, each level by its sort and then as it was entered: only what moved is written.
WITH RECURSIVE t (id, place) AS (
    SELECT id, CAST(10000000000 + sort AS TEXT) || CAST(100000000000 + id AS TEXT) FROM unit WHERE parent IS NULL
    UNION ALL
    SELECT u.id, t.place || CAST(10000000000 + u.sort AS TEXT) || CAST(100000000000 + u.id AS TEXT)
      FROM unit u JOIN t ON t.id = u.parent)
UPDATE unit SET by_rank = t.place FROM t WHERE t.id = unit.id AND unit.by_rank <> t.place;

-- one units_unfound() -> lacking int, gone int
-- How many units the index lacks or has of another version, or that have no place in an order; documents without one.
SELECT (SELECT COUNT(*) FROM unit u LEFT JOIN search_doc d ON d.kind = 'unit' AND d.record = u.id
         WHERE d.id IS NULL OR d.version <> u.version OR u.by_sound = '' OR u.by_rank = '') AS lacking,
       (SELECT COUNT(*) FROM search_doc d
         WHERE d.kind = 'unit' AND NOT EXISTS (SELECT 1 FROM unit u WHERE u.id = d.record)) AS gone;

-- one people_unfound() -> lacking int, gone int
SELECT (SELECT COUNT(*) FROM person p LEFT JOIN search_doc d ON d.kind = 'person' AND d.record = p.id
         WHERE d.id IS NULL OR d.version <> p.version OR p.by_sound = '') AS lacking,
       (SELECT COUNT(*) FROM search_doc d
         WHERE d.kind = 'person' AND NOT EXISTS (SELECT 1 FROM person p WHERE p.id = d.record)) AS gone;
