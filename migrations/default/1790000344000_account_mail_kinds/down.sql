drop table if exists public.account_mail_kinds;
