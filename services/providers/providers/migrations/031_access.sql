-- Who read the data of which persons, and for what. Readers are pseudonyms.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table access (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    role text not null,
    subject text not null,
    purpose text not null, -- what was read, or done while it was read
    about uuid not null -- whose data: the application, body or case with them; no reference
);

-- Who read about somebody, newest first.
create index access_about on access (about, id);

-- What somebody read.
create index access_by on access (subject, id);

-- What has been kept long enough.
create index access_at on access (at);

-- migrate:down
set local lock_timeout = '5s';

drop table access;
