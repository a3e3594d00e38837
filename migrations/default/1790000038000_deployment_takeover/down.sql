drop trigger if exists deployments_take_over on public.deployments;
drop function if exists public.take_over();
