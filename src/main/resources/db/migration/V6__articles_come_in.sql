-- What only some articles state, articles that wait for their time, and copies of others.
alter table article add column withdrawn_at timestamptz;
comment on column article.withdrawn_at is 'also for articles that were withdrawn before they came';

alter table article_version drop constraint article_version_state_check;
alter table article_version add constraint article_version_state_check check (state in ('LIVE', 'EMBARGOED', 'SUPERSEDED', 'WITHDRAWN'));
alter table article_version
    add column published_at  timestamptz,
    add column modified_at   timestamptz,
    add column section       text,
    add column author        text,
    add column rights_notice text,
    add column correction    text,
    add column embargo       timestamptz,
    add column copy_of       text references article (id);
comment on column article_version.copy_of is 'the article that speaks for this one; a live version has passages only where this is null';
create index article_version_copy on article_version (copy_of) where copy_of is not null;
update article set withdrawn_at = now() where id in (select article_id from article_version where state = 'WITHDRAWN');
-- what was withdrawn is shown in none of its versions
update article_version set state = 'WITHDRAWN' where article_id in (select id from article where withdrawn_at is not null);

-- MinHash bands of the newest text of an article: texts that share one are compared (dragoman.ingestion.CopyFinder).
create table article_bands (
    article_id text     primary key references article (id) on delete cascade,
    bands      bigint[] not null
);
create index article_bands_bands on article_bands using gin (bands);

-- Work that is waiting. A job that is taken is leased; whoever takes it after the lease is another attempt.
create table ingestion_job (
    id         bigint      generated always as identity primary key,
    kind       text        not null check (kind in ('DELIVERY', 'PAGE', 'RELEASE')),
    subject    text        not null,
    state      text        not null check (state in ('WAITING', 'RUNNING', 'DEAD')),
    attempts   integer     not null default 0,
    due_at     timestamptz not null,
    reason     text,
    feed_id    bigint,
    order_json jsonb       not null,
    content    bytea,
    created_at timestamptz not null,
    changed_at timestamptz not null
);
comment on column ingestion_job.due_at is 'while it runs: the end of the lease';
create index ingestion_job_due on ingestion_job (due_at, id) where state <> 'DEAD';
create index ingestion_job_subject on ingestion_job (kind, subject);
-- the same work twice is done once; what runs already may have seen the state before
create unique index ingestion_job_once on ingestion_job (kind, subject) where state = 'WAITING' and kind in ('PAGE', 'RELEASE');

create table feed (
    id            bigint      generated always as identity primary key,
    url           text        not null unique,
    publisher     text,
    zone          text,
    language      text,
    every_seconds integer     not null check (every_seconds > 0),
    licensed      boolean     not null,
    due_at        timestamptz not null,
    etag          text,
    last_modified text,
    polled_at     timestamptz,
    succeeded_at  timestamptz,
    newest_at     timestamptz,
    failures      integer     not null default 0,
    problem       text,
    created_at    timestamptz not null
);
comment on column feed.due_at is 'the next poll; while it is polled: the end of the lease';

create table feed_entry (
    feed_id bigint not null references feed (id) on delete cascade,
    entry   text   not null,
    content text   not null,
    seen_at timestamptz not null,
    primary key (feed_id, entry)
);
comment on column feed_entry.content is 'a fingerprint of what the feed said of the entry';

-- When each host may be asked next, for all instances together.
create table fetch_host (
    host    text        primary key,
    next_at timestamptz not null
);
