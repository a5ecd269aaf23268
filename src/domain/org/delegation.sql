-- many delegations(person int, id int, waits int, prefix str, own int, grp str?) -> id int, post int, holder int, holder_name str, deputy int, deputy_name str, unit int, unit_name str, role str, role_name str, role_kind int, title str?,
--   since day, until day, reason str, document str?, state int, asked_by int, asked_name str, asked_at int, decided_by int?, decided_name str?, decided_at int?, answer str?, acting int?, acting_until day?, version int
-- Stand-ins with all that a page says of them, the latest first.
SELECT d.id, d.post, po.person AS holder, h.name AS holder_name, d.deputy, p.name AS deputy_name,
       po.unit, u.name AS unit_name, po.role, r.name AS role_name, r.kind AS role_kind, po.title,
       d.since, d.until, d.reason, d.document, d.state, d.asked_by, a.name AS asked_name, d.asked_at,
       d.decided_by, c.name AS decided_name, d.decided_at, d.answer, d.acting, ac.until AS acting_until,
       d.version
  FROM delegation d
  JOIN post po ON po.id = d.post
  JOIN person h ON h.id = po.person
  JOIN person p ON p.id = d.deputy
  JOIN person a ON a.id = d.asked_by
  JOIN unit u ON u.id = po.unit
  JOIN role r ON r.code = po.role
  LEFT JOIN person c ON c.id = d.decided_by
  LEFT JOIN post ac ON ac.id = d.acting
 WHERE 1 = 1
-- when mine: AND (po.person = :person OR d.deputy = :person OR d.asked_by = :person)
-- when one: AND d.id = :id
-- when waits: AND d.state = :waits AND po.person <> :person AND d.deputy <> :person AND (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp)
 ORDER BY d.id DESC
 LIMIT 20000;

-- one post_whole(id int) -> person int, name str, unit int, path str, unit_name str, unit_kind int, closed day?, role str, role_name str, role_kind int, title str?, since day, until day?, acts_for int?, version int
-- A post of any time with where it stands.
SELECT po.person, p.name, po.unit, u.path, u.name AS unit_name, u.kind AS unit_kind, u.closed,
       po.role, r.name AS role_name, r.kind AS role_kind, po.title, po.since, po.until, po.acts_for,
       po.version
  FROM post po
  JOIN person p ON p.id = po.person
  JOIN unit u ON u.id = po.unit
  JOIN role r ON r.code = po.role
 WHERE po.id = :id;

-- one delegation_overlaps(post int, since day, until day, asked int, granted int, but int) -> n int
-- Other stand-ins of the post, asked or granted, that share a day with a period.
SELECT COUNT(*) AS n
  FROM delegation d
  LEFT JOIN post ac ON ac.id = d.acting
 WHERE d.post = :post AND d.id <> :but AND d.state IN (:asked, :granted)
   AND d.since <= :until AND COALESCE(ac.until, d.until) >= :since;

-- many delegation_taken(post int, today day, asked int, granted int) -> deputy str, since day, until day, state int
-- The stand-ins of a post, asked or granted, that have not ended.
SELECT p.name AS deputy, d.since, COALESCE(ac.until, d.until) AS until, d.state
  FROM delegation d
  JOIN person p ON p.id = d.deputy
  LEFT JOIN post ac ON ac.id = d.acting
 WHERE d.post = :post AND d.state IN (:asked, :granted) AND COALESCE(ac.until, d.until) >= :today
 ORDER BY d.since, d.id
 LIMIT 50;

-- one post_same(person int, unit int, role str, since day, until day) -> n int
-- Does the person hold this very post on a day of the period?
SELECT COUNT(*) AS n FROM post
 WHERE person = :person AND unit = :unit AND role = :role AND since <= :until
   AND (until IS NULL OR until >= :since);

-- one absence_overlaps(person int, since day, until day) -> n int
-- Is the person's account locked by an absence on a day of the period?
SELECT COUNT(*) AS n FROM absence
 WHERE person = :person AND locks = 1 AND since <= :until AND (until IS NULL OR until >= :since);

-- many deputies(prefix str, today day, holder int) -> id int, name str, role_name str, title str?, unit_name str
-- Who may stand in for a post below a place: those with a post of their own there.
SELECT p.id, p.name, r.name AS role_name, po.title, u.short AS unit_name
  FROM post po
  JOIN person p ON p.id = po.person
  JOIN account a ON a.person = p.id AND a.disabled = 0
  JOIN role r ON r.code = po.role AND r.kind = 0
  JOIN unit u ON u.id = po.unit
 WHERE u.path LIKE :prefix || '%' AND po.acts_for IS NULL AND po.person <> :holder
   AND po.since <= :today AND (po.until IS NULL OR po.until >= :today)
 ORDER BY u.by_rank, r.sort, p.id
 LIMIT 500;

-- many deputies_free(today day) -> id int, name str
-- Who may stand in for an administrator: those with an account and no post at all (三员).
SELECT p.id, p.name
  FROM person p
  JOIN account a ON a.person = p.id AND a.disabled = 0
 WHERE NOT EXISTS (SELECT 1 FROM post po WHERE po.person = p.id AND (po.until IS NULL OR po.until >= :today))
 ORDER BY p.id
 LIMIT 500;

-- one deputy_below(person int, prefix str, today day) -> n int
-- Does the person hold a post of their own below a place, and an account?
SELECT COUNT(*) AS n
  FROM post po
  JOIN unit u ON u.id = po.unit
  JOIN account a ON a.person = po.person AND a.disabled = 0
 WHERE po.person = :person AND po.acts_for IS NULL AND u.path LIKE :prefix || '%'
   AND po.since <= :today AND (po.until IS NULL OR po.until >= :today);

-- insert delegation_add(post int, deputy int, since day, until day, reason str, document str?, who int, at int)
INSERT INTO delegation (post, deputy, since, until, reason, document, state, asked_by, asked_at, version)
VALUES (:post, :deputy, :since, :until, :reason, :document, 0, :who, :at, 1) RETURNING id;

-- write1 delegation_decided(id int, version int, state int, who int, at int, answer str?, acting int?)
UPDATE delegation
   SET state = :state, decided_by = :who, decided_at = :at, answer = :answer, acting = :acting,
       version = version + 1
 WHERE id = :id AND version = :version;

-- write1 delegation_ended(id int, version int, state int)
UPDATE delegation SET state = :state, version = version + 1 WHERE id = :id AND version = :version;

-- insert post_insert_acting(person int, unit int, role str, title str?, since day, until day, acts_for int)
INSERT INTO post (person, unit, role, title, since, until, acts_for, version)
VALUES (:person, :unit, :role, :title, :since, :until, :acts_for, 1) RETURNING id;

-- write post_end_on(id int, until day)
UPDATE post SET until = :until, version = version + 1
 WHERE id = :id AND (until IS NULL OR until > :until);

-- write delegations_drop(post int, asked int, withdrawn int)
-- Requests for a post that ends are void.
UPDATE delegation SET state = :withdrawn, version = version + 1 WHERE post = :post AND state = :asked;
