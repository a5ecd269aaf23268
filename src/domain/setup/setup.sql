-- many setup_units() -> id int, name str, code str, kind int, path str
-- Every standing unit, superiors first.
SELECT id, name, code, kind, path FROM unit WHERE closed IS NULL
 ORDER BY length(path) - length(replace(path, '/', '')), sort, id;

-- one setup_root() -> id int, path str
SELECT id, path FROM unit WHERE parent IS NULL ORDER BY id LIMIT 1;
