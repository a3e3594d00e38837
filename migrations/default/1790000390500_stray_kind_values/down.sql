delete from public.stray_kinds;
