-- many people_called(part str, limit int) -> name str
-- The names that hold a part, for the trail's filter, which asks for a whole one.
SELECT DISTINCT name FROM person WHERE name LIKE '%' || :part || '%' ESCAPE '!' ORDER BY name LIMIT :limit;

-- many units_called(part str, limit int) -> name str
-- The same of units, by their short names too; those that are called so are found as they are.
SELECT DISTINCT name FROM unit
 WHERE name LIKE '%' || :part || '%' ESCAPE '!' OR short LIKE '%' || :part || '%' ESCAPE '!'
 ORDER BY name LIMIT :limit;

-- one unit_called(word str) -> n int
SELECT COUNT(*) AS n FROM unit WHERE code = :word OR short = :word OR name = :word;

-- one import_called(id int) -> title str, filename str
-- What a batch is called in the trail.
SELECT title, filename FROM import_batch WHERE id = :id;

-- one list_view_called(id int) -> name str
SELECT name FROM list_view WHERE id = :id AND kind = 0;
