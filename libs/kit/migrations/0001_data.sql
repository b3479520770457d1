-- migrate:up

-- The outbox: what others may know about each thing, whole, one row for each (kit.outbox).
create table told (
    subject text primary key,
    type text not null,
    data jsonb not null,            -- the fact, without its version
    id uuid not null,               -- of the event: new with every telling, and rising (uuidv7)
    time timestamptz not null,      -- when it happened
    version bigint not null,
    told_version bigint not null default 0,
    seq bigint not null default 0   -- of the subject's last message, as far as we know; 0: none
);

-- What the relay asks for ten times a second: this holds only what is still to be told.
create index told_waiting on told (id) where told_version < version;

-- How far each reader of a stream has come (kit.reader).
create table reader_position (
    reader text primary key,
    position bigint not null
);

-- Answers that are given again when the same call comes twice (kit.idempotency).
create table idempotency (
    caller text not null,
    route text not null,
    key text not null,
    fingerprint bytea not null,     -- SHA-256 of the body
    status bigint not null,
    headers jsonb not null,
    body bytea not null,
    at timestamptz not null,
    primary key (caller, route, key)
);

create index idempotency_at on idempotency (at);

-- migrate:down

drop table idempotency;
drop table reader_position;
drop table told;
