-- Events do not wait for publication where nobody takes them: without an event bus, writing, telling and deleting a row for each event was work
-- for nobody. Whoever would publish says so when it starts; until then they wait, so that none is lost before its first start.
create table if not exists public.event_publishing (
  id boolean primary key default true,
  is_on boolean not null,
  constraint event_publishing_one_row_check check (id)
);

comment on table public.event_publishing is 'Whether domain events are published; one row, or none: nobody has said so yet, and they wait.';
comment on column public.event_publishing.id is 'Always true';
comment on column public.event_publishing.is_on is 'There is an event bus that takes them';

create or replace function public.queue_event() returns trigger
  language plpgsql
  as $$
begin
  if not exists (select from public.event_publishing where not is_on) then
    insert into public.event_outbox (event_id, organization_id, subject_id, created_at)
      values (new.id, new.organization_id, new.subject_id, new.created_at);
  end if;
  return null;
end
$$;
