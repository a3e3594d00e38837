drop table if exists public.service_leases;
drop function if exists public.hold_service_lease();
