drop trigger if exists domain_events_queue on public.domain_events;
drop function if exists public.queue_event();
drop table if exists public.event_outbox;
