drop trigger if exists secret_versions_keep on public.secret_versions;
drop function if exists public.keep_secret_version();
drop trigger if exists secret_versions_number on public.secret_versions;
drop function if exists public.number_secret_version();
drop trigger if exists secrets_keep on public.secrets;
drop function if exists public.keep_secret();
drop trigger if exists secrets_place on public.secrets;
drop function if exists public.place_secret();
drop function if exists public.secret_id(uuid, text);
