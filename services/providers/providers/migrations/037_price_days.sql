-- The days on which an offer's price changes by itself, and on which its body is told beforehand.

-- migrate:up
-- A deployment gives up rather than have requests queue behind its lock.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table offer
add column earlier_prices jsonb, -- providers.schemas.prices.Prices: until the published list begins
add column price_turns date, -- from then on families may read another price
add column price_warns date; -- from then on its body is to be told that its list ends

-- Lists that have begun are told rightly until they end; those to come were told too early. The
-- last day that there is has none after it.
update offer
set price_turns = case when valid.starts > current_date then current_date else valid.ends + 1 end,
    price_warns = case when valid.ends - current_date > 14 then valid.ends - 14 end
from (
    select
        id,
        (published -> 'price_list' -> 'valid' ->> 'start')::date as starts,
        nullif((published -> 'price_list' -> 'valid' ->> 'end')::date, '9999-12-31') as ends
    from offer
    where published -> 'price_list' ? 'valid'
) as valid
where valid.id = offer.id;

-- No larger than what is to come, and made in one look at the rows.
-- squawk-ignore require-concurrent-index-creation
create index offer_price_turns on offer (price_turns) where price_turns is not null;
-- squawk-ignore require-concurrent-index-creation
create index offer_price_warns on offer (price_warns) where price_warns is not null;

-- migrate:down
set local lock_timeout = '5s';

alter table offer
drop column earlier_prices,
drop column price_turns,
drop column price_warns;
