-- Whoever repaired a consumer wants the event sent to it once more: written down first, sent by whoever publishes.
alter table public.event_dead_letters add column if not exists redelivery_wanted_at timestamptz;
alter table public.event_dead_letters add column if not exists redelivery_wanted_by uuid;
alter table public.event_dead_letters add column if not exists redelivered_at timestamptz;
alter table public.event_dead_letters add column if not exists redelivery_refusal text;

comment on column public.event_dead_letters.redelivery_wanted_at is 'When somebody last asked to send it again; null: nobody did';
comment on column public.event_dead_letters.redelivery_wanted_by is 'Who asked';
comment on column public.event_dead_letters.redelivered_at is 'When the bus took it for that; null: it is on its way, or refused';
comment on column public.event_dead_letters.redelivery_refusal is 'Why the bus will not take it';

create index if not exists event_dead_letters_redelivery_idx on public.event_dead_letters (redelivery_wanted_at asc)
  where redelivery_wanted_at is not null and redelivered_at is null and redelivery_refusal is null;

-- What people do about them; that consumers gave up is seen, not done.
drop trigger if exists event_dead_letters_audit on public.event_dead_letters;
create trigger event_dead_letters_audit after update of settled_at, redelivery_wanted_at on public.event_dead_letters
  for each row execute function public.audit_change('note');
