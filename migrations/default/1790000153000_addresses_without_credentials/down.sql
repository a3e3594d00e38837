drop trigger if exists audit_log_addresses on public.audit_log;
drop function if exists public.mask_audit_addresses();
drop trigger if exists services_address on public.services;
drop function if exists public.refuse_address_credentials();
