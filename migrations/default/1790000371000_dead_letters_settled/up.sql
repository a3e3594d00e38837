-- Somebody has seen to it: sent the consumer what it missed, or found that it needs nothing.
alter table public.event_dead_letters add column if not exists settled_at timestamptz;
alter table public.event_dead_letters add column if not exists settled_by uuid;
alter table public.event_dead_letters add column if not exists note text not null default '';

comment on table public.event_dead_letters is 'Events that a consumer of the event bus gave up, for 90 days.';
comment on column public.event_dead_letters.settled_at is 'When somebody said that it is seen to; null: it is open';
comment on column public.event_dead_letters.settled_by is 'Who said so';
comment on column public.event_dead_letters.note is 'What was done about it';
