-- many goal_drafts_of(person int, draft int, returned int) -> id int, unit int, brief str, year int
-- Books in work that this person was the last to compile, or was given by a hand-over since.
SELECT b.id, b.unit, u.short AS brief, s.year
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

-- many goal_waiting(state int, prefix str, own int, grp str?, first int, last int) -> id int, brief str, name str
-- Books in a state, by the order of units.
SELECT b.id, u.short AS brief, s.name
  FROM goal_book b
  JOIN scheme s ON s.id = b.scheme
  JOIN unit u ON u.id = b.unit
 WHERE b.state = :state AND s.year BETWEEN :first AND :last
   AND (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp)
 ORDER BY s.year DESC, u.by_rank, b.id
 LIMIT 300;
