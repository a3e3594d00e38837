create table if not exists public.sign_in_codes (
  id uuid primary key default gen_random_uuid(),
  code_hash text not null,
  challenge text not null,
  user_id uuid not null references public.users (id) on delete cascade,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint sign_in_codes_code_hash_key unique (code_hash),
  constraint sign_in_codes_hash_check check (code_hash ~ '^[0-9a-f]{64}$')
);

comment on table public.sign_in_codes is
  'What a sign-in at a provider ends with: a code that whoever began it exchanges for a session, once, within a minute.';
comment on column public.sign_in_codes.challenge is 'SHA-256 of a secret that only whoever began the sign-in knows, base64url (RFC 7636 S256).';

create index if not exists sign_in_codes_user_id_idx on public.sign_in_codes (user_id asc);
create index if not exists sign_in_codes_organization_id_idx on public.sign_in_codes (organization_id asc);
create index if not exists sign_in_codes_expires_at_idx on public.sign_in_codes (expires_at asc);
