create table if not exists public.api_keys (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null,
  user_id uuid not null,
  name text not null,
  hint text not null,
  key_hash text not null,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  constraint api_keys_key_hash_key unique (key_hash),
  constraint api_keys_hash_check check (key_hash ~ '^[0-9a-f]{64}$'),
  constraint api_keys_name_check check (length(name) between 1 and 100),
  constraint api_keys_scopes_check check (
    cardinality(scopes) between 1 and 5 and scopes <@ array['read', 'deploy', 'approve', 'operate', 'admin']
  ),
  constraint api_keys_expiry_check check (expires_at > created_at),
  -- Leaving the organization ends the keys to it.
  constraint api_keys_member_fkey foreign key (organization_id, user_id)
    references public.organization_members (organization_id, user_id) on delete cascade
);

comment on table public.api_keys is 'Keys for programs. A key acts as its owner in one organization, with no more than its scopes allow.';
comment on column public.api_keys.hint is 'The key''s first characters, to recognize it by.';
comment on column public.api_keys.key_hash is 'SHA-256 of the key, in hex. The key itself is shown once.';
comment on column public.api_keys.scopes is
  'What a session of this key may act as: read (viewer), deploy (developer), approve (team_lead), operate (devops), admin (org_owner); never more than its owner.';
comment on column public.api_keys.last_used_at is 'To the minute.';

create index if not exists api_keys_member_idx on public.api_keys (organization_id asc, user_id asc);
create index if not exists api_keys_user_id_idx on public.api_keys (user_id asc);

drop trigger if exists api_keys_audit on public.api_keys;
create trigger api_keys_audit after insert or update of name, scopes, expires_at, revoked_at or delete on public.api_keys
  for each row execute function public.audit_change('key_hash');

create or replace function public.tell_api_key() returns trigger
  language plpgsql
  as $$
begin
  if tg_op = 'INSERT' then
    perform public.tell(new.organization_id, null, 'ApiKeyCreated', 'api_key', new.id,
      jsonb_build_object('userId', new.user_id, 'scopes', to_jsonb(new.scopes)));
  elsif old.revoked_at is null and new.revoked_at is not null then
    perform public.tell(new.organization_id, null, 'ApiKeyRevoked', 'api_key', new.id, jsonb_build_object('userId', new.user_id));
  end if;
  return null;
end
$$;

drop trigger if exists api_keys_tell on public.api_keys;
create trigger api_keys_tell after insert or update of revoked_at on public.api_keys
  for each row execute function public.tell_api_key();
