-- 0072: a saved view keeps the columns it was saved with, and their order.
ALTER TABLE list_view ADD COLUMN cols TEXT;     -- of a view: +列,-列,=列; NULL: saved before, shown in the person's columns
