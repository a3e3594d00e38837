create table if not exists public.job_run_statuses (
  value text primary key,
  comment text not null
);
comment on table public.job_run_statuses is 'States of a run of a job.';

create table if not exists public.job_triggers (
  value text primary key,
  comment text not null
);
comment on table public.job_triggers is 'Why a job runs.';

create table if not exists public.concurrency_policies (
  value text primary key,
  comment text not null
);
comment on table public.concurrency_policies is 'What becomes of a scheduled run while the one before still runs.';

create table if not exists public.job_runs (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid not null references public.projects (id) on delete cascade,
  service_id uuid not null references public.services (id) on delete cascade,
  environment_id uuid not null references public.environments (id) on delete cascade,
  service_instance_id uuid not null references public.service_instances (id) on delete cascade,
  deployment_id uuid references public.deployments (id) on delete set null,
  trigger text not null references public.job_triggers (value),
  scheduled_for timestamptz,
  command text,
  status text not null default 'queued' references public.job_run_statuses (value),
  exit_code integer,
  status_reason text,
  failure_reason text,
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  updated_at timestamptz not null default now(),
  deadline_at timestamptz,
  -- Whoever schedules, however often and from how many processes: a time comes once.
  constraint job_runs_once_key unique (service_instance_id, scheduled_for),
  constraint job_runs_scheduled_check check ((trigger = 'schedule') = (scheduled_for is not null)),
  constraint job_runs_command_check check (length(command) between 1 and 4000),
  constraint job_runs_failure_check check (status <> 'failed' or failure_reason is not null),
  constraint job_runs_deadline_check check (
    deadline_at is not null or status in ('succeeded', 'failed', 'cancelled', 'skipped')
  )
);

comment on table public.job_runs is 'Each run of a job: on its schedule, or because somebody asked for it.';
comment on column public.job_runs.deployment_id is 'The version that it runs.';
comment on column public.job_runs.scheduled_for is 'The time of its schedule that it stands for; null: somebody asked for it.';
comment on column public.job_runs.command is 'What to run instead of the service''s own command.';
comment on column public.job_runs.exit_code is 'Null while it runs, and when it ended without one.';
comment on column public.job_runs.status_reason is 'Why it was skipped.';
comment on column public.job_runs.failure_reason is 'What went wrong, with the last log lines.';
comment on column public.job_runs.deadline_at is 'When it is ended as failed if it has not ended by itself.';

create index if not exists job_runs_organization_id_idx on public.job_runs (organization_id asc, created_at desc);
create index if not exists job_runs_project_id_idx on public.job_runs (project_id asc, created_at desc);
create index if not exists job_runs_service_id_idx on public.job_runs (service_id asc, created_at desc);
create index if not exists job_runs_environment_id_idx on public.job_runs (environment_id asc);
create index if not exists job_runs_deployment_id_idx on public.job_runs (deployment_id asc);
create index if not exists job_runs_created_by_idx on public.job_runs (created_by asc) where created_by is not null;
create index if not exists job_runs_open_idx on public.job_runs (deadline_at asc) where status in ('queued', 'running', 'cancelling');

alter table public.services add column if not exists schedule_timezone text not null default 'UTC';
alter table public.services add column if not exists concurrency_policy text not null default 'forbid'
  references public.concurrency_policies (value);
alter table public.services add column if not exists starting_deadline_seconds integer not null default 300;
alter table public.services add column if not exists job_timeout_seconds integer not null default 3600;
alter table public.services drop constraint if exists services_schedule_fields_check;
alter table public.services add constraint services_schedule_fields_check check (
  schedule ~ '^[^ ]+( [^ ]+){4}$' and length(schedule) <= 200
);
alter table public.services drop constraint if exists services_schedule_timezone_check;
alter table public.services add constraint services_schedule_timezone_check check (
  schedule_timezone ~ '^[A-Za-z][A-Za-z0-9_+/-]{0,63}$'
);
alter table public.services drop constraint if exists services_starting_deadline_check;
alter table public.services add constraint services_starting_deadline_check check (starting_deadline_seconds between 10 and 86400);
alter table public.services drop constraint if exists services_job_timeout_check;
alter table public.services add constraint services_job_timeout_check check (job_timeout_seconds between 1 and 86400);
comment on column public.services.schedule is 'Cron expression of five fields, for services of type cron.';
comment on column public.services.schedule_timezone is 'Where the hours of its schedule are those of the clock, for example Europe/Berlin.';
comment on column public.services.concurrency_policy is 'What becomes of a scheduled run while the one before still runs.';
comment on column public.services.starting_deadline_seconds is
  'How late a scheduled run may begin, for example after an outage; later it is skipped.';
comment on column public.services.job_timeout_seconds is 'How long a run may take.';

alter table public.log_lines add column if not exists job_run_id uuid;
comment on column public.log_lines.job_run_id is 'The run that wrote it, for jobs.';
create index if not exists log_lines_job_run_id_idx on public.log_lines (job_run_id asc, id asc) where job_run_id is not null;
