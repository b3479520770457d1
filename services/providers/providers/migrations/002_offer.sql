-- What bodies offer, and the listings of open data that no body manages yet.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table offer (
    id uuid primary key,
    kind text not null check (kind in ('offer', 'listing')),
    provider_id uuid references provider,
    manager text, -- who runs a listing, as its source writes it
    source_name text,
    source_id text,
    state text not null check (state in ('draft', 'published', 'withdrawn', 'suspended')),
    draft jsonb not null, -- contracts.offers.OfferCard, as its body edits it
    published jsonb, -- the same, as families last saw it
    published_at timestamptz,
    places_total bigint check (places_total >= 0),
    places_left bigint check (places_left >= 0),
    imported text,
    -- One counter: each change raises version, and the part that it touches takes that number.
    version bigint not null default 1,
    state_version bigint not null default 1,
    draft_version bigint not null default 1,
    places_version bigint not null default 1,
    check ((kind = 'offer') = (provider_id is not null)),
    check (manager is null or kind = 'listing'),
    check ((state = 'draft') = (published is null)),
    check ((published is null) = (published_at is null)),
    check (places_left <= places_total),
    check (version >= greatest(state_version, draft_version, places_version)),
    check ((source_name is null) = (source_id is null)),
    unique (source_name, source_id)
);

-- A body's own list, in order, and all that must be told again when the body changes.
create index offer_of_provider on offer (provider_id, id);

-- migrate:down
set local lock_timeout = '5s';

drop table offer;
