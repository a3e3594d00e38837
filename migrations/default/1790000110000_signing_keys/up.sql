-- No private half is kept: each is derived from the installation's root key and its generation.
create table if not exists public.signing_keys (
  id uuid primary key default gen_random_uuid(),
  generation integer not null,
  key_id text not null,
  public_jwk jsonb not null,
  active_at timestamptz not null,
  retired_at timestamptz,
  created_at timestamptz not null default now(),
  constraint signing_keys_generation_key unique (generation),
  constraint signing_keys_key_id_key unique (key_id),
  constraint signing_keys_generation_check check (generation >= 1)
);

comment on table public.signing_keys is
  'Keys that sign access tokens, published at /.well-known/jwks.json. The newest active one signs; earlier ones verify until their last token has expired.';
comment on column public.signing_keys.generation is 'Counts from 1. The private half is derived from the root key and this number and is never stored.';
comment on column public.signing_keys.key_id is 'The kid of tokens: RFC 7638 thumbprint.';
comment on column public.signing_keys.active_at is 'From when it signs. A little later than its making, so that every engine has fetched it before.';
comment on column public.signing_keys.retired_at is 'From when its tokens are refused at once, expired or not.';

drop trigger if exists signing_keys_audit on public.signing_keys;
create trigger signing_keys_audit after insert or update or delete on public.signing_keys
  for each row execute function public.audit_change();
