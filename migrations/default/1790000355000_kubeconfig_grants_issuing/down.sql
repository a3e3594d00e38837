drop index if exists public.kubeconfig_grants_open_idx;
alter table public.kubeconfig_grants drop column if exists ended_at;
alter table public.kubeconfig_grants drop column if exists issuing_until;
