-- many person_list(after int, word str?, today day, prefix str, own int, grp str?, limit int) -> id int, name str, login str?, demo int?, disabled int?, posts int
-- People with their accounts, by id, after one. `reach`: who serves, or will, in a unit of it.
SELECT p.id, p.name, a.login, a.demo, a.disabled,
       (SELECT CAST(COUNT(*) AS BIGINT) FROM post po WHERE po.person = p.id AND po.until IS NULL) AS posts
  FROM person p
  LEFT JOIN account a ON a.person = p.id
 WHERE p.id > :after
-- when word: AND (p.name LIKE '%' || :word || '%' ESCAPE '!' OR a.login LIKE '%' || :word || '%' ESCAPE '!')
-- when reach: AND EXISTS (SELECT 1 FROM post x JOIN unit u ON u.id = x.unit WHERE x.person = p.id AND (x.until IS NULL OR x.until >= :today) AND (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp))
 ORDER BY p.id
 LIMIT :limit;

-- one person_in_reach(person int, today day, prefix str, own int, grp str?) -> n int
-- Posts of a person, of today or later, in the units of a reach.
SELECT COUNT(*) AS n
  FROM post x
  JOIN unit u ON u.id = x.unit
 WHERE x.person = :person AND (x.until IS NULL OR x.until >= :today)
   AND (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp);

-- one person_by_id(id int) -> id int, name str, version int
SELECT id, name, version FROM person WHERE id = :id;

-- write1 person_rename(id int, version int, name str)
UPDATE person SET name = :name, version = version + 1 WHERE id = :id AND version = :version;
