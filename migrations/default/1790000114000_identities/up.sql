create table if not exists public.identities (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.users (id) on delete cascade,
  provider text not null,
  subject text not null,
  email text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  constraint identities_subject_key unique (provider, subject),
  constraint identities_provider_check check (provider ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
  constraint identities_subject_check check (length(subject) between 1 and 255)
);

comment on table public.identities is 'Accounts at OpenID Connect providers through which somebody signs in.';
comment on column public.identities.provider is 'Name of the provider in the settings.';
comment on column public.identities.subject is 'Who it is at the provider: the claim sub, which never changes.';
comment on column public.identities.email is 'The verified address by which it was linked.';

create index if not exists identities_user_id_idx on public.identities (user_id asc);

drop trigger if exists identities_audit on public.identities;
create trigger identities_audit after insert or delete on public.identities
  for each row execute function public.audit_change('subject', 'email');
