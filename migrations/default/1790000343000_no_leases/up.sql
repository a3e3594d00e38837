-- Nobody ever took a lease: a step done twice is harmless (adapters are asked by id), and a state moves only from the one that was seen.
alter table public.builds drop column if exists lease_owner;
alter table public.builds drop column if exists lease_until;
alter table public.deployments drop column if exists lease_owner;
alter table public.deployments drop column if exists lease_until;
alter table public.databases drop column if exists lease_owner;
alter table public.databases drop column if exists lease_until;
alter table public.database_backups drop column if exists lease_owner;
alter table public.database_backups drop column if exists lease_until;
alter table public.database_restores drop column if exists lease_owner;
alter table public.database_restores drop column if exists lease_until;
alter table public.clusters drop column if exists lease_owner;
alter table public.clusters drop column if exists lease_until;
alter table public.tenant_clusters drop column if exists lease_owner;
alter table public.tenant_clusters drop column if exists lease_until;
