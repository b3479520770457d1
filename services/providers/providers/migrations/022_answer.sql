-- What each body answers to a request, about one of its offers. Locked by its request's row.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table answer (
    id uuid primary key, -- also of its quote
    request_id uuid not null references request,
    offer_id uuid not null references offer,
    provider_id uuid not null references provider,
    state text not null check (
        state in (
            'sent', 'talking', 'quoted', 'refused', 'accepted', 'expired', 'withdrawn', 'used',
            'cancelled', 'closed'
        )
    ),
    quote jsonb, -- providers.schemas.quotes.Quote
    reason text,
    contacts jsonb, -- of the family: providers.schemas.requests.FamilyContacts
    family_token text unique,
    accepted_at timestamptz,
    purchase text check (purchase in ('registered', 'captured', 'cancelled')),
    family_confirmed_at timestamptz,
    provider_confirmed_at timestamptz,
    version bigint not null default 1,
    unique (request_id, offer_id),
    check (quote is not null or state not in ('quoted', 'accepted', 'expired', 'withdrawn', 'used')),
    check ((family_token is null) = (accepted_at is null)),
    check (state not in ('accepted', 'used', 'cancelled') or accepted_at is not null)
);

-- Of a request one answer is accepted at most.
create unique index answer_accepted on answer (request_id) where accepted_at is not null;

-- What a body was asked, in order.
create index answer_of_provider on answer (provider_id, id);

-- migrate:down
set local lock_timeout = '5s';

drop table answer;
