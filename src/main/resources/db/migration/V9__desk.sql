-- What the editors' desk lists without reading each answer.
alter table answer
    add column took_millis   integer,
    add column suppressed_at timestamptz,
    add column outcome text not null generated always as (
        case when jsonb_typeof(content -> 'answered') = 'object' then 'ANSWERED'
             when jsonb_typeof(content -> 'partial') = 'object' then 'PARTIAL'
             else 'DECLINED' end) stored,
    add column question text generated always as (
        coalesce(content #>> '{answered,heading,question}', content #>> '{partial,heading,question}', content #>> '{notFound,heading,question}')) stored,
    add column understood text generated always as (
        coalesce(content #>> '{answered,heading,understoodAs}', content #>> '{partial,heading,understoodAs}', content #>> '{notFound,heading,understoodAs}')) stored,
    add column reason text generated always as (coalesce(content #>> '{partial,reason}', content #>> '{notFound,reason}')) stored;
comment on column answer.understood is 'the question that was answered, where the one asked leans on what was said before';
comment on column answer.suppressed_at is 'since when editors keep it from readers; its permalink says so';
create index answer_created on answer (created_at);
create index answer_feedback_answer on answer_feedback (answer_id);

-- The meaning of questions, for grouping them. It goes with its answer.
create table question_meaning (
    answer_id text    primary key references answer (id) on delete cascade,
    model     text    not null,
    embedding halfvec not null
);

-- Who may sign in with a token of their own. No site means the default site; admins see all.
create table editor_token (
    id         bigint      generated always as identity primary key,
    name       text        not null,
    role       text        not null check (role in ('EDITOR', 'ADMIN')),
    site       text,
    hash       text        not null unique,
    made_by    text        not null,
    created_at timestamptz not null,
    ended_at   timestamptz
);
comment on column editor_token.hash is 'SHA-256 of the token; the token itself is kept nowhere';

create table desk_session (
    hash       text        primary key,
    name       text        not null,
    role       text        not null check (role in ('EDITOR', 'ADMIN')),
    site       text,
    token_id   bigint      references editor_token (id) on delete cascade,
    form_key   text        not null,
    expires_at timestamptz not null
);
comment on column desk_session.form_key is 'stands in every form, and comes back with it';

-- What editors have decided about answers: to give one again, to give another in its place, or to give it no more.
create table ruling (
    id           bigint      generated always as identity primary key,
    kind         text        not null check (kind in ('PIN', 'CORRECTION', 'SUPPRESSION')),
    site         text,
    answer_id    text        not null,
    question     text        not null,
    question_key text        not null,
    model        text        not null,
    embedding    halfvec     not null,
    statements   jsonb       not null,
    made_by      text        not null,
    made_at      timestamptz not null,
    ended_at     timestamptz,
    ended_why    text
);
comment on column ruling.question_key is 'the words of the question in lower case, for finding it again';
create unique index ruling_one on ruling (coalesce(site, ''), question_key) where ended_at is null;
create index ruling_answer on ruling (answer_id);

create table ruling_citation (
    ruling_id  bigint  not null references ruling (id) on delete cascade,
    article_id text    not null,
    version    integer not null,
    primary key (ruling_id, article_id, version)
);
create index ruling_citation_article on ruling_citation (article_id, version);

-- A ruling rests on articles as they were. It ends in the very transaction that ends a version's life, whatever ends it.
create function end_rulings_on_change() returns trigger language plpgsql as $$
begin
    update ruling set ended_at = now(), ended_why = 'An article it cites was changed or withdrawn.'
     where ended_at is null and id in (select ruling_id from ruling_citation c where c.article_id = new.article_id and c.version = new.version);
    return null;
end $$;
create trigger article_version_ends_rulings after update of state on article_version
    for each row when (old.state = 'LIVE' and new.state <> 'LIVE') execute function end_rulings_on_change();

create table topic_embargo (
    id         bigint      generated always as identity primary key,
    site       text,
    everywhere boolean     not null,
    topic      text        not null,
    until      timestamptz,
    made_by    text        not null,
    made_at    timestamptz not null,
    ended_at   timestamptz,
    check (site is null or not everywhere)
);
comment on column topic_embargo.site is 'where it holds; null means the default site, unless it holds everywhere';

-- What was done at the desk. Each entry carries the hash of the one before, so that a change or a gap is seen (dragoman.audit.AuditLog).
create table audit_entry (
    number        bigint      primary key,
    at            timestamptz not null,
    actor         text        not null,
    role          text        not null,
    site          text,
    action        text        not null,
    subject       text        not null,
    detail        text        not null,
    previous_hash text        not null,
    hash          text        not null unique
);

create function audit_entries_stay() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log takes new entries only' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_entry_stays before update or delete on audit_entry for each row execute function audit_entries_stay();
create trigger audit_log_stays before truncate on audit_entry for each statement execute function audit_entries_stay();

create function audit_entries_follow() returns trigger language plpgsql as $$
declare
    last audit_entry;
begin
    select * into last from audit_entry order by number desc limit 1;
    if new.number is distinct from coalesce(last.number, 0) + 1 or new.previous_hash is distinct from coalesce(last.hash, '') then
        raise exception 'an entry of the audit log follows the one before' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
create trigger audit_entry_follows before insert on audit_entry for each row execute function audit_entries_follow();
