-- Terms of an application, and the notice that comes before its rejection.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table application add column terms jsonb not null default '{}'; -- schemas.calls.Terms
alter table application add column rejection_notice jsonb; -- schemas.applications.RejectionNotice
alter table application add column responsible text; -- who answers for the decision

-- migrate:down
set local lock_timeout = '5s';

alter table application
drop column terms,
drop column rejection_notice,
drop column responsible;
