drop table if exists public.audit_log;
