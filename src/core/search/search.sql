-- one search_doc_of(kind str, record int) -> id int, version int, body str
SELECT id, version, body FROM search_doc WHERE kind = :kind AND record = :record;

-- insert search_doc_add(kind str, record int, version int, body str)
INSERT INTO search_doc (kind, record, version, body) VALUES (:kind, :record, :version, :body) RETURNING id;

-- write search_doc_set(id int, version int, body str)
UPDATE search_doc SET version = :version, body = :body WHERE id = :id;

-- write search_doc_drop(id int)
DELETE FROM search_doc WHERE id = :id;

-- write search_docs_clear()
DELETE FROM search_doc;

-- write search_grams_clear()
DELETE FROM search_gram;

-- write search_grams_drop(doc int)
DELETE FROM search_gram WHERE doc = :doc;

-- write search_gram_add(doc int, gram str)
INSERT INTO search_gram (gram, doc) VALUES (:gram, :doc) ON CONFLICT (gram, doc) DO NOTHING;

-- many search_docs() -> id int, kind str, record int, body str, grams int
SELECT d.id, d.kind, d.record, d.body,
       (SELECT COUNT(*) FROM search_gram g WHERE g.doc = d.id) AS grams
  FROM search_doc d
 ORDER BY d.id;

-- one search_gram_has(doc int, gram str) -> n int
SELECT COUNT(*) AS n FROM search_gram WHERE doc = :doc AND gram = :gram;

-- many search_find(kind str, first str, last str, like str, like2 str, like3 str) -> record int
-- Records of a kind that hold the word, whoever may see them: for tests and the command.
SELECT d.record
  FROM search_doc d
 WHERE d.kind = :kind
   AND d.id IN (SELECT g.doc FROM search_gram g WHERE g.gram = :first)
   AND d.id IN (SELECT h.doc FROM search_gram h WHERE h.gram = :last)
   AND d.body LIKE :like ESCAPE '!'
   AND d.body LIKE :like2 ESCAPE '!' AND d.body LIKE :like3 ESCAPE '!'
 ORDER BY d.record;

-- many search_scan(kind str, like str, like2 str, like3 str) -> record int
-- The same without the index.
SELECT d.record FROM search_doc d WHERE d.kind = :kind AND d.body LIKE :like ESCAPE '!'
  AND d.body LIKE :like2 ESCAPE '!' AND d.body LIKE :like3 ESCAPE '!' ORDER BY d.record;
