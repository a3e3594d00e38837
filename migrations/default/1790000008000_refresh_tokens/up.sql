create table if not exists public.refresh_tokens (
  id uuid primary key default gen_random_uuid(),
  family_id uuid not null,
  user_id uuid not null references public.users (id) on delete cascade,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  token_hash text not null,
  replaced_by uuid references public.refresh_tokens (id) on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz,
  constraint refresh_tokens_token_hash_key unique (token_hash),
  constraint refresh_tokens_hash_check check (token_hash ~ '^[0-9a-f]{64}$')
);

comment on table public.refresh_tokens is
  'Each refresh token is used once. Using one again ends its whole family: somebody else may hold it.';
comment on column public.refresh_tokens.family_id is 'All tokens that descend from one sign-in.';
comment on column public.refresh_tokens.token_hash is 'SHA-256 of the token, in hex.';
comment on column public.refresh_tokens.replaced_by is 'The token that was handed out for this one.';

create index if not exists refresh_tokens_family_id_idx on public.refresh_tokens (family_id asc);
create index if not exists refresh_tokens_user_id_idx on public.refresh_tokens (user_id asc);
create index if not exists refresh_tokens_organization_id_idx on public.refresh_tokens (organization_id asc);
create index if not exists refresh_tokens_replaced_by_idx on public.refresh_tokens (replaced_by asc) where replaced_by is not null;
create index if not exists refresh_tokens_expires_at_idx on public.refresh_tokens (expires_at asc);
