create or replace function public.audit_change() returns trigger
  language plpgsql
  as $$
declare
  before_row jsonb;
  after_row jsonb;
  any_row jsonb;
  changed text[];
  masked text;
  i integer := 0;
begin
  if tg_op <> 'INSERT' then
    before_row := to_jsonb(old);
  end if;
  if tg_op <> 'DELETE' then
    after_row := to_jsonb(new);
  end if;
  any_row := coalesce(after_row, before_row);
  select coalesce(array_agg(k order by k), '{}') into changed
    from jsonb_object_keys(any_row) k
    where k <> 'updated_at' and (before_row -> k) is distinct from (after_row -> k);
  if tg_op = 'UPDATE' and changed = '{}' then
    return null;
  end if;
  while i < tg_nargs loop
    masked := tg_argv[i];
    if jsonb_typeof(before_row -> masked) <> 'null' then
      before_row := before_row || jsonb_build_object(masked, '***');
    end if;
    if jsonb_typeof(after_row -> masked) <> 'null' then
      after_row := after_row || jsonb_build_object(masked, '***');
    end if;
    i := i + 1;
  end loop;
  insert into public.audit_log (
    organization_id, project_id, actor_id, actor_role, request_id, client_address,
    table_name, row_id, operation, changed_columns, before, after
  ) values (
    coalesce(any_row ->> 'organization_id', case when tg_table_name = 'organizations' then any_row ->> 'id' end)::uuid,
    coalesce(any_row ->> 'project_id', case when tg_table_name = 'projects' then any_row ->> 'id' end)::uuid,
    public.session_variable('x-hasura-user-id')::uuid,
    coalesce(public.session_variable('x-hasura-actor-role'), public.session_variable('x-hasura-role')),
    public.session_variable('x-hasura-request-id'),
    public.session_variable('x-hasura-client-address'),
    tg_table_name,
    coalesce(any_row ->> 'id', concat_ws(':', coalesce(any_row ->> 'team_id', any_row ->> 'organization_id'), any_row ->> 'user_id')),
    tg_op, changed, before_row, after_row
  );
  return null;
end
$$;

comment on function public.audit_change() is
  'Writes who changed what. Its arguments are columns whose values are secret: that they changed is written, their values are not.';

drop trigger if exists organizations_audit on public.organizations;
create trigger organizations_audit after insert or update or delete on public.organizations
  for each row execute function public.audit_change();
drop trigger if exists users_audit on public.users;
create trigger users_audit after insert or update or delete on public.users
  for each row execute function public.audit_change();
drop trigger if exists user_credentials_audit on public.user_credentials;
create trigger user_credentials_audit after insert or update or delete on public.user_credentials
  for each row execute function public.audit_change('password_hash');
drop trigger if exists organization_members_audit on public.organization_members;
create trigger organization_members_audit after insert or update or delete on public.organization_members
  for each row execute function public.audit_change();
drop trigger if exists teams_audit on public.teams;
create trigger teams_audit after insert or update or delete on public.teams
  for each row execute function public.audit_change();
drop trigger if exists team_members_audit on public.team_members;
create trigger team_members_audit after insert or update or delete on public.team_members
  for each row execute function public.audit_change();
drop trigger if exists projects_audit on public.projects;
create trigger projects_audit after insert or update or delete on public.projects
  for each row execute function public.audit_change();
drop trigger if exists environments_audit on public.environments;
create trigger environments_audit after insert or update or delete on public.environments
  for each row execute function public.audit_change();
drop trigger if exists services_audit on public.services;
create trigger services_audit after insert or update or delete on public.services
  for each row execute function public.audit_change();
drop trigger if exists service_configs_audit on public.service_configs;
create trigger service_configs_audit after insert or delete on public.service_configs
  for each row execute function public.audit_change('variables');
-- What is seen of an instance is not a change anybody made: only what is wanted of it is audited.
drop trigger if exists service_instances_audit on public.service_instances;
create trigger service_instances_audit after insert or update of desired_state, desired_replicas, generation or delete
  on public.service_instances for each row execute function public.audit_change();
drop trigger if exists builds_audit on public.builds;
create trigger builds_audit after insert or update of status or delete on public.builds
  for each row execute function public.audit_change();
drop trigger if exists deployments_audit on public.deployments;
create trigger deployments_audit after insert or update of status or delete on public.deployments
  for each row execute function public.audit_change();
drop trigger if exists refresh_tokens_audit on public.refresh_tokens;
create trigger refresh_tokens_audit after insert or update of revoked_at on public.refresh_tokens
  for each row execute function public.audit_change('token_hash');
