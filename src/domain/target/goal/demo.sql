-- write goal_demo_books(scheme int, edition int, county int)
-- A first book of every unit of the edition.
INSERT INTO goal_book (scheme, unit, number, state, reason_kind, version)
SELECT CAST(:scheme AS BIGINT), x.unit, 1, 0, 0, 1
  FROM scheme_unit x
  JOIN unit u ON u.id = x.unit
 WHERE x.edition = :edition AND u.id <> :county
 ORDER BY x.sort, x.unit;

-- write goal_demo_line(scheme int, edition int, grp int, stem int, places int, course int, base int, spread int, step int,
--      salt int, percent int)
-- One indicator's target for each unit of a group: base and up to `spread` more in steps, by the
-- unit's place alone, so that every demonstration has the same figures.
INSERT INTO goal (book, stem, input, has_value, value, places, course)
SELECT b.id, CAST(:stem AS BIGINT), 'target', 1,
       (CAST(:base AS BIGINT) + (x.sort * 37 + :salt) % (:spread + 1)) * :percent / 100 / :step * :step,
       CAST(:places AS BIGINT), CAST(:course AS BIGINT)
  FROM goal_book b
  JOIN scheme_unit x ON x.edition = :edition AND x.unit = b.unit AND x.grp = :grp
 WHERE b.scheme = :scheme
   AND NOT EXISTS (SELECT 1 FROM scheme_node n JOIN scheme_node_unit na ON na.node = n.id AND na.unit = b.unit
                    WHERE n.edition = :edition AND COALESCE(n.stem, n.id) = :stem)
 ORDER BY x.sort;

-- write goal_demo_quarters(scheme int)
-- Running targets by quarter: a fifth, nearly a half, three quarters, all; a small one begins with its first piece.
INSERT INTO goal_part (goal, kind, part, value)
SELECT g.id, 0, q.part,
       CASE WHEN g.value > 0 AND (g.value * q.share + 50) / 100 = 0 THEN 1 ELSE (g.value * q.share + 50) / 100 END
  FROM goal_book b
  JOIN goal g ON g.book = b.id AND g.course = 0 AND g.has_value = 1
  JOIN (SELECT 1 AS part, 20 AS share UNION ALL SELECT 2, 45 UNION ALL SELECT 3, 72 UNION ALL SELECT 4, 100) q ON 1 = 1
 WHERE b.scheme = :scheme;

-- write goal_demo_posts(scheme int, book int)
-- What adds up, parted to the posts of units that have several: equal parts, and one more for the first ones, so that
-- they come to the target; a rate is each post's, whole. A budget post answers for the targets in money, and for no
-- other.
INSERT INTO goal_part (goal, kind, part, value)
SELECT g.id, 1, p.id,
       CASE WHEN EXISTS (SELECT 1 FROM scheme_node n WHERE COALESCE(n.stem, n.id) = g.stem AND n.measure = '%') THEN g.value
            ELSE g.value / p.n + CASE WHEN p.k <= g.value % p.n THEN 1 ELSE 0 END END
  FROM goal_book b
  JOIN goal g ON g.book = b.id AND g.course = 0 AND g.has_value = 1
  JOIN scheme_node x ON x.id = g.stem
  JOIN (SELECT id, unit, money, ROW_NUMBER() OVER (PARTITION BY unit, money ORDER BY id) AS k,
               COUNT(*) OVER (PARTITION BY unit, money) AS n, COUNT(*) OVER (PARTITION BY unit) AS of_unit,
               MAX(money) OVER (PARTITION BY unit) AS any_money
          FROM (SELECT id, unit, CASE WHEN role IN ('budget-editor', 'budget-reviewer') THEN 1 ELSE 0 END AS money
                  FROM post
                 WHERE until IS NULL AND EXISTS (SELECT 1 FROM account a WHERE a.person = post.person)
                   AND role NOT IN ('county-leader', 'office-director', 'system-admin', 'security-admin', 'audit-admin')) o
       ) p
    ON p.unit = b.unit AND p.money = CASE WHEN x.code IN ('fz-sr', 'zn-zh-zj') THEN p.any_money ELSE 0 END
 WHERE (b.scheme = :scheme OR b.id = :book) AND p.of_unit > 1 AND g.value >= p.n;

-- write goal_demo_posts_drop(book int)
DELETE FROM goal_part WHERE kind = 1 AND goal IN (SELECT id FROM goal WHERE book = :book);

-- write goal_demo_county(scheme int)
-- What the units' targets of a running indicator come to is what the county set out from.
INSERT INTO county_goal (scheme, stem, value, places, adds, basis, version)
SELECT b.scheme, g.stem, CAST(SUM(g.value) AS BIGINT), g.places, 1, '县人民政府工作报告', 1
  FROM goal_book b
  JOIN goal g ON g.book = b.id AND g.course = 0 AND g.has_value = 1
  JOIN scheme_node n ON COALESCE(n.stem, n.id) = g.stem AND n.key_work = 1
  JOIN scheme_edition e ON e.id = n.edition AND e.scheme = b.scheme AND e.number = 1
 WHERE b.scheme = :scheme AND (n.measure IS NULL OR n.measure <> '%')
 GROUP BY b.scheme, g.stem, g.places
 ORDER BY g.stem;

-- many goal_demo_ids(scheme int) -> id int, unit int, code str
SELECT b.id, b.unit, u.code
  FROM goal_book b
  JOIN unit u ON u.id = b.unit
  JOIN scheme_edition e ON e.scheme = b.scheme AND e.number = 1
  JOIN scheme_unit x ON x.edition = e.id AND x.unit = b.unit
 WHERE b.scheme = :scheme
 ORDER BY x.sort, b.id;

-- write goal_demo_state(id int, state int, since day?, basis str?, digest bytes?, signed_at int?, signed_by int?, opinion str?)
UPDATE goal_book
   SET state = :state, since = :since, basis = :basis, digest = :digest, signed_at = :signed_at, signed_by = :signed_by,
       opinion = :opinion
 WHERE id = :id;

-- write goal_demo_moves(scheme int, event str, state int, at int, who int, least int, most int)
-- One step of all books that have come at least so far; who 0: the unit's own clerk, and of the last step its signer, at
-- the time that the book says.
INSERT INTO goal_move (book, event, state, who, at)
SELECT b.id, CAST(:event AS TEXT), CAST(:state AS BIGINT),
       CASE WHEN CAST(:who AS BIGINT) <> 0 THEN CAST(:who AS BIGINT) WHEN :event = 'sign' THEN COALESCE(b.signed_by, 0)
            ELSE COALESCE(p.person, 0) END,
       CASE WHEN :event = 'sign' THEN COALESCE(b.signed_at, CAST(:at AS BIGINT)) ELSE CAST(:at AS BIGINT) END
  FROM goal_book b
  LEFT JOIN (SELECT unit, MIN(person) AS person
               FROM post
              WHERE role IN ('lead-handler', 'supporting-unit', 'town', 'scorer', 'office-business')
              GROUP BY unit) p
    ON p.unit = b.unit
 WHERE b.scheme = :scheme AND b.state >= :least AND b.state <= :most
 ORDER BY b.id;

-- many goal_demo_signers(role str) -> unit int, person int
SELECT p.unit, p.person FROM post p WHERE p.role = :role ORDER BY p.unit, p.id;

-- many goal_demo_schemes(county int) -> id int, year int
SELECT id, year FROM scheme WHERE unit = :county ORDER BY year;
