-- Documents at an S3-compatible address, instead of in large objects.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table document_object (
    application_id uuid not null references application,
    kind text not null,
    key text not null unique,
    primary key (application_id, kind)
);

-- What no document has any more, or perhaps never had: written before an object is put, deleted in
-- the transaction of its document.
create table stale_object (
    key text primary key,
    at timestamptz not null -- from when on it is deleted
);

-- migrate:down
set local lock_timeout = '5s';

drop table stale_object;
drop table document_object;
