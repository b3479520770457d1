-- The bodies of the register.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table provider (
    id uuid primary key,
    source_name text,
    source_id text,
    state text not null check (state in ('admitted', 'suspended', 'removed')),
    card jsonb not null, -- what is public: contracts.providers.ProviderCard
    tax_code text not null unique, -- private: one body, one registration
    decision_number text not null,
    decision_date date not null,
    periods jsonb not null, -- in the register, from and to
    imported text, -- digest of the row as last imported: the same row again changes nothing
    version bigint not null default 1,
    check ((source_name is null) = (source_id is null)),
    unique (source_name, source_id)
);

-- migrate:down
set local lock_timeout = '5s';

drop table provider;
