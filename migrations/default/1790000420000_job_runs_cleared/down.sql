drop index if exists public.job_runs_uncleared_idx;
alter table public.job_runs drop column if exists cleared_at;
