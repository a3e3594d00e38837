drop trigger if exists config_applications_expected on public.config_applications;
drop function if exists public.check_config_expected();
