alter table public.service_configs add column if not exists overrides jsonb not null default '{}';
comment on column public.service_configs.overrides is
  'What is different in an environment, by its slug: an object with reference, startCommand and variables, each of them optional.';

create or replace function public.check_config_overrides() returns trigger
  language plpgsql
  as $$
begin
  if jsonb_typeof(new.overrides) <> 'object' or exists (
    select 1 from jsonb_each(new.overrides) o
    where o.key !~ '^[a-z0-9]([a-z0-9-]{0,18}[a-z0-9])?$' or jsonb_typeof(o.value) <> 'object'
      or exists (
        select 1 from jsonb_each(case when jsonb_typeof(o.value) = 'object' then o.value else '{}' end) e
        where not (
          (e.key in ('reference', 'startCommand') and jsonb_typeof(e.value) = 'string')
          or (e.key = 'variables' and jsonb_typeof(e.value) = 'object')
        )
      )
      or exists (
        select 1 from jsonb_each(case when jsonb_typeof(o.value -> 'variables') = 'object' then o.value -> 'variables' else '{}' end) v
        where jsonb_typeof(v.value) <> 'string' or v.key !~ '^[A-Za-z_][A-Za-z0-9_]{0,127}$'
      )
  ) then
    raise exception 'overrides must be an object of reference, startCommand and variables for each environment' using errcode = '23514';
  end if;
  return new;
end
$$;

comment on function public.check_config_overrides() is 'Overrides of settings have a form that every reader understands.';

drop trigger if exists service_configs_overrides on public.service_configs;
create trigger service_configs_overrides before insert on public.service_configs
  for each row execute function public.check_config_overrides();

drop trigger if exists service_configs_audit on public.service_configs;
create trigger service_configs_audit after insert or delete on public.service_configs
  for each row execute function public.audit_change('variables', 'overrides');
