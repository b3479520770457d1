-- Who wants to be told when places of an offer free up or its sign-up opens. Personal data: addresses.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table followed_offer (
    offer_id uuid primary key references offer,
    full_now boolean not null, -- as last stated: places free up only where there were none
    signup_told date, -- the first day of the sign-up that was told, or was known when it began
    news text check (news in ('places', 'signup')), -- what is still to be told
    news_at timestamptz,
    told_at timestamptz, -- when the last news was told: at most one a day
    check ((news is null) = (news_at is null))
);

create table follow (
    id uuid primary key default uuidv7(),
    offer_id uuid not null references followed_offer,
    address text not null,
    language text not null check (language in ('it', 'en')),
    privacy_notice text not null, -- the version that was shown
    asked_at timestamptz not null,
    confirmed_at timestamptz, -- none: only the confirmation was ever sent
    told_at timestamptz,
    unique (offer_id, address)
);

-- How many confirmations an address was sent lately.
create index follow_of_address on follow (address, asked_at);

-- Words that only mails hold: who has one has read the mail. Kept as SHA-256 alone.
create table follow_token (
    hash bytea primary key,
    follow_id uuid not null references follow on delete cascade,
    purpose text not null check (purpose in ('confirm', 'leave'))
);

create index follow_token_of_follow on follow_token (follow_id);

-- migrate:down
set local lock_timeout = '5s';

drop table follow_token;
drop table follow;
drop table followed_offer;
