create table if not exists public.status_transitions (
  machine text not null,
  from_status text not null,
  to_status text not null,
  primary key (machine, from_status, to_status)
);

comment on table public.status_transitions is
  'Which state may follow which: the same tables as domain/states, held here so that no writer can go around them.';
comment on column public.status_transitions.from_status is 'Empty: the state a new row may start in.';
