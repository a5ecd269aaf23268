-- door/web/once.sql - requests that were done.

-- write1 once_add(person int, name bytes, route str, body bytes, at int)
-- CONFLICT when the key was here before.
INSERT INTO request_once (person, name, route, body, at)
VALUES (:person, :name, :route, :body, :at)
ON CONFLICT (person, name) DO NOTHING;

-- write1 once_answer(person int, name bytes, status int, answer bytes?)
UPDATE request_once SET status = :status, answer = :answer WHERE person = :person AND name = :name;

-- write once_drop(person int, name bytes)
DELETE FROM request_once WHERE person = :person AND name = :name AND status IS NULL;

-- one once_find(person int, name bytes) -> body bytes, at int, status int?, answer bytes?
SELECT body, at, status, answer FROM request_once WHERE person = :person AND name = :name;

-- write once_prune(before int)
DELETE FROM request_once WHERE at < :before;

-- one once_count() -> n int, answered int
SELECT COUNT(*) AS n, COUNT(status) AS answered FROM request_once;
