-- door/web/health.sql - does the database answer?

-- one health_one() -> one int
SELECT CAST(1 AS BIGINT) AS one;
