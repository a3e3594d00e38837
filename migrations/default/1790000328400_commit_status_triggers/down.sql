drop trigger if exists deployments_report on public.deployments;
drop function if exists public.deployment_reports();
drop trigger if exists builds_report on public.builds;
drop function if exists public.build_reports();
drop function if exists public.report_deployment(public.deployments);
drop function if exists public.want_commit_status(public.builds, public.deployments, text);
