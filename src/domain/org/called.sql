-- one delegation_called(id int) -> deputy str, holder str
-- What a delegation is called in the trail.
SELECT p.name AS deputy, h.name AS holder
  FROM delegation d JOIN person p ON p.id = d.deputy JOIN post x ON x.id = d.post JOIN person h ON h.id = x.person
 WHERE d.id = :id;
