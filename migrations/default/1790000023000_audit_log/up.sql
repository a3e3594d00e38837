create table if not exists public.audit_log (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid,
  project_id uuid,
  actor_id uuid,
  actor_role text,
  request_id text,
  client_address text,
  table_name text not null,
  row_id text not null,
  operation text not null,
  changed_columns text[] not null,
  before jsonb,
  after jsonb,
  created_at timestamptz not null default clock_timestamp(),
  constraint audit_log_operation_check check (operation in ('INSERT', 'UPDATE', 'DELETE'))
);

comment on table public.audit_log is 'Every change: who, what, when, from where, before and after. Append-only; secrets are masked.';
comment on column public.audit_log.actor_id is 'The user; null: the platform itself.';
comment on column public.audit_log.request_id is 'The request that caused it.';

create index if not exists audit_log_organization_id_idx on public.audit_log (organization_id asc, created_at desc);
create index if not exists audit_log_project_id_idx on public.audit_log (project_id asc, created_at desc) where project_id is not null;
create index if not exists audit_log_row_idx on public.audit_log (row_id asc, created_at desc);
create index if not exists audit_log_actor_idx on public.audit_log (actor_id asc, created_at desc) where actor_id is not null;

drop trigger if exists audit_log_append_only on public.audit_log;
create trigger audit_log_append_only before update or delete on public.audit_log
  for each row execute function public.refuse_change();
drop trigger if exists audit_log_no_truncate on public.audit_log;
create trigger audit_log_no_truncate before truncate on public.audit_log
  for each statement execute function public.refuse_change();
