drop trigger if exists account_mails_audit on public.account_mails;
drop trigger if exists account_mails_use_once on public.account_mails;
drop function if exists public.use_account_mail_once();
