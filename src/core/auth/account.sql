-- one account_by_login(login str) -> person int, password str?, disabled int
SELECT person, password, disabled FROM account WHERE login = :login;

-- one account_by_person(person int) -> login str?, password str?, disabled int, demo int, version int
SELECT login, password, disabled, demo, version FROM account WHERE person = :person;

-- write account_insert(person int, login str?, demo int)
INSERT INTO account (person, login, disabled, demo, version) VALUES (:person, :login, 0, :demo, 1);

-- write1 account_set_password(person int, password str, at int)
UPDATE account SET password = :password, changed = :at, version = version + 1
 WHERE person = :person AND demo = 0;

-- write1 account_set_disabled(person int, version int, disabled int)
UPDATE account SET disabled = :disabled, version = version + 1
 WHERE person = :person AND version = :version;

-- one post_first(person int, today day) -> id int
-- The post a person acts in after sign-in: the oldest of their own that stands, then one they
-- stand in for. None while an absence locks the account.
SELECT id FROM post
 WHERE person = :person AND since <= :today AND (until IS NULL OR until >= :today)
   AND NOT EXISTS (SELECT 1 FROM absence l WHERE l.person = :person AND l.locks = 1
                      AND l.since <= :today AND (l.until IS NULL OR l.until >= :today))
 ORDER BY CASE WHEN acts_for IS NULL THEN 0 ELSE 1 END, id
 LIMIT 1;

-- one post_of(id int, today day) -> person int, unit int, role str, version int
-- A post that stands today.
SELECT person, unit, role, version FROM post
 WHERE id = :id AND since <= :today AND (until IS NULL OR until >= :today);

-- many posts_of(person int, today day) -> id int, role str, role_name str, unit int, unit_name str, since day, version int, title str?, acts_for int?, until day?
SELECT po.id, po.role, r.name AS role_name, po.unit, u.name AS unit_name, po.since, po.version,
       po.title, po.acts_for, po.until
  FROM post po
  JOIN role r ON r.code = po.role
  JOIN unit u ON u.id = po.unit
 WHERE po.person = :person AND po.since <= :today AND (po.until IS NULL OR po.until >= :today)
 ORDER BY po.id;

-- many posts_demo(today day) -> id int, name str, role_name str, unit_name str
-- The posts the demonstration door offers; one stood in for is reached from one's own.
SELECT po.id, p.name, r.name AS role_name, u.short AS unit_name
  FROM post po
  JOIN person p ON p.id = po.person
  JOIN account a ON a.person = p.id
  JOIN role r ON r.code = po.role
  JOIN unit u ON u.id = po.unit
 WHERE a.demo = 1 AND a.disabled = 0 AND po.acts_for IS NULL AND po.since <= :today AND (po.until IS NULL OR po.until >= :today)
 ORDER BY r.sort, u.path, po.id
 LIMIT 100;

-- one account_is_demo(person int) -> demo int
SELECT demo FROM account WHERE person = :person AND disabled = 0;

-- one lockout_by_name(name str) -> failures int, last int, until int
SELECT failures, last, until FROM lockout WHERE name = :name;

-- write lockout_set(name str, failures int, at int, until int)
INSERT INTO lockout (name, failures, last, until) VALUES (:name, :failures, :at, :until)
    ON CONFLICT (name) DO UPDATE SET failures = excluded.failures, last = excluded.last, until = excluded.until;

-- write lockout_clear(name str)
DELETE FROM lockout WHERE name = :name;

-- write link_insert(hash bytes, person int?, expires int)
INSERT INTO link (hash, person, expires) VALUES (:hash, :person, :expires);

-- one link_by_hash(hash bytes) -> id int, person int?, expires int, used int?
SELECT id, person, expires, used FROM link WHERE hash = :hash;

-- write1 link_use(id int, at int)
-- Spend it: the second of two at once gets CONFLICT.
UPDATE link SET used = :at WHERE id = :id AND used IS NULL;

-- write link_drop(person int, at int)
-- A new link for a person makes the older ones worthless.
UPDATE link SET used = :at WHERE person = :person AND used IS NULL;

-- write link_drop_setup(at int)
UPDATE link SET used = :at WHERE person IS NULL AND used IS NULL;

-- one account_total() -> n int
SELECT CAST(COUNT(*) AS BIGINT) AS n FROM account;

-- one setting_text(name str) -> value str
SELECT value FROM setting WHERE name = :name;

-- write setting_put(name str, value str)
INSERT INTO setting (name, value) VALUES (:name, :value)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- insert person_insert(name str, sort int)
INSERT INTO person (name, sort, version) VALUES (:name, :sort, 1) RETURNING id;

-- insert post_insert(person int, unit int, role str, since day)
INSERT INTO post (person, unit, role, since, version) VALUES (:person, :unit, :role, :since, 1) RETURNING id;

-- write1 post_close(id int, version int, until day)
UPDATE post SET until = :until, version = version + 1 WHERE id = :id AND version = :version;

-- write posts_close_acting(post int, until day)
-- Whoever stands in for a post that ends stops standing in.
UPDATE post SET until = :until, version = version + 1
 WHERE acts_for = :post AND (until IS NULL OR until > :until);

-- one account_version(person int) -> version int, disabled int
SELECT version, disabled FROM account WHERE person = :person;

-- one unit_root() -> id int
SELECT id FROM unit WHERE parent IS NULL ORDER BY id LIMIT 1;

-- insert unit_insert_root(code str, name str, kind int)
-- The root of a new database; its path is set right after.
INSERT INTO unit (parent, kind, code, name, short, sort, path, version)
VALUES (NULL, :kind, :code, :name, :name, 0, '/', 1) RETURNING id;

-- write unit_set_root_path(id int, path str)
UPDATE unit SET path = :path WHERE id = :id;

-- one unit_id_by_code(code str) -> id int
SELECT id FROM unit WHERE code = :code;
