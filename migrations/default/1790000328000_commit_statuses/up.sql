create table if not exists public.commit_states (
  value text primary key,
  comment text not null
);
comment on table public.commit_states is 'What the git host shows beside a commit.';

create table if not exists public.commit_statuses (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid not null references public.projects (id) on delete cascade,
  build_id uuid references public.builds (id) on delete cascade,
  deployment_id uuid references public.deployments (id) on delete cascade,
  git_repository text not null,
  git_commit text not null,
  state text not null references public.commit_states (value),
  reported_state text references public.commit_states (value),
  reported_at timestamptz,
  is_open boolean not null default true,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  failure_reason text,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default now(),
  constraint commit_statuses_build_key unique (build_id),
  constraint commit_statuses_deployment_key unique (deployment_id),
  constraint commit_statuses_subject_check check ((build_id is null) <> (deployment_id is null)),
  constraint commit_statuses_attempts_check check (attempts >= 0)
);

comment on table public.commit_statuses is
  'What a build or a deployment tells the git host about its commit: the state wanted there, and the one that was reported. Each state once.';
comment on column public.commit_statuses.id is 'Of this row alone.';
comment on column public.commit_statuses.organization_id is 'Of the build or deployment.';
comment on column public.commit_statuses.project_id is 'Of the build or deployment.';
comment on column public.commit_statuses.build_id is 'The build that it is about; null: a deployment.';
comment on column public.commit_statuses.deployment_id is 'The deployment that it is about; null: a build.';
comment on column public.commit_statuses.git_repository is 'Its address, as the build was given it.';
comment on column public.commit_statuses.git_commit is 'Full hash.';
comment on column public.commit_statuses.state is 'What the host shall show.';
comment on column public.commit_statuses.reported_state is 'What it was told last; null: nothing yet.';
comment on column public.commit_statuses.reported_at is 'When.';
comment on column public.commit_statuses.is_open is 'Whether there is something to report, and it was not given up.';
comment on column public.commit_statuses.attempts is 'Attempts at this state.';
comment on column public.commit_statuses.next_attempt_at is 'Not before.';
comment on column public.commit_statuses.failure_reason is 'Why the host does not know the state: what the newest attempt ran into, or that there is nobody to tell.';
comment on column public.commit_statuses.created_at is 'When there was something to report for the first time.';
comment on column public.commit_statuses.updated_at is 'When the row changed last.';

create index if not exists commit_statuses_organization_id_idx on public.commit_statuses (organization_id asc);
create index if not exists commit_statuses_project_id_idx on public.commit_statuses (project_id asc);
create index if not exists commit_statuses_open_idx on public.commit_statuses (next_attempt_at asc) where is_open;
create index if not exists commit_statuses_commit_idx on public.commit_statuses (git_commit asc);

drop trigger if exists commit_statuses_touch on public.commit_statuses;
create trigger commit_statuses_touch before update on public.commit_statuses
  for each row execute function public.touch_updated_at();
