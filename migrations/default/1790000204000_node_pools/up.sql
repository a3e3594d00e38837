create table if not exists public.node_pools (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  cluster_id uuid not null references public.clusters (id) on delete cascade,
  name text not null,
  quantity integer not null,
  is_control_plane boolean not null default false,
  is_etcd boolean not null default false,
  is_worker boolean not null default true,
  machine_type text not null,
  labels jsonb not null default '{}',
  ready_nodes integer not null default 0,
  observed_quantity integer not null default 0,
  observed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint node_pools_name_key unique (cluster_id, name),
  constraint node_pools_name_check check (name ~ '^[a-z0-9]([a-z0-9-]{0,28}[a-z0-9])?$'),
  constraint node_pools_quantity_check check (quantity between 0 and 500),
  -- A cluster without its last control plane or etcd node is lost.
  constraint node_pools_control_check check (quantity > 0 or not (is_control_plane or is_etcd)),
  constraint node_pools_etcd_check check (not is_etcd or quantity in (1, 3, 5, 7)),
  constraint node_pools_role_check check (is_control_plane or is_etcd or is_worker),
  constraint node_pools_machine_type_check check (length(machine_type) between 1 and 100),
  constraint node_pools_labels_check check (jsonb_typeof(labels) = 'object'),
  constraint node_pools_observed_check check (ready_nodes >= 0 and observed_quantity >= 0)
);

comment on table public.node_pools is 'Machines of the same kind in a cluster.';
comment on column public.node_pools.name is 'Unique in the cluster; part of its machines'' names.';
comment on column public.node_pools.quantity is 'How many are wanted. A pool with etcd has 1, 3, 5 or 7: an even number survives no more failures and blocks sooner.';
comment on column public.node_pools.machine_type is 'What kind of machine, in the provider''s words.';
comment on column public.node_pools.labels is 'Labels of its nodes: an object of texts.';
comment on column public.node_pools.observed_quantity is 'How many machines were last seen.';

create index if not exists node_pools_organization_id_idx on public.node_pools (organization_id asc);

drop trigger if exists node_pools_touch on public.node_pools;
create trigger node_pools_touch before update on public.node_pools for each row execute function public.touch_updated_at();
