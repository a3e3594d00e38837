alter table public.refresh_tokens add column if not exists fingerprint_hash text;
alter table public.refresh_tokens drop constraint if exists refresh_tokens_fingerprint_check;
alter table public.refresh_tokens add constraint refresh_tokens_fingerprint_check
  check (fingerprint_hash is null or fingerprint_hash ~ '^[0-9a-f]{64}$');

comment on column public.refresh_tokens.fingerprint_hash is
  'SHA-256 of the cookie that a browser''s session is bound to; null for programs, which have no cookies.';

drop trigger if exists refresh_tokens_audit on public.refresh_tokens;
create trigger refresh_tokens_audit after insert or update of revoked_at on public.refresh_tokens
  for each row execute function public.audit_change('token_hash', 'fingerprint_hash');
