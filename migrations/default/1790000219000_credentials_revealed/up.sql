alter table public.database_credentials add column if not exists revealed_at timestamptz;
alter table public.database_credentials add column if not exists revealed_by uuid references public.users (id) on delete set null;

comment on column public.database_credentials.revealed_at is 'When somebody was last shown the password.';
comment on column public.database_credentials.revealed_by is 'Who was last shown the password; the audit log knows all of them.';

create index if not exists database_credentials_revealed_by_idx on public.database_credentials (revealed_by asc);
