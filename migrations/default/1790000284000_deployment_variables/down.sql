drop trigger if exists deployments_audit on public.deployments;
create trigger deployments_audit after insert or update of status or delete on public.deployments
  for each row execute function public.audit_change();
alter table public.deployments drop column if exists variables;
