-- Not valid: rows from before keep their address until the next start has split it.
alter table public.services drop constraint if exists services_git_repository_check;
alter table public.services add constraint services_git_repository_check check (
  length(git_repository) <= 2048
  and (
    git_repository ~ '^(https?|ssh|git|file)://[^\x01-\x20\x7f]+$'
    or git_repository ~ '^[A-Za-z0-9._]+@[A-Za-z0-9.-]+:[^\x01-\x20\x7f]+$'
  )
  and git_repository !~ '^(https?|git)://[^/]*@' and git_repository !~ '^ssh://[^/@]*:[^/@]*@'
) not valid;
