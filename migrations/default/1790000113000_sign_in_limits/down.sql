drop table if exists public.sign_in_attempts;
drop function if exists public.limit_sign_in();
drop function if exists public.count_sign_in(text, integer);
drop table if exists public.sign_in_limits;
