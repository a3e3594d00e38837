create table if not exists public.discarded_secrets (
  id uuid primary key default gen_random_uuid(),
  sealed text not null,
  discarded_at timestamptz not null default clock_timestamp()
);

comment on table public.discarded_secrets is
  'References to values in a store outside that nothing refers to any more, whatever they belonged to: the values are destroyed there, then the row goes.';
comment on column public.discarded_secrets.id is 'Of this row alone.';
comment on column public.discarded_secrets.sealed is 'What the store gave for the value. No role reads it.';
comment on column public.discarded_secrets.discarded_at is 'When the last row that referred to it was changed or deleted.';

create index if not exists discarded_secrets_discarded_at_idx on public.discarded_secrets (discarded_at asc);

create or replace function public.discard_sealed() returns trigger
  language plpgsql
  as $$
declare
  before text := to_jsonb(old) ->> tg_argv[0];
begin
  -- References of the local store hold the value themselves: keeping one would be the opposite of forgetting it.
  if before is null or before like 'ns1.%' then
    return null;
  end if;
  -- An update of several sealed columns may move one reference to another column.
  if tg_op = 'DELETE' or not exists (select 1 from jsonb_each_text(to_jsonb(new)) e where e.value = before) then
    insert into public.discarded_secrets (sealed) values (before);
  end if;
  return null;
end
$$;

comment on function public.discard_sealed() is 'Keeps the reference that a row had in the named column, so that the value it leads to is destroyed.';

drop trigger if exists secret_versions_discard on public.secret_versions;
create trigger secret_versions_discard after update of sealed or delete on public.secret_versions
  for each row execute function public.discard_sealed('sealed');
drop trigger if exists git_connections_discard on public.git_connections;
create trigger git_connections_discard after update of sealed or delete on public.git_connections
  for each row execute function public.discard_sealed('sealed');
drop trigger if exists registry_credentials_discard on public.registry_credentials;
create trigger registry_credentials_discard after update of sealed or delete on public.registry_credentials
  for each row execute function public.discard_sealed('sealed');
drop trigger if exists webhooks_discard on public.webhooks;
create trigger webhooks_discard after update of secret_sealed, previous_secret_sealed or delete on public.webhooks
  for each row execute function public.discard_sealed('secret_sealed');
drop trigger if exists webhooks_discard_previous on public.webhooks;
create trigger webhooks_discard_previous after update of secret_sealed, previous_secret_sealed or delete on public.webhooks
  for each row execute function public.discard_sealed('previous_secret_sealed');
drop trigger if exists notification_channels_discard on public.notification_channels;
create trigger notification_channels_discard after update of target_sealed or delete on public.notification_channels
  for each row execute function public.discard_sealed('target_sealed');
drop trigger if exists database_credentials_discard on public.database_credentials;
create trigger database_credentials_discard after update of sealed_password or delete on public.database_credentials
  for each row execute function public.discard_sealed('sealed_password');
drop trigger if exists clusters_discard on public.clusters;
create trigger clusters_discard after update of sealed_kubeconfig or delete on public.clusters
  for each row execute function public.discard_sealed('sealed_kubeconfig');
drop trigger if exists kubeconfig_grants_discard on public.kubeconfig_grants;
create trigger kubeconfig_grants_discard after update of sealed_kubeconfig or delete on public.kubeconfig_grants
  for each row execute function public.discard_sealed('sealed_kubeconfig');
