-- ---- series

-- many document_series_seen(prefix str, own int, grp str?) ->
--      id int, unit int, unit_name str, name str, letters str, mark str, agency str, kind str, closed int, version int
SELECT s.id, s.unit, u.name AS unit_name, s.name, s.prefix AS letters, s.mark, s.agency, s.kind, s.closed, s.version
  FROM document_series s
  JOIN unit u ON u.id = s.unit
 WHERE (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp)
 ORDER BY u.sort, s.name, s.id;

-- one document_series_by_id(id int) ->
--      id int, unit int, unit_name str, name str, letters str, mark str, agency str, kind str, closed int, version int
SELECT s.id, s.unit, u.name AS unit_name, s.name, s.prefix AS letters, s.mark, s.agency, s.kind, s.closed, s.version
  FROM document_series s
  JOIN unit u ON u.id = s.unit
 WHERE s.id = :id;

-- one document_series_for(kind str, county int, acting int) -> id int
-- Within the county: of the kind before the general ones, of the acting unit or above it before others.
SELECT s.id
  FROM document_series s
  JOIN unit u ON u.id = s.unit
  JOIN unit c ON c.id = :county
  LEFT JOIN unit a ON a.id = :acting
 WHERE s.closed = 0 AND s.kind IN (:kind, '') AND u.path LIKE c.path || '%'
 ORDER BY CASE WHEN a.path LIKE u.path || '%' THEN 0 ELSE 1 END, CASE WHEN s.kind = :kind THEN 0 ELSE 1 END, s.id
 LIMIT 1;

-- one document_series_same(unit int, letters str, id int) -> n int
SELECT COUNT(*) AS n FROM document_series WHERE unit = :unit AND prefix = :letters AND id <> :id;

-- insert document_series_insert(unit int, name str, letters str, mark str, agency str, kind str)
INSERT INTO document_series (unit, name, prefix, mark, agency, kind, closed, version)
VALUES (:unit, :name, :letters, :mark, :agency, :kind, 0, 1);

-- write1 document_series_set(id int, version int, unit int, name str, letters str, mark str, agency str, kind str, closed int)
UPDATE document_series
   SET unit = :unit, name = :name, prefix = :letters, mark = :mark, agency = :agency, kind = :kind, closed = :closed,
       version = version + 1
 WHERE id = :id AND version = :version;

-- insert document_count_next(series int, year int)
-- Gives the number: one statement, so that nobody stands between reading and writing.
INSERT INTO document_count (series, year, last) VALUES (:series, :year, 1)
    ON CONFLICT (series, year) DO UPDATE SET last = document_count.last + 1
RETURNING last;

-- write1 document_count_begin(series int, year int, last int)
INSERT INTO document_count (series, year, last) VALUES (:series, :year, :last)
    ON CONFLICT (series, year) DO UPDATE SET last = excluded.last WHERE document_count.last < excluded.last;

-- one document_count_last(series int, year int) -> last int
SELECT last FROM document_count WHERE series = :series AND year = :year;

-- many document_counts(series int) -> year int, last int, given int, voided int
-- What a series gave, by year, newest first.
SELECT c.year, c.last,
       (SELECT COUNT(*) FROM document d WHERE d.series = c.series AND d.year = c.year AND d.number IS NOT NULL) AS given,
       (SELECT COUNT(*) FROM document d WHERE d.series = c.series AND d.year = c.year AND d.number IS NOT NULL
                                          AND d.state = 5) AS voided
  FROM document_count c
 WHERE c.series = :series
 ORDER BY c.year DESC;

-- one document_series_used(series int) -> n int
SELECT COUNT(*) AS n FROM document WHERE series = :series;

-- ---- documents

-- one document_by_id(id int) -> id int, unit int, series int, kind str, form int, state int, year int, number int?,
--      title str, addressee str, copies str, urgency str, secrecy str, copy_no str, note str, body str, source str?,
--      record int?, signer str, signed_on day?, sent day?, words str, at int, version int, letters str, mark str,
--      agency str, unit_name str, who_name str?
SELECT d.id, d.unit, d.series, d.kind, d.form, d.state, d.year, d.number, d.title, d.addressee, d.copies, d.urgency,
       d.secrecy, d.copy_no, d.note, d.body, d.source, d.record, d.signer, d.signed AS signed_on, d.sent, d.words, d.at, d.version,
       s.prefix AS letters, s.mark, s.agency, u.name AS unit_name, p.name AS who_name
  FROM document d
  JOIN document_series s ON s.id = d.series
  JOIN unit u ON u.id = d.unit
  LEFT JOIN person p ON p.id = d.who
 WHERE d.id = :id;

-- one document_newest_of(source str, record int) -> id int
-- The living one, else the newest.
SELECT id FROM document
 WHERE source = :source AND record = :record
 ORDER BY CASE WHEN state < 5 THEN 0 ELSE 1 END, id DESC
 LIMIT 1;

-- one document_goes_to(document int, prefix str, own int, grp str?) -> n int
SELECT COUNT(*) AS n
  FROM document_to t
  JOIN unit u ON u.id = t.unit
 WHERE t.document = :document AND (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp);

-- insert document_insert(unit int, series int, kind str, form int, state int, year int, title str, addressee str,
--      copies str, urgency str, secrecy str, copy_no str, note str, body str, source str?, record int?,
--      signer str, signed_on day?, who int, at int)
INSERT INTO document (unit, series, kind, form, state, year, title, addressee, copies, urgency, secrecy, copy_no, note,
                      body, source, record, signer, signed, words, who, at, version)
VALUES (:unit, :series, :kind, :form, :state, :year, :title, :addressee, :copies, :urgency, :secrecy, :copy_no, :note,
        :body, :source, :record, :signer, :signed_on, '', :who, :at, 1);

-- write1 document_set(id int, version int, unit int, series int, kind str, form int, title str, addressee str,
--      copies str, urgency str, secrecy str, copy_no str, note str, body str)
UPDATE document
   SET unit = :unit, series = :series, kind = :kind, form = :form, title = :title, addressee = :addressee,
       copies = :copies, urgency = :urgency, secrecy = :secrecy, copy_no = :copy_no, note = :note, body = :body,
       version = version + 1
 WHERE id = :id AND version = :version AND state = 0;

-- write1 document_step(id int, version int, from_state int, to_state int, signer str, signed_on day?, sent day?, words str)
UPDATE document
   SET state = :to_state, signer = :signer, signed = :signed_on, sent = :sent, words = :words, version = version + 1
 WHERE id = :id AND version = :version AND state = :from_state;

-- write1 document_give(id int, version int, year int, number int)
-- Only to one that has none.
UPDATE document SET year = :year, number = :number, version = version + 1
 WHERE id = :id AND version = :version AND number IS NULL;

-- write document_to_add(document int, unit int)
INSERT INTO document_to (document, unit) VALUES (:document, :unit) ON CONFLICT (document, unit) DO NOTHING;

-- write document_to_clear(document int)
DELETE FROM document_to WHERE document = :document;

-- many document_to_units(document int) -> unit int, brief str
SELECT u.id AS unit, u.short AS brief
  FROM document_to t
  JOIN unit u ON u.id = t.unit
 WHERE t.document = :document
 ORDER BY u.sort, u.id;

-- many document_units_named(root str) -> id int, name str, brief str, kind int
-- All standing units of a county, to find those that an address names.
SELECT id, name, short AS brief, kind
  FROM unit
 WHERE closed IS NULL AND path LIKE :root || '%'
 ORDER BY id;

-- write document_part_add(document int, n int, title str, blocks bytes)
INSERT INTO document_part (document, n, title, blocks) VALUES (:document, :n, :title, :blocks);

-- write document_parts_clear(document int)
DELETE FROM document_part WHERE document = :document;

-- many document_parts(document int) -> n int, title str, blocks bytes
SELECT n, title, blocks FROM document_part WHERE document = :document ORDER BY n;

-- insert document_move_add(document int, event str, to_state int, words str, who int, at int)
INSERT INTO document_move (document, event, to_state, words, who, at)
VALUES (:document, :event, :to_state, :words, :who, :at);

-- many document_moves(document int) -> event str, to_state int, words str, at int, who_name str?
SELECT m.event, m.to_state, m.words, m.at, p.name AS who_name
  FROM document_move m
  LEFT JOIN person p ON p.id = m.who
 WHERE m.document = :document
 ORDER BY m.id;

-- ---- the register

-- part document_reach
-- What the person sees of documents d of units u: all of units whose documents they work on; of the others, what
-- went out to or from units in reach.
((u.path LIKE :work_prefix || '%' OR u.id = :work_own OR u.grp = :work_grp)
        OR (d.state IN (4, 5) AND d.number IS NOT NULL
            AND ((u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp)
                 OR EXISTS (SELECT 1 FROM document_to t JOIN unit x ON x.id = t.unit
                             WHERE t.document = d.id
                               AND (x.path LIKE :prefix || '%' OR x.id = :own OR x.grp = :grp)))))
-- end

-- many documents_found(prefix str, own int, grp str?, work_prefix str, work_own int, work_grp str?,
--      year int, state int, kind str, word str, key str, after int, take int) ->
--      id int, kind str, state int, year int, number int?, title str, addressee str, signed_on day?, sent day?, letters str,
--      brief str, signer str, urgency str
-- What the person sees, newest first, or first in an order of units, behind a document and its unit's place. Year and
-- kind have no index, so they need no text of their own (year 0, kind '': any). CROSS: what SQLite reads first.
SELECT d.id, d.kind, d.state, d.year, d.number, d.title, d.addressee, d.signed AS signed_on, d.sent,
       s.prefix AS letters, u.short AS brief, d.signer, d.urgency
-- by new: FROM document d CROSS JOIN unit u
-- by rank: FROM unit u CROSS JOIN document d
-- by sound: FROM unit u CROSS JOIN document d
  JOIN document_series s ON s.id = d.series
 WHERE u.id = d.unit AND
-- use document_reach
   AND (:year = 0 OR d.year = :year) AND (:kind = '' OR d.kind = :kind)
-- when state: AND d.state = :state
-- when word: AND (d.title LIKE :word ESCAPE '!' OR d.addressee LIKE :word ESCAPE '!'
-- when word:      OR s.prefix || '〔' || CAST(d.year AS TEXT) || '〕' || COALESCE(CAST(d.number AS TEXT), '') || '号' LIKE :word ESCAPE '!')
-- by new: AND d.id < :after
-- by rank: AND u.by_rank >= :key AND (u.by_rank > :key OR d.id < :after)
-- by sound: AND u.by_sound >= :key AND (u.by_sound > :key OR d.id < :after)
-- order new: d.id DESC
-- order rank: u.by_rank, d.id DESC
-- order sound: u.by_sound, d.id DESC
 LIMIT :take;

-- many documents_with(prefix str, own int, grp str?, work_prefix str, work_own int, work_grp str?, first str, last str,
--      like str, like2 str, like3 str, limit int) ->
--      id int, state int, year int, number int?, title str, letters str, brief str
-- Those that hold a word, of those the person sees: the newest first.
SELECT d.id, d.state, d.year, d.number, d.title, s.prefix AS letters, u.short AS brief
  FROM document d
  JOIN unit u ON u.id = d.unit
  JOIN document_series s ON s.id = d.series
 WHERE d.id IN (SELECT e.record FROM search_doc e WHERE e.kind = 'document' AND e.body LIKE :like ESCAPE '!'
                   AND e.body LIKE :like2 ESCAPE '!' AND e.body LIKE :like3 ESCAPE '!'
                   AND e.id IN (SELECT g.doc FROM search_gram g WHERE g.gram = :first)
                   AND e.id IN (SELECT h.doc FROM search_gram h WHERE h.gram = :last))
   AND
-- use document_reach
 ORDER BY d.id DESC
 LIMIT :limit;

-- many documents_stale(id int, whole int) -> id int, title str, addressee str, copies str, body str, version int
-- One document (0: any) whose words the index lacks or has of an earlier version.
SELECT d.id, d.title, d.addressee, d.copies, d.body, d.version
  FROM document d
  LEFT JOIN search_doc e ON e.kind = 'document' AND e.record = d.id
 WHERE (:id = 0 OR d.id = :id) AND (:whole = 1 OR e.id IS NULL OR e.version <> d.version)
 ORDER BY d.id;

-- one documents_unfound() -> lacking int, gone int
SELECT (SELECT COUNT(*) FROM document d LEFT JOIN search_doc e ON e.kind = 'document' AND e.record = d.id
         WHERE e.id IS NULL OR e.version <> d.version) AS lacking,
       (SELECT COUNT(*) FROM search_doc e
         WHERE e.kind = 'document' AND NOT EXISTS (SELECT 1 FROM document d WHERE d.id = e.record)) AS gone;

-- many documents_drafted_by(person int, sent int) -> id int, unit int, title str, brief str
-- What a person has under way: by the state it has not reached.
SELECT d.id, d.unit, d.title, u.short AS brief
  FROM document d
  JOIN unit u ON u.id = d.unit
 WHERE d.who = :person AND d.state < :sent
 ORDER BY d.id;

-- write1 document_hand(id int, person int, successor int)
-- Another goes on with it.
UPDATE document SET who = :successor, version = version + 1 WHERE id = :id AND who = :person;

-- one document_place(id int) -> rank str, sound str
-- Where a document's unit stands in the two orders.
SELECT u.by_rank AS rank, u.by_sound AS sound FROM document d JOIN unit u ON u.id = d.unit WHERE d.id = :id;

-- many documents_by_state(prefix str, own int, grp str?, work_prefix str, work_own int, work_grp str?) -> state int, n int
SELECT d.state, COUNT(*) AS n
  FROM document d
  JOIN unit u ON u.id = d.unit
 WHERE
-- use document_reach
 GROUP BY d.state
 ORDER BY d.state;

-- many document_years() -> year int
SELECT DISTINCT year FROM document ORDER BY year DESC;

-- many document_units_for(prefix str, own int, grp str?) -> id int, name str
-- Units that may own a series: those the person may keep, without inner sections (kind 5).
SELECT id, name FROM unit
 WHERE (path LIKE :prefix || '%' OR id = :own OR grp = :grp) AND closed IS NULL AND kind <> 5
 ORDER BY sort, id;

-- many document_waiting(state int, prefix str, own int, grp str?, first int, last int) -> id int, title str, brief str
-- Documents in a state, the oldest first.
SELECT d.id, d.title, u.short AS brief
  FROM document d
  JOIN unit u ON u.id = d.unit
 WHERE d.state = :state AND d.year BETWEEN :first AND :last
   AND (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp)
 ORDER BY d.id
 LIMIT 300;
