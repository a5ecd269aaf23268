-- many schemes_found(first str, last str, like str, like2 str, like3 str, limit int) -> id int, newest int
-- Schemes that hold a word, with the newest edition; who may see it is asked of each.
SELECT s.id, e.id AS newest
  FROM scheme s
  JOIN scheme_edition e ON e.scheme = s.id
                       AND e.number = (SELECT MAX(x.number) FROM scheme_edition x WHERE x.scheme = s.id)
 WHERE s.id IN (SELECT d.record FROM search_doc d WHERE d.kind = 'scheme' AND d.body LIKE :like ESCAPE '!'
                   AND d.body LIKE :like2 ESCAPE '!' AND d.body LIKE :like3 ESCAPE '!'
                   AND d.id IN (SELECT g.doc FROM search_gram g WHERE g.gram = :first)
                   AND d.id IN (SELECT h.doc FROM search_gram h WHERE h.gram = :last))
 ORDER BY s.year DESC, s.id
 LIMIT :limit;

-- many schemes_stale(id int, whole int) -> id int, name str, year int, county str, brief str, version int
SELECT s.id, s.name, s.year, u.name AS county, u.short AS brief, s.version
  FROM scheme s
  JOIN unit u ON u.id = s.unit
  LEFT JOIN search_doc d ON d.kind = 'scheme' AND d.record = s.id
 WHERE (:id = 0 OR s.id = :id) AND (:whole = 1 OR d.id IS NULL OR d.version <> s.version)
 ORDER BY s.id;

-- one schemes_unfound() -> lacking int, gone int
SELECT (SELECT COUNT(*) FROM scheme s LEFT JOIN search_doc d ON d.kind = 'scheme' AND d.record = s.id
         WHERE d.id IS NULL OR d.version <> s.version) AS lacking,
       (SELECT COUNT(*) FROM search_doc d
         WHERE d.kind = 'scheme' AND NOT EXISTS (SELECT 1 FROM scheme s WHERE s.id = d.record)) AS gone;

-- many indicators_found(first str, last str, like str, like2 str, like3 str, today day, limit int) ->
--   id int, edition int, code str, name str, leaf int
-- Indicators that hold a word: of the edition in force and, where there is none, of one that is being drafted.
SELECT n.id, n.edition, n.code, n.name, n.leaf
  FROM scheme_node n
  JOIN scheme_edition e ON e.id = n.edition
  JOIN scheme s ON s.id = e.scheme
 WHERE n.id IN (SELECT d.record FROM search_doc d WHERE d.kind = 'indicator' AND d.body LIKE :like ESCAPE '!'
                   AND d.body LIKE :like2 ESCAPE '!' AND d.body LIKE :like3 ESCAPE '!'
                   AND d.id IN (SELECT g.doc FROM search_gram g WHERE g.gram = :first)
                   AND d.id IN (SELECT h.doc FROM search_gram h WHERE h.gram = :last))
   AND ((e.since <= :today AND (e.until IS NULL OR e.until >= :today))
        OR (e.since IS NULL AND e.number = (SELECT MAX(x.number) FROM scheme_edition x WHERE x.scheme = s.id)
            AND NOT EXISTS (SELECT 1 FROM scheme_edition y WHERE y.scheme = s.id AND y.since <= :today
                               AND (y.until IS NULL OR y.until >= :today))))
 ORDER BY s.year DESC, s.id, n.leaf DESC, n.sort, n.id
 LIMIT :limit;

-- many indicators_stale(id int, whole int) -> id int, code str, name str, version int
SELECT n.id, n.code, n.name, n.version
  FROM scheme_node n
  LEFT JOIN search_doc d ON d.kind = 'indicator' AND d.record = n.id
 WHERE (:id = 0 OR n.id = :id) AND (:whole = 1 OR d.id IS NULL OR d.version <> n.version)
 ORDER BY n.id;

-- one indicators_unfound() -> lacking int, gone int
SELECT (SELECT COUNT(*) FROM scheme_node n LEFT JOIN search_doc d ON d.kind = 'indicator' AND d.record = n.id
         WHERE d.id IS NULL OR d.version <> n.version) AS lacking,
       (SELECT COUNT(*) FROM search_doc d
         WHERE d.kind = 'indicator' AND NOT EXISTS (SELECT 1 FROM scheme_node n WHERE n.id = d.record)) AS gone;
