-- Which edition of its offer an answer is asked about, and since when that one is cancelled.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

-- No reference: editions are in their offer's row. A quote says its own (schemas.quotes.Quote).
alter table answer add column edition_id uuid;
alter table answer add column edition_cancelled_at timestamptz; -- of what had been accepted for it

-- migrate:down
set local lock_timeout = '5s';

alter table answer
drop column edition_id,
drop column edition_cancelled_at;
