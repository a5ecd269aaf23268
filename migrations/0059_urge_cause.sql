-- Why a warning letter goes out: 0 a figure was not reported (缺报), 1 its unit lags behind the plan (滞后). Letters
-- from before said of every indicator that it lags.
ALTER TABLE urge ADD COLUMN cause INTEGER NOT NULL DEFAULT 0;
UPDATE urge SET cause = 1 WHERE stem IS NOT NULL;
