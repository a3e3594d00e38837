create or replace function public.use_account_mail_once() returns trigger
  language plpgsql
  as $$
begin
  if old.used_at is not null then
    raise exception 'account_mail_ended: this token was used' using errcode = '23514';
  end if;
  return new;
end
$$;

comment on function public.use_account_mail_once() is 'Of two who use the same token at once, one succeeds.';

drop trigger if exists account_mails_use_once on public.account_mails;
create trigger account_mails_use_once before update of used_at on public.account_mails
  for each row execute function public.use_account_mail_once();

drop trigger if exists account_mails_audit on public.account_mails;
create trigger account_mails_audit after insert or update of used_at or delete on public.account_mails
  for each row execute function public.audit_change('token_hash', 'email');
