-- one blob_by_sha256(sha256 bytes) -> id int
SELECT id FROM blob WHERE sha256 = :sha256;

-- insert blob_add(sha256 bytes, size int, content bytes, at int)
-- Two that bring the same bytes at once make one row.
INSERT INTO blob (sha256, size, bytes, at) VALUES (:sha256, :size, :content, :at)
    ON CONFLICT (sha256) DO UPDATE SET at = excluded.at RETURNING id;

-- write blob_touch(id int, at int)
-- Also so that a sweep beside it comes to blows with this transaction, and one of both begins again.
UPDATE blob SET at = :at WHERE id = :id;

-- one blob_content(id int) -> content bytes
SELECT bytes AS content FROM blob WHERE id = :id;

-- write blobs_sweep(before int)
-- A few at a time: each may be large.
DELETE FROM blob
 WHERE id IN (SELECT b.id FROM blob b
               WHERE b.at < :before AND NOT EXISTS (SELECT 1 FROM attach_use u WHERE u.blob = b.id)
               ORDER BY b.id LIMIT 20);

-- one blobs_left(before int) -> n int
SELECT COUNT(*) AS n FROM blob b
 WHERE b.at < :before AND NOT EXISTS (SELECT 1 FROM attach_use u WHERE u.blob = b.id);

-- insert attach_use_add(kind str, record int, blob int, name str, type str, who int, at int)
INSERT INTO attach_use (kind, record, blob, name, type, who, at)
VALUES (:kind, :record, :blob, :name, :type, :who, :at) RETURNING id;

-- many attach_uses(kind str, record int) -> id int, blob int, name str, type str, size int, sha256 bytes, at int, who_name str?
SELECT u.id, u.blob, u.name, u.type, b.size, b.sha256, u.at, p.name AS who_name
  FROM attach_use u
  JOIN blob b ON b.id = u.blob
  LEFT JOIN person p ON p.id = u.who
 WHERE u.kind = :kind AND u.record = :record
 ORDER BY u.id;

-- one attach_use_by_id(id int) -> kind str, record int, blob int, name str, type str, size int, sha256 bytes, at int, who_name str?
SELECT u.kind, u.record, u.blob, u.name, u.type, b.size, b.sha256, u.at, p.name AS who_name
  FROM attach_use u
  JOIN blob b ON b.id = u.blob
  LEFT JOIN person p ON p.id = u.who
 WHERE u.id = :id;

-- one attach_count(kind str, record int) -> n int
SELECT COUNT(*) AS n FROM attach_use WHERE kind = :kind AND record = :record;

-- one attach_same(kind str, record int, blob int) -> n int
SELECT COUNT(*) AS n FROM attach_use WHERE kind = :kind AND record = :record AND blob = :blob;

-- write1 attach_use_drop(id int)
DELETE FROM attach_use WHERE id = :id;

-- write attach_uses_drop(kind str, record int)
DELETE FROM attach_use WHERE kind = :kind AND record = :record;
