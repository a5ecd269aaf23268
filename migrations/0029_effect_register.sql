-- 0029: the register of bonus, penalty, ceiling and veto: who decided on an entry, what was said, and
-- who may do what with it.
ALTER TABLE effect ADD COLUMN opinion TEXT;             -- of the refusal
ALTER TABLE effect ADD COLUMN decider BIGINT;           -- person who approved or refused; NULL: nobody yet

INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'EFFECT_EDIT', 4, 0, 4, 0 FROM role WHERE code = 'office-business';
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'EFFECT_APPROVE', 4, 0, 4, 0 FROM role WHERE code = 'office-director';
INSERT INTO role_perm (role, perm, see, see_years, change, change_years)
SELECT code, 'EFFECT_PROPOSE', 2, 0, 2, 0
  FROM role
 WHERE code IN ('lead-handler', 'lead-reviewer', 'supporting-unit', 'town');
