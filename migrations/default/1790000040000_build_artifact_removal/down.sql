alter table public.builds drop column if exists artifact_removed_at;
