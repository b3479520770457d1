-- Bodies that people would like to find. No person is in it: who suggests is not known.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table suggestion (
    id uuid primary key,
    number bigint generated always as identity unique, -- the order of the queue
    body jsonb not null, -- providers.schemas.suggestions.NewSuggestion
    received_at timestamptz not null,
    state text not null default 'received' check (state in ('received', 'accepted', 'rejected')),
    version bigint not null default 1
);

-- The queue, and what everybody sees.
create index suggestion_in_state on suggestion (state, number);

-- migrate:down
set local lock_timeout = '5s';

drop table suggestion;
