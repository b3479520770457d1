-- The city's own number of an application.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table application add column protocol text; -- none until the city's system has given it

-- migrate:down
set local lock_timeout = '5s';

alter table application drop column protocol;
