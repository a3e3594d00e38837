-- The one time that the audit log is changed: credentials that addresses held before they were refused are taken out of it. The next
-- two migrations do it and close it again.
drop trigger if exists audit_log_append_only on public.audit_log;
