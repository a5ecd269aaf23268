-- many budgets_page_rows(prefix str, own int, grp str?, first_year int, last_year int, public int,
--    year int, state int, word str, after int, take int) -> id int, code str, year int, version int, state int, dept_name str, approved day?, published day?, fictional int, total money, n_lines int
-- The newest version of each department's year that the person may see (any in scope, else the
-- published one), in the official order of units.
SELECT b.id, b.code, b.year, b.version, b.state, b.dept_name, b.approved, b.published, b.fictional,
       CAST(COALESCE((SELECT SUM(l.amount) FROM budget_line l WHERE l.budget = b.id), 0) AS BIGINT) AS total,
       (SELECT COUNT(*) FROM budget_line l WHERE l.budget = b.id) AS n_lines
  FROM budget b
  JOIN unit u ON u.id = b.dept
 WHERE b.version = (SELECT MAX(n.version) FROM budget n
                     WHERE n.dept = b.dept AND n.year = b.year
                       AND (n.state = :public
                            OR (n.year BETWEEN :first_year AND :last_year
                                AND (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp))))
-- when year: AND b.year = :year
-- when state: AND b.state = :state
-- when word: AND (b.dept_name LIKE :word ESCAPE '!' OR b.code LIKE :word ESCAPE '!')
-- when after: AND (-b.year, u.sort, b.id) > (SELECT -c.year, v.sort, c.id FROM budget c JOIN unit v ON v.id = c.dept WHERE c.id = :after)
 ORDER BY b.year DESC, u.sort, b.id
 LIMIT :take;

-- many budgets_by_state(prefix str, own int, grp str?, first_year int, last_year int, public int) -> state int, n int
-- How many newest versions stand in each state, of those the person may see.
SELECT b.state, COUNT(*) AS n
  FROM budget b
  JOIN unit u ON u.id = b.dept
 WHERE b.version = (SELECT MAX(n.version) FROM budget n
                     WHERE n.dept = b.dept AND n.year = b.year
                       AND (n.state = :public
                            OR (n.year BETWEEN :first_year AND :last_year
                                AND (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp))))
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

-- many budget_units_for(prefix str, own int, grp str?, town int, department int, park int) -> code str, name str
-- The departments whose budget the person may compile, in official order.
SELECT code, name FROM unit
 WHERE (path LIKE :prefix || '%' OR id = :own OR grp = :grp) AND closed IS NULL AND kind IN (:town, :department, :park)
 ORDER BY sort, id;
