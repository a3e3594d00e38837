drop trigger if exists users_forget_recipient on public.users;
drop function if exists public.forget_recipient();
drop trigger if exists notification_channels_audit on public.notification_channels;
create trigger notification_channels_audit
  after insert or delete or update of name, target_sealed, recipients, event_types, minimum_severity, is_enabled
  on public.notification_channels for each row execute function public.audit_change('target_sealed');
