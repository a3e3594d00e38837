drop trigger if exists quotas_audit on public.quotas;
drop trigger if exists quotas_touch on public.quotas;
drop trigger if exists quotas_keep on public.quotas;
drop trigger if exists quotas_place on public.quotas;
drop function if exists public.place_quota();
