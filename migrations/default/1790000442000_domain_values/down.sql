-- Event types stay: events that happened refer to them. The values go with their tables.
delete from public.status_transitions where machine = 'service_domains';
