-- 0004: permission rows by year; the version of a role, for two administrators who edit at once.
ALTER TABLE role ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE role_perm ADD COLUMN see_years INTEGER NOT NULL DEFAULT 0;      -- enum years of core/auth/auth.h
ALTER TABLE role_perm ADD COLUMN change_years INTEGER NOT NULL DEFAULT 0;
