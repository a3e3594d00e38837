drop table if exists public.kubeconfig_grants;
