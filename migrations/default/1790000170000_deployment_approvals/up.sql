create table if not exists public.approval_decisions (
  value text primary key,
  comment text not null
);
comment on table public.approval_decisions is 'What somebody decided about a deployment that waits.';

alter table public.environments add column if not exists required_approvals integer not null default 0;
-- Environments that were protected before keep working as they did; new ones ask for one approval.
alter table public.environments alter column required_approvals set default 1;
alter table public.environments add column if not exists allows_self_approval boolean not null default false;
alter table public.environments add column if not exists approval_timeout_hours integer not null default 24;
alter table public.environments drop constraint if exists environments_required_approvals_check;
alter table public.environments add constraint environments_required_approvals_check check (required_approvals between 0 and 10);
alter table public.environments drop constraint if exists environments_approval_timeout_check;
alter table public.environments add constraint environments_approval_timeout_check check (approval_timeout_hours between 1 and 720);
comment on column public.environments.is_protected is
  'Deploying to it needs approvals; with none required it is for team leads and above. Changing what runs is for them in any case.';
comment on column public.environments.required_approvals is
  'How many team leads or above must approve a deployment while the environment is protected. A rollback to what served before needs none.';
comment on column public.environments.allows_self_approval is 'Whoever asked for a deployment may also approve it.';
comment on column public.environments.approval_timeout_hours is 'A deployment that nobody decided about for this long has failed.';

alter table public.deployments add column if not exists required_approvals integer not null default 0;
comment on column public.deployments.required_approvals is 'How many approvals it waited or waits for. Set by the database from the environment.';

create table if not exists public.deployment_approvals (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid not null references public.projects (id) on delete cascade,
  deployment_id uuid not null references public.deployments (id) on delete cascade,
  decision text not null references public.approval_decisions (value),
  comment text not null default '',
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default clock_timestamp(),
  constraint deployment_approvals_once_key unique (deployment_id, created_by),
  constraint deployment_approvals_comment_check check (length(comment) <= 500)
);

comment on table public.deployment_approvals is 'Who approved or rejected a deployment. One decision a person; it cannot be changed.';
comment on column public.deployment_approvals.comment is 'Why, in the words of whoever decided.';
comment on column public.deployment_approvals.created_by is 'Who decided.';

create index if not exists deployment_approvals_organization_id_idx on public.deployment_approvals (organization_id asc);
create index if not exists deployment_approvals_project_id_idx on public.deployment_approvals (project_id asc);
create index if not exists deployment_approvals_created_by_idx on public.deployment_approvals (created_by asc);

alter table public.builds add column if not exists created_by uuid references public.users (id) on delete set null;
comment on column public.builds.created_by is 'Who asked for the build by itself; null: a deployment needed it.';
create index if not exists builds_created_by_idx on public.builds (created_by asc) where created_by is not null;
