drop trigger if exists job_runs_tell on public.job_runs;
drop function if exists public.tell_job_run();
drop trigger if exists job_runs_audit on public.job_runs;
drop trigger if exists job_runs_status on public.job_runs;
drop trigger if exists job_runs_touch on public.job_runs;
drop trigger if exists job_runs_keep on public.job_runs;
drop trigger if exists job_runs_refuse_deleted on public.job_runs;
drop trigger if exists job_runs_place on public.job_runs;
drop function if exists public.place_job_run();
