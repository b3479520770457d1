-- The images of a body, which cards of its offers name.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table image (
    id uuid primary key,
    provider_id uuid not null references provider,
    content oid not null, -- a large object; vacuumlo finds it here and leaves it
    width bigint not null,
    height bigint not null,
    size bigint not null,
    sha256 text not null,
    brought_at timestamptz not null,
    unique (provider_id, sha256) -- the same one again is the same one
);

-- A body's own list, in order.
create index image_of_provider on image (provider_id, id);

-- migrate:down
set local lock_timeout = '5s';
-- One statement for some thousand objects of 1 MB at most.
set local statement_timeout = '60s';

select lo_unlink(content) from image;

drop table image;
