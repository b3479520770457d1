-- Editions of an offer: each running of it, with days and places of its own.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table offer add column editions jsonb not null default '[]'; -- schemas.editions.KeptEdition

-- migrate:down
set local lock_timeout = '5s';

alter table offer drop column editions;
