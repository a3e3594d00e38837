-- Closed sets of databases and clusters.

create table if not exists public.region_statuses (
  value text primary key,
  comment text not null
);
comment on table public.region_statuses is 'Whether a region can be used.';

create table if not exists public.cluster_sources (
  value text primary key,
  comment text not null
);
comment on table public.cluster_sources is 'How a cluster came to be known here.';

create table if not exists public.cluster_distributions (
  value text primary key,
  comment text not null
);
comment on table public.cluster_distributions is 'Which Kubernetes a cluster is made of.';

create table if not exists public.cluster_statuses (
  value text primary key,
  comment text not null
);
comment on table public.cluster_statuses is 'States of a Kubernetes cluster.';

create table if not exists public.tenant_cluster_statuses (
  value text primary key,
  comment text not null
);
comment on table public.tenant_cluster_statuses is 'States of a virtual cluster.';

create table if not exists public.kubeconfig_roles (
  value text primary key,
  comment text not null
);
comment on table public.kubeconfig_roles is 'What the bearer of a kubeconfig may do; each is a role of Kubernetes.';

create table if not exists public.database_engines (
  value text primary key,
  comment text not null
);
comment on table public.database_engines is 'Kinds of databases.';

create table if not exists public.database_statuses (
  value text primary key,
  comment text not null
);
comment on table public.database_statuses is 'States of a database.';

create table if not exists public.backup_kinds (
  value text primary key,
  comment text not null
);
comment on table public.backup_kinds is 'Why a backup was made.';

create table if not exists public.backup_statuses (
  value text primary key,
  comment text not null
);
comment on table public.backup_statuses is 'States of a backup.';

create table if not exists public.restore_statuses (
  value text primary key,
  comment text not null
);
comment on table public.restore_statuses is 'States of a restore.';
