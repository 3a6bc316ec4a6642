create table article (
    id         text primary key,
    source_key text        not null unique,
    created_at timestamptz not null default now()
);

create table article_version (
    article_id  text        not null references article (id),
    version     integer     not null check (version > 0),
    state       text        not null check (state in ('LIVE', 'SUPERSEDED', 'WITHDRAWN')),
    title       text        not null,
    publisher   text        not null,
    url         text,
    published   date        not null,
    language    text        not null,
    rights      text        not null check (rights in ('QUOTES_ONLY', 'FULL_TEXT')),
    sources     text[]      not null,
    body        text        not null,
    fingerprint text        not null,
    stored_at   timestamptz not null default now(),
    primary key (article_id, version)
);
create unique index article_version_one_live on article_version (article_id) where state = 'LIVE';
create index article_version_published on article_version (published) where state = 'LIVE';

-- Passages belong to live versions only: they go in the transaction that ends the version's life.
create table passage (
    id           bigint generated always as identity primary key,
    article_id   text        not null,
    version      integer     not null,
    ordinal      integer     not null,
    start_offset integer     not null check (start_offset >= 0),
    end_offset   integer     not null check (end_offset > start_offset),
    published    date        not null,
    embedding    vector(384) not null,
    keywords     tsvector    not null,
    unique (article_id, version, ordinal),
    foreign key (article_id, version) references article_version (article_id, version) on delete cascade
);
create index passage_embedding on passage using hnsw (embedding vector_cosine_ops);
create index passage_keywords on passage using gin (keywords);
create index passage_published on passage (published);

-- An answer as it was given, frozen; answer_citation tells which of them an article's change concerns.
create table answer (
    id         text primary key,
    created_at timestamptz not null,
    content    jsonb       not null
);

create table answer_citation (
    answer_id  text    not null references answer (id) on delete cascade,
    number     integer not null,
    article_id text    not null,
    version    integer not null,
    primary key (answer_id, number),
    foreign key (article_id, version) references article_version (article_id, version)
);
create index answer_citation_article on answer_citation (article_id);

create table answer_feedback (
    id         bigint generated always as identity primary key,
    answer_id  text        not null references answer (id) on delete cascade,
    helpful    boolean     not null,
    comment    text,
    created_at timestamptz not null
);
