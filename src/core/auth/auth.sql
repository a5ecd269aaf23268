-- one unit_place(id int) -> path str, grp str?, closed day?
-- Where a unit stands in the tree: what scopes are decided by.
SELECT path, grp, closed FROM unit WHERE id = :id;

-- many units_in_reach(prefix str, own int, grp str?) -> id int, name str
-- The units a reach covers, in the order of the tree: for choices in a form.
SELECT id, name FROM unit
 WHERE path LIKE :prefix || '%' OR id = :own OR grp = :grp
 ORDER BY by_rank, id;

-- write role_add(code str, name str, kind int, sort int)
INSERT INTO role (code, name, kind, sort) VALUES (:code, :name, :kind, :sort);

-- write role_perm_add(role str, perm str, see int, see_years int, change int, change_years int)
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
VALUES (:role, :perm, :see, :see_years, :change, :change_years);

-- many role_list() -> code str, name str, kind int
-- Every role, in the order people expect.
SELECT code, name, kind FROM role ORDER BY sort, code;

-- one role_by_code(code str) -> name str, kind int
SELECT name, kind FROM role WHERE code = :code;

-- many role_kinds_of(person int, today day) -> kind int
-- The kinds of roles a person holds or will hold: what may be added is decided by them. Every new
-- way of holding a role adds its rows here.
SELECT r.kind
  FROM post po
  JOIN role r ON r.code = po.role
 WHERE po.person = :person AND (po.until IS NULL OR po.until >= :today);

-- many role_perms(role str) -> perm str, see int, see_years int, change int, change_years int
SELECT perm, see, see_years, change, change_years FROM role_perm WHERE role = :role ORDER BY perm;

-- one session_by_token(token bytes, today day) -> id int, person int, post int, began int, seen int, ended int?, name str, login str?, demo int, disabled int, unit int, unit_name str, path str, grp str?, role str, role_name str, marked str?, title str?, acts_for int?, county str?, changed int?
-- The session and all it acts with, as long as its post stands and no absence locks the account.
SELECT s.id, s.person, s.post, s.began, s.seen, s.ended, p.name, a.login, a.demo, a.disabled,
       po.unit, u.name AS unit_name, u.path, u.grp, po.role, r.name AS role_name,
       (SELECT value FROM setting WHERE name = 'demo') AS marked, po.title, po.acts_for,
       (SELECT value FROM setting WHERE name = 'county') AS county, a.changed
  FROM session s
  JOIN person p ON p.id = s.person
  JOIN account a ON a.person = s.person
  JOIN post po ON po.id = s.post
  JOIN unit u ON u.id = po.unit
  JOIN role r ON r.code = po.role
 WHERE s.token = :token
   AND po.since <= :today AND (po.until IS NULL OR po.until >= :today)
   AND NOT EXISTS (SELECT 1 FROM absence l WHERE l.person = s.person AND l.locks = 1
                      AND l.since <= :today AND (l.until IS NULL OR l.until >= :today));

-- write session_add(token bytes, person int, post int, at int, address str, agent str)
INSERT INTO session (token, person, post, began, seen, address, agent)
VALUES (:token, :person, :post, :at, :at, :address, :agent);

-- write session_seen(id int, at int)
UPDATE session SET seen = :at WHERE id = :id AND ended IS NULL AND seen < :at;

-- write session_end_token(token bytes, at int)
UPDATE session SET ended = :at WHERE token = :token AND ended IS NULL;

-- write session_end_one(id int, person int, at int)
UPDATE session SET ended = :at WHERE id = :id AND person = :person AND ended IS NULL;

-- write session_end_person(person int, at int)
UPDATE session SET ended = :at WHERE person = :person AND ended IS NULL;

-- write session_end_post(post int, at int)
UPDATE session SET ended = :at WHERE post = :post AND ended IS NULL;

-- write sessions_end_past(person int, keep int, at int)
-- All but the `keep` newest of a person's live sessions; a demonstration post is many people's.
UPDATE session SET ended = :at
 WHERE person = :person AND ended IS NULL
   AND id <= (SELECT s.id FROM account a JOIN session s ON s.person = a.person
               WHERE a.person = :person AND a.demo = 0 AND s.ended IS NULL
               ORDER BY s.id DESC LIMIT 1 OFFSET :keep);

-- many sessions_live(after int, seen int, person int) -> id int, person int, name str, login str?, role_name str, unit_name str, began int, seen int, address str, agent str
-- Live sessions of everybody, newest first: began and were seen no earlier than these instants.
-- when person: AND s.person = :person
SELECT s.id, s.person, p.name, a.login, r.name AS role_name, u.short AS unit_name, s.began, s.seen,
       s.address, s.agent
  FROM session s
  JOIN person p ON p.id = s.person
  JOIN account a ON a.person = s.person
  JOIN post po ON po.id = s.post
  JOIN role r ON r.code = po.role
  JOIN unit u ON u.id = po.unit
 WHERE s.ended IS NULL AND s.began > :after AND s.seen >= :seen
 ORDER BY s.id DESC
 LIMIT 20000;

-- one session_whose(id int) -> person int, name str, address str, ended int?
SELECT s.person, p.name, s.address, s.ended FROM session s JOIN person p ON p.id = s.person WHERE s.id = :id;

-- many sessions_of(person int, after int) -> id int, began int, seen int, address str, agent str
-- The live sessions of a person, newest first; `after`: began no earlier than this.
SELECT id, began, seen, address, agent
  FROM session
 WHERE person = :person AND ended IS NULL AND began > :after
 ORDER BY id DESC
 LIMIT 50;

-- one steady_high() -> at int
-- The newest instant sessions and locks know, for the steady clock after a restart.
SELECT CAST(COALESCE(MAX(at), 0) AS BIGINT) AS at
  FROM (SELECT MAX(seen) AS at FROM session UNION ALL SELECT MAX(last) AS at FROM lockout) t;

-- one sessions_total(after int, seen int) -> n int
-- How many are live: began after, and were seen since.
SELECT COUNT(*) AS n FROM session WHERE ended IS NULL AND began > :after AND seen >= :seen;
