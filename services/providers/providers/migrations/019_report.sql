-- What somebody found wrong, unsafe or abusive. Who reports is not known; their text may name persons.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table report (
    id uuid primary key,
    number bigint generated always as identity unique, -- the order of the queue
    about_kind text not null check (about_kind in ('entry', 'review', 'provider')),
    about_id uuid not null, -- no reference: it may be another service's
    kind text not null check (kind in ('wrong', 'unsafe', 'abusive')),
    text text,
    receipt bytea not null unique, -- SHA-256 of the code that was given for it
    received_at timestamptz not null,
    state text not null default 'received' check (state in ('received', 'suspended', 'closed')),
    verdict jsonb, -- providers.schemas.reports.Verdict
    closed_at timestamptz,
    version bigint not null default 1,
    check ((state = 'closed') = (verdict is not null)),
    check ((state = 'closed') = (closed_at is not null))
);

-- The queue.
create index report_in_state on report (state, number);

-- migrate:down
set local lock_timeout = '5s';

drop table report;
