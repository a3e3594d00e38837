alter table public.event_dead_letters drop column if exists note;
alter table public.event_dead_letters drop column if exists settled_by;
alter table public.event_dead_letters drop column if exists settled_at;
