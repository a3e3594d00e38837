drop table if exists public.signing_keys;
