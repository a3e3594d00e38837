alter table public.builds add column if not exists artifact_removed_at timestamptz;
comment on column public.builds.artifact_removed_at is
  'Since when its artifact is gone: only the newest of a service are kept. Such a version can be built again, not rolled back to.';
