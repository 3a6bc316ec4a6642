-- Which trained model read the articles for an answer, beside the prompts of the language model that wrote it.
alter table answer
    add column reader      text,
    add column reader_hash text;
comment on column answer.reader is 'name and version; none for answers that editors decided, and for those given before there was a reader';
comment on column answer.reader_hash is 'SHA-256 of the reader''s ONNX file, in hexadecimal digits';
