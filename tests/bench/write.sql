INSERT INTO session (token, person, post, began, seen, address, agent)
VALUES (CAST(printf('%032d', ?1) AS BLOB), 14, 14, 1732400000000, 1732400000000, '127.0.0.1', '-');
INSERT INTO audit (at, who, unit, request, event, entity, record, detail)
VALUES (1732400000000, 14, 1, 'b7f03bb-1f624', 'session.begin', 'person', 14, '127.0.0.1');
