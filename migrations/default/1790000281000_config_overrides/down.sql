drop trigger if exists service_configs_audit on public.service_configs;
create trigger service_configs_audit after insert or delete on public.service_configs
  for each row execute function public.audit_change('variables');
drop trigger if exists service_configs_overrides on public.service_configs;
drop function if exists public.check_config_overrides();
alter table public.service_configs drop column if exists overrides;
