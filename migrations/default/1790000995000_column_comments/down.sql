-- Comments go with their columns.
drop trigger if exists quota_defaults_audit on public.quota_defaults;
