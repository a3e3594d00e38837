drop table if exists public.api_keys;
drop function if exists public.tell_api_key();
