drop trigger if exists event_dead_letters_audit on public.event_dead_letters;
drop index if exists public.event_dead_letters_redelivery_idx;
alter table public.event_dead_letters drop column if exists redelivery_refusal;
alter table public.event_dead_letters drop column if exists redelivered_at;
alter table public.event_dead_letters drop column if exists redelivery_wanted_by;
alter table public.event_dead_letters drop column if exists redelivery_wanted_at;
