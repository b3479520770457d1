-- Receipts of certified mail: the proof that an act was sent, and the day on which it arrived.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table receipt (
    id uuid primary key default uuidv7(),
    notice_id uuid not null references notice,
    kind text not null check (
        kind in ('accepted', 'refused', 'delivered', 'delayed', 'not_delivered')
    ),
    at timestamptz not null, -- as the provider of the mailbox says
    content bytea not null, -- as it came, signature and all
    sha256 text not null, -- of the content: the same file again is the same receipt
    unique (notice_id, sha256)
);

-- migrate:down
set local lock_timeout = '5s';

drop table receipt;
