-- The calls under which bodies apply to the register.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table call (
    id uuid primary key,
    notice jsonb not null, -- providers.schemas.calls.Notice, windows and all
    version bigint not null default 1
);

-- migrate:down
set local lock_timeout = '5s';

drop table call;
