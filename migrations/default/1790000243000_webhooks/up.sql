create table if not exists public.webhooks (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid references public.projects (id) on delete cascade,
  name text not null,
  url text not null,
  event_types text[] not null default '{*}',
  is_enabled boolean not null default true,
  secret_version integer not null default 1,
  secret_sealed text not null,
  previous_secret_sealed text,
  previous_secret_until timestamptz,
  consecutive_failures integer not null default 0,
  failing_since timestamptz,
  disabled_reason text,
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint webhooks_name_check check (length(name) between 1 and 100),
  constraint webhooks_url_check check (length(url) <= 2048 and url ~ '^https?://[^\x01-\x20\x7f/?#@]+([/?#][^\x01-\x20\x7f]*)?$'),
  constraint webhooks_event_types_check check (
    array_to_string(event_types, ',', '-') ~ '^[A-Za-z*]{1,80}(,[A-Za-z*]{1,80}){0,49}$'
  ),
  constraint webhooks_secret_version_check check (secret_version >= 1),
  constraint webhooks_previous_secret_check check ((previous_secret_sealed is null) = (previous_secret_until is null)),
  constraint webhooks_failures_check check (consecutive_failures >= 0)
);

comment on table public.webhooks is
  'Addresses of an organization that are told what happens: each matching event is posted there, signed as Standard Webhooks says.';
comment on column public.webhooks.project_id is 'Only events of this project; null: all of the organization.';
comment on column public.webhooks.url is 'http or https. Private addresses are refused unless the installation allows them.';
comment on column public.webhooks.event_types is 'Types of domain events; a * stands for any letters: Deployment*, *Failed, *.';
comment on column public.webhooks.is_enabled is 'Events that happen while it is false are not kept for it.';
comment on column public.webhooks.secret_version is 'Goes up by one with each rotation.';
comment on column public.webhooks.secret_sealed is 'What messages are signed with, encrypted.';
comment on column public.webhooks.previous_secret_sealed is 'The secret before the newest rotation, encrypted.';
comment on column public.webhooks.previous_secret_until is 'Until then messages are also signed with the secret before.';
comment on column public.webhooks.consecutive_failures is 'Attempts that failed since the last that succeeded.';
comment on column public.webhooks.failing_since is 'When the first of them failed.';
comment on column public.webhooks.disabled_reason is 'Why the platform switched it off; switching it on again clears it.';

create index if not exists webhooks_organization_id_idx on public.webhooks (organization_id asc);
create index if not exists webhooks_project_id_idx on public.webhooks (project_id asc) where project_id is not null;
create index if not exists webhooks_created_by_idx on public.webhooks (created_by asc);

drop trigger if exists webhooks_touch on public.webhooks;
create trigger webhooks_touch before update on public.webhooks for each row execute function public.touch_updated_at();
