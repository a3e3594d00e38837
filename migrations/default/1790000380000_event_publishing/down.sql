create or replace function public.queue_event() returns trigger
  language plpgsql
  as $$
begin
  insert into public.event_outbox (event_id, organization_id, subject_id, created_at)
    values (new.id, new.organization_id, new.subject_id, new.created_at);
  return null;
end
$$;

drop table if exists public.event_publishing;
