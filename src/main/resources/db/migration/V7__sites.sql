-- Newsrooms' sites. What has no site belongs to the default site: the program's own chat and its shared corpus.
create table site (
    id                    text        primary key check (id ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
    name                  text        not null,
    origins               text[]      not null,
    corpus                text        not null check (corpus in ('OWN', 'OWN_FIRST', 'ALL')),
    languages             text[]      not null,
    attribution           text,
    welcome               text[]      not null,
    questions_a_minute    integer     not null check (questions_a_minute > 0),
    reader_questions      integer     not null check (reader_questions > 0),
    tokens_a_day          bigint      check (tokens_a_day >= 0),
    webhook               text,
    webhook_secret        text,
    created_at            timestamptz not null,
    changed_at            timestamptz not null
);
comment on column site.origins is 'where its widget may stand; none means nowhere';
comment on column site.corpus is 'which articles answer: its own, its own before the shared ones, or both alike';
comment on column site.reader_questions is 'a minute, of one reader';
comment on column site.tokens_a_day is 'that a language model may read and write for it; null means as many as all sites together may';

create table site_token (
    id         bigint      generated always as identity primary key,
    site       text        not null references site (id) on delete cascade,
    role       text        not null,
    name       text        not null,
    hash       text        not null unique,
    created_at timestamptz not null,
    revoked_at timestamptz
);
comment on column site_token.hash is 'SHA-256 of the token; the token itself is kept nowhere';
create index site_token_site on site_token (site);

alter table article add column site text references site (id);
-- two sites may bring an article of the same address: those are two articles
alter table article drop constraint article_source_key_key;
create unique index article_source_key on article (coalesce(site, ''), source_key);
create index article_site on article (site) where site is not null;

alter table passage add column site text;
comment on column passage.site is 'that of its article, so that searching need not look there';
create index passage_site on passage (site);

alter table feed add column site text references site (id);
alter table feed drop constraint feed_url_key;
create unique index feed_url on feed (coalesce(site, ''), url);

alter table ingestion_job add column site text;
drop index ingestion_job_once;
create unique index ingestion_job_once on ingestion_job (kind, subject, coalesce(site, '')) where state = 'WAITING' and kind in ('PAGE', 'RELEASE');

alter table answer add column site text references site (id);
create index answer_site on answer (site, created_at) where site is not null;
alter table conversation add column site text references site (id);
create index conversation_site on conversation (site) where site is not null;

-- What sites are still to be told: an answer that was given there cites something that is no longer so.
create table webhook_message (
    id         text        primary key default 'msg_' || replace(gen_random_uuid()::text, '-', ''),
    site       text        not null references site (id) on delete cascade,
    answer_id  text        not null references answer (id) on delete cascade,
    article_id text        not null,
    version    integer     not null,
    change     text        not null,
    attempts   integer     not null default 0,
    due_at     timestamptz,
    reason     text,
    state      text        not null default 'WAITING' check (state in ('WAITING', 'SENT', 'DEAD')),
    created_at timestamptz not null default now(),
    unique (answer_id, article_id, version, change)
);
comment on column webhook_message.due_at is 'null means at once; while it is sent: the end of the lease';
create index webhook_message_due on webhook_message (due_at nulls first) where state = 'WAITING';
create index webhook_message_site on webhook_message (site, created_at);

-- In the very transaction that ends a version's life, whatever ends it.
create function tell_sites_of_change() returns trigger language plpgsql as $$
begin
    insert into webhook_message (site, answer_id, article_id, version, change)
    select distinct s.id, a.id, new.article_id, new.version, new.state
      from answer_citation c join answer a on a.id = c.answer_id join site s on s.id = a.site
     where c.article_id = new.article_id and c.version = new.version and s.webhook is not null
    on conflict do nothing;
    return null;
end $$;
create trigger article_version_changed after update of state on article_version
    for each row when (old.state <> new.state and new.state <> 'LIVE') execute function tell_sites_of_change();

-- What signs and salts, made by the first instance that needs it and shared by all.
create table service_secret (
    name       text        primary key,
    value      bytea       not null,
    created_at timestamptz not null
);

-- Every widget that was ever served, so that pages which name its version and hash go on working.
create table widget_release (
    version     text        primary key,
    script      bytea       not null,
    released_at timestamptz not null
);
