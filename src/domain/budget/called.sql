-- one budget_called(id int) -> unit str, year int
-- What a budget is called in the trail.
SELECT u.short AS unit, b.year FROM budget b JOIN unit u ON u.id = b.dept WHERE b.id = :id;

-- one account_edition_called(id int) -> list str, name str
SELECT list, name FROM account_edition WHERE id = :id;
