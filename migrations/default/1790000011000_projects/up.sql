create table if not exists public.projects (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  team_id uuid,
  slug text not null,
  name text not null,
  description text not null default '',
  labels jsonb not null default '{}',
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint projects_slug_key unique (organization_id, slug),
  constraint projects_team_fkey foreign key (organization_id, team_id) references public.teams (organization_id, id),
  constraint projects_slug_check check (slug ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
  constraint projects_name_check check (length(name) between 1 and 100),
  constraint projects_description_check check (length(description) <= 2000),
  constraint projects_labels_check check (jsonb_typeof(labels) = 'object')
);

comment on table public.projects is 'Services that belong together. Each project has an environment `production` from the start.';
comment on column public.projects.slug is 'Name in addresses, unique in the organization. It never changes.';
comment on column public.projects.team_id is 'The team that owns it; null: everybody in the organization.';
comment on column public.projects.labels is 'Free keys and values for filtering.';

create index if not exists projects_team_idx on public.projects (organization_id asc, team_id asc);
create index if not exists projects_created_by_idx on public.projects (created_by asc);
create index if not exists projects_labels_idx on public.projects using gin (labels);

drop trigger if exists projects_touch on public.projects;
create trigger projects_touch before update on public.projects for each row execute function public.touch_updated_at();
