alter table public.services drop constraint if exists services_schedule_syntax_check;
alter table public.services add constraint services_schedule_syntax_check check (public.is_cron_expression(coalesce(schedule, '* * * * *')))
  not valid;
