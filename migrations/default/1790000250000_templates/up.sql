create table if not exists public.templates (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid references public.organizations (id) on delete cascade,
  slug text not null,
  name text not null,
  description text not null,
  category text not null,
  manifest jsonb not null,
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint templates_slug_check check (slug ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
  constraint templates_name_check check (length(name) between 1 and 100),
  constraint templates_description_check check (length(description) between 1 and 1000),
  constraint templates_category_check check (category ~ '^[a-z][a-z-]{0,39}$'),
  constraint templates_manifest_check check (jsonb_typeof(manifest) = 'object')
);

comment on table public.templates is 'The marketplace: an app and its databases, made in one step.';
comment on column public.templates.organization_id is 'Whose own template it is; null: everybody''s.';
comment on column public.templates.category is 'For browsing, for example web, api, data.';
comment on column public.templates.manifest is 'What it makes, as northstack.yaml would say it.';

create unique index if not exists templates_shared_slug_idx on public.templates (slug asc) where organization_id is null;
create unique index if not exists templates_own_slug_idx on public.templates (organization_id asc, slug asc)
  where organization_id is not null;
create index if not exists templates_created_by_idx on public.templates (created_by asc);

drop trigger if exists templates_touch on public.templates;
create trigger templates_touch before update on public.templates for each row execute function public.touch_updated_at();
