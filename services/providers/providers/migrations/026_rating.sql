-- How many published reviews an offer has, and what they come to: kept for what is told of it.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table offer add column reviews bigint not null default 0;
alter table offer add column stars bigint not null default 0; -- the sum of their overall scores

-- migrate:down
set local lock_timeout = '5s';

alter table offer
drop column reviews,
drop column stars;
