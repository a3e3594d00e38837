alter table public.environments alter column region_id set not null;
