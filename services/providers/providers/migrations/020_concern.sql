-- What somebody said that tells of danger. Read by the role safeguarding alone.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table concern (
    id uuid primary key,
    number bigint generated always as identity unique, -- the order of the queue
    source text not null,
    text text not null, -- special-category data, perhaps of a minor
    about_kind text check (about_kind in ('entry', 'review', 'provider')),
    about_id uuid,
    receipt bytea unique, -- SHA-256 of the code that was given for it, if one was
    received_at timestamptz not null,
    due_at timestamptz not null,
    state text not null default 'open' check (state in ('open', 'taken', 'closed')),
    taken_by text, -- pseudonym of who sees to it
    outcome jsonb, -- providers.schemas.concerns.Outcome
    closed_at timestamptz,
    version bigint not null default 1,
    check ((about_kind is null) = (about_id is null)),
    check ((state = 'open') = (taken_by is null)),
    check ((state = 'closed') = (outcome is not null)),
    check ((state = 'closed') = (closed_at is not null))
);

-- The queue.
create index concern_in_state on concern (state, number);

-- migrate:down
set local lock_timeout = '5s';

drop table concern;
