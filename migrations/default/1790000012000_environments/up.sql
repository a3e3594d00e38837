create table if not exists public.environments (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid not null references public.projects (id) on delete cascade,
  slug text not null,
  name text not null,
  type text not null references public.environment_types (value),
  is_protected boolean not null default false,
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint environments_slug_key unique (project_id, slug),
  constraint environments_slug_check check (slug ~ '^[a-z0-9]([a-z0-9-]{0,18}[a-z0-9])?$'),
  constraint environments_name_check check (length(name) between 1 and 100)
);

comment on table public.environments is 'A place where the services of a project run.';
comment on column public.environments.is_protected is 'Deploying to it is for team leads and above.';

create index if not exists environments_organization_id_idx on public.environments (organization_id asc);
create index if not exists environments_created_by_idx on public.environments (created_by asc);

drop trigger if exists environments_touch on public.environments;
create trigger environments_touch before update on public.environments for each row execute function public.touch_updated_at();
