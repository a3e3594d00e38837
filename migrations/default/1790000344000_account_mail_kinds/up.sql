create table if not exists public.account_mail_kinds (
  value text primary key,
  comment text not null
);
comment on table public.account_mail_kinds is 'What a mail to a person is for.';
