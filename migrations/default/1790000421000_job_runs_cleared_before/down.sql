update public.job_runs set cleared_at = null where cleared_at is not null;
