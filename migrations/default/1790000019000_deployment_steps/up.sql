create table if not exists public.deployment_steps (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid not null references public.projects (id) on delete cascade,
  deployment_id uuid not null references public.deployments (id) on delete cascade,
  phase text not null references public.deployment_statuses (value),
  outcome text references public.step_outcomes (value),
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  constraint deployment_steps_phase_key unique (deployment_id, phase),
  constraint deployment_steps_finished_check check ((outcome is null) = (finished_at is null))
);

comment on table public.deployment_steps is 'Time ledger of a deployment: each state it was in, from when to when. Written by the database itself.';
comment on column public.deployment_steps.outcome is 'Null while it is under way.';

create index if not exists deployment_steps_organization_id_idx on public.deployment_steps (organization_id asc);
create index if not exists deployment_steps_project_id_idx on public.deployment_steps (project_id asc);
