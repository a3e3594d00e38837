alter table public.event_dead_letters drop constraint if exists event_dead_letters_note_check;
alter table public.event_dead_letters add constraint event_dead_letters_note_check check (length(note) <= 2000);

create index if not exists event_dead_letters_open_idx on public.event_dead_letters (created_at asc) where settled_at is null;
