INSERT INTO session (token, person, post, began, seen, address, agent)
VALUES (randomblob(32), 14, 14, ?1 / 1000, ?1 / 1000, '127.0.0.1', '-');
INSERT INTO audit (at, who, unit, request, event, entity, record, detail)
VALUES (?1 / 1000, 14, 1, printf('%x-%x', ?1 / 1000 & 0xffffffff, ?1 & 0xffffff), 'session.begin', 'person', 14, '127.0.0.1');
