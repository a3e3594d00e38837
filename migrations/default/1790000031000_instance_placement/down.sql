drop trigger if exists service_instances_place on public.service_instances;
drop function if exists public.place_service_instance();
