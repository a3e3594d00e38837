drop trigger if exists users_audit on public.users;
create trigger users_audit after insert or update or delete on public.users
  for each row execute function public.audit_change();
