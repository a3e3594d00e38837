delete from public.account_mail_kinds;
