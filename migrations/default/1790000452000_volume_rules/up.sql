create or replace function public.settle_volume() returns trigger
  language plpgsql
  as $$
declare
  kind text;
  former public.service_configs;
  largest integer;
begin
  select s.type into kind from public.services s where s.id = new.service_id;
  if kind <> 'stateful' then
    if new.volume_path is not null or new.volume_gigabytes is not null then
      raise exception 'service_configs_volume_type: only services of type stateful have a volume' using errcode = '23514';
    end if;
    return new;
  end if;
  if new.port is null then
    raise exception 'service_configs_stateful_port: what is stateful listens on a port that its settings say' using errcode = '23514';
  end if;
  if new.health_path is not null then
    raise exception 'service_configs_stateful_health: what is stateful is healthy when its port accepts connections' using errcode = '23514';
  end if;
  select * into former from public.service_configs c where c.service_id = new.service_id order by c.version desc limit 1;
  select max(i.volume_gigabytes) into largest from public.service_instances i where i.service_id = new.service_id;
  new.volume_path := coalesce(new.volume_path, former.volume_path, '/data');
  new.volume_gigabytes := coalesce(new.volume_gigabytes, greatest(former.volume_gigabytes, largest), 1);
  if new.volume_gigabytes < largest then
    raise exception 'service_configs_volume_shrinks: the volume has % GB', largest using errcode = '23514';
  end if;
  return new;
end
$$;

comment on function public.settle_volume() is
  'Settings of what is stateful say its port and its volume: what they leave out is as it was, and no volume shrinks.';

drop trigger if exists service_configs_volume on public.service_configs;
create trigger service_configs_volume before insert on public.service_configs
  for each row execute function public.settle_volume();

create or replace function public.grow_volume() returns trigger
  language plpgsql
  as $$
declare
  wanted integer;
begin
  select coalesce(c.volume_gigabytes, 1) into wanted
    from public.services s left join public.service_configs c on c.id = new.config_id
    where s.id = new.service_id and s.type = 'stateful';
  update public.service_instances i set volume_gigabytes = wanted
    where i.id = new.service_instance_id and wanted > coalesce(i.volume_gigabytes, 0);
  return null;
end
$$;

comment on function public.grow_volume() is
  'Remembers the most that a volume was asked to hold when a deployment is handed to the runtime: an earlier version does not make it smaller.';

drop trigger if exists deployments_volume on public.deployments;
create trigger deployments_volume after update of status on public.deployments
  for each row when (new.status = 'deploying') execute function public.grow_volume();
drop trigger if exists deployments_volume_new on public.deployments;
create trigger deployments_volume_new after insert on public.deployments
  for each row when (new.status = 'deploying') execute function public.grow_volume();

create or replace function public.check_stateful_replicas() returns trigger
  language plpgsql
  as $$
begin
  if exists (select 1 from public.services s where s.id = new.service_id and s.type = 'stateful') then
    raise exception 'service_instances_stateful_replicas: what is stateful has one replica' using errcode = '23514';
  end if;
  return new;
end
$$;

comment on function public.check_stateful_replicas() is 'Two programs on one volume would destroy what is in it.';

drop trigger if exists service_instances_stateful_new on public.service_instances;
create trigger service_instances_stateful_new before insert on public.service_instances
  for each row when (new.desired_replicas > 1) execute function public.check_stateful_replicas();
drop trigger if exists service_instances_stateful on public.service_instances;
create trigger service_instances_stateful before update of desired_replicas on public.service_instances
  for each row when (new.desired_replicas > 1) execute function public.check_stateful_replicas();
