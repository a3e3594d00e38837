alter table public.builds drop column if exists created_by;
drop table if exists public.deployment_approvals;
alter table public.deployments drop column if exists required_approvals;
alter table public.environments drop column if exists approval_timeout_hours;
alter table public.environments drop column if exists allows_self_approval;
alter table public.environments drop column if exists required_approvals;
drop table if exists public.approval_decisions;
