drop trigger if exists deployments_place on public.deployments;
drop function if exists public.place_deployment();
