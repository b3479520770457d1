-- migrate:up

create table heard (thing uuid not null, text text not null, sequence bigint not null);

-- migrate:down

drop table heard;
