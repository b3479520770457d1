-- Who acts for a body, and the credentials of its own software.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table operator (
    id uuid primary key,
    provider_id uuid not null references provider,
    subject text not null, -- pseudonym of the person
    label text not null, -- personal data: what the body calls them
    duties text [] not null check (duties <> '{}'),
    expires_at timestamptz not null,
    withdrawn_at timestamptz,
    version bigint not null default 1
);

-- Asked at each call of an operator; nobody acts for a body by two rows at once.
create unique index operator_acting on operator (provider_id, subject) where withdrawn_at is null;

create table credential (
    id uuid primary key,
    provider_id uuid not null references provider,
    label text not null,
    scopes text [] not null check (scopes <> '{}'),
    secret bytea not null, -- SHA-256 of it: the secret itself is shown once and kept nowhere
    expires_at timestamptz not null,
    revoked_at timestamptz,
    version bigint not null default 1
);

create index credential_of_provider on credential (provider_id);

create table access_token (
    token bytea primary key, -- SHA-256 of it
    credential_id uuid not null references credential,
    expires_at timestamptz not null
);

-- Those that are over are removed.
create index access_token_over on access_token (expires_at);

-- migrate:down
set local lock_timeout = '5s';

drop table access_token, credential, operator;
