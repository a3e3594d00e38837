drop table if exists public.sign_in_codes;
