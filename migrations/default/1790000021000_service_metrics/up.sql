create table if not exists public.service_metrics (
  service_instance_id uuid not null references public.service_instances (id) on delete cascade,
  measured_at timestamptz not null,
  organization_id uuid not null,
  project_id uuid not null,
  service_id uuid not null,
  cpu_cores real not null,
  memory_bytes bigint not null,
  requests integer not null,
  request_errors integer not null,
  latency_p90_ms real,
  replicas integer not null,
  primary key (service_instance_id, measured_at),
  constraint service_metrics_check check (
    cpu_cores >= 0 and memory_bytes >= 0 and requests >= 0 and request_errors between 0 and requests and replicas >= 0
  )
);

comment on table public.service_metrics is 'One sample of each running instance every five seconds.';
comment on column public.service_metrics.cpu_cores is 'Cores used by all replicas together; 1 is one core.';
comment on column public.service_metrics.requests is 'Requests through the proxy since the sample before.';
comment on column public.service_metrics.request_errors is 'How many of them were answered with 5xx.';
comment on column public.service_metrics.latency_p90_ms is 'Nine of ten of them were faster, in milliseconds; null without requests.';

create index if not exists service_metrics_measured_at_idx on public.service_metrics (measured_at asc);
