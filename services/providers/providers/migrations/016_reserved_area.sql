-- What a body keeps in its reserved area: the card that it proposes, and what the city alone reads.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

-- Personal data: providers.schemas.reserved.Reserved has persons and an IBAN in it.
alter table provider add column reserved jsonb not null default '{}';
alter table provider add column proposal jsonb; -- providers.schemas.providers.Proposal
alter table provider add column proposed_by text; -- pseudonym of who wrote it

-- migrate:down
set local lock_timeout = '5s';

alter table provider
drop column reserved,
drop column proposal,
drop column proposed_by;
