-- What families ask of bodies. Personal data: a pseudonym, or the mandate of a family, and its words.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table request (
    id uuid primary key,
    citizen text, -- pseudonym of who asks
    on_behalf jsonb, -- providers.schemas.mandates.OnBehalf: a hub asks for a family
    hub_id uuid generated always as ((on_behalf ->> 'hub')::uuid) stored,
    message text,
    persons bigint not null check (persons > 0),
    ages jsonb not null,
    sent_at timestamptz not null,
    expires_at timestamptz not null,
    due_at timestamptz not null, -- when the clock has something to do with it
    state text not null check (state in ('open', 'accepted', 'expired', 'cancelled')),
    version bigint not null default 1,
    check ((citizen is null) = (on_behalf is not null))
);

-- A family's own list, and that of a hub, in order.
create index request_of_citizen on request (citizen, id) where citizen is not null;
create index request_of_hub on request (hub_id, id) where hub_id is not null;

-- What the sweep looks for.
create index request_due on request (due_at) where state = 'open';

-- migrate:down
set local lock_timeout = '5s';

drop table request;
