alter table public.services drop constraint if exists services_git_repository_check;
