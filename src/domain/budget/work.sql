-- many budget_drafts_of(person int, draft int) -> id int, dept int, dept_name str, year int, version int
-- Drafts that this person was the last to compile, or was given by a hand-over since.
SELECT b.id, b.dept, b.dept_name, b.year, b.version
  FROM budget b
 WHERE b.state = :draft
   AND COALESCE((SELECT h.successor
                   FROM hand_over_item i
                   JOIN hand_over h ON h.id = i.hand_over
                  WHERE i.kind = 'budget.draft' AND i.record = b.id
                    AND h.at >= (SELECT MAX(a.at) FROM audit a
                                  WHERE a.entity = 'budget' AND a.record = b.id
                                    AND a.event IN ('budget.add', 'budget.import', 'budget.lines', 'budget.text', 'budget.correct'))
                  ORDER BY h.id DESC LIMIT 1),
                (SELECT a.who FROM audit a
                  WHERE a.entity = 'budget' AND a.record = b.id
                    AND a.event IN ('budget.add', 'budget.import', 'budget.lines', 'budget.text', 'budget.correct')
                  ORDER BY a.id DESC LIMIT 1)) = :person
 ORDER BY b.year, b.id;

-- many budget_waiting(state int, prefix str, own int, grp str?, first int, last int) -> id int, dept_name str, year int, version int
-- The newest versions in a state, by year and order of units.
SELECT b.id, b.dept_name, b.year, b.version
  FROM budget b
  JOIN unit u ON u.id = b.dept
 WHERE b.state = :state AND b.year BETWEEN :first AND :last
   AND b.version = (SELECT MAX(n.version) FROM budget n WHERE n.dept = b.dept AND n.year = b.year)
   AND (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp)
 ORDER BY b.year DESC, u.by_rank, b.id
 LIMIT 300;
