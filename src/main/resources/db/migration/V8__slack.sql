-- What Slack tells and asks. A row is written before Slack is answered; rows that are done stay for as long as Slack may tell them again.
create table slack_event (
    id          bigint      generated always as identity primary key,
    event_key   text        not null unique,
    message_key text        unique,
    thread_key  text        not null,
    kind        text        not null,
    team        text        not null,
    enterprise  text,
    order_json  jsonb       not null,
    state       text        not null check (state in ('WAITING', 'RUNNING', 'DONE', 'DEAD')),
    attempts    integer     not null default 0,
    due_at      timestamptz not null,
    reason      text,
    answer_id   text,
    message_ts  text,
    created_at  timestamptz not null,
    changed_at  timestamptz not null
);
comment on column slack_event.message_key is 'the message that is answered: two events about one message are one';
comment on column slack_event.thread_key is 'rows of one thread are worked off in order';
comment on column slack_event.due_at is 'while it runs: the end of the lease';
comment on column slack_event.answer_id is 'the answer it gets, known before it is posted';
comment on column slack_event.message_ts is 'the message that shows the answer';
create index slack_event_due on slack_event (due_at, id) where state in ('WAITING', 'RUNNING');
create index slack_event_thread on slack_event (thread_key, id) where state in ('WAITING', 'RUNNING');

create table slack_installation (
    enterprise  text        not null,
    team        text        not null,
    app_id      text,
    bot_id      text        not null,
    bot_user_id text        not null,
    scopes      text,
    token       bytea       not null,
    installer   text,
    installed_at timestamptz not null,
    primary key (enterprise, team)
);
comment on table slack_installation is 'enterprise and team are empty where Slack names none';
comment on column slack_installation.token is 'AES-GCM: nonce, then ciphertext; bound to enterprise and team';

create table slack_oauth_state (
    state      text        primary key,
    created_at timestamptz not null
);

-- Which site's articles a workspace, or a channel of it, is answered from.
create table slack_site (
    team    text not null,
    channel text not null,
    site    text not null,
    primary key (team, channel)
);
comment on column slack_site.channel is 'empty: the whole workspace';

-- A thread is a conversation.
create table slack_thread (
    team         text        not null,
    channel      text        not null,
    thread_ts    text        not null,
    conversation text        not null,
    partner      text,
    changed_at   timestamptz not null,
    primary key (team, channel, thread_ts)
);
comment on column slack_thread.partner is 'who may go on without a mention; nobody once others take part';

-- Which message of ours answers which message.
create table slack_answer (
    team       text        not null,
    channel    text        not null,
    message_ts text        not null,
    answer_ts  text        not null,
    answer_id  text        not null,
    created_at timestamptz not null,
    primary key (team, channel, message_ts)
);

create table slack_follow (
    id         bigint      generated always as identity primary key,
    team       text        not null,
    enterprise text,
    channel    text        not null,
    follower   text        not null,
    topic      text        not null,
    digest_at  time,
    zone       text        not null,
    answer_id  text,
    quotes     jsonb       not null,
    due_at     timestamptz not null,
    created_at timestamptz not null
);
comment on column slack_follow.digest_at is 'when the day''s news come together; at once where it is null';
comment on column slack_follow.quotes is 'the words that answered last time';
create index slack_follow_due on slack_follow (due_at);
create unique index slack_follow_once on slack_follow (team, channel, lower(topic));
