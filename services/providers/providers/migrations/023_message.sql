-- The words that a family and a body exchange about one answer. Personal data.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table message (
    id bigint generated always as identity primary key,
    answer_id uuid not null references answer,
    at timestamptz not null,
    side text not null check (side in ('family', 'provider')),
    subject text not null, -- pseudonym of who wrote it: shown to neither side
    text text not null
);

-- A thread is read newest first.
create index message_of_answer on message (answer_id, id);

-- migrate:down
set local lock_timeout = '5s';

drop table message;
