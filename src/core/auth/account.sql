-- one account_by_login(login str) -> person int, password str?, disabled int, changed int?
SELECT person, password, disabled, changed FROM account WHERE login = :login;

-- one account_by_person(person int) -> login str?, password str?, disabled int, demo int, version int, changed int?, name str
SELECT a.login, a.password, a.disabled, a.demo, a.version, a.changed, p.name
  FROM account a JOIN person p ON p.id = a.person
 WHERE a.person = :person;

-- write account_insert(person int, login str?, demo int, at int)
INSERT INTO account (person, login, disabled, demo, made, version) VALUES (:person, :login, 0, :demo, :at, 1);

-- many accounts_all() -> person int, name str, login str?, disabled int, demo int, password int, posts int
SELECT a.person, p.name, a.login, a.disabled, a.demo,
       CASE WHEN a.password IS NULL THEN 0 ELSE 1 END AS password,
       (SELECT COUNT(*) FROM post po WHERE po.person = a.person) AS posts
  FROM account a JOIN person p ON p.id = a.person
 ORDER BY a.login NULLS LAST, a.person;

-- many accounts_stale(before int, today day) -> person int, name str, login str?, version int, last int?, left_on day?, posts int
-- Accounts that can still be entered and were not since `before` (their last sign-in, else when they
-- were made), and those of people who have left or stand in no post.
SELECT x.person, x.name, x.login, x.version, x.last, x.left_on, x.posts
  FROM (SELECT a.person, p.name, a.login, a.version, a.made, a.changed, p.left_on,
               (SELECT MAX(s.began) FROM session s WHERE s.person = a.person) AS last,
               (SELECT COUNT(*) FROM post po WHERE po.person = a.person AND po.since <= :today
                   AND (po.until IS NULL OR po.until >= :today)) AS posts
          FROM account a JOIN person p ON p.id = a.person
         WHERE a.disabled = 0 AND a.demo = 0) x
 WHERE COALESCE(x.last, x.changed, x.made, 0) < :before
    OR (x.left_on IS NOT NULL AND x.left_on < :today)
    OR (x.posts = 0 AND x.last IS NOT NULL)
 ORDER BY COALESCE(x.last, 0), x.person
 LIMIT 20000;

-- write password_past_add(person int, at int, hash str)
INSERT INTO password_past (person, at, hash) VALUES (:person, :at, :hash);

-- many password_past_of(person int) -> id int, hash str
-- Newest first.
SELECT id, hash FROM password_past WHERE person = :person ORDER BY id DESC LIMIT 30;

-- write password_past_drop(person int, before int)
DELETE FROM password_past WHERE person = :person AND id < :before;

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

-- one post_called(id int) -> unit str, role_name str, title str?, acts_for int?
-- What a post is called, whether it stands or not.
SELECT u.name AS unit, r.name AS role_name, po.title, po.acts_for
  FROM post po
  JOIN unit u ON u.id = po.unit
  JOIN role r ON r.code = po.role
 WHERE po.id = :id;

-- one post_said(id int) -> person int, name str, unit str, role str, title str?, since day
-- Whose post it is, where and what, for the trail; whether it stands or not.
SELECT po.person, p.name, u.name AS unit, r.name AS role, po.title, po.since
  FROM post po
  JOIN person p ON p.id = po.person
  JOIN unit u ON u.id = po.unit
  JOIN role r ON r.code = po.role
 WHERE po.id = :id;

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

-- write lockout_sweep(now int, before int)
-- Rows that lock nothing and count for nothing any more: guessers do not fill the disk.
DELETE FROM lockout WHERE last < :before AND until <= :now;

-- many lockouts(now int) -> name str, failures int, last int, until int
-- What is locked now, longest first.
SELECT name, failures, last, until FROM lockout WHERE until > :now ORDER BY until DESC, name LIMIT 200;

-- write link_insert(hash bytes, person int?, expires int, made_by int?)
INSERT INTO link (hash, person, expires, made_by) VALUES (:hash, :person, :expires, :made_by);

-- one link_by_hash(hash bytes) -> id int, person int?, expires int, used int?, made_by int?
SELECT id, person, expires, used, made_by FROM link WHERE hash = :hash;

-- one link_setup(now int) -> made int, good int
-- Was a link of the first set-up ever made, and is one still good? 0 or 1 each.
SELECT CAST(COALESCE(MAX(1), 0) AS BIGINT) AS made,
       CAST(COALESCE(MAX(CASE WHEN used IS NULL AND expires > :now THEN 1 ELSE 0 END), 0) AS BIGINT) AS good
  FROM link
 WHERE person IS NULL;

-- one role_kind_others(person int, kind int, today day) -> n int
-- Who else can sign in today in a post of their own whose role is of this kind.
SELECT CAST(COUNT(DISTINCT po.person) AS BIGINT) AS n
  FROM post po
  JOIN role r ON r.code = po.role
  JOIN account a ON a.person = po.person
 WHERE r.kind = :kind AND po.person <> :person AND po.acts_for IS NULL
   AND po.since <= :today AND (po.until IS NULL OR po.until >= :today)
   AND a.disabled = 0 AND (a.demo = 1 OR a.password IS NOT NULL)
   AND NOT EXISTS (SELECT 1 FROM absence l WHERE l.person = po.person AND l.locks = 1
                      AND l.since <= :today AND (l.until IS NULL OR l.until >= :today));

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

-- write setting_drop(name str)
DELETE FROM setting WHERE name = :name;

-- one unit_root() -> id int, code str, name str, version int
SELECT id, code, name, version FROM unit WHERE parent IS NULL ORDER BY id LIMIT 1;

-- insert unit_insert_root(code str, name str, kind int)
-- The root of a new database; its path is set right after.
INSERT INTO unit (parent, kind, code, name, short, sort, path, version)
VALUES (NULL, :kind, :code, :name, :name, 0, '/', 1) RETURNING id;

-- write unit_set_root_path(id int, path str)
UPDATE unit SET path = :path WHERE id = :id;

-- write1 unit_rename_root(id int, version int, name str)
UPDATE unit SET name = :name, short = :name, version = version + 1
 WHERE id = :id AND version = :version AND parent IS NULL;

-- write draft_put(name str, value str)
INSERT INTO setup_draft (name, value) VALUES (:name, :value)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- many draft_all() -> name str, value str
SELECT name, value FROM setup_draft ORDER BY name;

-- write draft_clear()
DELETE FROM setup_draft;

-- one unit_id_by_code(code str) -> id int
SELECT id FROM unit WHERE code = :code;

-- ---- half-way in ----------------------------------------------------------------

-- write entry_add(token bytes, stage int, person int?, link int?, expires int, at int, address str)
INSERT INTO entry (token, stage, person, link, expires, began, address)
VALUES (:token, :stage, :person, :link, :expires, :at, :address);

-- one entry_by_token(token bytes, now int) -> id int, stage int, person int?, link int?
SELECT id, stage, person, link FROM entry
 WHERE token = :token AND ended IS NULL AND expires > :now;

-- write entry_end_token(token bytes, at int)
UPDATE entry SET ended = :at WHERE token = :token AND ended IS NULL;

-- write1 entry_end(id int, at int)
-- The second of two at once gets CONFLICT.
UPDATE entry SET ended = :at WHERE id = :id AND ended IS NULL;

-- write entry_end_person(person int, at int)
UPDATE entry SET ended = :at WHERE person = :person AND ended IS NULL;

-- write entry_end_setup(at int)
UPDATE entry SET ended = :at WHERE person IS NULL AND ended IS NULL;

-- write entry_sweep(before int)
DELETE FROM entry WHERE expires < :before;

-- one link_by_id(id int) -> expires int, used int?
SELECT expires, used FROM link WHERE id = :id;

-- ---- second factor --------------------------------------------------------------

-- one factor_of(person int) -> secret bytes, step int, since int?
SELECT secret, step, since FROM factor WHERE person = :person;

-- write factor_put(person int, secret bytes)
-- A new secret, not yet confirmed; an old one that was never confirmed gives way.
INSERT INTO factor (person, secret, step, since) VALUES (:person, :secret, 0, NULL)
    ON CONFLICT (person) DO UPDATE SET secret = excluded.secret, step = 0 WHERE factor.since IS NULL;

-- write1 factor_confirm_row(person int, step int, at int)
UPDATE factor SET since = :at, step = :step WHERE person = :person AND since IS NULL;

-- write1 factor_take(person int, step int)
-- A code counts once: the second of two gets CONFLICT.
UPDATE factor SET step = :step WHERE person = :person AND step < :step AND since IS NOT NULL;

-- write factor_drop_row(person int)
DELETE FROM factor WHERE person = :person;

-- write factor_codes_drop(person int)
DELETE FROM factor_code WHERE person = :person;

-- write factor_code_add(person int, hash bytes)
INSERT INTO factor_code (person, hash) VALUES (:person, :hash);

-- one factor_code_by_hash(person int, hash bytes) -> id int
SELECT id FROM factor_code WHERE person = :person AND hash = :hash AND used IS NULL;

-- write1 factor_code_use(id int, at int)
UPDATE factor_code SET used = :at WHERE id = :id AND used IS NULL;

-- one factor_codes_left(person int) -> n int
SELECT COUNT(*) AS n FROM factor_code WHERE person = :person AND used IS NULL;

-- one factor_is_wanted(person int, today day) -> n int
-- Of the person's standing posts, those whose role must bring a second factor.
SELECT COUNT(*) AS n FROM post po JOIN role_factor rf ON rf.role = po.role
 WHERE po.person = :person AND po.since <= :today AND (po.until IS NULL OR po.until >= :today);

-- many factor_roles() -> code str, name str, kind int, wanted int
SELECT r.code, r.name, r.kind, CASE WHEN rf.role IS NULL THEN 0 ELSE 1 END AS wanted
  FROM role r LEFT JOIN role_factor rf ON rf.role = r.code
 ORDER BY r.sort, r.code;

-- write role_factor_clear()
DELETE FROM role_factor;

-- write role_factor_add(role str)
INSERT INTO role_factor (role) VALUES (:role);

-- many entry_setups(now int, but bytes) -> id int, link int, began int?, address str?
-- The browsers that are in the wizard but one, newest first.
SELECT id, link, began, address FROM entry
 WHERE person IS NULL AND link IS NOT NULL AND ended IS NULL AND expires > :now AND token <> :but
 ORDER BY id DESC
 LIMIT 50;
