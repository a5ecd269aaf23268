-- many effects_of(scheme int, prefix str, own int, grp str) -> id int, unit int, unit_name str, kind int, class str?, title str,
--      basis str, decided_by str, happened day, level int, matter str?, amount int, grade str?, state int, lifted day?,
--      lifted_by str?, opinion str?, who int, version int
-- Every entry of a scheme about units in reach, in the order in which caps are filled.
SELECT e.id, e.unit, u.short AS unit_name, e.kind, e.class, e.title, e.basis, e.decided_by, e.happened, e.level, e.matter,
       e.amount, e.grade, e.state, e.lifted, e.lifted_by, e.opinion, e.who, e.version
  FROM effect e
  JOIN unit u ON u.id = e.unit
 WHERE e.scheme = :scheme AND (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp)
 ORDER BY e.happened, e.id;

-- one effect_by_id(id int) -> id int, scheme int, unit int, kind int, state int, who int, lifted day?, version int
SELECT id, scheme, unit, kind, state, who, lifted, version FROM effect WHERE id = :id;

-- many effects_same(scheme int, unit int, matter str, approved int) -> id int, year int
-- The same matter counted in another year.
SELECT e.id, s.year
  FROM effect e
  JOIN scheme s ON s.id = e.scheme
 WHERE e.unit = :unit AND e.scheme <> :scheme AND e.matter = :matter AND e.state = :approved AND e.lifted IS NULL
 ORDER BY s.year DESC, e.id;

-- insert effect_insert(scheme int, unit int, kind int, class str?, title str, basis str, decided_by str, happened day, level int,
--      matter str?, amount int, grade str?, who int, at int)
INSERT INTO effect (scheme, unit, kind, class, title, basis, decided_by, happened, level, matter, amount, grade, state, who,
                    at, version)
VALUES (:scheme, :unit, :kind, :class, :title, :basis, :decided_by, :happened, :level, :matter, :amount, :grade, 0, :who,
        :at, 1);

-- write1 effect_update(id int, version int, proposed int, kind int, class str?, title str, basis str, decided_by str,
--      happened day, level int, matter str?, amount int, grade str?)
UPDATE effect
   SET kind = :kind, class = :class, title = :title, basis = :basis, decided_by = :decided_by, happened = :happened,
       level = :level, matter = :matter, amount = :amount, grade = :grade, version = version + 1
 WHERE id = :id AND version = :version AND state = :proposed;

-- write1 effect_decide_to(id int, version int, from_state int, to_state int, opinion str?, decider int)
UPDATE effect SET state = :to_state, opinion = :opinion, decider = :decider, version = version + 1
 WHERE id = :id AND version = :version AND state = :from_state;

-- write effect_approved_by(id int, decided_by str)
UPDATE effect SET decided_by = :decided_by WHERE id = :id;

-- write1 effect_lift_to(id int, version int, approved int, lifted day, lifted_by str)
UPDATE effect SET lifted = :lifted, lifted_by = :lifted_by, version = version + 1
 WHERE id = :id AND version = :version AND state = :approved AND lifted IS NULL;

-- many effect_waiting(state int, prefix str, own int, grp str?, first int, last int) -> id int, brief str, title str
-- Effects in a state, the oldest first.
SELECT e.id, u.short AS brief, e.title
  FROM effect e
  JOIN scheme s ON s.id = e.scheme
  JOIN unit u ON u.id = e.unit
 WHERE e.state = :state AND s.year BETWEEN :first AND :last
   AND (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp)
 ORDER BY e.id
 LIMIT 300;
