drop trigger if exists secret_versions_audit on public.secret_versions;
drop trigger if exists secrets_audit on public.secrets;
drop trigger if exists secrets_tell on public.secrets;
drop function if exists public.tell_secret();
drop trigger if exists secret_versions_tell on public.secret_versions;
drop function if exists public.tell_secret_version();
