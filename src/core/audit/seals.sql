-- many person_phones(after int, limit int) -> id int, sealed bytes
-- Sealed phone numbers, in parts.
SELECT id, phone AS sealed FROM person WHERE phone IS NOT NULL AND id > :after ORDER BY id LIMIT :limit;

-- write person_phone_turn(id int, was bytes, sealed bytes)
-- The same number under a newer key, unless it was changed meanwhile.
UPDATE person SET phone = :sealed WHERE id = :id AND phone = :was;

-- many message_mails(after int, limit int) -> id int, sealed bytes
-- Sealed mail addresses, in parts.
SELECT person AS id, mail AS sealed FROM message_person
 WHERE mail IS NOT NULL AND person > :after ORDER BY person LIMIT :limit;

-- write message_mail_turn(id int, was bytes, sealed bytes)
UPDATE message_person SET mail = :sealed WHERE person = :id AND mail = :was;
