create or replace function public.refuse_illegal_status() returns trigger
  language plpgsql
  as $$
declare
  previous text := '';
begin
  if tg_op = 'UPDATE' then
    if new.status = old.status then
      return new;
    end if;
    previous := old.status;
  end if;
  if not exists (
    select 1 from public.status_transitions t
    where t.machine = tg_table_name and t.from_status = previous and t.to_status = new.status
  ) then
    raise exception '% cannot go from "%" to "%"', tg_table_name, previous, new.status using errcode = '23514';
  end if;
  return new;
end
$$;

comment on function public.refuse_illegal_status() is 'Only transitions of status_transitions are possible, whoever writes.';

drop trigger if exists builds_status on public.builds;
create trigger builds_status before insert or update of status on public.builds
  for each row execute function public.refuse_illegal_status();

drop trigger if exists deployments_status on public.deployments;
create trigger deployments_status before insert or update of status on public.deployments
  for each row execute function public.refuse_illegal_status();
