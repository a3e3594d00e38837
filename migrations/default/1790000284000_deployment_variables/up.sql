alter table public.deployments add column if not exists variables jsonb;
comment on column public.deployments.variables is
  'Its variables with all references resolved, as they were when it began; null: those of its settings, which refer to nothing.';

-- Values of variables are not the audit log's, as with those of settings.
drop trigger if exists deployments_audit on public.deployments;
create trigger deployments_audit after insert or update of status or delete on public.deployments
  for each row execute function public.audit_change('variables');
