-- The draft beside the published card: who wrote it, whether officers are to judge it, their notes.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table offer add column draft_state text not null default 'writing' check (
    draft_state in ('writing', 'submitted', 'sent_back')
);
alter table offer add column submitted_at timestamptz check (
    (draft_state = 'submitted') = (submitted_at is not null)
);
alter table offer add column authors jsonb not null default '[]'; -- pseudonyms
alter table offer add column notes jsonb not null default '[]'; -- providers.schemas.offers.Note

-- migrate:down
set local lock_timeout = '5s';

alter table offer
drop column submitted_at,
drop column draft_state,
drop column authors,
drop column notes;
