-- What families say of offers that they have used. Personal data: who wrote it.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table review (
    id uuid primary key,
    answer_id uuid not null unique references answer, -- of each answer one
    offer_id uuid not null references offer,
    provider_id uuid not null references provider,
    author text not null, -- pseudonym of who wrote it: nobody sees it
    on_behalf jsonb, -- providers.schemas.mandates.OnBehalf: a hub wrote it for a family
    hub_id uuid generated always as ((on_behalf ->> 'hub')::uuid) stored,
    overall bigint not null check (overall between 1 and 5),
    speed bigint not null check (speed between 1 and 5),
    courtesy bigint not null check (courtesy between 1 and 5),
    punctuality bigint not null check (punctuality between 1 and 5),
    text text,
    state text not null check (state in ('submitted', 'published', 'rejected')),
    submitted_at timestamptz not null,
    published_at timestamptz,
    reason text, -- of a rejection: told to who wrote it
    reply text,
    replied_at timestamptz,
    version bigint not null default 1,
    check ((state = 'published') = (published_at is not null)),
    check ((state = 'rejected') = (reason is not null)),
    check ((reply is null) = (replied_at is null))
);

-- Those of an offer, in order, and what its rating is made of.
create index review_of_offer on review (offer_id, id);

-- What waits for an officer, in order.
create index review_waiting on review (id) where state = 'submitted';

-- Of an author, a hub and a body.
create index review_of_author on review (author, id);
create index review_of_hub on review (hub_id, id) where hub_id is not null;
create index review_of_provider on review (provider_id, id);

-- migrate:down
set local lock_timeout = '5s';

drop table review;
