drop trigger if exists deployments_status on public.deployments;
drop trigger if exists builds_status on public.builds;
drop function if exists public.refuse_illegal_status();
