-- write check_demo_hands()
-- Papers of the demonstration that were handed in: by the unit's clerk.
UPDATE check_paper
   SET submitted_by = (SELECT MIN(p.person) FROM post p
                        WHERE p.unit = check_paper.unit
                          AND p.role IN ('lead-handler', 'supporting-unit', 'town', 'scorer', 'office-general'))
 WHERE submitted IS NOT NULL AND submitted_by IS NULL;

-- write check_demo_verifiers(office int)
-- What was verified in the demonstration: by whoever reviews for the assessing department; a department's own
-- indicator, and what no department assesses, by the office.
UPDATE check_line
   SET verified_by = COALESCE((SELECT MIN(p.person)
                                 FROM scheme_node n
                                 JOIN check_paper c ON c.id = check_line.paper
                                 JOIN post p ON p.unit = n.scorer AND p.role IN ('scorer', 'lead-reviewer')
                                WHERE n.id = check_line.stem AND n.scorer <> c.unit), :office)
 WHERE verified_at IS NOT NULL AND verified_by = 0;

-- write check_demo_openers(office int)
UPDATE check_round SET who = :office WHERE who = 0;

-- one check_demo_office() -> person int
SELECT CAST(COALESCE(MIN(p.person), 0) AS BIGINT) AS person
  FROM post p
  JOIN unit u ON u.id = p.unit AND u.code = 'shili-mbb'
 WHERE p.role = 'office-business';
