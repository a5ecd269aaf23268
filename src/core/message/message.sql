-- part post_and_unit
  FROM role_perm rp
  JOIN post po ON po.role = rp.role
  JOIN unit pu ON pu.id = po.unit
  JOIN unit u ON u.id = :unit
 WHERE rp.perm = :perm AND po.since <= :today AND (po.until IS NULL OR po.until >= :today)
-- end

-- many message_holders(perm str, unit int, today day) -> person int
-- Who may change records of the unit by a permission: by a post that stands today.
SELECT DISTINCT po.person
-- use post_and_unit
   AND (rp.change = 4 OR (rp.change = 1 AND pu.id = u.id)
        OR (rp.change = 2 AND u.path LIKE pu.path || '%')
        OR (rp.change = 3 AND pu.grp = u.grp))
 ORDER BY po.person;

-- many message_readers(perm str, unit int, today day) -> person int
-- Who may see records of the unit by a permission, from the unit itself or a unit above it.
SELECT DISTINCT po.person
-- use post_and_unit
   AND ((rp.see = 1 AND pu.id = u.id) OR (rp.see = 2 AND u.path LIKE pu.path || '%'))
 ORDER BY po.person;

-- one message_at(event str, person int) -> id int
SELECT id FROM message WHERE event = :event AND person = :person;

-- write message_add(event str, person int, kind str, title str, body str?, href str?, at int)
INSERT INTO message (event, person, kind, title, body, href, at)
VALUES (:event, :person, :kind, :title, :body, :href, :at)
ON CONFLICT (event, person) DO NOTHING;

-- write message_out_add(message int, person int, way int, digest int, due int)
INSERT INTO message_out (message, person, way, state, digest, due, attempts, lease, holder)
VALUES (:message, :person, :way, 0, :digest, :due, 0, 0, 0)
ON CONFLICT (message, way) DO NOTHING;

-- one message_unread_of(person int) -> n int
SELECT COUNT(*) AS n
  FROM (SELECT id FROM message WHERE person = :person AND read_at IS NULL LIMIT 100) x;

-- many message_list(person int, kind str, word str, above int, below int, limit int) -> id int, kind str, title str,
--   body str?, href str?, at int, read_at int?
-- A person's messages with ids between two, the newest or the oldest first.
SELECT id, kind, title, body, href, at, read_at
  FROM message
 WHERE person = :person AND id > :above AND id < :below
-- when unread: AND read_at IS NULL
-- when kind: AND kind = :kind
-- when word: AND (lower(title) LIKE '%' || lower(:word) || '%' ESCAPE '!'
-- when word:      OR lower(body) LIKE '%' || lower(:word) || '%' ESCAPE '!')
-- order new: id DESC
-- order old: id
 LIMIT :limit;

-- one message_of_person(id int, person int) -> title str, href str?, read_at int?
SELECT title, href, read_at FROM message WHERE id = :id AND person = :person;

-- write message_set_read(person int, one int, at int)
UPDATE message SET read_at = :at
 WHERE person = :person AND read_at IS NULL AND (:one = 0 OR id = :one);

-- one message_person_of(person int) -> mail bytes?, quiet_from int, quiet_to int, digest_at int, version int
SELECT mail, quiet_from, quiet_to, digest_at, version FROM message_person WHERE person = :person;

-- many message_choices(person int) -> kind str, mode int
SELECT kind, mode FROM message_choice WHERE person = :person ORDER BY kind;

-- write message_person_add(person int, mail bytes?, quiet_from int, quiet_to int, digest_at int)
INSERT INTO message_person (person, mail, quiet_from, quiet_to, digest_at, version)
VALUES (:person, :mail, :quiet_from, :quiet_to, :digest_at, 1);

-- write1 message_person_set(person int, seen int, mail bytes?, quiet_from int, quiet_to int, digest_at int)
UPDATE message_person
   SET mail = :mail, quiet_from = :quiet_from, quiet_to = :quiet_to, digest_at = :digest_at,
       version = version + 1
 WHERE person = :person AND version = :seen;

-- write message_choice_put(person int, kind str, mode int)
INSERT INTO message_choice (person, kind, mode) VALUES (:person, :kind, :mode)
ON CONFLICT (person, kind) DO UPDATE SET mode = excluded.mode;

-- many message_out_holders() -> holder int
-- Who has something under way, or died over it.
SELECT DISTINCT holder FROM message_out WHERE state = 0 AND lease > 0 ORDER BY holder;

-- write message_out_free(holder int)
-- What a holder that is dead has taken: nobody's again.
UPDATE message_out SET lease = 0, holder = 0 WHERE state = 0 AND lease > 0 AND holder = :holder;

-- write message_out_take(holder int, now int, limit int)
-- A stretch of what is due and nobody holds; the outer condition is asked again where two race. The lease is the
-- moment of its taking, for whoever looks into the table: nobody counts from it.
UPDATE message_out
   SET lease = :now, holder = :holder, attempts = attempts + 1
 WHERE state = 0 AND due <= :now AND lease = 0
   AND id IN (SELECT id FROM message_out
               WHERE state = 0 AND due <= :now AND lease = 0 ORDER BY due, id LIMIT :limit);

-- write message_out_take_digest(holder int, now int)
-- And the rest of every digest of which a part was taken: a digest is one mail, whole.
UPDATE message_out
   SET lease = :now, holder = :holder, attempts = attempts + 1
 WHERE state = 0 AND due <= :now AND lease = 0 AND digest > 0
   AND EXISTS (SELECT 1 FROM message_out t
                WHERE t.holder = :holder AND t.state = 0 AND t.person = message_out.person
                  AND t.digest = message_out.digest AND t.way = message_out.way);

-- many message_out_held(holder int) -> id int, person int, way int, digest int, attempts int, event str, kind str, title str, body str?, href str?, at int, mail bytes?
SELECT o.id, o.person, o.way, o.digest, o.attempts, m.event, m.kind, m.title, m.body, m.href, m.at, w.mail
  FROM message_out o
  JOIN message m ON m.id = o.message
  LEFT JOIN message_person w ON w.person = o.person
 WHERE o.holder = :holder AND o.state = 0
 ORDER BY o.way, o.person, o.digest, o.id;

-- write message_out_sent(id int, holder int, at int)
UPDATE message_out SET state = 1, lease = 0, done_at = :at, fault = NULL
 WHERE id = :id AND holder = :holder AND state = 0;

-- write message_out_failed(id int, holder int, state int, due int, fault str, at int)
UPDATE message_out SET state = :state, lease = 0, due = :due, fault = :fault, done_at = :at
 WHERE id = :id AND holder = :holder AND state = 0;

-- write message_out_back(holder int)
UPDATE message_out SET lease = 0, holder = 0, attempts = attempts - 1
 WHERE holder = :holder AND state = 0 AND lease > 0;

-- write message_out_again(id int, at int)
-- One that was given up: as new, with all that goes in the same digest.
UPDATE message_out SET state = 0, lease = 0, holder = 0, attempts = 0, due = :at
 WHERE state = 2
   AND (id = :id OR (digest > 0 AND EXISTS (SELECT 1 FROM message_out t
                                             WHERE t.id = :id AND t.person = message_out.person
                                               AND t.digest = message_out.digest
                                               AND t.way = message_out.way)));

-- one message_out_of(id int) -> state int
SELECT state FROM message_out WHERE id = :id;

-- many message_outbox(before int, limit int) -> id int, way int, state int, attempts int, due int, fault str?, kind str, event str, at int, person int, name str
-- What was given up or has failed at least once, newest first.
SELECT o.id, o.way, o.state, o.attempts, o.due, o.fault, m.kind, m.event, m.at, o.person, p.name
  FROM message_out o
  JOIN message m ON m.id = o.message
  JOIN person p ON p.id = o.person
 WHERE o.id < :before AND (o.state = 2 OR (o.state = 0 AND o.fault IS NOT NULL))
 ORDER BY o.id DESC
 LIMIT :limit;

-- one message_out_counts() -> waits int, dead int
SELECT COUNT(*) FILTER (WHERE state = 0) AS waits, COUNT(*) FILTER (WHERE state = 2) AS dead
  FROM message_out WHERE state IN (0, 2);

-- one message_out_number() -> n int, sent int
SELECT COUNT(*) AS n, COUNT(*) FILTER (WHERE state = 1) AS sent FROM message_out;
