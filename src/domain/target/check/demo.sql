-- write check_demo_hands()
-- Papers of the demonstration that were handed in: by the unit's clerk.
UPDATE check_paper
   SET submitted_by = (SELECT MIN(p.person) FROM post p
                        WHERE p.unit = check_paper.unit
                          AND p.role IN ('lead-handler', 'supporting-unit', 'town', 'scorer', 'office-general'))
 WHERE submitted IS NOT NULL AND submitted_by IS NULL;
