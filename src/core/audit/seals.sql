-- many person_phones(after int, limit int) -> id int, sealed bytes
-- Sealed phone numbers, in parts.
SELECT id, phone AS sealed FROM person WHERE phone IS NOT NULL AND id > :after ORDER BY id LIMIT :limit;

-- write person_phone_turn(id int, was bytes, sealed bytes)
-- The same number under a newer key, unless it was changed meanwhile.
UPDATE person SET phone = :sealed WHERE id = :id AND phone = :was;
