alter table public.service_instances add column if not exists observed_generation integer not null default 0;

comment on column public.service_instances.observed_generation is
  'The generation whose processes serve: a restart is done when it has reached generation.';
