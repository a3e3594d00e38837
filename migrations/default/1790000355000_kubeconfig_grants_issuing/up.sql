-- Whoever issues says so before, so that of two processes one does; and what was begun and never given to anybody is ended like the rest.
alter table public.kubeconfig_grants add column if not exists issuing_until timestamptz;
alter table public.kubeconfig_grants add column if not exists ended_at timestamptz;

comment on column public.kubeconfig_grants.issuing_until is
  'Until when one process alone may issue the kubeconfig; past or null: anybody may.';
comment on column public.kubeconfig_grants.ended_at is
  'When what the cluster knew of the grant was taken away; null: not yet, whether it was issued or only begun.';

create index if not exists kubeconfig_grants_open_idx on public.kubeconfig_grants (expires_at asc) where ended_at is null;
