alter table public.projects add column if not exists deleting_at timestamptz;
alter table public.environments add column if not exists deleting_at timestamptz;
alter table public.services add column if not exists deleting_at timestamptz;
comment on column public.projects.deleting_at is
  'Since when it is being deleted: the row goes when nothing of it runs or is kept any more. There is no way back.';
comment on column public.environments.deleting_at is
  'Since when it is being deleted: the row goes when nothing runs in it any more. There is no way back.';
comment on column public.services.deleting_at is
  'Since when it is being deleted: the row goes when nothing of it runs or is kept any more. There is no way back.';

create index if not exists projects_deleting_idx on public.projects (deleting_at asc) where deleting_at is not null;
create index if not exists environments_deleting_idx on public.environments (deleting_at asc) where deleting_at is not null;
create index if not exists services_deleting_idx on public.services (deleting_at asc) where deleting_at is not null;
