-- many goal_books_page(scheme int, edition int, dropped int, prefix str, own int, grp_of str, state int, grp int, text str) ->
--      id int, unit int, name str, brief str, code str, number int, state int, grp str?, since day?, signed_at int?,
--      signer str?, special str?, n_goals int
-- The newest number of each unit's book that the reader may see.
SELECT b.id, u.id AS unit, u.name, u.short AS brief, u.code, b.number, b.state, g.name AS grp, b.since, b.signed_at,
       p.name AS signer, b.special,
       (SELECT COUNT(*) FROM goal x WHERE x.book = b.id AND x.has_value = 1) AS n_goals
  FROM goal_book b
  JOIN unit u ON u.id = b.unit
  LEFT JOIN scheme_unit su ON su.edition = :edition AND su.unit = b.unit
  LEFT JOIN scheme_group g ON g.id = su.grp
  LEFT JOIN person p ON p.id = b.signed_by
 WHERE b.scheme = :scheme AND b.state <> :dropped
   AND b.number = (SELECT MAX(n.number) FROM goal_book n
                    WHERE n.scheme = b.scheme AND n.unit = b.unit AND n.state <> :dropped)
   AND (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp_of)
-- when state: AND b.state = :state
-- when grp: AND (su.grp = :grp OR g.parent = :grp)
-- when text: AND (lower(u.name) LIKE '%' || lower(:text) || '%' ESCAPE '!' OR lower(u.code) = lower(:text)
-- when text:      OR lower(u.short) LIKE '%' || lower(:text) || '%' ESCAPE '!')
 ORDER BY su.sort NULLS LAST, u.sort, b.id
 LIMIT 20000;

-- many goal_states_count(scheme int, dropped int, prefix str, own int, grp_of str) -> state int, n int
SELECT b.state, COUNT(*) AS n
  FROM goal_book b
  JOIN unit u ON u.id = b.unit
 WHERE b.scheme = :scheme AND b.state <> :dropped
   AND b.number = (SELECT MAX(n.number) FROM goal_book n
                    WHERE n.scheme = b.scheme AND n.unit = b.unit AND n.state <> :dropped)
   AND (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp_of)
 GROUP BY b.state
 ORDER BY b.state;

-- many goal_schemes(dropped int) -> id int, unit int, year int, name str
-- Schemes that a book may belong to, the newest year first.
SELECT s.id, s.unit, s.year, s.name
  FROM scheme s
 WHERE EXISTS (SELECT 1 FROM scheme_edition e WHERE e.scheme = s.id AND e.state <> :dropped)
 ORDER BY s.year DESC, s.id;

-- many goal_sections_of(unit int, section int) -> id int, brief str
-- Inner sections of a unit.
SELECT s.id, s.short AS brief
  FROM unit s
 WHERE s.parent = :unit AND s.kind = :section AND s.closed IS NULL
 ORDER BY s.sort, s.id;

-- many goal_posts_of(unit int, today day) -> id int, title str, person str
-- Posts of a unit and of what is below it.
SELECT p.id, COALESCE(p.title, r.name) AS title, pe.name AS person
  FROM post p
  JOIN role r ON r.code = p.role
  JOIN person pe ON pe.id = p.person
  JOIN unit pu ON pu.id = p.unit
  JOIN unit u ON u.id = :unit
 WHERE pu.path LIKE u.path || '%' AND (p.until IS NULL OR p.until >= :today)
 ORDER BY r.sort, p.id
 LIMIT 60;

-- one goal_versions_sum(scheme int, unit int, draft int, returned int) -> n int
-- Grows with every change of a book that may be written; unit 0: of all.
SELECT CAST(COALESCE(SUM(version), 0) AS BIGINT) AS n
  FROM goal_book
 WHERE scheme = :scheme AND state IN (:draft, :returned)
-- when unit: AND unit = :unit
;
