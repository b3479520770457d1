-- In which language a family is written to about its request, and that a quote's end was told once.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table request add column language text not null default 'it'; -- kit.languages.Language
alter table answer add column reminded_at timestamptz; -- that its quote ends soon

-- migrate:down
set local lock_timeout = '5s';

alter table request drop column language;
alter table answer drop column reminded_at;
