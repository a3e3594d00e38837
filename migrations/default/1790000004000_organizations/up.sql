create table if not exists public.organizations (
  id uuid primary key default gen_random_uuid(),
  slug text not null,
  name text not null,
  deployment_queue_limit integer not null default 20,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint organizations_slug_key unique (slug),
  constraint organizations_slug_check check (slug ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
  constraint organizations_name_check check (length(name) between 1 and 100),
  constraint organizations_queue_check check (deployment_queue_limit between 1 and 1000)
);

comment on table public.organizations is 'The tenant: nothing of one organization is visible to another.';
comment on column public.organizations.slug is 'Name in addresses: lowercase letters, digits and hyphens.';
comment on column public.organizations.deployment_queue_limit is 'How many deployments may wait at once; one more is refused.';

drop trigger if exists organizations_touch on public.organizations;
create trigger organizations_touch before update on public.organizations for each row execute function public.touch_updated_at();
