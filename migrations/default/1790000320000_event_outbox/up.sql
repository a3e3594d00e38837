-- Written in the transaction of the event and deleted when the event bus has it. A table of its own, because events are never changed, and
-- because a mark of how far one has read would pass over events of transactions that commit late.
create table if not exists public.event_outbox (
  event_id uuid primary key,
  organization_id uuid not null,
  subject_id uuid not null,
  created_at timestamptz not null,
  refused_at timestamptz,
  refusal text,
  constraint event_outbox_refused_check check ((refused_at is null) = (refusal is null))
);

comment on table public.event_outbox is 'Domain events that the event bus does not have yet.';
comment on column public.event_outbox.event_id is 'The domain event';
comment on column public.event_outbox.organization_id is 'Whose event it is';
comment on column public.event_outbox.subject_id is 'What it happened to: events of one subject are published one after the other';
comment on column public.event_outbox.created_at is 'When it happened; the order of publication';
comment on column public.event_outbox.refused_at is 'When it was found that the bus will not take it; tried again after a day';
comment on column public.event_outbox.refusal is 'Why not';

create index if not exists event_outbox_created_at_idx on public.event_outbox (created_at asc, event_id asc);

create or replace function public.queue_event() returns trigger
  language plpgsql
  as $$
begin
  insert into public.event_outbox (event_id, organization_id, subject_id, created_at)
    values (new.id, new.organization_id, new.subject_id, new.created_at);
  return null;
end
$$;

comment on function public.queue_event() is 'Notes an event for publication.';

drop trigger if exists domain_events_queue on public.domain_events;
create trigger domain_events_queue after insert on public.domain_events
  for each row execute function public.queue_event();
