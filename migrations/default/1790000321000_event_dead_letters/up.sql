-- No foreign keys: the event and its organization may be gone, and the consumer is somebody else's program.
create table if not exists public.event_dead_letters (
  id text primary key,
  consumer text not null,
  deliveries integer not null,
  event_id uuid,
  organization_id uuid,
  event_type text,
  created_at timestamptz not null default now(),
  constraint event_dead_letters_deliveries_check check (deliveries >= 0)
);

comment on table public.event_dead_letters is 'Events that a consumer of the event bus gave up. Append-only for 90 days.';
comment on column public.event_dead_letters.id is 'What the bus calls it; it is written down once';
comment on column public.event_dead_letters.consumer is 'The program that gave up, by the name it has on the bus';
comment on column public.event_dead_letters.deliveries is 'How often it was tried';
comment on column public.event_dead_letters.event_id is 'The domain event; null when the bus did not keep it any more';
comment on column public.event_dead_letters.organization_id is 'Whose event it is; null when that is not known any more';
comment on column public.event_dead_letters.event_type is 'What happened; null when that is not known any more';
comment on column public.event_dead_letters.created_at is 'When it was written down';

create index if not exists event_dead_letters_created_at_idx on public.event_dead_letters (created_at asc);
create index if not exists event_dead_letters_organization_id_idx on public.event_dead_letters (organization_id asc, created_at desc);
