create table if not exists public.config_applications (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  changes jsonb not null,
  expected jsonb not null,
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  constraint config_applications_changes_check check (jsonb_typeof(changes) = 'array'),
  constraint config_applications_expected_check check (jsonb_typeof(expected) = 'object')
);

comment on table public.config_applications is
  'Each time a northstack.yaml was applied, written in the transaction of its changes. Refused when the state is not the planned one any more.';
comment on column public.config_applications.changes is 'What was created, updated and deleted, with the names of the fields; no values.';
comment on column public.config_applications.expected is
  'What the plan saw: of projects, environments and services when they were changed last, of settings their version, of instances their replicas, by id.';

create index if not exists config_applications_organization_id_idx on public.config_applications (organization_id asc, created_at desc);
create index if not exists config_applications_created_by_idx on public.config_applications (created_by asc);
