-- What was asked in a conversation, so that a follow-up can be understood. No retrieved text: the answer knows what it cites.
create table conversation (
    id       text        primary key,
    begun_at timestamptz not null,
    used_at  timestamptz not null
);
create index conversation_used on conversation (used_at);

create table conversation_turn (
    conversation_id text        not null references conversation (id) on delete cascade,
    number          integer     not null check (number > 0),
    question        text        not null,
    understood      text        not null,
    answer_id       text        not null references answer (id) on delete cascade,
    asked_at        timestamptz not null,
    primary key (conversation_id, number)
);
create index conversation_turn_answer on conversation_turn (answer_id);

-- Whose conversation an answer belongs to, so that whoever deletes a conversation deletes all of its answers.
alter table answer add column conversation_id text;
create index answer_conversation on answer (conversation_id);

alter table answer_feedback add column reason text;
