-- Listings that a body has claimed: its draft, beside the listing that families still see.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table offer add column tax_code text; -- of who runs a listing, where its source says it
alter table offer add column claimed_at timestamptz; -- kept once it has become an offer

-- It was: (kind = 'offer') = (provider_id is not null). A claimed listing has a body too.
-- squawk-ignore ban-drop-constraint
alter table offer drop constraint offer_check;
-- Whatever is there obeyed the stricter one: no need to look at each row under the lock.
alter table offer add constraint offer_body check (
    (kind = 'offer' or claimed_at is not null) = (provider_id is not null)
) not valid;

-- migrate:down
set local lock_timeout = '5s';

-- A listing that is claimed is a listing again; what has been published as an offer stays one.
update offer
set provider_id = null, draft = published,
    draft_state = 'writing', submitted_at = null, submission = null
where kind = 'listing' and provider_id is not null;

alter table offer
drop constraint offer_body,
add constraint offer_check check ((kind = 'offer') = (provider_id is not null)),
drop column claimed_at,
drop column tax_code;
