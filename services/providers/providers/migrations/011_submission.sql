-- The queue of drafts that wait for an officer, in the order in which they were submitted.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table offer add column submission bigint;
create sequence offer_submission owned by offer.submission;

update offer set submission = nextval('offer_submission') where draft_state = 'submitted';

-- No larger than the queue, and made in one look at the rows.
-- squawk-ignore require-concurrent-index-creation
create index offer_waiting on offer (submission) where draft_state = 'submitted';

-- migrate:down
set local lock_timeout = '5s';

alter table offer drop column submission;
