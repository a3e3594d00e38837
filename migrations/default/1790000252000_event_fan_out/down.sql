drop trigger if exists domain_events_fan_out on public.domain_events;
drop function if exists public.fan_out_event();
