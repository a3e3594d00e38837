drop table if exists public.service_domains;
drop table if exists public.domain_statuses;
