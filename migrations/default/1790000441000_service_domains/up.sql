create table if not exists public.domain_statuses (
  value text primary key,
  comment text not null
);
comment on table public.domain_statuses is 'States of a domain of the team''s own.';

create table if not exists public.service_domains (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid not null references public.projects (id) on delete cascade,
  service_id uuid not null references public.services (id) on delete cascade,
  environment_id uuid not null references public.environments (id) on delete cascade,
  service_instance_id uuid not null references public.service_instances (id) on delete cascade,
  hostname text not null,
  verification_token text not null default 'northstack-' || replace(gen_random_uuid()::text, '-', ''),
  dns_target text,
  status text not null default 'pending_dns' references public.domain_statuses (value),
  status_reason text,
  dns_reason text,
  url text,
  verified_at timestamptz,
  certificate_expires_at timestamptz,
  checked_at timestamptz,
  check_requested_at timestamptz,
  next_check_at timestamptz not null default now(),
  deadline_at timestamptz default now() + interval '14 days',
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint service_domains_key unique (service_instance_id, hostname),
  constraint service_domains_hostname_check check (
    length(hostname) <= 253 and hostname ~ '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'
  ),
  constraint service_domains_verified_check check (
    (status not in ('issuing', 'active') or verified_at is not null) and (status <> 'pending_dns' or verified_at is null)
  ),
  constraint service_domains_deadline_check check ((verified_at is null) = (deadline_at is not null)),
  constraint service_domains_failure_check check (status <> 'failed' or status_reason is not null)
);

comment on table public.service_domains is
  'Host names of a team''s own that a service answers to in an environment. Anybody may claim a name; who has proven it by a TXT record has it.';
comment on column public.service_domains.id is 'Chosen at random; names the row for ever';
comment on column public.service_domains.organization_id is 'The organization it belongs to';
comment on column public.service_domains.project_id is 'The project it belongs to';
comment on column public.service_domains.service_id is 'The service';
comment on column public.service_domains.environment_id is 'The environment';
comment on column public.service_domains.service_instance_id is 'The service in that environment, which answers to it';
comment on column public.service_domains.hostname is 'In lower case; international names in punycode';
comment on column public.service_domains.verification_token is
  'What a TXT record of _northstack-challenge.<hostname> must say, as the proof that the name is the organization''s';
comment on column public.service_domains.dns_target is 'Where a CNAME record of the name shall lead; null: not looked at yet';
comment on column public.service_domains.status is 'Its state; changed only along the transitions that exist';
comment on column public.service_domains.status_reason is 'What it waits for, or what is wrong';
comment on column public.service_domains.dns_reason is
  'What DNS lacks for visitors to come here; null: it leads here, or it was not looked at yet. A domain that works is not taken away for it';
comment on column public.service_domains.url is 'Where it answers; null: not yet';
comment on column public.service_domains.verified_at is 'When it was proven to be the organization''s; null: it is not. One row of a name has been';
comment on column public.service_domains.certificate_expires_at is 'Of the newest certificate; null: there is none';
comment on column public.service_domains.checked_at is 'When DNS was looked at last';
comment on column public.service_domains.check_requested_at is 'When somebody asked to look again';
comment on column public.service_domains.next_check_at is 'When DNS is looked at again';
comment on column public.service_domains.deadline_at is 'When the claim is given up unless it is proven; null: it is';
comment on column public.service_domains.created_by is 'Who added it; null: an account that is gone';
comment on column public.service_domains.created_at is 'When the row was written';
comment on column public.service_domains.updated_at is 'When the row was last changed';

-- Claims without a proof stand in nobody's way.
create unique index if not exists service_domains_verified_idx on public.service_domains (hostname asc) where verified_at is not null;
create index if not exists service_domains_hostname_idx on public.service_domains (hostname asc);
create index if not exists service_domains_organization_id_idx on public.service_domains (organization_id asc);
create index if not exists service_domains_project_id_idx on public.service_domains (project_id asc);
create index if not exists service_domains_service_id_idx on public.service_domains (service_id asc);
create index if not exists service_domains_environment_id_idx on public.service_domains (environment_id asc);
create index if not exists service_domains_created_by_idx on public.service_domains (created_by asc) where created_by is not null;
create index if not exists service_domains_next_check_at_idx on public.service_domains (next_check_at asc);
