-- 0068: to whom objections are addressed while a result is shown: the notice says it (公示: 异议向谁提出).
ALTER TABLE result_run ADD COLUMN addressee TEXT;
