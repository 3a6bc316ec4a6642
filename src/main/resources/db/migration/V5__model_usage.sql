-- Which model wrote an answer, with which prompts, and why it fell back where it did; null where no model was configured.
alter table answer
    add column model         text,
    add column prompt_hash   text,
    add column fallback      text,
    add column withheld      integer;
create index answer_model on answer (model, created_at) where model is not null;

-- The tokens that models have read and written, by day (UTC) and site.
create table model_usage (
    day    date   not null,
    site   text   not null,
    tokens bigint not null check (tokens >= 0),
    primary key (day, site)
);
