-- When happened what a passage tells, as far as its words say so.
alter table passage add column events datemultirange not null default '{}';
comment on column passage.events is 'the days that the dates in the passage mean, those of a month at most each';
create index passage_events on passage using gist (events);
