-- many person_list(after int, word str?, limit int) -> id int, name str, login str?, demo int?, disabled int?, posts int
-- People with their accounts, by id, after one.
SELECT p.id, p.name, a.login, a.demo, a.disabled,
       (SELECT CAST(COUNT(*) AS BIGINT) FROM post po WHERE po.person = p.id AND po.until IS NULL) AS posts
  FROM person p
  LEFT JOIN account a ON a.person = p.id
 WHERE p.id > :after
-- when word: AND (p.name LIKE '%' || :word || '%' OR a.login LIKE '%' || :word || '%')
 ORDER BY p.id
 LIMIT :limit;

-- one person_by_id(id int) -> id int, name str, version int
SELECT id, name, version FROM person WHERE id = :id;

-- write1 person_rename(id int, version int, name str)
UPDATE person SET name = :name, version = version + 1 WHERE id = :id AND version = :version;
