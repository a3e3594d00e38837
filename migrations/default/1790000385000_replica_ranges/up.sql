alter table public.service_instances add column if not exists max_replicas integer;
alter table public.service_instances add column if not exists cpu_target_percent integer;
alter table public.service_instances add column if not exists memory_target_percent integer;
alter table public.service_instances add column if not exists scaled_replicas integer;
alter table public.service_instances add column if not exists scaled_reason text;
alter table public.service_instances add column if not exists scaled_at timestamptz;

alter table public.service_instances drop constraint if exists service_instances_range_check;
alter table public.service_instances add constraint service_instances_range_check
  check (max_replicas is null or max_replicas between desired_replicas and 100);
alter table public.service_instances drop constraint if exists service_instances_targets_check;
alter table public.service_instances add constraint service_instances_targets_check
  check (
    (max_replicas is null) = (cpu_target_percent is null and memory_target_percent is null)
    and (cpu_target_percent is null or cpu_target_percent between 1 and 100)
    and (memory_target_percent is null or memory_target_percent between 1 and 100)
  );

comment on column public.service_instances.max_replicas is
  'With it the number follows the load, from desired_replicas to this; null: desired_replicas it is.';
comment on column public.service_instances.cpu_target_percent is
  'CPU that replicas shall use on average, in percent of what one requests; null: it does not count.';
comment on column public.service_instances.memory_target_percent is
  'Memory that replicas shall use on average, in percent of what one requests; null: it does not count.';
comment on column public.service_instances.scaled_replicas is
  'How many the load asks for, as last seen; null: their number does not follow it.';
comment on column public.service_instances.scaled_reason is 'Why the load asked for this number, for people.';
comment on column public.service_instances.scaled_at is 'When it last asked for another number.';
