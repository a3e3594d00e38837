-- A wide, hot table: no foreign key to organization, project and service, whose values come from the build or instance by trigger.
create table if not exists public.log_lines (
  id bigint primary key,
  organization_id uuid not null,
  project_id uuid not null,
  service_id uuid not null,
  build_id uuid references public.builds (id) on delete cascade,
  service_instance_id uuid references public.service_instances (id) on delete cascade,
  deployment_id uuid,
  replica integer,
  stream text not null references public.log_streams (value),
  level text not null references public.log_levels (value),
  line text not null,
  logged_at timestamptz not null,
  constraint log_lines_subject_check check ((build_id is null) <> (service_instance_id is null))
);

comment on table public.log_lines is 'Output of builds and running services.';
comment on column public.log_lines.id is
  'Grows with time within a build and within an instance: order by it, and use it as the cursor. Milliseconds since the epoch times 2^22, plus a count.';
comment on column public.log_lines.deployment_id is 'The version that wrote it, for running services.';
comment on column public.log_lines.replica is 'Which replica wrote it, from 0.';

create index if not exists log_lines_build_id_idx on public.log_lines (build_id asc, id asc) where build_id is not null;
create index if not exists log_lines_instance_id_idx on public.log_lines (service_instance_id asc, id asc)
  where service_instance_id is not null;
create index if not exists log_lines_service_id_idx on public.log_lines (service_id asc, id asc);
