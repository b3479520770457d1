-- What bodies send to be admitted to the register. Personal data: the form has persons in it.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table application (
    id uuid primary key,
    call_id uuid not null references call,
    applicant text not null, -- pseudonym of who makes it
    tax_code text not null, -- of the form
    state text not null check (
        state in ('draft', 'submitted', 'integration_asked', 'admitted', 'rejected', 'withdrawn')
    ),
    form jsonb not null, -- providers.schemas.applications.ApplicationForm
    submitted_at timestamptz,
    receipt bigint unique,
    integration jsonb, -- providers.schemas.applications.Integration
    decision jsonb, -- contracts.providers.Decision
    decided_at timestamptz,
    reason text, -- of a rejection: told to the body alone
    provider_id uuid references provider,
    version bigint not null default 1,
    check ((submitted_at is null) = (receipt is null)),
    check (state in ('draft', 'withdrawn') or submitted_at is not null),
    check ((state in ('admitted', 'rejected')) = (decision is not null)),
    check ((decision is null) = (decided_at is null)),
    check ((state = 'rejected') = (reason is not null)),
    check ((state = 'admitted') = (provider_id is not null))
);

create sequence application_receipt owned by application.receipt;

-- One body, one application: of those of a tax code one is being judged at most.
create unique index application_judged on application (tax_code)
where state in ('submitted', 'integration_asked');

-- Whether a body has applied before.
create index application_of_body on application (tax_code);

-- Somebody's own list, in order.
create index application_of_applicant on application (applicant, id);

-- migrate:down
set local lock_timeout = '5s';

drop table application;
