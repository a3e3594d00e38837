-- Personal data is not kept in what is append-only: that it changed is written, the values are not. So erasing somebody needs no hole in it.
drop trigger if exists users_audit on public.users;
create trigger users_audit after insert or update or delete on public.users
  for each row execute function public.audit_change('email', 'name');
