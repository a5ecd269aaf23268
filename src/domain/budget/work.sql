-- many budget_drafts_of(person int, draft int) -> id int, dept_name str, year int, version int
-- Drafts that this person was the last to compile, or was given by a hand-over since.
SELECT b.id, b.dept_name, b.year, b.version
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

-- one budget_editor_of(person int, budget int, today day, perm str, own int, subtree int, everywhere int) -> n int
-- Posts of a person that may compile this budget.
SELECT COUNT(*) AS n
  FROM post po
  JOIN role_perm rp ON rp.role = po.role AND rp.perm = :perm
  JOIN unit m ON m.id = po.unit
  JOIN budget b ON b.id = :budget
  JOIN unit u ON u.id = b.dept
 WHERE po.person = :person AND po.since <= :today AND (po.until IS NULL OR po.until >= :today)
   AND (rp.change = :everywhere OR (rp.change = :subtree AND u.path LIKE m.path || '%')
        OR (rp.change = :own AND u.id = m.id));
