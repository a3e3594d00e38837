create or replace function public.check_settings_of_ranges() returns trigger
  language plpgsql
  as $$
begin
  if coalesce(new.cpu_request_millicores, new.cpu_limit_millicores) is null and exists (
    select 1 from public.service_instances i where i.service_id = new.service_id and i.cpu_target_percent is not null
  ) then
    raise exception 'service_configs_cpu_request: its replicas follow the CPU that each requests' using errcode = '23514';
  end if;
  if coalesce(new.memory_request_megabytes, new.memory_limit_megabytes) is null and exists (
    select 1 from public.service_instances i where i.service_id = new.service_id and i.memory_target_percent is not null
  ) then
    raise exception 'service_configs_memory_request: its replicas follow the memory that each requests' using errcode = '23514';
  end if;
  return new;
end
$$;

comment on function public.check_settings_of_ranges() is
  'Settings do not take away what the targets of a range are shares of: without a request nothing would follow the load.';

drop trigger if exists service_configs_ranges on public.service_configs;
create trigger service_configs_ranges before insert on public.service_configs
  for each row execute function public.check_settings_of_ranges();
