drop trigger if exists deployments_record_secrets on public.deployments;
drop function if exists public.record_deployment_secrets();
