alter table public.environments drop column if exists expires_at;
alter table public.environments drop column if exists pull_request;
alter table public.environments drop column if exists namespace;
alter table public.environments drop column if exists cluster_id;
