-- Addresses are personal data: that recipients changed is written into the audit log, who they are is not.
drop trigger if exists notification_channels_audit on public.notification_channels;
create trigger notification_channels_audit
  after insert or delete or update of name, target_sealed, recipients, event_types, minimum_severity, is_enabled
  on public.notification_channels for each row execute function public.audit_change('target_sealed', 'target_hint', 'recipients');

create or replace function public.forget_recipient() returns trigger
  language plpgsql
  as $$
begin
  delete from public.notification_channels c where c.recipients = array[old.email];
  update public.notification_channels c
    set recipients = array_remove(c.recipients, old.email),
        target_hint = left(array_to_string(array_remove(c.recipients, old.email), ', '), 200)
    where old.email = any (c.recipients);
  return null;
end
$$;

comment on function public.forget_recipient() is 'Who is erased gets no more mail; a channel that was for them alone goes.';

drop trigger if exists users_forget_recipient on public.users;
create trigger users_forget_recipient after update of email on public.users
  for each row when (old.email <> new.email and new.email like 'erased-%@erased.invalid') execute function public.forget_recipient();
