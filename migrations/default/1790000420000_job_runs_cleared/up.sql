alter table public.job_runs add column if not exists cleared_at timestamptz;

comment on column public.job_runs.cleared_at is
  'When nothing of it was left where it ran; null: something may be, and whoever looks takes it away.';

create index if not exists job_runs_uncleared_idx on public.job_runs (service_instance_id asc) where cleared_at is null;
