-- insert edition_add(list str, name str, valid_from day, valid_to day?, source str)
-- A new edition of an account list.
INSERT INTO account_edition (list, name, valid_from, valid_to, source)
VALUES (:list, :name, :valid_from, :valid_to, :source)
RETURNING id;

-- write edition_close(list str, before day, valid_to day)
-- The editions that were open until a newer one begins.
UPDATE account_edition SET valid_to = :valid_to
 WHERE list = :list AND valid_to IS NULL AND valid_from < :before;

-- many editions() -> id int, list str, name str, valid_from day, valid_to day?, source str, n int
-- Every edition with its number of codes.
SELECT e.id, e.list, e.name, e.valid_from, e.valid_to, e.source,
       (SELECT COUNT(*) FROM account_code c WHERE c.edition = e.id) AS n
  FROM account_edition e
 ORDER BY e.list, e.valid_from DESC;

-- one edition_at(list str, at day) -> id int, name str
-- The edition in force on a day; the newest when several are.
SELECT id, name
  FROM account_edition
 WHERE list = :list AND valid_from <= :at AND (valid_to IS NULL OR valid_to >= :at)
 ORDER BY valid_from DESC
 LIMIT 1;

-- one edition_first(list str) -> id int, name str
-- The oldest edition, for years before any.
SELECT id, name FROM account_edition WHERE list = :list ORDER BY valid_from LIMIT 1;

-- write edition_code_add(edition int, code str, name str, budget str, gov_organ str?, gov_institution str?, basis str, definition str?)
-- One code of an edition.
INSERT INTO account_code (edition, code, name, budget, gov_organ, gov_institution, basis, definition)
VALUES (:edition, :code, :name, :budget, :gov_organ, :gov_institution, :basis, :definition);

-- many edition_codes(edition int) -> code str, name str, budget str, gov_organ str?, gov_institution str?, basis str, definition str?
-- The whole edition by code.
SELECT code, name, budget, gov_organ, gov_institution, basis, definition
  FROM account_code WHERE edition = :edition ORDER BY code, budget;

-- one edition_by_name(list str, name str) -> id int
-- An edition of that name.
SELECT id FROM account_edition WHERE list = :list AND name = :name;

-- one edition_of(id int) -> list str, name str, valid_from day
-- One edition.
SELECT list, name, valid_from FROM account_edition WHERE id = :id;

-- one edition_after(list str, valid_from day, id int) -> name str
-- An edition that begins later, or was brought later.
SELECT name FROM account_edition
 WHERE list = :list AND id <> :id AND (valid_from > :valid_from OR id > :id)
 ORDER BY valid_from LIMIT 1;

-- write edition_codes_drop(edition int)
-- The codes of an edition that is taken back.
DELETE FROM account_code WHERE edition = :edition;

-- write1 edition_drop(id int)
-- An edition that is taken back.
DELETE FROM account_edition WHERE id = :id;

-- write edition_reopen(list str, valid_to day)
-- The editions that a newer one had closed.
UPDATE account_edition SET valid_to = NULL WHERE list = :list AND valid_to = :valid_to;
