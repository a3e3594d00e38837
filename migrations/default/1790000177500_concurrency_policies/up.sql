-- Here already, so that it has the value that services which exist get from the migration after the next.
create table if not exists public.concurrency_policies (
  value text primary key,
  comment text not null
);
comment on table public.concurrency_policies is 'What becomes of a scheduled run while the one before still runs.';
