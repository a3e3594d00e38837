-- One table for each closed set of values (tracked as enums: the values become GraphQL enum values).

create table if not exists public.member_roles (
  value text primary key,
  comment text not null
);
comment on table public.member_roles is 'What a member may do in an organization, weakest first.';

create table if not exists public.environment_types (
  value text primary key,
  comment text not null
);
comment on table public.environment_types is 'What an environment is for.';

create table if not exists public.service_types (
  value text primary key,
  comment text not null
);
comment on table public.service_types is 'How a service is run.';

create table if not exists public.source_types (
  value text primary key,
  comment text not null
);
comment on table public.source_types is 'Where a service''s code comes from.';

create table if not exists public.desired_states (
  value text primary key,
  comment text not null
);
comment on table public.desired_states is 'What is wanted of a service instance.';

create table if not exists public.instance_statuses (
  value text primary key,
  comment text not null
);
comment on table public.instance_statuses is 'What was last seen of a service instance.';

create table if not exists public.build_statuses (
  value text primary key,
  comment text not null
);
comment on table public.build_statuses is 'States of a build.';

create table if not exists public.build_steps (
  value text primary key,
  comment text not null
);
comment on table public.build_steps is 'Steps of a build.';

create table if not exists public.deployment_statuses (
  value text primary key,
  comment text not null
);
comment on table public.deployment_statuses is 'States of a deployment.';

create table if not exists public.deployment_kinds (
  value text primary key,
  comment text not null
);
comment on table public.deployment_kinds is 'Why a deployment was made.';

create table if not exists public.step_outcomes (
  value text primary key,
  comment text not null
);
comment on table public.step_outcomes is 'How a step of a deployment ended.';

create table if not exists public.artifact_kinds (
  value text primary key,
  comment text not null
);
comment on table public.artifact_kinds is 'What a build made.';

create table if not exists public.log_streams (
  value text primary key,
  comment text not null
);
comment on table public.log_streams is 'Where a log line came out.';

create table if not exists public.log_levels (
  value text primary key,
  comment text not null
);
comment on table public.log_levels is 'How serious a log line is.';

create table if not exists public.domain_event_types (
  value text primary key,
  comment text not null
);
comment on table public.domain_event_types is 'What can happen on the platform.';
