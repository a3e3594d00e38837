drop table if exists public.account_mails;
alter table public.users drop column if exists email_verified_at;
