create table if not exists public.team_members (
  team_id uuid not null,
  organization_id uuid not null,
  user_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (team_id, user_id),
  -- Both keys carry the organization: a member of another organization cannot be in the team, and leaving the organization leaves its teams.
  constraint team_members_team_fkey foreign key (organization_id, team_id)
    references public.teams (organization_id, id) on delete cascade,
  constraint team_members_member_fkey foreign key (organization_id, user_id)
    references public.organization_members (organization_id, user_id) on delete cascade
);

comment on table public.team_members is 'Who belongs to a team.';

create index if not exists team_members_member_idx on public.team_members (organization_id asc, user_id asc);
create index if not exists team_members_team_idx on public.team_members (organization_id asc, team_id asc);
create index if not exists team_members_user_id_idx on public.team_members (user_id asc, team_id asc);
