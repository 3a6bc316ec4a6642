-- Passages are kept by generation (one embedding model and one way of splitting) and, within it, by period of publication.
-- What V1 had embedded is embedded anew: its vectors say neither which model nor which splitter made them.
drop table passage;

create table passage_generation (
    id             smallint    primary key,
    model          text        not null,
    dimensions     smallint    not null check (dimensions between 1 and 4000),
    passage_tokens integer     not null check (passage_tokens > 0),
    splitter       integer     not null,
    state          text        not null check (state in ('BUILDING', 'ACTIVE', 'RETIRED')),
    created_at     timestamptz not null,
    activated_at   timestamptz
);
create unique index passage_generation_one_active on passage_generation (state) where state = 'ACTIVE';
create unique index passage_generation_one_building on passage_generation (state) where state = 'BUILDING';

-- Passages belong to live versions only: they go in the transaction that ends the version's life.
-- The partitions are made by dragoman.ingestion.PassagePartitions, each with the indexes of its generation.
create sequence passage_id;
create table passage (
    generation   smallint      not null,
    period       integer       not null,
    id           bigint        not null default nextval('passage_id'),
    article_id   text          not null,
    version      integer       not null,
    ordinal      integer       not null,
    start_offset integer       not null check (start_offset >= 0),
    end_offset   integer       not null check (end_offset > start_offset),
    published    date          not null,
    embedding    halfvec       not null,
    terms        integer[]     not null,
    weights      sparsevec     not null,
    unique (generation, period, article_id, ordinal),
    foreign key (article_id, version) references article_version (article_id, version) on delete cascade
) partition by list (generation);
comment on column passage.period is 'year * 100 + month for the newest months, the year before that, 0 for everything older';
comment on column passage.terms is 'the numbers of the stems in order, 0 after each sentence';
comment on column passage.weights is 'BM25 weights by number of the stem';
create index passage_terms on passage using gin (terms) with (fastupdate = off);
create index passage_published on passage (published);
create index passage_article on passage (article_id);

-- The article as a whole: the normalised mean of its passages.
create table article_embedding (
    generation smallint not null references passage_generation (id) on delete cascade,
    article_id text     not null,
    version    integer  not null,
    embedding  halfvec  not null,
    primary key (generation, article_id),
    foreign key (article_id, version) references article_version (article_id, version) on delete cascade
);
