-- part budget_seen
-- Of budgets b of units u: what is published, and the newest version of each year that the person may see.
(b.state = :public OR b.version = (SELECT MAX(n.version) FROM budget n
                     WHERE n.dept = b.dept AND n.year = b.year
                       AND (n.state = :public
                            OR (n.year BETWEEN :first_year AND :last_year
                                AND (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp)))))
-- end

-- many budgets_page_rows(prefix str, own int, grp str?, first_year int, last_year int, public int,
--    year int, state int, like str, like2 str, like3 str, first str, last str, by int, after int, take int) ->
--   id int, code str, year int, version int, state int, dept_name str, approved day?, published day?, fictional int, total money, n_lines int
-- The published version of each department's year, and the newest that the person may see (a correction under
-- way stands beside what it corrects): the newest year first, or (enum list_by) the years of a unit together.
SELECT b.id, b.code, b.year, b.version, b.state, b.dept_name, b.approved, b.published, b.fictional,
       CAST(COALESCE((SELECT SUM(l.amount) FROM budget_line l WHERE l.budget = b.id), 0) AS BIGINT) AS total,
       (SELECT COUNT(*) FROM budget_line l WHERE l.budget = b.id) AS n_lines
  FROM budget b
  JOIN unit u ON u.id = b.dept
 WHERE
-- use budget_seen
-- when year: AND b.year = :year
-- when state: AND b.state = :state
-- when word: AND b.id IN (SELECT d.record FROM search_doc d WHERE d.kind = 'budget' AND d.body LIKE :like ESCAPE '!'
-- when word:                 AND d.body LIKE :like2 ESCAPE '!' AND d.body LIKE :like3 ESCAPE '!'
-- when word:                 AND d.id IN (SELECT g.doc FROM search_gram g WHERE g.gram = :first)
-- when word:                 AND d.id IN (SELECT h.doc FROM search_gram h WHERE h.gram = :last))
-- when after: AND (CASE :by WHEN 0 THEN -b.year ELSE 0 END, CASE :by WHEN 2 THEN u.by_sound ELSE u.by_rank END, -b.year, b.id)
-- when after:   > (SELECT CASE :by WHEN 0 THEN -c.year ELSE 0 END, CASE :by WHEN 2 THEN v.by_sound ELSE v.by_rank END, -c.year, c.id
-- when after:        FROM budget c JOIN unit v ON v.id = c.dept WHERE c.id = :after)
 ORDER BY CASE :by WHEN 0 THEN -b.year ELSE 0 END, CASE :by WHEN 2 THEN u.by_sound ELSE u.by_rank END, -b.year, b.id
 LIMIT :take;

-- many budgets_found(prefix str, own int, grp str?, first_year int, last_year int, public int, first str, last str,
--    like str, like2 str, like3 str, limit int) -> id int, dept_name str, year int, version int, state int
-- Budgets that hold a word, of those the person may see: the newest year first.
SELECT b.id, b.dept_name, b.year, b.version, b.state
  FROM budget b
  JOIN unit u ON u.id = b.dept
 WHERE b.id IN (SELECT d.record FROM search_doc d WHERE d.kind = 'budget' AND d.body LIKE :like ESCAPE '!'
                   AND d.body LIKE :like2 ESCAPE '!' AND d.body LIKE :like3 ESCAPE '!'
                   AND d.id IN (SELECT g.doc FROM search_gram g WHERE g.gram = :first)
                   AND d.id IN (SELECT h.doc FROM search_gram h WHERE h.gram = :last))
   AND
-- use budget_seen
 ORDER BY b.year DESC, u.by_rank, b.id
 LIMIT :limit;

-- many budgets_stale(id int, whole int) -> id int, dept_name str, short_name str, code str, year int, revision int
-- One budget (0: any) whose words the index lacks or has of an earlier revision.
SELECT b.id, b.dept_name, b.short_name, b.code, b.year, b.revision
  FROM budget b
  LEFT JOIN search_doc d ON d.kind = 'budget' AND d.record = b.id
 WHERE (:id = 0 OR b.id = :id) AND (:whole = 1 OR d.id IS NULL OR d.version <> b.revision)
 ORDER BY b.id;

-- one budgets_unfound() -> lacking int, gone int
SELECT (SELECT COUNT(*) FROM budget b LEFT JOIN search_doc d ON d.kind = 'budget' AND d.record = b.id
         WHERE d.id IS NULL OR d.version <> b.revision) AS lacking,
       (SELECT COUNT(*) FROM search_doc d
         WHERE d.kind = 'budget' AND NOT EXISTS (SELECT 1 FROM budget b WHERE b.id = d.record)) AS gone;

-- many budget_project_names(budget int) -> code str, name str
SELECT code, name FROM budget_project WHERE budget = :budget ORDER BY no;

-- many budgets_by_state(prefix str, own int, grp str?, first_year int, last_year int, public int) -> state int, n int
-- How many of the listed versions stand in each state, of those the person may see.
SELECT b.state, COUNT(*) AS n
  FROM budget b
  JOIN unit u ON u.id = b.dept
 WHERE
-- use budget_seen
 GROUP BY b.state
 ORDER BY b.state;

-- many budget_years() -> year int
-- The years that have a budget, newest first.
SELECT DISTINCT year FROM budget ORDER BY year DESC;

-- many budgets_approved(unit_path str, from_day day, to_day day) -> approved day, published day?
-- First versions approved in a period, in a unit's subtree.
SELECT b.approved, b.published
  FROM budget b
  JOIN unit u ON u.id = b.dept
 WHERE b.version = 1 AND u.path LIKE :unit_path || '%'
   AND b.approved >= :from_day AND b.approved <= :to_day
 ORDER BY b.id;

-- many budgets_public(unit_path str, public int, from_day day, to_day day) -> id int
-- What is published now of a unit's subtree, published in a period.
SELECT b.id
  FROM budget b
  JOIN unit u ON u.id = b.dept
 WHERE b.state = :public AND u.path LIKE :unit_path || '%'
   AND b.published >= :from_day AND b.published <= :to_day
 ORDER BY b.id;

-- many budget_units_for(prefix str, own int, grp str?, town int, department int, park int) -> code str, name str
-- The departments whose budget the person may compile, in official order.
SELECT code, name FROM unit
 WHERE (path LIKE :prefix || '%' OR id = :own OR grp = :grp) AND closed IS NULL AND kind IN (:town, :department, :park)
 ORDER BY sort, id;
