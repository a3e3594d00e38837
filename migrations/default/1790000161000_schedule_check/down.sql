alter table public.services drop constraint if exists services_schedule_syntax_check;
