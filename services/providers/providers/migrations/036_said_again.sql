-- The same words that tell of danger, said again while somebody sees to them, are the same case.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table concern add column words bytea; -- SHA-256 of what was said where about what
alter table concern add column times bigint not null default 1;

-- Few rows, and none of those that are there has words: a moment's lock.
-- squawk-ignore require-concurrent-index-creation
create unique index concern_not_closed on concern (words) where state <> 'closed';

-- Of who said it again; that of the first time is in its case. SHA-256, as there.
create table concern_receipt (
    receipt bytea primary key,
    concern_id uuid not null references concern
);

-- migrate:down
set local lock_timeout = '5s';

drop table concern_receipt;
drop index concern_not_closed;
alter table concern
drop column words,
drop column times;
