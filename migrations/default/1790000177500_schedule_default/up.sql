-- What services that exist already get from the next migration, which refers to it before it has values.
create table if not exists public.concurrency_policies (
  value text primary key,
  comment text not null
);
comment on table public.concurrency_policies is 'What becomes of a scheduled run while the one before still runs.';
insert into public.concurrency_policies (value, comment) values
  ('forbid', 'The later one is skipped')
on conflict (value) do nothing;
