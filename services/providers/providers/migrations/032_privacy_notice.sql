-- Which version of a privacy notice was shown to who asked or reviewed; null: before forms said it.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table request add column privacy_notice text;
alter table question add column privacy_notice text;
alter table review add column privacy_notice text;

-- migrate:down
set local lock_timeout = '5s';

alter table request drop column privacy_notice;
alter table question drop column privacy_notice;
alter table review drop column privacy_notice;
