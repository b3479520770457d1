-- Who changed what, and when. Never the data of a person: actors are pseudonyms.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table history (
    id bigint generated always as identity primary key,
    thing uuid not null, -- what was changed; no reference, so that history outlives it
    at timestamptz not null,
    role text not null,
    subject text not null,
    action text not null,
    changes jsonb not null, -- field to [before, after]
    reason text -- private: seen by officers only
);

-- The history of one thing is read newest first.
create index history_of_thing on history (thing, id);

-- migrate:down
set local lock_timeout = '5s';

drop table history;
