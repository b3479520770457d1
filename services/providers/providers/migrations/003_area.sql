-- The city's municipi, neighbourhoods and metro stops, from its open data.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table area (
    id uuid primary key,
    source_name text not null,
    source_id text not null,
    kind text not null check (kind in ('municipio', 'nil', 'metro')),
    code text not null,
    area jsonb not null, -- contracts.areas.Area, geometry and all
    imported text not null,
    version bigint not null default 1, -- the sum of all tells every process when to read them anew
    unique (source_name, source_id),
    unique (kind, code)
);

-- migrate:down
set local lock_timeout = '5s';

drop table area;
