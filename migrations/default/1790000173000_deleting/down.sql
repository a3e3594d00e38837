alter table public.services drop column if exists deleting_at;
alter table public.environments drop column if exists deleting_at;
alter table public.projects drop column if exists deleting_at;
