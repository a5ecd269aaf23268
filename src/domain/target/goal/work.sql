-- many goal_drafts_of(person int, draft int, returned int) -> id int, brief str, year int
-- Books in work that this person was the last to compile, or was given by a hand-over since.
SELECT b.id, u.short AS brief, s.year
  FROM goal_book b
  JOIN unit u ON u.id = b.unit
  JOIN scheme s ON s.id = b.scheme
 WHERE b.state IN (:draft, :returned)
   AND COALESCE((SELECT h.successor
                   FROM hand_over_item i
                   JOIN hand_over h ON h.id = i.hand_over
                  WHERE i.kind = 'goal.draft' AND i.record = b.id
                    AND h.at >= (SELECT MAX(a.at) FROM audit a
                                  WHERE a.entity = 'goal_book' AND a.record = b.id
                                    AND a.event IN ('goal.open', 'goal.lines', 'goal.posts', 'goal.adjust', 'goal.import'))
                  ORDER BY h.id DESC LIMIT 1),
                (SELECT a.who FROM audit a
                  WHERE a.entity = 'goal_book' AND a.record = b.id
                    AND a.event IN ('goal.open', 'goal.lines', 'goal.posts', 'goal.adjust', 'goal.import')
                  ORDER BY a.id DESC LIMIT 1)) = :person
 ORDER BY s.year, b.id;

-- one goal_editor_of(person int, book int, today day, perm str, own int, subtree int, everywhere int) -> n int
-- Posts of a person that may compile this book.
SELECT COUNT(*) AS n
  FROM post po
  JOIN role_perm rp ON rp.role = po.role AND rp.perm = :perm
  JOIN unit m ON m.id = po.unit
  JOIN goal_book b ON b.id = :book
  JOIN unit u ON u.id = b.unit
 WHERE po.person = :person AND po.since <= :today AND (po.until IS NULL OR po.until >= :today)
   AND (rp.change = :everywhere OR (rp.change = :subtree AND u.path LIKE m.path || '%')
        OR (rp.change = :own AND u.id = m.id));
