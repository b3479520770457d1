-- The documents that applications bring.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

-- Without their contents: providers.schemas.documents.Document.
alter table application add column documents jsonb not null default '[]';

create table document (
    application_id uuid not null references application,
    kind text not null,
    content oid not null, -- a large object; vacuumlo finds it here and leaves it
    primary key (application_id, kind)
);

-- migrate:down
set local lock_timeout = '5s';
-- One statement for some thousand objects of 10 MB at most.
set local statement_timeout = '60s';

select lo_unlink(content) from document;

drop table document;

alter table application drop column documents;
