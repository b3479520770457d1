-- Mails to send, written in the transaction of what they tell of. Personal data: addresses, texts.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table notice (
    id uuid primary key default uuidv7(), -- also of its Message-ID, so that it stays the same
    kind text not null,
    channel text not null check (channel in ('mail', 'pec')),
    about uuid, -- what it tells of; no reference, so that it outlives it
    recipient text, -- erased with the text
    subject text,
    body text,
    leave text, -- address of one-click leaving (RFC 8058)
    state text not null default 'waiting' check (
        state in ('waiting', 'handing', 'sent', 'doubtful', 'failed')
    ),
    attempts bigint not null default 0,
    created_at timestamptz not null,
    due_at timestamptz not null, -- waiting: when it is tried; handing: when nobody is at it any more
    ended_at timestamptz,
    reason text, -- codes alone: a server's own words may quote an address
    check ((state in ('waiting', 'handing')) = (ended_at is null)),
    check ((recipient is null) = (subject is null)),
    check ((subject is null) = (body is null)),
    check (ended_at is not null or recipient is not null)
);

-- What the worker asks for every two seconds.
create index notice_due on notice (due_at) where ended_at is null;

-- Whose text is to be erased.
create index notice_to_erase on notice (ended_at) where recipient is not null;

-- The acts of one application or body.
create index notice_about on notice (about, id);

-- migrate:down
set local lock_timeout = '5s';

drop table notice;
