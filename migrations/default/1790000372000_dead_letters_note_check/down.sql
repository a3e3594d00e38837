drop index if exists public.event_dead_letters_open_idx;
alter table public.event_dead_letters drop constraint if exists event_dead_letters_note_check;
