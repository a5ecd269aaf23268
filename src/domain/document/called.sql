-- one document_called(id int) -> title str, prefix str, year int, number int?
-- What a document is called in the trail.
SELECT d.title, s.prefix, d.year, d.number
  FROM document d JOIN document_series s ON s.id = d.series WHERE d.id = :id;

-- one document_series_called(id int) -> name str
SELECT name FROM document_series WHERE id = :id;
