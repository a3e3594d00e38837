drop trigger if exists users_end_access on public.users;
drop trigger if exists api_keys_end_access on public.api_keys;
drop trigger if exists sessions_end_access on public.sessions;
drop function if exists public.end_access();
drop trigger if exists refresh_tokens_session on public.refresh_tokens;
drop function if exists public.keep_session();
