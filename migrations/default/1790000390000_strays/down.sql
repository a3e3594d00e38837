drop table if exists public.strays;
drop table if exists public.stray_kinds;
