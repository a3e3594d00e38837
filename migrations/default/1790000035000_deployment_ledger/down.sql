drop trigger if exists deployments_ledger on public.deployments;
drop function if exists public.write_deployment_steps();
