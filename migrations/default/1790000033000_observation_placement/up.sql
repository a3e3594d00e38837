create or replace function public.place_log_line() returns trigger
  language plpgsql
  as $$
begin
  if new.build_id is not null then
    select b.organization_id, b.project_id, b.service_id into new.organization_id, new.project_id, new.service_id
      from public.builds b where b.id = new.build_id;
  else
    select i.organization_id, i.project_id, i.service_id into new.organization_id, new.project_id, new.service_id
      from public.service_instances i where i.id = new.service_instance_id;
  end if;
  if not found then
    raise exception 'the build or instance of a log line does not exist' using errcode = '23503';
  end if;
  return new;
end
$$;

drop trigger if exists log_lines_place on public.log_lines;
create trigger log_lines_place before insert on public.log_lines for each row execute function public.place_log_line();

create or replace function public.place_service_metric() returns trigger
  language plpgsql
  as $$
begin
  select i.organization_id, i.project_id, i.service_id into new.organization_id, new.project_id, new.service_id
    from public.service_instances i where i.id = new.service_instance_id;
  if not found then
    raise exception 'the instance of a sample does not exist' using errcode = '23503';
  end if;
  return new;
end
$$;

drop trigger if exists service_metrics_place on public.service_metrics;
create trigger service_metrics_place before insert on public.service_metrics
  for each row execute function public.place_service_metric();
