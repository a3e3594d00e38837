-- Event types stay: events that happened refer to them.
update public.databases set status = 'unreachable' where status = 'lost';
delete from public.status_transitions where machine = 'databases' and 'lost' in (from_status, to_status);
delete from public.database_statuses where value = 'lost';
