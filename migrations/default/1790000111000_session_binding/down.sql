drop trigger if exists refresh_tokens_audit on public.refresh_tokens;
create trigger refresh_tokens_audit after insert or update of revoked_at on public.refresh_tokens
  for each row execute function public.audit_change('token_hash');
alter table public.refresh_tokens drop column if exists fingerprint_hash;
