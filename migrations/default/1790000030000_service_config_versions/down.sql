drop trigger if exists service_configs_keep on public.service_configs;
drop trigger if exists service_configs_number on public.service_configs;
drop function if exists public.keep_service_config();
drop function if exists public.number_service_config();
