create table if not exists public.organization_members (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references public.users (id) on delete cascade,
  role text not null references public.member_roles (value),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, user_id)
);

comment on table public.organization_members is
  'Who belongs to an organization, with which role. Every permission asks this table, so a change takes effect with the next request.';

create index if not exists organization_members_user_id_idx on public.organization_members (user_id asc, organization_id asc);

drop trigger if exists organization_members_touch on public.organization_members;
create trigger organization_members_touch before update on public.organization_members
  for each row execute function public.touch_updated_at();
