-- NaN and infinity compare as larger than everything: a rule with them would never fire, a preview never end.
-- Not for rows that are there: they can still be changed into something that is possible.
alter table public.alert_rules drop constraint if exists alert_rules_threshold_number_check;
alter table public.alert_rules add constraint alert_rules_threshold_number_check check (threshold < 1000000000000) not valid;
alter table public.environments drop constraint if exists environments_expiry_time_check;
alter table public.environments add constraint environments_expiry_time_check check (isfinite(expires_at)) not valid;

create or replace function public.check_schedule_timezone() returns trigger
  language plpgsql
  as $$
begin
  begin
    perform now() at time zone new.schedule_timezone;
  exception when invalid_parameter_value then
    raise exception 'services_schedule_timezone: there is no time zone %', new.schedule_timezone using errcode = '23514';
  end;
  return new;
end
$$;

comment on function public.check_schedule_timezone() is 'A schedule has the hours of a clock that exists somewhere.';

drop trigger if exists services_schedule_timezone on public.services;
create trigger services_schedule_timezone before insert or update of schedule_timezone on public.services
  for each row when (new.schedule_timezone <> 'UTC') execute function public.check_schedule_timezone();
