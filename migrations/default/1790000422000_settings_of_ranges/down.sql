drop trigger if exists service_configs_ranges on public.service_configs;
drop function if exists public.check_settings_of_ranges();
