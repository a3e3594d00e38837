create table if not exists public.teams (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  slug text not null,
  name text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint teams_slug_key unique (organization_id, slug),
  constraint teams_organization_key unique (organization_id, id),
  constraint teams_slug_check check (slug ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
  constraint teams_name_check check (length(name) between 1 and 100)
);

comment on table public.teams is 'People who work on the same projects. Viewers see the projects of their teams and those of no team.';

drop trigger if exists teams_touch on public.teams;
create trigger teams_touch before update on public.teams for each row execute function public.touch_updated_at();
