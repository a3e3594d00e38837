alter table public.environments alter column region_id drop not null;
