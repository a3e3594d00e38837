create table if not exists public.services (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid not null references public.projects (id) on delete cascade,
  slug text not null,
  name text not null,
  type text not null references public.service_types (value),
  source_type text not null references public.source_types (value),
  git_repository text,
  git_reference text not null default 'main',
  git_directory text not null default '.',
  image text,
  schedule text,
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint services_slug_key unique (project_id, slug),
  constraint services_slug_check check (slug ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
  constraint services_name_check check (length(name) between 1 and 100),
  constraint services_source_check check (
    (source_type = 'git' and git_repository is not null and image is null)
    or (source_type = 'image' and image is not null and git_repository is null)
  ),
  constraint services_git_repository_check check (
    length(git_repository) <= 2048
    and (
      git_repository ~ '^(https?|ssh|git|file)://[^\x01-\x20\x7f]+$'
      or git_repository ~ '^[A-Za-z0-9._]+@[A-Za-z0-9.-]+:[^\x01-\x20\x7f]+$'
    )
  ),
  constraint services_git_reference_check check (
    length(git_reference) between 1 and 255 and git_reference !~ '^-' and git_reference !~ '[\x01-\x20\x7f~^:?*[\\]'
  ),
  constraint services_git_directory_check check (
    length(git_directory) between 1 and 512 and git_directory !~ '^[/-]' and git_directory !~ '(^|/)\.\.(/|$)'
    and git_directory !~ '[\x01-\x1f\x7f\\]'
  ),
  constraint services_image_check check (length(image) <= 512 and image ~ '^[a-z0-9][^\x01-\x20\x7f]*$'),
  constraint services_schedule_check check ((type = 'cron') = (schedule is not null))
);

comment on table public.services is 'Something that runs: where its code comes from and how it is run. Its settings are versions in service_configs.';
comment on column public.services.slug is 'Name in addresses, unique in the project. It never changes.';
comment on column public.services.git_repository is 'Any git URL: https, ssh, git or file.';
comment on column public.services.git_reference is 'Branch, tag or commit that is deployed when nothing else is asked for.';
comment on column public.services.git_directory is 'Folder inside the repository; a dot for its root.';
comment on column public.services.image is 'Image reference, for services that are not built here.';
comment on column public.services.schedule is 'Cron expression (five fields, UTC), for services of type cron.';

create index if not exists services_organization_id_idx on public.services (organization_id asc);
create index if not exists services_created_by_idx on public.services (created_by asc);

drop trigger if exists services_touch on public.services;
create trigger services_touch before update on public.services for each row execute function public.touch_updated_at();
