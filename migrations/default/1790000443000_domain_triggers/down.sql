drop trigger if exists service_domains_tell on public.service_domains;
drop function if exists public.tell_service_domain();
drop trigger if exists service_domains_audit on public.service_domains;
drop trigger if exists service_domains_status on public.service_domains;
drop trigger if exists service_domains_touch on public.service_domains;
drop trigger if exists service_domains_keep on public.service_domains;
drop trigger if exists service_domains_refuse_deleted on public.service_domains;
drop trigger if exists service_domains_place on public.service_domains;
drop function if exists public.place_service_domain();
