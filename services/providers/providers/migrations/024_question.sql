-- What somebody of 14 to 17 asks a body by a fixed form, and the reply. Personal data of minors.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table question (
    id uuid primary key,
    asker text not null, -- pseudonym: no body sees it
    offer_id uuid not null references offer,
    provider_id uuid not null references provider,
    topics jsonb not null, -- providers.schemas.questions.Topic
    asked_at timestamptz not null,
    reply text,
    replied_at timestamptz,
    replied_by text, -- pseudonym of the operator: officers see it
    version bigint not null default 1,
    check ((reply is null) = (replied_at is null)),
    check ((reply is null) = (replied_by is null))
);

-- Somebody's own list, and that of a body, in order.
create index question_of_asker on question (asker, id);
create index question_of_provider on question (provider_id, id);

-- migrate:down
set local lock_timeout = '5s';

drop table question;
