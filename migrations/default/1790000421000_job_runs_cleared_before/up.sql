-- Those of before were cleared when they ended, as far as anybody knows.
update public.job_runs set cleared_at = finished_at where cleared_at is null and finished_at is not null;
