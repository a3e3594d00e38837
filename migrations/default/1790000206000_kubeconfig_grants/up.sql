create table if not exists public.kubeconfig_grants (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references public.users (id) on delete cascade,
  cluster_id uuid references public.clusters (id) on delete cascade,
  tenant_cluster_id uuid references public.tenant_clusters (id) on delete cascade,
  role text not null references public.kubeconfig_roles (value),
  external_id text,
  sealed_kubeconfig text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  constraint kubeconfig_grants_target_check check ((cluster_id is null) <> (tenant_cluster_id is null)),
  constraint kubeconfig_grants_expiry_check check (expires_at > created_at and expires_at <= created_at + interval '31 days')
);

comment on table public.kubeconfig_grants is
  'Who was given a kubeconfig, for which cluster, as what, until when.';
comment on column public.kubeconfig_grants.role is 'What its bearer may do in the cluster.';
comment on column public.kubeconfig_grants.external_id is 'What the provider calls it, to revoke it by.';
comment on column public.kubeconfig_grants.sealed_kubeconfig is 'The file, encrypted, until it expires: a repeat of the request is answered with the same one. No role reads it.';
comment on column public.kubeconfig_grants.expires_at is 'When the cluster stops accepting it.';

create index if not exists kubeconfig_grants_organization_id_idx on public.kubeconfig_grants (organization_id asc, created_at desc);
create index if not exists kubeconfig_grants_user_id_idx on public.kubeconfig_grants (user_id asc);
create index if not exists kubeconfig_grants_cluster_id_idx on public.kubeconfig_grants (cluster_id asc);
create index if not exists kubeconfig_grants_tenant_cluster_id_idx on public.kubeconfig_grants (tenant_cluster_id asc);
